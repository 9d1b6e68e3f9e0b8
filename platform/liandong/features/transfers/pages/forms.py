"""The forms of a transfer: offer, accept, reject, ask back, send back; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import uuid4

from liandong.features.cases.pages.unit_fields import part_label, unit_choices
from liandong.features.cases.pages.words import Setting
from liandong.features.tenants.models import Tenant
from liandong.features.transfers.pages.words import Plain
from liandong.mechanisms import Named
from liandong.web.languages import say

_HELP = {
    "join": "案件留在本县继续办理；对方同意参加的，在对方县另行立案。",
    "result": "签发后送回牵头的县，两县都有记录，不能再改。",
    "reject": "写明理由，案件留在原县继续办理。",
    "revoke": "对方还没有接收的，可以撤回；已经接收的不能撤回。",
    "return": "认为本县没有管辖权的，可以退回；对方接收前，案件仍由本单位负责。",
}
_LABELS = {"reject": "不接收", "revoke": "申请撤回", "return": "退回原县"}


@dataclass(frozen=True)
class Typed:
    """What came back from the browser, to be shown again, with what was wrong."""

    step: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, list[str]] = field(default_factory=dict)


def _form(step: str, title: str, fields: list[Plain], frame: Plain, typed: Typed) -> Plain:
    names = {each["name"] for each in fields}
    stated = typed.errors if typed.step == step else {}
    errors = [
        {"field": name if name in names else "", "text": text}
        for name, texts in stated.items()
        for text in texts
    ]
    hidden = {**frame["hidden"], "step": step, "idempotency_key": str(uuid4())}
    return {
        "key": step,
        "title": title,
        "note": say(_HELP[step]) if step in _HELP else "",
        "action": frame["action"],
        "hidden": hidden,
        "fields": fields,
        "errors": errors,
        "error_title": say("还有 {n} 项要改，没有提交", n=len(errors)) if errors else "",
        "buttons": [{"label": title, "primary": step in {"offer", "accept", "result"}}],
    }


def _field(step: str, name: str, label: str, typed: Typed, kind: str = "long_text") -> Plain:
    mine = typed.step == step
    return {
        "name": name,
        "label": say(label),
        "kind": kind,
        "rows": 3,
        "value": typed.values.get(name, "") if mine else "",
        "errors": typed.errors.get(name, []) if mine else [],
    }


def offer_form(counties: Sequence[Tenant], frame: Plain, typed: Typed) -> Plain:
    """Return the form of the first signature."""
    fields = _offered("offer", ("移交到", "对方接收单位", "移交的理由"), counties, typed)
    return _form("offer", say("签发移交"), fields, frame, typed)


def join_form(counties: Sequence[Tenant], frame: Plain, typed: Typed) -> Plain:
    """Return the form that asks another county to take part in a matter that stays."""
    fields = _offered("join", ("邀请的县", "对方参加单位", "邀请的理由"), counties, typed)
    return _form("join", say("邀请共同办理"), fields, frame, typed)


def result_form(frame: Plain, typed: Typed) -> Plain:
    """Return the form with which a county that took part says what came of it."""
    outcome = _field("result", "outcome", "化解结果", typed, "choice")
    outcome["choices"] = [
        {"value": "resolved", "label": say("已化解")},
        {"value": "unresolved", "label": say("未能化解")},
    ]
    words = _field("result", "reason", "结果说明", typed)
    words["help"] = say("牵头的县看得到，不写当事人姓名和调解中的陈述。")
    return _form("result", say("签发结果"), [outcome, words], frame, typed)


def _offered(
    step: str, labels: tuple[str, str, str], counties: Sequence[Tenant], typed: Typed
) -> list[Plain]:
    county = _field(step, "county", labels[0], typed, "choice")
    county["choices"] = [{"value": each.code, "label": each.name} for each in counties]
    unit = _field(step, "unit", labels[1], typed, "text")
    unit["help"] = say("写对方县名单上的单位名称，例如“山丹县人民检察院”。")
    reason = _field(step, "reason", labels[2], typed)
    basis = _field(step, "legal_basis", "法律依据", typed, "text")
    return [county, unit, reason, basis]


def accept_form(
    named: Sequence[Named], frame: Plain, typed: Typed, setting: Setting, *, is_joint: bool = False
) -> Plain:
    """Return the form of the second signature; `named` are the parts to be filled here."""
    fields = []
    for each in named:
        choices = unit_choices(setting, each.roles, {setting.unit_id})
        name = f"parties.{each.party.key}"
        found = _field("accept", name, "单位", typed, "choice")
        only = choices[0]["value"] if len(choices) == 1 else ""
        found |= {"label": part_label(each.party.key), "choices": choices}
        fields.append({**found, "value": found["value"] or only})
    title = say("参加共同办理") if is_joint else say("接收")
    return _form("accept", title, fields, frame, typed)


def reason_form(step: str, frame: Plain, typed: Typed, *, upper_decides: bool = False) -> Plain:
    """Return the form of a step that needs a reason, and for a return the law.

    `upper_decides` asks for the decision of the upper authority too.
    """
    fields = [_field(step, "reason", "理由", typed)]
    if step == "return":
        fields.append(_field(step, "legal_basis", "法律依据", typed, "text"))
    if upper_decides:
        decision = _field(step, "decision", "上级机关的决定", typed, "text")
        decision["help"] = say("依法不得自行退回的，应当报告上级；写决定的名称和文号。")
        fields.append(decision)
    return _form(step, say(_LABELS[step]), fields, frame, typed)

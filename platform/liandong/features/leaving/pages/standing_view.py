"""How a county stands, and what can be done about that; pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from liandong.features.tenants.models import ARCHIVED, SUSPENDED, Tenant, TenantRemoval
from liandong.features.tenants.pages.readings_view import MODE_WORDS
from liandong.features.visits.pages.views import moment
from liandong.kernel.errors import ConflictError, InvalidInputError
from liandong.web.languages import language, say

Plain = dict[str, Any]
SUSPEND, RESUME, ARCHIVE = "suspend", "resume", "archive"
ANNOUNCE, CALL_OFF = "announce", "call_off"
#: What each act makes of the county; nothing: as it was before.
MODES: Mapping[str, str] = {SUSPEND: SUSPENDED, RESUME: "", ARCHIVE: ARCHIVED}
#: Each act with what follows from it.
_WORDS = {
    SUSPEND: ("暂停", "都能看，什么也不能办，不提醒。程序、日历订阅和一次性链接停用。可以恢复。"),
    RESUME: ("恢复", "和暂停以前一样。"),
    ARCHIVE: ("归档", "只有县级管理员和审计人员能看。归档以后不能恢复。"),
    ANNOUNCE: ("预告注销", "先要有归档以后的全量导出。{days} 天以后由平台运维人员用确认码注销。"),
    CALL_OFF: ("撤销预告", "仍然是归档。"),
}


@dataclass(frozen=True)
class Asked:
    """What was chosen and typed."""

    act: str = ""
    reason: str = ""


def acts_of(county: Tenant, announced: TenantRemoval | None) -> tuple[str, ...]:
    """Return what can be done with a county as it stands."""
    if announced is not None:
        return () if announced.begun_at else (CALL_OFF,)
    if county.mode == ARCHIVED:
        return (ANNOUNCE,)
    return (RESUME, ARCHIVE) if county.mode == SUSPENDED else (SUSPEND, ARCHIVE)


def standing_page(  # the parts of the page, all plain
    county: Tenant,
    announced: TenantRemoval | None,
    asked: Asked,
    error: ConflictError | InvalidInputError | None,
    may: Collection[str],
    days: int,
    now: datetime,
    base: str,
    token: str,
) -> Plain:
    """Return how the county stands, and a form with what may be done, if anything."""
    wrong = _wrong(error)
    choices = [_choice(each, days) for each in acts_of(county, announced) if each in may]
    return {
        "breadcrumb": [
            {"label": say("区县"), "href": base},
            {"label": county.name, "href": None},
        ],
        "title": say("{county}：停用与注销", county=county.name),
        "facts": _facts(county, announced, now, may_confirm=CALL_OFF in may),
        "removal": f"{base}/removals/{announced.id}" if announced else None,
        "action": f"{base}/{county.code}/standing",
        "hidden": {"form_token": token},
        "error_title": say("没有办成"),
        "errors": wrong,
        "fields": _fields(choices, asked, wrong) if choices else [],
        "back": base,
    }


def _wrong(error: ConflictError | InvalidInputError | None) -> list[Plain]:
    is_english = language() == "en"
    if isinstance(error, InvalidInputError):
        said = [(p.where, p.message_en if is_english else p.message_zh) for p in error.problems]
        return [{"field": where, "text": text} for where, text in said]
    if error is not None:
        text = error.message_en if is_english else error.message_zh
        return [{"field": "act", "text": text}]
    return []


def _choice(act: str, days: int) -> Plain:
    label, following = _WORDS[act]
    return {"value": act, "label": say(label), "help": say(following, days=days)}


def _fields(choices: Sequence[Plain], asked: Asked, wrong: Sequence[Plain]) -> list[Plain]:
    chosen = asked.act or (choices[0]["value"] if len(choices) == 1 else "")
    found: list[Plain] = [
        {"name": "act", "label": say("怎么办"), "kind": "choice", "as_radios": True}
        | {"value": chosen, "choices": choices},
        {"name": "reason", "label": say("理由"), "kind": "long_text", "value": asked.reason}
        | {"help": say("写进这个县和省里的审计"), "maximum": 500},
    ]
    for field in found:
        field["errors"] = [each["text"] for each in wrong if each["field"] == field["name"]]
    return found


def _facts(
    county: Tenant, announced: TenantRemoval | None, now: datetime, *, may_confirm: bool
) -> list[Plain]:
    found = [
        (say("区划代码"), county.code),
        (say("状态"), say(MODE_WORDS[county.mode])),
    ]
    if announced is not None:
        found += [
            (say("预告注销"), f"{moment(announced.announced_at, now)} · {announced.announced_by}"),
            (say("理由"), announced.reason),
            (say("最早注销"), moment(announced.due_at, now)),
            (say("全量导出"), announced.export),
        ]
        if may_confirm:
            found.append((say("确认码"), announced.confirmation))
        if announced.begun_at:
            found.append((say("开始注销"), moment(announced.begun_at, now)))
    return [{"label": label, "text": text} for label, text in found]

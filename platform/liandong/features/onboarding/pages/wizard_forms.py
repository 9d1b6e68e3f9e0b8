"""The forms of the steps: what each asks, filled with what the draft says; pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from liandong.features.access.service.holders import duty_words
from liandong.features.onboarding.models import OnboardingDraft
from liandong.features.onboarding.pages.wizard_view import STEPS, step_of, told, words
from liandong.features.onboarding.service import PARTS, key_words
from liandong.features.onboarding.service.drafts import stated_in
from liandong.features.onboarding.service.entry_words import came_words
from liandong.features.onboarding.service.filling import FIRST_DUTIES, choices, instruments
from liandong.features.onboarding.service.inherited import Off, inherited_in
from liandong.features.onboarding.service.opening import Plan
from liandong.features.tenants.pages.instrument_view import status_badge
from liandong.features.tenants.service import Layer, Said, divisions, families
from liandong.kernel.errors import Problem
from liandong.web.languages import language, say

Plain = dict[str, Any]


def county_fields(draft: OnboardingDraft) -> list[Plain]:
    """Return the identity; what comes from the list is fixed."""
    tenant = draft.stated["tenant"]
    above = " ".join(each.name for each in divisions().parents_of(draft.code))
    found: list[Plain] = [
        {"name": "code", "label": say("区划代码"), "kind": "fixed", "value": draft.code},
        {"name": "name", "label": say("名称"), "kind": "fixed", "value": tenant["name"]},
        {"name": "parents", "label": say("上级"), "kind": "fixed", "value": above},
        {"name": "short_name", "label": say("简称"), "kind": "text", "value": tenant["short_name"]},
    ]
    if "document" not in tenant:
        return found
    said, known = tenant.get("effective_from") or {}, instruments(stated_in(draft))
    return [
        *found,
        {
            "name": "instrument",
            "label": say("本县文件"),
            "kind": "choice",
            "value": tenant["document"]["instrument"],
            "choices": [{"value": each.id, "label": _document(each)} for each in known],
            "help": say("还没有登记本县文件的，先用范本的文件，登记以后再换。"),
        },
        {
            "name": "effective_from",
            "label": say("施行日期"),
            "kind": "date",
            "value": said.get("day", ""),
            "required": False,
        },
    ]


def _document(each: Any) -> str:
    return f"{each.citation}（{status_badge(each)['label']}）"


def start_fields(draft: OnboardingDraft, counties: Sequence[tuple[str, str]]) -> list[Plain]:
    """Return what a county may start from."""
    listed = [
        *(
            (f"template:{key}", say("范本：{name}", name=words.pick(language())))
            for key, words in families().items()
        ),
        *((f"county:{code}", say("照着{name}", name=name)) for code, name in counties),
    ]
    return [
        {
            "name": "model",
            "label": say("从哪里开始"),
            "kind": "choice",
            "as_radios": True,
            "value": draft.model,
            "choices": [{"value": value, "label": label} for value, label in listed],
            "help": say("换一个起点，单位、机制和期限都按新的起点重来。") if draft.model else "",
        }
    ]


def mechanism_groups(
    draft: OnboardingDraft,
    typed: Mapping[str, str] | None,
    above: Sequence[Layer],
    wrong: Sequence[Problem],
) -> list[Plain]:
    """Return the catalogue; what can be worked with here comes first, marked what is inherited."""
    stated = stated_in(draft)
    inherited = inherited_in(stated, above)
    found = choices(stated, inherited)
    ticked = typed.getlist("chosen") if isinstance(typed, MultiDict) else None
    groups = ((True, say("可以办理的机制")), (False, say("只登记的机制，还不能在平台上办理")))
    return [
        {
            "label": label,
            "rows": [
                {
                    "key": each.key,
                    "code": each.code,
                    "label": say(each.label),
                    "chosen": each.is_chosen if ticked is None else each.key in ticked,
                    "name": f"clauses.{each.key}",
                    "value": (typed or {}).get(f"clauses.{each.key}", "、".join(each.clauses)),
                    "others": each.others,
                    "note": say("范本带来的依据，请改引本县文件的条款")
                    if each.is_borrowed
                    else _from_above(inherited.get(each.key), is_on=each.is_chosen),
                    "errors": [words(p) for p in wrong if p.where == f"clauses.{each.key}"],
                }
                for each in found
                if each.is_installed == installed
            ],
        }
        for installed, label in groups
    ]


def _from_above(said: Said | None, *, is_on: bool) -> str:
    """Return who above enables a mechanism, and on which document."""
    if said is None:
        return ""
    cited = say("；").join(each.words for each in said.citations)
    if is_on:
        return say("继承自{layer}（{source}），条款空着就照上级", layer=said.name, source=cited)
    return say("{layer}启用（{source}），本县不办", layer=said.name, source=cited)


def people_fields(draft: OnboardingDraft, typed: Mapping[str, str] | None = None) -> list[Plain]:
    """Return who gets the first accounts."""
    units = draft.stated.get("roster", {}).get("units", ())
    options = [{"value": each["key"], "label": each["name"]} for each in units]
    stated = draft.stated["tenant"].get("office") or {}
    office = stated.get("unit") or next(iter(stated.get("units", ())), "")
    fields: list[Plain] = []
    for duty in FIRST_DUTIES:
        known: Mapping[str, Any] = next((p for p in draft.people if duty in p["duties"]), {})
        label = duty_words(duty).pick(language())
        shown = {"name": say("{duty}的姓名", duty=label), "login": say("{duty}的账号", duty=label)}
        for part, text in shown.items():
            name = f"{duty}_{part}"
            value = (typed or {}).get(name, known.get(part, ""))
            fields.append({"name": name, "label": text, "kind": "text", "value": value})
            fields[-1] |= {"half": True, "required": duty == FIRST_DUTIES[0], "autocomplete": "off"}
        name = f"{duty}_unit"
        fields.append(
            {
                "name": name,
                "label": say("{duty}的单位", duty=label),
                "kind": "choice",
                "value": (typed or {}).get(name, known.get("unit", office)),
                "choices": options,
                "required": duty == FIRST_DUTIES[0],
            }
        )
    return fields


def with_errors(fields: list[Plain], wrong: Sequence[Problem]) -> list[Plain]:
    """Return fields with what is wrong beside each."""
    return [
        {**each, "errors": [words(p) for p in wrong if p.where == each["name"]]} for each in fields
    ]


def review(draft: OnboardingDraft, plan: Plan, here: str) -> Plain:
    """Return the plan in words, or what is left to put right with the step where that is done."""
    groups: dict[str, list[str]] = {}
    units = draft.stated.get("roster", {}).get("units", ())
    names = {unit["key"]: unit["name"] for unit in units}
    for change in plan.changes:
        label, said = PARTS[change.part], came_words(change, names).pick(language())
        if said:  # an empty calendar comes with nothing to tell
            groups.setdefault(label.pick(language()), []).append(said)
    return {
        "problems": [_at_its_step(each, told(each), here) for each in plan.problems],
        "dead_ends": [_at_its_step(each, words(each), here) for each in plan.dead_ends],
        "doubts": [each.pick(language()) for each in plan.doubts],
        "off": [_off(each) for each in plan.off],
        "city": say("{city}还没有建，会一起建。", city=plan.city) if plan.city else "",
        "people": [f"{each['name']}（{each['login']}）" for each in draft.people],
        "groups": [{"label": key, "rows": rows} for key, rows in groups.items()],
        "permissions": [each.pick(language()) for each in plan.permissions],
        "open": f"{here}/open",
        "put_aside": f"{here}/put-aside",
    }


def _at_its_step(problem: Problem, text: str, here: str) -> Plain:
    step = step_of(problem)
    return {"text": text, "label": say(STEPS[step]), "href": f"{here}/{step}"}


def _off(each: Off) -> str:
    part, _, key = each.path.partition(".")
    what = f"{PARTS[part].pick(language())} {key_words(part, key).pick(language())}"
    above = say("；").join(said.words for said in each.above.citations)
    own = say("；").join(said.words for said in each.said.citations)
    return say(
        "{what}：{layer}规定（{source}），本县不办（{own}）",
        what=what,
        layer=each.above.name,
        source=above,
        own=own,
    )

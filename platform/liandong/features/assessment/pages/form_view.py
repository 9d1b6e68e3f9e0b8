"""The forms of a round: planning, assigning, settling, stating, appealing, noting; pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from liandong.features.assessment.models import AssessmentScheme
from liandong.features.assessment.pages.inspector_view import input_field
from liandong.features.assessment.pages.wording import values_words
from liandong.features.assessment.service.noting import daybook_inputs
from liandong.features.assessment.service.standing import Standing, judged_inputs
from liandong.scoring.tree import Item
from liandong.web.languages import language, say

Plain = dict[str, Any]
Problems = Sequence[tuple[str, str]]


def form_page(
    *,
    title: str,
    sentence: str,
    breadcrumb: list[Plain],
    action: str,
    hidden: Mapping[str, str],
    heading: str,
    fields: list[Plain],
    button: str,
    problems: Problems = (),
    note: str = "",
    upload: bool = False,
) -> Plain:
    """Return a form; what is wrong stands beside the field it is about."""
    marked(fields, problems)
    names = {each["name"] for each in fields}
    return {
        "breadcrumb": breadcrumb,
        "title": title,
        "sentence": sentence,
        "form": {
            "action": action,
            "upload": upload,
            "hidden": dict(hidden),
            "error_title": say("没有保存"),
            "errors": [
                {"field": name if name in names else None, "text": words}
                for name, words in problems
            ],
            "sections": [{"heading": heading, "note": note, "fields": fields}],
            "buttons": [{"label": button, "name": "act", "value": "save", "primary": True}],
        },
    }


def marked(fields: list[Plain], problems: Problems) -> list[Plain]:
    """Return fields, each with what is wrong with it."""
    for each in fields:
        each["errors"] = [words for name, words in problems if name == each["name"]]
    return fields


def field(name: str, label: str, value: Any, kind: str = "text", **more: Any) -> Plain:
    """Return a field of a form."""
    return {"name": name, "label": label, "value": value, "kind": kind, **more}


def item_words(item: Item) -> str:
    """Return the code and name of an item."""
    return f"{item.code} {item.label.pick(language())}"


def plan_fields(schemes: Sequence[AssessmentScheme], typed: Mapping[str, str]) -> list[Plain]:
    """Return the fields of a plan."""
    choices = [{"value": str(e.id), "label": f"{e.title} {e.edition}"} for e in schemes]
    days = (
        ("since", say("考核期起")),
        ("until", say("考核期止")),
        ("self_until", say("自评截止")),
        ("freeze_on", say("数据冻结日")),
        ("score_until", say("评分截止")),
    )
    return [
        field("title", say("名称"), typed.get("title", "")),
        field("scheme", say("考核方案"), typed.get("scheme", ""), "choice", choices=choices),
        *(field(name, label, typed.get(name, ""), "date", half=True) for name, label in days),
    ]


def assign_fields(
    standing: Standing, people: Sequence[tuple[str, str]], typed: Mapping[str, Any]
) -> list[Plain]:
    """Return the fields of an assignment.

    Args:
        standing: The round.
        people: Evaluators of the county, account and name.
        typed: What was typed: account, units and codes; without units everything is ticked.
    """
    units = [{"value": p.key, "label": say(p.name)} for p in standing.participants.values()]
    judged = {e.code: e for e in standing.scheme.items if judged_inputs(e)}
    codes = [{"value": code, "label": item_words(each)} for code, each in judged.items()]
    chosen = typed.get("units") or [each["value"] for each in units]
    of = typed.get("codes") or [*judged]
    choices = [{"value": account, "label": name} for account, name in people]
    return [
        field("account", say("评分人"), typed.get("account", ""), "choice", choices=choices),
        field("units", say("单位"), chosen, "checks", choices=units, many=True),
        field("codes", say("指标"), of, "checks", choices=codes),
    ]


def settle_fields(standing: Standing, item: Item, typed: Mapping[str, Any]) -> list[Plain]:
    """Return the fields of an adjudication."""
    values = typed.get("values", {})
    found = [input_field(standing, item, n, values.get(n)) for n in judged_inputs(item)]
    return [*found, field("reason", say("理由"), typed.get("reason", ""), "long_text", maximum=500)]


def marks_words(standing: Standing, unit: str, item: Item) -> str:
    """Return what the evaluators said of an item, in one line."""
    said = [
        f"{standing.assignments[account].name}：{values_words(item, mark.content['values'])}"
        for account, mark in standing.last_marks(unit, item.code).items()
    ]
    return say("；").join(said)


def daybook_fields(standing: Standing, typed: Mapping[str, str]) -> list[Plain]:
    """Return the fields of a day book entry."""
    units = [{"value": p.key, "label": say(p.name)} for p in standing.participants.values()]
    entries = {
        f"{item.code}/{i.key.partition('/')[2]}": f"{item_words(item)}：{i.label.pick(language())}"
        for item, i in daybook_inputs(standing)
    }
    choices = [{"value": key, "label": label} for key, label in entries.items()]
    return [
        field("unit", say("单位"), typed.get("unit", ""), "choice", choices=units),
        field("entry", say("登记什么"), typed.get("entry", ""), "choice", choices=choices),
        field("value", say("次数"), typed.get("value", "1"), "amount", half=True),
        field("on", say("哪天"), typed.get("on", ""), "date", half=True),
        field("reason", say("经过和依据"), typed.get("reason", ""), "long_text", maximum=500),
    ]

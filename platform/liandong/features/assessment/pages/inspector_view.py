"""The open cell of the desk: sum, marks, statement, inspections, fields; pure."""

from collections.abc import Mapping
from typing import Any

from liandong.features.assessment.pages.cell_view import (
    Desk,
    cell_state,
    mine,
    place_points,
    place_sum,
)
from liandong.features.assessment.pages.paper_links import shown_papers
from liandong.features.assessment.pages.record_view import left_of, records_of
from liandong.features.assessment.pages.wording import day_text, said, values_words
from liandong.features.assessment.service.standing import (
    Assignment,
    Standing,
    day_of,
    judged_inputs,
)
from liandong.scoring.fixed import shown
from liandong.scoring.outcome import Outcome
from liandong.scoring.tree import Item
from liandong.web.languages import say

Plain = dict[str, Any]


def inspector(
    desk: Desk,
    assignment: Assignment,
    outcome: Outcome,
    hidden: Mapping[str, str],
    typed: Mapping[str, Any] | None,
) -> Plain | None:
    """Return the open cell: how it came about, who said what, its papers and its fields."""
    standing = desk.standing
    who = standing.participants.get(desk.unit)
    item = standing.item(desk.unit, desk.code)
    if who is None or item is None:
        return None
    state = cell_state(desk, assignment, who, item)
    if state in {"recused", "absent"}:
        return None
    may_mark = state != "automatic" and standing.state == "frozen"
    return {
        "unit": say(who.name),
        "code": item.code,
        "label": said(item.label),
        "full": shown(item.full),
        "points": place_points(outcome, desk.unit, desk.code),
        "sum": place_sum(outcome, desk.unit, item),
        "note": say(
            "细则第 {edition} 版 · 数据截至 {day} 冻结",
            edition=standing.raw["edition"],
            day=day_text(standing.round.freeze_on),
        ),
        "marks": _marks(desk, who.key, item),
        "statement": _statement(standing, who.key, item.code, desk.base),
        "checks": checks_of(standing, who.key, item.code, desk.base),
        "records": records_of(standing, who.key, item),
        "left": left_of(standing, who.key, item),
        "fields": mark_fields(standing, desk, item, typed) if may_mark else [],
        "problems": [p["text"] for p in (typed or {}).get("problems", [])],
        "reason": (typed or {}).get("reason", _reason(desk)),
        "action": f"{desk.base}/desk",
        "hidden": {**hidden, "unit": desk.unit, "code": desk.code, "show": desk.show},
        "recuse": f"{desk.base}/recuse?unit={desk.unit}" if may_mark else None,
    }


def _reason(desk: Desk) -> str:
    last = mine(desk, desk.unit, desk.code)
    return str(last.content["reason"]) if last is not None else ""


def _marks(desk: Desk, unit: str, item: Item) -> list[Plain]:
    """The other's values show once I have saved mine, where the scheme says so."""
    standing = desk.standing
    if not judged_inputs(item):
        return []
    is_blind = bool(standing.raw.get("process", {}).get("blind"))
    hides = is_blind and mine(desk, unit, item.code) is None
    found = []
    last = standing.last_marks(unit, item.code)
    for account in standing.evaluators(unit, item.code):
        mark = last.get(account)
        is_me = account == desk.account
        name = say("您") if is_me else standing.assignments[account].name
        value = "—" if mark is None else values_words(item, mark.content["values"])
        if hides and not is_me:
            value = say("您保存以后才显示")
        reason = "" if mark is None or (hides and not is_me) else mark.content["reason"]
        found.append({"who": name, "value": value, "reason": "" if is_me else reason})
    decided = standing.adjudications.get((unit, item.code))
    if decided is not None:
        value = values_words(item, decided.content["values"])
        found.append({"who": say("裁决"), "value": value, "reason": decided.content["reason"]})
    return found


def _statement(standing: Standing, unit: str, code: str, base: str) -> Plain | None:
    stated = standing.statements.get((unit, code))
    if stated is None:
        return None
    return {
        "text": stated.content["text"],
        "papers": shown_papers(stated.content["papers"], base),
    }


def checks_of(standing: Standing, unit: str, code: str, base: str) -> list[Plain]:
    """Return what inspections found at a unit, of an item or of its whole work."""
    return [
        {
            "on": day_text(day_of(each.said.content["on"])),
            "by": each.said.content["by"],
            "found": each.said.content["found"],
            "papers": shown_papers(each.said.content["papers"], base),
        }
        for each in standing.checks
        if each.unit == unit and each.code in {"", code}
    ]


def mark_fields(
    standing: Standing, desk: Desk, item: Item, typed: Mapping[str, Any] | None
) -> list[Plain]:
    """Return the fields of what is judged in an item, as they were last saved or typed."""
    last = mine(desk, desk.unit, desk.code)
    values = typed["values"] if typed else (last.content["values"] if last else {})
    wrong: dict[str, list[str]] = {}
    for each in (typed or {}).get("problems", []):
        wrong.setdefault(each["field"], []).append(each["text"])
    return [
        {**input_field(standing, item, name, values.get(name)), "errors": wrong.get(name, [])}
        for name in judged_inputs(item)
    ]


def input_field(standing: Standing, item: Item, name: str, value: Any) -> Plain:
    """Return the field of an input, as its kind wants it."""
    key = f"{item.code}/{name}"
    input_ = next(each for each, _ in item.inputs if each.key == key)
    kind = standing.scheme.readers[key].kind
    field: Plain = {"name": name, "label": said(input_.label), "value": value}
    if kind == "flag":
        return {**field, "kind": "boolean", "required": False}
    if input_.options:
        choices = [{"value": option, "label": said(label)} for option, label in input_.options]
        return {**field, "kind": "choice", "choices": choices}
    if kind in {"events", "scores"}:
        lines = [each.get("key", "") if isinstance(each, dict) else each for each in value or ()]
        return {**field, "kind": "long_text", "value": "\n".join(lines), "required": False}
    high = shown(input_.highest)
    return {
        **field,
        "kind": "amount",
        "unit": said(input_.unit).strip() or None,
        "help": say("{low} 至 {high}", low=shown(input_.lowest), high=high),
    }

"""评分台: my units against my items, each cell with its points and how they came about; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from liandong.calendars import Text
from liandong.calendars.words import dated_words
from liandong.features.assessment.pages.paper_links import shown_papers
from liandong.features.assessment.pages.record_view import left_of, records_of
from liandong.features.assessment.service.assembling import evidence, settled
from liandong.features.assessment.service.standing import (
    Assignment,
    Participant,
    Said,
    Standing,
    day_of,
    judged_inputs,
)
from liandong.scoring.fixed import shown
from liandong.scoring.outcome import Outcome, evaluate
from liandong.scoring.tree import Item
from liandong.web.languages import language, say

Plain = dict[str, Any]


@dataclass(frozen=True)
class Desk:
    """The desk of one evaluator: the round, what is theirs, the cell that is open."""

    standing: Standing
    account: str
    own: str
    unit: str = ""
    code: str = ""
    base: str = ""
    show: str = ""


def day_text(day: date) -> str:
    """Return 2026年5月6日 in the language of this answer."""
    return dated_words(day).pick(language())


def said(text: Text) -> str:
    """Return words of a scheme in the language of this answer."""
    return text.pick(language())


def my_outcome(desk: Desk) -> Outcome:
    """Return what the units come to by my own marks alone: the other's are not looked at."""
    standing = desk.standing
    mine = evidence(standing)
    for key in standing.participants:
        for item in standing.items_of(key):
            last = _mine(desk, key, item.code)
            for name in judged_inputs(item):
                mine[key].pop(f"{item.code}/{name}", None)
                if last is not None:
                    is_flag = standing.scheme.readers[f"{item.code}/{name}"].kind == "flag"
                    value = last.content["values"].get(name, False if is_flag else None)
                    mine[key][f"{item.code}/{name}"] = value
    units = [each.unit for each in standing.participants.values()]
    return evaluate(standing.scheme, units, mine, standing.awarded())[0]


def _mine(desk: Desk, unit: str, code: str) -> Said | None:
    marks = desk.standing.marks.get((unit, code), {}).get(desk.account, [])
    return marks[-1] if marks else None


def cell_state(desk: Desk, assignment: Assignment, who: Participant, item: Item) -> str:
    """Return how a cell stands for me: automatic, absent, recused, waiting, differs or scored."""
    if not item.selector.has(who.unit):
        return "absent"
    if who.key == desk.own or (desk.account, who.key) in desk.standing.recusals:
        return "recused"
    if not judged_inputs(item):
        return "automatic"
    if who.key not in assignment.units or item.code not in assignment.codes:
        return "absent"
    if _mine(desk, who.key, item.code) is None:
        return "waiting"
    states = {each.state for each in settled(desk.standing, who.key, item).values()}
    return "differs" if "differs" in states else "scored"


def desk_page(desk: Desk, hidden: Mapping[str, str], typed: Mapping[str, Any] | None) -> Plain:
    """Return the page of the desk.

    Args:
        desk: Round, evaluator, and the cell that is open.
        hidden: What its form carries.
        typed: What was typed and refused: values, reason and problems by field.
    """
    standing = desk.standing
    assignment = standing.assignments[desk.account]
    outcome = my_outcome(desk)
    items = _items(standing, assignment)
    rows = [
        _row(desk, assignment, outcome, who, items)
        for who in standing.participants.values()
        if who.key in assignment.units or who.key == desk.own
    ]
    cells = [cell for row in rows for cell in row["cells"]]
    waiting = [each for each in cells if each["state"] == "waiting"]
    differing = [each for each in cells if each["state"] == "differs"]
    mine = [each for each in cells if each["state"] in {"waiting", "differs", "scored"}]
    done = len(mine) - len(waiting)
    return {
        "title": say("评分台"),
        "sentence": _sentence(standing, len(waiting), len(differing)),
        "progress": {"done": done, "total": len(mine)},
        "export": f"{desk.base}/desk.xlsx",
        "actions": _actions(desk),
        "filters": _filters(desk, len(waiting), len(differing)),
        "columns": [_column(each, desk) for each in items],
        "full": shown(sum(each.full for each in items if not each.is_bonus)),
        "rows": _chosen(rows, desk.show),
        "inspector": _inspector(desk, assignment, outcome, hidden, typed),
        "next_waiting": waiting[0]["href"] if waiting else None,
        "undo": _undo(desk, hidden),
    }


def _undo(desk: Desk, hidden: Mapping[str, str]) -> Plain | None:
    """Taking back the last mark: which one it is, in words."""
    standing = desk.standing
    last = standing.newest_mark(desk.account) if standing.state == "frozen" else None
    item = standing.item(last.unit, last.code) if last else None
    if last is None or item is None:
        return None
    values = values_words(item, last.said.content["values"])
    name = say(standing.participants[last.unit].name)
    return {
        "action": f"{desk.base}/desk/undo",
        "hidden": {**hidden, "unit": desk.unit, "code": desk.code, "show": desk.show},
        "what": f"{name} {item.code} {said(item.label)}：{values}",
    }


def _actions(desk: Desk) -> list[Plain]:
    standing, found = desk.standing, []
    found.append({"label": say("督导检查和整改"), "href": f"{desk.base}/inspections"})
    mine = standing.assignments[desk.account].units
    n = sum(each["unit"] in mine for each in standing.flags.values())
    if n:
        found.append({"label": say("异常提示 {n}", n=n), "href": f"{desk.base}/flags"})
    if any(desk.account in people for people in standing.electorates.values()):
        found.append({"label": say("满意度测评"), "href": f"{desk.base}/ballots"})
    return found


def _sentence(standing: Standing, waiting: int, differing: int) -> str:
    if standing.state in {"planned", "noticed"}:
        return say("{title}：数据冻结以后才能评分。", title=standing.round.title)
    if standing.state != "frozen":
        return say("{title}：结果已出，不能再改分。", title=standing.round.title)
    until = standing.round.score_until
    return say(
        "{title}，{until} 收分。还差 {waiting} 格；{differing} 格与另一位评分人有分歧。",
        title=standing.round.title,
        until=day_text(until),
        waiting=waiting,
        differing=differing,
    )


def _items(standing: Standing, assignment: Assignment) -> list[Item]:
    """Mine, and beside them what the platform counts of the same units."""
    seen: dict[str, Item] = {}
    for unit in assignment.units:
        for item in standing.items_of(unit) if unit in standing.participants else ():
            if item.code in assignment.codes or not judged_inputs(item):
                seen.setdefault(item.code, item)
    order = [each.code for each in standing.scheme.items]
    return sorted(seen.values(), key=lambda each: order.index(each.code))


def _filters(desk: Desk, waiting: int, differing: int) -> list[Plain]:
    words = (
        ("", say("全部"), None),
        ("waiting", say("未评"), waiting),
        ("differs", say("分歧"), differing),
    )
    return [
        {
            "label": label,
            "href": f"{desk.base}/desk?show={key}",
            "current": desk.show == key,
            "count": n,
        }
        for key, label, n in words
    ]


def _chosen(rows: Sequence[Plain], show: str) -> list[Plain]:
    if not show:
        return [*rows]
    return [row for row in rows if any(cell["state"] == show for cell in row["cells"])]


def _column(item: Item, desk: Desk) -> Plain:
    return {
        "code": item.code,
        "label": said(item.label),
        "full": shown(item.full),
        "current": item.code == desk.code,
    }


def _row(
    desk: Desk, assignment: Assignment, outcome: Outcome, who: Participant, items: Sequence[Item]
) -> Plain:
    cells = [_cell(desk, assignment, outcome, who, item) for item in items]
    whole = outcome.result(who.key)
    is_whole = whole.total is not None and all(each["state"] != "waiting" for each in cells)
    is_out = bool(cells) and all(each["state"] in {"recused", "absent"} for each in cells)
    return {
        "unit": say(who.name),
        "key": who.key,
        "current": who.key == desk.unit,
        "cells": cells,
        "total": shown(whole.total or 0, 2) if is_whole and not is_out else "—",
    }


def _cell(
    desk: Desk, assignment: Assignment, outcome: Outcome, who: Participant, item: Item
) -> Plain:
    state = cell_state(desk, assignment, who, item)
    points = place_points(outcome, who.key, item.code)
    text = points or say("不适用")
    if state in {"recused", "absent", "waiting"}:
        text = {"recused": say("回避"), "absent": "—", "waiting": say("待评")}[state]
    spread = ""
    if state == "differs":
        apart = [s.spread for s in settled(desk.standing, who.key, item).values() if s.spread]
        spread = say("差 {n}", n=f"{max(apart):f}") if apart else say("不同")
    is_open = state in {"automatic", "waiting", "differs", "scored"}
    show = f"&show={desk.show}" if desk.show else ""
    return {
        "state": state,
        "text": text,
        "spread": spread,
        "href": f"{desk.base}/desk?unit={who.key}&code={item.code}{show}" if is_open else None,
        "label": f"{say(who.name)} {item.code} {said(item.label)}：{text} {spread}".strip(),
        "current": who.key == desk.unit and item.code == desk.code,
    }


def place_points(outcome: Outcome, unit: str, code: str) -> str:
    """Return the points of a place as they are shown; empty where there are none."""
    result = outcome.result(unit)
    points = outcome.sums[result.sheet.key].of.get(code)
    if points is None or points.earned.stands(result.place):
        return ""
    return shown(int(points.earned.values[result.place]), 2)


def place_sum(outcome: Outcome, unit: str, item: Item) -> list[str]:
    """Return the sum of an item of a unit in words."""
    return [said(each) for each in outcome.words(outcome.result(unit), item)]


def _inspector(
    desk: Desk,
    assignment: Assignment,
    outcome: Outcome,
    hidden: Mapping[str, str],
    typed: Mapping[str, Any] | None,
) -> Plain | None:
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
    last = _mine(desk, desk.unit, desk.code)
    return str(last.content["reason"]) if last is not None else ""


def _marks(desk: Desk, unit: str, item: Item) -> list[Plain]:
    """The other's values show once I have saved mine, where the scheme says so."""
    standing = desk.standing
    if not judged_inputs(item):
        return []
    is_blind = bool(standing.raw.get("process", {}).get("blind"))
    hides = is_blind and _mine(desk, unit, item.code) is None
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


def values_words(item: Item, values: Mapping[str, Any]) -> str:
    """Return the values of an item in words: 部分到位 1 件，未到位 0 件."""
    found = []
    for input_, _ in item.inputs:
        name = input_.key.partition("/")[2]
        if name not in values:
            continue
        value = values[name]
        if isinstance(value, bool):
            text = say("是") if value else say("否")
        elif input_.options:
            text = said(dict(input_.options)[value])
        elif isinstance(value, list):
            text = say("{n} 条", n=len(value))
        else:
            text = f"{value}{said(input_.unit)}"
        found.append(f"{said(input_.label)} {text}")
    return say("，").join(found)


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
    last = _mine(desk, desk.unit, desk.code)
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

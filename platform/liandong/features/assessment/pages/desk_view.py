"""评分台: my units against my items, each cell with its points and how they came about; pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from liandong.features.assessment.pages.cell_view import (
    Desk,
    cell_state,
    my_outcome,
    place_points,
)
from liandong.features.assessment.pages.inspector_view import inspector
from liandong.features.assessment.pages.wording import day_text, said, values_words
from liandong.features.assessment.service.assembling import settled
from liandong.features.assessment.service.standing import (
    Assignment,
    Participant,
    Standing,
    judged_inputs,
)
from liandong.scoring.fixed import shown
from liandong.scoring.outcome import Outcome
from liandong.scoring.tree import Item
from liandong.web.languages import say

Plain = dict[str, Any]


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
        "inspector": inspector(desk, assignment, outcome, hidden, typed),
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
    name = say(standing.member(last.unit).name)
    return {
        "action": f"{desk.base}/desk/undo",
        "hidden": {**hidden, "unit": last.unit, "code": last.code, "mark": str(last.said.id)},
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

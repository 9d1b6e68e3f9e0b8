"""A cell of the desk: how it stands for whose desk it is, and what it is worth; pure."""

from dataclasses import dataclass
from typing import Any

from liandong.features.assessment.pages.wording import said
from liandong.features.assessment.service.assembling import evidence, settled
from liandong.features.assessment.service.standing import (
    Assignment,
    Participant,
    Said,
    Standing,
    judged_inputs,
)
from liandong.scoring.fixed import shown
from liandong.scoring.outcome import Outcome, evaluate
from liandong.scoring.tree import Item

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


def my_outcome(desk: Desk) -> Outcome:
    """Return what the units come to by my own marks alone: the other's are not looked at."""
    standing = desk.standing
    stated = evidence(standing)
    for key in standing.participants:
        for item in standing.items_of(key):
            last = mine(desk, key, item.code)
            for name in judged_inputs(item):
                stated[key].pop(f"{item.code}/{name}", None)
                if last is not None:
                    is_flag = standing.scheme.readers[f"{item.code}/{name}"].kind == "flag"
                    value = last.content["values"].get(name, False if is_flag else None)
                    stated[key][f"{item.code}/{name}"] = value
    units = [each.unit for each in standing.participants.values()]
    return evaluate(standing.scheme, units, stated, standing.awarded())[0]


def mine(desk: Desk, unit: str, code: str) -> Said | None:
    """Return the last mark of whose desk it is, of an item of a unit."""
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
    if mine(desk, who.key, item.code) is None:
        return "waiting"
    states = {each.state for each in settled(desk.standing, who.key, item).values()}
    return "differs" if "differs" in states else "scored"


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

"""Ranks within peer groups, and the grades that follow."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liandong.scoring.fixed import SCALE
from liandong.scoring.ranks import ranked
from liandong.scoring.scheme import Grade, Grading

_PERCENT = 100


@dataclass(frozen=True)
class Placed:
    """A unit of one peer group with its total; no total: it is not ranked."""

    key: str
    total: int | None
    full: int
    failed: bool = False


def ranks(totals: Sequence[int | None]) -> list[int | None]:
    """Return the rank of each total, the highest first; equal totals share: 1, 2, 2, 4."""
    known = np.array([each for each in totals if each is not None], dtype=np.int64)
    found = iter(ranked(known, np.zeros(len(known), dtype=np.int64)))
    return [None if each is None else int(next(found)) for each in totals]


def grades(grading: Grading, group: Sequence[Placed]) -> list[Grade | None]:
    """Return the grade of each unit of a peer group; nothing where people decide, or no total.

    Who failed gets the last grade and takes up no quota.
    """
    if grading.by_decision or not grading.grades:
        return [None] * len(group)
    found: list[Grade | None] = [None] * len(group)
    scored = [i for i, each in enumerate(group) if each.total is not None]
    for i in scored:
        if group[i].failed:
            found[i] = grading.grades[-1]
    waiting = sorted(
        (i for i in scored if not group[i].failed), key=lambda i: -(group[i].total or 0)
    )
    for grade in grading.grades:
        taken = _taken(grading, grade, group, waiting, len(scored))
        for i in taken:
            found[i] = grade
        waiting = [i for i in waiting if i not in set(taken)]
    return found


def _taken(
    grading: Grading, grade: Grade, group: Sequence[Placed], waiting: list[int], n: int
) -> list[int]:
    """Return who gets a grade: as many of the best as its quota holds, ties as stated."""
    reach = [i for i in waiting if _reaches(grading, grade, group[i])]
    room = _room(grade, n)
    if room is None or len(reach) <= room:
        return reach
    edge = group[reach[room]].total
    if room and grading.ties == "in":
        edge = group[reach[room - 1]].total
        return [i for i in reach if (group[i].total or 0) >= (edge or 0)]
    return [i for i in reach[:room] if group[i].total != edge]


def _reaches(grading: Grading, grade: Grade, unit: Placed) -> bool:
    if grade.from_ is None:
        return True
    total = unit.total or 0
    if grading.of == "points":
        return total >= grade.from_
    return bool(total * _PERCENT * SCALE >= grade.from_ * unit.full)


def _room(grade: Grade, n: int) -> int | None:
    """Return how many a quota holds: a share is rounded down, so that it is never exceeded."""
    rooms = [] if grade.at_most is None else [grade.at_most]
    if grade.share is not None:
        rooms.append(grade.share * n // (_PERCENT * SCALE))
    return min(rooms) if rooms else None

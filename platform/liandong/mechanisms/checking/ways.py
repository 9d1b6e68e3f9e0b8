"""Checks of the usual courses that a mechanism declares: each goes from move to move to an end."""

from collections.abc import Iterator
from itertools import pairwise

from liandong.kernel.errors import Problem
from liandong.mechanisms.declaration import Mechanism
from liandong.mechanisms.graph import State, Transition


def check_ways(mechanism: Mechanism) -> Iterator[Problem]:
    """Name a course with an unknown move, with two that do not follow, or without an end."""
    known = {move.key: move for move in mechanism.transitions}
    for keys in mechanism.ways:
        unknown = [key for key in keys if key not in known]
        for key in unknown:
            yield Problem(mechanism.key, f"没有“{key}”这一步", f"there is no transition '{key}'")
        if not unknown:
            yield from _check_way(mechanism, [known[key] for key in keys])


def _check_way(mechanism: Mechanism, way: list[Transition]) -> Iterator[Problem]:
    for before, after in pairwise(way):
        if not isinstance(before.target, State) or not after.leaves(before.target.key):
            zh = f"“{before.label}”之后不能“{after.label}”"
            en = f"'{after.key}' does not follow '{before.key}'"
            yield Problem(mechanism.key, zh, en)
    last = way[-1]
    if not isinstance(last.target, State) or not mechanism.is_final(last.target.key):
        zh, en = (
            f"通常的步骤到“{last.label}”没有办结",
            f"a way ends with '{last.key}', which is no end",
        )
        yield Problem(mechanism.key, zh, en)

"""Checks that what metrics and obligations count is of this mechanism."""

from collections.abc import Iterable, Iterator

from liandong.kernel.errors import Problem
from liandong.mechanisms.declaration import Mechanism
from liandong.mechanisms.fields import Field
from liandong.mechanisms.graph import State
from liandong.mechanisms.measures import CaseCount, CopyCount, Count, Obligation, RowCount, Sum
from liandong.mechanisms.row_types import RowType


def check_counts(mechanism: Mechanism) -> Iterator[Problem]:
    """Name each state, row, move, answer, limit or obligation that is not of this mechanism."""
    for each in mechanism.obligations:
        if each.met_by not in mechanism.states:
            yield no_state(f"{mechanism.key}.{each.key}", each.met_by, mechanism.key)
    for metric in mechanism.metrics:
        where = f"{mechanism.key}.{metric.key}"
        for count in (metric.numerator, metric.denominator):
            yield from _check_count(mechanism, count, where)


def check_rows(
    mechanism: Mechanism, row_type: RowType, states: Iterable[State], where: str
) -> Iterator[Problem]:
    """Name a row type that is not of this mechanism, and states that are not of the row type."""
    if row_type not in mechanism.rows:
        yield Problem(
            where,
            f"“{row_type.label}”不是本机制的行",
            f"row type '{row_type.key}' is not of this mechanism",
        )
        return
    for state in states:
        if state not in row_type.states:
            yield no_state(where, state, row_type.key)


def no_state(where: str, state: State, owner: str) -> Problem:
    """Say that a mechanism or a row type has no such state."""
    return Problem(where, f"没有“{state.label}”这个状态", f"'{owner}' has no state '{state.key}'")


def _check_count(mechanism: Mechanism, count: Count, where: str) -> Iterator[Problem]:
    if isinstance(count, Sum):
        for part in count.parts:
            yield from _check_count(mechanism, part, where)
    elif isinstance(count, RowCount):
        yield from check_rows(mechanism, count.row_type, count.states, where)
    elif isinstance(count, CaseCount):
        yield from _check_cases(mechanism, count, where)
    elif isinstance(count, CopyCount):
        yield from _check_copies(mechanism, count, where)
    elif isinstance(count.of, Obligation):
        if count.of not in mechanism.obligations:
            yield Problem(
                where, f"没有“{count.of.label}”", f"there is no obligation '{count.of.key}'"
            )
    elif count.of not in mechanism.limits:
        yield Problem(
            where, f"本机制没有期限“{count.of.id}”", f"no move names time limit '{count.of.id}'"
        )


def _check_cases(mechanism: Mechanism, count: CaseCount, where: str) -> Iterator[Problem]:
    for state in count.states:
        if state not in mechanism.states:
            yield no_state(where, state, mechanism.key)
    yield from _check_moves(mechanism, count.moves, where)
    if count.only is not None:
        yield from _check_answers(mechanism, *count.only, where)


def _check_moves(mechanism: Mechanism, moves: tuple[str, ...], where: str) -> Iterator[Problem]:
    for key in sorted({*moves} - {move.key for move in mechanism.transitions}):
        yield Problem(where, f"没有“{key}”这一步", f"there is no move '{key}'")


def _check_answers(
    mechanism: Mechanism, field: Field, answers: tuple[str, ...], where: str
) -> Iterator[Problem]:
    """An answer that nobody can give would count nothing for ever."""
    if field.key not in {each.key for each in mechanism.fields}:
        yield Problem(where, f"事项没有“{field.label}”", f"no move asks for '{field.key}'")
    known = {choice.key for choice in field.choices}
    for answer in answers:
        if answer not in known:
            zh = f"“{field.label}”没有“{answer}”这一项"
            yield Problem(where, zh, f"'{field.key}' has no choice '{answer}'")


def _check_copies(mechanism: Mechanism, count: CopyCount, where: str) -> Iterator[Problem]:
    yield from _check_moves(mechanism, count.moves, where)
    for move in mechanism.transitions:
        if move.key in count.moves and not move.copies:
            zh = f"“{move.label}”不按抄送规则抄送"
            yield Problem(where, zh, f"no copy goes with '{move.key}'")

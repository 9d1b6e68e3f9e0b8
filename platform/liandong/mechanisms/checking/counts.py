"""Checks that what is counted is there: states, rows, moves, limits, and the days of means."""

from collections.abc import Iterator

from liandong.kernel.errors import Problem
from liandong.mechanisms.checking.known import check_rows, no_state
from liandong.mechanisms.declaration import Mechanism
from liandong.mechanisms.fields import Field, FieldKind
from liandong.mechanisms.graph import State
from liandong.mechanisms.measures import (
    CaseCount,
    CopyCount,
    Count,
    Days,
    Metric,
    Obligation,
    RowCount,
    Sum,
)


def check_counts(mechanism: Mechanism) -> Iterator[Problem]:
    """Name what obligations and metrics count and the mechanism does not have."""
    for each in mechanism.obligations:
        if each.met_by not in mechanism.states:
            yield no_state(f"{mechanism.key}.{each.key}", each.met_by, mechanism.key)
    for metric in mechanism.metrics:
        where = f"{mechanism.key}.{metric.key}"
        for count in (metric.numerator, metric.denominator):
            yield from _check_count(mechanism, count, where)
        yield from _check_reasoned(mechanism, metric, where)
    for spare in mechanism.spares:
        where = f"{mechanism.key}.spares"
        if spare.row_type is not None:
            yield from check_rows(mechanism, spare.row_type, spare.states, where)
        else:
            yield from _check_states(mechanism, spare.states, where)


def _check_reasoned(mechanism: Mechanism, metric: Metric, where: str) -> Iterator[Problem]:
    """Each is a state of what the ratio is of; days are no ratio."""
    parts = metric.denominator.parts if isinstance(metric.denominator, Sum) else ()
    counts = parts or (metric.denominator,)
    kinds = [each.row_type for each in counts if isinstance(each, RowCount)]
    known = {state for kind in kinds for state in kind.states}
    if any(isinstance(each, CaseCount) for each in counts):
        known |= {*mechanism.states}
    for state in metric.reasoned:
        if state not in known:
            yield no_state(where, state, mechanism.key)


def _check_count(mechanism: Mechanism, count: Count, where: str) -> Iterator[Problem]:
    if isinstance(count, Sum):
        for part in count.parts:
            yield from _check_count(mechanism, part, where)
    elif isinstance(count, Days):
        yield from _check_days(mechanism, count, where)
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


def _check_days(mechanism: Mechanism, count: Days, where: str) -> Iterator[Problem]:
    yield from _check_count(mechanism, count.of, where)
    if not isinstance(count.since, Field):
        yield from _check_count(mechanism, count.since, where)
        if _counts(count.since) != _counts(count.of):
            zh, en = "起算和截止的不是同一类事项或者行", "days begin and end with other things"
            yield Problem(where, zh, en)
    row_type = count.of.row_type if isinstance(count.of, RowCount) else None
    moves = row_type.transitions if row_type else mechanism.transitions
    known = {field for move in moves for field in move.inputs if field.kind is FieldKind.DATE}
    for field in (count.since, count.until):
        if isinstance(field, Field) and field not in known:
            zh = f"“{field.label}”不是要填的日期，算不出天数"
            yield Problem(where, zh, f"'{field.key}' is no day that is entered there")


def _counts(count: RowCount | CaseCount) -> str:
    """Return the row type that a count is of; "" for cases."""
    return count.row_type.key if isinstance(count, RowCount) else ""


def _check_cases(mechanism: Mechanism, count: CaseCount, where: str) -> Iterator[Problem]:
    yield from _check_states(mechanism, count.states, where)
    yield from _check_moves(mechanism, count.moves, where)
    if count.only is not None:
        yield from _check_answers(mechanism, *count.only, where)


def _check_states(mechanism: Mechanism, states: tuple[State, ...], where: str) -> Iterator[Problem]:
    for state in states:
        if state not in mechanism.states:
            yield no_state(where, state, mechanism.key)


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

"""Every limit with a number can be counted by the calendar, and to the day the rules give."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

import liandong.mechanisms as lm
from liandong.calendars import (
    Computation,
    HourComputation,
    compute,
    compute_before,
    compute_hours,
    compute_point,
)
from support.declared import limits, registry

CHINA = ZoneInfo("Asia/Shanghai")
NUMBERED = [
    limit
    for limit in limits().values()
    if (value := limit.values[-1][1]) and value.length is not None
]


def _point(limit: lm.TimeLimit, value: lm.LimitValue, day: date) -> Computation:
    if value.counted_in is not lm.CountedIn.POINT:  # once in every quarter or year
        return compute_point(day, every=str(value.counted_in), roll=limit.roll)
    if value.length == 0:
        return compute_before(day, inclusive=bool(limit.inclusive))
    return compute_point(
        day, every="month", day=value.length, inclusive=bool(limit.inclusive), roll=limit.roll
    )


def count(limit_id: str, day: date) -> Computation | HourComputation:
    """Count a limit from a day, or from half past five in the afternoon of it."""
    limit = limits()[limit_id]
    value = limit.value_on(day)
    assert value is not None
    assert value.length is not None
    if limit.regime is lm.Regime.HOUR:
        moment = datetime(day.year, day.month, day.day, 17, 30, tzinfo=CHINA)
        return compute_hours(moment, length=value.length)
    if limit.regime is lm.Regime.POINT:
        return _point(limit, value, day)
    return compute(
        day,
        length=value.length,
        counted_in=str(value.counted_in),
        roll=limit.roll,
        backwards=value.bound is lm.Bound.BEFORE,
    )


@pytest.mark.parametrize(
    ("limit_id", "event_on", "due_on"),
    [
        ("SUG-01", date(2026, 8, 1), date(2026, 10, 8)),
        ("SEED-HJ-01", date(2026, 6, 15), date(2026, 8, 17)),
        ("SEED-HJ-01", date(2025, 12, 31), date(2026, 2, 28)),  # a Saturday that is worked
        ("PIL-02", date(2026, 2, 1), date(2026, 2, 24)),
        ("SEED-XY-02", date(2026, 9, 29), date(2026, 10, 9)),
        ("PEN-02", date(2026, 2, 12), date(2026, 2, 28)),
        ("REC-03b", date(2026, 9, 30), date(2026, 10, 20)),
        ("REV-01", date(2026, 9, 26), date(2026, 9, 30)),
        ("PEN-01", date(2025, 7, 10), date(2025, 10, 8)),  # does not move
        ("PIL-06b", date(2026, 7, 7), date(2026, 10, 8)),
        ("LIT-07a", date(2025, 11, 30), date(2026, 6, 1)),
        ("NLE-02", date(2026, 6, 1), date(2026, 9, 1)),
        ("TRF-02", date(2026, 4, 30), date(2026, 5, 6)),
        ("SEED-XY-01", date(2026, 10, 20), date(2026, 10, 8)),
        ("SEED-XY-03a", date(2026, 2, 3), date(2026, 3, 31)),
        ("MIN-02b", date(2026, 2, 3), date(2026, 12, 31)),
        ("PEN-05b", date(2026, 10, 12), date(2026, 9, 24)),
        ("LIT-05a", date(2026, 10, 9), date(2026, 10, 6)),  # never nearer to the hearing
        ("LIT-05b", date(2026, 10, 9), date(2026, 10, 8)),
    ],
)
def test_a_limit_ends_on_the_day_of_the_rules(limit_id: str, event_on: date, due_on: date) -> None:
    counted = count(limit_id, event_on)

    assert isinstance(counted, Computation)
    assert counted.due_on == due_on


def test_twenty_four_hours_end_at_the_same_time_of_the_next_day() -> None:
    counted = count("TRF-03", date(2026, 9, 30))

    assert isinstance(counted, HourComputation)
    assert counted.due_at == datetime(2026, 10, 1, 17, 30, tzinfo=CHINA)


@pytest.mark.parametrize("limit", NUMBERED, ids=lambda limit: limit.id)
def test_a_limit_with_a_number_can_be_counted(limit: lm.TimeLimit) -> None:
    day = date(2026, 9, 16)
    counted = count(limit.id, day)

    due = counted.due_at.date() if isinstance(counted, HourComputation) else counted.due_on
    value = limit.value_on(day)
    assert value is not None
    before = value.bound is lm.Bound.BEFORE or value.length == 0
    assert (due < day) is (before or limit.id == "SEED-XY-01")


def test_before_the_law_took_effect_nothing_is_counted() -> None:
    assert registry().limit("PIL-11").value_on(date(2026, 8, 14)) is None
    assert registry().limit("PIL-11").value_on(date(2026, 8, 15)) is not None
    assert registry().limit("SUP-01a").value_on(date(2026, 1, 31)) is None

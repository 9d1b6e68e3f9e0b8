"""Every start day of the published years, every length, every way to count: the same last day.

The regimes of the rules (3.2) differ in unit and family of law, and these count them all: NAT,
NATX, LIT and CRIM by day, month, quarter and year; PEN, COER, REC and WD by working day; HOUR,
POINT and STATED in `test_oracle_points.py`.
"""

from datetime import date
from itertools import islice

import pytest

from calendars import oracle
from calendars.published import days_of
from liandong.calendars import OutsideCalendarError, Roll, compute, default_calendar

LENGTHS = 120
MONTHS = {"month": 1, "quarter": 3, "year": 12}
ROLLS = tuple(Roll)
DAYS = days_of(2024, 2025, 2026)
FARTHEST = default_calendar().days()[-1]


def agrees(start: date, length: int, unit: str, nominal: date) -> None:
    """Ask all rolls of a last day that is a day off; one that is worked stays, one asks in turn."""
    if nominal > FARTHEST:
        with pytest.raises(OutsideCalendarError):
            compute(start, length=length, counted_in=unit)
        return
    for roll in (ROLLS[length % 3],) if oracle.is_worked(nominal) else ROLLS:
        due = oracle.rolled(nominal, roll.value)
        if due <= FARTHEST:
            found = compute(start, length=length, counted_in=unit, roll=roll)
            assert (found.nominal_on, found.due_on) == (nominal, due), (start, length, unit, roll)


def test_days_end_where_the_law_says() -> None:
    for start in DAYS:
        for n, nominal in enumerate(islice(oracle.days(start), LENGTHS), 1):
            agrees(start, n, "day", nominal)


def test_months_quarters_and_years_end_where_the_law_says() -> None:
    for start in DAYS:
        ends = list(islice(oracle.months(start), LENGTHS + 12))
        for unit, each in MONTHS.items():
            for n, nominal in enumerate(ends[each - 1 : LENGTHS + 12 : each], 1):
                agrees(start, n, unit, nominal)


def test_working_days_end_where_the_law_says_whatever_the_roll() -> None:
    for start in DAYS:
        for n, due in enumerate(islice(oracle.working_days(start), LENGTHS), 1):
            found = compute(start, length=n, counted_in="working_day", roll=ROLLS[n % 3])
            assert (found.nominal_on, found.due_on) == (due, due), (start, n)


@pytest.mark.parametrize("unit", ["day", "working_day"])
def test_days_before_an_event_never_move_towards_it(unit: str) -> None:
    walk = oracle.days if unit == "day" else oracle.working_days
    rolls = {"counted_in": unit, "backwards": True, "roll": Roll.NEXT_WORKING_DAY}
    for event in DAYS:
        for n, last in enumerate(islice(walk(event, -1), LENGTHS), 1):
            if last < DAYS[0]:
                with pytest.raises(OutsideCalendarError):
                    compute(event, length=n, **rolls)
                break
            assert compute(event, length=n, **rolls).due_on == last, (event, n)

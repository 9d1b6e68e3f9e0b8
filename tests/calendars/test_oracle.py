"""Every start day of the published years, every length, every way to count: the same last day."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

import pytest

from calendars import oracle
from calendars.published import days_of
from liandong.calendars import compute, compute_point

LENGTHS = 120
ROLLS = ("none", "next_working_day", "previous_working_day")
Ends = Callable[[date], Iterator[date]]
FORWARDS: dict[str, tuple[Ends, int]] = {
    "day": (oracle.days, LENGTHS),
    "month": (oracle.months, LENGTHS),
    "quarter": (lambda start: oracle.months(start, 3), LENGTHS // 3),
    "year": (lambda start: oracle.months(start, 12), LENGTHS // 12),
}
DAYS = days_of(2024, 2025, 2026)


@pytest.mark.parametrize("unit", FORWARDS)
@pytest.mark.parametrize("roll", ROLLS)
def test_days_months_quarters_and_years_end_where_the_law_says(unit: str, roll: str) -> None:
    ends, lengths = FORWARDS[unit]
    for start in DAYS:
        for n, nominal in enumerate(islice(ends(start), lengths), 1):
            if oracle.rolled(nominal, roll).year > 2036:
                continue
            found = compute(start, length=n, counted_in=unit, roll=roll)
            expected = (nominal, oracle.rolled(nominal, roll))
            assert (found.nominal_on, found.due_on) == expected, (start, n)


def test_working_days_end_where_the_law_says() -> None:
    for start in DAYS:
        for n, due in enumerate(islice(oracle.working_days(start), LENGTHS), 1):
            assert compute(start, length=n, counted_in="working_day").due_on == due, (start, n)


@pytest.mark.parametrize("unit", ["day", "working_day"])
def test_days_before_an_event_never_move_towards_it(unit: str) -> None:
    walk = oracle.days if unit == "day" else oracle.working_days
    for event in days_of(2025, 2026):
        for n, last in enumerate(islice(walk(event, -1), LENGTHS), 1):
            rolls = {"length": n, "counted_in": unit, "backwards": True}
            assert compute(event, roll="next_working_day", **rolls).due_on == last, (event, n)


@pytest.mark.parametrize(("every", "months"), [("month", 1), ("quarter", 3), ("year", 12)])
def test_a_period_ends_on_its_last_day(every: str, months: int) -> None:
    for day in DAYS:
        ahead = day
        while not ((ahead + oracle.ONE_DAY).day == 1 and ahead.month % months == 0):
            ahead += oracle.ONE_DAY
        assert compute_point(day, every=every).due_on == ahead

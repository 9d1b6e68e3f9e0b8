"""Hours, points of a period and stated days: every start day of the published years.

Beside `test_oracle.py`, against the same literal reading of the law.
"""

from datetime import date, datetime, time, timedelta, timezone
from itertools import islice, product
from typing import Any

import pytest

from calendars import oracle
from calendars.published import days_of
from liandong.calendars import (
    HourRule,
    OutsideCalendarError,
    Roll,
    compute_before,
    compute_history,
    compute_hours,
    compute_point,
    compute_stated,
    period_of,
)

LENGTHS = 120
DAYS = days_of(2024, 2025, 2026)
CHINA = timezone(timedelta(hours=8))
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def at(place: int) -> datetime:
    """Return a quarter of an hour of a day; over the days every one of the 96 has its turn."""
    return datetime.combine(DAYS[place], time()) + place * 37 % 96 * oracle.QUARTER


@pytest.mark.parametrize("stops", [False, True])
@pytest.mark.parametrize("rule", HourRule)
def test_hours_end_where_the_law_says(rule: HourRule, stops: bool) -> None:
    for place in range(len(DAYS)):
        start = at(place)
        begins = start if rule is HourRule.EXACT_MOMENT else oracle.next_full_hour(start)
        aware = start.replace(tzinfo=CHINA)
        for n, due in enumerate(islice(oracle.hours(begins, stops=stops), LENGTHS), 1):
            found = compute_hours(aware, length=n, rule=rule, stop_on_holiday=stops)
            assert found.due_at.replace(tzinfo=None) == due, (start, n)
            assert found.counted_from.replace(tzinfo=None) == begins


def said(within: date, **given: Any) -> tuple[date, date] | None:
    try:
        found = compute_point(within, **given)
    except OutsideCalendarError:
        return None
    return found.nominal_on, found.due_on


def meant(nominal: date, roll: Roll) -> tuple[date, date] | None:
    due = oracle.rolled(nominal, roll.value)
    return (nominal, due) if min(nominal, due) >= DAYS[0] else None


WAYS = tuple(product(Roll, (True, False)))


@pytest.mark.parametrize("every", MONTHS)
def test_every_day_of_a_period_is_the_point_that_the_text_names(every: str) -> None:
    numbers = range(1, 32 if every == "month" else LENGTHS + 1)
    for within in DAYS:
        if within.day != 1 and every != "month":
            continue
        for number in numbers:
            for roll, inclusive in WAYS:
                nominal = oracle.point(within, MONTHS[every], number, inclusive=inclusive)
                given = {"every": every, "day": number, "inclusive": inclusive, "roll": roll}
                assert said(within, **given) == meant(nominal, roll), (within, number)


@pytest.mark.parametrize("every", MONTHS)
def test_a_period_ends_on_its_last_day(every: str) -> None:
    for within in DAYS:
        first, last = (of(within, MONTHS[every]) for of in (oracle.first_of, oracle.last_of))
        assert period_of(within, every) == (first, last)
        for roll, inclusive in WAYS:
            nominal = last if inclusive else last - oracle.ONE_DAY
            given = {"every": every, "inclusive": inclusive, "roll": roll}
            assert said(within, **given) == meant(nominal, roll), within


def test_what_precedes_an_event_ends_the_day_before_it_or_on_it() -> None:
    for event in DAYS[1:]:
        assert compute_before(event).due_on == event - oracle.ONE_DAY
        assert compute_before(event, inclusive=True).due_on == event


def test_a_stated_day_stays_as_named() -> None:
    for start in DAYS:
        for n, named in enumerate(islice(oracle.days(start), LENGTHS), 1):
            found = compute_stated(start, named)
            assert (found.nominal_on, found.due_on) == (named, named), (start, n)
        assert compute_history(start, due_on=named, roll="next_working_day").computation == found

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
RULES = tuple(HourRule)
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def at(place: int) -> datetime:
    """Return a quarter of an hour of a day; over the days every one of the 96 has its turn."""
    return datetime.combine(DAYS[place], time(), CHINA) + place * 37 % 96 * oracle.QUARTER


@pytest.mark.parametrize("rule", HourRule)
def test_hours_that_stop_on_days_off_end_where_the_law_says(rule: HourRule) -> None:
    for place in range(len(DAYS)):
        agree(at(place), rule, stops=True)


def test_hours_that_run_on_end_where_the_law_says() -> None:
    for place in range(len(DAYS)):
        agree(at(place), RULES[place % 2], stops=False)


def agree(start: datetime, rule: HourRule, *, stops: bool) -> None:
    begins = start if rule is HourRule.EXACT_MOMENT else oracle.next_full_hour(start)
    for n, due in enumerate(islice(oracle.hours(begins, stops=stops), LENGTHS), 1):
        found = compute_hours(start, length=n, rule=rule, stop_on_holiday=stops)
        assert (found.counted_from, found.due_at) == (begins, due), (start, n)


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


def test_every_day_of_a_month_is_the_point_that_the_text_names() -> None:
    for within in DAYS:
        for number in range(1, 32):  # the days of the month ask all six ways in turn
            roll, inclusive = WAYS[(within.day + number) % len(WAYS)]
            nominal = oracle.point(within, 1, number, inclusive=inclusive)
            given = {"every": "month", "day": number, "inclusive": inclusive, "roll": roll}
            assert said(within, **given) == meant(nominal, roll), (within, number)


@pytest.mark.parametrize("every", ["quarter", "year"])
def test_every_day_of_a_quarter_or_year_is_the_point_that_the_text_names(every: str) -> None:
    for within in (day for day in DAYS if day.day == 1):
        for number in range(1, LENGTHS + 1):
            roll, inclusive = WAYS[(within.month + number) % len(WAYS)]
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
    for place, start in enumerate(DAYS):
        for n, named in enumerate(islice(oracle.days(start), LENGTHS), 1):
            if (place + n) % 10:  # ten starts in a row ask every length
                continue
            found = compute_stated(start, named)
            assert (found.nominal_on, found.due_on) == (named, named), (start, n)
            lived = compute_history(start, due_on=named, roll="next_working_day")
            assert lived.computation == found

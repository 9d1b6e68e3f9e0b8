"""Working days, exhaustively: every start day times every length, against a naive loop."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

import pytest

from calendars.published import ONE_DAY, days_of, is_worked
from liandong.calendars import (
    DayKind,
    OutsideCalendarError,
    Roll,
    WorkingDayCalendar,
    add_months,
    compute,
    compute_point,
    december_from,
    default_calendar,
    load_schedules,
)

YEARS = (2024, 2025, 2026)
PER_MONTH = {
    2024: [22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22],
    2025: [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23],
    2026: [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23],
}
FARTHEST = 40


@pytest.fixture(scope="module")
def known() -> WorkingDayCalendar:
    return default_calendar()


def naive(start: date, sign: int) -> list[date]:
    """Walk day by day; stops early where the schedules end."""
    found: list[date] = []
    day = start + sign * ONE_DAY
    while len(found) < FARTHEST and day.year >= YEARS[0]:
        if is_worked(day):
            found.append(day)
        day += sign * ONE_DAY
    return found


@pytest.mark.parametrize("year", YEARS)
def test_every_start_day_times_every_length_agrees_with_the_loop(
    known: WorkingDayCalendar, year: int
) -> None:
    for start in days_of(year):
        assert known.add(start, 0) == start
        for sign in (1, -1):
            expected = naive(start, sign)
            assert [known.add(start, sign * (n + 1)) for n in range(len(expected))] == expected
            if len(expected) < FARTHEST:
                with pytest.raises(OutsideCalendarError):
                    known.add(start, sign * (len(expected) + 1))


def test_counting_between_undoes_adding(known: WorkingDayCalendar) -> None:
    for start in days_of(2026):
        for n in range(1, FARTHEST):
            assert known.between(start, known.add(start, n)) == n


def test_every_roll_agrees_with_the_loop(known: WorkingDayCalendar) -> None:
    for day in days_of(*YEARS):
        there, back = day, day
        while not is_worked(there):
            there += ONE_DAY
        assert known.roll(day, Roll.NEXT_WORKING_DAY) == there
        assert known.roll(day, Roll.NONE) == day
        if day.isoformat() == "2024-01-01":
            continue
        while not is_worked(back):
            back -= ONE_DAY
        assert known.roll(day, Roll.PREVIOUS_WORKING_DAY) == back


@pytest.mark.parametrize("year", YEARS)
def test_working_days_per_month(known: WorkingDayCalendar, year: int) -> None:
    counted = [
        sum(known.is_working(date(year, month, n + 1)) for n in range(monthrange(year, month)[1]))
        for month in range(1, 13)
    ]

    assert counted == PER_MONTH[year]
    assert sum(counted) == {2024: 251, 2025: 248, 2026: 248}[year]


def test_a_month_ends_on_the_corresponding_day_or_on_its_last() -> None:
    for day in days_of(*YEARS):
        for n in range(-24, 25):
            months = day.year * 12 + day.month - 1 + n
            year, month = months // 12, months % 12 + 1
            last = monthrange(year, month)[1]
            assert add_months(day, n) == date(year, month, min(day.day, last))


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        (date(2026, 5, 1), DayKind.HOLIDAY, "劳动节"),
        (date(2026, 5, 9), DayKind.MAKEUP, ""),
        (date(2026, 5, 10), DayKind.WEEKEND, ""),
        (date(2026, 5, 11), DayKind.WORKING, ""),
    ],
)
def test_a_day_is(known: WorkingDayCalendar, day: date, kind: DayKind, name: str) -> None:
    found = known.kind(day)

    assert (found.kind, found.name) == (kind, name)


def test_a_year_without_notice_is_provisional(known: WorkingDayCalendar) -> None:
    assert compute(date(2026, 12, 1), length=2, counted_in="month").provisional
    assert not compute(date(2026, 10, 1), length=2, counted_in="month").provisional
    assert known.schedule(2026) is not None
    assert known.schedule(2040) is None
    assert known.version.startswith("2024–2026#")


@pytest.mark.parametrize(
    ("day", "waits_for"),
    [
        (date(2026, 12, 28), None),
        (date(2026, 12, 29), 2027),
        (date(2026, 12, 31), 2027),
        (date(2027, 1, 1), 2027),
        (date(2025, 12, 31), None),
        (date(2026, 11, 30), None),
        (date(2027, 12, 31), 2027),
    ],
)
def test_the_last_days_of_december_wait_for_the_next_notice(
    known: WorkingDayCalendar, day: date, waits_for: int | None
) -> None:
    schedule = replace(known.schedule(2027) or load_schedules()[0], provisional=False)
    published = known.laid_over([schedule])

    assert (known.waits_for(day), known.is_provisional(day)) == (waits_for, waits_for is not None)
    assert published.is_provisional(day) == (day == date(2027, 12, 31))


@pytest.mark.parametrize(
    ("start", "length", "counted_in", "roll", "provisional"),
    [
        (date(2026, 12, 21), 5, "working_day", "none", False),
        (date(2026, 12, 21), 6, "working_day", "none", True),
        (date(2026, 12, 30), 1, "working_day", "none", True),
        (date(2026, 10, 28), 2, "month", "next_working_day", False),
        (date(2026, 10, 29), 2, "month", "next_working_day", True),
        (date(2026, 10, 29), 2, "month", "none", False),
        (date(2025, 12, 29), 2, "working_day", "none", False),
    ],
)
def test_what_ends_there_or_counts_through_is_provisional_where_work_decides(
    start: date, length: int, counted_in: str, roll: str, provisional: bool
) -> None:
    found = compute(start, length=length, counted_in=counted_in, roll=roll)

    assert found.provisional is provisional


def test_the_last_day_of_a_year_that_never_moves_is_certain() -> None:
    for roll, provisional in (("none", False), ("previous_working_day", True)):
        found = compute_point(date(2026, 2, 1), every="year", roll=roll)
        assert (found.due_on, found.provisional) == (date(2026, 12, 31), provisional)


def test_another_first_day_of_december_is_another_calendar(known: WorkingDayCalendar) -> None:
    wider = known.waiting_from(25)
    local = wider.overlay([date(2026, 12, 24)], []).laid_over([])

    assert known.waiting_from(december_from()).version == known.version
    assert wider.version == f"{known.version}~12-25"
    for each in (wider, local):
        assert [each.is_provisional(date(2026, 12, day)) for day in (24, 25)] == [False, True]


def test_working_days_back_out_of_a_provisional_year_are_provisional() -> None:
    back = compute(date(2027, 1, 6), length=10, counted_in="working_day", backwards=True)

    assert back.due_on.year == 2026
    assert back.provisional


def test_a_year_missing_in_between_is_provisional() -> None:
    some = [each for each in load_schedules() if each.year != 2025]

    assert WorkingDayCalendar(some).is_provisional(date(2025, 3, 3))


@pytest.mark.parametrize(
    ("start", "length", "counted_in"),
    [
        (date(2040, 1, 1), 1, "working_day"),
        (date(2026, 1, 1), 5000, "working_day"),
        (date(2040, 1, 1), 1, "day"),
        (date(2026, 1, 1), 10**12, "day"),
        (date(2026, 1, 1), 10**6, "month"),
        (date.max, 1, "day"),
    ],
)
def test_beyond_the_schedules_nothing_is_guessed(start: date, length: int, counted_in: str) -> None:
    with pytest.raises(OutsideCalendarError) as caught:
        compute(start, length=length, counted_in=counted_in)

    assert caught.value.problems[0].where == "date"


def test_a_county_adds_days_off_and_worked_days(known: WorkingDayCalendar) -> None:
    off, worked = date(2026, 4, 15), date(2026, 4, 18)
    local = known.overlay([off, worked], [worked])

    assert [local.is_working(off), local.is_working(worked)] == [False, True]
    assert [known.is_working(off), known.is_working(worked)] == [True, False]
    assert local.kind(off).name == "本地放假"
    assert local.add(off - timedelta(days=1), 3) == worked
    assert (local.add(off, -1), local.add(worked, -1)) == (date(2026, 4, 14), date(2026, 4, 17))


def test_other_local_days_are_another_version(known: WorkingDayCalendar) -> None:
    one = known.overlay([date(2026, 4, 15)], [])
    other = known.overlay([date(2026, 4, 16)], [])

    assert len({known.version, one.version, other.version}) == 3
    assert one.version.startswith(f"{known.version}+1#")
    assert known.overlay([date(2026, 4, 15)], []).version == one.version


def test_the_first_day_of_all_can_be_asked(known: WorkingDayCalendar) -> None:
    assert not known.is_working(date(2024, 1, 1))
    assert known.add(date(2024, 1, 1), 1) == date(2024, 1, 2)

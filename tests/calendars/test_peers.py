"""Every day of 2024–2026 beside two peers; a calendar broken on purpose is noticed every time."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import chinese_calendar  # type: ignore[import-untyped]  # it ships no types
import pytest
from holidays.countries.china import China

from calendars.published import ONE_DAY, days_of, is_worked
from calendars.test_vectors import BACKWARDS, FORWARDS, ROLLS
from liandong.calendars import (
    DayKind,
    Holiday,
    Schedule,
    WorkingDayCalendar,
    compute,
    december_from,
    default_calendar,
    load_schedules,
)

YEARS = (2024, 2025, 2026)
DAYS = days_of(*YEARS)
PUBLISHED = [each for each in load_schedules() if each.year in YEARS]
NAMED = China(years=YEARS, language="zh_CN")
CHINESE_CALENDAR = [bool(chinese_calendar.is_workday(day)) for day in DAYS]
HOLIDAYS = [NAMED.is_working_day(day) for day in DAYS]
MOVED = re.compile(r"由 (\d{4}-\d\d-\d\d) 调休")


def differing(calendar: WorkingDayCalendar, peer: list[bool]) -> list[date]:
    ours = [calendar.is_working(day) for day in DAYS]
    return [day for day, *said in zip(DAYS, ours, peer, strict=True) if said[0] != said[1]]


@pytest.mark.parametrize("peer", [CHINESE_CALENDAR, HOLIDAYS], ids=["chinesecalendar", "holidays"])
def test_every_day_agrees_with_the_peer(peer: list[bool]) -> None:
    assert differing(default_calendar(), peer) == []
    assert [is_worked(day) for day in DAYS] == peer


def test_no_notice_ever_touched_december_before_the_days_that_wait_for_it() -> None:
    """The peer knows every notice since 2005; those of the shipped years touched no such day."""
    days = [date(year, 12, day) for year in range(2004, 2026) for day in range(1, 32)]
    turned = {day for day in days if chinese_calendar.is_workday(day) == (day.weekday() >= 5)}

    assert min(day.day for day in turned) == december_from()
    assert max(turned).year + 1 < min(YEARS)
    stated = [day for each in PUBLISHED for holiday in each.holidays for day in holiday]
    stated += [day for each in PUBLISHED for day in each.makeup]
    assert {day.year for day in stated} == set(YEARS)
    assert not [day for day in stated if (day.month, day.day) >= (12, 1)]


def test_every_day_off_has_the_name_that_the_peers_give() -> None:
    english = {
        "New Year's Day": "元旦",
        "Spring Festival": "春节",
        "Tomb-sweeping Day": "清明节",
        "Labour Day": "劳动节",
        "Dragon Boat Festival": "端午节",
        "Mid-autumn Festival": "中秋节",
        "National Day": "国庆节",
    }
    known = default_calendar()
    for day in DAYS:
        is_off, name = chinese_calendar.get_holiday_detail(day)
        found = known.kind(day)
        assert (found.kind is DayKind.HOLIDAY) == (is_off and name is not None), day
        if found.kind is DayKind.HOLIDAY:
            assert english[name] in found.name, day


def test_days_off_and_the_days_that_make_them_good_agree_with_holidays() -> None:
    known = default_calendar()
    off = {day for day in DAYS if known.kind(day).kind is DayKind.HOLIDAY}

    assert set(NAMED) - off == set()
    assert all(day.isoweekday() > 5 for day in off - set(NAMED)), "it leaves weekends unnamed"
    good = {date.fromisoformat(day) for name in NAMED.values() for day in MOVED.findall(name)}
    assert good == {day for each in PUBLISHED for day in each.makeup}


def apart(holiday: Holiday, day: date) -> Iterator[Holiday]:
    """Take a day out of a holiday."""
    if holiday.first < day:
        yield replace(holiday, last=min(holiday.last, day - ONE_DAY))
    if day < holiday.last:
        yield replace(holiday, first=max(holiday.first, day + ONE_DAY))


def without(schedule: Schedule, day: date) -> Schedule:
    """Return the schedule as it were if nobody had entered the day."""
    left = [part for each in schedule.holidays for part in apart(each, day)]
    makeup = tuple(each for each in schedule.makeup if each != day)
    return replace(schedule, holidays=tuple(left), makeup=makeup)


def broken(day: date, *, worked: bool = False) -> WorkingDayCalendar:
    wrong = [without(each, day) for each in PUBLISHED]
    if worked:
        wrong = [
            replace(each, makeup=(*each.makeup, day)) if each.year == day.year else each
            for each in wrong
        ]
    return WorkingDayCalendar(wrong)


def wrong_cases(calendar: WorkingDayCalendar) -> list[str]:
    """Name the test vectors of the rules that come out wrong by a calendar."""
    found = []
    for name, start, n, unit, roll, _, due in FORWARDS:
        counted = compute(
            date.fromisoformat(start), length=n, counted_in=unit, roll=roll, calendar=calendar
        )
        found += [name] if str(counted.due_on) != due else []
    for name, event, n, unit, due in BACKWARDS:
        on = date.fromisoformat(event)
        counted = compute(
            on, length=n, counted_in=unit, roll=ROLLS, backwards=True, calendar=calendar
        )
        found += [name] if str(counted.due_on) != due else []
    return found


MAKEUP = [day for each in PUBLISHED for day in each.makeup]
OFF = [day for each in PUBLISHED for holiday in each.holidays for day in holiday]


def test_there_is_something_to_break() -> None:
    assert (len(MAKEUP), len(OFF)) == (19, 89)
    assert wrong_cases(default_calendar()) == []


@pytest.mark.parametrize("day", MAKEUP, ids=str)
def test_a_make_up_day_left_out_is_noticed(day: date) -> None:
    calendar = broken(day)

    assert differing(calendar, CHINESE_CALENDAR) == differing(calendar, HOLIDAYS) == [day]


@pytest.mark.parametrize("day", OFF, ids=str)
def test_a_day_off_left_out_is_noticed(day: date) -> None:
    left_out, worked = broken(day), broken(day, worked=True)

    noticed = [day] if day.isoweekday() < 6 else []  # a weekend day stays one
    assert differing(left_out, CHINESE_CALENDAR) == differing(left_out, HOLIDAYS) == noticed
    assert left_out.kind(day).kind is not DayKind.HOLIDAY
    assert differing(worked, CHINESE_CALENDAR) == differing(worked, HOLIDAYS) == [day]


def test_the_vectors_of_the_rules_notice_the_holidays_they_cross() -> None:
    by_vectors = {day: wrong_cases(broken(day, worked=day in OFF)) for day in (*MAKEUP, *OFF)}
    noticed = {day for day, names in by_vectors.items() if names}

    assert (len(noticed & set(MAKEUP)), len(noticed & set(OFF))) == (6, 34)
    assert by_vectors[date(2026, 9, 20)] == ["三个工作日含补班周日", "九十日止于补班周日顺延"]

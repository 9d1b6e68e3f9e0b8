"""Hours, points of a period, and what must come before an event."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from liandong.calendars import OutsideCalendarError, compute_before, compute_hours, compute_point

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "length", "rule", "stops", "due"),
    [
        ("2026-09-30T17:30", 24, "exact_moment", False, "2026-10-01T17:30"),
        ("2026-09-30T17:30", 24, "next_hour", False, "2026-10-01T18:00"),
        ("2026-09-30T17:00", 24, "next_hour", False, "2026-10-01T18:00"),
        ("2026-09-30T17:30", 24, "exact_moment", True, "2026-10-08T17:30"),
        ("2026-10-03T09:00", 2, "exact_moment", True, "2026-10-08T02:00"),
        ("2026-09-19T12:00", 24, "exact_moment", True, "2026-09-21T00:00"),
        ("2026-12-31T23:30", 1, "exact_moment", False, "2027-01-01T00:30"),
        ("2026-03-02T08:15", 1, "exact_moment", False, "2026-03-02T09:15"),
    ],
)
def test_hours_end(start: str, length: int, rule: str, stops: bool, due: str) -> None:
    found = compute_hours(at(start), length=length, rule=rule, stop_on_holiday=stops)

    assert found.due_at == at(due)
    assert [step.key for step in found.steps] == ["started", "counted_from", "nominal", "due"]
    assert found.steps[-1].on == at(due).date()


def test_hours_that_stop_on_days_off_are_provisional_without_a_notice() -> None:
    stops = compute_hours(at("2026-12-31T20:00"), length=24, stop_on_holiday=True)

    assert stops.provisional
    assert not compute_hours(at("2026-12-31T20:00"), length=24).provisional


def test_a_moment_without_a_time_zone_is_no_moment() -> None:
    with pytest.raises(ValueError, match="time zone"):
        compute_hours(datetime(2026, 3, 2, 8), length=1)  # noqa: DTZ001  # that is the case


def test_hours_beyond_all_calendars_are_refused() -> None:
    with pytest.raises(OutsideCalendarError):
        compute_hours(at("9999-12-31T20:00"), length=24)


@pytest.mark.parametrize(
    ("within", "every", "day", "inclusive", "roll", "nominal", "due"),
    [
        ("2026-10-20", "month", 5, True, "next_working_day", "2026-10-05", "2026-10-08"),
        ("2026-10-20", "month", 5, True, "none", "2026-10-05", "2026-10-05"),
        ("2026-10-20", "month", 5, False, "none", "2026-10-04", "2026-10-04"),
        ("2026-02-03", "month", 31, True, "none", "2026-02-28", "2026-02-28"),
        ("2026-08-15", "quarter", None, True, "none", "2026-09-30", "2026-09-30"),
        ("2026-01-01", "quarter", None, True, "previous_working_day", "2026-03-31", "2026-03-31"),
        ("2026-02-01", "year", None, True, "none", "2026-12-31", "2026-12-31"),
    ],
)
def test_a_point_of_a_period(
    within: str, every: str, day: int | None, inclusive: bool, roll: str, nominal: str, due: str
) -> None:
    found = compute_point(
        date.fromisoformat(within), every=every, day=day, inclusive=inclusive, roll=roll
    )

    assert (found.nominal_on.isoformat(), found.due_on.isoformat()) == (nominal, due)


def test_what_precedes_an_event_is_in_time_until_the_day_before() -> None:
    assert compute_before(date(2026, 10, 12)).due_on == date(2026, 10, 11)
    assert compute_before(date(2026, 10, 12), inclusive=True).due_on == date(2026, 10, 12)
    with pytest.raises(OutsideCalendarError):
        compute_before(date.min)

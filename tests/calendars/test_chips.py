"""What a deadline chip says, and that only a limit that may accuse is ever red."""

from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from calendars.chip_cases import MILD, OPEN, RIGHT, STATES
from liandong.calendars import Chip, chip, default_calendar

TODAY = date(2026, 4, 27)
NOW = "2026-04-27T10:22"
RED = {"late", "done_late"}


def made(due_on: str | None, today: date = TODAY, **given: Any) -> Chip:
    due = date.fromisoformat(due_on) if due_on else None
    return chip(due, today, default_calendar(), **given)


@pytest.mark.parametrize(
    ("due_on", "given", "look", "label", "detail"),
    [pytest.param(*each[1:], id=each[0]) for each in STATES],
)
def test_a_chip_says(
    due_on: str | None, given: dict[str, Any], look: str, label: str, detail: str
) -> None:
    found = made(due_on, **given)

    assert (found.state, found.label, found.detail) == (look, label, detail)
    assert found.label_en
    assert bool(found.detail_en) is bool(detail)


def test_days_off_alone_are_counted_as_days() -> None:
    friday, sunday = date(2026, 6, 12), date(2026, 6, 14)

    assert made("2026-06-12", sunday, **OPEN).label == "逾期 2 天"
    assert made("2026-06-14", friday, **OPEN).label == "剩 2 天"
    assert made("2026-06-14", friday, **OPEN).state == "near"


def test_beyond_the_schedules_days_of_the_calendar_count() -> None:
    assert made("2046-01-01", date(2045, 1, 1), **OPEN).label == "剩 365 天"
    assert made("2046-01-01", date(2045, 1, 1), **OPEN).state == "ahead"


def test_left_counts_from_tomorrow_to_the_due_day_inclusive() -> None:
    due = date(2026, 5, 6)
    labels = [made("2026-05-06", due - timedelta(days=n), **OPEN).label for n in range(10)]

    assert labels[0] == "今天 24:00 前"
    assert labels[1:7] == ["剩 1 个工作日"] * 6
    assert labels[7:] == ["剩 2 个工作日", "剩 3 个工作日", "剩 4 个工作日"]


def test_only_what_may_accuse_is_red_or_says_late() -> None:
    days = [date(2026, 4, 1) + timedelta(days=n) for n in range(60)]
    flags = product((True, False), repeat=3)
    for (enforceable, right, provisional), state, day in product(
        flags, ("open", "done", "released", "missed", "paused"), days
    ):
        found = made(
            "2026-04-30",
            day,
            state=state,
            is_enforceable=enforceable,
            is_right=right,
            is_provisional=provisional,
            ended_on=day,
        )
        accuses = enforceable and not right and not provisional
        assert accuses or (found.state not in RED and not found.label.startswith("逾期"))
        assert accuses or "overdue" not in found.label_en


def test_a_view_is_in_one_language() -> None:
    found = made("2026-05-06", **{**OPEN, "nominal_on": date(2026, 5, 2)})

    assert found.view() == {
        "state": "ahead",
        "icon": "clock",
        "label": "剩 4 个工作日",
        "date_line": "5月6日 周三，9 天，已顺延",
    }
    assert found.view("en")["label"] == "4 working days left"
    assert found.view("en_GB")["date_line"] == "Wed 6 May, 9 days, moved on"


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(ValueError, match="asleep"):
        made("2026-05-06", state="asleep", is_enforceable=True)


def _hours(due_at: str, now: str, **given: Any) -> Chip:
    """Return the chip of a limit in hours at a moment."""
    due, at = datetime.fromisoformat(due_at), datetime.fromisoformat(now)
    return made(due.date().isoformat(), at.date(), **{**OPEN, "due_at": due, "now": at, **given})


@pytest.mark.parametrize(
    ("due_at", "now", "look", "label", "detail"),
    [
        ("2026-04-27T17:30", NOW, "today", "今天 17:30 前", "4月27日 周一 17:30，剩 7 小时 08 分"),
        ("2026-04-28T09:00", NOW, "near", "剩 22 小时 38 分", "4月28日 周二 09:00"),
        ("2026-04-28T10:22", NOW, "near", "剩 1 个工作日", "4月28日 周二 10:22，1 天"),
        (
            "2026-04-27T17:30",
            "2026-04-27T17:30",
            "today",
            "今天 17:30 前",
            "4月27日 周一 17:30，剩 0 分钟",
        ),
        ("2026-04-27T17:30", "2026-04-27T17:31", "late", "逾期 1 分钟", "应于 4月27日 周一 17:30"),
        (
            "2026-04-27T17:30",
            "2026-04-28T08:35",
            "late",
            "逾期 15 小时 05 分",
            "应于 4月27日 周一 17:30",
        ),
        (
            "2026-04-24T17:30",
            "2026-04-27T17:31",
            "late",
            "逾期 1 个工作日",
            "应于 4月24日 周五 17:30，过 3 天",
        ),
    ],
)
def test_a_moment_is_told_in_hours_below_one_day(
    due_at: str, now: str, look: str, label: str, detail: str
) -> None:
    found = _hours(due_at, now)

    assert (found.state, found.label, found.detail) == (look, label, detail)


def test_hours_that_only_remind_never_turn_red() -> None:
    assert (
        _hours("2026-04-27T17:30", "2026-04-27T18:40", **MILD).label == "已过 1 小时 10 分 · 只提醒"
    )
    assert _hours("2026-04-27T17:30", "2026-04-27T18:40", **MILD).state == "remind"
    assert _hours("2026-04-27T17:30", "2026-04-27T10:22", **MILD).label == "今天 17:30 前 · 只提醒"
    assert _hours("2026-04-27T17:30", "2026-04-27T17:31", **RIGHT).label == "已过期限"


def test_without_the_moment_of_looking_the_day_decides() -> None:
    due = datetime.fromisoformat("2026-04-27T17:30")

    assert made("2026-04-27", due_at=due, **OPEN).label == "今天 17:30 前"
    assert made("2026-04-27", TODAY + timedelta(days=1), due_at=due, **OPEN).state == "late"

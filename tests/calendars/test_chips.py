"""What a deadline chip says, and that only a limit that may accuse is ever red."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from calendars.chip_cases import OPEN, STATES
from liandong.calendars import Chip, chip, default_calendar

TODAY = date(2026, 4, 27)
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
        flags, ("open", "done", "released", "paused"), days
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

"""What `calendar add` answers and what it refuses."""

import json
from datetime import date
from typing import Any

import pytest

from liandong.calendars import OutsideCalendarError, add_period, default_calendar
from liandong.calendars.command import add_lines
from liandong.kernel.errors import InvalidInputError

GOOD: dict[str, Any] = {"from": "2026-08-01", "length": 2, "counted_in": "month"}


def test_without_a_roll_the_last_day_stays() -> None:
    assert add_period(GOOD)["due_on"] == "2026-10-01"


def test_the_answer_holds_day_and_steps() -> None:
    found = add_period({**GOOD, "from": date(2026, 8, 1), "roll": "next_working_day"})

    assert (found["due_on"], found["provisional"]) == ("2026-10-08", False)
    assert [step["key"] for step in found["steps"]] == [
        "started",
        "counted_from",
        "nominal",
        "due",
    ]
    assert set(found["steps"][0]) == {"key", "on", "reason_zh", "reason_en"}


def test_backwards_with_a_countys_calendar() -> None:
    asked = {"from": "2026-10-12", "length": 7, "counted_in": "working_day", "backwards": True}
    local = default_calendar().overlay([date(2026, 9, 28)], [])

    assert add_period(asked)["due_on"] == "2026-09-24"
    assert add_period(asked, local)["due_on"] == "2026-09-23"


def test_a_year_without_notice_is_provisional() -> None:
    assert add_period({**GOOD, "from": "2026-12-01"})["provisional"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("from", "2026-02-30"),
        ("from", "20260301"),
        ("from", "昨天"),
        ("from", None),
        ("length", 0),
        ("length", -1),
        ("length", "2"),
        ("length", True),
        ("length", 1.5),
        ("counted_in", "week"),
        ("counted_in", ["day"]),
        ("counted_in", "quarter"),
        ("backwards", "yes"),
        ("roll", "back"),
        ("regime", "NAT"),
    ],
)
def test_a_wrong_value_is_named(key: str, value: object) -> None:
    with pytest.raises(InvalidInputError) as caught:
        add_period({**GOOD, key: value})

    assert [problem.where for problem in caught.value.problems] == [key]


def test_everything_wrong_is_named_at_once() -> None:
    with pytest.raises(InvalidInputError) as caught:
        add_period({"length": 0, "size": 1})

    named = [problem.where for problem in caught.value.problems]
    assert named == ["from", "counted_in", "size", "length"]


def test_days_out_of_reach_are_named_by_their_key() -> None:
    with pytest.raises(OutsideCalendarError) as caught:
        add_period({**GOOD, "from": "2040-01-01"})

    assert [problem.where for problem in caught.value.problems] == ["from"]


LINE = json.dumps(GOOD).encode()


def test_each_line_is_counted() -> None:
    assert [found["due_on"] for found in add_lines([LINE + b"\n", LINE])] == ["2026-10-01"] * 2


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (b"{", "2.json"),
        (b"", "2.json"),
        (b"\xff", "2.json"),
        (b"5", "2.json"),
        (b'["from"]', "2.json"),
        (b"[" * 100_000, "2.json"),
        (b'{"from":"2026-08-01","counted_in":"day","length":' + b"9" * 5000 + b"}", "2.json"),
        (LINE.replace(b"2026", b"2050"), "2.from"),
        (LINE.replace(b"month", b"week"), "2.counted_in"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_bad_line_is_named(line: bytes, named: str) -> None:
    lines = add_lines([LINE, line])
    assert next(lines)["due_on"] == "2026-10-01"

    with pytest.raises(InvalidInputError) as caught:
        next(lines)

    assert [problem.where for problem in caught.value.problems] == [named]


@pytest.mark.parametrize("start", ["0001-01-01", "2023-12-31", "2040-01-01", "9999-12-31"])
@pytest.mark.parametrize("counted_in", ["day", "working_day", "month"])
@pytest.mark.parametrize("length", [1, 10**9, 10**100])
@pytest.mark.parametrize("backwards", [False, True])
def test_an_unknown_year_is_refused_and_never_a_crash(
    start: str, counted_in: str, length: int, backwards: bool
) -> None:
    asked = {"from": start, "length": length, "counted_in": counted_in, "backwards": backwards}
    if (start, length, backwards) == ("2023-12-31", 1, False) and counted_in != "working_day":
        assert add_period(asked)["due_on"] in {"2024-01-01", "2024-01-31"}
        return
    with pytest.raises(OutsideCalendarError):
        add_period(asked)

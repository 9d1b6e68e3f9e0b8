"""Whole columns of days: the same answers as one day at a time, and never one beyond the reach."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from calendars.published import days_of
from liandong.calendars import OutsideCalendarError, Roll, default_calendar
from liandong.calendars.vectors import Vectors

KNOWN = default_calendar()
MANY = Vectors(KNOWN)
DAYS = days_of(2024, 2025, 2026)
COLUMN = np.array(DAYS, "datetime64[D]")
LENGTHS = (*range(1, 121), 250, 700)


def test_a_column_says_what_each_day_says() -> None:
    assert MANY.is_working_many(COLUMN).tolist() == [KNOWN.is_working(day) for day in DAYS]
    for roll in Roll:
        some = slice(1, None) if roll is Roll.PREVIOUS_WORKING_DAY else slice(None)
        rolled = [KNOWN.roll(day, roll) for day in DAYS[some]]
        assert MANY.roll_many(COLUMN[some], roll).tolist() == rolled


def test_a_column_ends_where_each_day_ends() -> None:
    for n in LENGTHS:
        ahead = [KNOWN.add(day, n) for day in DAYS]
        assert MANY.add_many(COLUMN, n).tolist() == ahead, n
        ends = np.array(ahead, "datetime64[D]")
        assert MANY.between_many(COLUMN, ends).tolist() == [n] * len(DAYS)
    for n in range(1, 121):
        back = [KNOWN.add(day, -n) for day in DAYS[200:]]
        assert MANY.add_many(COLUMN[200:], -n).tolist() == back, -n
    assert MANY.add_many(COLUMN, 0).tolist() == DAYS


def test_pairs_in_either_order_and_lengths_of_each_day() -> None:
    other = COLUMN[::-1]
    between = [KNOWN.between(*pair) for pair in zip(DAYS, DAYS[::-1], strict=True)]
    assert MANY.between_many(COLUMN, other).tolist() == between

    days, n = COLUMN[200:], np.arange(len(DAYS) - 200) % 241 - 120
    expected = [KNOWN.add(day, int(k)) for day, k in zip(DAYS[200:], n, strict=True)]
    assert MANY.add_many(days, n).tolist() == expected
    assert MANY.add_many(days, n.astype(np.int8)).tolist() == expected


def test_a_column_of_any_form_keeps_it() -> None:
    square, empty = COLUMN[:100].reshape(10, 10), COLUMN[:0]
    alone = np.array("2026-09-29", "datetime64[D]")

    assert (
        MANY.add_many(square, 3).tolist() == MANY.add_many(COLUMN[:100], 3).reshape(10, 10).tolist()
    )
    assert MANY.add_many(square.T[::2], 3).tolist() == MANY.add_many(square, 3).T[::2].tolist()
    assert MANY.add_many(empty, 10**30).tolist() == []
    assert MANY.add_many(alone, 3).item() == date(2026, 10, 9)
    assert MANY.between_many(alone, COLUMN[-2:]).tolist() == [
        KNOWN.between(alone.item(), day) for day in DAYS[-2:]
    ]


def test_a_long_column_is_counted_in_parts() -> None:
    long = np.tile(COLUMN, 70)

    assert (MANY.add_many(long, 7) == np.tile(MANY.add_many(COLUMN, 7), 70)).all()
    long[-1] = np.datetime64("2040-01-01")
    with pytest.raises(OutsideCalendarError, match="2040-01-01"):
        MANY.add_many(long, 7)


def test_a_countys_own_days_count_in_columns_too() -> None:
    off, worked = date(2026, 4, 15), date(2026, 4, 18)
    local = KNOWN.overlay([off], [worked])

    assert Vectors(local).is_working_many(COLUMN).tolist() == [*map(local.is_working, DAYS)]
    assert Vectors(local).add_many(COLUMN, 15).tolist() == [local.add(day, 15) for day in DAYS]


FIRST, LAST = KNOWN.days()[0], KNOWN.days()[-1]
FARAWAY = ["NaT", "1582-10-15", "9999-12-31", "-9000-01-01", "200000-01-01"]
ONE_DAY = timedelta(days=1)
ASKED: dict[str, Callable[[Any], Any]] = {
    "is_working": MANY.is_working_many,
    "between": lambda days: MANY.between_many(COLUMN[:1], days),
    "after": lambda days: MANY.between_many(days, COLUMN[:1]),
    "add": lambda days: MANY.add_many(days, 1),
    "back": lambda days: MANY.add_many(days, -1),
    "each": lambda days: MANY.add_many(days, np.array([1])),
    "roll": lambda days: MANY.roll_many(days, "next_working_day"),
    "roll back": lambda days: MANY.roll_many(days, "previous_working_day"),
}


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("day", [*FARAWAY, f"{FIRST - ONE_DAY}", f"{LAST + ONE_DAY}"])
def test_a_day_out_of_reach_is_named(asked: str, day: str) -> None:
    with pytest.raises(OutsideCalendarError, match=day):
        ASKED[asked](np.array([day], "datetime64[D]"))


@pytest.mark.parametrize("extreme", [2**63 - 1, -(2**63), 10**30, -(10**30), 4000, -4000])
def test_a_length_beyond_the_schedules_never_wraps_around(extreme: int) -> None:
    with pytest.raises(OutsideCalendarError):
        MANY.add_many(COLUMN[:3], extreme)
    if abs(extreme) < 10**30:
        with pytest.raises(OutsideCalendarError):
            MANY.add_many(COLUMN[:3], np.array([1, 0, extreme]))


def test_the_last_working_day_of_all_is_the_last_that_is_reached() -> None:
    n = KNOWN.between(DAYS[0], LAST)
    alone = COLUMN[:1]

    assert MANY.add_many(alone, n).tolist() == [KNOWN.add(DAYS[0], n)]
    for beyond in (n + 1, -1):
        with pytest.raises(OutsideCalendarError):
            MANY.add_many(alone, beyond)
        with pytest.raises(OutsideCalendarError):
            KNOWN.add(DAYS[0], beyond)


@pytest.mark.parametrize(
    ("days", "n"),
    [
        (COLUMN.astype("datetime64[s]"), 1),
        (COLUMN.astype(np.int64), 1),
        (DAYS, 1),
        (COLUMN, np.array([1.5])),
        (COLUMN, np.array([1], np.uint64)),
    ],
)
def test_what_is_no_column_of_days_is_refused(days: Any, n: Any) -> None:
    with pytest.raises(TypeError):
        MANY.add_many(days, n)


def test_numpy_is_loaded_only_where_columns_are_counted() -> None:
    said = "import sys, liandong.calendars; sys.exit('numpy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", said], check=False).returncode == 0  # noqa: S603

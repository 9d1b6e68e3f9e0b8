"""Working days of whole columns: what `WorkingDayCalendar` answers, for arrays of days.

Every answer is one look-up per value in a table made for the question. Import this module where
columns are counted and nowhere else: numpy takes its time to load.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liandong.calendars.calendar import Roll, WorkingDayCalendar, outside

Days = NDArray[np.datetime64]
Numbers = NDArray[np.integer[Any]]

_CHUNK = 32_768  # days looked up at once: what stays in the processor's cache
_TABLES = 128  # lengths whose table is kept, 40 kB each


class Vectors:
    """The columns of a calendar; arrays of days are `datetime64[D]`, of any shape.

    A day out of reach raises OutsideCalendarError, as it does alone; so does a day that is none.
    Any other array raises TypeError: nothing is cut down to whole days in silence.
    """

    def __init__(self, calendar: WorkingDayCalendar) -> None:
        covered = calendar.days()
        days = np.array(covered, "datetime64[D]")
        worked = np.array([calendar.is_working(day) for day in covered])
        self._first = int(days[0].astype(np.int64))
        self._off = ~worked
        self._last = np.cumsum(worked) - 1
        self._nth = days[worked]
        self._is_working = _Table(worked, self._first)
        self._counted = _Table(self._last.astype(np.int32), self._first)
        self._rolled = {
            Roll.NEXT_WORKING_DAY: self._reached(self._last + self._off),
            Roll.PREVIOUS_WORKING_DAY: self._reached(self._last),
        }
        self._ahead: Callable[[int], _Table] = lru_cache(_TABLES)(self._table)

    def is_working_many(self, days: Days) -> NDArray[np.bool_]:
        """Say of each day whether it is worked."""
        return self._is_working.look_up(days)

    def between_many(self, starts: Days, ends: Days) -> NDArray[np.int32]:
        """Return of each pair how many working days lie after the start up to the end."""
        until, before = self._counted.look_up(ends), self._counted.look_up(starts)
        found: NDArray[np.int32] = until - before
        return found

    def add_many(self, days: Days, n: int | Numbers) -> Days:
        """Return of each day its n-th working day; `n` is one for all, or one for each."""
        if isinstance(n, np.ndarray):
            return self._add_each(*np.broadcast_arrays(_checked(days), _whole(n)))
        if n == 0:
            return _checked(days).copy()
        farthest = len(self._off)  # out of reach from every day
        return self._ahead(max(-farthest, min(n, farthest))).look_up(days)

    def roll_many(self, days: Days, roll: Roll | str) -> Days:
        """Return of each day where it goes as a last day."""
        rule = Roll(roll)
        return _checked(days).copy() if rule is Roll.NONE else self._rolled[rule].look_up(days)

    def _table(self, n: int) -> "_Table":
        return self._reached(self._last + n + (self._off if n < 0 else 0))

    def _reached(self, places: Numbers) -> "_Table":
        """Return the table of the working days at these places, cut to the days that have one."""
        has_one = np.flatnonzero((places >= 0) & (places < len(self._nth)))
        begin, end = (has_one[0], has_one[-1] + 1) if len(has_one) else (0, 0)
        return _Table(self._nth[places[begin:end]], self._first + int(begin))

    def _add_each(self, days: Days, n: Numbers) -> Days:
        known = _Table(np.arange(len(self._last)), self._first)
        stays = n == 0
        at = known.look_up(np.where(stays, self._nth[0], days))
        places = self._last[at] + n + (self._off[at] & (n < 0))
        beyond = ~stays & ((places < 0) | (places >= len(self._nth)))
        if beyond.any():
            raise outside(str(days[beyond][0]))
        found: Days = np.where(stays, days, self._nth.take(places, mode="clip"))
        return found


class _Table:
    """An answer for each day from a first one on, which is counted from 1970 as numpy does."""

    def __init__(self, answers: NDArray[Any], first: int) -> None:
        self._answers, self._first = answers, first

    def look_up(self, days: Days) -> NDArray[Any]:
        numbers = np.ascontiguousarray(_checked(days)).view(np.int64).reshape(-1)
        found = np.empty(numbers.shape, self._answers.dtype)
        for at in range(0, len(numbers), _CHUNK):
            part = slice(at, at + _CHUNK)
            places = numbers[part] - self._first
            # Below the first and no day at all are beyond the last, read without a sign.
            beyond = places.view(np.uint64) >= len(self._answers)
            if beyond.any():
                raise outside(str(days.reshape(-1)[part][beyond][0]))
            self._answers.take(places, mode="clip", out=found[part])
        return found.reshape(days.shape)


def _checked(days: Days) -> Days:
    if not isinstance(days, np.ndarray) or days.dtype != np.dtype("datetime64[D]"):
        raise TypeError("a column of days is an array of datetime64[D]")
    return days


def _whole(n: Numbers) -> NDArray[np.int64]:
    if n.dtype.kind not in "iu" or not np.can_cast(n.dtype, np.int64):
        raise TypeError("a column of lengths is an array of whole numbers")
    return n.astype(np.int64)

"""What `calendar add` answers: words and numbers in, the day and its steps out."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from liandong.calendars.calendar import OutsideCalendarError, Roll, WorkingDayCalendar
from liandong.calendars.counting import Computation, CountedIn, compute
from liandong.kernel.errors import InvalidInputError, Problem

_REQUIRED = ("from", "length", "counted_in")
_UNITS = (CountedIn.DAY.value, CountedIn.WORKING_DAY.value, CountedIn.MONTH.value)
_ROLLS = tuple(roll.value for roll in Roll)
_DEFAULTS = {"backwards": False, "roll": Roll.NONE.value}


def add_period(
    given: Mapping[str, Any], calendar: WorkingDayCalendar | None = None
) -> dict[str, Any]:
    """Count one period and return `due_on`, `provisional` and `steps`, ready for JSON.

    Takes `from` (a date or YYYY-MM-DD), `length` (at least 1), `counted_in` (day, working_day,
    month) and, if wanted, `backwards` (false) and `roll` (none).

    Raises:
        InvalidInputError: A value is missing, unknown or wrong; each is named by its key.
        OutsideCalendarError: No schedule covers the days.
    """
    problems = _problems(given)
    if problems:
        raise InvalidInputError(problems)
    try:
        return _answer(_count({**_DEFAULTS, **given}, calendar))
    except OutsideCalendarError as wrong:
        named = [Problem("from", each.message_zh, each.message_en) for each in wrong.problems]
        raise OutsideCalendarError(named) from wrong


def add_lines(
    lines: Iterable[bytes], calendar: WorkingDayCalendar | None = None
) -> Iterator[dict[str, Any]]:
    """Count the period of each line, a JSON object with what `add_period` takes.

    Raises:
        InvalidInputError: A line is no such object, or has a wrong value; the line is named first.
        OutsideCalendarError: No schedule covers the days of a line.
    """
    for number, line in enumerate(lines, 1):
        try:
            yield add_period(_read(line), calendar)
        except InvalidInputError as wrong:
            named = [
                Problem(f"{number}.{each.where}", each.message_zh, each.message_en)
                for each in wrong.problems
            ]
            raise type(wrong)(named) from wrong


def _read(line: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(line.decode())
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        zh, en = "这一行要写成 {…}，用 UTF-8", "a line is a JSON object in UTF-8"
        raise InvalidInputError([Problem("json", zh, en)])
    return found


def _count(given: dict[str, Any], calendar: WorkingDayCalendar | None) -> Computation:
    return compute(
        _day(given["from"]) or date.min,
        length=given["length"],
        counted_in=given["counted_in"],
        roll=given["roll"],
        backwards=given["backwards"],
        calendar=calendar,
    )


def _problems(given: Mapping[str, Any]) -> list[Problem]:
    missing = [Problem(key, "没有填", "is missing") for key in _REQUIRED if key not in given]
    unknown = [
        Problem(key, "没有这一项", "there is no such value")
        for key in given
        if key not in {*_REQUIRED, *_DEFAULTS}
    ]
    wrong = [
        Problem(key, f"“{given[key]}”不对，要写：{form}", f"'{given[key]}' is wrong, write: {form}")
        for key, (is_right, form) in _checks().items()
        if key in given and not is_right(given[key])
    ]
    return [*missing, *unknown, *wrong]


def _checks() -> dict[str, tuple[Callable[[Any], bool], str]]:
    return {
        "from": (lambda value: _day(value) is not None, "YYYY-MM-DD"),
        "length": (lambda value: type(value) is int and value >= 1, "1, 2, 3 …"),
        "counted_in": (lambda value: value in _UNITS, ", ".join(_UNITS)),
        "backwards": (lambda value: type(value) is bool, "true, false"),
        "roll": (lambda value: value in _ROLLS, ", ".join(_ROLLS)),
    }


def _day(value: object) -> date | None:
    """Read YYYY-MM-DD alone, though Python knows more ways to write a day."""
    if type(value) is date:
        return value
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return None
    return day if day.isoformat() == value else None


def _answer(counted: Computation) -> dict[str, Any]:
    steps = [
        {
            "key": step.key,
            "on": step.on.isoformat(),
            "reason_zh": step.reason_zh,
            "reason_en": step.reason_en,
        }
        for step in counted.steps
    ]
    return {
        "due_on": counted.due_on.isoformat(),
        "provisional": counted.provisional,
        "steps": steps,
    }

"""Time that does not count: a pause moves the end by as long as it lasted (3.3, step 4)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from liandong.calendars.calendar import Roll, WorkingDayCalendar, default_calendar
from liandong.calendars.counting import Computation, CountedIn, Step, about, moved
from liandong.kernel.errors import InvalidInputError, Problem


@dataclass(frozen=True)
class Pause:
    """Days on which a period does not run: from `first` up to the day before `resumed`."""

    first: date
    resumed: date
    reason: str = ""


class PauseError(InvalidInputError):
    """Pauses overlap, end before they begin, or begin when the period is over."""

    code = "calendar.pause"


def compute_paused(
    counted: Computation,
    pauses: Iterable[Pause],
    *,
    counted_in: CountedIn | str,
    roll: Roll | str = Roll.NONE,
    calendar: WorkingDayCalendar | None = None,
) -> Computation:
    """Return a computation with its end moved by every pause, and a step that names each.

    Days of the calendar move it by days of the calendar, working days by working days; then the
    last day is looked at again.

    Raises:
        PauseError: A pause cannot be; it is named by its number.
        OutsideCalendarError: No schedule covers the days.
    """
    used, unit = calendar or default_calendar(), CountedIn(counted_in)
    rule = Roll.NONE if unit is CountedIn.WORKING_DAY else Roll(roll)
    known = sorted(pauses, key=lambda pause: pause.first)
    nominal, due, steps = counted.nominal_on, counted.due_on, list(counted.steps[:2])
    for number, pause in enumerate(known, 1):
        _check(number, pause, known, due)
        gone = _length(used, max(pause.first, counted.counted_from), pause.resumed, unit)
        nominal = (
            used.add(nominal, gone)
            if unit is CountedIn.WORKING_DAY
            else (nominal + timedelta(days=gone))
        )
        due = used.roll(nominal, rule)
        steps.append(_step(pause, gone, unit))
    steps += [
        Step("nominal", nominal, *about(used, nominal)),
        Step("due", due, *moved(used, nominal, due)),
    ]
    through = {due, nominal, *(each for pause in known for each in (pause.first, pause.resumed))}
    provisional = counted.provisional or any(map(used.is_provisional, through))
    return replace(
        counted, nominal_on=nominal, due_on=due, provisional=provisional, steps=tuple(steps)
    )


def _length(calendar: WorkingDayCalendar, first: date, resumed: date, unit: CountedIn) -> int:
    """Return how many days from `first` on would have counted before the day it resumed."""
    if resumed <= first:
        return 0
    if unit is not CountedIn.WORKING_DAY:
        return (resumed - first).days
    whole = calendar.between(first, resumed)
    return whole + calendar.is_working(first) - calendar.is_working(resumed)


def _check(number: int, pause: Pause, known: list[Pause], due: date) -> None:
    where, zh, en = f"pauses.{number}", "", ""
    if pause.resumed < pause.first:
        zh, en = "恢复的日子早于中止的日子", "it ends before it begins"
    elif number > 1 and pause.first < known[number - 2].resumed:
        zh, en = "和上一次中止重叠", "it overlaps the one before"
    elif pause.first > due:
        zh, en = "期限届满以后不能中止", "the period was over when it began"
    if zh:
        raise PauseError([Problem(where, zh, en)])


def _step(pause: Pause, gone: int, unit: CountedIn) -> Step:
    days = "个工作日" if unit is CountedIn.WORKING_DAY else "日"
    why = f"（{pause.reason}）" if pause.reason else ""
    zh = f"中止到 {pause.resumed}，扣除 {gone} {days}{why}"
    kind = "working day" if unit is CountedIn.WORKING_DAY else "day"
    en = f"paused until {pause.resumed}: {gone} {kind}{'' if gone == 1 else 's'} do not count"
    return Step("paused", pause.first, zh, en)

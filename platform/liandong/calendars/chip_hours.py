"""What a limit in hours adds to a chip: the moment, and hours and minutes below one day."""

from datetime import date, timedelta

from liandong.calendars.runs import Run, span
from liandong.calendars.words import NOTHING, Text

_ONE_DAY = timedelta(days=1)
_MINUTE, _HOUR = 60, 60


def is_past(run: Run, due: date) -> bool:
    """Say whether the moment, or the day where only that is known, is over."""
    if run.due_at is not None and run.now is not None:
        return run.due_at < run.now
    return due < run.today


def is_close(run: Run) -> bool:
    """Say whether the moment lies less than a day away, before or after."""
    return run.due_at is not None and run.now is not None and abs(run.due_at - run.now) < _ONE_DAY


def cut_off(run: Run) -> str:
    """Return until when on its day: the moment itself, else the end of the day."""
    return f"{run.due_at:%H:%M}" if run.due_at else run.cut_off


def gone(run: Run, due: date) -> Text:
    """Return how long ago it ended: 3 小时 05 分, from one day on 2 个工作日."""
    return between(run) if is_close(run) else span(run.calendar, due, run.today)


def left(run: Run, due: date) -> Text:
    """Return how long there is still: 7 小时 08 分, from one day on 4 个工作日."""
    return between(run) if is_close(run) else span(run.calendar, run.today, due)


def between(run: Run) -> Text:
    """Return hours and minutes between now and the moment; whole minutes, never rounded up."""
    if run.due_at is None or run.now is None:
        return NOTHING
    minutes = int(abs(run.due_at - run.now).total_seconds()) // _MINUTE
    hours, rest = divmod(minutes, _HOUR)
    if hours == 0:
        return Text(f"{rest} 分钟", f"{rest} min")
    return Text(f"{hours} 小时 {rest:02d} 分", f"{hours} h {rest:02d} min")

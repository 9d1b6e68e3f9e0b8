"""The line below a chip: day, weekday, calendar days, and whether the day moved."""

from datetime import date

from liandong.calendars.chip_hours import between, is_close, is_past
from liandong.calendars.runs import Run, RunState
from liandong.calendars.words import (
    NOTHING,
    Text,
    day_words,
    days_words,
    full_day_words,
    joined,
    weekday_words,
)

_UNPUBLISHED = Text("放假安排未公布", "holidays not published yet")
_HARMLESS = Text("不算逾期", "nobody is late")


def detail(run: Run) -> Text:
    """Return the line below a chip; empty where the words of the chip say it all."""
    state = RunState(run.state)
    if state is RunState.RELEASED:
        return NOTHING
    if state is RunState.MISSED:
        return _on(run, run.due_on, Text(" 到期", "was due "))
    if state is RunState.DONE:
        return _on(run, run.ended_on, Text(" 办结", "done "))
    if state is RunState.PAUSED:
        return _on(run, run.waiting_since, Text("起暂停", "paused since "))
    return _running(run)


def _running(run: Run) -> Text:
    if run.due_on is None:
        return _on(run, run.waiting_since, Text("起", "since "))
    if run.is_provisional:
        return joined(weekday_words(run.due_on), _distance(run, run.due_on), _UNPUBLISHED)
    return _dated(run, run.due_on)


def _on(run: Run, day: date | None, said: Text) -> Text:
    if day is None:
        return NOTHING
    words = day_words(day, run.today)
    return Text(f"{words.zh}{said.zh}", f"{said.en}{words.en}")


def _dated(run: Run, due: date) -> Text:
    day = _moment(run, full_day_words(due, run.today))
    if not is_past(run, due):
        return joined(day, _distance(run, due), _moved(run, due))
    lead = Text("应于 ", "due ") if run.accuses else Text("原定 ", "planned for ")
    words = Text(f"{lead.zh}{day.zh}", f"{lead.en}{day.en}")
    return joined(words, _distance(run, due), _moved(run, due), _harmless(run))


def _moment(run: Run, day: Text) -> Text:
    if run.due_at is None:
        return day
    return Text(f"{day.zh} {run.due_at:%H:%M}", f"{day.en} {run.due_at:%H:%M}")


def _distance(run: Run, due: date) -> Text:
    if is_close(run):
        return _hours(run, due)
    n = (due - run.today).days
    words = days_words(abs(n))
    if n == 0:
        return NOTHING
    return words if n > 0 else Text(f"过 {words.zh}", f"{words.en} ago")


def _hours(run: Run, due: date) -> Text:
    """Say the hours where the chip itself says the time of day."""
    if is_past(run, due) or due != run.today:
        return NOTHING
    words = between(run)
    return Text(f"剩 {words.zh}", f"{words.en} left")


def _moved(run: Run, due: date) -> Text:
    if run.nominal_on is None or run.nominal_on == due:
        return NOTHING
    return Text("已顺延", "moved on") if run.nominal_on < due else Text("已提前", "moved forward")


def _harmless(run: Run) -> Text:
    return NOTHING if run.accuses else _HARMLESS

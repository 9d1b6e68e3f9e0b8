"""The strips of days: a whole period, the 14 days around a due day, the next 14 days.

Everything comes as the templates take it (`macros/deadline.html`, `strip` in
`macros/parts.html`), the words in the language asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from liandong.calendars.calendar import Day, DayKind, OutsideCalendarError, WorkingDayCalendar
from liandong.calendars.runs import working_days
from liandong.calendars.words import NOTHING, Text, full_day_words, joined, weekday_words

FORTNIGHT = 14
_SATURDAY = 5
_BEFORE_DUE = 11  # days that show before the due day, so that two show after it
_OFF = {DayKind.WEEKEND, DayKind.HOLIDAY}
_TODAY, _DUE, _NOMINAL = Text("今天", "Today"), Text("截止", "due"), Text("届满", "ends")
_PAST, _AFTER = Text("已过", "past"), Text("期后", "after")
_UNKNOWN = Text("待定", "open")  # beyond the schedules
_WORDS = {
    DayKind.HOLIDAY: Text("休", "off"),
    DayKind.WEEKEND: Text("周末", "w/e"),
    DayKind.MAKEUP: Text("补班", "work"),
}


def day_of(calendar: WorkingDayCalendar, day: date) -> Day:
    """Return what a day is; beyond the schedules its weekday decides."""
    try:
        return calendar.kind(day)
    except OutsideCalendarError:
        return Day(day, DayKind.WEEKEND if day.weekday() >= _SATURDAY else DayKind.WORKING)


def each_day(first: date, last: date) -> list[date]:
    """Return each day from the first to the last."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@dataclass(frozen=True)
class _Window:
    due: date
    nominal: date
    today: date
    calendar: WorkingDayCalendar

    def days(self) -> list[date]:
        earliest = min(self.today, self.due, self.nominal + timedelta(days=2))
        last = max(self.due, self.nominal)
        first = max(earliest - timedelta(days=2), last - timedelta(days=_BEFORE_DUE))
        return each_day(first, first + timedelta(days=FORTNIGHT - 1))

    def kind(self, day: date) -> str:
        if day == self.due:
            return "due"
        return "today" if day == self.today else day_of(self.calendar, day).kind.value

    def note(self, day: date) -> Text:
        if day in {self.due, self.nominal}:
            return _DUE if day == self.due else _NOMINAL
        if day == self.today:
            return _TODAY
        return _WORDS.get(day_of(self.calendar, day).kind) or self.number(day)

    def number(self, day: date) -> Text:
        if day < self.today:
            return _PAST
        if day > self.due:
            return _AFTER
        n = working_days(self.calendar, self.today, day)
        return Text(f"第 {n}", f"no. {n}") if n else _UNKNOWN

    def spoken(self, day: date) -> Text:
        note, full = self.note(day), full_day_words(day, self.today)
        ahead = self.today < day < self.due
        makeup = day_of(self.calendar, day).kind is DayKind.MAKEUP
        return joined(full, note, self.number(day) if makeup and ahead else NOTHING)


def numbered_days(
    due_on: date,
    today: date,
    calendar: WorkingDayCalendar,
    *,
    nominal_on: date | None = None,
    language: str = "zh",
) -> list[dict[str, Any]]:
    """Return the 14 days around a due day, each with its word; working days left have numbers."""
    window = _Window(due_on, nominal_on or due_on, today, calendar)
    return [_numbered(window, day, language) for day in window.days()]


def _numbered(window: _Window, day: date, language: str) -> dict[str, Any]:
    weekday = _TODAY if day == window.today and day in {window.due, window.nominal} else None
    return {
        "weekday": (weekday or weekday_words(day)).pick(language),
        "day": day.day,
        "iso": day.isoformat(),
        "note": window.note(day).pick(language),
        "kind": window.kind(day),
        "count": False,
        "href": None,
        "label": window.spoken(day).pick(language),
        "nominal": day == window.nominal != window.due,
    }


def worklist_days(
    today: date,
    calendar: WorkingDayCalendar,
    counts: Mapping[date, int],
    *,
    link: str = "",
    language: str = "zh",
) -> list[dict[str, Any]]:
    """Return the next 14 days with how much is due on each; `link` goes before the ISO day."""
    days = each_day(today, today + timedelta(days=FORTNIGHT - 1))
    return [_counted(day_of(calendar, day), today, counts, link, language) for day in days]


def _counted(
    day: Day, today: date, counts: Mapping[date, int], link: str, language: str
) -> dict[str, Any]:
    n, word = counts.get(day.on, 0), _WORDS.get(day.kind, NOTHING)
    said = Text(f"{n} 件", f"{n} due") if n else NOTHING
    is_today = day.on == today
    iso = day.on.isoformat()
    return {
        "weekday": (_TODAY if is_today else weekday_words(day.on)).pick(language),
        "day": day.on.day,
        "iso": iso,
        "note": (said if n else word).pick(language),
        "kind": "today" if is_today else day.kind.value,
        "count": bool(n),
        "href": f"{link}{iso}" if n and link else None,
        "label": joined(full_day_words(day.on, today), word, said).pick(language),
        "nominal": False,
    }

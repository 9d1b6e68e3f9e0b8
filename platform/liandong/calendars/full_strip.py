"""The full strip: one cell for each day of a period, and the sentence that says the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from liandong.calendars.calendar import DayKind, WorkingDayCalendar
from liandong.calendars.runs import span
from liandong.calendars.strip import FORTNIGHT, day_of, each_day
from liandong.calendars.words import NOTHING, Text, day_words, joined, range_words

SERVED = Text("送达", "served")
# Pixels of a strip on a screen 390 wide, of a Chinese sign and of any other at the labels' size.
_PHONE, _WIDE, _NARROW = 326, 13, 7.5
_CHINESE = "\u2e80"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Period:
    started: date
    nominal: date
    due: date
    today: date
    calendar: WorkingDayCalendar
    event: Text

    @property
    def is_backwards(self) -> bool:
        return self.due < self.started

    def days(self) -> list[date]:
        first, last = sorted((self.started, self.due))
        # A little lateness shows; much of it would only squeeze the period itself.
        shown = last < self.today <= last + timedelta(days=FORTNIGHT)
        return each_day(first, self.today if shown and not self.is_backwards else last)

    def cell(self, day: date) -> str:
        special = {self.started: "start", self.today: "today", self.due: "due"}
        if day in special:
            return special[day]
        kind = day_of(self.calendar, day).kind
        if kind in {DayKind.WEEKEND, DayKind.HOLIDAY}:
            return kind.value
        return "ahead" if self.today < day < self.due else "working"


def full_strip(
    started_on: date,
    due_on: date,
    today: date,
    calendar: WorkingDayCalendar,
    *,
    nominal_on: date | None = None,
    event: Text = SERVED,
    language: str = "zh",
) -> dict[str, Any]:
    """Return `{sentence, days, marks}` of a period; `event` says what started it."""
    period = _Period(started_on, nominal_on or due_on, due_on, today, calendar, event)
    days = period.days()
    return {
        "sentence": _sentence(period).pick(language),
        "days": [period.cell(day) for day in days],
        "marks": [*_marks(days, today, language)],
    }


def _marks(days: list[date], today: date, language: str) -> Iterator[dict[str, Any]]:
    """Label the first day, the months and today; today wins where two would touch.

    A label begins under its day; that of today ends there where it would run over the end.
    """
    n, spans, found = len(days), list[tuple[float, float]](), dict[int, dict[str, Any]]()
    wanted = [at for at, day in enumerate(days) if at == 0 or day.day == 1]
    for at in ([days.index(today)] if today in days else []) + wanted:
        is_now = days[at] == today
        words = Text("今天", "Today") if is_now else day_words(days[at], today)
        label = words.pick(language)
        long = _long(label)
        end = is_now and at / n + long > 1
        span = ((at + 1) / n - long, (at + 1) / n) if end else (at / n, at / n + long)
        if span[1] <= 1 and all(span[1] <= left or right <= span[0] for left, right in spans):
            spans.append(span)
            found[at] = {"at": at, "label": label, "now": is_now, "end": end}
    yield from (found[at] for at in sorted(found))


def _long(label: str) -> float:
    """Return the part of a strip that a label takes on a phone."""
    return sum(_WIDE if sign >= _CHINESE else _NARROW for sign in label) / _PHONE


def _sentence(period: _Period) -> Text:
    """Say what the cells show, in the order in which a person would tell it."""
    said = joined(
        _on(period, period.started, period.event),
        _on(period, period.started + _ONE_DAY * (-1 if period.is_backwards else 1), _COUNTED),
        _today(period),
        *_breaks(period),
        _on(period, period.nominal, _ENDS) if period.nominal != period.due else NOTHING,
        _on(period, period.due, _DUE),
        _left(period),
    )
    return Text(f"{said.zh}。", f"{said.en}.")


_COUNTED, _ENDS, _DUE = Text("起算", "counted from"), Text("届满", "ends"), Text("截止", "due")


def _on(period: _Period, day: date, said: Text) -> Text:
    words = day_words(day, period.today)
    return Text(f"{words.zh}{said.zh}", f"{said.en} {words.en}")


def _today(period: _Period) -> Text:
    words = day_words(period.today, period.today)
    return Text(f"今天 {words.zh}", f"today {words.en}")


def _breaks(period: _Period) -> Iterator[Text]:
    later = max(period.today, min(period.started, period.due)) + _ONE_DAY
    for _, first, last in holidays(period.calendar, later, max(period.started, period.due)):
        words = range_words(first, last, period.today)
        yield Text(f"{words.zh}放假", f"days off {words.en}")


def holidays(
    calendar: WorkingDayCalendar, first: date, last: date
) -> Iterator[tuple[Text, date, date]]:
    """Return the holidays of a stretch of days, each with name, first and last day in it."""
    known = [day_of(calendar, day) for day in each_day(first, last)]
    for (kind, zh, en), group in groupby(known, lambda day: (day.kind, day.name, day.name_en)):
        days = [day.on for day in group]
        if kind is DayKind.HOLIDAY:
            yield Text(zh, en), days[0], days[-1]


def _left(period: _Period) -> Text:
    if period.today == period.due:
        return Text("今天是最后一天", "today is the last day")
    if period.today < period.due:
        words = span(period.calendar, period.today, period.due)
        return Text(f"还剩 {words.zh}", f"{words.en} left")
    words = span(period.calendar, period.due, period.today)
    return Text(f"已过 {words.zh}", f"{words.en} ago")

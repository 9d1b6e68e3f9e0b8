"""The month of the calendar: a table of weeks, Monday first; pure."""

from collections import defaultdict
from datetime import date

from liandong.calendars import Day, DayKind, WorkingDayCalendar
from liandong.calendars.strip import day_of
from liandong.calendars.words import weekday_words as weekday_name
from liandong.features.cases.pages.calendar_reading import Asked, Entry, weeks_of
from liandong.features.cases.pages.calendar_words import month_name
from liandong.features.cases.pages.words import Plain, Setting, weekday_words
from liandong.web.languages import say

SHOWN = 3


def month_grid(asked: Asked, entries: list[Entry], setting: Setting) -> Plain:
    """Return the table: a head of weekdays and the weeks, each day with its word and deadlines."""
    due: dict[date, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.due_on is not None:
            due[entry.due_on].append(entry)
    weeks = weeks_of(asked.month)
    return {
        "caption": say("{month}的期限", month=month_name(asked.month, setting)),
        "weekdays": [weekday_name(day).pick(setting.language) for day in weeks[0]],
        "weeks": [[_cell(day, asked, due[day], setting) for day in week] for week in weeks],
    }


def _cell(day: date, asked: Asked, entries: list[Entry], setting: Setting) -> Plain:
    known, rest = day_of(setting.calendar, day), len(entries) - SHOWN
    is_outside = day.month != asked.month.month
    shown = [] if is_outside else entries[:SHOWN]
    more = None
    if rest > 0 and not is_outside:
        href = asked.href(view="list", on=day.isoformat())
        more = {"label": say("还有 {n} 件", n=rest), "href": href}
    return {
        "iso": day.isoformat(),
        "number": day.day,
        "spoken": weekday_words(day, setting.today),
        "word": _word(known, setting),
        "kind": known.kind.value,
        "is_today": day == setting.today,
        "is_outside": is_outside,
        "entries": [each.view() for each in shown],
        "more": more,
    }


def _word(day: Day, setting: Setting) -> str:
    """Return what a day is, in a word; a working day needs none."""
    if day.kind is DayKind.HOLIDAY:
        name = day.name_en if setting.language.startswith("en") else day.name
        return name or say("休")
    return {DayKind.WEEKEND: say("休"), DayKind.MAKEUP: say("补班")}.get(day.kind, "")


def unpublished(asked: Asked, calendar: WorkingDayCalendar) -> str | None:
    """Return the sentence for the years whose notice days of this month wait for; None: none."""
    days = (day for week in weeks_of(asked.month) for day in week)
    waited = {calendar.waits_for(day) for day in days if day.month == asked.month.month} - {None}
    if not waited:
        return None
    named = say("、").join(str(year) for year in sorted(filter(None, waited)))
    return say("{years} 年放假安排未公布，日期为预计。", years=named)

"""The deadline card: when, why that day, and the way there day by day."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from liandong.calendars.calendar import DayKind, WorkingDayCalendar
from liandong.calendars.counting import Step
from liandong.calendars.full_strip import SERVED, full_strip, holidays
from liandong.calendars.runs import working_days
from liandong.calendars.strip import FORTNIGHT, day_of, each_day, numbered_days
from liandong.calendars.words import Text, day_words, days_words, full_day_words, range_words

_HEADS = {
    "counted_from": Text("起算", "counted from"),
    "suspended": Text("暂停", "suspended"),
    "resumed": Text("恢复", "resumed"),
    "excluded": Text("扣除", "excluded"),
    "extended": Text("延长", "extended"),
    "interrupted": Text("重新起算", "anew"),
    "nominal": Text("届满", "ends"),
    "due": Text("截止", "due"),
}
_CHANGED = Text("调整", "changed")


def read_steps(stored: Iterable[Mapping[str, str]]) -> tuple[Step, ...]:
    """Return the steps of a computation from the form in which a deadline keeps them."""
    return tuple(
        Step(each["key"], date.fromisoformat(each["on"]), each["reason_zh"], each["reason_en"])
        for each in stored
    )


def four_steps(
    steps: Iterable[Step], today: date, *, event: Text = SERVED, language: str = "zh"
) -> list[dict[str, Any]]:
    """Return 送达 → 起算 → 届满 → 截止 with the reason of each; `event` replaces 送达.

    What held, lengthened or renewed the period stands between, each act with its day.
    """
    found: list[dict[str, Any]] = []
    for step in steps:
        day, head = day_words(step.on, today), head_of(step.key, event)
        said = Text(f"{day.zh} {head.zh}", f"{day.en} {head.en}")
        reason = Text(step.reason_zh, step.reason_en)
        found.append(
            {
                "head": said.pick(language),
                "note": reason.pick(language),
                "final": step.key == "due",
            }
        )
    return found


def head_of(key: str, event: Text = SERVED) -> Text:
    """Return what a step of a count is called; the start by the event that made it."""
    return event if key == "started" else _HEADS.get(key, _CHANGED)


def deadline_days(
    steps: Iterable[Step],
    today: date,
    calendar: WorkingDayCalendar,
    *,
    event: Text = SERVED,
    cut_off: str = "24:00",
    language: str = "zh",
) -> dict[str, Any]:
    """Return what a deadline card shows of the days: all but title, chip and basis.

    `steps` are the four of a computation; `event` says what started it.
    """
    known = tuple(steps)
    on = {step.key: step.on for step in known}
    due, nominal = on["due"], on["nominal"]
    period = (on["started"], due, today, calendar)
    words = _words(due, today, calendar, cut_off)
    return {
        **{key: said.pick(language) for key, said in words.items()},
        "steps": four_steps(known, today, event=event, language=language),
        "full": full_strip(*period, nominal_on=nominal, event=event, language=language),
        "days": numbered_days(due, today, calendar, nominal_on=nominal, language=language),
    }


def _words(due: date, today: date, calendar: WorkingDayCalendar, cut_off: str) -> dict[str, Text]:
    return {
        "until": _until(due, today, cut_off),
        "note": _by_calendar(due, today),
        "count_note": _count_note(due, today, calendar),
        "calendar": calendar_sentence(due, calendar),
    }


def _until(due: date, today: date, cut_off: str) -> Text:
    words = full_day_words(due, today)
    return Text(f"{words.zh} {cut_off} 前", f"before {cut_off} on {words.en}")


def _by_calendar(due: date, today: date) -> Text:
    n = (due - today).days
    words = days_words(abs(n))
    if n == 0:
        return Text("今天", "today")
    if n < 0:
        return Text(f"过 {words.zh}", f"{words.en} ago")
    return Text(f"按日历 {words.zh}", f"{words.en} by the calendar")


def _count_note(due: date, today: date, calendar: WorkingDayCalendar) -> Text:
    n = working_days(calendar, today, due) if due > today else 0
    if n == 0:
        return Text("", "")
    return Text(
        f"剩余工作日从明天数起，截止日是第 {n} 个",
        f"working days left count from tomorrow; the due day is no. {n}",
    )


def calendar_sentence(due: date, calendar: WorkingDayCalendar) -> Text:
    """Return which year's notice the due day rests on, and when it was published."""
    year, schedule = calendar.waits_for(due), calendar.schedule(due.year)
    if year is not None or schedule is None:
        return Text(
            f"日历：{year} 年放假安排未公布，日期是预计的。",
            f"Calendar: the holidays of {year} are not published; the date is expected.",
        )
    on = schedule.published_on
    return Text(
        f"日历：{due.year} 年放假安排（{on} 公布）。",
        f"Calendar: holidays of {due.year}, published on {on}.",
    )


def break_notes(today: date, calendar: WorkingDayCalendar) -> list[Text]:
    """Return a sentence for each holiday of the next 14 days, and one for the days made good."""
    last = today + timedelta(days=FORTNIGHT - 1)
    notes = []
    for name, first, until in holidays(calendar, today, last):
        words = range_words(first, _end(until, calendar), today)
        notes.append(Text(f"{name.zh}放假 {words.zh}。", f"{name.en}: days off {words.en}."))
    for day in each_day(today, last):
        if day_of(calendar, day).kind is DayKind.MAKEUP:
            words = full_day_words(day, today)
            notes.append(Text(f"{words.zh} 补班。", f"{words.en} is worked."))
    return notes


def _end(day: date, calendar: WorkingDayCalendar) -> date:
    """Follow a holiday that reaches beyond the stretch of days shown."""
    tomorrow = day + timedelta(days=1)
    here, there = day_of(calendar, day), day_of(calendar, tomorrow)
    same = (here.kind, here.name) == (there.kind, there.name)
    return _end(tomorrow, calendar) if same else day

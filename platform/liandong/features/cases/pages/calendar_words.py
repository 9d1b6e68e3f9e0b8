"""What a month, a day or the days ahead hold, in a sentence; pure."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from liandong.calendars.words import month_words
from liandong.features.cases.pages.calendar_reading import Asked, Entry, next_month
from liandong.features.cases.pages.words import Setting, weekday_words
from liandong.features.deadlines.service import RUNNING
from liandong.web.languages import say

DAYS = 60


def is_ahead(asked: Asked) -> bool:
    """Say whether the list of what is over and of the days ahead is asked for."""
    return asked.view == "list" and asked.is_open and asked.on is None


def span_of(asked: Asked, today: date) -> tuple[date, date]:
    """Return the first day that is shown and the first one that is not."""
    if asked.on is not None:
        return asked.on, asked.on + timedelta(days=1)
    if is_ahead(asked):
        return today, today + timedelta(days=DAYS + 1)
    return asked.month, next_month(asked.month)


def month_name(month: date, setting: Setting) -> str:
    """Return 2026年5月."""
    words = month_words(month).pick(setting.language)
    if setting.language.startswith("en"):
        return f"{words} {month.year}"
    return f"{month.year}年{words}"


def sentence_of(asked: Asked, entries: list[Entry], setting: Setting) -> str:
    """Say how many are due in what is shown, how they stand, and what lies outside it."""
    first, following = span_of(asked, setting.today)
    inside = [e for e in entries if e.due_on and first <= e.due_on < following]
    name = month_name(asked.month, setting)
    if asked.on is not None:
        name = weekday_words(asked.on, setting.today)
    elif is_ahead(asked):
        inside = [each for each in inside if each.deadline.state in RUNNING]
        name = say("今后 {n} 天", n=DAYS)
    said = say("{month}没有到期的", month=name)
    if inside:
        said = say("{month}有 {count} 件到期", month=name, count=len(inside)) + _parts(inside)
    rest = () if asked.on else _outside(asked, entries, setting)
    return say("；").join([said, *rest]) + say("。")


def _parts(inside: list[Entry]) -> str:
    """Say how they stand; each counts once."""
    counts = Counter(_standing(each) for each in inside)
    words = {
        "late": say("{count} 件已逾期", count=counts["late"]),
        "today": say("{count} 件今天到期", count=counts["today"]),
        "done": say("{count} 件已办结", count=counts["done"]),
        "remind": say("{count} 件只作提醒", count=counts["remind"]),
        "own": say("{count} 件等本单位办", count=counts["own"]),
        "others": say("{count} 件等别的单位办", count=counts["others"]),
    }
    said = [words[key] for key in words if counts[key]]
    return say("，其中 {parts}", parts=say("、").join(said)) if len(inside) > 1 else ""


def _standing(entry: Entry) -> str:
    if entry.deadline.state == "done":
        return "done"
    if entry.chip["state"] in {"late", "today", "remind"}:
        return str(entry.chip["state"])
    return "own" if entry.is_own else "others"


def _outside(asked: Asked, entries: list[Entry], setting: Setting) -> Iterator[str]:
    """Say what the days shown leave out: what was due before them, and what is paused."""
    running = [each for each in entries if each.deadline.state in RUNNING]
    before = setting.today if is_ahead(asked) else min(asked.month, setting.today)
    earlier = sum(bool(each.due_on and each.due_on < before) for each in running)
    paused = sum(each.deadline.state == "paused" for each in running)
    if earlier and is_ahead(asked):
        yield say("期限已过、还没有办结的 {count} 件", count=earlier)
    elif earlier:
        yield say("这个月以前到期、还没有办结的 {count} 件", count=earlier)
    if paused:
        yield say("暂停计时的 {count} 件", count=paused)

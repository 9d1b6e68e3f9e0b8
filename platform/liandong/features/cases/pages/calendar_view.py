"""The page 期限日历: a month, or a list by day, with the ways between them; pure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from uuid import UUID

from liandong.features.cases.pages.calendar_month import month_grid, unpublished
from liandong.features.cases.pages.calendar_reading import Asked, Entry, narrowed, next_month
from liandong.features.cases.pages.calendar_words import (
    DAYS,
    is_ahead,
    month_name,
    sentence_of,
    span_of,
)
from liandong.features.cases.pages.words import Plain, Setting, day_words, weekday_words
from liandong.features.deadlines.service import RUNNING
from liandong.web.languages import say


def calendar_page(asked: Asked, every: list[Entry], setting: Setting) -> Plain:
    """Return the calendar: what is due when, of all this reader may know of."""
    entries = narrowed(every, asked)
    is_list = asked.view == "list"
    paused = [each for each in entries if each.deadline.state == "paused"]
    page: Plain = {
        "title": say("期限日历"),
        "sentence": sentence_of(asked, entries, setting),
        "views": views(setting.base, "calendar"),
        "shapes": _shapes(asked),
        "bar": _bar(asked, setting),
        "month": None if is_list else month_grid(asked, entries, setting),
        "groups": [*_groups(asked, entries, setting)] if is_list else [],
        "paused": [each.view() for each in paused] if asked.on is None else [],
        "units": _units(asked, every, setting),
        "meetings": [],
        "notice": unpublished(asked, setting.calendar) if not is_list else None,
    }
    return page | {"empty": _empty(asked, page, setting)}


def views(base: str, current: str) -> list[Plain]:
    """Return the two views of what waits: the worklist and the calendar."""
    labels = {"todo": say("待办"), "calendar": say("日历")}
    return [
        {"label": label, "href": f"{base}/{key}", "current": key == current}
        for key, label in labels.items()
    ]


def _shapes(asked: Asked) -> list[Plain]:
    is_list = asked.view == "list"
    return [
        {"label": say("按月"), "href": asked.href(view=""), "current": not is_list},
        {"label": say("按日列出"), "href": asked.href(view="list"), "current": is_list},
    ]


def _bar(asked: Asked, setting: Setting) -> Plain:
    """Return the name of what is shown, and the ways to the months around it."""
    is_list, this = asked.view == "list", setting.today.replace(day=1)
    name = month_name(asked.month, setting)
    if asked.on is not None:
        name = weekday_words(asked.on, setting.today)
    elif is_list and asked.is_open:
        name = say("已过期的和今后 {n} 天", n=DAYS)
    back = None
    if is_list and not asked.is_open:
        back = {"label": say("今后 {n} 天", n=DAYS), "href": asked.href(month="")}
    elif asked.month != this:
        back = {"label": say("本月"), "href": asked.href(month="")}
    previous = (asked.month - timedelta(days=1)).replace(day=1)
    return {
        "name": name,
        "previous": asked.href(month=previous.strftime("%Y-%m")),
        "next": asked.href(month=next_month(asked.month).strftime("%Y-%m")),
        "back": back,
    }


def _groups(asked: Asked, entries: list[Entry], setting: Setting) -> Iterator[Plain]:
    """Yield each day with something due, of the month, of the one day, or from what is over on."""
    today = setting.today
    dated = sorted(
        ((each.due_on, each) for each in entries if each.due_on is not None),
        key=lambda pair: pair[0],
    )
    if is_ahead(asked):
        running = [(day, each) for day, each in dated if each.deadline.state in RUNNING]
        over = [each for day, each in running if day < today]
        if over:
            yield _group("over", say("期限已过"), over)
        dated = [(day, each) for day, each in running if today <= day]
    first, following = span_of(asked, today)
    shown = [(day, each) for day, each in dated if first <= day < following]
    for day, group in groupby(shown, lambda pair: pair[0]):
        yield _group(str(day), weekday_words(day, today), [each for _, each in group])


def _group(key: str, label: str, entries: list[Entry]) -> Plain:
    note = say("{count} 件", count=len(entries))
    return {"key": key, "label": label, "note": note, "rows": [each.view() for each in entries]}


def _units(asked: Asked, every: list[Entry], setting: Setting) -> Plain | None:
    """Return the units that owe something, each with its number; none where it chooses nothing."""
    counts = Counter(each.deadline.unit_id for each in every if each.deadline.unit_id)
    if len(counts) <= 1 and not asked.unit:
        return None
    named = sorted((setting.name(unit), str(unit), n) for unit, n in counts.items())
    if asked.unit not in {unit for _, unit, _ in named} | {""}:
        named.append((_name(asked.unit, setting), asked.unit, 0))
    choices = [{"value": unit, "label": f"{name} {n}"} for name, unit, n in named]
    hidden = {"view": "list"} if asked.view == "list" else {}
    hidden |= {} if asked.is_open else {"month": asked.month.strftime("%Y-%m")}
    return {"action": asked.path, "hidden": hidden, "value": asked.unit, "choices": choices}


def _name(unit: str, setting: Setting) -> str:
    try:
        return setting.name(UUID(unit))
    except ValueError:
        return "—"


def _empty(asked: Asked, page: Plain, setting: Setting) -> Plain | None:
    if asked.view != "list" or page["groups"] or page["paused"]:
        return None
    if asked.on or asked.unit:
        cleared = replace(asked, unit="", on=None)
        link = {"label": say("清除筛选"), "href": cleared.href()}
        title = say("没有符合的期限")
        if asked.on:
            title = say("{day} 没有到期的", day=weekday_words(asked.on, setting.today))
        return {"icon": "calendar-event", "title": title, "link": link}
    title = say("{month}没有到期的", month=month_name(asked.month, setting))
    if asked.is_open:
        last = day_words(setting.today + timedelta(days=DAYS), setting.today)
        title = say("到 {day}没有到期的", day=last)
    return {
        "icon": "calendar-event",
        "title": title,
        "text": say("文书送达以后，期限会出现在这里。"),
        "link": {"label": say("看案件"), "href": f"{setting.base}/cases"},
    }

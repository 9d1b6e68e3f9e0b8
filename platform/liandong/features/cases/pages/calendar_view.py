"""The page 期限日历: a month, or a list by day, and a sentence that says it in words; pure."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from liandong.calendars.words import month_words
from liandong.features.cases.pages.calendar_month import month_grid, unpublished
from liandong.features.cases.pages.calendar_reading import Asked, Entry, narrowed, next_month
from liandong.features.cases.pages.words import Plain, Setting, day_words, weekday_words
from liandong.features.deadlines.service import RUNNING
from liandong.web.languages import say

DAYS = 60


def calendar_page(asked: Asked, every: list[Entry], setting: Setting) -> Plain:
    """Return the calendar: what is due when, of all this reader may know of."""
    entries = narrowed(every, asked)
    is_list = asked.view == "list"
    paused = [each for each in entries if each.deadline.state == "paused"]
    page: Plain = {
        "title": say("期限日历"),
        "sentence": _sentence(asked, entries, setting),
        "views": views(setting.base, "calendar"),
        "shapes": _shapes(asked),
        "month": None if is_list else _month(asked, entries, setting),
        "groups": [*_groups(asked, entries, setting)] if is_list else [],
        "paused": [each.view() for each in paused] if asked.on is None else [],
        "units": _units(asked, every, setting),
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


def _month_name(month: date, setting: Setting) -> str:
    words = month_words(month).pick(setting.language)
    if setting.language.startswith("en"):
        return f"{words} {month.year}"
    return f"{month.year}年{words}"


def _sentence(asked: Asked, entries: list[Entry], setting: Setting) -> str:
    """Say how many are due in the month, how they stand, and what lies outside it."""
    first, following = asked.month, next_month(asked.month)
    inside = [e for e in entries if e.due_on and first <= e.due_on < following]
    name = _month_name(first, setting)
    said = say("{month}没有到期的", month=name)
    if inside:
        said = say("{month}有 {count} 件到期", month=name, count=len(inside)) + _parts(inside)
    return say("；").join([said, *_outside(first, entries, setting)]) + say("。")


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


def _outside(first: date, entries: list[Entry], setting: Setting) -> Iterator[str]:
    """Say what this month does not show: what was due before it, and what is paused."""
    running = [each for each in entries if each.deadline.state in RUNNING]
    earlier = sum(bool(e.due_on and e.due_on < min(first, setting.today)) for e in running)
    paused = sum(each.deadline.state == "paused" for each in running)
    if earlier:
        yield say("这个月以前到期、还没有办结的 {count} 件", count=earlier)
    if paused:
        yield say("暂停计时的 {count} 件", count=paused)


def _month(asked: Asked, entries: list[Entry], setting: Setting) -> Plain:
    previous = (asked.month - timedelta(days=1)).replace(day=1)
    name = _month_name(asked.month, setting)
    return month_grid(asked, entries, setting) | {
        "name": name,
        "caption": say("{month}的期限", month=name),
        "previous": asked.href(month=previous.strftime("%Y-%m")),
        "next": asked.href(month=next_month(asked.month).strftime("%Y-%m")),
        "this": asked.href(month="") if asked.month != setting.today.replace(day=1) else None,
    }


def _groups(asked: Asked, entries: list[Entry], setting: Setting) -> Iterator[Plain]:
    """Yield what is over, then each day with something due; one day where one is asked for."""
    today, last = setting.today, setting.today + timedelta(days=DAYS)
    dated = [(each.due_on, each) for each in entries if each.due_on is not None]
    if asked.on is None:
        running = [(day, e) for day, e in dated if e.deadline.state in RUNNING and day <= last]
        over = [each for day, each in running if day < today]
        if over:
            yield _group("over", say("期限已过"), over)
        dated = [(day, each) for day, each in running if day >= today]
    else:
        dated = [(day, each) for day, each in dated if day == asked.on]
    for day, group in groupby(dated, lambda pair: pair[0]):
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
    hidden = {"view": "list"} if asked.view == "list" else {"month": asked.month.strftime("%Y-%m")}
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
        link = {"label": say("清除筛选"), "href": f"{asked.path}?view=list"}
        title = say("没有符合的期限")
        if asked.on:
            title = say("{day} 没有到期的", day=weekday_words(asked.on, setting.today))
        return {"icon": "calendar-event", "title": title, "link": link}
    last = day_words(setting.today + timedelta(days=DAYS), setting.today)
    return {
        "icon": "calendar-event",
        "title": say("到 {day}没有到期的", day=last),
        "text": say("文书送达以后，期限会出现在这里。"),
        "link": {"label": say("看案件"), "href": f"{setting.base}/cases"},
    }

"""The page 我的待办, made of what waits; pure."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from liandong.calendars import break_notes, worklist_days
from liandong.features.cases.pages.words import (
    Plain,
    Setting,
    came,
    case_href,
    day_words,
    nominal_of,
    weekday_words,
)
from liandong.features.cases.pages.working import Task, Work

FORTNIGHT = 14
MOST = 30
_LABELS = {"today": "今天", "week": "本周", "later": "以后"}
_URGENT = {"late", "today"}


def todo_page(works: Iterable[Work], setting: Setting, scope: str, on: date | None) -> Plain:
    """Return the worklist: what to finish first, by when, and by which clause."""
    works = list(works)
    ours = [task for work in works for task in work.tasks]
    shown = [task for task in ours if scope == "unit" or task.is_mine]
    held_up = [task for task in ours if scope != "unit" and not task.is_mine]
    waiting = [task for work in works for task in work.waiting if not _is_right(task)] + held_up
    groups = _groups(shown, setting.today)
    kept = [task for task in shown if on is None or task.due_on == on]
    return {
        "title": "我的待办",
        "sentence": _sentence(groups, len(waiting)),
        "scope": _scope(scope, setting.base),
        "strip": _strip(shown, setting),
        "groups": _group_views(_groups(kept, setting.today), setting),
        "waiting": _waiting(waiting, setting) if waiting and on is None else None,
        "empty": None if kept else _empty(ours, setting, on),
    }


def _is_right(task: Task) -> bool:
    return task.deadline is not None and task.deadline.is_right


def _groups(tasks: list[Task], today: date) -> dict[str, list[Task]]:
    sunday = today + timedelta(days=6 - today.weekday())
    groups: dict[str, list[Task]] = {key: [] for key in _LABELS}
    for task in sorted(tasks, key=_urgency):
        groups[_group(task, today, sunday)].append(task)
    return groups


def _urgency(task: Task) -> tuple[bool, date, str]:
    return (task.chip["state"] not in _URGENT, task.due_on or date.max, str(task.case.id))


def _group(task: Task, today: date, sunday: date) -> str:
    if task.is_draft or (task.due_on is None and _is_right(task)):
        return "later"
    if task.due_on is None or task.due_on <= today:
        return "today"
    return "week" if task.due_on <= sunday else "later"


def _sentence(groups: dict[str, list[Task]], waiting: int) -> str:
    late = sum(task.chip["state"] == "late" for task in groups["today"])
    said = "今天没有要办的"
    if groups["today"]:
        said = f"今天要办 {len(groups['today'])} 件"
        said += f"，其中 {late} 件已逾期" if late else ""
    if groups["week"]:
        said += f"；本周另有 {len(groups['week'])} 件"
    if groups["later"]:
        said += f"；以后还有 {len(groups['later'])} 件"
    return f"{said}；{waiting} 件在等别人。" if waiting else f"{said}。"


def _scope(scope: str, base: str) -> list[Plain]:
    return [
        {"label": label, "href": f"{base}/todo{query}", "current": scope == key}
        for key, label, query in (
            ("mine", "我承办的", ""),
            ("unit", "本单位全部", "?scope=unit"),
        )
    ]


def _strip(tasks: list[Task], setting: Setting) -> Plain:
    counts = Counter(task.due_on for task in tasks if task.due_on)
    days = {day: n for day, n in counts.items() if day is not None}
    notes = [note.zh for note in break_notes(setting.today, setting.calendar)]
    moved = [task.due_on for task in tasks if _moved(task, setting.today)]
    if moved:
        until = "、".join(day_words(day, setting.today) for day in sorted(filter(None, set(moved))))
        notes.append(f"您有 {len(moved)} 件期限原落在休息日，已顺延到 {until}。")
    link = f"{setting.base}/todo?on="
    return {
        "days": worklist_days(setting.today, setting.calendar, days, link=link),
        "notes": notes,
        "link": None,
    }


def _moved(task: Task, today: date) -> bool:
    if task.deadline is None or task.due_on is None:
        return False
    is_shown = today <= task.due_on < today + timedelta(days=FORTNIGHT)
    return is_shown and nominal_of(task.deadline) not in {None, task.due_on}


def _group_views(groups: dict[str, list[Task]], setting: Setting) -> list[Plain]:
    found = []
    for key, tasks in groups.items():
        rest = len(tasks) - MOST
        more = {"label": f"另外 {rest} 件", "href": f"{setting.base}/cases"} if rest > 0 else None
        rows = [_row(task, n, setting) for n, task in enumerate(tasks[:MOST], 1)]
        view = {"key": key, "label": _LABELS[key], "note": f"{len(tasks)} 件", "rows": rows}
        if tasks:
            found.append({**view, "more": more})
    return found


def _row(task: Task, number: int, setting: Setting) -> Plain:
    case, href = task.case, case_href(setting.base, task.case)
    parts = (task.mechanism, case.number, *task.notes)
    is_urgent = task.is_mine and task.chip["state"] in _URGENT
    return {
        "key": f"{case.id}-{task.deadline.id if task.deadline else number}",
        "chip": task.chip,
        "date_line": task.chip["date_line"] or _since(task, setting),
        "title": f"{task.verb}：{case.title}",
        "href": href,
        "meta": [part for part in (*parts, came(task.seen, setting)) if part],
        "why": task.why,
        "action": {"label": task.action, "href": href, "primary": is_urgent},
        "menu": [{"label": "看怎么算的", "href": f"{href}#deadline"}] if task.deadline else [],
    }


def _since(task: Task, setting: Setting) -> str:
    return f"{weekday_words(task.since, setting.today)} 起" if task.since else ""


def _waiting(tasks: list[Task], setting: Setting) -> Plain:
    rest = len(tasks) - MOST
    more = {"label": f"另外 {rest} 件", "href": f"{setting.base}/cases"} if rest > 0 else None
    rows = [_waiting_row(task, setting) for task in sorted(tasks, key=_urgency)[:MOST]]
    return {"note": f"{len(tasks)} 件 · 您不用动，到时会提醒", "rows": rows, "more": more}


def _waiting_row(task: Task, setting: Setting) -> Plain:
    href = case_href(setting.base, task.case)
    return {
        "who": task.waits_for,
        "before": f"{task.verb}：",
        "link": {"label": task.case.number or task.case.title, "href": href},
        "after": f" {task.case.title}" if task.case.number else "",
        "chip": task.chip,
        "since": day_words(task.since, setting.today) if task.since else "—",
        "action": {"label": "查看", "href": href},
    }


def _empty(ours: list[Task], setting: Setting, on: date | None) -> Plain:
    link = {"label": "看本单位全部", "href": f"{setting.base}/todo?scope=unit"}
    if on is not None:
        back = {"label": "清除筛选", "href": f"{setting.base}/todo"}
        return {"title": f"{weekday_words(on, setting.today)} 没有到期的", "link": back}
    ahead = sorted(task.due_on for task in ours if task.due_on and task.due_on >= setting.today)
    cases = {"label": "看案件", "href": f"{setting.base}/cases"}
    if not ours:
        return {"title": "今天没有要办的", "text": "也没有快到期的。", "link": cases}
    text = (
        f"本单位最近一件 {day_words(ahead[0], setting.today)} 到期。" if ahead else "本单位还有。"
    )
    return {"title": "没有轮到您办的", "text": text, "link": link}

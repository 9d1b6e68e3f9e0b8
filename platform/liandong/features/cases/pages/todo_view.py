"""The page 我的待办, made of what waits; pure."""

from collections.abc import Iterable
from datetime import date, timedelta

from liandong.features.cases.pages.calendar_view import views
from liandong.features.cases.pages.seen_words import came
from liandong.features.cases.pages.todo_strip import strip_of
from liandong.features.cases.pages.words import (
    Plain,
    Setting,
    case_href,
    day_words,
    deadline_href,
    weekday_words,
)
from liandong.features.cases.pages.work_lines import Task, Work
from liandong.web.languages import say

MOST = 30
_LABELS = {"today": "今天", "week": "本周", "later": "以后"}
_URGENT = {"late", "today"}


def todo_page(
    works: Iterable[Work], setting: Setting, scope: str, on: date | None, owed: Plain | None = None
) -> Plain:
    """Return the worklist: what to finish first, by when, and by which clause.

    `owed` is the group of what the unit files without a case.
    """
    owed = owed if on is None else None
    works = list(works)
    ours = [task for work in works for task in work.tasks]
    shown = [task for task in ours if scope == "unit" or task.is_mine]
    held_up = [task for task in ours if scope != "unit" and not task.is_mine]
    waiting = [task for work in works for task in work.waiting if not _is_right(task)] + held_up
    groups = _groups(shown, setting.today)
    kept = [task for task in shown if on is None or task.due_on == on]
    return {
        "title": say("我的待办"),
        "sentence": _sentence(groups, len(waiting), len(owed["rows"]) if owed else 0),
        "views": views(setting.base, "todo"),
        "scope": _scope(scope, setting.base),
        "strip": strip_of(shown, setting),
        "groups": [*_group_views(_groups(kept, setting.today), setting), *([owed] if owed else [])],
        "waiting": _waiting(waiting, setting) if waiting and on is None else None,
        "empty": None if kept or owed else _empty(ours, setting, on),
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
    if task.chip["state"] == "paused" or task.is_draft or (task.due_on is None and _is_right(task)):
        return "later"
    if task.due_on is None or task.due_on <= today:
        return "today"
    return "week" if task.due_on <= sunday else "later"


def _sentence(groups: dict[str, list[Task]], waiting: int, n_owed: int) -> str:
    late = sum(task.chip["state"] == "late" for task in groups["today"])
    n_today, n_week, n_later = (len(groups[key]) for key in _LABELS)
    said = say("今天要办 {count} 件", count=n_today) if n_today else say("今天没有要办的")
    if late:
        said += say("，其中 {count} 件已逾期", count=late)
    if n_week:
        said += say("；本周另有 {count} 件", count=n_week)
    if n_later:
        said += say("；以后还有 {count} 件", count=n_later)
    if n_owed:
        said += say("；报送任务 {count} 项", count=n_owed)
    if waiting:
        said += say("；{count} 件在等别人", count=waiting)
    return said + say("。")


def _scope(scope: str, base: str) -> list[Plain]:
    return [
        {"label": say(label), "href": f"{base}/todo{query}", "current": scope == key}
        for key, label, query in (
            ("mine", "我承办的", ""),
            ("unit", "本单位全部", "?scope=unit"),
        )
    ]


def _group_views(groups: dict[str, list[Task]], setting: Setting) -> list[Plain]:
    found = []
    for key, tasks in groups.items():
        more = _more(len(tasks) - MOST, setting)
        rows = [_row(task, n, setting) for n, task in enumerate(tasks[:MOST], 1)]
        note = say("{count} 件", count=len(tasks))
        view = {"key": key, "label": say(_LABELS[key]), "note": note, "rows": rows}
        if tasks:
            found.append({**view, "more": more})
    return found


def _more(rest: int, setting: Setting) -> Plain | None:
    label = say("另外 {count} 件", count=rest)
    return {"label": label, "href": f"{setting.base}/cases"} if rest > 0 else None


def _row(task: Task, number: int, setting: Setting) -> Plain:
    case, href = task.case, case_href(setting.base, task.case)
    parts = (task.mechanism, case.number, *task.notes)
    is_urgent = task.is_mine and task.chip["state"] in _URGENT
    return {
        "key": f"{case.id}-{task.deadline.id if task.deadline else number}",
        "chip": task.chip,
        "date_line": task.chip["date_line"] or _since(task, setting),
        "title": say("{verb}：{title}", verb=task.verb, title=case.title),
        "href": href,
        "meta": [part for part in (*parts, came(task.seen, setting)) if part],
        "why": task.why,
        "action": {"label": task.action, "href": href, "primary": is_urgent},
        "menu": _menu(task, setting),
    }


def _menu(task: Task, setting: Setting) -> list[Plain]:
    if task.deadline is None:
        return []
    href = deadline_href(setting.base, task.case, task.deadline)
    return [{"label": say("看怎么算的"), "href": href}]


def _since(task: Task, setting: Setting) -> str:
    if not task.since:
        return ""
    return say("{day} 起", day=weekday_words(task.since, setting.today))


def _waiting(tasks: list[Task], setting: Setting) -> Plain:
    more = _more(len(tasks) - MOST, setting)
    rows = [_waiting_row(task, setting) for task in sorted(tasks, key=_urgency)[:MOST]]
    note = say("{count} 件 · 您不用动，到时会提醒", count=len(tasks))
    return {"note": note, "rows": rows, "more": more}


def _waiting_row(task: Task, setting: Setting) -> Plain:
    href = case_href(setting.base, task.case)
    return {
        "who": task.waits_for,
        "before": say("{verb}：{title}", verb=task.verb, title=""),
        "link": {"label": task.case.number or task.case.title, "href": href},
        "after": f" {task.case.title}" if task.case.number else "",
        "chip": task.chip,
        "since": day_words(task.since, setting.today) if task.since else "—",
        "action": {"label": say("查看"), "href": href},
    }


def _empty(ours: list[Task], setting: Setting, on: date | None) -> Plain:
    link = {"label": say("看本单位全部"), "href": f"{setting.base}/todo?scope=unit"}
    if on is not None:
        back = {"label": say("清除筛选"), "href": f"{setting.base}/todo"}
        day = weekday_words(on, setting.today)
        return {"title": say("{day} 没有到期的", day=day), "link": back}
    ahead = sorted(task.due_on for task in ours if task.due_on and task.due_on >= setting.today)
    cases = {"label": say("看案件"), "href": f"{setting.base}/cases"}
    if not ours:
        return {"title": say("今天没有要办的"), "text": say("也没有快到期的。"), "link": cases}
    text = say("本单位还有。")
    if ahead:
        text = say("本单位最近一件 {day} 到期。", day=day_words(ahead[0], setting.today))
    return {"title": say("没有轮到您办的"), "text": text, "link": link}

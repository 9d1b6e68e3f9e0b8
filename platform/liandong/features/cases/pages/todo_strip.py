"""The next 14 days above the worklist; pure."""

from collections import Counter
from datetime import date, timedelta

from liandong.calendars import break_notes, worklist_days
from liandong.features.cases.pages.words import Plain, Setting, day_words, nominal_of
from liandong.features.cases.pages.work_lines import Task
from liandong.web.languages import say

FORTNIGHT = 14


def strip_of(tasks: list[Task], setting: Setting) -> Plain:
    """Return the next 14 days with how much is due on each, and the notes below."""
    counts = Counter(task.due_on for task in tasks if task.due_on)
    days = {day: n for day, n in counts.items() if day is not None}
    notes = [note.pick(setting.language) for note in break_notes(setting.today, setting.calendar)]
    moved = [task.due_on for task in tasks if _moved(task, setting.today)]
    if moved:
        until = say("、").join(
            day_words(day, setting.today) for day in sorted(filter(None, set(moved)))
        )
        said = "您有 {count} 件期限原落在休息日，已顺延到 {until}。"
        notes.append(say(said, count=len(moved), until=until))
    link = f"{setting.base}/todo?on="
    return {
        "days": worklist_days(
            setting.today, setting.calendar, days, link=link, language=setting.language
        ),
        "notes": notes,
        "link": None,
    }


def _moved(task: Task, today: date) -> bool:
    if task.deadline is None or task.due_on is None:
        return False
    is_shown = today <= task.due_on < today + timedelta(days=FORTNIGHT)
    return is_shown and nominal_of(task.deadline) not in {None, task.due_on}

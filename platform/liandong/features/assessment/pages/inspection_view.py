"""督导检查和整改: what was found at whom, what has to be put right until when; pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from liandong.features.assessment.pages.form_view import field, item_words
from liandong.features.assessment.pages.paper_links import shown_papers
from liandong.features.assessment.pages.wording import day_text
from liandong.features.assessment.service.standing import (
    RUNNING,
    Placed,
    Said,
    Standing,
    Task,
    day_of,
)
from liandong.features.assessment.service.viewing import Sight
from liandong.web.languages import say

Plain = dict[str, Any]
STATES = {
    "open": ("待整改", "amber"),
    "done": ("待验收", "blue"),
    "returned": ("退回重办", "amber"),
    "verified": ("已验收", "green"),
}


def inspections_page(sight: Sight, base: str, today: date) -> Plain:
    """Return the inspections and tasks that somebody sees, the newest first."""
    standing = sight.standing
    checks = [each for each in standing.checks if sight.hears_of(each.unit)]
    tasks = [each for each in standing.tasks.values() if sight.hears_of(each.unit)]
    left = [each for each in tasks if each.state != "verified"]
    may = standing.state in RUNNING and (sight.assesses or sight.evaluates)
    actions = []
    if may:
        new = {"label": say("登记检查"), "href": f"{base}/inspections/new", "primary": True}
        actions.append(new)
    if may and sight.assesses:
        actions.append({"label": say("交办整改"), "href": f"{base}/tasks/new"})
    return {
        "title": say("督导检查和整改"),
        "sentence": say(
            "{n} 次检查，{tasks} 件整改，{left} 件没有验收。",
            n=len(checks),
            tasks=len(tasks),
            left=len(left),
        ),
        "breadcrumb": crumbs(sight, base, say("督导检查和整改")),
        "actions": actions,
        "tasks": [_task_row(standing, each, base, today) for each in reversed(tasks)],
        "checks": [_check(standing, each, base) for each in reversed(checks)],
        "empty": {
            "icon": "search",
            "title": say("还没有检查，也没有要整改的"),
            "text": say("适时对清单和议定事项的落实情况督导检查，登记在这里。"),
            "link": None,
        },
    }


def crumbs(sight: Sight, base: str, last: str) -> list[Plain]:
    """Return the way back: to the control room, or to one's own unit."""
    leads = sight.assesses or sight.confirms
    own = f"{base}/desk" if sight.evaluates else f"{base}/units/{sight.unit}"
    back = base if leads else own
    return [{"label": sight.standing.round.title, "href": back}, {"label": last, "href": None}]


def about_words(standing: Standing, unit: str, code: str) -> str:
    """Return which item of a unit something is about, or that it is the whole work."""
    item = standing.item(unit, code) if code else None
    return say("全部工作") if item is None else item_words(item)


def _task_row(standing: Standing, task: Task, base: str, today: date) -> Plain:
    label, tone = STATES[task.state]
    due = day_of(task.content["due"])
    is_past = task.state in {"open", "returned"} and today > due
    return {
        "unit": say(standing.member(task.unit).name),
        "item": about_words(standing, task.unit, task.code),
        "what": task.content["what"],
        "due": day_text(due),
        "past": say("已过商定的日子") if is_past else "",
        "state": {"label": say(label), "tone": tone},
        "href": f"{base}/tasks/{task.id}",
    }


def _check(standing: Standing, check: Placed, base: str) -> Plain:
    content = check.said.content
    return {
        "unit": say(standing.member(check.unit).name),
        "item": about_words(standing, check.unit, check.code),
        "on": day_text(day_of(content["on"])),
        "by": content["by"],
        "found": content["found"],
        "papers": shown_papers(content["papers"], base),
    }


def inspect_fields(
    standing: Standing, units: Iterable[str], typed: Mapping[str, str]
) -> list[Plain]:
    """Return the fields of an inspection."""
    return [
        *_about_fields(standing, units, typed),
        field("on", say("哪天检查"), typed.get("on", ""), "date", half=True),
        field("by", say("谁去检查"), typed.get("by", ""), half=True),
        field("found", say("查到什么"), typed.get("found", ""), "long_text", rows=5),
    ]


def mend_fields(typed: Mapping[str, str], *, required: bool) -> list[Plain]:
    """Return the fields of what has to be put right."""
    more = {"required": required}
    return [
        field("mend", say("要整改什么"), typed.get("mend", ""), "long_text", **more),
        field("due", say("整改到哪天"), typed.get("due", ""), "date", **more),
    ]


def _about_fields(
    standing: Standing, units: Iterable[str], typed: Mapping[str, str]
) -> list[Plain]:
    named = standing.participants
    choices = [{"value": key, "label": say(named[key].name)} for key in units]
    items = [{"value": each.code, "label": item_words(each)} for each in standing.scheme.items]
    help_ = say("不选就是全部工作。")
    more = {"choices": items, "required": False, "help": help_}
    return [
        field("unit", say("单位"), typed.get("unit", ""), "choice", choices=choices),
        field("code", say("哪一项"), typed.get("code", ""), "choice", **more),
    ]


def task_page(sight: Sight, task: Task, base: str) -> Plain:
    """Return one task: what is asked for, what was done and said about it."""
    standing = sight.standing
    label, tone = STATES[task.state]
    unit = say(standing.member(task.unit).name)
    return {
        "title": say("整改：{unit}", unit=unit),
        "badge": {"label": say(label), "tone": tone},
        "sentence": say(
            "{item}，整改到 {day}。",
            item=about_words(standing, task.unit, task.code),
            day=day_text(day_of(task.content["due"])),
        ),
        "breadcrumb": [
            *crumbs(sight, base, say("督导检查和整改"))[:1],
            {"label": say("督导检查和整改"), "href": f"{base}/inspections"},
            {"label": say("整改"), "href": None},
        ],
        "what": task.content["what"],
        "by": f"{task.by['unit']} {task.by['name']}",
        "at": day_text(task.at.date()),
        "steps": [_step(each, base) for each in task.steps],
    }


def _step(said: Said, base: str) -> Plain:
    step = str(said.content["step"])
    words = {"done": "已做完", "verified": "验收通过", "returned": "退回重办"}[step]
    return {
        "by": f"{said.by['unit']} {said.by['name']}",
        "at": day_text(said.at.date()),
        "step": say(words),
        "text": said.content["text"],
        "papers": shown_papers(said.content["papers"], base),
    }


def judge_fields(typed: Mapping[str, str]) -> list[Plain]:
    """Return the fields by which what a unit did is verified or returned."""
    choices = [
        {"value": "verified", "label": say("验收通过")},
        {"value": "returned", "label": say("退回重办")},
    ]
    return [
        field("step", say("验收结果"), typed.get("step", ""), "segment", choices=choices),
        field("reason", say("理由"), typed.get("reason", ""), "long_text", maximum=500),
    ]

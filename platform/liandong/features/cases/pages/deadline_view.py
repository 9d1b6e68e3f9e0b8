"""The page that explains one deadline: why this day, by which rule, what moved it; pure."""

from collections.abc import Iterator
from datetime import date, datetime

from liandong.calendars import head_of, read_steps
from liandong.features.cases.pages.case_deadlines import (
    drawn_days,
    started_words,
)
from liandong.features.cases.pages.case_recounts import cause_words
from liandong.features.cases.pages.deadline_rule import inputs_of, quotes_of, technical_of
from liandong.features.cases.pages.words import (
    Plain,
    Setting,
    case_href,
    chip_of,
    day_words,
    until_words,
    weekday_words,
)
from liandong.features.cases.service import Explanation
from liandong.features.deadlines.models import Deadline
from liandong.web.languages import say


def deadline_page(found: Explanation, setting: Setting) -> Plain:
    """Return the page: the day, every step to it, the rule, every change, who is late by it."""
    deadline, case = found.deadline, found.picture.case
    chip, matter = chip_of(deadline, setting), deadline.inputs["matter"]
    number = {
        "label": case.number or say(found.picture.opened.mechanism.label),
        "href": case_href(setting.base, case),
    }
    return {
        "breadcrumb": [
            {"label": say("案件"), "href": f"{setting.base}/cases"},
            number,
            {"label": say("期限怎么算的"), "href": None},
        ],
        "title": say(matter),
        "sentence": _sentence(found, setting),
        "until": until_words(deadline, setting),
        "chip": chip,
        "note": chip["date_line"],
        "steps": [*_steps(deadline, setting)],
        **{k: v for k, v in drawn_days(deadline, setting).items() if k in _DRAWN},
        "inputs": [*inputs_of(found, setting)],
        "quotes": [*quotes_of(deadline, setting)],
        "revisions": [*_revisions(deadline, setting)],
        "late": _late(found, setting),
        "reminders": [*_reminders(deadline, setting)],
        "technical": [*technical_of(deadline)],
        "command": found.command,
        "command_note": _command_note(found),
    }


_ENDS = {"nominal", "due"}
_DRAWN = {"full", "days", "count_note", "calendar"}


def _sentence(found: Explanation, setting: Setting) -> str:
    deadline = found.deadline
    unit = setting.name(deadline.unit_id)
    day = day_words(deadline.started_on, setting.today)
    if deadline.is_right:
        return say("{unit}的权利，可以用也可以不用；从 {day}起计算。", unit=unit, day=day)
    return say("由{unit}办；从 {day}起计算。", unit=unit, day=day)


def _steps(deadline: Deadline, setting: Setting) -> Iterator[Plain]:
    event = started_words(deadline)
    for step in read_steps(deadline.inputs.get("steps", ())):
        if deadline.state == "paused" and step.key in _ENDS:
            continue  # while it is held no day is the last one
        is_english = setting.language.startswith("en")
        yield {
            "key": step.key,
            "head": head_of(step.key, event).pick(setting.language),
            "day": weekday_words(step.on, setting.today),
            "iso": step.on.isoformat(),
            "reason": step.reason_en if is_english else step.reason_zh,
        }


def _revisions(deadline: Deadline, setting: Setting) -> Iterator[Plain]:
    was_held = False
    for each in deadline.inputs.get("revisions", ()):
        is_held = each.get("state") == "paused"
        yield {
            "day": day_words(date.fromisoformat(each["on"]), setting.today),
            "from": say("暂停") if was_held else _day(each["from"], setting),
            "to": say("暂停") if is_held else _day(each["to"], setting),
            "cause": cause_words(each["cause"]),
        }
        was_held = is_held


def _day(stored: str | None, setting: Setting) -> str:
    if not stored:
        return say("没有日期")
    return weekday_words(date.fromisoformat(stored), setting.today)


def _late(found: Explanation, setting: Setting) -> Plain:
    reasons = [each.pick(setting.language) for each in found.why_not_late]
    if not reasons:
        return {"verdict": say("可以认定逾期"), "reasons": []}
    return {"verdict": say("不能认定逾期，只作提醒"), "reasons": reasons}


def _reminders(deadline: Deadline, setting: Setting) -> Iterator[Plain]:
    for at in deadline.fires:
        moment = at.astimezone(setting.zone)
        is_said = deadline.next_fire_at is None or at < deadline.next_fire_at
        yield {
            "at": f"{weekday_words(moment.date(), setting.today)} {moment:%H:%M}",
            "iso": moment.isoformat(),
            "is_past": is_said or _is_past(moment, setting),
        }


def _is_past(moment: datetime, setting: Setting) -> bool:
    return setting.now is not None and moment <= setting.now


def _command_note(found: Explanation) -> str:
    if found.command is None:
        return say("这一天不是由一条规定数出来的，没有可以重算的命令。")
    if found.deadline.inputs.get("revisions"):
        return say("算出的是没有中止、延长时的日期；后来的变动见上面的记录。")
    return say("在装有本平台的电脑上运行，得到同一天和同样的步骤。")

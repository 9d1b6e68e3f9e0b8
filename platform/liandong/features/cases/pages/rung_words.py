"""Words about the rungs of the ladder that the pages share; pure."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from liandong.features.cases.pages.words import Plain, Setting, chip_of, weekday_words
from liandong.features.cases.service import SeenRung
from liandong.features.deadlines.models import Deadline, Escalation
from liandong.web.languages import say

REMIND = "remind"
CAUSES = {
    "done": "已经办了",
    "released": "不再需要办",
    "paused": "计时暂停了",
    "moved": "期限改到了别的日子",
    "in_doubt": "送达有异议，还没有定",
    "stopped": "现在没有能确认这一级的人",
}
DRAFTS = {
    "urging_letter": "审阅督促函",
    "bulletin": "审阅通报稿",
    "talk_record": "审阅约谈通知",
    "report": "审阅报告稿",
}


def ladder_view(
    stages: Iterable[tuple[str, str]], deadline: Deadline, rungs: Iterable[Escalation]
) -> list[Plain]:
    """Return each rung of a county as done, suggested next, or at rest."""
    states = {rung.rung: rung.state for rung in rungs}
    shown = {"confirmed": "done", "suggested": "next"}
    was_told = "ladder" in deadline.inputs
    found = []
    for key, label in stages:
        state = shown.get(states.get(key, ""), "rest")
        is_done = key == REMIND and was_told
        found.append({"label": say(label), "state": "done" if is_done else state})
    return found


def stages_of(escalation: Iterable[dict[str, Any]], mechanism: str) -> list[tuple[str, str]]:
    """Return the rungs of a county for a mechanism: key and label, lowest first."""
    return [
        (rung["key"], rung["label"])
        for rung in escalation
        if mechanism in (rung.get("mechanisms") or [mechanism])
    ]


def late_chip(deadline: Deadline, setting: Setting) -> Plain:
    """Return the chip of a deadline beside the name of the unit that owes it."""
    return chip_of(deadline, replace(setting, unit_id=deadline.unit_id or setting.unit_id))


def matter_words(seen: SeenRung) -> str:
    """Return what is late: the limit's matter, the number and title of the paper."""
    matter = seen.deadline.inputs.get("matter") or ""
    parts = (say(matter), seen.rung.terms["case_number"], seen.rung.terms["case_title"])
    return " · ".join(str(part) for part in parts if part)


def addressee_words(rung: Escalation) -> str:
    """Return whom the document goes to; who is no unit here is served by hand."""
    return say("、").join(_named(each["name"], each["unit_id"]) for each in rung.addressees)


def _named(name: str, unit_id: str | None) -> str:
    return name if unit_id else say("{name}（平台外送达）", name=say(name))


def state_words(seen: SeenRung, setting: Setting) -> str:
    """Return in one sentence where a rung stands."""
    rung = seen.rung
    if rung.state == "suggested":
        if seen.may_decide:
            return say("到了升级条件，等您决定；没有您确认，什么也不会发出。")
        return say("到了升级条件，等{unit}决定。", unit=setting.name(rung.unit_id))
    day = weekday_words(rung.decided_on or rung.suggested_on, setting.today)
    if rung.state == "confirmed":
        return say("{day}已确认，发给{names}。", day=day, names=addressee_words(rung))
    if rung.state == "ended":
        cause = CAUSES.get(rung.reason or "", CAUSES["done"])
        return say("{day}自动结束：{cause}。", day=day, cause=say(cause))
    if rung.terms.get("skipped"):
        return say("{day}决定跳过这一级：{reason}", day=day, reason=rung.reason or "")
    return say("{day}决定不发出：{reason}", day=day, reason=rung.reason or "")


def badge_words(rung: Escalation) -> Plain:
    """Return where a rung stands as a badge."""
    known = {
        "suggested": (say("等决定"), "amber", "hourglass"),
        "confirmed": (say("已发出"), "green", "check"),
        "declined": (say("不发出"), None, "circle-x"),
        "ended": (say("自动结束"), None, "circle-check"),
    }
    label, tone, icon = known[rung.state]
    return {"label": label, "tone": tone, "icon": icon}

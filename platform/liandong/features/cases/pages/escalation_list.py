"""The page 督促与升级: what waits for me, where each matter stands, what was decided; pure."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from liandong.features.cases.pages.rung_words import (
    DRAFTS,
    badge_words,
    ladder_view,
    late_chip,
    matter_words,
    stages_of,
    state_words,
)
from liandong.features.cases.pages.words import Plain, Setting, basis_of, weekday_words
from liandong.features.cases.service import Climb, SeenRung
from liandong.features.deadlines.service import has_stopped
from liandong.web.languages import say

MOST = 50


def list_page(
    found: list[SeenRung], climbs: list[Climb], escalation: list[dict[str, Any]], setting: Setting
) -> Plain:
    """Return the page of one person: their decisions first."""
    mine = [seen for seen in found if seen.waits_for_me]
    others = [seen for seen in found if not seen.waits_for_me]
    decided = sorted(others, key=_day, reverse=True)
    is_empty = not found and not climbs
    return {
        "title": say("督促与升级"),
        "sentence": _sentence(len(mine), len(climbs)),
        "waiting": [_waiting(seen, setting) for seen in mine],
        "ladders": list(_ladders(found, climbs, escalation, setting)),
        "decided": [_decided(seen, setting) for seen in decided[:MOST]],
        "empty": _nothing() if is_empty else None,
    }


def _day(seen: SeenRung) -> Any:
    return seen.rung.decided_on or seen.rung.suggested_on


def _sentence(mine: int, climbing: int) -> str:
    if mine:
        return say("{count} 件到了升级条件，等您决定。没有人确认，什么也不会发出。", count=mine)
    if climbing:
        return say("没有等您决定的；{count} 件逾期。", count=climbing)
    return say("没有等您决定的。")


def _nothing() -> Plain:
    text = say("逾期满规定的工作日，下一级会列在这里，由人决定。只提醒的期限不会出现。")
    return {"icon": "stairs-up", "title": say("没有要督促的"), "text": text, "link": None}


def _waiting(seen: SeenRung, setting: Setting) -> Plain:
    rung = seen.rung
    href = f"{setting.base}/escalations/{rung.id}"
    draft = DRAFTS[rung.document]
    return {
        "unit": seen.unit,
        "href": href,
        "matter": matter_words(seen),
        "chip": late_chip(seen.deadline, setting),
        "basis": basis_of(seen.deadline, setting),
        "rung": say(rung.label),
        "since": say("{day}起等决定", day=weekday_words(rung.suggested_on, setting.today)),
        "action": {"label": say(draft), "href": href, "primary": True},
    }


def _ladders(
    found: Iterable[SeenRung],
    climbs: Iterable[Climb],
    escalation: list[dict[str, Any]],
    setting: Setting,
) -> Iterable[Plain]:
    rungs: dict[UUID, list[SeenRung]] = defaultdict(list)
    for seen in found:
        rungs[seen.deadline.id].append(seen)
    for climb in climbs:
        deadline, case = climb.deadline, climb.case
        stages = stages_of(escalation, case.mechanism)
        mine = sorted(rungs[deadline.id], key=lambda seen: seen.rung.number)
        matter = deadline.inputs.get("matter") or ""
        parts = (say(matter), case.number, case.title)
        yield {
            "unit": setting.name(deadline.unit_id),
            "href": f"{setting.base}/cases/{case.mechanism}/{case.id}",
            "matter": " · ".join(str(part) for part in parts if part),
            "chip": late_chip(deadline, setting),
            "ladder": ladder_view(stages, deadline, (seen.rung for seen in mine)),
            "note": _stopped(mine) or _next(climb, setting),
        }


def _stopped(mine: list[SeenRung]) -> str:
    """Return what became of the ladder where a person stopped it."""
    if not mine or not has_stopped(mine[-1].rung):
        return ""
    if mine[-1].may_resume:
        return say("已决定不发出{rung}，不再升级；可以重新提起。", rung=say(mine[-1].rung.label))
    return say("已决定不发出{rung}，不再升级。", rung=say(mine[-1].rung.label))


def _next(climb: Climb, setting: Setting) -> str:
    deadline = climb.deadline
    stated = {rung["key"]: rung["label"] for rung in deadline.inputs.get("ladder", ())}
    if climb.is_mine and deadline.rung in stated and deadline.next_fire_at:
        label = stated[deadline.rung]
        day = weekday_words(deadline.next_fire_at.astimezone(setting.zone).date(), setting.today)
        return say("{day}再看是否{rung}", day=day, rung=say(label))
    return ""


def _decided(seen: SeenRung, setting: Setting) -> Plain:
    rung = seen.rung
    return {
        "rung": say(rung.label),
        "unit": seen.unit,
        "href": f"{setting.base}/escalations/{rung.id}",
        "matter": matter_words(seen),
        "sentence": state_words(seen, setting),
        "badge": badge_words(rung),
    }

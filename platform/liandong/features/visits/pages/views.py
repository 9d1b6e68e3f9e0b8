"""What a county reads of entries; pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from liandong.calendars.words import dated_words
from liandong.features.visits.events import CONFIGURATION, HEADERS
from liandong.features.visits.models import Visit, VisitRecord
from liandong.web.languages import language, say

Plain = dict[str, Any]
REACH_WORDS = {
    CONFIGURATION: "机制与依据",
    HEADERS: "机制与依据，已送达案件的标题、文号和当事单位",
}


def visits_page(visits: Sequence[Visit], now: datetime, base: str) -> Plain:
    """Return every entry of this side, the newest first."""
    return {
        "title": say("省级进入记录"),
        "sentence": say("{count} 次。进入要写理由，有时限，只能看，不能改。", count=len(visits)),
        "rows": [row_of(each, now, base) for each in visits],
        "empty": None if visits else nobody(),
    }


def nobody() -> Plain:
    """Return what stands where nobody ever entered."""
    text = say("省级管理员进入本县时，会马上通知并记在这里。")
    return {"icon": "eye", "title": say("没有进入记录"), "text": text, "link": None}


def row_of(visit: Visit, now: datetime, base: str) -> Plain:
    """Return one entry as a line of a table."""
    return {
        "key": str(visit.id),
        "href": f"{base}/visits/{visit.id}",
        "who": f"{visit.other_name} {visit.visitor_name}",
        "login": visit.visitor,
        "reason": visit.reason,
        "from": moment(visit.entered_at, now),
        "until": moment(visit.ended_at or visit.until_at, now),
        "requests": str(visit.n_requests),
        "badge": badge_of(visit, now),
    }


def badge_of(visit: Visit, now: datetime) -> Plain:
    """Return whether an entry runs, was ended, or ran out."""
    if visit.is_running(now):
        return {"label": say("正在进行"), "tone": "amber"}
    return {"label": say("已结束") if visit.ended_at else say("到时结束"), "tone": None}


def moment(at: datetime, now: datetime) -> str:
    """Return an instant in the county's zone."""
    local = at.astimezone(now.tzinfo)
    return f"{dated_words(local.date()).pick(language())} {local:%H:%M}"


def visit_page(  # the parts of the page, all plain
    visit: Visit,
    asked: Sequence[VisitRecord],
    now: datetime,
    base: str,
    token: str,
    *,
    may_end: bool,
) -> Plain:
    """Return one entry with every request."""
    is_running = visit.is_running(now)
    action = {"action": f"{base}/visits/{visit.id}/end", "hidden": {"form_token": token}}
    return {
        "breadcrumb": [
            {"label": say("省级进入记录"), "href": f"{base}/visits"},
            {"label": moment(visit.entered_at, now), "href": None},
        ],
        "title": f"{visit.other_name} {visit.visitor_name}",
        "badge": badge_of(visit, now),
        "facts": _facts(visit, now),
        "end": action if is_running and may_end else None,
        "rows": [
            {"at": moment(each.recorded_at, now), "address": each.content["address"]}
            for each in asked
        ],
    }


def _facts(visit: Visit, now: datetime) -> list[Plain]:
    found = [
        (say("账号"), visit.visitor),
        (say("理由"), visit.reason),
        (say("查看范围"), say(REACH_WORDS[visit.reach])),
        (say("进入时间"), moment(visit.entered_at, now)),
        (say("最晚到"), moment(visit.until_at, now)),
    ]
    if visit.ended_at:
        ended = f"{moment(visit.ended_at, now)} · {visit.ended_by}"
        found.append((say("结束"), ended))
    return [{"label": label, "text": text} for label, text in found]

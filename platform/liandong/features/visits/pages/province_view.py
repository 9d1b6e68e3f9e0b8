"""区县 and the door to a county; pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from liandong.features.tenants.models import TenantRemoval
from liandong.features.tenants.service import Standing
from liandong.features.visits.events import REACHES
from liandong.features.visits.models import Visit
from liandong.features.visits.pages.province_tree import tree_parts
from liandong.features.visits.pages.views import REACH_WORDS, badge_of, moment
from liandong.features.visits.service import AskedVisit
from liandong.kernel.errors import InvalidInputError
from liandong.web.languages import language, say

Plain = dict[str, Any]
_HOURS = ("1", "2", "4", "8")


def province_page(
    standings: Sequence[Standing],
    asked: Mapping[str, str],
    visits: Sequence[Visit],
    now: datetime,
    base: str,
    token: str,
    *,
    may_enter: bool,
    may_open: bool = False,
    may_stop: bool = False,
    removals: Sequence[TenantRemoval] = (),
) -> Plain:
    """Return the tenants of a province as a tree, and every entry into one of them.

    `asked` may hold words to look for (`q`) and `show=needs`.
    """
    return {
        "title": say("区县"),
        **tree_parts(standings, asked, now, base, may_enter=may_enter, may_stop=may_stop),
        "removals": [_removal(each, now, base) for each in removals],
        "visits": [_visit(each, now, base, may_end=may_enter) for each in visits],
        "hidden": {"form_token": token},
        "actions": list(_actions(base, may_open=may_open)),
    }


def _actions(base: str, *, may_open: bool) -> Iterator[Plain]:
    yield {"label": say("比较区县"), "href": f"{base}/province/compare"}
    yield {"label": say("考核上报"), "href": f"{base}/province/assessment"}
    if may_open:
        address = f"{base}/province/new"
        yield {"label": say("新建区县"), "href": address, "icon": "plus", "primary": True}


def _removal(removal: TenantRemoval, now: datetime, base: str) -> Plain:
    is_done = removal.removed_at is not None
    words = say("正在注销") if removal.begun_at else say("预告注销")
    at = moment(removal.removed_at or removal.due_at, now)
    return {
        "name": removal.name,
        "code": removal.code,
        "badge": {"label": say("已注销") if is_done else words, "tone": None if is_done else "red"},
        "at": at if is_done else say("最早 {at}", at=at),
        "href": f"{base}/province/removals/{removal.id}",
    }


def _visit(visit: Visit, now: datetime, base: str, *, may_end: bool) -> Plain:
    is_running = visit.is_running(now) and may_end
    return {
        "county": visit.other_name,
        "who": visit.visitor_name,
        "reason": visit.reason,
        "from": moment(visit.entered_at, now),
        "until": moment(visit.ended_at or visit.until_at, now),
        "badge": badge_of(visit, now),
        "end": f"{base}/province/visits/{visit.id}/end" if is_running else None,
    }


@dataclass(frozen=True)
class Door:
    """What the form before a county is made of."""

    asked: AskedVisit
    name: str
    base: str
    token: str


def door_page(door: Door, error: InvalidInputError | None) -> Plain:
    """Return the form that asks for reason, hours and reach."""
    wrong = [
        {"field": p.where, "text": p.message_en if language() == "en" else p.message_zh}
        for p in (error.problems if error else ())
    ]
    return {
        "breadcrumb": [
            {"label": say("区县"), "href": door.base},
            {"label": door.name, "href": None},
        ],
        "title": say("进入{county}", county=door.name),
        "sentence": say(
            "只能看，不能改。县里马上收到通知，看得到理由和打开的每一页，随时可以结束。"
        ),
        "action": f"{door.base}/{door.asked.county}/enter",
        "hidden": {"form_token": door.token},
        "error_title": say("还有 {count} 处要改，没有进入", count=len(wrong)),
        "errors": wrong,
        "fields": _fields(door.asked, wrong),
        "back": door.base,
    }


def _fields(asked: AskedVisit, wrong: Sequence[Plain]) -> list[Plain]:
    hours = [{"value": n, "label": say("{count} 小时", count=n)} for n in _HOURS]
    reaches = [{"value": key, "label": say(REACH_WORDS[key])} for key in REACHES]
    found: list[Plain] = [
        {"name": "reason", "label": say("进入的理由"), "kind": "long_text", "value": asked.reason}
        | {"help": say("写明为什么要进入，县里看得到"), "maximum": 500},
        {"name": "reach", "label": say("查看范围"), "kind": "choice", "as_radios": True}
        | {"value": asked.reach, "choices": reaches},
        {"name": "hours", "label": say("多长时间"), "kind": "segment"}
        | {"value": str(asked.hours), "choices": hours},
    ]
    for field in found:
        field["errors"] = [each["text"] for each in wrong if each["field"] == field["name"]]
    return found

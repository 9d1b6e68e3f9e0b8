"""The page 报送任务: what is owed, by whom, until when; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from liandong.features.deadlines.models import Obligation
from liandong.features.deadlines.pages.obligation_words import (
    Plain,
    Setting,
    badge_of,
    chip_of,
    clause_of,
    href_of,
    is_fileable,
    matter_of,
    outcome,
    period_words,
    tolerance,
)
from liandong.features.deadlines.service import DONE, Wanted
from liandong.web.languages import say

#: What each list counts; what is open of a period to come stands apart.
SHOWN = {"open": ("open",), "later": ("later",), "done": DONE, "all": ()}
STATES = {"later": ("open",)}
_LABELS = {"open": "待报送", "later": "本期未开始", "done": "已报送", "all": "全部"}


@dataclass(frozen=True)
class Listed:
    """One page of obligations, and what there is beside it."""

    rows: Sequence[Obligation]
    counts: Mapping[str, int]
    units: Sequence[UUID]
    shown: str
    wanted: Wanted
    is_first: bool
    has_next: bool


def list_page(listed: Listed, setting: Setting) -> Plain:
    """Return the list: what is open by its day, what is done newest first."""
    path = f"{setting.base}/obligations"
    return {
        "title": say("报送任务"),
        "sentence": _sentence(listed),
        "segments": [_segment(key, listed, path) for key in SHOWN],
        "units": _units(listed, path, setting),
        "rows": [_row(each, setting) for each in listed.rows],
        "pager": _pager(listed, path),
        "empty": None if listed.rows else _empty(listed, path),
    }


def _sentence(listed: Listed) -> str:
    n = listed.counts.get("open", 0)
    return say("{n} 项待报送。", n=n) if n else say("没有待报送的。")


def _href(path: str, shown: str, unit_id: UUID | None, **rest: str) -> str:
    asked = {"show": shown} if shown != "open" else {}
    asked |= {"unit": str(unit_id)} if unit_id else {}
    return f"{path}?{urlencode(asked | rest)}" if asked | rest else path


def _segment(key: str, listed: Listed, path: str) -> Plain:
    states = SHOWN[key] or tuple(listed.counts)
    return {
        "label": say(_LABELS[key]),
        "href": _href(path, key, listed.wanted.unit_id),
        "count": sum(listed.counts.get(state, 0) for state in states),
        "current": key == listed.shown,
    }


def _units(listed: Listed, path: str, setting: Setting) -> Plain | None:
    if len(listed.units) <= 1:
        return None
    order = {unit_id: n for n, unit_id in enumerate(setting.units)}
    choices = sorted(listed.units, key=lambda unit_id: order.get(unit_id, len(order)))
    return {
        "action": path,
        "hidden": {"show": listed.shown},
        "value": str(listed.wanted.unit_id or ""),
        "choices": [{"value": str(each), "label": setting.name(each)} for each in choices],
    }


def _row(obligation: Obligation, setting: Setting) -> Plain:
    chip, href = chip_of(obligation, setting), href_of(setting.base, obligation)
    verb = say("报送") if is_fileable(obligation, setting) else say("查看")
    notes = [tolerance(obligation, setting), outcome(obligation, setting)]
    return {
        "key": str(obligation.id),
        "title": matter_of(obligation),
        "href": href,
        "clause": clause_of(obligation, setting),
        "period": period_words(obligation),
        "unit": setting.name(obligation.unit_id),
        "chip": chip,
        "date_line": chip["date_line"] if chip else "",
        "notes": [note for note in notes if note],
        "badge": badge_of(obligation, setting),
        "action": {"label": verb, "href": href},
    }


def _pager(listed: Listed, path: str) -> Plain:
    every = SHOWN[listed.shown] or tuple(listed.counts)
    total = sum(listed.counts.get(state, 0) for state in every)
    unit_id, first = listed.wanted.unit_id, _href(path, listed.shown, listed.wanted.unit_id)
    following = None
    if listed.has_next:
        last = str(listed.rows[-1].id)
        following = _href(path, listed.shown, unit_id, after=last)
    return {
        "total_label": say("共约 {count} 条", count=total),
        "previous": None if listed.is_first else first,
        "next": following,
    }


def _empty(listed: Listed, path: str) -> Plain:
    if not sum(listed.counts.values()):
        title, text = say("没有报送任务"), say("本地规定里没有要您单位定期报送的事项。")
        return {"icon": "circle-check", "title": title, "text": text, "link": None}
    link = {"label": say("看全部"), "href": f"{path}?show=all"}
    none = {"open": "没有待报送的", "later": "没有未开始的"}.get(listed.shown, "还没有报送过")
    title = say(none)
    return {"icon": "circle-check", "title": title, "text": "", "link": link}

"""The page 通知; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from liandong.features.notifications.models import Notice
from liandong.features.notifications.service import Told
from liandong.features.tenants.service import installed

Plain = dict[str, Any]
_CLOCKS = {
    "deadline.ahead": "快到期",
    "deadline.today": "今天到期",
    "deadline.late": "已逾期",
    "deadline.past": "期限已过",
    "deadline.unconfirmed": "24 小时未签收，请改用送达回证或者宣告送达",
}
_ICONS = {"deadline": "bell", "case": "mail"}


@dataclass(frozen=True)
class Seen:
    """One page of notices and how many there are."""

    rows: Sequence[Told]
    unread: int
    total: int
    has_next: bool
    unread_only: bool


def notices_page(seen: Seen, now: datetime, base: str, token: str) -> Plain:
    """Return what one's unit was told, newest first."""
    path = f"{base}/notices"
    segments = [
        ("未读", path, seen.unread, seen.unread_only),
        ("全部", f"{path}?show=all", seen.total, not seen.unread_only),
    ]
    following = _following(seen, path) if seen.has_next else None
    total = seen.unread if seen.unread_only else seen.total
    return {
        "title": "通知",
        "sentence": f"{seen.unread} 条未读。" if seen.unread else "没有未读的。",
        "filters": [
            {"label": label, "href": href, "count": n, "current": current}
            for label, href, n, current in segments
        ],
        "read_all": {"action": path, "hidden": {"form_token": token}} if seen.unread else None,
        "rows": [_row(told, now, base) for told in seen.rows],
        "pager": {"total_label": f"共约 {total} 条", "previous": None, "next": following},
        "empty": None if seen.rows else _empty(seen, path),
    }


def _following(seen: Seen, path: str) -> str:
    shown = "" if seen.unread_only else "show=all&"
    return f"{path}?{shown}after={seen.rows[-1].notice.id}"


def _empty(seen: Seen, path: str) -> Plain:
    link = {"label": "看全部", "href": f"{path}?show=all"} if seen.total else None
    text = "看过的都在“全部”里。" if seen.total else "有文书送来，或者期限快到，会写在这里。"
    return {"icon": "bell", "title": "没有未读的通知", "text": text, "link": link}


def _row(told: Told, now: datetime, base: str) -> Plain:
    notice = told.notice
    at = notice.recorded_at.astimezone(now.tzinfo)
    return {
        "at": _at(at, now),
        "iso": at.isoformat(timespec="minutes"),
        "icon": _ICONS.get(notice.kind.partition(".")[0], "info-circle"),
        "text": _text(notice),
        "href": _href(notice, base),
        "note": _note(notice),
        "unread": told.is_unread,
    }


def _at(at: datetime, now: datetime) -> str:
    if at.date() == now.date():
        return f"今天 {at:%H:%M}"
    year = "" if at.year == now.year else f"{at.year}年"
    return f"{year}{at.month}月{at.day}日 {at:%H:%M}"


def _text(notice: Notice) -> str:
    content = notice.content
    title = content.get("title") or content.get("number") or ""
    if notice.kind in _CLOCKS:
        return f"{_CLOCKS[notice.kind]}：{title}"
    return f"{_move(content)}：{title}"


def _move(content: Plain) -> str:
    registry = installed().registry
    key, transition = content.get("mechanism"), content.get("transition")
    if key in registry.keys:
        for _, move in registry.current(key).moves:
            if move.key == transition:
                return f"{move.produces.label}已{move.label}" if move.produces else move.label
    return "有新进展"


def _href(notice: Notice, base: str) -> str | None:
    mechanism = notice.content.get("mechanism")
    if notice.case_id is None or not mechanism:
        return None
    return f"{base}/cases/{mechanism}/{notice.case_id}"


def _note(notice: Notice) -> str:
    due = notice.content.get("due_on")
    parts = [notice.content.get("number") or ""]
    if due:
        day = date.fromisoformat(due)
        parts.append(f"截止 {day.month}月{day.day}日")
    return " · ".join(part for part in parts if part)

"""The page 通知; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from liandong.authz.vocabulary import PURGE
from liandong.calendars.words import full_day_words, period_words
from liandong.features.notifications.models import Notice
from liandong.features.notifications.service import Told
from liandong.features.tenants.service import installed
from liandong.mechanisms import Transition
from liandong.web.languages import language, say

Plain = dict[str, Any]
CLOCKS = {
    "deadline.ahead": "快到期",
    "deadline.today": "今天到期",
    "deadline.late": "已逾期",
    "deadline.past": "期限已过",
    "deadline.held": "期限中止已久，是否恢复",
    "deadline.unconfirmed": "24 小时未签收，请改用送达回证或者宣告送达",
}
OWED = {
    "obligation.ahead": "快到报送期限",
    "obligation.today": "今天要报送",
    "obligation.late": "报送已逾期",
    "obligation.past": "报送日期已过",
    "obligation.moved": "报送日期有变",
    "obligation.filed": "收到报送",
    "obligation.nil": "收到零报告",
    "obligation.returned": "报送被退回，请补正后重报",
}
FIGURES = {
    "snapshot.submitted": "统计等批准公布",
    "snapshot.approved": "统计已公布",
    "snapshot.returned": "统计被退回",
    "snapshot.withdrawn": "统计已撤回公布",
}
#: Of what came in, the unit that sent it.
RECEIVED = {"obligation.filed", "obligation.nil"}
#: What came of a matter on its way between this county and another.
TRANSFERS = {
    "transfer.received": "{county}移来案件，等决定是否接收",
    "transfer.accepted": "{county}已接收移交的案件",
    "transfer.rejected": "{county}没有接收移交的案件",
    "transfer.revoked": "移交已经撤回（{county}）",
    "transfer.revoke_refused": "{county}已经接收，移交不能撤回",
    "joint.received": "{county}请本单位共同办理，等决定是否参加",
    "joint.accepted": "{county}参加共同办理",
    "joint.rejected": "{county}不参加共同办理",
    "joint.revoked": "共同办理的邀请已经撤回（{county}）",
    "joint.revoke_refused": "{county}已经参加，邀请不能撤回",
    "joint.resulted": "{county}反馈共同办理的结果",
}
#: Whether the county still has a matter, said to all who see it.
CUSTODY = {
    "case.offered": "提出移交其他县，暂停办理",
    "case.rejected": "其他县没有接收，恢复办理",
    "case.revoked": "移交已经撤回，恢复办理",
    "case.given": "已移交其他县",
}
#: Somebody of the province in the county; the title is the reason.
VISITS = {"visit.entered": "{county}进入本县查看", "visit.ended": "{county}进入本县查看已结束"}
#: Who is to sit in a seat of the roster.
SEATS = {
    "seat.proposed": "提出席位调整，等召集人批准",
    "seat.approved": "席位调整已批准",
    "seat.declined": "席位调整没有批准",
    "seat.withdrawn": "席位调整已撤回",
}
#: What happened in the assessment of a year; the title is the round.
ASSESSED = {
    "assessment.noticed": "考核已开始，请自评",
    "assessment.preliminary": "初步结果已出，有意见可以申诉",
    "assessment.reviewed": "申诉已结束，等审定",
    "assessment.decided": "考核结果已审定，等公布",
    "assessment.published": "考核结果已公布",
    "assessment.check": "登记了督导检查",
    "assessment.task": "要整改一件事",
    "assessment.noted": "日常登记了一条",
    "assessment.unnoted": "撤销了一条日常登记",
    "assessment.done": "整改已做完，等验收",
    "assessment.verified": "整改已验收",
    "assessment.returned": "整改被退回",
    "assessment.ballot": "请参加满意度测评",
    "assessment.letter": "收到考核文书，请签收",
    "assessment.flag": "有异常提示，请说明",
    "assessment.flag_answer": "单位对异常提示作了说明",
    "assessment.appeal": "收到申诉",
    "assessment.posted": "申诉里有新的说明",
    "assessment.answered": "申诉已复核",
}
MOVED = "deadline.moved"
RUNGS = {"escalation.suggested": "等决定", "escalation.confirmed": "收到"}
SUGGESTED = "escalation.suggested"
#: What became of a rung that was suggested.
DECIDED = {"confirmed": "已确认发出", "declined": "已决定不发出", "ended": "已自动结束"}
_ICONS = {
    "deadline": "bell",
    "obligation": "bell",
    "case": "mail",
    "escalation": "stairs-up",
    "snapshot": "chart-bar",
    "transfer": "send",
    "joint": "send",
    "visit": "eye",
    "seat": "users",
    "assessment": "award",
}


@dataclass(frozen=True)
class Seen:
    """One page of notices, how many there are, and where the rungs they name stand now."""

    rows: Sequence[Told]
    unread: int
    total: int
    has_next: bool
    unread_only: bool
    rungs: Mapping[str, str] = field(default_factory=dict)


def notices_page(seen: Seen, now: datetime, base: str, token: str) -> Plain:
    """Return what one's unit was told, newest first."""
    path = f"{base}/notices"
    segments = [
        (say("未读"), path, seen.unread, seen.unread_only),
        (say("全部"), f"{path}?show=all", seen.total, not seen.unread_only),
    ]
    following = _following(seen, path) if seen.has_next else None
    total = seen.unread if seen.unread_only else seen.total
    return {
        "title": say("通知"),
        "sentence": say("{count} 条未读。", count=seen.unread)
        if seen.unread
        else say("没有未读的。"),
        "filters": [
            {"label": label, "href": href, "count": n, "current": current}
            for label, href, n, current in segments
        ],
        "read_all": {"action": path, "hidden": {"form_token": token}} if seen.unread else None,
        "rows": [_row(told, seen.rungs, now, base) for told in seen.rows],
        "pager": {
            "total_label": say("共约 {count} 条", count=total),
            "previous": None,
            "next": following,
        },
        "empty": None if seen.rows else _empty(seen, path),
    }


def _following(seen: Seen, path: str) -> str:
    shown = "" if seen.unread_only else "show=all&"
    return f"{path}?{shown}after={seen.rows[-1].notice.id}"


def _empty(seen: Seen, path: str) -> Plain:
    link = {"label": say("看全部"), "href": f"{path}?show=all"} if seen.total else None
    seen_all, none = say("看过的都在“全部”里。"), say("有文书送来，或者期限快到，会写在这里。")
    text = seen_all if seen.total else none
    return {"icon": "bell", "title": say("没有未读的通知"), "text": text, "link": link}


def _row(told: Told, rungs: Mapping[str, str], now: datetime, base: str) -> Plain:
    notice = told.notice
    at = notice.recorded_at.astimezone(now.tzinfo)
    return {
        "at": _at(at, now),
        "iso": at.isoformat(timespec="minutes"),
        "icon": _ICONS.get(notice.kind.partition(".")[0], "info-circle"),
        "text": _rung(notice, rungs) if notice.kind in RUNGS else _text(notice, now.date()),
        "href": _href(notice, base),
        "note": _note(notice, now.date()),
        "unread": told.is_unread,
    }


def _at(at: datetime, now: datetime) -> str:
    if at.date() == now.date():
        return say("今天 {time}", time=f"{at:%H:%M}")
    return f"{full_day_words(at.date(), now.date()).pick(language())} {at:%H:%M}"


def _text(notice: Notice, today: date) -> str:
    content = notice.content
    title = content.get("title") or content.get("number") or ""
    if notice.kind in OWED:
        first, last = (date.fromisoformat(day) for day in content["period"])
        matter, words = content["matter"], OWED[notice.kind]
        title = f"{period_words(first, last).pick(language())} {say(matter)}"
        return say("{what}：{title}", what=say(words), title=title)
    if notice.kind == MOVED:
        before, after = (_day(content[key], today) for key in ("from", "due_on"))
        words = "期限由 {before} 改为 {after}：{title}"
        return say(words, before=before, after=after, title=title)
    title = say(title) if notice.kind in FIGURES else title
    return say("{what}：{title}", what=_what(notice.kind, content), title=title)


def _what(kind: str, content: Plain) -> str:
    """Return what happened: to figures, to the custody of a matter, to a clock, or the move."""
    if kind in TRANSFERS:
        return say(TRANSFERS[kind], county=content["county"])
    if kind in VISITS:
        return say(VISITS[kind], county=content["from"])
    if kind in CUSTODY and content.get("is_custody"):
        return say(CUSTODY[kind])
    told = FIGURES.get(kind) or CLOCKS.get(kind) or SEATS.get(kind) or ASSESSED.get(kind)
    return say(told) if told else _move(content)


def _rung(notice: Notice, rungs: Mapping[str, str]) -> str:
    """Return what a rung asks of the unit, or what became of it since."""
    content, told = notice.content, RUNGS[notice.kind]
    rung = str(content["rung"])
    if notice.kind == SUGGESTED:
        told = DECIDED.get(rungs.get(content["escalation_id"], ""), told)
    return say("{what}：{title}", what=f"{say(told)} {say(rung)}", title=content["title"])


def _move(content: Plain) -> str:
    registry = installed().registry
    key, transition = content.get("mechanism"), content.get("transition")
    if transition == PURGE:
        return say("清除涉密信息")
    if key in registry.keys:
        for _, move in registry.current(key).moves:
            if move.key == transition:
                return _done(move)
    return say("有新进展")


def _done(move: Transition) -> str:
    """Return what a move did: the paper it delivered or let go, never the proof of delivery."""
    if move.delivers is not None:
        return say("{paper}已{move}", paper=say(move.delivers.label), move=say(move.label))
    if move.produces is not None:
        return say("{paper}（{move}）", paper=say(move.produces.label), move=say(move.label))
    return say(move.label)


#: Where what a notice is about stands, by the key of its content that names it.
_PLACES = {
    "obligation_id": "obligations/{obligation_id}",
    "proposal_id": "seats/{proposal_id}",
    "transfer_id": "transfers/{transfer_id}",
    "escalation_id": "escalations/{escalation_id}",
    "round": "assessment/{round}{page}",
}


def _href(notice: Notice, base: str) -> str | None:
    content = notice.content
    for key, place in _PLACES.items():
        if key in content:
            return f"{base}/{place.format_map(content)}"
    mechanism = content.get("mechanism")
    if notice.case_id is None or not mechanism:
        return None
    return f"{base}/cases/{mechanism}/{notice.case_id}"


def _note(notice: Notice, today: date) -> str:
    due = notice.content.get("due_on")
    parts = [notice.content.get("number") or ""]
    parts += [notice.content["unit"]] if notice.kind in RECEIVED else []
    if due:
        parts.append(say("截止 {day}", day=_day(due, today)))
    if notice.kind == MOVED:
        cause = notice.content["cause"]
        parts.append(cause["en"] if language().startswith("en") else cause["zh"])
    return " · ".join(part for part in parts if part)


def _day(stated: str | None, today: date) -> str:
    return full_day_words(date.fromisoformat(stated), today).pick(language()) if stated else "—"

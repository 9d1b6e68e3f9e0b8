"""What happened to accounts, in words; pure."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from liandong.calendars.words import day_words
from liandong.features.accounts.models import AccountAsk, AccountDuty, AccountRecord
from liandong.features.accounts.service import LABELS
from liandong.web.languages import language, say

Plain = dict[str, Any]
ZONE = ZoneInfo("Asia/Shanghai")
ICONS = {
    "created": "user",
    "closed": "circle-x",
    "link_issued": "mail",
    "password_set": "lock",  # nosec B105  # the name of an icon
    "asked": "hourglass",
    "confirmed": "check",
    "lent": "users",
    "covers": "users",
}


def state_badge(state: str) -> Plain:
    """Return the badge of an account's state."""
    words = {"active": say("在用"), "invited": say("待设密码"), "closed": say("已停用")}
    tone = {"active": "green", "invited": "amber"}.get(state)
    return {"label": words[state], "tone": tone}


def duty_label(key: str) -> str:
    """Return what a duty is called."""
    return say(LABELS[key]) if key in LABELS else key


def day(when: date | str, today: date) -> str:
    """Return a day in words."""
    found = date.fromisoformat(when) if isinstance(when, str) else when
    return day_words(found, today).pick(language())


def moment(at: datetime, today: date) -> str:
    """Return an instant in words."""
    local = at.astimezone(ZONE)
    return f"{day(local.date(), today)} {local:%H:%M}"


def held_words(duty: AccountDuty, today: date) -> str:
    """Return from when until when a duty is held."""
    begins = day(duty.held_from, today)
    if duty.held_until is None:
        return say("{day}起", day=begins)
    if duty.held_until < duty.held_from:
        return say("没有生效")
    return say("{day}至{until}", day=begins, until=day(duty.held_until, today))


def event(record: AccountRecord, today: date) -> Plain:
    """Return one line of an account's record."""
    return {
        "at": moment(record.recorded_at, today),
        "iso": record.recorded_at.astimezone(ZONE).isoformat(),
        "icon": ICONS.get(record.kind, "pencil"),
        "text": say("{who} {verb}", who=_who(record), verb=_verb(record, today)),
        "note": _note(record),
    }


def act_words(kind: str) -> str:
    """Return what an act is called."""
    known = {
        "invite": say("邀请"),
        "give": say("给岗位"),
        "end": say("结束岗位"),
        "move": say("调到其他单位"),
        "rename": say("改名称"),
        "close": say("停用"),
        "reopen": say("恢复"),
        "link": say("发一次性链接"),
        "unlink": say("收回链接"),
        "lend": say("安排代办"),
        "take_back": say("结束代办"),
    }
    return known[kind]


def ask_words(ask: AccountAsk, names: dict[str, str], until: datetime, today: date) -> list[Plain]:
    """Return what an act that waits says, as facts."""
    said = ask.content
    duties = say("、").join(duty_label(key) for key in said.get("duties", ()))
    told = [
        (say("要办的事"), act_words(ask.act)),
        (say("账号"), names.get("account") or said.get("login", "")),
        (say("姓名"), said.get("name", "")),
        (say("单位"), names.get("unit", "")),
        (say("岗位"), duties),
        (say("代办人"), names.get("deputy", "")),
        (say("从哪天起"), day(said["day"], today) if "day" in said else ""),
        (say("到哪天为止"), day(said["until"], today) if "until" in said else ""),
        (say("理由"), said.get("reason", "")),
        (say("提出人"), f"{ask.asked_by['name']}（{ask.asked_by['unit']}）"),
        (say("提出时间"), moment(ask.asked_at, today)),
        (say("确认期限"), say("{day}前有效，过期自动失效", day=moment(until, today))),
    ]
    return [{"label": label, "text": text} for label, text in told if text]


def _who(record: AccountRecord) -> str:
    by = record.content.get("by")
    if by and record.kind not in {"confirmed", "declined"}:
        return str(by["name"])
    known = {"cli": say("系统管理员"), "demo": say("演示")}
    return str(by["name"]) if by else known.get(record.recorded_by, record.recorded_by)


def _note(record: AccountRecord) -> str | None:
    said = record.content
    notes = [said["reason"]] if said.get("reason") else []
    if said.get("confirmed_by"):
        by = said["confirmed_by"]
        notes.append(say("{name}（{unit}）确认", name=by["name"], unit=by["unit"]))
    return say("；").join(notes) or None


def _verb(record: AccountRecord, today: date) -> str:
    plain = {
        "closed": say("停用账号"),
        "reopened": say("恢复账号"),
        "link_revoked": say("收回链接"),
        "known": say("已经知道密码重设过"),
    }
    if record.kind in plain:
        return plain[record.kind]
    if record.kind in {"asked", "confirmed", "declined"}:
        return _asking(record)
    if record.kind in {"lent", "covers", "taken_back", "covers_no_more"}:
        return _lending(record, today)
    return _changing(record, today)


def _changing(record: AccountRecord, today: date) -> str:
    say_it = _CHANGES.get(record.kind)
    return say_it(record.content, today) if say_it else record.kind


def _given(said: Plain, today: date) -> str:
    words = {"duty": duty_label(said["duty"]), "day": day(said["from"], today)}
    if said.get("until"):
        return say("给岗位：{duty}，{day}至{until}", **words, until=day(said["until"], today))
    return say("给岗位：{duty}，{day}起", **words)


def _ended(said: Plain, today: date) -> str:
    last = day(said["until"], today)
    return say("结束岗位：{duty}，最后一天{day}", duty=duty_label(said["duty"]), day=last)


def _issued(said: Plain, today: date) -> str:
    until = moment(datetime.fromisoformat(said["expires_at"]), today)
    if said["purpose"] == "reset":
        return say("发出重设密码的链接，{day}前有效", day=until)
    return say("发出邀请链接，{day}前有效", day=until)


_CHANGES: dict[str, Callable[[Plain, date], str]] = {
    "created": lambda said, _: say("建立账号 {login}", login=said["login"]),
    "duty_given": _given,
    "duty_ended": _ended,
    "moved": lambda said, _: say(
        "从{before}调到{unit}，原单位的岗位同时结束", before=said["from_unit"], unit=said["unit"]
    ),
    "renamed": lambda said, _: say("名称由“{was}”改为“{name}”", was=said["was"], name=said["name"]),
    "link_issued": _issued,
    "password_set": lambda _, __: say("用链接设置了密码"),
}


def _asking(record: AccountRecord) -> str:
    act = act_words(record.content["act"])
    if record.kind == "asked":
        return say("提出：{act}，等对方机关确认", act=act)
    if record.kind == "confirmed":
        return say("确认：{act}", act=act)
    return say("不同意：{act}", act=act)


def _lending(record: AccountRecord, today: date) -> str:
    said, duty = record.content, duty_label(record.content["duty"])
    if record.kind == "taken_back":
        return say("结束代办：{deputy}不再代办{duty}", deputy=said["deputy"], duty=duty)
    if record.kind == "covers_no_more":
        return say("结束代办：不再代{holder}办理{duty}", holder=said["holder"], duty=duty)
    days = {"day": day(said["from"], today), "until": day(said["until"], today), "duty": duty}
    if record.kind == "lent":
        return say("请{deputy}代办{duty}，{day}至{until}", deputy=said["deputy"], **days)
    return say("代{holder}办理{duty}，{day}至{until}", holder=said["holder"], **days)

"""What the page 接口凭证 shows; pure."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from liandong.calendars.words import dated_words
from liandong.features.clients.service import MACHINE_DUTIES, READ, Listed, NewClient
from liandong.features.clients.service.managing import LONGEST, LONGEST_NAME
from liandong.features.units.models import Unit
from liandong.kernel.errors import InvalidInputError
from liandong.mechanisms import duties
from liandong.web.languages import language, say

Plain = dict[str, Any]
_ZONE = ZoneInfo("Asia/Shanghai")
_TITLES = {duty.key: duty.label for duty in duties.ALL}
_USUAL = timedelta(days=180)


def clients_page(
    listed: Sequence[Listed],
    units: Sequence[Unit],
    asked: NewClient,
    error: InvalidInputError | None,
    today: date,
    base: str,
    token: str,
) -> Plain:
    """Return the clients of one's authority, and the form for a new one."""
    open_ones = [each for each in listed if _is_open(each, today)]
    wrong = [
        {"field": p.where, "text": p.message_en if language() == "en" else p.message_zh}
        for p in (error.problems if error else ())
    ]
    return {
        "title": say("接口凭证"),
        "sentence": say("{count} 个程序可以调用接口。", count=len(open_ones)),
        "rows": [_row(each, today, base) for each in listed],
        "hidden": {"form_token": token},
        "empty": None if listed else _empty(),
        "form": {
            "action": f"{base}/clients",
            "hidden": {"form_token": token},
            "errors": wrong,
            "error_title": say("还有 {count} 处要改，凭证没有建", count=len(wrong)),
            "fields": _fields(units, asked, today, wrong),
        },
    }


def _empty() -> Plain:
    text = say("需要和别的系统对接时，在下面新建一个。")
    return {"icon": "adjustments", "title": say("还没有接口凭证"), "text": text, "link": None}


def _is_open(each: Listed, today: date) -> bool:
    return each.client.revoked_at is None and each.client.expires_on >= today


def _row(each: Listed, today: date, base: str) -> Plain:
    client, is_open = each.client, _is_open(each, today)
    return {
        "key": str(client.id),
        "name": client.name,
        "hint": f"{client.hint}…",
        "unit": say(each.unit.name),
        "duties": _duties(client.duties),
        "scopes": say("、").join(_scope(scope) for scope in client.scopes),
        "expires": dated_words(client.expires_on).pick(language()),
        "seen": _moment(each.seen_at) if each.seen_at else say("还没有用过"),
        "badge": _badge(each, is_open=is_open),
        "revoke": f"{base}/clients/{client.id}/revoke" if is_open else None,
    }


def _badge(each: Listed, *, is_open: bool) -> Plain:
    if is_open:
        return {"label": say("有效"), "tone": "green"}
    return {"label": say("已停用") if each.client.revoked_at else say("已过期"), "tone": None}


def _duties(keys: Sequence[str]) -> str:
    return say("、").join(say(_TITLES[key]) for key in keys if key in _TITLES)


def _scope(scope: str) -> str:
    return say("只读") if scope == READ else scope


def _moment(moment: datetime) -> str:
    local = moment.astimezone(_ZONE)
    return f"{dated_words(local.date()).pick(language())} {local:%H:%M}"


def _fields(
    units: Sequence[Unit], asked: NewClient, today: date, wrong: Sequence[Plain]
) -> list[Plain]:
    named = [scope for scope in asked.scopes if scope != READ]
    until = asked.expires_on or today + _USUAL
    found: list[Plain] = [
        {"name": "name", "label": say("名称"), "kind": "text", "value": asked.name}
        | {"help": say("写明是哪个系统，审计记录里显示这个名称"), "maximum": LONGEST_NAME},
        {"name": "unit_id", "label": say("代表的单位"), "kind": "choice"}
        | {"value": str(asked.unit_id or "")}
        | {"choices": [{"value": str(unit.id), "label": say(unit.name)} for unit in units]},
        {"name": "duties", "label": say("岗位"), "kind": "checks", "value": list(asked.duties)}
        | {"help": say("程序不能签发、审批和管理")}
        | {"choices": [{"value": key, "label": say(_TITLES[key])} for key in MACHINE_DUTIES]},
        {"name": "scopes", "label": say("范围"), "kind": "checks"}
        | {"value": [READ] if READ in asked.scopes or not asked.name else []}
        | {"choices": [{"value": READ, "label": say("只读")}]},
        {"name": "scopes_more", "label": say("其他范围"), "kind": "long_text", "required": False}
        | {"value": "\n".join(named), "rows": 3}
        | {"help": say("每行一个，如 platform:files.upload 或者 procuratorial_suggestion:revise")},
        {"name": "expires_on", "label": say("有效到"), "kind": "date", "value": until.isoformat()}
        | {"minimum": today.isoformat(), "maximum": (today + LONGEST).isoformat()}
        | {"help": say("最长一年，到期要重新建")},
    ]
    for field in found:
        field["errors"] = [each["text"] for each in wrong if each["field"] == field["name"]]
    return found


def told_page(name: str, token: str, base: str) -> Plain:
    """Return the page that tells a new token, this once."""
    clients = {"label": say("接口凭证"), "href": f"{base}/clients"}
    return {
        "breadcrumb": [clients, {"label": name, "href": None}],
        "title": name,
        "sentence": say("令牌只在这里显示一次。离开这一页就看不到了，丢了只能停用后另建。"),
        "token": token,
        "back": clients,
    }

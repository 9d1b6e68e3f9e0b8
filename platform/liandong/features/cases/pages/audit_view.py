"""The page 操作审计; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from liandong.features.cases.pages.words import Plain, Setting
from liandong.features.cases.service.audit_words import FAMILIES, action_labels
from liandong.features.cases.service.auditing import (
    FULL,
    HEADER,
    SeenEntry,
    state_label,
)
from liandong.web.languages import say

#: What is said of another unit's entry: its kind alone.
KINDS = {
    "cases": "案件事项",
    "obligations": "报送事项",
    "figure_snapshots": "统计事项",
    "feed_tokens": "账号事项",
    "accounts": "账号事项",
    "clients": "接口凭证事项",
    "audit_entries": "审计事项",
}
DOORS = {
    "browser": "网页",
    "api": "接口",
    "worker": "后台处理",
    "scheduler": "定时任务",
    "cli": "服务器命令行",
}


@dataclass(frozen=True)
class Listed:
    """One page of entries, and whether there is more on either side."""

    rows: Sequence[SeenEntry]
    has_previous: bool
    has_next: bool


def audit_page(
    listed: Listed,
    asked: Mapping[str, str],
    query: str,
    token: str,
    setting: Setting,
    people: Mapping[str, str],
) -> Plain:
    """Return the page; `query` is what was asked for, as it stands in the address.

    `people` are the accounts of the own unit in words, by what an entry calls them.
    """
    path = f"{setting.base}/audit"
    return {
        "title": say("操作审计"),
        "sentence": say("本单位的操作全部列出；其他单位的，只列本单位本来就能知道的。"),
        "search": {
            "action": path,
            "values": asked,
            "families": [
                {"value": key, "label": say(label), "chosen": asked["action"] == key}
                for key, label in FAMILIES.items()
            ],
            "clear_href": path if query else None,
        },
        "verify": {"action": f"{path}/verify", "token": token},
        "xlsx_href": f"{path}.xlsx?{query}",
        "jsonl_href": f"{path}.jsonl?{query}",
        "rows": [audit_row(each, setting, people) for each in listed.rows],
        "pager": _pager(listed, path, query),
        "empty": None if listed.rows else _empty(query),
    }


def audit_row(seen: SeenEntry, setting: Setting, people: Mapping[str, str]) -> Plain:
    """Return one entry in words, no more of it than its level tells."""
    entry, said = seen.entry, seen.said if seen.level == FULL else {}
    who, place = said.get("who", {}), said.get("from", {})
    return {
        "at": f"{entry.recorded_at.astimezone(setting.zone):%Y-%m-%d %H:%M:%S}",
        "iso": entry.recorded_at.isoformat(),
        "unit": setting.name(entry.unit_id) if entry.unit_id else say("平台"),
        "name": _name(who),
        "login": who.get("login", ""),
        "what": _what(seen),
        "about": _about(seen, people),
        "change": _change(seen, said),
        "from": _from(place),
        "is_masked": seen.level == HEADER,
    }


def _name(who: Plain) -> str:
    name = str(who.get("name", ""))
    return say("{name}（身份未核实）", name=name) if who.get("unproven") else name


def _what(seen: SeenEntry) -> str:
    if seen.level == HEADER:
        return say(KINDS.get(seen.entry.subject.partition("/")[0], "其他事项"))
    labels = [say(each) for each in action_labels(seen.entry.action, seen.case)]
    return say("{verb}：{title}", verb=labels[0], title=labels[1]) if labels[1:] else labels[0]


def _about(seen: SeenEntry, people: Mapping[str, str]) -> str:
    if seen.level == HEADER:
        return ""
    if seen.case is not None:
        return seen.case.number or say("未编号")
    return people.get(seen.entry.subject, seen.entry.subject)


def _change(seen: SeenEntry, said: Plain) -> str:
    before, after = said.get("before") or {}, said.get("after") or {}
    if seen.case is None or not after:
        return ""
    was, now = (state_label(seen.case, each.get("state")) for each in (before, after))
    if was == now:
        return ""
    return f"{say(was)} → {say(now)}" if was else say(now)


def _from(place: Plain) -> str:
    door = DOORS.get(place.get("door", ""))
    parts = (say(door) if door else "", place.get("address"), place.get("user"), place.get("job"))
    return " · ".join(part for part in parts if part)


def _pager(listed: Listed, path: str, query: str) -> Plain | None:
    if not (listed.has_previous or listed.has_next):
        return None
    kept = f"&{query}" if query else ""
    first, last = listed.rows[0].entry.id, listed.rows[-1].entry.id
    return {
        "total_label": "",
        "previous": f"{path}?before={first}{kept}" if listed.has_previous else None,
        "next": f"{path}?after={last}{kept}" if listed.has_next else None,
    }


def _empty(query: str) -> Plain:
    text = say("换一个条件再找。") if query else say("有人办理以后，这里就有记录。")
    return {"icon": "shield-check", "title": say("没有记录"), "text": text, "link": None}

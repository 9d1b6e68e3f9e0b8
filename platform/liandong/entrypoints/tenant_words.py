"""Changes, layers and sources of a tenant's configuration, as an administrator reads them."""

from collections.abc import Iterator
from typing import Any

from liandong.features.tenants.service import Change, Drift, Provenance, Said, layer_words

PARTS = {
    "tenant": "本地设置",
    "units": "单位",
    "seats": "席位",
    "pools": "人员库",
    "mechanisms": "机制",
    "limits": "期限",
    "copy_rules": "抄送规则",
    "settings": "设置",
    "escalation": "督促链",
    "reminders": "提醒",
    "policy": "权限",
    "days": "日历",
    "calendar": "日历",
}
LONGEST = 60
CAUSES = {
    "package": "资料包",
    "page": "页面上修改",
    "rollback": "恢复旧版",
    "inherited": "上级修改",
    "scheduled": "预定生效",
}


def change_in_words(change: Change) -> str:
    """Return a change on one line: + comes, - goes, ~ becomes another."""
    what = " ".join(filter(None, (PARTS[change.part], change.key, change.path)))
    if not change.path:
        return f"{change.mark} {what} {_name(change.after or change.before)}".rstrip()
    return f"{change.mark} {what}: {_shown(change.before)} → {_shown(change.after)}"


def _name(value: Any) -> str:
    return str(value.get("name") or value.get("label") or "") if isinstance(value, dict) else ""


def _shown(value: Any) -> str:
    """Return a value on one line, a list of clauses as people cite them."""
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, list):
        return "、".join(_shown(each) for each in value)
    if isinstance(value, dict):
        keys = [key for key in ("instrument", "clause") if key in value] or list(value)
        value = " ".join(str(value[key]) for key in keys)
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def drift_in_words(drift: Drift) -> str:
    """Return what was changed since, and by whom."""
    if not drift.changes:
        return "与资料包一致 / as in the package"
    by = [
        f"  第 {each.position} 版  {each.at:%Y-%m-%d %H:%M}  {CAUSES[each.cause]}  {each.by}"
        for each in drift.amendments
    ]
    return "\n".join([*map(change_in_words, drift.changes), *by])


def provenance_in_words(found: Provenance) -> str:
    """Return the effective value with its source, and beneath it what it stands over."""
    lines = [found.path, *_said(found.said)]
    for each in found.beneath:
        lines += ["  ↓ 被以上取代 / stands over:", *(f"  {line}" for line in _said(each))]
    return "\n".join(lines)


def _said(said: Said) -> Iterator[str]:
    who = layer_words(said)
    yield f"  {who.zh} / {who.en}"
    yield "  取消 / removed" if said.is_removed else f"  {_shown(said.value)}"
    for each in said.citations:
        yield f"  依据 {each.words}"
    if said.from_on:
        yield f"  {said.from_on} 起 / from {said.from_on}"
    if said.to_confirm:
        yield f"  待确认 / to be confirmed{'：' if said.note else ''}{said.note}"

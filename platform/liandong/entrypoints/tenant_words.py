"""Drift and sources of a tenant's configuration, as an administrator reads them in a terminal."""

from collections.abc import Iterator
from typing import Any

from liandong.features.onboarding.service import CAUSES, Comparison, change_words, effective_words
from liandong.features.tenants.service import (
    Drift,
    Provenance,
    Said,
    layer_words,
)

_MISSING = {
    "unfilled_seats": "席位空缺 / seats unfilled",
    "units_without_liaison": "单位没有联络员 / units without a liaison",
    "mechanisms_without_basis": "机制没有依据 / mechanisms without a clause",
    "overdue": "项逾期 / overdue",
}


def standing_in_words(found: dict[str, Any]) -> str:
    """Return a tenant on one line, and beneath it what waits, was refused, or is missing."""
    lines = [f"{found['code']} {found['name']} {found['mode']} 第 {found['revision']} 版"]
    if found["refusal"]:
        lines.append("  上级的修改没有采用 / a change from above was not taken in:")
        lines += [f"    {each['where']}：{each['zh']} / {each['en']}" for each in found["refusal"]]
    elif found["is_pending"]:
        lines.append("  等待采用上级的修改 / a change from above is on its way")
    if found["activates_at"]:
        lines.append(f"  {found['activates_at']} 起有预定的版本 / a revision is scheduled")
    for key, words in _MISSING.items():
        if count := (found["health"] or {}).get(key):
            lines.append(f"  {count} {words}")
    return "\n".join(lines)


def drift_in_words(drift: Drift) -> str:
    """Return what was changed since, and by whom."""
    if not drift.changes:
        return "与资料包一致 / as in the package"
    by = [
        f"  第 {each.position} 版  {each.at:%Y-%m-%d %H:%M}  {CAUSES[each.cause].zh}  {each.by}"
        for each in drift.amendments
    ]
    return "\n".join([*(change_words(each).zh for each in drift.changes), *by])


def comparison_in_words(found: Comparison) -> str:
    """Return every difference on one line: - the first alone has it, + the second alone."""
    if not found.differences:
        return "配置一样 / the same"
    lines = [change_words(each).zh for each in found.differences]
    return "\n".join([f"{found.left.name} → {found.right.name}", *lines])


def provenance_in_words(found: Provenance) -> str:
    """Return the effective value with its source, and beneath it what it stands over."""
    lines = [found.path, *_said(found.path, found.said)]
    for each in found.beneath:
        lines += [
            "  ↓ 被以上取代 / stands over:",
            *(f"  {line}" for line in _said(found.path, each)),
        ]
    return "\n".join(lines)


def _said(path: str, said: Said) -> Iterator[str]:
    who = layer_words(said)
    yield f"  {who.zh} / {who.en}"
    yield "  取消 / removed" if said.is_removed else f"  {effective_words(path, said.value).zh}"
    for each in said.citations:
        yield f"  依据 {each.words}"
        yield from (f"  ! 依据{doubt.zh} / its basis: {doubt.en}" for doubt in each.doubts)
    if said.from_on:
        yield f"  {said.from_on} 起 / from {said.from_on}"
    if said.to_confirm:
        yield f"  待确认 / to be confirmed{'：' if said.note else ''}{said.note}"

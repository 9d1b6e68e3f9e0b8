"""Drift and sources of a tenant's configuration, as an administrator reads them in a terminal."""

from collections.abc import Iterator

from liandong.features.onboarding.service import CAUSES, change_words, effective_words
from liandong.features.tenants.service import Drift, Provenance, Said, layer_words


def drift_in_words(drift: Drift) -> str:
    """Return what was changed since, and by whom."""
    if not drift.changes:
        return "与资料包一致 / as in the package"
    by = [
        f"  第 {each.position} 版  {each.at:%Y-%m-%d %H:%M}  {CAUSES[each.cause].zh}  {each.by}"
        for each in drift.amendments
    ]
    return "\n".join([*(change_words(each).zh for each in drift.changes), *by])


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
    if said.from_on:
        yield f"  {said.from_on} 起 / from {said.from_on}"
    if said.to_confirm:
        yield f"  待确认 / to be confirmed{'：' if said.note else ''}{said.note}"

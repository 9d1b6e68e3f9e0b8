"""比较区县: two counties side by side; pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from liandong.features.onboarding.service import PARTS, Comparison, key_words, said_words
from liandong.features.tenants.models import Tenant
from liandong.features.tenants.service import Change, Standing
from liandong.web.languages import language, say

Plain = dict[str, Any]


def compare_page(
    home: Tenant,
    standings: Sequence[Standing],
    found: Comparison | None,
    asked: tuple[str, str],
    base: str,
) -> Plain:
    """Return the form that asks for two counties, and where they differ once both are named.

    `home` is the tenant that asks, `standings` are those below it.
    """
    names = {home.code: home.name}
    counties = [each.tenant for each in standings if each.tenant.level == "county"]
    names |= {each.tenant.code: each.tenant.name for each in standings}
    groups = _groups(found, names) if found else {}
    return {
        "title": say("比较区县"),
        "sentence": _sentence(found),
        "breadcrumb": [
            {"label": say("区县"), "href": f"{base}/province"},
            {"label": say("比较区县"), "href": None},
        ],
        "action": f"{base}/province/compare",
        "choices": [{"value": each.code, "label": each.name} for each in counties],
        "asked": {"left": asked[0], "right": asked[1]},
        "left": found.left.name if found else "",
        "right": found.right.name if found else "",
        "groups": [{"label": label, "rows": rows} for label, rows in groups.items()],
    }


def _groups(found: Comparison, names: Mapping[str, str]) -> dict[str, list[Plain]]:
    groups: dict[str, list[Plain]] = {}
    for change in found.differences:
        label = PARTS[change.part].pick(language())
        groups.setdefault(label, []).append(_row(change, found, names))
    return groups


def _sentence(found: Comparison | None) -> str:
    if found is None:
        return say("看两个区县的配置哪里不一样。县里的审计记录里会有这一次。")
    if not found.differences:
        return say("配置一样。")
    return say("{count} 处不一样。不比依据文件，不显示人员和电话。", count=len(found.differences))


def _row(change: Change, found: Comparison, names: Mapping[str, str]) -> Plain:
    label = key_words(change.part, change.key).pick(language())
    return {
        "label": f"{label} {change.path}".strip(),
        "cells": [
            {
                "text": said_words(change, value).pick(language()),
                "layer": names.get(code, code) if code and value is not None else None,
            }
            for value, code in (
                (change.before, found.left.layer_of(change)),
                (change.after, found.right.layer_of(change)),
            )
        ],
    }

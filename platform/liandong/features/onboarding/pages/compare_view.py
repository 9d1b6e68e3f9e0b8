"""比较区县: two counties side by side; pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from liandong.features.onboarding.pages.titles import title_of
from liandong.features.onboarding.service import PARTS, Comparison, key_words, said_words
from liandong.features.rosters.pages.roster_view import kind_words
from liandong.features.tenants.models import Tenant
from liandong.features.tenants.pages.readings_view import MODE_WORDS
from liandong.features.tenants.service import Change, Standing
from liandong.web.languages import language, say

Plain = dict[str, Any]
#: Where a whole entry, or the one value of it, differs.
_WHOLE = ("", "value")


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
    return {
        "label": _label(change, found),
        "key": change.key,
        "cells": [
            {
                "text": _text(change, value),
                "layer": names.get(code, code) if code and value is not None else None,
            }
            for value, code in (
                (change.before, found.left.layer_of(change)),
                (change.after, found.right.layer_of(change)),
            )
        ],
    }


def _label(change: Change, found: Comparison) -> str:
    if change.part == "tenant":
        return _of_identity(change.path)
    named = found.name_of(change) or key_words(change.part, change.key).pick(language())
    if change.path in _WHOLE:
        return named
    path = " ".join(title_of(change.part, each) for each in change.path.split("."))
    return say("{label}：{value}", label=named, value=path)


def _of_identity(path: str) -> str:
    """Return 联席会议办公室 for `county.office.unit`."""
    part = path.removeprefix("county.").partition(".")[0]
    return key_words("tenant", part).pick(language())


def _text(change: Change, value: Any) -> str:
    """Return a value, of a whole entry that it is there."""
    if change.path == "county.mode":
        return say(MODE_WORDS[value])
    if change.part == "units" and change.path == "kind":
        return kind_words(value)
    if not change.path and change.part != "settings":
        return say("没有") if value is None else say("有")
    return said_words(change, value).pick(language())

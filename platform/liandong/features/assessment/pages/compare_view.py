"""One unit beside its peer group, and every unit's rank with its interval, as charts; pure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from statistics import fmean
from typing import Any

from liandong.features.assessment.service.ranking import interval_of
from liandong.features.assessment.service.standing import Standing
from liandong.features.assessment.service.trend import Trend
from liandong.web.languages import language, say

Plain = dict[str, Any]


def share_of(unit: Mapping[str, Any], code: str) -> float | None:
    """Return the points of a block as a share of 100; none where it has none or is worth none."""
    place = unit["places"].get(code)
    if place is None or place["points"] is None or not Decimal(place["full"]):
        return None
    return float(Decimal(place["points"]) / Decimal(place["full"]) * 100)


def peers_view(standing: Standing, result: Plain, key: str) -> Plain | None:
    """Return the blocks of a unit's sheet: its own share, mean and best of its peer group.

    Args:
        standing: The round.
        result: What was computed.
        key: Which unit.
    """
    units = result["outcome"]["units"]
    own = units[key]
    sheet = next(each for each in standing.scheme.sheets if each.key == own["sheet"])
    peers = [
        each
        for each in units.values()
        if (each["group"], each["sheet"]) == (own["group"], own["sheet"])
    ]
    rows = []
    for block in sheet.root.children:
        mine = share_of(own, block.code)
        theirs = [share for each in peers if (share := share_of(each, block.code)) is not None]
        if mine is not None:
            label = block.label.pick(language())
            rows.append((label, round(mine, 1), round(fmean(theirs), 1), round(max(theirs), 1)))
    if not rows:
        return None
    names = (say(standing.member(key).name), say("同组平均"), say("同组最高"))
    columns = [*zip(*rows, strict=True)]
    return {
        "kind": "radar" if len(rows) >= _SIDES else "columns",
        "head": say("部分"),
        "labels": [*columns[0]],
        "series": [
            {"name": name, "values": [*values]}
            for name, values in zip(names, columns[1:], strict=True)
        ],
    }


_SIDES = 3


def ranks_view(standing: Standing, result: Plain, group: str) -> Plain | None:
    """Return the ranks of a peer group with their intervals, the first at the top."""
    units = {
        key: each
        for key, each in result["outcome"]["units"].items()
        if each["group"] == group and each["rank"] is not None
    }
    order = sorted(units, key=lambda key: (-units[key]["rank"], key))
    ends = [interval_of(result, key) or (units[key]["rank"],) * 2 for key in order]
    if not order:
        return None
    return {
        "kind": "ranks",
        "head": say("单位"),
        "labels": [say(standing.member(key).name) for key in order],
        "ranks": [units[key]["rank"] for key in order],
        "low": [low for low, _ in ends],
        "high": [high for _, high in ends],
        "name": say("名次"),
        "range": say("名次区间"),
        "ends": [say("最前名次"), say("最后名次")],
    }


def trend_view(found: Trend | None, unusable: Sequence[int]) -> Plain | None:
    """Return a unit over the years as lines and their table.

    Args:
        found: The unit over the years; nothing where there is one year alone.
        unusable: Years whose edition differs from its digest.
    """
    if found is None:
        return None
    names = [each.label_en if language() == "en" else each.label for each in found.lines]
    lines = [(say("合计"), found.total), *zip(names, (e.shares for e in found.lines), strict=True)]
    first = found.years[0]
    begun = [n for n, each in zip(names, found.lines, strict=True) if each.since > first]
    notes = [say("各年满分不同，按得分率比较，百分之。")]
    if begun:
        notes.append(say("{parts} 是后来才有的，从那一年起。", parts=say("、").join(begun)))
    if unusable:
        years = say("、").join(map(str, unusable))
        notes.append(say("{years} 年的结果与校验值不符，没有列入。", years=years))
    return {
        "kind": "lines",
        "head": say("年度"),
        "labels": [str(year) for year in found.years],
        "series": [{"name": name, "values": [*shares]} for name, shares in lines],
        "ranks": [
            "—" if each is None else say("第 {rank} 名，共 {n} 个", rank=each[0], n=each[1])
            for each in found.ranks
        ],
        "note": "".join(notes),
    }

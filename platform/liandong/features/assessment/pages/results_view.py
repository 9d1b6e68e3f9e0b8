"""名次与分析: ranks by peer group, units against items, one unit beside its group; pure."""

from collections.abc import Iterator
from decimal import Decimal
from statistics import fmean
from typing import Any

from liandong.features.assessment.pages.compare_view import ranks_view
from liandong.features.assessment.pages.control_view import ranks_table
from liandong.features.assessment.service.viewing import Sight
from liandong.web.languages import language, say

Plain = dict[str, Any]
_STEPS = (Decimal("0.95"), Decimal("0.8"), Decimal("0.6"))


def results_page(sight: Sight, result: Plain, base: str) -> Plain:
    """Return the page; items of units are left out where only totals are to be seen."""
    standing = sight.standing
    units = result["outcome"]["units"]
    totals = [Decimal(each["total"]) for each in units.values() if each["total"] is not None]
    is_final = standing.state == "published"
    sentence = say("正式结果。") if is_final else say("还不是正式结果，可能因申诉和审定变动。")
    mean = f"{sum(totals, Decimal(0)) / len(totals):.2f}" if totals else "—"
    return {
        "title": say("名次与分析"),
        "sentence": sentence,
        "breadcrumb": [
            {"label": standing.round.title, "href": base if sight.sees_all else None},
            {"label": say("名次与分析"), "href": None},
        ],
        "export": f"{base}/results.xlsx",
        "figures": [
            {"label": say("单位"), "value": len(units), "note": say("参加考核")},
            {"label": say("最高"), "value": f"{max(totals):f}" if totals else "—", "note": ""},
            {"label": say("平均"), "value": mean, "note": ""},
            {"label": say("最低"), "value": f"{min(totals):f}" if totals else "—", "note": ""},
        ],
        "groups": [
            {**each, "chart": ranks_view(standing, result, each["key"])}
            for each in ranks_table(standing, result, base, items=sight.sees_all)
        ],
        "bars": _bars(sight, units),
        "heat": _heat(sight, units) if sight.sees_all else None,
        "radar": _radar(sight, units) if sight.sees_all else None,
        "robust": [*_robust(sight, result)] if sight.sees_all else [],
    }


def _bars(sight: Sight, units: Plain) -> Plain:
    """Totals, the highest at the top, for a chart beside its table."""
    rows = sorted(
        ((say(sight.standing.member(key).name), each) for key, each in units.items()),
        key=lambda pair: Decimal(pair[1]["total"] or 0),
    )
    return {
        "kind": "bars",
        "head": say("单位"),
        "labels": [name for name, _ in rows],
        "values": [float(each["total"] or 0) for _, each in rows],
        "name": say("得分"),
    }


def _heat(sight: Sight, units: Plain) -> Plain:
    items = list({each.code: each for each in sight.standing.scheme.items}.values())
    rows = []
    for key, unit in units.items():
        cells = [_cell(unit["places"].get(item.code)) for item in items]
        rows.append({"unit": say(sight.standing.member(key).name), "cells": cells})
    return {
        "columns": [{"code": each.code, "label": each.label.pick(language())} for each in items],
        "rows": rows,
    }


def _cell(place: Plain | None) -> Plain:
    if place is None or place["standing"] == "not_applicable":
        return {"text": "·", "step": 0}
    if place["points"] is None:
        return {"text": "？", "step": 0}
    full = Decimal(place["full"])
    share = Decimal(place["points"]) / full if full else Decimal(1)
    step = 1 + sum(share < edge for edge in _STEPS)
    return {"text": place["points"], "step": step}


def _robust(sight: Sight, result: Plain) -> Iterator[Plain]:
    """Each indicator: how far ranks move without it, and what else is to be known of it."""
    labels = {each.code: each.label.pick(language()) for each in sight.standing.scheme.items}
    for found in result.get("robustness", {}).values():
        for code, shift in found["shifts"].items():
            like = [b if a == code else a for a, b, _ in found["correlated"] if code in {a, b}]
            notes = [say("各单位都一样，分不出高低")] if code in found["constant"] else []
            if like:
                notes.append(say("与 {codes} 几乎同高同低", codes=say("、").join(like)))
            yield {
                "item": f"{code} {labels[code]}",
                "shift": f"{float(shift):.2f}",
                "decides": found["decides"][code],
                "moves": _moves(found.get("influence", {}), code),
                "note": say("；").join(notes),
            }


def _moves(influence: Plain, code: str) -> str:
    """The total index of its weight and of its marks: how much of the shifts of ranks hangs on."""
    known = {
        kind: f"{min(float(of[code][1]), 1):.0%}" for kind, of in influence.items() if code in of
    }
    said = [say("权重 {share}", share=known["weights"])] if "weights" in known else []
    said += [say("评分 {share}", share=known["marks"])] if "marks" in known else []
    return say("，").join(said) or "—"


def _radar(sight: Sight, units: Plain) -> Plain:
    """The blocks of the sheet: best, mean and worst of all, as shares of the full points."""
    sheets = {each.key: each for each in sight.standing.scheme.sheets}
    first = next(iter(units.values()))["sheet"]
    blocks = sheets[first].root.children
    shares = {
        block.code: [
            float(Decimal(unit["places"][block.code]["points"]) / Decimal(full) * 100)
            for unit in units.values()
            if unit["sheet"] == first
            and unit["places"][block.code]["points"] is not None
            and (full := unit["places"][block.code]["full"]) != "0"
        ]
        for block in blocks
    }
    known = [block for block in blocks if shares[block.code]]
    return {
        "kind": "radar",
        "head": say("部分"),
        "labels": [block.label.pick(language()) for block in known],
        "series": [
            {
                "name": say("平均"),
                "values": [round(fmean(shares[block.code]), 1) for block in known],
            },
            {"name": say("最低"), "values": [round(min(shares[b.code]), 1) for b in known]},
        ],
    }

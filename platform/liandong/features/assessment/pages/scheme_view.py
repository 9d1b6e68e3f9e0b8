"""评分细则: the sheets of a scheme as people read them; pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from liandong.web.languages import language, say

Plain = dict[str, Any]
_SOURCES = {
    "metric": "平台按案件计算",
    "judged": "评分人认定",
    "deductions": "日常登记",
    "statement": "单位自评，经评分人核实",
    "ballots": "满意度测评",
    "upstream": "上级考核结果",
    "previous": "上一年度",
    "fact": "方案写明的情况",
}


def scheme_page(raw: Mapping[str, Any], breadcrumb: list[Plain], actions: list[Plain]) -> Plain:
    """Return the page of a scheme.

    Args:
        raw: As it was stated.
        breadcrumb: What leads to it.
        actions: What can be done with it.
    """
    return {
        "title": _words(raw, "title"),
        "sentence": say("第 {edition} 版，{year} 年度", edition=raw["edition"], year=raw["year"]),
        "breadcrumb": breadcrumb,
        "actions": actions,
        "note": raw.get("note", ""),
        "is_demo": bool(raw.get("demo")),
        "sheets": [
            {
                "label": _words(each, "label"),
                "points": each.get("points", ""),
                "rows": [*_rows(each, 0)],
            }
            for each in raw["sheets"]
        ],
        "groups": [_words(each, "label") for each in raw.get("groups", ())],
        "grades": [
            {"label": _words(each, "label"), "from": each.get("from", "")}
            for each in raw.get("grading", {}).get("grades", ())
        ],
    }


def _words(raw: Mapping[str, Any], key: str) -> str:
    english = raw.get(f"{key}_en") if language() == "en" else None
    return str(english or raw[key])


def _rows(raw: Mapping[str, Any], depth: int) -> Iterator[Plain]:
    for each in raw.get("items", ()):
        sources = dict.fromkeys(
            next(k for k in i["source"] if k != "take") for i in each.get("inputs", {}).values()
        )
        yield {
            "code": each["code"],
            "label": _words(each, "label"),
            "depth": depth,
            "points": each.get("points", ""),
            "is_block": "items" in each,
            "is_open": bool(each.get("open")),
            "sources": say("、").join(say(_SOURCES[key]) for key in sources),
            "note": each.get("note", ""),
        }
        yield from _rows(each, depth + 1)

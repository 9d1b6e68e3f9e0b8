"""日常登记: what was noted through the year of whom, and what was taken back; pure."""

from typing import Any

from liandong.features.assessment.pages.form_view import item_words
from liandong.features.assessment.pages.inspection_view import crumbs
from liandong.features.assessment.pages.wording import day_text
from liandong.features.assessment.service.noting import daybook_inputs
from liandong.features.assessment.service.standing import Entry, Standing, day_of
from liandong.features.assessment.service.viewing import Sight
from liandong.web.languages import language, say

Plain = dict[str, Any]


def daybook_page(sight: Sight, base: str) -> Plain:
    """Return the entries that somebody may see, the newest day first."""
    standing = sight.standing
    counted = daybook_inputs(standing)
    may = bool(counted) and sight.assesses and standing.state in {"planned", "noticed"}
    seen = {key: each for key, each in standing.daybook.items() if sight.hears_of(each.unit)}
    order = sorted(seen, key=lambda key: str(seen[key].said.content["on"]), reverse=True)
    note = {"label": say("记一条"), "href": f"{base}/daybook/new", "primary": True}
    counts = sum(each.cancelled is None for each in seen.values())
    return {
        "title": say("日常登记"),
        "sentence": say("{n} 条计入，{gone} 条已撤销。", n=counts, gone=len(seen) - counts)
        if seen
        else say("全年随时记；数据冻结以后不能再记。"),
        "breadcrumb": crumbs(sight, base, say("日常登记")),
        "actions": [note] if may else [],
        "rows": [
            _row(standing, seen[key], f"{base}/daybook/{key}/cancel" if may else None)
            for key in order
        ],
        "empty": {
            "icon": "list-details",
            "title": say("还没有登记"),
            "text": say("迟报、缺席这样的事，发生的当天就记下，写明经过和依据。")
            if counted
            else say("这一版方案没有按日常登记计分的指标。"),
            "link": None,
        },
    }


def to_daybook(standing: Standing, base: str, last: str) -> list[Plain]:
    """Return the way back to the entries."""
    return [
        {"label": standing.round.title, "href": base},
        {"label": say("日常登记"), "href": f"{base}/daybook"},
        {"label": last, "href": None},
    ]


def entry_words(standing: Standing, entry: Entry) -> str:
    """Return an entry in one line: of whom, what, how often, on which day."""
    return say("，").join(
        (
            say(standing.member(entry.unit).name),
            _what(standing, entry),
            _amount(standing, entry),
            day_text(day_of(entry.said.content["on"])),
        )
    )


def _row(standing: Standing, entry: Entry, cancel: str | None) -> Plain:
    said, gone = entry.said, entry.cancelled
    return {
        "on": day_text(day_of(said.content["on"])),
        "unit": say(standing.member(entry.unit).name),
        "what": _what(standing, entry),
        "amount": _amount(standing, entry),
        "reason": said.content["reason"],
        "by": said.by["name"],
        "gone": None
        if gone is None
        else say("{who} 撤销：{why}", who=gone.by["name"], why=gone.content["reason"]),
        "cancel": None if gone is not None else cancel,
    }


def _what(standing: Standing, entry: Entry) -> str:
    item = standing.item(entry.unit, entry.code)
    return entry.code if item is None else item_words(item)


def _amount(standing: Standing, entry: Entry) -> str:
    item = standing.item(entry.unit, entry.code)
    key = f"{entry.code}/{entry.said.content['input']}"
    for input_, _ in item.inputs if item else ():
        if input_.key == key:
            unit = input_.unit.pick(language())
            return f"{input_.label.pick(language())} {entry.said.content['value']} {unit}".strip()
    return str(entry.said.content["value"])

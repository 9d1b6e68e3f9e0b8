"""The list 跨县移交: what left, what came, and what waits for a signature; pure."""

from collections.abc import Mapping, Sequence

from liandong.features.cases.pages.words import Setting, weekday_words
from liandong.features.transfers.models import Transfer
from liandong.features.transfers.pages.words import (
    Plain,
    badge_of,
    mechanism_words,
    title_of,
    transfer_href,
)
from liandong.web.languages import say

SHOWN = ("", "in", "out")


def list_page(
    found: Sequence[Transfer], shown: str, counties: Mapping[int, str], setting: Setting
) -> Plain:
    """Return the page; `counties` are the names of the other counties."""
    rows = [each for each in found if shown in {"", each.direction}]
    waiting = sum(each.direction == "in" and each.state == "received" for each in found)
    labels = {"": say("全部"), "in": say("移入"), "out": say("移出")}
    path = f"{setting.base}/transfers"
    return {
        "title": say("跨县移交"),
        "sentence": say("{count} 件等本单位决定是否接收。", count=waiting)
        if waiting
        else say("没有等本单位决定的。"),
        "segments": [
            {
                "label": labels[key],
                "href": f"{path}?show={key}" if key else path,
                "current": key == shown,
                "count": sum(key in {"", each.direction} for each in found),
            }
            for key in SHOWN
        ],
        "rows": [_row(each, counties, setting) for each in rows],
        "empty": None if rows else _empty(),
    }


def _empty() -> Plain:
    text = say("案件不属于本县管辖的，在案件页办理“移交其他县”；其他县移来的也会列在这里。")
    return {"icon": "send", "title": say("没有跨县移交"), "text": text, "link": None}


def _row(transfer: Transfer, counties: Mapping[int, str], setting: Setting) -> Plain:
    href = transfer_href(setting.base, transfer.id)
    county = counties[transfer.other_id]
    is_mine = transfer.direction == "in" and transfer.state == "received"
    way = say("来自{county}") if transfer.direction == "in" else say("移往{county}")
    return {
        "key": str(transfer.id),
        "title": title_of(transfer),
        "href": href,
        "mechanism": mechanism_words(transfer.mechanism),
        "way": way.replace("{county}", county),
        "unit": transfer.other_unit,
        "day": weekday_words(transfer.offered_on, setting.today),
        "badge": badge_of(transfer),
        "action": {"label": say("决定") if is_mine else say("查看"), "href": href},
    }

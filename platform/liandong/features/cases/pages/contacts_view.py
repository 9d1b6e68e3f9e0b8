"""The page 联络名册: whom to call in which unit; pure."""

from collections.abc import Sequence
from typing import Any

from liandong.features.cases.pages.words import Setting
from liandong.features.cases.service import Contact
from liandong.web.languages import say

Plain = dict[str, Any]


def contacts_page(found: Sequence[Contact], wanted: str, setting: Setting) -> Plain:
    """Return the page: all contacts, or those in which what is looked for occurs."""
    rows = [_row(each, setting) for each in found]
    shown = [row for row in rows if wanted in " ".join(row.values())]
    return {
        "title": say("联络名册"),
        "sentence": say("{n} 人在任，{units} 个单位。", n=len(rows), units=len(_units(found))),
        "search": {"action": f"{setting.base}/contacts", "value": wanted},
        "rows": shown,
        "empty": None if shown else _empty(bool(rows), setting),
    }


def _units(found: Sequence[Contact]) -> set[str]:
    return {str(each.unit_id) for each in found}


def _row(contact: Contact, setting: Setting) -> dict[str, str]:
    return {
        "unit": setting.name(contact.unit_id),
        "seat": say(contact.seat),
        "person": contact.person,
        "post": contact.post,
        "phone": contact.phone,
    }


def _empty(is_searched: bool, setting: Setting) -> Plain:
    if is_searched:
        link = {"label": say("看全部"), "href": f"{setting.base}/contacts"}
        return {"icon": "search", "title": say("没有找到"), "text": "", "link": link}
    text = say("各单位提出席位调整，办公室登记到任以后，列在这里。")
    return {"icon": "phone", "title": say("还没有登记联络人员"), "text": text, "link": None}

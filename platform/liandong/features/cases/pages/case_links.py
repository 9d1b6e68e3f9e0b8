"""相关案件: what a matter came from and what it led to, as far as this reader knows; pure."""

from collections.abc import Mapping

from liandong.features.cases.pages.words import Plain, Setting, case_href
from liandong.features.cases.service import CasePicture, Linked
from liandong.features.tenants.service import installed
from liandong.mechanisms import Mechanism
from liandong.web.languages import say


def links_of(picture: CasePicture, setting: Setting) -> Plain | None:
    """Return the linked cases with the move that linked them, their mechanism and state."""
    rows = [_row(each, picture, setting) for each in picture.links]
    if not rows:
        return None
    return {"title": say("相关案件"), "note": say("{n} 件", n=len(rows)), "rows": rows}


def _row(linked: Linked, picture: CasePicture, setting: Setting) -> Plain:
    case = linked.case
    mechanism = installed().registry[case.mechanism, case.version]
    moved = mechanism if linked.is_origin else picture.opened.mechanism
    move = _moves(moved).get(linked.move, linked.move)
    way = say("来自“{move}”") if linked.is_origin else say("因“{move}”转去")
    label = mechanism.state(linked.state).label
    badge = {"label": say(label), "tone": "green" if case.is_final else None, "icon": None}
    parts = (say(mechanism.label), case.number or "", way.replace("{move}", say(move)))
    return {
        "title": case.title or say(mechanism.label),
        "href": case_href(setting.base, case),
        "note": say("；").join(filter(None, parts)),
        "badge": badge if linked.level != "document" else None,
        "chip": None,
    }


def _moves(mechanism: Mechanism) -> Mapping[str, str]:
    return {move.key: move.label for _, move in mechanism.moves}

"""The page 单位名册: the units of the county as it states them, with who sits there; pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from liandong.features.access.service import HOLDER_WORDS
from liandong.features.rosters.models import RosterUpload
from liandong.features.rosters.service.drafting import is_held
from liandong.features.rosters.service.wording import wording
from liandong.web.languages import language, say

Plain = dict[str, Any]


def roster_page(
    roster: Mapping[str, Any],
    waiting: Sequence[RosterUpload],
    today: date,
    base: str,
    token: str,
) -> Plain:
    """Return the roster, the tables that wait, and the form that takes one in."""
    held = [seat for seat in roster["seats"] if is_held(seat, today)]
    n_people = sum("person" in seat for seat in held)
    units = [(unit, [s for s in held if s["unit"] == unit["key"]]) for unit in roster["units"]]
    return {
        "title": say("单位名册"),
        "sentence": say("{units} 个单位，{people} 人在任。", units=len(units), people=n_people),
        "actions": [
            {"label": say("下载名册"), "href": f"{base}/workbook", "icon": "download"},
            {"label": say("下载空模板"), "href": f"{base}/template", "icon": "download"},
        ],
        "upload": {
            "action": f"{base}/uploads",
            "hidden": {"form_token": token, "idempotency_key": str(uuid4())},
            "field": {
                "name": "file",
                "label": say("Excel 工作簿（.xlsx，5 MB 以内）"),
                "kind": "file",
                "accept": ".xlsx",
                "help": say("手头已有的名单就行：有一列单位名称即可。先逐行核对，接受以后才生效。"),
            },
        },
        "waiting": [
            {"label": each.name, "href": f"{base}/uploads/{each.id}", "by": each.uploaded_by}
            for each in waiting
        ],
        "rows": [_row(unit, seats) for unit, seats in units],
    }


def _row(unit: Mapping[str, Any], seats: Sequence[Mapping[str, Any]]) -> Plain:
    names = (unit.get("full_name"), unit.get("short_name"), *unit.get("aliases", ()))
    return {
        "key": unit["key"],
        "name": say(unit["name"]),
        "names": say("、").join(filter(None, names)),
        "kind": kind_words(unit["kind"]),
        "part": part_words(unit),
        "superior": unit.get("superior", ""),
        "seats": [_seat(seat) for seat in seats],
    }


def _seat(seat: Mapping[str, Any]) -> Plain:
    return {
        "label": say(seat["label"]),
        "who": " ".join(filter(None, (seat.get("person"), seat.get("title")))),
        "phone": seat.get("phone", ""),
    }


def kind_words(kind: str) -> str:
    """Return a kind of unit in the language of this answer."""
    return HOLDER_WORDS[kind].pick(language())


def part_words(unit: Mapping[str, Any]) -> str:
    """Return how a unit takes part."""
    part = next((each for each in ("member", "partner") if unit[each]), "neither")
    return say(wording().part_labels[part])

"""The step 单位: who takes part, and what a workbook would make of it; pure."""

from collections.abc import Mapping
from typing import Any

from liandong.features.onboarding.models import OnboardingDraft
from liandong.features.rosters.pages.roster_view import kind_words, part_words
from liandong.features.rosters.service.judging import Outcome
from liandong.web.languages import language, say

Plain = dict[str, Any]
_TONES = {"failed": "red", "new": "green", "changed": "blue", "same": None, "out": None}


def units_part(draft: OnboardingDraft, here: str, outcome: Outcome | None) -> Plain:
    """Return the units of a draft, the form for a workbook, and its verdicts where one failed."""
    roster = draft.stated.get("roster", {})
    seats: dict[str, list[str]] = {}
    for seat in roster.get("seats", ()):
        seats.setdefault(seat["unit"], []).append(_seat(seat))
    return {
        "template": f"{here}/units.xlsx",
        "field": {
            "name": "file",
            "label": say("单位名册（Excel）"),
            "kind": "file",
            "accept": ".xlsx",
            "required": False,
            "help": say("先下载现有的名册，改好再传。表里没有的单位照旧。"),
        },
        "rows": [
            {
                "name": unit["name"],
                "kind": kind_words(unit["kind"]),
                "part": part_words(unit),
                "seats": seats.get(unit["key"], []),
            }
            for unit in roster.get("units", ())
        ],
        "verdicts": _verdicts(outcome) if outcome else [],
    }


def _seat(seat: Mapping[str, Any]) -> str:
    return " ".join(filter(None, (seat["label"], seat.get("person"), seat.get("title"))))


def _verdicts(outcome: Outcome) -> list[Plain]:
    labels = {
        "failed": say("有错误"),
        "new": say("新单位"),
        "changed": say("有变化"),
        "same": say("没有变化"),
        "out": say("不导入"),
    }
    return [
        {
            "number": each.row.number,
            "name": each.row.cells.get("name", "—"),
            "badge": {"label": labels[each.verdict], "tone": _TONES[each.verdict]},
            "wrong": [wrong.words.pick(language()) for wrong in each.wrong],
        }
        for each in outcome.rows
    ]

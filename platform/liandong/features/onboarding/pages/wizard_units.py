"""The step 单位: who takes part, and what a workbook would make of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import request

from liandong.features.onboarding.models import OnboardingDraft
from liandong.features.onboarding.service.units import look_at_upload
from liandong.features.rosters.pages.roster_view import kind_words, part_words
from liandong.features.rosters.pages.upload_view import upload_page
from liandong.web.languages import say
from liandong.web.security import current_form_token

Plain = dict[str, Any]


def units_part(draft: OnboardingDraft, here: str, today: date) -> Plain:
    """Return the units of a draft, the form for a workbook, and the one that waits, judged."""
    waits = look_at_upload(draft, today)
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
        "upload": upload_page(
            waits, request.args.get("show", ""), f"{here}/units", current_form_token()
        )
        if waits
        else None,
    }


def _seat(seat: Mapping[str, Any]) -> str:
    return " ".join(filter(None, (seat["label"], seat.get("person"), seat.get("title"))))

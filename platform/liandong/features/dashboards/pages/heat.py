"""The table unit × month of what was late; pure."""

from datetime import date
from uuid import UUID

from liandong.calendars.words import month_words
from liandong.features.cases.pages.words import Plain
from liandong.features.dashboards.service import Month, Overview
from liandong.web.languages import language, say

UNITS = 10
_STEPS = 4


def heat_view(found: Overview) -> Plain:
    """Return the units with most late first, each month with its number."""
    ranked = sorted(found.heat, key=lambda unit_id: _rank(unit_id, found))
    return {
        "title": say("单位 × 月份：逾期件数"),
        "note": say(
            "近 12 个月，按合计从多到少，前 {count} 个；按到期月份，含还没办结的", count=UNITS
        ),
        "months": [_month(month) for month in found.months],
        "rows": [_row(unit_id, found) for unit_id in ranked[:UNITS]],
        "legend": [
            say("0 = 有到期、全部按期"),
            say("· = 当月没有到期"),
            say("只算已确认的法定期限"),
        ],
        "export_href": None,
        "empty": None if ranked else _empty(),
    }


def _empty() -> Plain:
    text = say("近 12 个月没有已确认的法定期限到期。")
    return {"icon": "calendar-event", "title": say("还没有可数的"), "text": text, "link": None}


def _month(first: date) -> str:
    return month_words(first).pick(language())


def _rank(unit_id: UUID, found: Overview) -> tuple[int, int]:
    unit = found.units.get(unit_id)
    return -_total(unit_id, found), unit.position if unit else 0


def _total(unit_id: UUID, found: Overview) -> int:
    return sum(month.late for month in found.heat[unit_id].values())


def _row(unit_id: UUID, found: Overview) -> Plain:
    name = found.units[unit_id].name if unit_id in found.units else "—"
    months = found.heat[unit_id]
    cells = [_cell(months.get(month), f"{name} {_month(month)}") for month in found.months]
    return {"unit": name, "cells": cells, "total": _total(unit_id, found)}


def _cell(month: Month | None, spoken: str) -> Plain:
    """Return a number on its step of colour; a month in which nothing fell due has none."""
    if month is None:
        return {"text": "·", "step": 0, "href": None, "label": say("{what}：没有到期", what=spoken)}
    step = min(month.late + 1, _STEPS)
    label = say(
        "{what}：到期 {due} 件，逾期 {late} 件", what=spoken, due=month.due, late=month.late
    )
    return {"text": str(month.late), "step": step, "href": None, "label": label}

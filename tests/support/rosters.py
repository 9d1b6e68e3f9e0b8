"""Tables of units and people as counties really keep them, and what becomes of their rows."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from liandong.features.rosters.service.judging import Asked, Judged, Outcome, judge
from liandong.features.rosters.service.sheets import read_sheet
from support.counties import shipped

TODAY = date(2026, 4, 27)


def book(rows: Iterable[Sequence[Any]], merged: Iterable[str] = (), name: str = "Sheet1") -> bytes:
    """Return a workbook with one sheet of these rows, some areas of it merged."""
    made = Workbook()
    sheet = made.active
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def judged(
    data: bytes, code: str = "410108", roster: Any = None, day: date = TODAY, **asked: Any
) -> Outcome:
    """Judge a workbook against the roster of a county as shipped."""
    files, sheet = shipped(code).files, read_sheet(data)
    wanted = Asked(sheet.rows, is_partial=sheet.is_partial, **asked)
    return judge(wanted, roster or files["roster"], files["tenant"], day)


def one(outcome: Outcome) -> Judged:
    """Return the only row."""
    (found,) = outcome.rows
    return found


def unit_of(outcome: Outcome, key: str) -> dict[str, Any]:
    """Return a unit as it would be."""
    return next(each for each in outcome.roster["units"] if each["key"] == key)


def seats_of(outcome: Outcome, unit: str, kind: str) -> list[dict[str, Any]]:
    """Return the seats of a kind that a unit would have."""
    seats = outcome.roster["seats"]
    return [each for each in seats if each["unit"] == unit and each["seat"] == kind]


def words(judged: Judged) -> str:
    """Return all that is said about a row."""
    said = [*(each.words for each in judged.wrong), *(each.words for each in judged.changes)]
    return "；".join(each.zh for each in (*said, *judged.notes))

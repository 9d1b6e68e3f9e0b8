"""What becomes of a running round, or of last year's scheme, under another edition; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from liandong.features.assessment.service.editing import rows_of
from liandong.features.assessment.service.standing import Standing, carried

Plain = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """How one edition differs from another: items by code, and points before and after."""

    added: tuple[str, ...]
    gone: tuple[str, ...]
    points: tuple[tuple[str, str, str], ...]
    rules: tuple[str, ...]
    labels: tuple[str, ...]


def change(old: Plain, new: Plain) -> Change:
    """Return how a scheme differs from the one before it."""
    before = {row.code: row for row in rows_of(old) if not row.is_block}
    after = {row.code: row for row in rows_of(new) if not row.is_block}
    both = [code for code in after if code in before]
    return Change(
        tuple(code for code in after if code not in before),
        tuple(code for code in before if code not in after),
        tuple(
            (code, before[code].values["points"], after[code].values["points"])
            for code in both
            if before[code].values["points"] != after[code].values["points"]
        ),
        tuple(code for code in both if before[code].rule != after[code].rule),
        tuple(code for code in both if before[code].values["label"] != after[code].values["label"]),
    )


@dataclass(frozen=True)
class Fallen:
    """What has no place any more under another scheme, by code."""

    statements: Mapping[str, int]
    deductions: Mapping[str, int]


def fallen(standing: Standing, new: Plain) -> Fallen:
    """Return how many statements and entries of the day book fall away, by their item."""
    codes = {row.code for row in rows_of(new) if not row.is_block}
    to = carried(new)
    statements: dict[str, int] = {}
    deductions: dict[str, int] = {}
    for _, code in standing.statements:
        if not set(to.get(code, (code,))) & codes:
            statements[code] = statements.get(code, 0) + 1
    for entry in standing.deductions:
        if not set(to.get(entry.code, (entry.code,))) & codes:
            deductions[entry.code] = deductions.get(entry.code, 0) + 1
    return Fallen(statements, deductions)

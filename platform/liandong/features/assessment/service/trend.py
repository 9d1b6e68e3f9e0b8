"""A unit over the years: its share of the points, its rank, each part; from published editions."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment import queries
from liandong.features.assessment.errors import TamperedError
from liandong.features.assessment.models import AssessmentRound
from liandong.features.assessment.service.editions import get_edition

Plain = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """One part of a unit's result over the years, in percent, and the first year that had it."""

    code: str
    label: str
    label_en: str
    shares: tuple[float | None, ...]
    since: int


@dataclass(frozen=True)
class Trend:
    """The years, the whole and every part, and the rank among so many."""

    years: tuple[int, ...]
    total: tuple[float | None, ...]
    ranks: tuple[tuple[int, int] | None, ...]
    lines: tuple[Line, ...]


def published_before(
    uow: UnitOfWork, round_: AssessmentRound
) -> tuple[dict[int, Plain], list[int]]:
    """Return what was published for earlier years, and the years whose edition cannot be used.

    An edition that differs from its digest is not used.
    """
    found: dict[int, Plain] = {}
    unusable = []
    for each in reversed(queries.list_rounds(uow)):
        if each.year >= round_.year or not queries.list_editions(uow, each.id):
            continue
        try:
            found[each.year] = get_edition(uow, each.id).content
        except TamperedError:
            unusable.append(each.year)
    return dict(sorted(found.items())), sorted(unusable)


def trend_of(results: Mapping[int, Plain], unit: str) -> Trend | None:
    """Return a unit over the years; nothing where there are less than two.

    Different full points are compared as shares. A part goes by its code, or by the code that it
    replaces as the later scheme says; where it replaces none its line begins there.

    Args:
        results: What was computed, by year.
        unit: Key of the unit.
    """
    scored = {
        year: content
        for year, content in sorted(results.items())
        if unit in content["outcome"]["units"]
    }
    if len(scored) < _TWO:
        return None
    units = {year: content["outcome"]["units"][unit] for year, content in scored.items()}
    newest = scored[max(scored)]["scheme"]
    sheet = next(e for e in newest["sheets"] if str(e["code"]) == units[max(scored)]["sheet"])
    return Trend(
        tuple(scored),
        tuple(_share(each["total"], each["full"]) for each in units.values()),
        tuple(
            None if each["rank"] is None else (each["rank"], each["ranked"])
            for each in units.values()
        ),
        tuple(_line(part, scored, units) for part in sheet["items"]),
    )


_TWO = 2


def _line(part: Plain, scored: Mapping[int, Plain], units: Mapping[int, Plain]) -> Line:
    code: str | None = str(part["code"])
    shares: list[float | None] = []
    since = max(scored)
    for year in sorted(scored, reverse=True):
        place = units[year]["places"].get(code) if code is not None else None
        shares.append(None if place is None else _share(place["points"], place["full"]))
        since = since if place is None else year
        if code is not None:
            code = _before(scored[year]["scheme"], code)
    label = str(part["label"])
    shown = tuple(reversed(shares))
    return Line(str(part["code"]), label, str(part.get("label_en", label)), shown, since)


def _before(scheme: Plain, code: str) -> str:
    """Return by which code the scheme of the year before knew a part."""
    for each in scheme.get("replaces", {}).get("codes", ()):
        if code in map(str, each["new"]):
            return str(each["old"])
    return code


def _share(points: str | None, full: str) -> float | None:
    if points is None or not Decimal(full):
        return None
    return round(float(Decimal(points) / Decimal(full) * 100), 1)

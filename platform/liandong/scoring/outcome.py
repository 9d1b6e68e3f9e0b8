"""A whole scheme scored: every unit by its sheet, ranked in its peer group, graded, in words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from liandong.calendars import Text
from liandong.kernel.errors import Problem
from liandong.scoring.columns import Column, Standing
from liandong.scoring.evidence import UnusableError, read_value
from liandong.scoring.fixed import Ints, fixed, shown
from liandong.scoring.grading import Placed, grades, ranks
from liandong.scoring.scheme import Scheme, Sheet
from liandong.scoring.tree import Block, Place, Sums, Unit, score

#: Of each unit by its key, what is stated by input; what is not stated is missing.
Evidence = Mapping[str, Mapping[str, Any]]
Awarded = Mapping[str, Mapping[str, str]]
Plain = dict[str, Any]
_MINUS = re.compile(r"(?<!\w)-(?=\d)")
_WORDS = {
    Standing.SCORED: "scored",
    Standing.NOT_APPLICABLE: "not_applicable",
    Standing.MISSING: "missing",
}


@dataclass(frozen=True)
class Result:
    """One unit: its sheet and peer group, its total, rank and grade."""

    unit: Unit
    sheet: Sheet
    group: str
    total: int | None
    full: int
    rank: int | None
    of: int
    grade: Text | None
    failed: bool
    place: int


@dataclass(frozen=True)
class Outcome:
    """The results of all units, and the sums that made them, by sheet."""

    scheme: Scheme
    results: tuple[Result, ...]
    sums: Mapping[str, Sums]

    def result(self, key: str) -> Result:
        """Return the result of one unit.

        Raises:
            KeyError: It was not scored.
        """
        for each in self.results:
            if each.unit.key == key:
                return each
        raise KeyError(key)

    def words(self, result: Result, place: Place) -> list[Text]:
        """Return the sum of one place for one unit, step by step."""
        clauses = place.clauses(self.sums[result.sheet.key], result.place)
        return [Text(_MINUS.sub("−", each.zh), _MINUS.sub("−", each.en)) for each in clauses]


def columns_of(
    scheme: Scheme, sheet: Sheet, units: Sequence[Unit], evidence: Evidence
) -> tuple[dict[str, Column], list[Problem]]:
    """Return the inputs of a sheet as columns, and what was stated and cannot be used."""
    found: dict[str, Column] = {}
    problems = []
    for item in sheet.root.leaves():
        for input_, _ in item.inputs:
            reader, numbers = scheme.readers[input_.key], []
            for unit in units:
                stated = evidence.get(unit.key, {}).get(input_.key)
                try:
                    numbers.append(read_value(input_, reader, stated))
                except UnusableError as error:
                    numbers.append(None)
                    problems.append(Problem(f"{unit.key}.{input_.key}", error.zh, error.en))
            found[input_.key] = _column(numbers)
    return found, problems


def _column(numbers: Sequence[int | None]) -> Column:
    gone = np.array([each is None for each in numbers], dtype=bool)
    values = np.array([each or 0 for each in numbers], dtype=np.int64)
    return Column(values, gone.astype(np.uint8) * Standing.MISSING if gone.any() else None)


def evaluate(
    scheme: Scheme, units: Sequence[Unit], evidence: Evidence, awarded: Awarded | None = None
) -> tuple[Outcome, list[Problem]]:
    """Score every unit that has a sheet.

    Args:
        scheme: Read without problems.
        units: Everybody who is scored.
        evidence: Decimal strings, flags, options and lists, by unit and input.
        awarded: Points that decisions on appeals gave, as decimal strings by unit and code.

    Returns:
        The outcome, and what was stated and could not be used (it counts as missing).
    """
    sums: dict[str, Sums] = {}
    places: dict[str, tuple[Sheet, int]] = {}
    problems: list[Problem] = []
    for sheet in scheme.sheets:
        own = tuple(unit for unit in units if scheme.sheet_of(unit) is sheet)
        if own:
            columns, refused = columns_of(scheme, sheet, own, evidence)
            problems += refused
            groups = _group_numbers(scheme, own)
            sums[sheet.key] = score(sheet.root, own, columns, groups, _awards(awarded or {}))
            places |= {unit.key: (sheet, i) for i, unit in enumerate(own)}
    return Outcome(scheme, tuple(_results(scheme, units, sums, places)), sums), problems


def _awards(awarded: Awarded) -> dict[str, dict[str, int]]:
    return {unit: {code: fixed(p) for code, p in of.items()} for unit, of in awarded.items()}


def _group(scheme: Scheme, unit: Unit) -> str:
    groups = scheme.groups_of(unit)
    return groups[0].key if groups else ""


def _group_numbers(scheme: Scheme, units: Sequence[Unit]) -> Ints:
    keys = [_group(scheme, unit) for unit in units]
    order = {key: i for i, key in enumerate(dict.fromkeys(keys))}
    return np.array([order[key] for key in keys], dtype=np.int64)


def _results(
    scheme: Scheme,
    units: Sequence[Unit],
    sums: Mapping[str, Sums],
    places: Mapping[str, tuple[Sheet, int]],
) -> list[Result]:
    found: dict[str, Result] = {}
    groups: dict[str, list[tuple[Unit, Placed]]] = {}
    for unit in units:
        if unit.key in places:
            groups.setdefault(_group(scheme, unit), []).append(
                (unit, _placed(unit, sums, *places[unit.key]))
            )
    for key, members in groups.items():
        placed = [each for _, each in members]
        names = grades(scheme.grading, placed)
        for (unit, own), rank, grade in zip(
            members, ranks([p.total for p in placed]), names, strict=True
        ):
            sheet, place = places[unit.key]
            label = None if grade is None else grade.label
            ranked = sum(each.total is not None for each in placed)
            found[unit.key] = Result(
                unit, sheet, key, own.total, own.full, rank, ranked, label, own.failed, place
            )
    return [found[unit.key] for unit in units if unit.key in found]


def _placed(unit: Unit, sums: Mapping[str, Sums], sheet: Sheet, place: int) -> Placed:
    points = sums[sheet.key].of[sheet.key]
    is_scored = points.earned.stands(place) is Standing.SCORED
    total = int(points.earned.values[place]) if is_scored else None
    return Placed(unit.key, total, int(points.full[place]), bool(points.failed[place]))


def dumped(outcome: Outcome) -> Plain:
    """Return everything that was computed as plain data: decimal strings, words in both languages.

    The same scheme and evidence give the same data, to the last digit.
    """
    return {"units": {each.unit.key: _dumped(outcome, each) for each in outcome.results}}


def _dumped(outcome: Outcome, result: Result) -> Plain:
    grade = result.grade
    return {
        "sheet": result.sheet.key,
        "group": result.group,
        "total": None if result.total is None else shown(result.total, 2),
        "full": shown(result.full),
        "rank": result.rank,
        "ranked": result.of,
        "grade": None if grade is None else {"zh": grade.zh, "en": grade.en},
        "failed": result.failed,
        "places": {
            place.code: _place(outcome, result, place) for place in result.sheet.root.places()
        },
    }


def _place(outcome: Outcome, result: Result, place: Place) -> Plain:
    points = outcome.sums[result.sheet.key].of[place.code]
    standing = points.earned.stands(result.place)
    is_scored = standing is Standing.SCORED
    return {
        "is_item": not isinstance(place, Block),
        "standing": _WORDS[standing],
        "points": shown(int(points.earned.values[result.place]), 2) if is_scored else None,
        "full": shown(int(points.full[result.place])),
        "sum": [{"zh": each.zh, "en": each.en} for each in outcome.words(result, place)],
    }

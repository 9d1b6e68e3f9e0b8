"""A computed result as sheets to be varied; an analysis as what is kept with the result."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from liandong.scoring.robustness.analysing import Likeness, Robustness
from liandong.scoring.robustness.drawing import ALGORITHM
from liandong.scoring.robustness.stating import Sheet, Specification
from liandong.scoring.robustness.variance import Influence
from liandong.scoring.scheme import Scheme
from liandong.scoring.tree import WHOLE, Item, Place

Plain = dict[str, Any]
_TWO = 2


def sheets_of(scheme: Scheme, outcome: Plain) -> dict[str, Sheet]:
    """Return who is ranked together, by the first sheet of theirs; who has no total is left out.

    Sheets whose units share a peer group are one. Where there are not two units, nobody is ahead.
    """
    units = {k: u for k, u in outcome["units"].items() if u["total"] is not None}
    counts = {each.key: dict(_counts(each.root)) for each in scheme.sheets}
    found = {}
    for names in _together(units):
        own = {key: each for key, each in units.items() if each["sheet"] in names}
        if len(own) >= _TWO:
            found[names[0]] = _sheet(own, counts)
    return found


def _together(units: Plain) -> list[list[str]]:
    """Return the sheets that share peer groups, each with those that it is ranked with."""
    found: list[tuple[list[str], set[str]]] = []
    for sheet in dict.fromkeys(each["sheet"] for each in units.values()):
        names = [sheet]
        groups = {each["group"] for each in units.values() if each["sheet"] == sheet}
        for other in [each for each in found if each[1] & groups]:
            found.remove(other)
            names, groups = other[0] + names, other[1] | groups
        found.append((names, groups))
    return [names for names, _ in found]


def _counts(place: Place, times: float = 1.0) -> Iterator[tuple[str, float]]:
    """Yield of each item by what its points are multiplied on the way to the total."""
    if isinstance(place, Item):
        yield place.code, times
        return
    if place.worth_of is not None and place.summed():
        times *= place.worth_of / place.summed()
    for child in place.children:
        yield from _counts(child, times * (WHOLE if child.weight is None else child.weight) / WHOLE)


def _sheet(own: Plain, counts: Mapping[str, Mapping[str, float]]) -> Sheet:
    items = dict.fromkeys(
        code for each in own.values() for code, p in each["places"].items() if p["is_item"]
    )
    absent = {"points": None, "full": 0}
    places = [[each["places"].get(code, absent) for code in items] for each in own.values()]
    count = np.array([[counts[u["sheet"]].get(code, 0) for code in items] for u in own.values()])
    return Sheet(
        tuple(own),
        tuple(items),
        np.array([[float(p["points"] or 0) for p in row] for row in places]) * count,
        np.array([[float(p["full"]) for p in row] for row in places]) * count,
        tuple(each["group"] for each in own.values()),
        np.array([float(each["total"]) for each in own.values()]),
        np.array([float(each["full"]) for each in own.values()]),
        count,
    )


def dumped(found: Robustness, stated: Specification) -> Plain:
    """Return the analysis as plain data: seed, algorithm, what was varied, what came of it."""
    return {
        "algorithm": ALGORITHM,
        "seed": stated.seed,
        "draws": stated.draws,
        "samples": stated.samples,
        "weights": f"{stated.weights:.4f}",
        "errors": {code: f"{error:.4f}" for code, error in sorted(stated.errors.items())},
        "intervals": {unit: list(ends) for unit, ends in found.intervals.items()},
        "holds": {unit: f"{share:.4f}" for unit, share in found.holds.items()},
        "shifts": {code: f"{shift:.4f}" for code, shift in found.shifts.items()},
        "decides": dict(found.decides),
        "correlated": [[a, b, f"{each:.4f}"] for a, b, each in found.correlated],
        "constant": list(found.constant),
        "influence": {
            "weights": {code: _ends(each) for code, each in found.weights.items()},
            "marks": {code: _ends(each) for code, each in found.marks.items()},
        },
        "likeness": None if found.likeness is None else _likeness(found.likeness),
    }


def _ends(of: Influence) -> list[str]:
    return [f"{of.first:.4f}", f"{of.total:.4f}"]


def _likeness(of: Likeness) -> Plain:
    return {
        "codes": list(of.codes),
        "correlations": [[f"{each:.4f}" for each in row] for row in of.correlations],
        "alpha": f"{of.alpha:.4f}",
        "components": [f"{each:.4f}" for each in of.components],
    }

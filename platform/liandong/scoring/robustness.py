"""How sure a rank is: what becomes of it when weights and marks are a little different.

Nothing here changes a published number. Draws are made from a stated seed by a stated algorithm,
in an order that follows from the units' keys, so that the same result gives the same intervals.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liandong.kernel.errors import InvalidInputError, Problem

Floats = NDArray[np.float64]
Ranks = NDArray[np.int64]
Plain = dict[str, Any]
ALGORITHM = "numpy.PCG64"
#: Two indicators closer than this say much the same; ours, no regulation says so.
CORRELATED = 0.9
_EVEN = 1e-9
_LOW, _HIGH = 0.05, 0.95


class SpecificationError(InvalidInputError):
    """What is to be varied is stated in a way that cannot be."""

    code = "assessment.specification"
    title_zh = "稳健性分析的设定不对"
    title_en = "The robustness analysis is wrongly specified"


@dataclass(frozen=True)
class Specification:
    """What is varied, how much, how often.

    Args:
        weights: Share by which the weight of each indicator goes up or down, 0 to 1.
        errors: Points by which a mark may be off, by code of the judged indicator.
        draws: How many times.
        seed: From which every draw follows.
    """

    weights: float
    errors: Mapping[str, float]
    draws: int
    seed: int


@dataclass(frozen=True)
class Sheet:
    """Units that share a sheet: their points and full points by indicator, and their peer groups.

    Args:
        units: Keys of the units.
        codes: Of the indicators.
        points: Units × indicators; what does not apply is zero.
        full: Units × indicators; what does not apply is zero.
        groups: Peer group of each unit.
    """

    units: tuple[str, ...]
    codes: tuple[str, ...]
    points: Floats
    full: Floats
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Robustness:
    """What becomes of the ranks.

    Args:
        intervals: Of each unit, the least and the greatest rank of 90 of 100 draws.
        holds: Of each unit, the share of draws in which it keeps its rank.
        shifts: Of each indicator, by how many places ranks move on average without it.
        decides: Of each indicator, between how many neighbours it alone decides who is ahead.
        correlated: Pairs of indicators that say much the same, with their rank correlation.
        constant: Indicators in which nobody differs.
    """

    intervals: Mapping[str, tuple[int, int]]
    holds: Mapping[str, float]
    shifts: Mapping[str, float]
    decides: Mapping[str, int]
    correlated: tuple[tuple[str, str, float], ...]
    constant: tuple[str, ...]


def analyse(sheet: Sheet, stated: Specification) -> Robustness:
    """Vary weights and marks of a sheet, and look at each indicator by itself.

    Raises:
        SpecificationError: There is nothing to vary, or a share or error cannot be.
    """
    problems = [*_problems(sheet, stated)]
    if problems:
        raise SpecificationError(problems)
    order = np.argsort(np.array(sheet.units))
    back = np.argsort(order)
    ranks = ranked(_totals(sheet.points, sheet.full), sheet.groups)
    drawn = _draws(sheet, stated, order)[:, back]
    low = np.quantile(drawn, _LOW, axis=0, method="lower")
    high = np.quantile(drawn, _HIGH, axis=0, method="higher")
    keeps = (drawn == ranks).mean(axis=0)
    without = {code: _without(sheet, i) for i, code in enumerate(sheet.codes)}
    return Robustness(
        intervals={u: (int(low[i]), int(high[i])) for i, u in enumerate(sheet.units)},
        holds={u: float(keeps[i]) for i, u in enumerate(sheet.units)},
        shifts={code: float(np.abs(each - ranks).mean()) for code, each in without.items()},
        decides={code: _turned(sheet, ranks, each) for code, each in without.items()},
        correlated=tuple(_correlated(sheet)),
        constant=tuple(_constant(sheet)),
    )


def _problems(sheet: Sheet, stated: Specification) -> Iterator[Problem]:
    if not 0 <= stated.weights < 1:
        yield Problem("weights", "要在 0 到 1 之间", "from 0 to below 1")
    if stated.draws < 1:
        yield Problem("draws", "至少一次", "at least one")
    if stated.seed < 0:
        yield Problem("seed", "不能小于零", "not below zero")
    for code, error in stated.errors.items():
        if code not in sheet.codes:
            yield Problem(f"errors.{code}", "没有这个指标", "there is no such indicator")
        elif not (isfinite(error) and error >= 0):
            yield Problem(f"errors.{code}", "要是不小于零的数", "a number, not below zero")
    if not stated.weights and not any(stated.errors.values()):
        yield Problem("weights", "没有可变动的", "nothing is varied")
    if not sheet.units or not sheet.codes:
        yield Problem("units", "没有单位或者指标", "there are no units, or no indicators")


def _totals(points: Floats, full: Floats) -> Floats:
    """Return the share of the full points of each unit, so that what does not apply is left out."""
    whole = full.sum(axis=1)
    return np.asarray(points.sum(axis=1) / np.where(whole > 0, whole, 1))


def ranked(totals: Floats, groups: Sequence[str]) -> Ranks:
    """Return the rank of each total within its group; equal ones share: 1, 2, 2, 4."""
    found = np.zeros(len(totals), dtype=np.int64)
    of = np.array(groups)
    for group in dict.fromkeys(groups):
        own = np.flatnonzero(of == group)
        ahead = totals[own][None, :] > totals[own][:, None] + _EVEN
        found[own] = ahead.sum(axis=1) + 1
    return found


def _draws(sheet: Sheet, stated: Specification, order: Ranks) -> Ranks:
    generator = np.random.Generator(np.random.PCG64(stated.seed))
    points, full = sheet.points[order], sheet.full[order]
    groups = [sheet.groups[i] for i in order]
    errors = np.array([stated.errors.get(code, 0.0) for code in sheet.codes])
    found = np.empty((stated.draws, len(sheet.units)), dtype=np.int64)
    for each in found:
        weights = generator.uniform(1 - stated.weights, 1 + stated.weights, len(sheet.codes))
        off = generator.uniform(-1, 1, points.shape) * errors
        moved = np.where(full > 0, np.clip(points + off, 0, np.maximum(full, points)), points)
        each[:] = ranked(_totals(moved * weights, full * weights), groups)
    return found


def _without(sheet: Sheet, indicator: int) -> Ranks:
    kept = np.arange(len(sheet.codes)) != indicator
    return ranked(_totals(sheet.points[:, kept], sheet.full[:, kept]), sheet.groups)


def _turned(sheet: Sheet, ranks: Ranks, without: Ranks) -> int:
    """Count the neighbours whose order turns, or whose tie is broken or made, without it."""
    of, turned = np.array(sheet.groups), 0
    for group in dict.fromkeys(sheet.groups):
        own = np.flatnonzero(of == group)
        line = own[np.argsort(ranks[own], kind="stable")]
        for ahead, behind in pairwise(line):
            before = np.sign(ranks[ahead] - ranks[behind])
            turned += int(before != np.sign(without[ahead] - without[behind]))
    return turned


def _constant(sheet: Sheet) -> Iterator[str]:
    for i, code in enumerate(sheet.codes):
        shares = _shares(sheet, i)
        if len(shares) and np.ptp(shares) < _EVEN:
            yield code


def _shares(sheet: Sheet, indicator: int) -> Floats:
    full, points = sheet.full[:, indicator], sheet.points[:, indicator]
    return np.asarray(points[full > 0] / full[full > 0])


def _correlated(sheet: Sheet) -> Iterator[tuple[str, str, float]]:
    """Yield pairs by Spearman's rank correlation, over the units to whom both apply."""
    for i, first in enumerate(sheet.codes):
        for j in range(i + 1, len(sheet.codes)):
            both = (sheet.full[:, i] > 0) & (sheet.full[:, j] > 0)
            found = spearman(
                sheet.points[both, i] / sheet.full[both, i],
                sheet.points[both, j] / sheet.full[both, j],
            )
            if found is not None and abs(found) >= CORRELATED:
                yield first, sheet.codes[j], found


_FEWEST = 5


def spearman(first: Floats, second: Floats) -> float | None:
    """Return the rank correlation; nothing for fewer than five, or where one does not vary."""
    if len(first) < _FEWEST or np.ptp(first) < _EVEN or np.ptp(second) < _EVEN:
        return None
    return float(np.corrcoef(_midranks(first), _midranks(second))[0, 1])


def _midranks(values: Floats) -> Floats:
    below = (values[None, :] < values[:, None]).sum(axis=1)
    same = (values[None, :] == values[:, None]).sum(axis=1)
    return np.asarray(below + (same + 1) / 2)


def sheets_of(outcome: Plain) -> list[Sheet]:
    """Return the sheets of a computed result; who has no total is left out."""
    units = {k: u for k, u in outcome["units"].items() if u["total"] is not None}
    found = []
    for sheet in dict.fromkeys(each["sheet"] for each in units.values()):
        own = {key: each for key, each in units.items() if each["sheet"] == sheet}
        items = dict.fromkeys(
            code for each in own.values() for code, p in each["places"].items() if p["is_item"]
        )
        places = [[each["places"][code] for code in items] for each in own.values()]
        found.append(
            Sheet(
                tuple(own),
                tuple(items),
                np.array([[float(p["points"] or 0) for p in row] for row in places]),
                np.array([[float(p["full"]) for p in row] for row in places]),
                tuple(each["group"] for each in own.values()),
            )
        )
    return found


def dumped(found: Robustness, stated: Specification) -> Plain:
    """Return the analysis as plain data: seed, algorithm, what was varied, what came of it."""
    return {
        "algorithm": ALGORITHM,
        "seed": stated.seed,
        "draws": stated.draws,
        "weights": f"{stated.weights:.4f}",
        "errors": {code: f"{error:.4f}" for code, error in sorted(stated.errors.items())},
        "intervals": {unit: list(ends) for unit, ends in found.intervals.items()},
        "holds": {unit: f"{share:.4f}" for unit, share in found.holds.items()},
        "shifts": {code: f"{shift:.4f}" for code, shift in found.shifts.items()},
        "decides": dict(found.decides),
        "correlated": [[a, b, f"{each:.4f}"] for a, b, each in found.correlated],
        "constant": list(found.constant),
    }

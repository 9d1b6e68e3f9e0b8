"""The whole analysis of a sheet."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from liandong.scoring.robustness.drawing import Draws
from liandong.scoring.robustness.intervals import Told, intervals
from liandong.scoring.robustness.leaving_out import left_out, unvaried
from liandong.scoring.robustness.likeness import (
    alike,
    alpha,
    components,
    constant,
    correlations,
)
from liandong.scoring.robustness.stating import Floats, Sheet, Specification, confirm
from liandong.scoring.robustness.variance import Influence, influences

_FEWEST = 2


@dataclass(frozen=True)
class Likeness:
    """How far the indicators that everybody has and that vary hang together.

    Args:
        codes: Of these indicators.
        correlations: Pearson's, of each with each.
        alpha: Cronbach's alpha of the standardised indicators.
        components: Shares of the variance that the principal components explain, falling.
    """

    codes: tuple[str, ...]
    correlations: Floats
    alpha: float
    components: Floats


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
        weights: Of each indicator, what its weight does to the mean shift of ranks.
        marks: Of each indicator in doubt, what its marks do to it.
        likeness: How the indicators hang together; nothing where fewer than two can be compared.
    """

    intervals: Mapping[str, tuple[int, int]]
    holds: Mapping[str, float]
    shifts: Mapping[str, float]
    decides: Mapping[str, int]
    correlated: tuple[tuple[str, str, float], ...]
    constant: tuple[str, ...]
    weights: Mapping[str, Influence]
    marks: Mapping[str, Influence]
    likeness: Likeness | None


def analyse(
    sheet: Sheet, stated: Specification, told: Told = lambda _done, _of: None
) -> Robustness:
    """Vary weights and marks of a sheet, and look at each indicator by itself.

    Args:
        sheet: Who is ranked together.
        stated: What is varied.
        told: Is called with how many ranks of how many are drawn.

    Raises:
        SpecificationError: There is nothing to vary, or a share or error cannot be.
    """
    confirm(sheet, stated)
    ranks = unvaried(sheet)
    low, high, keeps = intervals(Draws(sheet, stated), ranks, told)
    without = {code: rest for code, *rest in left_out(sheet, ranks)}
    weights, marks = influences(sheet, stated, ranks) if stated.samples else ({}, {})
    same = constant(sheet)
    return Robustness(
        intervals={u: (int(low[i]), int(high[i])) for i, u in enumerate(sheet.units)},
        holds={u: float(keeps[i]) for i, u in enumerate(sheet.units)},
        shifts={code: float(each[0]) for code, each in without.items()},
        decides={code: int(each[1]) for code, each in without.items()},
        correlated=tuple(alike(sheet)),
        constant=same,
        weights=weights,
        marks=marks,
        likeness=_likeness(sheet, same),
    )


def _likeness(sheet: Sheet, same: tuple[str, ...]) -> Likeness | None:
    shares = sheet.shares()
    kept = [
        i
        for i, code in enumerate(sheet.codes)
        if code not in same and not np.isnan(shares[:, i]).any()
    ]
    if len(kept) < _FEWEST:
        return None
    codes = tuple(sheet.codes[i] for i in kept)
    found = correlations(codes, shares[:, kept])
    return Likeness(codes, found, alpha(found), components(found))

"""How far indicators say the same, and whether together they say one thing."""

from collections.abc import Iterator, Sequence

import numpy as np

from liandong.kernel.errors import Problem
from liandong.scoring.robustness.stating import Floats, Sheet, SpecificationError

#: Two indicators closer than this say much the same; ours, no regulation says so.
CORRELATED = 0.9
_EVEN = 1e-9
_FEWEST, _TWO = 5, 2


def constant(sheet: Sheet) -> tuple[str, ...]:
    """Return the indicators in which nobody to whom they apply differs."""
    shares = sheet.shares()
    known = [column[~np.isnan(column)] for column in shares.T]
    return tuple(
        code
        for code, own in zip(sheet.codes, known, strict=True)
        if len(own) and np.ptp(own) < _EVEN
    )


def correlations(codes: Sequence[str], values: Floats) -> Floats:
    """Return Pearson's correlations between the columns.

    Raises:
        SpecificationError: There are fewer than two units, or a column does not vary.
    """
    problems = [
        Problem(code, "各单位都一样，算不出相关系数", "nobody differs: it correlates with nothing")
        for code, column in zip(codes, values.T, strict=True)
        if len(column) >= _TWO and np.ptp(column) < _EVEN
    ]
    if len(values) < _TWO:
        problems = [Problem("units", "至少两个单位", "at least two units")]
    if problems:
        raise SpecificationError(problems)
    return np.asarray(np.corrcoef(values, rowvar=False)).reshape(len(codes), len(codes))


def alpha(correlated: Floats) -> float:
    """Return Cronbach's alpha of standardised indicators from their correlations.

    Raises:
        SpecificationError: There are fewer than two.
    """
    many = len(correlated)
    if many < _TWO:
        raise SpecificationError([Problem("codes", "至少两个指标", "at least two indicators")])
    return float(many / (many - 1) * (1 - many / correlated.sum()))


def components(correlated: Floats) -> Floats:
    """Return the share of the variance that each principal component explains, falling."""
    found = np.linalg.eigvalsh(correlated)[::-1]
    return np.asarray(np.maximum(found, 0) / len(correlated))


def spearman(first: Floats, second: Floats) -> float | None:
    """Return the rank correlation; nothing for fewer than five, or where one does not vary."""
    if len(first) < _FEWEST or not np.ptp(first) or not np.ptp(second):
        return None
    return float(np.corrcoef(midranks(first), midranks(second))[0, 1])


def midranks(values: Floats) -> Floats:
    """Return ranks from the lowest, equals sharing the mean of theirs."""
    _, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[where])


def alike(sheet: Sheet) -> Iterator[tuple[str, str, float]]:
    """Yield pairs by Spearman's rank correlation, over the units to whom both apply."""
    shares = sheet.shares()
    apply = ~np.isnan(shares)
    at_once = _of_all(shares)
    for i, first in enumerate(sheet.codes):
        for j in range(i + 1, len(sheet.codes)):
            found = at_once.get((i, j))
            if found is None and not (apply[:, i] & apply[:, j]).all():
                both = apply[:, i] & apply[:, j]
                found = spearman(shares[both, i], shares[both, j])
            if found is not None and abs(found) >= CORRELATED:
                yield first, sheet.codes[j], found


def _of_all(shares: Floats) -> dict[tuple[int, int], float]:
    """Return the rank correlations of what applies to everybody and varies, by place."""
    kept = [i for i, own in enumerate(shares.T) if not np.isnan(own).any() and np.ptp(own)]
    if len(shares) < _FEWEST or len(kept) < _TWO:
        return {}
    matrix = np.corrcoef([midranks(shares[:, i]) for i in kept])
    return {
        (i, j): float(matrix[a, b]) for a, i in enumerate(kept) for b, j in enumerate(kept) if i < j
    }

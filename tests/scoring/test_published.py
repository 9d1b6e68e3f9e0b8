"""The figures that the OECD/JRC handbook publishes of its example come out of the same data."""

from math import log10

import numpy as np
import pytest

from liandong.scoring.robustness import Sheet, Specification, analyse
from liandong.scoring.robustness.leaving_out import unvaried
from liandong.scoring.robustness.likeness import alpha, components, correlations
from support.technology_index import (
    ALPHA,
    ALPHA_WITHOUT,
    CORRELATIONS,
    EIGENVALUES,
    IN_LOGS,
    INDEX,
    INDICATORS,
    LEAST,
    METHODS,
    MOST,
    PERCENT,
    RANKS,
    RAW,
    WEIGHTS,
)

COUNTRIES = tuple(RAW)
FOUND = correlations(INDICATORS, np.array([RAW[each] for each in COUNTRIES]))


def rescaled(place: int, raw: float) -> float:
    """Between the goalposts; who is beyond counts as being there. Raw logs have a base of ten."""
    least, most = LEAST[place], MOST[place]
    if place in IN_LOGS:
        least, most = log10(least), log10(most)
    return float(min(max((raw - least) / (most - least), 0), 1))


def index_sheet(method: str) -> Sheet:
    shares = [[rescaled(i, raw) for i, raw in enumerate(RAW[each])] for each in COUNTRIES]
    full = np.tile(np.array(WEIGHTS[method]), (len(COUNTRIES), 1))
    one = ("all",) * len(COUNTRIES)
    return Sheet(COUNTRIES, INDICATORS, np.array(shares) * full, full, one)


def test_correlations() -> None:
    """Table 6, 28 figures; the raw data are published rounded, so that two are a little off."""
    published = [each for row in CORRELATIONS for each in row]
    ours = [FOUND[i, i + 1 + k] for i, row in enumerate(CORRELATIONS) for k in range(len(row))]

    off = np.abs(np.array(ours) - published)

    assert len(off) == 28
    assert (off < 0.0055).sum() == 26
    assert off.max() < 0.02


def test_principal_components() -> None:
    """Table 7, 16 figures."""
    found = components(FOUND)

    assert (found * 8).tolist() == pytest.approx(EIGENVALUES, abs=0.055)
    assert (found * 100).tolist() == pytest.approx(PERCENT, abs=0.13)


def test_cronbachs_alpha() -> None:
    """Page 72 and Table 11, 9 figures."""
    without = [
        alpha(FOUND[np.ix_(kept, kept)])
        for out in range(8)
        if (kept := [i for i in range(8) if i != out])
    ]

    assert round(alpha(FOUND), 2) == ALPHA
    assert without == pytest.approx(ALPHA_WITHOUT, abs=0.0016)


@pytest.mark.parametrize(("method", "off"), [("EW", 0), ("BAP", 0), ("FA", 1), ("AHP", 2)])
def test_ranks(method: str, off: int) -> None:
    """Table 23, 92 ranks: two columns to the place; weights of the others are published rounded."""
    found = unvaried(index_sheet(method))

    moved = [
        abs(int(r) - RANKS[c][METHODS.index(method)]) for c, r in zip(COUNTRIES, found, strict=True)
    ]
    assert max(moved) == off
    assert sum(each == 0 for each in moved) >= 19


def test_the_index_itself() -> None:
    sheet = index_sheet("EW")

    for country, published in INDEX.items():
        own = sheet.points[COUNTRIES.index(country)].sum() * 100
        assert own == pytest.approx(published, abs=0.1)


def test_the_analysis_of_the_example_is_of_its_figures() -> None:
    found = analyse(index_sheet("EW"), Specification(0.1, {}, 200, 1))

    assert found.likeness is not None
    assert found.likeness.codes == INDICATORS
    assert found.likeness.alpha == pytest.approx(alpha(found.likeness.correlations))
    for country, (low, high) in found.intervals.items():
        assert low <= RANKS[country][0] <= high

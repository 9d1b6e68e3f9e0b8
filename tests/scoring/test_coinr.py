"""The example of COINr (ASEM, 51 countries) comes out of its pillars as it is printed.

COINr 1.1.14 (Becker and others, Journal of Open Source Software 7(78), 4567, 2022), vignette
"Presenting Results": the first six countries by the index, with two sub-indices and eight pillars,
printed at two places. Pillars weigh the same within a sub-index, and so do both sub-indices.
"""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from liandong.scoring.editions import computed
from liandong.scoring.robustness import Sheet, Specification, analyse

CONN = ("Physical", "ConEcFin", "Political", "Instit", "P2P")
SUST = ("Environ", "Social", "SusEcFin")
#: Rank, index, both sub-indices; then the pillars, those of connectivity first.
PUBLISHED = {
    "CHE": (1, "68.38", "62.79", "73.98", "63.41 32.87 74.78 85.94 56.93 77.21 87.85 56.88"),
    "NLD": (2, "64.82", "61.94", "67.70", "64.87 46.62 84.55 71.74 41.92 58.73 86.58 57.78"),
    "DNK": (3, "64.80", "57.10", "72.51", "50.52 30.43 78.13 75.35 51.04 69.83 86.40 61.29"),
    "NOR": (4, "64.47", "57.44", "71.50", "58.18 25.70 80.03 89.46 33.80 70.90 87.00 56.59"),
    "BEL": (5, "63.54", "63.99", "63.09", "71.97 48.22 80.84 75.60 43.32 53.01 86.17 50.09"),
    "SWE": (6, "63.00", "53.87", "72.12", "51.51 23.87 80.98 74.51 38.50 66.37 87.74 62.27"),
}
LAST_PLACE = Decimal("0.01")  # what goes in and what comes out is printed at two places


def _item(code: str) -> dict[str, Any]:
    inputs = {"a": {"label": code, "label_en": code, "to": 100, "source": {"judged": True}}}
    rule = {"start": 0, "terms": [{"add": "a"}], "inputs": inputs}
    return {"code": code, "label": code, "points": 100, "scorer": "office", **rule}


def _block(code: str, pillars: tuple[str, ...]) -> dict[str, Any]:
    return {"code": code, "label": code, "worth": 100, "items": [_item(each) for each in pillars]}


RAW: dict[str, Any] = {
    "key": "asem", "edition": "1", "year": 2018, "title": "ASEM",
    "sheets": [{"code": "Index", "label": "Index", "worth": 100,
                "items": [_block("Conn", CONN), _block("Sust", SUST)]}],
}  # fmt: skip


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    units = [{"key": key, "name": key, "kind": "country", "roles": []} for key in PUBLISHED]
    facts = {
        key: {f"{p}/a": v for p, v in zip((*CONN, *SUST), printed[4].split(), strict=True)}
        for key, printed in PUBLISHED.items()
    }
    outcome: dict[str, Any] = computed(RAW, units, facts, {})["outcome"]["units"]
    return outcome


@pytest.mark.parametrize("country", PUBLISHED)
def test_index_and_its_parts(found: dict[str, Any], country: str) -> None:
    """Eighteen figures, six ranks."""
    rank, *printed, _ = PUBLISHED[country]
    places = found[country]["places"]

    for code, figure in zip(("Index", "Conn", "Sust"), printed, strict=True):
        assert abs(Decimal(places[code]["points"]) - Decimal(figure)) <= LAST_PLACE, code
    assert found[country]["rank"] == rank


def test_without_doubt_every_rank_is_the_one_published() -> None:
    shares = np.array([[float(v) for v in each[4].split()] for each in PUBLISHED.values()])
    weights = np.array([1 / 10] * len(CONN) + [1 / 6] * len(SUST))
    full = np.tile(weights, (len(PUBLISHED), 1))
    codes = (*CONN, *SUST)
    sheet = Sheet(tuple(PUBLISHED), codes, shares / 100 * full, full, ("all",) * len(PUBLISHED))
    analysed = analyse(sheet, Specification(1e-6, {}, 20, 7))

    assert {unit: tuple(ends) for unit, ends in analysed.intervals.items()} == {
        unit: (each[0], each[0]) for unit, each in PUBLISHED.items()
    }

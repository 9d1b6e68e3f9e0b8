"""How sure ranks are: against a slow second computation, and what must hold of any sheet."""

from itertools import pairwise

import numpy as np
import pytest

from liandong.scoring.robustness import (
    Sheet,
    Specification,
    SpecificationError,
    analyse,
    spearman,
)

CODES = ("a", "b", "c", "d")


def sheet(seed: int = 1, n: int = 9) -> Sheet:
    dice = np.random.default_rng(seed)
    full = np.array([[8.0, 6.0, 10.0, 2.0]] * n)
    full[0, 1] = 0
    points = np.array([[dice.integers(0, int(top * 2) + 1) / 2 for top in row] for row in full])
    points[:, 3] = 1.0
    groups = tuple("x" if i < n - 3 else "y" for i in range(n))
    return Sheet(tuple(f"u{i:02}" for i in range(n)), CODES, points, full, groups)


def stated(**changed: object) -> Specification:
    usual: dict[str, object] = {"weights": 0.1, "errors": {"b": 0.3}, "draws": 200, "seed": 7}
    return Specification(**{**usual, **changed})  # type: ignore[arg-type]


def slow_ranks(of: Sheet, skip: str = "") -> dict[str, int]:
    """Ranks by hand: the share of the points that apply, one unit after the other."""
    shares = {}
    for i, unit in enumerate(of.units):
        kept = [j for j, code in enumerate(of.codes) if code != skip]
        shares[unit] = sum(of.points[i, j] for j in kept) / sum(of.full[i, j] for j in kept)
    group = dict(zip(of.units, of.groups, strict=True))
    return {
        unit: 1 + sum(shares[o] > shares[unit] + 1e-9 for o in of.units if group[o] == group[unit])
        for unit in of.units
    }


@pytest.mark.parametrize("seed", range(5))
def test_each_indicator_left_out_agrees_with_a_second_computation(seed: int) -> None:
    of = sheet(seed)
    found, before = analyse(of, stated()), slow_ranks(of)
    for code in CODES:
        after = slow_ranks(of, code)
        moved = sum(abs(after[u] - before[u]) for u in of.units) / len(of.units)
        assert found.shifts[code] == pytest.approx(moved)
        turned = 0
        for group in ("x", "y"):
            line = sorted(
                (u for u, g in zip(of.units, of.groups, strict=True) if g == group),
                key=lambda unit: before[unit],
            )
            for first, second in pairwise(line):
                was, now = before[first] - before[second], after[first] - after[second]
                turned += int(np.sign(was) != np.sign(now))
        assert found.decides[code] == turned


def test_the_same_seed_gives_the_same_and_the_order_of_units_does_not_matter() -> None:
    of = sheet()
    turned = np.arange(len(of.units))[::-1]
    other = Sheet(
        tuple(of.units[i] for i in turned),
        of.codes,
        of.points[turned],
        of.full[turned],
        tuple(of.groups[i] for i in turned),
    )

    assert analyse(of, stated()).intervals == analyse(other, stated()).intervals
    wide = stated(weights=0.6), stated(weights=0.6, seed=8)
    assert analyse(of, wide[0]).holds != analyse(of, wide[1]).holds


def test_what_is_hardly_varied_keeps_every_rank() -> None:
    of = sheet()
    found = analyse(of, stated(weights=0.0, errors={"c": 1e-12}))

    assert found.intervals == {u: (rank, rank) for u, rank in slow_ranks(of).items()}
    assert set(found.holds.values()) == {1.0}


def test_who_leads_by_much_leads_always_and_more_doubt_never_narrows() -> None:
    of = sheet()
    of.points[2] = of.full[2]
    little, much = analyse(of, stated(weights=0.01)), analyse(of, stated(weights=0.5))

    assert much.intervals["u02"] == (1, 1)
    width = {u: high - low for u, (low, high) in little.intervals.items()}
    wider = [high - low >= width[u] for u, (low, high) in much.intervals.items()]
    assert sum(wider) >= len(wider) - 1  # quantiles of draws may be a place off


def test_what_tells_nobody_apart_and_what_says_the_same_is_named() -> None:
    of = sheet()
    of.points[:, 2] = of.points[:, 0]

    found = analyse(of, stated())

    assert found.constant == ("d",)
    assert [(a, b) for a, b, _ in found.correlated] == [("a", "c")]


def test_rank_correlation_as_worked_by_hand() -> None:
    """Worked by hand: the squares of the differences add up to 4, so 1 − 6 × 4 ÷ (5 × 24)."""
    first = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    second = np.array([2.0, 1.0, 4.0, 3.0, 5.0])

    assert spearman(first, second) == pytest.approx(1 - 6 * 4 / (5 * 24))
    assert spearman(first[:4], second[:4]) is None


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"weights": 1.0}, "weights"),
        ({"weights": -0.1}, "weights"),
        ({"draws": 0}, "draws"),
        ({"seed": -1}, "seed"),
        ({"errors": {"z": 1.0}}, "errors.z"),
        ({"errors": {"a": -1.0}}, "errors.a"),
        ({"errors": {"a": float("nan")}}, "errors.a"),
        ({"errors": {"a": float("inf")}}, "errors.a"),
        ({"weights": 0.0, "errors": {}}, "weights"),
    ],
)
def test_a_wrong_specification_is_refused(changed: dict[str, object], where: str) -> None:
    with pytest.raises(SpecificationError) as refused:
        analyse(sheet(), stated(**changed))

    assert [each.where for each in refused.value.problems] == [where]

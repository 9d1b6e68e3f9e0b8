"""Sobol indices: a closed form, and a small sheet worked out on a grid; what cannot be."""

from itertools import product
from math import pi

import numpy as np
import pytest

from liandong.scoring.robustness import Sheet, Specification, SpecificationError, analyse
from liandong.scoring.robustness.likeness import alpha, correlations
from liandong.scoring.robustness.variance import indices


def test_the_function_of_ishigami() -> None:
    """sin x + 7 sin² y + 0.1 z⁴ sin x, evenly from −π to π: its variances are known in full."""
    a, b, many = 7.0, 0.1, 2**15

    def function(x: np.ndarray) -> np.ndarray:
        return np.asarray(np.sin(x[:, 0]) * (1 + b * x[:, 2] ** 4) + a * np.sin(x[:, 1]) ** 2)

    dice = np.random.default_rng(3)
    first, second = (dice.uniform(-pi, pi, (many, 4)) for _ in range(2))
    mixed = []
    for factor in range(4):
        rows = first.copy()
        rows[:, factor] = second[:, factor]
        mixed.append(function(rows))
    found = indices(function(first), function(second), np.stack(mixed, axis=1))

    one, two = (1 + b * pi**4 / 5) ** 2 / 2, a**2 / 8
    both = b**2 * pi**8 * (1 / 18 - 1 / 50)
    all_ = one + two + both
    expected = [(one, one + both), (two, two), (0, both), (0, 0)]
    for influence, (by_itself, in_all) in zip(found, expected, strict=True):
        assert influence.first == pytest.approx(by_itself / all_, abs=0.02)
        assert influence.total == pytest.approx(in_all / all_, abs=0.02)
    assert found[3].total == 0


def test_what_never_varies_hangs_on_nothing() -> None:
    assert indices(np.ones(4), np.ones(4), np.ones((4, 2))) == []


POINTS = np.array([[6.0, 4.0], [4.5, 5.3], [0.0, 5.2]])
FULL = np.array([[10.0, 10.0], [10.0, 10.0], [0.0, 10.0]])
GRID = 16


def shift_by_hand(first: float, second: float, off: tuple[float, float]) -> float:
    """The mean shift of three ranks: two weights, and the marks of the two who have the first."""
    shares = []
    for unit in range(3):
        mark = POINTS[unit, 0] + (off[unit] if unit < 2 else 0)
        whole = first * FULL[unit, 0] + second * FULL[unit, 1]
        shares.append((first * mark + second * POINTS[unit, 1]) / whole)
    plain = [POINTS[u].sum() / FULL[u].sum() for u in range(3)]
    ranks = [[1 + sum(o > s for o in of) for s in of] for of in (shares, plain)]
    return float(sum(abs(a - b) for a, b in zip(*ranks, strict=True)) / 3)


def on_a_grid(spread: float, error: float) -> dict[str, tuple[float, float]]:
    """First and total index of each factor, every combination of midpoints being worked out."""
    middle = (np.arange(GRID) + 0.5) / GRID * 2 - 1
    few = middle[::2]
    worked = [
        shift_by_hand(1 + spread * a, 1 + spread * b, (error * c, error * d))
        for a, b, c, d in product(few, few, middle, middle)
    ]
    table = np.array(worked).reshape(len(few), len(few), GRID * GRID)
    return {
        name: (
            table.mean(axis=tuple({0, 1, 2} - {axis})).var() / table.var(),
            1 - table.mean(axis=axis).var() / table.var(),
        )
        for axis, name in enumerate(("weight p", "weight q", "mark p"))
    }


def test_the_indices_of_a_sheet_are_those_worked_out_on_a_grid() -> None:
    sheet = Sheet(("a", "b", "c"), ("p", "q"), POINTS, FULL, ("g",) * 3)

    found = analyse(sheet, Specification(0.6, {"p": 1.5}, 1, 11, 2**13))

    ours = {f"weight {code}": each for code, each in found.weights.items()}
    ours |= {f"mark {code}": each for code, each in found.marks.items()}
    expected = on_a_grid(0.6, 1.5)
    assert ours.keys() == expected.keys()
    for name, (by_itself, in_all) in expected.items():
        assert ours[name].first == pytest.approx(by_itself, abs=0.03)
        assert ours[name].total == pytest.approx(in_all, abs=0.03)
    assert min(total for _, total in expected.values()) > 0.05


def test_what_correlates_with_nothing_is_named() -> None:
    with pytest.raises(SpecificationError) as refused:
        correlations(("p", "q"), np.array([[1.0, 2.0], [1.0, 3.0], [1.0, 5.0]]))
    assert [each.where for each in refused.value.problems] == ["p"]

    with pytest.raises(SpecificationError) as refused:
        correlations(("p",), np.array([[1.0]]))
    assert [each.where for each in refused.value.problems] == ["units"]

    with pytest.raises(SpecificationError) as refused:
        alpha(np.array([[1.0]]))
    assert [each.where for each in refused.value.problems] == ["codes"]
    assert refused.value.problems[0].message_zh != refused.value.problems[0].message_en

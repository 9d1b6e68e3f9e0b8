"""How sure ranks are: against a slow second computation, and what must hold of any sheet."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from liandong.scoring.editions import computed, scorable
from liandong.scoring.robustness import (
    Sheet,
    Specification,
    SpecificationError,
    analyse,
    drawing,
    dumped,
    sheets_of,
)
from liandong.scoring.robustness.drawing import Block, Draws
from liandong.scoring.robustness.likeness import spearman

Plain = dict[str, Any]
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


def test_a_further_unit_or_indicator_changes_no_draw_of_the_others() -> None:
    of = sheet()
    fewer = Sheet(of.units[:5], of.codes[:3], of.points[:5, :3], of.full[:5, :3], of.groups[:5])
    doubt = stated(errors={"a": 0.5, "b": 0.3})
    many, few = Draws(of, doubt), Draws(fewer, doubt)
    block = Block(np.arange(5), 0, doubt.draws)

    assert (many.weights[:, :3] == few.weights).all()
    for unit in range(5):
        assert (many.moved(unit, block) == few.moved(unit, block)).all()


def test_an_interval_is_the_very_quantile_of_all_ranks_drawn() -> None:
    """Ranks of all draws at once, by a plain loop; numpy's own quantile of them."""
    of, doubt = sheet(3, 12), stated(weights=0.4, errors={"a": 1.0, "b": 0.3}, draws=137)
    draws = Draws(of, doubt)
    block = Block(np.arange(12), 0, 137)
    drawn = []
    for turn in range(137):
        points = of.points.copy()
        for unit in range(12):
            points[unit, [0, 1]] += draws.moved(unit, block)[turn]
        assert (points >= 0).all()
        assert (points <= of.full).all()
        weighed = of.full * draws.weights[turn]
        again = Sheet(of.units, of.codes, points * draws.weights[turn], weighed, of.groups)
        drawn.append(list(slow_ranks(again).values()))
    low = np.quantile(drawn, 0.05, axis=0, method="lower")
    high = np.quantile(drawn, 0.95, axis=0, method="higher")

    found = analyse(of, doubt)

    assert found.intervals == {u: (low[i], high[i]) for i, u in enumerate(of.units)}
    assert len({*found.intervals.values()}) > 3
    before = list(slow_ranks(of).values())
    holds = [np.mean([row[i] == before[i] for row in drawn]) for i in range(12)]
    assert list(found.holds.values()) == pytest.approx(holds)


def test_how_much_is_looked_at_together_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    of, doubt = sheet(4, 20), stated(weights=0.5, samples=16)
    whole = dumped(analyse(of, doubt), doubt)
    monkeypatch.setattr(drawing, "_HELD", 50)
    monkeypatch.setattr(drawing, "_AT_ONCE", 70)
    monkeypatch.setattr(drawing, "_UNITS", 2)
    told: list[tuple[int, int]] = []

    assert dumped(analyse(of, doubt, lambda *now: told.append(now)), doubt) == whole
    assert told[-1] == (20 * 200, 20 * 200)
    assert len(told) > 50


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


def test_likeness_is_asked_of_those_to_whom_both_apply() -> None:
    """One unit has no `b`; in the others `b` goes with `a`. In `c` nobody is told apart."""
    of = sheet(2, 12)
    of.points[1:, 1] = of.points[1:, 0] * 6 / 8
    of.points[:, 2] = 4

    found = analyse(of, stated()).correlated

    assert [(a, b) for a, b, _ in found] == [("a", "b")]
    assert found[0][2] == pytest.approx(1)


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
        ({"samples": 1}, "samples"),
        ({"samples": -1}, "samples"),
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


def test_one_unit_alone_has_no_order_to_be_unsure_of() -> None:
    of = sheet()
    alone = Sheet(of.units[:1], of.codes, of.points[:1], of.full[:1], of.groups[:1])

    with pytest.raises(SpecificationError) as refused:
        analyse(alone, stated())

    assert [each.where for each in refused.value.problems] == ["units"]


def scheme_of(*sheets: Plain, groups: tuple[str, ...]) -> Plain:
    return {
        "key": "k", "edition": "1", "year": 2026, "title": "试", "sheets": list(sheets),
        "groups": [{"key": g, "label": g, "for": {"kinds": [g]}} for g in groups],
    }  # fmt: skip


def item_of(code: str, points: int, **more: object) -> Plain:
    inputs = {"a": {"label": "数", "to": 1000, "source": {"judged": True}}}
    rule = {"terms": [{"per": "a", "each": -1}]}
    return {
        "code": code,
        "label": "项",
        "points": points,
        "scorer": "x",
        "inputs": inputs,
        **rule,
        **more,
    }


def outcome_of(raw: Plain, kinds: Plain, facts: Plain) -> Plain:
    units = [{"key": k, "name": k, "kind": kind, "roles": []} for k, kind in kinds.items()]
    stated = {key: {f"{code}/a": v for code, v in own.items()} for key, own in facts.items()}
    found: Plain = computed(raw, units, stated, {})["outcome"]
    return found


def test_sheets_whose_units_are_ranked_together_are_one() -> None:
    raw = scheme_of(
        *(
            {"code": c, "label": c, "for": {"units": list(u)}, "items": [item_of(f"{c}1", 10)]}
            for c, u in (("S", "a"), ("T", "b"), ("U", "cde"), ("V", "f"))
        ),
        groups=("g", "h", "i"),
    )
    kinds = dict(zip("abcdef", "gghhhi", strict=True))
    facts = {"a": {"S1": "2"}, "b": {"T1": "1"}, "c": {"U1": "3"}, "d": {"U1": "4"},
             "f": {"V1": "4"}}  # fmt: skip

    found = sheets_of(scorable(raw), outcome_of(raw, kinds, facts))

    assert {name: each.units for name, each in found.items()} == {"S": ("a", "b"), "U": ("c", "d")}
    assert found["S"].points.tolist() == [[8, 0], [0, 9]]
    assert found["S"].full.tolist() == [[10, 0], [0, 10]]


def test_nothing_varied_every_rank_is_the_published_one() -> None:
    """Points that do not apply, a start, a cap and weights: what is ranked is the total."""
    half = {"code": "B1", "label": "块", "start": 5, "weight": 30,
            "items": [item_of("p", 10), item_of("q", 20)]}  # fmt: skip
    rest = {"code": "B2", "label": "块", "weight": 70, "cap": 13,
            "items": [item_of("r", 15, **{"for": {"except": ["b"]}})]}  # fmt: skip
    raw = scheme_of({"code": "S", "label": "表", "items": [half, rest]}, groups=("g",))
    dice = np.random.default_rng(5)
    facts = {u: {c: str(dice.integers(0, 9)) for c in "pqr"} for u in "abcdefgh"}

    outcome = outcome_of(raw, dict.fromkeys(facts, "g"), facts)
    sheet = sheets_of(scorable(raw), outcome)["S"]
    found = analyse(sheet, stated(errors={"r": 1e-12}, weights=0.0))

    assert {unit: low for unit, (low, high) in found.intervals.items() if low == high} == {
        unit: each["rank"] for unit, each in outcome["units"].items()
    }
    assert sheet.counts is not None
    assert sheet.counts.tolist()[0] == [0.3, 0.3, 0.7]
    assert sheet.full.tolist()[:2] == [[3, 6, 10.5], [3, 6, 0]]

"""The scoring room agrees with a second, slow reading of schemes, and with what people expect."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from liandong.scoring.checking import check
from liandong.scoring.fixed import fixed, rounded, shown
from liandong.scoring.outcome import dumped, evaluate
from liandong.scoring.tree import Unit
from support.score_oracle import MISSING, Oracle, to

QUICK = settings(
    max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
WORDS = {"scored": 0, "not_applicable": 1, "missing": 2}
INPUTS: dict[str, Any] = {
    **{name: {"label": name, "to": 1000, "source": {"judged": True}} for name in "abc"},
    "f": {"label": "f", "kind": "flag", "source": {"judged": True}},
    "g": {
        "label": "g",
        "kind": "choice",
        "options": {"x": "甲", "y": "乙"},
        "source": {"judged": True},
    },
}
decimals = st.integers(-30, 30).map(lambda n: str(Decimal(n) / 4))
above_zero = st.integers(1, 40).map(lambda n: str(Decimal(n) / 4))
places = st.integers(0, 4)
leaf = st.sampled_from(["a", "b", "c", "f"])
empty = st.sampled_from(["not_applicable", "missing", 50])


def flags_of(of: Any) -> Any:
    words = st.sampled_from(["at_least", "at_most", "above", "below", "equals"])
    return st.builds(lambda q, w, e: {"test": {"of": q, w: e}}, of, words, of | decimals)


def deeper(of: Any) -> Any:
    gap = {"step": above_zero, "part": st.sampled_from(["exact", "begun", "full"])}
    rate = {"places": places, "empty": empty}
    take = st.sampled_from(["mean", "best", "worst", "rank", "rank_from_last"])
    flags = st.lists(flags_of(of), min_size=1, max_size=2)
    band = st.lists(
        st.tuples(st.integers(-5, 90), decimals), min_size=1, max_size=3, unique_by=lambda e: e[0]
    )
    made = {
        "rate": st.fixed_dictionaries(
            {"of": of, "in": of}, optional={**rate, "at_least": above_zero}
        ),
        "ratio": st.fixed_dictionaries(
            {"of": of, "to": of}, optional={**rate, "times": above_zero}
        ),
        "short": st.fixed_dictionaries({"of": of, "below": of | decimals}, optional=gap),
        "over": st.fixed_dictionaries({"of": of, "above": of | decimals}, optional=gap),
        "all": flags,
        "any": flags,
        "not": flags_of(of),
        "sum": st.lists(of, min_size=1, max_size=3),
        "most": st.lists(of, min_size=1, max_size=3),
        "least": st.lists(of, min_size=1, max_size=3),
        "times": st.tuples(of, decimals).map(list),
        "bands": st.fixed_dictionaries(
            {"of": of, "table": band.map(lambda rows: [{"from": a, "is": b} for a, b in rows])},
            optional={"else": decimals},
        ),
        "choice": st.fixed_dictionaries(
            {"of": st.just("g"), "table": st.fixed_dictionaries({"x": decimals, "y": decimals})}
        ),
        "when": st.fixed_dictionaries({"if": flags_of(of), "then": of}, optional={"else": of}),
        "peers": st.fixed_dictionaries(
            {"of": of, "take": take},
            optional={
                "within": st.sampled_from(["group", "all"]),
                "better": st.sampled_from(["more", "less"]),
                "places": places,
            },
        ),
    }  # fmt: skip
    return flags_of(of) | st.one_of(
        *(body.map(lambda b, form=form: {form: b}) for form, body in made.items())
    )


quantities = st.recursive(leaf, deeper, max_leaves=4)
terms = st.recursive(
    st.fixed_dictionaries({"per": quantities, "each": decimals}, optional={"cap": above_zero})
    | st.fixed_dictionaries({"take": quantities}, optional={"cap": above_zero})
    | st.fixed_dictionaries({"add": quantities}, optional={"cap": above_zero}),
    lambda of: st.lists(of, min_size=1, max_size=2).flatmap(
        lambda parts: st.fixed_dictionaries(
            {}, optional={"cap": above_zero}
        ).flatmap(lambda o: st.sampled_from(["sum", "largest"]).map(lambda w: {w: parts, **o}))
    ),
    max_leaves=3,
)  # fmt: skip
exceptions = st.lists(
    st.one_of(
        flags_of(leaf).map(lambda t: {"when": t, "label": "e", "becomes": 1}),
        flags_of(leaf).map(lambda t: {"when": t, "label": "e", "losses_times": "1.5"}),
        flags_of(leaf).map(lambda t: {"when": t, "label": "e", "leaves_out": True}),
    ),
    max_size=2,
)
items = st.fixed_dictionaries(
    {"label": st.just("i"), "points": above_zero, "terms": st.lists(terms, min_size=1, max_size=2)},
    optional={
        "start": decimals,
        "floor": st.just("none"),
        "ceiling": st.just("none"),
        "places": places,
        "bonus": st.booleans(),
        "absent": st.sampled_from(["leave_out", "full", "zero"]),
        "exceptions": exceptions,
    },
).map(lambda each: {**each, "inputs": INPUTS, "scorer": "office"})
blocks = st.fixed_dictionaries(
    {"label": st.just("b"), "items": st.lists(items, min_size=1, max_size=3)},
    optional={
        "start": decimals,
        "floor": decimals,
        "cap": above_zero,
        "worth": above_zero,
        "fills": st.booleans(),
        "losses": st.just({"times": 2}),
        "places": places,
    },
)
some = st.integers(1, 4000).map(lambda n: str(Decimal(n) / 40))
numbers = st.sampled_from([some, some, some, some, st.just("0"), st.none()]).flatmap(lambda s: s)
facts = st.fixed_dictionaries({
    **dict.fromkeys("abc", numbers),
    "f": st.sampled_from([True, False, True, False, None]),
    "g": st.sampled_from(["x", "y", "x", "y", None]),
})  # fmt: skip


def coded(place: dict[str, Any], code: str) -> dict[str, Any]:
    found = {**place, "code": code}
    if "items" in place:
        found["items"] = [coded(each, f"{code}.{i}") for i, each in enumerate(place["items"])]
    return found


def scheme_of(*children: dict[str, Any], **sheet: Any) -> dict[str, Any]:
    return {
        "key": "k", "edition": "1", "year": 2026, "title": "t",
        "groups": [
            {"key": "g0", "label": "甲", "for": {"kinds": ["g0"]}},
            {"key": "g1", "label": "乙", "for": {"kinds": ["g1"]}},
        ],
        "sheets": [coded({"label": "s", "items": list(children), **sheet}, "S")],
    }  # fmt: skip


def leaves(place: dict[str, Any]) -> list[dict[str, Any]]:
    return (
        [leaf for each in place["items"] for leaf in leaves(each)] if "items" in place else [place]
    )


def stated(raw: dict[str, Any], per_unit: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {f"{leaf['code']}/{n}": v for leaf in leaves(raw["sheets"][0]) for n, v in each.items()}
        for each in per_unit
    ]


def scored(raw: dict[str, Any], known: list[dict[str, Any]]) -> dict[str, Any]:
    scheme = check(raw).scheme
    if scheme is None:
        assume(condition=False)
    assert scheme is not None
    units = [Unit(f"u{i}", f"g{i % 2}") for i in range(len(known))]
    outcome, problems = evaluate(
        scheme, units, {u.key: f for u, f in zip(units, known, strict=True)}
    )
    assert not problems
    units_found: dict[str, Any] = dumped(outcome)["units"]
    return units_found


@QUICK
@given(
    st.lists(blocks | items, min_size=1, max_size=2),
    st.booleans(),
    st.lists(facts, min_size=1, max_size=5),
)
def test_every_point_is_that_of_the_second_reading(
    children: list[dict[str, Any]], fills: bool, per_unit: list[dict[str, Any]]
) -> None:
    raw = scheme_of(*children, fills=fills)
    known = stated(raw, per_unit)
    assume(not any(p.message_en.startswith("numbers of") for p in check(raw).problems))

    found = scored(raw, known)
    expected = Oracle(raw, [f"g{i % 2}" for i in range(len(known))], known).score()

    for (code, i), (value, stands, full) in expected.items():
        place = found[f"u{i}"]["places"][code]
        assert WORDS[place["standing"]] == stands, (code, raw)
        assert Decimal(place["full"]) == full, (code, raw)
        if not stands:
            assert Decimal(place["points"]) == value, (code, raw)


@QUICK
@given(
    st.lists(items, min_size=1, max_size=2), st.lists(facts, min_size=2, max_size=5), st.randoms()
)
def test_neither_the_order_of_units_nor_that_of_terms_matters(
    children: list[dict[str, Any]], per_unit: list[dict[str, Any]], random: Any
) -> None:
    raw = scheme_of(*children)
    known = stated(raw, per_unit)
    order = list(range(len(known)))
    random.shuffle(order)
    turned = scheme_of(*({**each, "terms": each["terms"][::-1]} for each in children))
    scheme, other = check(raw).scheme, check(turned).scheme
    assume(scheme is not None and other is not None)
    assert scheme is not None
    assert other is not None
    units = [Unit(f"u{i}", f"g{i % 2}") for i in order]
    evidence = {f"u{i}": each for i, each in enumerate(known)}

    one, _ = evaluate(scheme, sorted(units, key=lambda u: u.key), evidence)
    two, _ = evaluate(other, units, evidence)

    totals = [{r.unit.key: (r.total, r.rank, r.full) for r in each.results} for each in (one, two)]
    assert totals[0] == totals[1]


RATE: dict[str, Any] = {
    "label": "r", "points": 8, "scorer": "office", "inputs": INPUTS,
    "terms": [
        {"per": {"short": {"of": {"rate": {"of": "a", "in": "b"}}, "below": 100}}, "each": "-0.08"},
    ],
}  # fmt: skip
COUNT: dict[str, Any] = {
    "label": "c", "points": 10, "scorer": "office", "inputs": INPUTS,
    "terms": [
        {"per": "a", "each": "-0.3", "cap": "1.2"},
        {"per": "b", "each": "-1"},
        {"per": "c", "each": "0.5", "cap": "2"},
    ],
}  # fmt: skip


def points_of(item: dict[str, Any], **stated_: str | None) -> Decimal | None:
    found = scored(scheme_of(item), [{f"S.0/{key}": value for key, value in stated_.items()}])
    points = found["u0"]["places"]["S.0"]["points"]
    return None if points is None else Decimal(points)


@QUICK
@given(st.integers(1, 500), st.data())
def test_one_more_late_reply_never_raises_a_score(due: int, data: Any) -> None:
    met = data.draw(st.integers(1, due))

    before, after = (points_of(RATE, a=str(n), b=str(due)) for n in (met, met - 1))

    assert before is not None
    assert after is not None
    assert after <= before <= 8


@QUICK
@given(st.integers(0, 9), st.integers(0, 20), st.integers(0, 9))
def test_caps_and_ends_hold(a: int, b: int, c: int) -> None:
    points = points_of(COUNT, a=str(a), b=str(b), c=str(c))

    lost = min(Decimal("1.2"), a * Decimal("0.3"))
    won = min(Decimal(2), c * Decimal("0.5"))
    assert points == min(10, max(Decimal(0), 10 - lost - b + won))


@pytest.mark.parametrize("item", [RATE, COUNT], ids=["rate", "count"])
def test_missing_is_no_zero(item: dict[str, Any]) -> None:
    raw = scheme_of(item)

    (unit,) = scored(raw, [{"S.0/b": "3"}]).values()

    assert unit["places"]["S.0"]["standing"] == "missing"
    assert (unit["total"], unit["rank"]) == (None, None)
    assert Oracle(raw, ["g0"], [{"S.0/b": "3"}]).score()["S.0", 0][1] == MISSING


@QUICK
@given(st.integers(-(10**10), 10**10), places)
def test_rounding_is_half_away_from_zero(value: int, kept: int) -> None:
    exact = Decimal(value) / 10_000

    assert rounded(value, kept) == fixed(to(exact, kept))
    assert Decimal(shown(value)) == exact


def test_a_rate_is_rounded_once() -> None:
    """44.44496 is 44.44; by way of 44.4450 it would be 44.45."""
    terms = [{"add": {"rate": {"of": "a", "in": "b"}}}]
    item = {**RATE, "start": 0, "points": 100, "terms": terms}

    assert points_of(item, a="444.4496", b="1000") == Decimal("44.44")

"""A draw: who may be drawn, who not and why, and that anybody can draw again."""

from collections import Counter
from datetime import date

from liandong.mechanisms.drawing import Member, Terms, draw

ON = date(2026, 4, 1)
POOL = (
    Member("a", "甲", "律师", unit="one"),
    Member("b", "乙", "律师", unit="two"),
    Member("c", "丙", "律师", unit="three", conflicts={"two": "曾任顾问"}),
    Member("d", "丁", "律师", unit="four", to_on=date(2026, 3, 31)),
    Member("e", "戊", "律师"),
    Member("f", "己", "律师", unit="three"),
)


def keys(members: tuple[Member, ...]) -> set[str]:
    return {member.key for member in members}


def test_everybody_left_out_is_left_out_for_a_reason() -> None:
    terms = Terms(ON, kept_out=frozenset({"two"}), drawn_before=frozenset({"a"}), by_unit=True)

    outcome = draw(POOL, 1, "seed", terms)

    assert {member.key: why for member, why in outcome.excluded} == {
        "a": "drawn_before",
        "b": "own_unit",
        "c": "declared:曾任顾问",
        "d": "not_serving",
        "e": "no_unit",
    }
    assert keys(outcome.eligible) == keys(outcome.drawn) == {"f"}


def test_no_two_of_one_unit_serve_where_units_hold_the_rows() -> None:
    for seed in map(str, range(50)):
        drawn = draw(POOL, 3, seed, Terms(ON, by_unit=True)).drawn
        assert len({member.unit for member in drawn}) == 3
    serving = Terms(ON, units_in=frozenset({"three"}), by_unit=True)
    assert keys(draw(POOL, 3, "seed", serving).drawn) == {"a", "b"}


def test_who_has_no_unit_may_serve_where_nobody_holds_the_row() -> None:
    assert keys(draw(POOL, 9, "seed", Terms(ON)).drawn) == {"a", "b", "c", "e", "f"}


def test_the_same_seed_draws_the_same_people_in_whatever_order_they_stand() -> None:
    first = draw(POOL, 2, "seed", Terms(ON)).drawn

    assert draw(tuple(reversed(POOL)), 2, "seed", Terms(ON)).drawn == first


def test_each_is_drawn_about_as_often() -> None:
    counted = Counter(draw(POOL, 1, str(n), Terms(ON)).drawn[0].key for n in range(1000))

    assert set(counted) == {"a", "b", "c", "e", "f"}
    assert min(counted.values()) > 150

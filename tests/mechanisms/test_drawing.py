"""A draw: who may be drawn, who not and why, and that anybody can draw again."""

from collections import Counter
from dataclasses import replace
from datetime import date

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms.drawing import Member, Terms, draw
from mechanisms.samples import SOUND, chief, messages

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


waiting, done = lm.states(waiting="待办", done="已办")
points = lm.Field("points", lm.FieldKind.NUMBER, label="分")
doubled = lm.Field("doubled", lm.FieldKind.NUMBER, label="两倍")


def twice(case: lm.CaseView) -> object:
    return 2 * case.row.facts["points"] if case.row else None


AGAIN = lm.Draw("p", "helper", "join", 1)
helper = lm.RowType(
    "helper",
    label="人员",
    transitions=(
        Move("join", None, waiting, label="抽中", by=chief, asks=lm.DRAWN),
        Move(
            "score",
            waiting,
            done,
            label="评分",
            by=chief,
            asks=(points,),
            computes=(lm.Computed(doubled, twice),),
        ),
        Move(
            "again",
            waiting,
            done,
            label="再抽",
            by=chief,
            draws=(lm.Draw("p", "helper", "join", 1),),
        ),
    ),
)
WITH_HELPERS = replace(SOUND, rows=(*SOUND.rows, helper))


def problems(*moves: Move) -> set[str]:
    changed = replace(helper, transitions=moves)
    return messages(replace(SOUND, rows=(*SOUND.rows, changed)))


def test_a_draw_that_can_be_made_is_sound() -> None:
    assert messages(WITH_HELPERS) == set()


def test_a_draw_into_what_holds_nobody_is_refused_at_start() -> None:
    join, score, _ = helper.transitions
    lost = Move(
        "again", waiting, done, label="再抽", by=chief, draws=(lm.Draw("p", "no", "join", 1),)
    )
    bare = replace(join, asks=(points,))
    both = replace(join, draws=(AGAIN,))

    wrong = "sample.helper.again: 'no.join' creates no row for somebody drawn"
    assert problems(join, score, lost) == {wrong}
    again = helper.transitions[2]
    wrong = "sample.helper.again: 'helper.join' creates no row for somebody drawn"
    assert problems(bare, score, again) == {wrong}
    wrong = "sample.helper.join: a move that creates draws nobody"
    assert problems(both, score, again) == {wrong}


def test_what_the_platform_draws_nobody_is_offered() -> None:
    case = lm.CaseView("drafting", rows=(lm.RowView(1, "helper", "waiting"),), on=ON)

    found = lm.offered(WITH_HELPERS, case, {chief.held})

    keys = [offer.transition.key for offer in found if offer.row_type == helper]
    assert keys == ["score", "again"]


def test_the_platform_works_out_what_a_rule_says() -> None:
    case = lm.CaseView("drafting", rows=(lm.RowView(1, "helper", "waiting"),), on=ON)
    fire = lm.Fire(None, ON, rows=(lm.RowFire("helper", "score", 1, {"points": 21}),))

    landing = lm.decide(WITH_HELPERS, case, fire)

    assert isinstance(landing, lm.Landing)
    assert landing.rows[0].facts == {"points": 21, "doubled": 42}
    by_hand = lm.RowFire("helper", "score", 1, {"points": 21, "doubled": 1})
    assert isinstance(lm.decide(WITH_HELPERS, case, replace(fire, rows=(by_hand,))), lm.Refusal)

"""Rows move in the same act as their case, all or nothing."""

from dataclasses import replace
from datetime import date
from typing import Any

import liandong.mechanisms as lm
from liandong.mechanisms import RefusalCode as Code
from liandong.mechanisms import Transition as Move
from mechanisms.samples import (
    DAY,
    SOUND,
    chief,
    closed,
    handler,
    point,
    replied,
    row,
    text,
)


def fire(
    key: str | None, case: lm.CaseView, mechanism: lm.Mechanism = SOUND, **more: Any
) -> lm.Landing | lm.Refusal:
    return lm.decide(mechanism, case, lm.Fire(key, more.pop("on", DAY), **more))


def landed(outcome: lm.Landing | lm.Refusal) -> lm.Landing:
    assert isinstance(outcome, lm.Landing), outcome
    return outcome


def code(outcome: lm.Landing | lm.Refusal) -> Code:
    assert isinstance(outcome, lm.Refusal), outcome
    return outcome.code


def wheres(outcome: lm.Landing | lm.Refusal) -> list[str]:
    assert isinstance(outcome, lm.Refusal), outcome
    return [problem.where for problem in outcome.problems]


DRAFT = lm.CaseView("drafting", rows=(row("open"),))
SENT = lm.CaseView("sent", rows=(row("open"),))
ANSWER = lm.RowFire("point", "answer", "p")


def test_rows_move_before_the_guard_is_asked() -> None:
    outcome = landed(fire("reply", SENT, rows=(ANSWER,)))

    assert outcome.state == replied
    assert [(r.row_id, r.state.key) for r in outcome.rows] == [("p", "done")]


def test_without_the_rows_the_guard_refuses_with_words() -> None:
    outcome = fire("reply", SENT)

    assert isinstance(outcome, lm.Refusal)
    assert outcome.code is Code.GUARD
    assert outcome.message_zh == "“事项”须全部为：已办"
    assert outcome.message_en == "every point must be: done"


def test_a_row_that_cannot_move_refuses_the_whole_act() -> None:
    two = replace(SENT, rows=(row("open", "p"), row("done", "q")))
    both = (ANSWER, lm.RowFire("point", "answer", "q"))

    assert code(fire("reply", two, rows=both)) is Code.WRONG_STATE


def test_a_row_goes_along_only_with_its_move() -> None:
    assert code(fire(None, SENT, rows=(ANSWER,))) is Code.NOT_ALONE
    assert code(fire("drop", SENT, rows=(ANSWER,))) is Code.NOT_ALONE


def test_a_row_is_created_during_its_state_of_the_case() -> None:
    added = lm.RowFire("point", "add", facts={"text": "甲"})

    outcome = landed(fire(None, DRAFT, rows=(added,)))

    assert (outcome.transition, outcome.state.key) == (None, "drafting")
    assert (outcome.starts, outcome.opens, outcome.stops, outcome.releases) == ((), (), (), ())
    assert [(r.row_id, r.state.key, r.facts) for r in outcome.rows] == [
        (None, "open", {"text": "甲"})
    ]
    assert code(fire(None, SENT, rows=(added,))) is Code.NOT_DURING


def test_a_case_and_its_first_rows_may_begin_together() -> None:
    added = lm.RowFire("point", "add", "new", {"text": "甲"})

    outcome = landed(fire("open", lm.CaseView(None), rows=(added, replace(added, row_id="b"))))

    assert [each.row_id for each in outcome.rows] == ["new", "b"]


def test_a_row_rests_once_the_case_is_final_unless_its_move_says_otherwise() -> None:
    fix = Move("fix", point.states[0], lm.SAME, label="改", by=chief)
    moved = (lm.RowFire("point", "fix", "p"),)

    def fixing(state: str, *during: lm.State) -> lm.Landing | lm.Refusal:
        changed = replace(point, transitions=(*point.transitions, replace(fix, during=during)))
        case = lm.CaseView(state, rows=(row("open"),))
        return fire(None, case, replace(SOUND, rows=(changed,)), rows=moved)

    assert landed(fixing("replied"))
    assert code(fixing("closed")) is Code.NOT_DURING
    assert landed(fixing("closed", closed))


def test_a_row_that_exists_is_not_created_again() -> None:
    again = lm.RowFire("point", "add", "p", {"text": "甲"})

    assert code(fire(None, DRAFT, rows=(again,))) is Code.WRONG_STATE


def test_unknown_rows_types_and_moves_are_refused() -> None:
    assert code(fire("reply", SENT, rows=(replace(ANSWER, row_id="z"),))) is Code.UNKNOWN_ROW
    for wrong in (replace(ANSWER, row_type="x"), replace(ANSWER, transition="x")):
        assert code(fire("reply", SENT, rows=(wrong,))) is Code.UNKNOWN_TRANSITION


def test_an_act_of_nothing_is_refused() -> None:
    assert code(fire(None, DRAFT)) is Code.UNKNOWN_TRANSITION
    assert code(fire(None, lm.CaseView(None), rows=(ANSWER,))) is Code.UNKNOWN_TRANSITION


def test_a_row_asks_for_duty_and_fields_with_its_place_in_the_act() -> None:
    bare = lm.RowFire("point", "add")

    assert wheres(fire(None, DRAFT, rows=(bare,))) == ["rows[0].facts.text"]
    by = frozenset({handler.held})
    assert code(fire(None, DRAFT, rows=(bare,), by=by)) is Code.NOT_PERMITTED


def test_a_row_lands_otherwise_where_its_guard_does_not_hold() -> None:
    objecting = lm.RowFire("point", "object")
    case = replace(SENT, deadlines={"A-03": lm.DeadlineView(DAY)})

    in_time = landed(fire(None, case, rows=(objecting,))).rows[0]
    too_late = landed(fire(None, case, rows=(objecting,), on=date(2026, 3, 3))).rows[0]

    assert (in_time.state.key, in_time.on_target) == ("open", True)
    assert (too_late.state.key, too_late.on_target) == ("late", False)


def test_the_guard_of_a_row_sees_the_row_with_what_was_entered() -> None:
    def named(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of every guard
        return case.row is not None and case.row.facts == {"text": "乙", "old": 1}

    moves = (*point.transitions, Move("name", point.states[0], lm.SAME, label="改", by=chief,
                                      asks=(text,), guard=named))  # fmt: skip
    mechanism = replace(SOUND, rows=(replace(point, transitions=moves),))
    case = replace(SENT, rows=(row("open", old=1),))

    def naming(words: str) -> lm.Landing | lm.Refusal:
        return fire(
            None, case, mechanism, rows=(lm.RowFire("point", "name", "p", {"text": words}),)
        )

    assert landed(naming("乙")).rows[0].state.key == "open"
    refusal = naming("丙")
    assert isinstance(refusal, lm.Refusal)
    assert refusal.message_en == "the condition does not hold: named"

"""decide() lands the whole act or refuses it with a code and words."""

from dataclasses import replace
from datetime import date
from typing import Any

import liandong.mechanisms as lm
from liandong.mechanisms import RefusalCode as Code
from mechanisms.samples import (
    A_01,
    A_02,
    A_03,
    DAY,
    SOUND,
    chief,
    closed,
    handler,
    row,
    sent,
    text,
    with_move,
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


def test_a_case_begins_with_a_move_that_creates() -> None:
    assert landed(fire("open", lm.CaseView(None))).state.key == "drafting"


def test_a_move_that_keeps_the_state_lands_where_it_was() -> None:
    assert landed(fire("revise", DRAFT, facts={"text": "甲"})).state.key == "drafting"


def test_a_landing_names_what_its_clocks_do() -> None:
    sending = landed(fire("send", DRAFT, facts={"text": "甲"}))
    replying = landed(fire("reply", SENT, rows=(ANSWER,)))
    dropping = landed(fire("drop", SENT))

    assert (sending.starts, sending.opens, sending.facts) == ((A_01,), (A_03,), {"text": "甲"})
    assert (replying.stops, dropping.releases) == ((A_01,), (A_01,))


def test_an_unknown_move_is_refused() -> None:
    assert code(fire("fly", DRAFT)) is Code.UNKNOWN_TRANSITION


def test_a_move_of_another_state_is_refused() -> None:
    assert code(fire("close", DRAFT)) is Code.WRONG_STATE


def test_a_person_without_the_duty_is_refused() -> None:
    by = frozenset({handler.held})

    assert code(fire("drop", SENT, by=by)) is Code.NOT_PERMITTED
    assert landed(fire("drop", SENT, by=frozenset({chief.held}))).state == closed


def test_a_hand_over_needs_the_other_mechanism() -> None:
    mechanism = with_move("close", hands_over=lm.HandOver("next"))
    case = lm.CaseView("replied", enabled=frozenset({"sample"}))

    assert code(fire("close", case, mechanism)) is Code.NOT_ENABLED
    assert landed(fire("close", replace(case, enabled=frozenset({"next"})), mechanism))
    assert landed(fire("close", replace(case, enabled=None), mechanism))


def test_a_signature_waits_for_draft_and_review() -> None:
    facts = {"text": "甲"}

    assert code(fire("send", replace(DRAFT, ready=frozenset()), facts=facts)) is Code.NOT_READY
    assert landed(fire("send", replace(DRAFT, ready=frozenset({"letter"})), facts=facts))


def test_what_a_move_asks_must_come_with_it() -> None:
    known = replace(DRAFT, facts={"text": "旧"})

    assert wheres(fire("revise", known)) == ["facts.text"]


def test_what_a_paper_states_may_be_known_already() -> None:
    assert wheres(fire("send", DRAFT)) == ["facts.text"]
    assert landed(fire("send", replace(DRAFT, facts={"text": "旧"}))).state == sent


def test_a_fact_that_nobody_asked_is_refused() -> None:
    assert wheres(fire("revise", DRAFT, facts={"text": "甲", "mood": "好"})) == ["facts.mood"]


def test_a_wrong_value_is_named_once() -> None:
    assert wheres(fire("send", DRAFT, facts={"text": 7})) == ["facts.text"]


def test_a_variant_asks_its_own_fields() -> None:
    facts = {"text": "甲", "variant": "urgent"}

    assert wheres(fire("send", DRAFT, facts=facts)) == ["facts.days"]
    assert landed(fire("send", DRAFT, facts=facts | {"days": 10}))
    assert wheres(fire("send", DRAFT, facts={"text": "甲", "days": 10})) == ["facts.days"]


def test_a_choice_may_be_reserved_to_one_actor() -> None:
    how = lm.Field(
        "how",
        lm.FieldKind.CHOICE,
        label="方式",
        choices=(lm.Choice("mine", "我的", by=handler), lm.Choice("any", "都可")),
    )
    mechanism = with_move("drop", asks=(how,), by=(handler, chief))
    mine = {"how": "mine"}

    assert code(fire("drop", SENT, mechanism, facts=mine, by=frozenset({chief.held})))
    assert landed(fire("drop", SENT, mechanism, facts=mine, by=frozenset({handler.held})))
    assert landed(fire("drop", SENT, mechanism, facts=mine))


def test_nothing_starts_or_stops_where_a_move_lands_otherwise() -> None:
    mechanism = with_move("reply", otherwise=closed, starts=(A_03,), opens=(A_02,))

    outcome = landed(fire("reply", SENT, mechanism))

    assert outcome.state == closed
    assert (outcome.starts, outcome.opens, outcome.stops, outcome.releases) == ((), (), (), ())


def test_a_guard_sees_facts_row_day_and_actor() -> None:
    seen: list[lm.CaseView] = []

    def watch(case: lm.CaseView, on: date) -> bool:
        seen.append(case)
        return on == DAY and case.acts_as(chief) and not case.acts_as(handler)

    case = replace(SENT, facts={"old": 1})
    mechanism = with_move("drop", asks=(text,), guard=watch)
    by = frozenset({chief.held})

    assert landed(fire("drop", case, mechanism, facts={"text": "甲"}, by=by))
    assert seen[0].facts == {"old": 1, "text": "甲"}


def test_a_move_that_creates_into_no_state_is_refused() -> None:
    assert code(fire("open", lm.CaseView(None), with_move("open", target=lm.SAME))) is Code.GUARD

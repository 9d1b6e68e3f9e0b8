"""offered() shows the buttons that work, and for the others the reason."""

from dataclasses import replace
from datetime import date

import liandong.mechanisms as lm
from liandong.mechanisms import RefusalCode as Code
from liandong.mechanisms import Transition as Move
from mechanisms.samples import (
    DAY,
    SOUND,
    chief,
    closed,
    handler,
    late,
    open_,
    plus,
    point,
    prosecutor,
    row,
    sent,
    text,
    with_move,
)

DRAFT = lm.CaseView("drafting", on=DAY)
SENT = lm.CaseView("sent", rows=(row("open"),), on=DAY)
CHIEF, PROSECUTOR, HANDLER = {chief.held}, {prosecutor.held}, {handler.held}


def keys(offers: tuple[lm.Offer, ...]) -> list[tuple[str | None, str]]:
    return [(o.row_type.key if o.row_type else None, o.transition.key) for o in offers]


def offer(
    case: lm.CaseView, held: set[lm.Held], key: str, mechanism: lm.Mechanism = SOUND
) -> lm.Offer:
    (found,) = (o for o in lm.offered(mechanism, case, held) if o.transition.key == key)
    return found


def test_a_person_is_offered_the_moves_of_the_state_and_the_duty() -> None:
    assert keys(lm.offered(SOUND, DRAFT, PROSECUTOR)) == [(None, "revise"), ("point", "add")]
    assert keys(lm.offered(SOUND, DRAFT, CHIEF)) == [(None, "send")]
    assert keys(lm.offered(SOUND, DRAFT, HANDLER)) == []


def test_a_move_of_other_counties_is_not_offered_and_is_refused() -> None:
    here = with_move("send", here=lm.here("sample.direct", value=True, usual=False))
    ready = replace(DRAFT, rows=(row("open"),))
    fire = lm.Fire("send", DAY, by=frozenset(CHIEF))

    for settings, is_offered in ((None, True), ({"sample.direct": True}, True), ({}, False)):
        case = replace(ready, settings=settings)
        assert bool(keys(lm.offered(here, case, CHIEF))) is is_offered
        outcome = lm.decide(here, case, fire)
        is_refused = isinstance(outcome, lm.Refusal) and outcome.code == Code.NOT_ENABLED
        assert is_refused is not is_offered


def test_a_new_case_offers_what_creates_it() -> None:
    assert keys(lm.offered(SOUND, lm.CaseView(None), PROSECUTOR)) == [(None, "open")]


def test_a_guard_that_refuses_gives_its_reason() -> None:
    refused = offer(DRAFT, CHIEF, "send").refusal

    assert refused is not None
    assert (refused.code, refused.message_zh) == (Code.GUARD, "“事项”中至少一条须为：待办")
    assert offer(replace(DRAFT, rows=(row("open"),)), CHIEF, "send").refusal is None


def test_a_guard_that_the_rows_of_the_same_act_can_satisfy_does_not_refuse() -> None:
    reply = offer(SENT, HANDLER, "reply")

    assert reply.refusal is None
    assert [(o.transition.key, o.row_id) for o in reply.along] == [("answer", "p")]
    stuck = replace(SENT, rows=(row("open"), row("late", "q")))
    assert offer(stuck, HANDLER, "reply").refusal is not None


def test_a_row_that_cannot_move_in_the_act_satisfies_no_guard() -> None:
    add, answer, *rest = point.transitions
    barred = replace(answer, guard=lm.any_row(point, late))
    mechanism = replace(SOUND, rows=(replace(point, transitions=(add, barred, *rest)),))

    reply = offer(SENT, HANDLER, "reply", mechanism)

    assert reply.along[0].refusal is not None
    assert reply.refusal is not None


def test_a_row_that_appears_in_the_same_act_satisfies_a_guard() -> None:
    late_row = Move("append", None, open_, label="附加", by=chief, along=("send",))
    mechanism = replace(SOUND, rows=(replace(point, transitions=(*point.transitions, late_row)),))
    mechanism = replace(
        mechanism,
        transitions=tuple(
            replace(m, guard=lm.any_row(mechanism.rows[0], open_)) if m.key == "send" else m
            for m in mechanism.transitions
        ),
    )

    assert offer(DRAFT, CHIEF, "send", mechanism).refusal is None
    assert offer(DRAFT, CHIEF, "send").refusal is not None


def test_a_signature_that_waits_gives_its_reason() -> None:
    waiting = replace(DRAFT, rows=(row("open"),), ready=frozenset())

    refused = offer(waiting, CHIEF, "send").refusal

    assert refused is not None
    assert refused.code is Code.NOT_READY


def test_a_hand_over_the_county_has_not_enabled_is_not_offered() -> None:
    mechanism = with_move("close", hands_over=lm.HandOver("next"))
    case = lm.CaseView("replied", enabled=frozenset())

    assert keys(lm.offered(mechanism, case, CHIEF)) == []
    assert keys(lm.offered(mechanism, replace(case, enabled=frozenset({"next"})), CHIEF)) == [
        (None, "close")
    ]


def test_a_move_that_lands_elsewhere_says_where() -> None:
    in_time = replace(SENT, deadlines={"A-03": lm.DeadlineView(DAY)})
    too_late = replace(in_time, on=date(2026, 3, 3))

    assert offer(in_time, HANDLER, "object").instead is None
    assert offer(too_late, HANDLER, "object").instead == late
    assert offer(too_late, HANDLER, "object").refusal is None


def test_a_guard_about_what_is_entered_never_hides_a_move() -> None:
    def never(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of every guard
        return False

    assert offer(SENT, CHIEF, "drop", with_move("drop", guard=lm.entered(never))).refusal is None
    assert offer(SENT, CHIEF, "drop", with_move("drop", guard=never)).refusal is not None


def test_each_row_in_the_right_state_is_offered_its_move() -> None:
    fix = Move("fix", open_, lm.SAME, label="改", by=chief, asks=(text,))
    mechanism = replace(SOUND, rows=(replace(point, transitions=(*point.transitions, fix)),))
    case = replace(SENT, rows=(row("open", "p"), row("done", "q"), row("open", "r")))

    found = [o.row_id for o in lm.offered(mechanism, case, CHIEF) if o.transition.key == "fix"]

    assert found == ["p", "r"]


def test_a_form_shows_the_fields_of_the_move_its_paper_and_its_variants() -> None:
    inputs = offer(replace(DRAFT, rows=(row("open"),)), CHIEF, "send").inputs

    assert [(field.key, field.required) for field in inputs] == [
        ("text", True),
        ("variant", False),
        ("days", False),
    ]


def test_a_form_shows_only_the_answers_this_person_may_give() -> None:
    how = lm.Field(
        "how",
        lm.FieldKind.CHOICE,
        label="方式",
        choices=(lm.Choice("mine", "我的", by=handler), lm.Choice("any", "都可")),
    )
    mechanism = with_move("drop", asks=(how, text), by=(handler, chief))

    assert [c.key for c in offer(SENT, CHIEF, "drop", mechanism).inputs[0].choices] == ["any"]
    assert len(offer(SENT, HANDLER, "drop", mechanism).inputs[0].choices) == 2


def test_a_final_case_offers_nothing() -> None:
    ended = plus(Move("file", closed, lm.SAME, label="备案", by=prosecutor))

    assert lm.offered(SOUND, lm.CaseView("closed"), CHIEF | PROSECUTOR | HANDLER) == ()
    assert keys(lm.offered(ended, lm.CaseView("closed"), PROSECUTOR)) == [(None, "file")]
    assert sent.label == "已发出"


def test_a_field_offers_the_words_that_the_county_lists() -> None:
    worded = replace(text, listed_in="sample.words", listed=("甲", "乙"))
    mechanism = with_move("revise", asks=(worded,))

    def words(lists: dict[str, tuple[str, ...]] | None) -> list[str]:
        (field,) = offer(replace(DRAFT, lists=lists), PROSECUTOR, "revise", mechanism).inputs
        return [choice.label for choice in field.choices]

    assert words(None) == []
    assert words({}) == ["甲", "乙"]
    assert words({"sample.words": ("丙",)}) == ["丙"]


def test_a_word_that_the_county_does_not_list_is_refused() -> None:
    worded = replace(text, listed_in="sample.words")
    mechanism = with_move("revise", asks=(worded,))
    case = replace(DRAFT, lists={"sample.words": ("丙",)})

    def entered(word: str) -> lm.Landing | lm.Refusal:
        return lm.decide(mechanism, case, lm.Fire("revise", DAY, {"text": word}))

    assert isinstance(entered("丙"), lm.Landing)
    refused = entered("甲")
    assert isinstance(refused, lm.Refusal)
    assert [each.message_zh for each in refused.problems] == ["“内容”只能选：丙"]

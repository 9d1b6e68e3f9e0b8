"""What never left a unit stays there, and nobody is named late by a clock that only reminds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from liandong.features.cases import service
from liandong.features.cases.errors import TransitionNotAllowedError
from liandong.features.cases.service import FireTransition, RowCommand
from liandong.kernel.errors import NotFoundError, StaleError
from support.counties import KEY, LETTER, XUYI, County

DAY, AFTER = "2026-03-02", "2026-05-08"


def _change(county: County, case_id: Any, day: str) -> None:
    facts = {**LETTER, "why": "引用法条有误", "cause": "own"}
    text = {"text": "更正后的一项"}
    rows = (RowCommand("item", "restate", county.row(case_id, "item", day), text),)
    act = FireTransition("change", date.fromisoformat(day), facts, rows)
    county.draft("prosecutor", day, case_id, act)
    county.step("prosecutor", day, case_id, "submit")
    county.step("reviewer", day, case_id, "review")
    county.fire("chief", day, case_id, "change")


def test_an_item_given_up_in_drafting_is_never_read_by_the_other_side(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.open(DAY, items=2)
    huiji.move_row("prosecutor", DAY, case_id, "item", "drop")
    huiji.step("prosecutor", DAY, case_id, "submit")
    huiji.step("reviewer", DAY, case_id, "review")
    huiji.fire("chief", DAY, case_id, "issue")
    huiji.fire("handler", DAY, case_id, "serve", facts={"delivery_mode": "electronic"})

    theirs = huiji.look("handler", case_id)

    assert [row["facts"]["text"] for row in theirs["rows"]] == ["第 1 项"]
    assert len(huiji.look("prosecutor", case_id)["rows"]) == 2


def test_whoever_reads_the_header_cannot_confirm_a_letter_that_was_changed_since(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.issue(DAY)
    seen = huiji.look("handler", case_id, DAY)["position"]
    _change(huiji, case_id, DAY)

    with pytest.raises(StaleError):
        huiji.fire(
            "handler", DAY, case_id, "serve", facts={"delivery_mode": "electronic"}, seen=seen
        )


def test_a_duty_that_only_oversees_opens_no_case_of_its_own_unit(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.serve(DAY)
    with huiji.acting("handler", DAY) as (uow, me, clock):
        overseer = replace(me, duties=frozenset({"convener"}))
        assert service.look(uow, me, clock, KEY, case_id).level == "full"
        with pytest.raises(NotFoundError):
            service.look(uow, overseer, clock, KEY, case_id)


def test_a_reply_period_can_be_taken_back_with_what_it_asked_for(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.open(DAY, variant="urgent", urgency_reason="险情持续", stated_days=10)

    huiji.fire("prosecutor", DAY, case_id, "revise", facts={"variant": "minors"})
    facts = huiji.look("prosecutor", case_id)["facts"]
    assert (facts["variant"], facts["urgency_reason"], facts["stated_days"]) == (
        "minors",
        None,
        None,
    )
    huiji.fire("prosecutor", DAY, case_id, "revise", facts={"variant": None})
    assert huiji.look("prosecutor", case_id)["facts"]["variant"] is None


def test_who_has_not_replied_still_owes_the_reply(county: Callable[..., County]) -> None:
    huiji = county()
    case_id = huiji.serve(DAY)
    assert huiji.fire("prosecutor", AFTER, case_id, "find_unanswered") == "unanswered"

    assert huiji.deadline(case_id, "SUG-01")["state"] == "open"


def test_a_clock_that_only_reminds_names_nobody_late(county: Callable[..., County]) -> None:
    xuyi = county(XUYI)
    case_id = xuyi.serve(DAY)

    with pytest.raises(TransitionNotAllowedError, match="只作提醒"):
        xuyi.fire("prosecutor", AFTER, case_id, "find_unanswered")

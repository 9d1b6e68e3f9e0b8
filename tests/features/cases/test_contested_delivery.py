"""A delivery that the sender recorded may be contested; the clock runs on, the blame waits."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases.errors import FactsError, OccurredOnError, TransitionNotAllowedError
from liandong.features.cases.service import FireTransition, RowCommand, rebuild
from support.counties import LETTER, County

ISSUED, SERVED, CONTESTED = "2026-04-13", "2026-04-14", "2026-04-16"
IN_TIME, TOO_LATE = "2026-04-23", "2026-04-24"
CONTEST = {"contest_grounds": "送达回证上的签名不是本单位人员"}


def _served(county: County) -> UUID:
    case_id = county.issue(ISSUED)
    facts = {"delivery_mode": "paper", "delivery_proof": str(county.file())}
    county.fire("prosecutor", SERVED, case_id, "serve", facts=facts)
    return case_id


def _contest(county: County, case_id: UUID, day: str = CONTESTED, who: str = "handler") -> None:
    row = RowCommand("contest", "contest", None, CONTEST)
    county.fire(who, day, case_id, None, rows=(row,))


def _decide(county: County, case_id: UUID, day: str) -> None:
    rows = county.look("prosecutor", case_id, day)["rows"]
    waiting = [UUID(row["id"]) for row in rows if row["state"] == "contested"]
    row = RowCommand("contest", "dismiss", waiting[0], {"why": "有影像"})
    county.fire("chief", day, case_id, None, rows=(row,))


def _reply_clock(county: County, case_id: UUID) -> Any:
    return county.deadline(case_id, "SUG-01")


def _correct(county: County, case_id: UUID, received_on: str) -> None:
    row_id = county.row(case_id, "contest", IN_TIME)
    facts = {
        "received_on": received_on,
        "delivery_mode": "paper",
        "delivery_proof": str(county.file()),
    }
    rows = (RowCommand("contest", "sustain", row_id, {"why": "签名有误"}),)
    county.fire("chief", IN_TIME, case_id, "redeliver", facts=facts, rows=rows)


def test_until_the_decision_nobody_is_late_and_afterwards_the_clock_has_its_force_back(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = _served(huiji)
    assert _reply_clock(huiji, case_id)["is_enforceable"]

    _contest(huiji, case_id)
    running = _reply_clock(huiji, case_id)
    assert (running["state"], running["is_enforceable"]) == ("open", False)
    _decide(huiji, case_id, IN_TIME)

    assert _reply_clock(huiji, case_id)["is_enforceable"]
    assert _reply_clock(huiji, case_id)["started_on"] == SERVED


def test_an_issuer_that_decides_too_late_can_name_nobody_late(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = _served(huiji)
    _contest(huiji, case_id)

    _decide(huiji, case_id, TOO_LATE)

    assert not _reply_clock(huiji, case_id)["is_enforceable"]


def test_the_clock_has_its_force_back_only_when_every_contest_is_decided(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = _served(huiji)
    _contest(huiji, case_id)
    _contest(huiji, case_id, who="head")

    _decide(huiji, case_id, IN_TIME)
    assert not _reply_clock(huiji, case_id)["is_enforceable"]
    _decide(huiji, case_id, IN_TIME)

    assert _reply_clock(huiji, case_id)["is_enforceable"]


def test_nobody_is_named_while_the_delivery_may_still_be_contested(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.issue("2026-01-05")
    proof = huiji.file()
    facts = {"delivery_mode": "paper", "delivery_proof": str(proof)}
    told = {"occurred_on": date(2026, 2, 2), "proof": (proof,), "facts": facts}
    huiji.fire("prosecutor", "2026-04-20", case_id, "serve", **told)

    with pytest.raises(TransitionNotAllowedError, match="提出送达异议的期间"):
        huiji.fire("prosecutor", "2026-04-21", case_id, "find_unanswered")
    assert huiji.fire("prosecutor", "2026-04-28", case_id, "find_unanswered") == "unanswered"


def test_an_upheld_contest_replaces_the_delivery_and_every_clock_that_hung_on_it(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = _served(huiji)
    _contest(huiji, case_id, who="head")

    for wrong in ("2026-04-12", "2026-04-24"):
        with pytest.raises(FactsError):
            _correct(huiji, case_id, wrong)
    _correct(huiji, case_id, "2026-04-15")

    clock = _reply_clock(huiji, case_id)
    assert (clock["started_on"], clock["due_on"]) == ("2026-04-15", "2026-06-15")
    assert clock["is_enforceable"]
    seen = huiji.look("handler", case_id)
    letter = next(p for p in seen["documents"] if p["type"] == "letter")
    assert letter["delivery"]["received_on"] == "2026-04-15"
    states = [d["state"] for d in seen["deadlines"] if d["stands_for"] == "SUG-01"]
    assert sorted(states) == ["open", "released"]
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        rebuild(uow)
    assert huiji.look("handler", case_id) == seen


def test_only_what_the_sender_recorded_is_contested_and_only_for_five_working_days(
    county: Callable[..., County],
) -> None:
    huiji = county()
    confirmed = huiji.serve(SERVED)
    with pytest.raises(TransitionNotAllowedError):
        _contest(huiji, confirmed)
    case_id = _served(huiji)
    with pytest.raises(TransitionNotAllowedError):
        _contest(huiji, case_id, "2026-04-22")
    _contest(huiji, case_id, "2026-04-21")


def test_an_electronic_letter_unconfirmed_after_a_day_comes_back_to_its_sender(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.issue("2026-04-17")  # a Friday: 24 hours on is a day off
    clock = huiji.deadline(case_id, "delivery")
    assert (clock["due_on"], clock["is_enforceable"]) == ("2026-04-20", False)
    assert "deadlines" not in huiji.look("handler", case_id)

    facts = {"delivery_mode": "announced", "delivery_proof": str(huiji.file())}
    huiji.fire("prosecutor", "2026-04-20", case_id, "serve", facts=facts)

    assert huiji.deadline(case_id, "delivery")["state"] == "done"
    papers = [p["type"] for p in huiji.look("handler", case_id)["documents"]]
    assert "announcement" in papers
    assert "return_receipt" not in papers


def test_a_letter_that_was_taken_back_says_so_and_one_never_served_stays_inside(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    row_id = huiji.row(case_id, "item")
    for day, expected in (("2026-04-15", ["withdrawn"]), ("2026-04-16", None)):
        facts = {**LETTER, "why": "引用法条有误", "cause": "own"}
        rows = (RowCommand("item", "restate", row_id, {"text": "更正后的一项"}),)
        act = FireTransition("change", date.fromisoformat(day), facts, rows)
        huiji.draft("prosecutor", day, case_id, act)
        huiji.step("prosecutor", day, case_id, "submit")
        huiji.step("reviewer", day, case_id, "review")
        huiji.fire("chief", day, case_id, "change")
        seen = huiji.look("handler", case_id)["documents"]
        if expected:
            assert sorted(p["state"] for p in seen if p["type"] == "letter") == expected
    assert len([d for d in huiji.look("chief", case_id)["documents"] if d["type"] == "letter"]) == 3

    huiji.fire("handler", "2026-04-16", case_id, "serve", facts={"delivery_mode": "electronic"})

    theirs = [p for p in huiji.look("handler", case_id)["documents"] if p["type"] == "letter"]
    assert sorted(p["state"] for p in theirs) == ["signed", "withdrawn"]
    assert huiji.deadline(case_id, "SUG-01")["started_on"] == "2026-04-16"


def test_a_measure_is_not_completed_before_the_letter_came(county: Callable[..., County]) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    row_id = huiji.row(case_id, "item")
    done = {"measures": "已整改", "completion_on": "2020-01-01"}
    rows = (RowCommand("item", "adopt", row_id, done),)
    act = FireTransition("reply", date.fromisoformat(SERVED), {"measures": "已整改"}, rows)
    huiji.draft("handler", SERVED, case_id, act)

    with pytest.raises(FactsError) as refused:
        huiji.step("handler", SERVED, case_id, "submit", "reply")
    assert [p.where for p in refused.value.problems] == ["rows[0].facts.completion_on"]


def test_nobody_confirms_a_letter_on_a_day_that_has_not_come(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.issue(ISSUED)
    facts = {"delivery_mode": "electronic"}
    with pytest.raises(OccurredOnError):
        huiji.fire("handler", ISSUED, case_id, "serve", occurred_on=date(2026, 4, 15), facts=facts)
    assert huiji.fire("head", ISSUED, case_id, "serve", facts=facts) == "served"

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from liandong.features.cases.errors import FactsError, TransitionNotAllowedError
from liandong.features.cases.service import FireTransition, RowCommand
from liandong.kernel.errors import LiandongError
from support.counties import County

SERVED, LAST_DAY, DAY_AFTER = "2026-03-02", "2026-03-17", "2026-03-18"


def _object(county: County, case_id: UUID, day: str) -> str:
    why = {"grounds": "抽查记录有误"}
    county.fire("handler", day, case_id, None, rows=(RowCommand("objection", "object", None, why),))
    rows = county.look("handler", case_id, day)["rows"]
    return next(row["state"] for row in reversed(rows) if row["type"] == "objection")


def _draft_answer(
    county: County, case_id: UUID, day: str, move: str, why: str = "核查属实"
) -> UUID:
    row_id = county.row(case_id, "objection", day)
    row = RowCommand("objection", move, row_id, {"why": why})
    county.draft(
        "prosecutor", day, case_id, FireTransition(None, date.fromisoformat(day), rows=(row,))
    )
    county.step("prosecutor", day, case_id, "submit", "answer", row_id=row_id)
    return row_id


def _decide(county: County, case_id: UUID, day: str, move: str, **facts: str) -> None:
    row_id = county.row(case_id, "objection", day)
    county.fire("chief", day, case_id, None, rows=(RowCommand("objection", move, row_id, facts),))


@pytest.mark.parametrize(
    ("day", "state"),
    [(SERVED, "pending"), (LAST_DAY, "pending"), (DAY_AFTER, "opinion")],
)
def test_an_objection_after_the_stated_period_is_kept_as_an_opinion(
    county: Callable[..., County], day: str, state: str
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)

    assert _object(huiji, case_id, day) == state

    reviews = [
        d for d in huiji.look("handler", case_id)["deadlines"] if d["stands_for"] == "SUG-05"
    ]
    assert len(reviews) == (1 if state == "pending" else 0)


def test_a_stated_period_that_ends_on_a_day_off_lasts_until_the_next_working_day(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.serve("2026-03-06", objection_days=15)  # 21 March is a Saturday

    assert huiji.deadline(case_id, "SUG-04", "handler")["due_on"] == "2026-03-23"
    assert _object(huiji, case_id, "2026-03-23") == "pending"


def test_an_objection_neither_stops_the_reply_clock_nor_hinders_the_reply(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    _object(huiji, case_id, LAST_DAY)

    assert huiji.deadline(case_id, "SUG-01")["state"] == "open"
    huiji.reply("2026-03-20", case_id)
    assert huiji.deadline(case_id, "SUG-01")["outcome"] == "in_time"


@pytest.mark.parametrize(
    ("move", "state"),
    [("uphold", "upheld"), ("partly_uphold", "partly_upheld"), ("reject", "rejected")],
)
def test_a_decision_is_a_signed_answer_with_reasons_that_the_bureau_can_read(
    county: Callable[..., County], move: str, state: str
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    _object(huiji, case_id, "2026-03-10")
    row_id = _draft_answer(huiji, case_id, "2026-03-11", move)
    assert [p["type"] for p in huiji.look("handler", case_id)["documents"]].count("answer") == 0
    huiji.step("reviewer", "2026-03-11", case_id, "review", "answer", row_id=row_id)

    _decide(huiji, case_id, "2026-03-12", move)

    seen = huiji.look("handler", case_id)
    decided = next(row for row in seen["rows"] if row["type"] == "objection")
    assert (decided["state"], decided["facts"]["why"]) == (state, "核查属实")
    assert decided["facts"]["grounds"] == "抽查记录有误"
    assert [p["state"] for p in seen["documents"] if p["type"] == "answer"] == ["signed"]
    assert huiji.deadline(case_id, "SUG-05", "handler")["state"] == "done"


def test_nothing_is_decided_before_draft_and_review_are_done(county: Callable[..., County]) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    _object(huiji, case_id, "2026-03-10")

    with pytest.raises(LiandongError) as refused:
        _decide(huiji, case_id, "2026-03-12", "reject", why="属实")
    assert refused.value.status == 409
    _draft_answer(huiji, case_id, "2026-03-11", "reject")
    with pytest.raises(LiandongError) as refused:
        _decide(huiji, case_id, "2026-03-12", "reject")
    assert refused.value.status == 409


def test_the_chief_signs_no_other_decision_than_the_one_reviewed(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    _object(huiji, case_id, "2026-03-10")
    row_id = _draft_answer(huiji, case_id, "2026-03-11", "reject")
    huiji.step("reviewer", "2026-03-11", case_id, "review", "answer", row_id=row_id)

    with pytest.raises(TransitionNotAllowedError) as refused:
        _decide(huiji, case_id, "2026-03-12", "uphold", why="成立")
    assert refused.value.code == "case.draft_differs"


def test_a_decision_without_reasons_cannot_even_be_submitted(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    _object(huiji, case_id, "2026-03-10")

    with pytest.raises(FactsError):
        _draft_answer(huiji, case_id, "2026-03-11", "reject", why="")


def test_the_letter_is_signed_as_it_was_reviewed(county: Callable[..., County]) -> None:
    huiji = county()
    case_id = huiji.open(SERVED)
    huiji.step("prosecutor", SERVED, case_id, "submit")
    huiji.step("reviewer", SERVED, case_id, "review")

    with pytest.raises(TransitionNotAllowedError) as refused:
        huiji.fire("chief", SERVED, case_id, "issue", facts={"objection_days": 3})
    assert refused.value.code == "case.draft_differs"
    added = (RowCommand("item", "propose", None, {"text": "未经审核的一项"}),)
    with pytest.raises(TransitionNotAllowedError):
        huiji.fire("chief", SERVED, case_id, "issue", rows=added)
    assert huiji.fire("chief", SERVED, case_id, "issue", facts={"objection_days": 15}) == "issued"


def test_a_letter_that_changes_after_its_review_is_reviewed_again(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.open(SERVED)
    huiji.step("prosecutor", SERVED, case_id, "submit")
    huiji.step("reviewer", SERVED, case_id, "review")
    huiji.fire("prosecutor", SERVED, case_id, "revise", facts={"facts": "另一事实"})

    with pytest.raises(TransitionNotAllowedError):
        huiji.fire("chief", SERVED, case_id, "issue")

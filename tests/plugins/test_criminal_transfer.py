"""What the declaration of 行刑正向衔接 must say whatever else changes."""

import pytest

import liandong.mechanisms as lm
from liandong_plugins.criminal_transfer.criminal_transfer import MECHANISM

LIMITS = lm.read_limits("liandong_plugins.criminal_transfer").limits


def started(move: str, variant: str | None) -> list[str]:
    chosen = MECHANISM.variant(variant)
    limits = MECHANISM.starts(MECHANISM.transition(move), variant)
    return [lm.resolve(limit, chosen, {}).id for limit in limits]


@pytest.mark.parametrize(
    ("variant", "decision"),
    [(None, ["TRF-05"]), ("economic", ["TRF-08a", "TRF-08b"]), ("safety", ["TRF-05"])],
)
def test_the_police_decide_in_the_days_of_the_kind_of_case(
    variant: str | None, decision: list[str]
) -> None:
    assert started("receive", variant) == decision


@pytest.mark.parametrize("move", ["file", "not_file", "reconsider_file", "file_supervised"])
def test_only_in_safety_cases_the_notice_of_the_decision_has_days_of_its_own(move: str) -> None:
    assert started(move, "safety") == ["TRF-11c"]
    assert started(move, None) == started(move, "economic") == []


def test_what_lower_documents_allow_runs_nowhere() -> None:
    unread = {key for key, limit in LIMITS.items() if key.startswith(("TRF-09", "TRF-15"))}

    assert len(unread) == 5
    assert not unread & {limit.id for limit in MECHANISM.limits}


def test_each_authority_makes_its_own_papers_and_decisions() -> None:
    for _, move in MECHANISM.moves:
        if not move.delivers:
            assert len({actor.party for actor in move.actors}) == 1, move.key


def test_no_clock_of_the_police_begins_before_the_receipt_and_none_ends_by_the_unit() -> None:
    theirs = {"TRF-04", "TRF-05", "TRF-06c", "TRF-08b", "TRF-08c", "TRF-16a"}
    for move in MECHANISM.transitions:
        touched = {limit.id for limit in (*move.starts, *move.stops, *move.releases)} & theirs
        if touched and not move.delivers:
            assert {actor.party.part for actor in move.actors} == {lm.Part.ADDRESSEE}, move.key
    hours = {move.key for move in MECHANISM.transitions if move.counts_from is lm.DayOf.DELIVERY}
    assert hours == {"find_incompetent", "find_incomplete", "prolong"}


def test_the_reasons_of_a_refusal_are_the_units_own() -> None:
    assert MECHANISM.inner_facts({"addressee", "supervisor"}) == {
        "refusal_reason",
        "findings",
        "proposal",
    }
    assert MECHANISM.is_confidential

"""What the declaration of 行刑反向衔接 must say whatever else changes."""

import liandong.mechanisms as lm
from liandong_plugins.reverse_linkage.reverse_linkage import MECHANISM

REVIEW = {"noted_down", "stated", "sent", "reviewing", "kept_off", "ended", "opined"}


def test_the_review_is_told_to_nobody() -> None:
    inside = [
        move
        for move in MECHANISM.transitions
        if {state.key for state in (*move.sources, *move.targets_from(None))} & REVIEW
    ]

    assert len(inside) == 9
    for move in inside:
        assert not (move.tells)
        assert not (move.delivers)
        assert not (move.copies)
        assert {actor.party.key for actor in move.actors} == {"issuer"}


def test_the_opening_asks_no_more_than_a_title() -> None:
    opening = MECHANISM.transition("open")

    assert [field.key for field in opening.inputs if field.required] == ["title"]


def test_an_opinion_takes_from_the_review_the_decision_and_the_name_alone() -> None:
    over = MECHANISM.transition("conclude").hands_over

    assert over is not None
    assert over.each is not None
    assert over.each.part is lm.Part.ADDRESSEE
    decision = {"title", "decision_number", "decision_kind", "decided_on"}
    assert set(over.shares) == decision | {"person"}
    notice = MECHANISM.transition("inform").hands_over
    assert notice is not None
    assert set(notice.shares) == decision


def test_every_end_settles_what_the_opinion_began() -> None:
    ends = [
        move
        for move in MECHANISM.transitions
        if any(MECHANISM.is_final(state.key) for state in move.targets_from(None))
        and "served" in {state.key for state in move.sources}
    ]

    assert {move.key for move in ends} == {"withdraw", "follow_up", "note"}
    for move in ends:
        settled = {limit.id for limit in (*move.stops, *move.releases)}
        assert settled >= {"REV-04", "REV-07", "REV-09", "REV-10", "PEN-01"}

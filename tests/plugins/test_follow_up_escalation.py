"""What the declaration of 协同跟踪问效 must say whatever else changes."""

import liandong.mechanisms as lm
from liandong_plugins.suggestions.follow_up_escalation import MECHANISM
from liandong_plugins.suggestions.follow_up_fields import JOINT, LEVELS
from liandong_plugins.suggestions.procuratorial_suggestion import MECHANISM as SUGGESTION

STEP = MECHANISM.row("step")


def actors(move: lm.Transition) -> set[tuple[str, str]]:
    return {(actor.duty.key, actor.party.key) for actor in move.actors}


def test_the_opening_asks_no_more_than_a_title() -> None:
    opening = MECHANISM.transition("open")

    assert [field.key for field in opening.inputs if field.required] == ["title"]
    assert [named.party.key for named in opening.names] == ["addressee"]


def test_a_suggestion_hands_over_what_the_opening_takes() -> None:
    over = SUGGESTION.transition("follow_up").hands_over
    opening = MECHANISM.transition("open")

    assert over is not None
    assert (over.mechanism, over.opening) == (MECHANISM.key, "open")
    assert set(over.shares) == {field.key for field in opening.asks}
    for key, field in over.shares.items():
        taken = next(each for each in opening.asks if each.key == key)
        assert {choice.key for choice in field.choices} <= {choice.key for choice in taken.choices}


def test_no_step_is_taken_before_the_judgement_and_no_judgement_before_the_hearing() -> None:
    taking = [move for move in STEP.transitions if move.key not in {"bring", "drop"}]

    assert all(
        [state.key for state in move.during] == ["following"] or move.along for move in taking
    )
    into = [move for move in MECHANISM.transitions if move.target == MECHANISM.state("following")]
    assert [(move.key, [state.key for state in move.sources]) for move in into] == [
        ("find_unreasoned", ["heard"])
    ]
    assert actors(into[0]) == {("chief_procurator", "issuer")}


def test_what_is_only_proposed_stays_inside() -> None:
    inside = {move.key for move in STEP.transitions if move.internal}

    assert inside == {
        *("propose", "drop", "suggest", "tell_upper"),
        *("settle_suggestion", "unsettle_suggestion"),
    }


def test_papers_of_the_justice_bureau_are_signed_by_it_and_all_others_by_the_chief() -> None:
    signers = {
        paper.key: {actor.party.key for actor in paper.approval.signers}
        for paper in MECHANISM.documents
        if paper.approval
    }

    joint = {key for key, found in signers.items() if found == {"supervisor"}}
    assert joint == {"supervising_letter", "bulletin"}
    assert signers.pop("talk_notice") == {"assistant"}
    assert {key for key, found in signers.items() if found == {"issuer"}} == signers.keys() - joint
    assert set(JOINT) < set(LEVELS)

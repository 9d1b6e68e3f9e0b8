"""What the declarations of 应移不移、应立不立监督 and 引导取证 must say whatever else changes."""

import pytest

import liandong.mechanisms as lm
from liandong_plugins.criminal_transfer.evidence_guidance import MECHANISM as GUIDANCE
from liandong_plugins.criminal_transfer.transfer_supervision import MECHANISM

PROCURATORIAL = {
    "transfer_opinion",
    "police_notice",
    "reasons_demand",
    "filing_order",
    "cancel_order",
    "correction_notice",
    "recheck_result",
    "order_reconsideration",
    "supervision_urging",
}


def started(move: str, variant: str | None) -> list[str]:
    chosen = MECHANISM.variant(variant)
    limits = MECHANISM.starts(MECHANISM.transition(move), variant)
    return [lm.resolve(limit, chosen, {}).id for limit in limits]


def test_the_chief_signs_what_binds_others_after_draft_and_review() -> None:
    signed = {paper.key: paper.approval for paper in MECHANISM.documents if paper.approval}

    for key in PROCURATORIAL:
        approval = signed[key]
        assert {actor.duty.key for actor in approval.signers} == {"chief_procurator"}
        assert {actor.duty.key for actor in approval.reviewers} == {"reviewer"}


@pytest.mark.parametrize(
    ("variant", "serve", "demand"),
    [
        (None, [], ["TRF-12a"]),
        ("environment", ["TRF-17a"], ["TRF-12a"]),
        ("overdue", [], ["TRF-14"]),
        ("wrong_filing", [], ["TRF-12a"]),
    ],
)
def test_each_kind_runs_its_own_days(
    variant: str | None, serve: list[str], demand: list[str]
) -> None:
    assert started("serve", variant) == serve
    assert started("serve_demand", variant) == demand


def test_both_orders_are_carried_out_in_fifteen_days() -> None:
    assert started("serve_order", None) == started("serve_cancel", "wrong_filing") == ["TRF-12b"]


def test_units_are_asked_to_transfer_and_police_to_file() -> None:
    roles = {
        move.key: {role.key for role in named.roles}
        for move in MECHANISM.transitions
        for named in move.names
        if named.party.part is lm.Part.ADDRESSEE
    }

    assert roles == {
        "open": {"enforcement_unit"},
        "open_filing": {"police"},
        "suggest": {"police"},
        "note_suggestion": {"police"},
    }


def test_the_unit_and_the_police_judge_nothing() -> None:
    judged = {"accept", "reject", "find_ignored", "accept_reasons", "order", "order_cancel", "end"}
    for key in judged:
        (actor,) = MECHANISM.transition(key).actors
        assert actor.held == (lm.Part.ISSUER, "chief_procurator")


def test_guidance_is_kept_inside_and_owes_no_days() -> None:
    assert GUIDANCE.is_confidential
    assert GUIDANCE.limits == ()
    assert GUIDANCE.home == "liandong_plugins.criminal_transfer"

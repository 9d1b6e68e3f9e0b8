"""What the declaration of 检察建议办理 must say whatever else changes."""

from pathlib import Path

import pytest

import liandong.mechanisms as lm
from liandong.kernel.yamlfile import load
from liandong_plugins.suggestions.procuratorial_suggestion import MECHANISM
from support.declared import limits

CLAUSES = Path(__file__).parents[2] / "docs" / "reference" / "clauses"
LIMITS = lm.read_limits("liandong_plugins.suggestions")


def clauses() -> set[tuple[str, str]]:
    read = [load(path).data for path in CLAUSES.glob("*.yaml")]
    return {(each["id"], clause) for each in read for clause in each["clauses"]}


def applied(variant: str | None, replacements: dict[str, str]) -> str:
    tenant = {old: limits()[new] for old, new in replacements.items()}
    reply = LIMITS.limits["SUG-01"]
    return lm.resolve(reply, MECHANISM.variant(variant), tenant).id


def test_the_declaration_stands_with_the_registered_clauses() -> None:
    assert lm.check([MECHANISM], [LIMITS], clauses()) == []


def test_the_unit_acts_only_on_service_reply_and_objection() -> None:
    theirs = {
        (row.key if row else None, move.key): {actor.duty.key for actor in move.actors}
        for row, move in MECHANISM.moves
        if any(actor.party.part is lm.Part.ADDRESSEE for actor in move.actors)
    }

    assert theirs == {
        (None, "serve"): {"handler", "unit_head", "prosecutor"},
        (None, "reply"): {"unit_head"},
        (None, "supplement"): {"handler"},
        ("item", "adopt"): {"unit_head"},
        ("item", "adopt_part"): {"unit_head"},
        ("item", "decline"): {"unit_head"},
        ("objection", "object"): {"handler", "unit_head"},
        ("contest", "contest"): {"handler", "unit_head"},
    }


def test_what_binds_the_procuratorate_is_decided_by_the_chief() -> None:
    chiefs = {
        move.key
        for _, move in MECHANISM.moves
        if {actor.duty.key for actor in move.actors} == {"chief_procurator"}
    }

    assert chiefs >= {
        "issue",
        "reissue",
        "discard",
        "withdraw",
        "close",
        "note",
        "follow_up",
        "uphold",
        "partly_uphold",
        "reject",
        "choose",
        "leave_out",
        "investigate",
    }


@pytest.mark.parametrize(
    ("variant", "national", "in_wenshui"),
    [
        (None, "SUG-01", "SEED-WS-01"),
        ("urgent", "SUG-02", "SUG-02"),
        ("public_interest", "PIL-01", "PIL-01"),
        ("public_interest_urgent", "PIL-02", "PIL-02"),
        ("minors", "SUG-09", "SUG-09"),
    ],
)
def test_the_reply_falls_under_the_limit_of_its_kind(
    variant: str | None, national: str, in_wenshui: str
) -> None:
    assert applied(variant, {}) == national
    assert applied(variant, {"SUG-01": "SEED-WS-01"}) == in_wenshui


@pytest.mark.parametrize(
    ("variant", "started"),
    [
        (None, ["SUG-06"]),
        ("minors", ["SUG-06"]),
        ("public_interest", ["SUG-06", "PIL-04"]),
        ("public_interest_urgent", ["SUG-06", "PIL-04"]),
    ],
)
def test_only_public_interest_letters_must_be_served_in_three_days(
    variant: str | None, started: list[str]
) -> None:
    for key in ("issue", "reissue"):
        limits = MECHANISM.starts(MECHANISM.transition(key), variant)

        assert [limit.id for limit in limits] == started


@pytest.mark.parametrize(
    ("limit", "move", "what"),
    [
        ("SUG-10", "investigate", "starts"),
        ("SUG-10", "issue", "stops"),
        ("SUG-10", "discard", "stops"),
        ("PIL-04", "serve", "stops"),
        ("SUG-01", "serve", "starts"),
        ("SUG-04", "serve", "opens"),
        ("SUG-06", "file_upward", "stops"),
        ("SUG-01", "reissue", "releases"),
        ("SUG-06", "reissue", "releases"),
        ("SUG-01", "reply", "stops"),
        ("SUG-01", "note", "stops"),
        ("SUG-01", "sue", "stops"),
        ("SUG-01", "follow_up", "stops"),
        ("SUG-01", "withdraw", "releases"),
        ("SUG-06", "withdraw", "releases"),
        ("PIL-04", "withdraw", "releases"),
    ],
)
def test_a_move_sets_the_clocks_of_the_law(limit: str, move: str, what: str) -> None:
    assert limit in {each.id for each in getattr(MECHANISM.transition(move), what)}


def test_the_reply_is_drafted_by_the_handler_and_signed_by_the_head() -> None:
    (reply,) = (paper for paper in MECHANISM.documents if paper.key == "reply")

    assert reply.approval is not None
    assert [actor.duty.key for actor in reply.approval.drafters] == ["handler"]
    assert [actor.duty.key for actor in reply.approval.reviewers] == []
    assert [actor.duty.key for actor in reply.approval.signers] == ["unit_head"]


def test_the_letter_goes_from_prosecutor_to_reviewer_to_chief() -> None:
    for paper in MECHANISM.documents:
        if paper.key in {"letter", "answer"}:
            assert paper.approval is not None
            assert [actor.duty.key for actor in paper.approval.actors] == [
                "prosecutor",
                "reviewer",
                "chief_procurator",
            ]


def test_the_four_triggers_of_shandan_can_be_chosen_together() -> None:
    (triggers,) = (field for field in MECHANISM.fields if field.key == "copy_triggers")

    assert triggers.multiple
    assert [choice.label for choice in triggers.choices] == [
        "社会影响大",
        "群众关注度高",
        "违法情形典型",
        "值得有关部门重视",
    ]

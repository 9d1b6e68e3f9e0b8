from collections.abc import Callable

import pytest

from liandong.features.cases.errors import TransitionNotAllowedError
from support.counties import SHANDAN, WENSHUI, XUYI, County

SERVED = "2026-03-02"
LAST_DAY, DAY_AFTER = "2026-05-06", "2026-05-07"
WHY = {"why": "适用法律有误"}


def _withdraw(county: County, day: str, case_id: object) -> str:
    return county.fire("chief", day, case_id, "withdraw", facts=WHY)


@pytest.mark.parametrize(
    ("served_on", "due_on"),
    [
        ("2026-03-02", "2026-05-06"),  # 2 May lies in the holiday of Labour Day
        ("2026-03-09", "2026-05-09"),  # a Saturday, but worked
        ("2026-03-10", "2026-05-11"),  # a Sunday
        ("2025-12-31", "2026-02-28"),  # February has no 31st; a Saturday, but worked
    ],
)
def test_the_reply_is_due_two_months_after_receipt_on_a_working_day(
    county: Callable[..., County], served_on: str, due_on: str
) -> None:
    huiji = county()

    case_id = huiji.serve(served_on)

    clock = huiji.deadline(case_id, "SUG-01")
    assert (clock["started_on"], clock["due_on"]) == (served_on, due_on)


@pytest.mark.parametrize(("day", "outcome"), [(LAST_DAY, "in_time"), (DAY_AFTER, "late")])
def test_a_reply_on_the_last_day_is_in_time_and_the_next_day_late(
    county: Callable[..., County], day: str, outcome: str
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)

    huiji.reply(day, case_id)

    assert huiji.deadline(case_id, "SUG-01")["outcome"] == outcome


def test_nobody_is_found_unanswered_before_the_period_is_over(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)

    with pytest.raises(TransitionNotAllowedError):
        huiji.fire("prosecutor", LAST_DAY, case_id, "find_unanswered")
    assert huiji.fire("prosecutor", DAY_AFTER, case_id, "find_unanswered") == "unanswered"
    huiji.reply("2026-05-12", case_id)
    clocks = [
        d for d in huiji.look("prosecutor", case_id)["deadlines"] if d["stands_for"] == "SUG-01"
    ]
    assert [clock["outcome"] for clock in clocks] == ["late"]


@pytest.mark.parametrize("stage", ["issued", "served", "unanswered", "replied"])
def test_a_withdrawal_is_possible_at_any_time_and_nobody_owes_a_reply_any_more(
    county: Callable[..., County], stage: str
) -> None:
    huiji = county()
    case_id = huiji.issue(SERVED) if stage == "issued" else huiji.serve(SERVED)
    day = SERVED
    if stage == "unanswered":
        day = DAY_AFTER
        huiji.fire("prosecutor", day, case_id, "find_unanswered")
    if stage == "replied":
        day = "2026-03-20"
        huiji.reply(day, case_id)

    assert _withdraw(huiji, day, case_id) == "withdrawn"

    seen = huiji.look("prosecutor", case_id, day)
    assert seen["is_final"]
    assert {clock["state"] for clock in seen["deadlines"]} <= {"released", "done"}
    released = {"issued": [], "replied": ["done"]}
    expected = released.get(stage, ["released"])
    replies = [c["state"] for c in seen["deadlines"] if c["stands_for"] == "SUG-01"]
    assert replies == expected


def test_a_withdrawn_suggestion_can_no_longer_be_replied_to(county: Callable[..., County]) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    _withdraw(huiji, SERVED, case_id)

    with pytest.raises(TransitionNotAllowedError):
        huiji.fire("head", SERVED, case_id, "reply", facts={"measures": "整改"})


@pytest.mark.parametrize(
    ("facts", "limit", "due_on"),
    [
        (
            {"variant": "urgent", "urgency_reason": "扩散", "stated_days": 10},
            "SUG-02",
            "2026-03-12",
        ),
        ({"variant": "minors"}, "SUG-09", "2026-04-02"),
        ({"kind": "public_interest", "variant": "public_interest"}, "PIL-01", LAST_DAY),
        (
            {
                "kind": "public_interest",
                "variant": "public_interest_urgent",
                "urgency_reason": "扩散",
            },
            "PIL-02",
            "2026-03-17",
        ),
    ],
)
def test_a_variant_has_its_own_period_in_the_place_of_the_general_one(
    county: Callable[..., County], facts: dict, limit: str, due_on: str
) -> None:
    huiji = county()

    case_id = huiji.serve(SERVED, **facts)

    clock = huiji.deadline(case_id, "SUG-01", "handler")
    assert (clock["limit_id"], clock["due_on"]) == (limit, due_on)


@pytest.mark.parametrize(
    "facts", [{"kind": "public_interest"}, {"kind": "governance", "variant": "public_interest"}]
)
def test_the_public_interest_period_goes_with_that_kind_and_only_with_it(
    county: Callable[..., County], facts: dict
) -> None:
    huiji = county()

    with pytest.raises(TransitionNotAllowedError):
        huiji.issue(SERVED, **facts)


def test_a_public_interest_suggestion_has_to_be_served_in_time(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.issue(SERVED, kind="public_interest", variant="public_interest")

    assert huiji.deadline(case_id, "PIL-04")["state"] == "open"
    huiji.fire("handler", SERVED, case_id, "serve", facts={"delivery_mode": "electronic"})
    assert huiji.deadline(case_id, "PIL-04")["state"] == "done"


def test_wenshui_counts_by_its_own_two_months_in_the_place_of_the_national_ones(
    county: Callable[..., County],
) -> None:
    wenshui = county(WENSHUI)

    case_id = wenshui.serve(SERVED)

    clock = wenshui.deadline(case_id, "SUG-01", "handler")
    assert (clock["limit_id"], clock["due_on"]) == ("SEED-WS-01", LAST_DAY)
    assert clock["inputs"]["basis"][0]["instrument"] == "141121-cooperation-mechanism-2025"
    assert clock["is_enforceable"]


def test_xuyi_only_rehearses_its_draft_and_accuses_nobody(county: Callable[..., County]) -> None:
    xuyi = county(XUYI)
    case_id = xuyi.serve(SERVED)

    assert not xuyi.deadline(case_id, "SUG-01")["is_enforceable"]
    xuyi.reply(DAY_AFTER, case_id)
    assert xuyi.deadline(case_id, "SUG-01")["outcome"] == "not_accused"


@pytest.mark.parametrize(
    "trigger", ["large_impact", "high_concern", "typical_illegality", "deserves_attention"]
)
def test_each_trigger_of_shandan_forces_a_copy_to_the_county_government(
    county: Callable[..., County], trigger: str
) -> None:
    shandan = county(SHANDAN)
    case_id = shandan.open(SERVED, copy_triggers=[trigger])
    shandan.step("prosecutor", SERVED, case_id, "submit")
    shandan.step("reviewer", SERVED, case_id, "review")

    with pytest.raises(TransitionNotAllowedError) as refused:
        shandan.fire("chief", SERVED, case_id, "issue")
    assert refused.value.code == "case.copies_missing"

    shandan.list_copy(SERVED, case_id)
    shandan.step("prosecutor", SERVED, case_id, "submit")
    shandan.step("reviewer", SERVED, case_id, "review")
    with pytest.raises(TransitionNotAllowedError):
        shandan.fire("chief", SERVED, case_id, "issue")
    shandan.move_row("chief", SERVED, case_id, "copy", "choose")
    assert shandan.fire("chief", SERVED, case_id, "issue") == "issued"


def test_a_copy_to_somebody_else_does_not_do_in_shandan(county: Callable[..., County]) -> None:
    shandan = county(SHANDAN)
    case_id = shandan.open(SERVED, copy_triggers=["large_impact"])
    shandan.list_copy(SERVED, case_id, "discipline")
    shandan.move_row("chief", SERVED, case_id, "copy", "choose")
    shandan.step("prosecutor", SERVED, case_id, "submit")
    shandan.step("reviewer", SERVED, case_id, "review")

    with pytest.raises(TransitionNotAllowedError) as refused:
        shandan.fire("chief", SERVED, case_id, "issue")
    assert refused.value.code == "case.copies_missing"


def test_the_chief_of_shandan_may_leave_the_copy_out_only_with_a_reason_on_record(
    county: Callable[..., County],
) -> None:
    shandan = county(SHANDAN)
    case_id = shandan.open(SERVED, copy_triggers=["large_impact"])
    shandan.list_copy(SERVED, case_id)
    shandan.move_row("chief", SERVED, case_id, "copy", "leave_out", why="已另行专报")
    shandan.step("prosecutor", SERVED, case_id, "submit")
    shandan.step("reviewer", SERVED, case_id, "review")

    assert shandan.fire("chief", SERVED, case_id, "issue") == "issued"


@pytest.mark.parametrize("tenant_id", [WENSHUI, XUYI])
def test_the_same_triggers_force_nothing_where_the_county_only_may_copy(
    county: Callable[..., County], tenant_id: int
) -> None:
    elsewhere = county(tenant_id)

    assert elsewhere.issue(SERVED, copy_triggers=["large_impact"])


def test_without_a_trigger_shandan_copies_nobody(county: Callable[..., County]) -> None:
    assert county(SHANDAN).issue(SERVED)

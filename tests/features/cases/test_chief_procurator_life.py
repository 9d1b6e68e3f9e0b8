"""A joint patrol: what it finds goes to each unit in a matter of its own."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from liandong.features.cases.errors import FactsError, TransitionNotAllowedError
from liandong.features.cases.service import FireTransition, dump_case
from liandong.features.cases.service.acting import fire_transition
from liandong.kernel.errors import ForbiddenError
from support.counties import HUIJI, SHANDAN, County
from support.matters import Matter

Counties = Callable[..., County]
KEY = "chief_procurator"
AREA = {"kind": "河", "area": "山丹河"}
SEEN = {**AREA, "cycle": "第一季度", "participants": "河长办、检察院", "seen": "两处直排"}


def patrolled(county: County) -> Matter:
    """A patrol that the chief's office (here the county government) planned with us."""
    found = Matter(county, KEY).open(
        "reader", "2026-03-02", "plan", {"issuer": "procuratorate"}, title="山丹河联合巡查", **AREA
    )
    found.fire("prosecutor", "2026-03-05", "patrol", **SEEN)
    return found


def handed_on(county: County) -> list[Matter]:
    """The matters of the two units at which the patrol found something."""
    found = patrolled(county)
    for unit in ("addressee", "bystander"):
        found.fire(
            "prosecutor", "2026-03-05", "find_problems", {"addressee": unit}, found="污水直排"
        )
    assert found.fire("prosecutor", "2026-03-06", "hand_on") == "handed_on"
    assert [found.seen(who, "2026-03-06") for who in ("handler", "bystander")] == [None, None]
    return found.next("prosecutor", "2026-03-06")


def assigned(county: County) -> tuple[Matter, UUID]:
    """The matter of the addressee, with one problem."""
    found = next(
        each
        for each in handed_on(county)
        if (seen := each.seen("prosecutor", "2026-03-06"))
        and seen.opened.units("addressee") == [county.units["addressee"]]
    )
    problem = {"problem": "滨河路东口直排", "rectify_by": "2026-04-10"}
    found.row("prosecutor", "2026-03-06", "problem", "list", None, **problem)
    found.county.step("prosecutor", "2026-03-09", found.id, "submit", "problem_assignment")
    found.county.step("reviewer", "2026-03-09", found.id, "review", "problem_assignment")
    found.fire("chief", "2026-03-09", "assign")
    (row,) = found.rows("prosecutor", "2026-03-09", "problem")
    return found, row


def test_each_unit_sees_its_own_problems_alone(county: Counties) -> None:
    shandan = county(SHANDAN)
    found, _ = assigned(shandan)

    assert found.level("handler", "2026-03-09") == "full"
    assert found.seen("bystander", "2026-03-09") is None
    assert found.level("reader", "2026-03-09") == "full"
    assert found.level("office", "2026-03-09") == "header"


@pytest.mark.parametrize(
    ("day", "state"), [("2026-04-10", "rectified"), ("2026-04-13", "rectified_late")]
)
def test_a_report_after_the_day_is_kept_as_late(county: Counties, day: str, state: str) -> None:
    found, row = assigned(county(SHANDAN))
    found.row("handler", day, "problem", "report", row, progress="管网已经接入")

    seen = found.seen("prosecutor", day)
    assert seen is not None
    assert [each.state for each in seen.rows if each.type == "problem"] == [state]
    assert seen.deadlines == []


def test_what_stays_unresolved_becomes_a_clue(county: Counties) -> None:
    shandan = county(SHANDAN)
    found, row = assigned(shandan)
    checked = {"method": "on_site", "finding": "仍在直排"}
    with pytest.raises(ForbiddenError):
        found.row("handler", "2026-04-13", "problem", "find_unresolved", row, **checked)
    found.row("prosecutor", "2026-04-13", "problem", "find_unresolved", row, **checked)

    refer = FireTransition(
        "refer_clue",
        date(2026, 4, 14),
        {"clue_title": "滨河路东口直排线索"},
    )
    with shandan.acting("prosecutor", "2026-04-14") as (uow, me, clock):
        fire_transition(uow, me, clock, found.id, refer)

    (clue,) = found.next("prosecutor", "2026-04-14", "public_interest_clue")
    seen = clue.seen("prosecutor", "2026-04-14")
    assert seen is not None
    assert (seen.case.state, seen.case.facts["title"]) == ("discovered", "滨河路东口直排线索")
    assert clue.seen("handler", "2026-04-14") is None
    told = found.seen("handler", "2026-04-14")
    assert told is not None
    assert "refer_clue" not in {event.transition for event in told.events}
    assert "clue_title" not in dump_case(told)["facts"]


def test_damages_nobody_claims_wait_inside_the_procuratorate(county: Counties) -> None:
    found, _ = assigned(county(SHANDAN))
    told = {"claimant": "市人民政府", "negotiation": "未启动磋商"}
    found.row("prosecutor", "2026-08-17", "claim", "record", None, **told)
    (row,) = found.rows("prosecutor", "2026-08-17", "claim")
    found.row("prosecutor", "2026-08-20", "claim", "find_unclaimed", row, negotiation="未磋商")

    assert found.clock("PIL-11", "2026-08-20") == ("open", None)
    assert found.rows("handler", "2026-08-20", "claim") == []
    assert found.rows("reader", "2026-08-20", "claim") == []


def test_an_office_at_whose_own_unit_a_problem_was_found_does_not_supervise_it(
    county: Counties,
) -> None:
    found = patrolled(county(SHANDAN))
    found.fire(
        "prosecutor", "2026-03-05", "find_problems", {"addressee": "copied"}, found="污水直排"
    )

    with pytest.raises(ForbiddenError):
        found.fire("reader", "2026-03-06", "hand_on_by_office")

    assert found.level("reader", "2026-03-06") == "full"
    assert found.fire("prosecutor", "2026-03-06", "hand_on") == "handed_on"


def test_the_office_does_not_judge_what_the_procuratorate_assigned(county: Counties) -> None:
    found, row = assigned(county(SHANDAN))
    found.row("handler", "2026-03-20", "problem", "report", row, progress="管网已经接入")

    checked = {"method": "on_site", "finding": "已接入"}
    with pytest.raises(TransitionNotAllowedError):
        found.row("reader", "2026-03-21", "problem", "verify_by_office", row, **checked)
    found.row("prosecutor", "2026-03-21", "problem", "verify", row, **checked)

    assert found.fire("prosecutor", "2026-03-23", "finish", outcome="全部到位") == "finished"


@pytest.mark.parametrize(("name", "word"), [("kind", "大气"), ("area", "索须河")])
def test_a_patrol_speaks_of_the_waters_and_matters_of_its_county(
    county: Counties, name: str, word: str
) -> None:
    shandan, huiji = county(SHANDAN), county(HUIJI)
    wanted = {"kind": "河", "area": "石羊河", name: word}
    named = {"issuer": "procuratorate"}
    with pytest.raises(FactsError):
        Matter(shandan, KEY).open("reader", "2026-03-02", "plan", named, title="巡查", **wanted)

    Matter(huiji, KEY).open("reader", "2026-03-02", "plan", named, title="巡查", **wanted)

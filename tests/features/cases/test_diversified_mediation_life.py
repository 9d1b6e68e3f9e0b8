"""A mediation with people of the pool, a public hearing, a petition with its clocks."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.features.cases.errors import FactsError, TransitionNotAllowedError
from liandong.features.cases.service import RowCommand
from liandong.kernel.errors import NotFoundError
from support.casework import Work, staff
from support.counties import SHANDAN, XUYI

KEY = "diversified_mediation"
UNITS = {
    "bureau": "justice_bureau",
    "procuratorate": "procuratorate",
    "unit": "natural_resources",
    "court": "court",
}
PEOPLE = {
    "officer": ("bureau", ("handler",)),
    "director": ("bureau", ("unit_head",)),
    "prosecutor": ("procuratorate", ("prosecutor",)),
    "chief": ("procuratorate", ("chief_procurator",)),
    "planner": ("unit", ("handler",)),
    "clerk": ("court", ("handler",)),
}
MATTER = {
    "title": "某村征地补偿纠纷",
    "kind": "mediation",
    "field": "征地拆迁",
    "claim": "补偿",
}
DAY = "2026-03-10"


@pytest.fixture
def xuyi(sessions: sessionmaker[Session]) -> Work:
    return Work(staff(sessions, XUYI, UNITS, PEOPLE), KEY)


@pytest.fixture
def shandan(sessions: sessionmaker[Session]) -> Work:
    return Work(staff(sessions, SHANDAN, UNITS, PEOPLE), KEY)


def row(work: Work, who: str, day: str, case_id: UUID, kind: str, move: str, **facts: Any) -> None:
    """Move the last row of a type."""
    found = work.look(who, case_id, day)["rows"]
    row_id = [each["id"] for each in found if each["type"] == kind][-1]
    work.county.fire(who, day, case_id, None, rows=(RowCommand(kind, move, UUID(row_id), facts),))


def test_a_mediator_is_drawn_and_never_from_the_unit_concerned(xuyi: Work) -> None:
    case_id = xuyi.open("officer", DAY, "open", MATTER)
    xuyi.fire("officer", DAY, case_id, "bring_in", parties={"respondent": "unit"})
    xuyi.fire("officer", "2026-03-11", case_id, "draw_mediators")

    drawn = [r for r in xuyi.look("officer", case_id, DAY)["rows"] if r["type"] == "mediator"]

    assert len(drawn) == 1
    assert drawn[0]["facts"].get("person_unit") != str(xuyi.county.units["unit"])
    assert xuyi.fire("officer", "2026-03-12", case_id, "begin", finish_by="2026-04-10") == (
        "mediating"
    )


def test_where_there_is_no_pool_mediators_are_named(shandan: Work) -> None:
    case_id = shandan.open("officer", DAY, "open", MATTER)
    with pytest.raises(TransitionNotAllowedError):
        shandan.fire("officer", DAY, case_id, "appoint")

    shandan.row(
        "officer", DAY, case_id, "mediator", "name", mediator_name="李某", identity="lawyer"
    )
    shandan.fire("officer", "2026-03-11", case_id, "appoint")
    shandan.fire("officer", "2026-03-12", case_id, "begin", finish_by="2026-04-10")
    with pytest.raises(TransitionNotAllowedError):  # nobody has met yet
        shandan.fire(
            "officer", "2026-03-13", case_id, "agree", mediation_kind="people", content="x"
        )
    shandan.row(
        "officer", "2026-03-13", case_id, "session", "plan", meet_on="2026-03-16", place="村"
    )
    row(shandan, "officer", "2026-03-16", case_id, "session", "hold", result="同意")
    shandan.fire("officer", "2026-03-17", case_id, "agree", mediation_kind="people", content="分配")

    ended = shandan.fire("officer", "2026-04-17", case_id, "follow_up", visit="已经履行")
    assert ended == "followed_up"


def test_a_petition_has_its_clocks_and_the_organ_owes_them(shandan: Work) -> None:
    case_id = shandan.open("officer", DAY, "open", {**MATTER, "kind": "petition"})
    shandan.row("officer", DAY, case_id, "petition", "receive_forwarded",
                petition_received_on=DAY)  # fmt: skip
    bureau = str(shandan.county.units["bureau"])

    handled = shandan.clock("officer", case_id, "PET-01a", DAY)
    objecting = shandan.clock("officer", case_id, "PET-01b", DAY)
    row(shandan, "officer", "2026-03-16", case_id, "petition", "accept",
        petition_accepted_on="2026-03-16")  # fmt: skip
    decided = shandan.clock("officer", case_id, "PET-01c", "2026-03-17")
    row(shandan, "director", "2026-05-06", case_id, "petition", "extend", why="情况复杂")

    assert (handled["unit_id"], handled["due_on"]) == (bureau, "2026-03-25")
    assert (objecting["is_right"], objecting["due_on"]) == (True, "2026-03-17")
    assert (decided["unit_id"], decided["due_on"]) == (bureau, "2026-05-15")
    extended = shandan.clock("officer", case_id, "PET-01c", "2026-05-07")
    assert extended["due_on"] == "2026-06-15"
    with pytest.raises(TransitionNotAllowedError):  # a petition is open still
        shandan.fire("director", "2026-05-08", case_id, "finish", outcome="办结")


def test_where_the_county_has_no_limit_on_hearings_none_begins(xuyi: Work) -> None:
    case_id = xuyi.open("prosecutor", DAY, "open", {**MATTER, "kind": "hearing"})
    xuyi.row("prosecutor", DAY, case_id, "hearing", "propose", hearing_matter="申诉理由")

    assert xuyi.look("prosecutor", case_id, DAY)["deadlines"] == []


def test_a_public_hearing_is_held_by_the_procuratorate_alone(shandan: Work) -> None:
    case_id = shandan.open("prosecutor", DAY, "open", {**MATTER, "kind": "hearing"})
    shandan.row("prosecutor", DAY, case_id, "hearing", "propose", hearing_matter="申诉理由")
    wanted = shandan.clock("prosecutor", case_id, "HRG-01", DAY)
    row(shandan, "prosecutor", DAY, case_id, "hearing", "notify",
        hearing_on="2026-03-20", place="听证室", officers="三名")  # fmt: skip
    row(shandan, "prosecutor", "2026-03-20", case_id, "hearing", "hold", result="已听证")
    row(shandan, "prosecutor", "2026-03-20", case_id, "hearing", "opine", opinion="无不当")
    row(shandan, "prosecutor", "2026-03-23", case_id, "hearing", "use", use="采纳")

    assert wanted["due_on"] is None
    assert shandan.fire("chief", "2026-03-24", case_id, "finish", outcome="息诉") == "finished"
    for who in ("officer", "planner", "clerk"):
        with pytest.raises(NotFoundError):
            shandan.look(who, case_id, "2026-03-25")


def test_a_risk_is_cleared_by_who_rated_it_not_by_its_owner(shandan: Work) -> None:
    case_id = shandan.open("officer", DAY, "open", {**MATTER, "kind": "risk"})
    shandan.fire("officer", DAY, case_id, "bring_in", parties={"respondent": "unit"})
    unit = str(shandan.county.units["unit"])
    shandan.row("officer", DAY, case_id, "risk", "rate", risk_level="high", risk="聚集", owner=unit)
    row(shandan, "planner", "2026-03-11", case_id, "risk", "plan", risk_plan_text="走访")
    row(shandan, "planner", "2026-03-12", case_id, "risk", "monitor", result="平稳")

    row(shandan, "officer", "2026-03-20", case_id, "risk", "clear", why="已经化解")

    states = [each["state"] for each in shandan.look("officer", case_id, DAY)["rows"]]
    assert states == ["cleared"]


def test_the_field_is_one_of_the_county_or_free_where_it_names_none(
    xuyi: Work, shandan: Work
) -> None:
    xuyi.open("officer", DAY, "open", MATTER)
    with pytest.raises(FactsError):
        xuyi.open("officer", DAY, "open", {**MATTER, "field": "政府债务"})

    shandan.open("officer", DAY, "open", {**MATTER, "field": "政府债务"})


def test_who_is_brought_in_reads_no_petition_and_no_risk_of_others(shandan: Work) -> None:
    case_id = shandan.open("officer", DAY, "open", {**MATTER, "kind": "petition"})
    shandan.row("officer", DAY, case_id, "petition", "receive", petition_received_on=DAY)
    shandan.row("officer", DAY, case_id, "risk", "rate", risk_level="high", risk="聚集",
                owner=str(shandan.county.units["bureau"]))  # fmt: skip
    shandan.fire("officer", DAY, case_id, "bring_in", parties={"respondent": "unit"})

    seen = {who: len(shandan.look(who, case_id, DAY)["rows"]) for who in ("officer", "planner")}

    assert seen == {"officer": 2, "planner": 0}


def test_no_court_writes_down_what_was_said(shandan: Work) -> None:
    case_id = shandan.open("officer", DAY, "open", MATTER)
    shandan.row("officer", DAY, case_id, "mediator", "name", mediator_name="王某", identity="judge")
    shandan.fire("officer", DAY, case_id, "appoint", parties={"assistant": "court"})
    shandan.fire("officer", DAY, case_id, "begin", finish_by="2026-04-10")
    court, bureau = (str(shandan.county.units[unit]) for unit in ("court", "bureau"))

    with pytest.raises(FactsError):
        shandan.row("clerk", DAY, case_id, "statement", "take", statement="让步", taken_by=court)
    with pytest.raises(TransitionNotAllowedError):
        shandan.row("clerk", DAY, case_id, "statement", "take", statement="让步", taken_by=bureau)
    shandan.row("officer", DAY, case_id, "statement", "take", statement="让步", taken_by=bureau)

    assert not [r for r in shandan.look("clerk", case_id, DAY)["rows"] if r["type"] == "statement"]

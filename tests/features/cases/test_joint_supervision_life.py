"""Joint supervision: invitations, findings that only those concerned see, the bureau's papers."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.features.cases.errors import TransitionNotAllowedError
from liandong.features.cases.service import FireTransition, PartyCommand, RowCommand, open_case
from liandong.kernel.errors import ForbiddenError, NotFoundError
from support.casework import Work, staff
from support.counties import HUIJI, XUYI

KEY = "joint_supervision"
DAY = "2026-04-01"
UNKNOWN = (NotFoundError, ForbiddenError)
UNITS = {
    "bureau": "justice_bureau", "ours": "procuratorate", "ecology": "ecology_environment",
    "market": "market_regulation", "police": "police",
}  # fmt: skip
PEOPLE = {
    "clerk": ("bureau", ("handler",)), "director": ("bureau", ("unit_head",)),
    "prosecutor": ("ours", ("prosecutor",)), "chief": ("ours", ("chief_procurator",)),
    "reviewer": ("ours", ("reviewer",)),
    "ecology": ("ecology", ("handler", "unit_head")), "market": ("market", ("handler",)),
    "police": ("police", ("handler", "unit_head")),
}  # fmt: skip
ACTIVITY = {
    "title": "生态环境联合监督", "field": "生态环境保护", "objects": "危险废物监管",
    "method": ["files"], "begins_on": "2026-04-02",
}  # fmt: skip


HUIJI_UNITS = {**UNITS, "ecology": "housing_construction"}
Sessions = sessionmaker[Session]


@pytest.fixture
def work(sessions: sessionmaker[Session]) -> Work:
    return Work(staff(sessions, XUYI, UNITS, PEOPLE), KEY)


def planned(work: Work) -> UUID:
    units = work.county.units
    named = (
        PartyCommand(units["ecology"], "addressee"), PartyCommand(units["market"], "addressee"),
        PartyCommand(units["ours"], "issuer"),
    )  # fmt: skip
    with work.county.acting("clerk", DAY) as (uow, me, clock):
        command = FireTransition("plan", date.fromisoformat(DAY), ACTIVITY, (), named)
        return open_case(uow, me, clock, KEY, command).id


def rows(work: Work, who: str, case_id: UUID, kind: str = "finding") -> list[dict[str, Any]]:
    return [row for row in work.look(who, case_id, DAY)["rows"] if row["type"] == kind]


def move(
    work: Work, who: str, day: str, case_id: UUID, key: str, kind: str = "finding", /, **facts: Any
) -> None:
    row = rows(work, "clerk", case_id, kind)[0]
    command = (RowCommand(kind, key, UUID(row["id"]), facts),)
    work.county.fire(who, day, case_id, None, rows=command)


def lettered(work: Work, *, is_disputed: bool = False) -> UUID:
    """Return an activity in which a finding about the ecology unit is confirmed."""
    case_id = planned(work)
    work.fire("director", DAY, case_id, "invite")
    move(work, "prosecutor", DAY, case_id, "accept", "invitation")
    work.fire("clerk", DAY, case_id, "start")
    record_finding(work, case_id, is_disputed=is_disputed)
    return case_id


def record_finding(work: Work, case_id: UUID, *, is_disputed: bool) -> None:
    units = work.county.units
    finding = {
        "unit": str(units["ecology"]), "seen_by": [str(units["bureau"]), str(units["ours"])],
        "fact": "没有两人签名", "statute": "行政处罚法第四十二条", "heard_by": "2026-04-10",
        "is_disputed": is_disputed,
    }  # fmt: skip
    work.row("clerk", DAY, case_id, "finding", "record", **finding)
    move(work, "ecology", DAY, case_id, "state_view", view="属实")
    move(work, "clerk", DAY, case_id, "confirm")


def sign(work: Work, case_id: UUID, key: str, paper: str) -> None:
    row = UUID(rows(work, "clerk", case_id)[0]["id"])
    facts = {"demand": "补正", "letter_days": 20}
    command = (RowCommand("finding", key, row, facts),)
    asked = FireTransition(None, date.fromisoformat(DAY), rows=command)
    work.county.draft("clerk", DAY, case_id, asked)
    work.county.step("clerk", DAY, case_id, "submit", paper, row_id=row)
    work.county.fire("director", DAY, case_id, None, rows=(RowCommand("finding", key, row),))


def test_the_inspected_unit_learns_of_it_when_it_begins(work: Work) -> None:
    case_id = planned(work)
    for who in ("ecology", "prosecutor", "police"):
        with pytest.raises(UNKNOWN):
            work.look(who, case_id, DAY)
    work.fire("director", DAY, case_id, "invite")

    assert len(rows(work, "prosecutor", case_id, "invitation")) == 1
    with pytest.raises(UNKNOWN):
        work.look("ecology", case_id, DAY)


def test_a_finding_is_known_to_its_unit_and_the_supervisors_alone(work: Work) -> None:
    case_id = lettered(work)

    for who, number in (("clerk", 1), ("prosecutor", 1), ("ecology", 1), ("market", 0)):
        assert len(rows(work, who, case_id)) == number, who
    with pytest.raises(UNKNOWN):
        work.look("police", case_id, DAY)


def test_the_letter_runs_from_its_receipt_for_the_unit_that_holds_it(work: Work) -> None:
    case_id = lettered(work)
    sign(work, case_id, "send_letter", "joint_letter")
    assert work.look("ecology", case_id, DAY)["deadlines"] == []
    move(work, "ecology", "2026-04-03", case_id, "take_letter")

    clock = work.clock("ecology", case_id, "SUP-01a", "2026-04-03")
    assert (clock["due_on"], clock["unit_id"]) == ("2026-04-23", str(work.county.units["ecology"]))
    move(work, "ecology", "2026-04-10", case_id, "object", grounds="事实有误")
    assert work.clock("clerk", case_id, "SUP-02", "2026-04-10")["due_on"] is None
    move(work, "director", "2026-04-11", case_id, "reject", answer="不成立")
    move(work, "ecology", "2026-04-12", case_id, "report_done", measures="已补正")
    assert work.clock("clerk", case_id, "SUP-01a", "2026-04-12")["state"] == "done"
    move(work, "clerk", "2026-04-13", case_id, "verify")
    assert work.fire("director", "2026-04-14", case_id, "close", summary="已整改") == "closed"


def test_nothing_ends_while_a_unit_owes_its_report(work: Work) -> None:
    case_id = lettered(work)
    sign(work, case_id, "send_letter", "joint_letter")
    move(work, "ecology", "2026-04-03", case_id, "take_letter")

    for end, facts in (("close", {"summary": "完"}), ("call_off", {"why": "完"})):
        with pytest.raises(TransitionNotAllowedError):
            work.fire("director", "2026-05-20", case_id, end, **facts)


def test_what_is_in_litigation_gets_no_paper(work: Work) -> None:
    case_id = lettered(work, is_disputed=True)

    with pytest.raises(TransitionNotAllowedError):
        sign(work, case_id, "send_letter", "joint_letter")
    move(work, "clerk", DAY, case_id, "set_aside", why="第三十三条")
    assert rows(work, "clerk", case_id)[0]["state"] == "set_aside"


def serve_suggestion(work: Work, case_id: UUID) -> str:
    """Issue and serve the suggestion for the ecology unit; return its number."""
    suggestion = Work(work.county, "procuratorial_suggestion")
    for link in work.look("prosecutor", case_id, DAY)["links"]:
        made = UUID(link["id"])
        parties = suggestion.look("prosecutor", made, DAY)["parties"]
        if str(work.county.units["ecology"]) in {each["unit_id"] for each in parties}:
            break
    suggestion.row("prosecutor", DAY, made, "item", "propose", text="补正检查记录")
    facts = {"facts": "没有两人签名", "legal_basis": "行政处罚法第四十二条", "objection_days": 10}
    suggestion.fire("prosecutor", DAY, made, "revise", **facts)
    work.county.step("prosecutor", DAY, made, "submit", "letter")
    work.county.step("reviewer", DAY, made, "review", "letter")
    suggestion.fire("chief", DAY, made, "issue")
    suggestion.fire("ecology", "2026-04-02", made, "serve", delivery_mode="electronic")
    number: str = suggestion.look("prosecutor", made, "2026-04-02")["number"]
    return number


def test_what_the_bureaus_instrument_demands_the_bureau_verifies_whoever_leads(work: Work) -> None:
    units = work.county.units
    named = (PartyCommand(units["ecology"], "addressee"),
             PartyCommand(units["bureau"], "supervisor"))  # fmt: skip
    with work.county.acting("prosecutor", DAY) as (uow, me, clock):
        command = FireTransition("plan_ours", date.fromisoformat(DAY), ACTIVITY, (), named)
        case_id = open_case(uow, me, clock, KEY, command).id
    work.fire("chief", DAY, case_id, "invite_bureau")
    move(work, "clerk", DAY, case_id, "accept", "invitation")
    work.fire("prosecutor", DAY, case_id, "start")
    record_finding(work, case_id, is_disputed=False)
    sign(work, case_id, "send_letter", "joint_letter")
    move(work, "ecology", "2026-04-03", case_id, "take_letter")
    move(work, "ecology", "2026-04-10", case_id, "report_done", measures="已补正")

    with pytest.raises(ForbiddenError):
        move(work, "prosecutor", "2026-04-13", case_id, "verify")
    move(work, "clerk", "2026-04-13", case_id, "verify")

    assert rows(work, "ecology", case_id)[0]["state"] == "verified"


def test_further_units_are_invited_while_the_inspection_runs(work: Work) -> None:
    case_id = lettered(work)
    work.fire("chief", "2026-04-02", case_id, "invite_legal", parties={"assistant": "police"})

    (mine,) = rows(work, "police", case_id, "invitation")
    assert (mine["number"], mine["state"]) == (1, "waiting")
    assert rows(work, "police", case_id) == []
    accepting = (RowCommand("invitation", "accept", UUID(mine["id"])),)
    work.county.fire("police", "2026-04-03", case_id, None, rows=accepting)
    assert rows(work, "police", case_id, "invitation")[0]["state"] == "accepted"


def test_a_finding_that_became_a_suggestion_ends_openly_and_is_no_failure(work: Work) -> None:
    case_id = lettered(work)
    work.fire("prosecutor", DAY, case_id, "suggest", suggestion_kind="correction")
    assert rows(work, "ecology", case_id)[0]["state"] == "confirmed"
    with pytest.raises(TransitionNotAllowedError, match="还没有送达该单位"):
        move(work, "prosecutor", "2026-04-20", case_id, "note_suggestion")

    served = serve_suggestion(work, case_id)
    move(work, "prosecutor", "2026-04-20", case_id, "note_suggestion")

    assert rows(work, "ecology", case_id)[0]["facts"]["suggestion_number"] == served
    for who in ("clerk", "prosecutor", "ecology"):
        assert rows(work, who, case_id)[0]["state"] == "suggested"
    assert rows(work, "market", case_id) == []
    assert work.rates("clerk", "2026-05-20")["rectified_rate"] == (0, 0)
    assert work.fire("director", "2026-05-20", case_id, "close", summary="已提出建议") == "closed"


def test_what_a_paper_asks_for_is_counted_until_it_is_verified(work: Work) -> None:
    case_id = lettered(work)
    sign(work, case_id, "send_letter", "joint_letter")
    assert work.rates("clerk", "2026-05-20")["rectified_rate"] == (0, 1)

    move(work, "ecology", "2026-04-03", case_id, "take_letter")
    move(work, "ecology", "2026-04-12", case_id, "report_done", measures="已补正")
    move(work, "clerk", "2026-04-13", case_id, "verify")

    assert work.rates("clerk", "2026-05-20")["rectified_rate"] == (1, 1)


def test_the_rate_in_time_is_of_letter_opinion_and_decision(sessions: Sessions) -> None:
    live = Work(staff(sessions, HUIJI, HUIJI_UNITS, PEOPLE), KEY)
    case_id = lettered(live)
    sign(live, case_id, "send_letter", "joint_letter")
    move(live, "ecology", "2026-04-03", case_id, "take_letter")
    move(live, "ecology", "2026-04-12", case_id, "report_done", measures="已补正")

    assert live.rates("ecology", "2026-05-20")["on_time_rate"] == (1, 1)


def test_the_prosecutor_signs_no_paper_of_the_bureau(work: Work) -> None:
    case_id = lettered(work)
    row = UUID(rows(work, "clerk", case_id)[0]["id"])

    with pytest.raises(UNKNOWN):
        work.county.fire(
            "chief", DAY, case_id, None, rows=(RowCommand("finding", "send_letter", row),)
        )

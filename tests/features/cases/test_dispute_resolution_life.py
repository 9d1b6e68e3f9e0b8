"""A court outside the county pushes a case; it is resolved together; who sees what, and when."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml
from sqlalchemy.orm import Session, sessionmaker

from liandong.features.cases.errors import FactsError, TransitionNotAllowedError
from liandong.features.cases.service import FireTransition, PartyCommand, RowCommand
from liandong.kernel.errors import ForbiddenError, NotFoundError
from support.casework import Work, staff
from support.counties import WENSHUI, XUYI

TENANTS = Path(__file__).parents[3] / "tenants"
KEY = "dispute_resolution"
UNITS = {
    "court": "qingjiangpu_court",
    "bureau": "justice_bureau",
    "procuratorate": "procuratorate",
    "unit": "natural_resources",
    "other": "market_regulation",
}
PEOPLE = {
    "clerk": ("court", ("handler",)),
    "president": ("court", ("unit_head",)),
    "officer": ("bureau", ("handler",)),
    "director": ("bureau", ("unit_head",)),
    "prosecutor": ("procuratorate", ("prosecutor",)),
    "chief": ("procuratorate", ("chief_procurator",)),
    "planner": ("unit", ("handler",)),
    "bystander": ("other", ("handler", "unit_head")),
}
CASE = {
    "title": "某小区业主诉规划许可案",
    "court_case_number": "苏0812行初1号",
    "accepted_on": "2026-03-02",
    "defendant": "自然资源与规划部门",
    "level": "high",
    "phase": "before",
    "parties": "张某等五人",
    "claim": "请求撤销规划许可",
}
ASSESSED = {"source": "litigation", "level": "high", "phase": "before", "assessment": "可以协商"}
Sessions = sessionmaker[Session]
UNKNOWN = (NotFoundError, ForbiddenError)


@pytest.fixture
def work(sessions: Sessions) -> Work:
    return Work(staff(sessions, XUYI, UNITS, PEOPLE), KEY)


def registered(work: Work) -> UUID:
    return work.open(
        "clerk", "2026-03-03", "register", CASE, issuer="bureau", assistant="procuratorate"
    )


def pushed(work: Work) -> UUID:
    case_id = registered(work)
    work.sign("clerk", "president", "2026-03-04", case_id, "push", "case_push_letter")
    return case_id


def started(work: Work) -> UUID:
    case_id = pushed(work)
    work.fire("officer", "2026-03-05", case_id, "assess", **ASSESSED)
    facts = {"plan": "先踏勘，再协调"}
    work.county.draft(
        "officer",
        "2026-03-06",
        case_id,
        command(work, "start", "2026-03-06", facts, respondent="unit"),
    )
    work.county.step("officer", "2026-03-06", case_id, "submit", "resolution_plan")
    work.fire("director", "2026-03-06", case_id, "start", parties={"respondent": "unit"})
    return case_id


def command(work: Work, move: str, day: str, facts: dict[str, Any], **parties: str) -> Any:
    named = tuple(PartyCommand(work.county.units[u], part) for part, u in parties.items())
    return FireTransition(move, date.fromisoformat(day), facts, (), named)


def joint(work: Work) -> UUID:
    case_id = started(work)
    work.sign(
        "officer", "director", "2026-03-09", case_id, "invite", "resolution_invitation",
        invitation="参加协调会",
    )  # fmt: skip
    work.fire("prosecutor", "2026-03-10", case_id, "join")
    return case_id


def row(work: Work, who: str, day: str, case_id: UUID, kind: str, move: str, **facts: Any) -> None:
    """Move the only row of a type."""
    found = work.look(who, case_id, day)["rows"]
    row_id = next(each["id"] for each in found if each["type"] == kind)
    work.county.fire(who, day, case_id, None, rows=(RowCommand(kind, move, UUID(row_id), facts),))


def met(work: Work, case_id: UUID) -> None:
    work.row(
        "officer", "2026-03-11", case_id, "meeting", "plan",
        meeting_kind="meeting", meet_on="2026-03-12", place="司法局",
    )  # fmt: skip
    row(
        work, "officer", "2026-03-12", case_id, "meeting", "hold",  result="双方愿意和解",
    )  # fmt: skip


def test_the_first_instance_court_of_the_county_may_push(work: Work) -> None:
    stated = yaml.safe_load((TENANTS / "jiangsu/huaian/xuyi/tenant.yaml").read_text("utf-8"))

    assert stated["first_instance_court"]["unit"] == UNITS["court"]
    assert work.look("officer", pushed(work), "2026-03-05")["state"] == "pushed"


def test_nobody_knows_of_a_case_before_it_is_pushed_then_two_do(work: Work) -> None:
    noted, sent = registered(work), pushed(work)

    for who in ("officer", "prosecutor", "planner", "bystander"):
        with pytest.raises(NotFoundError):
            work.look(who, noted, "2026-03-05")
    for who in ("planner", "bystander"):
        with pytest.raises(NotFoundError):
            work.look(who, sent, "2026-03-05")
    for who in ("officer", "prosecutor", "clerk"):
        assert work.look(who, sent, "2026-03-05")["facts"]["parties"] == "张某等五人"


def test_the_push_reminds_and_accuses_nobody(work: Work) -> None:
    case_id = registered(work)

    clock = work.clock("clerk", case_id, "DSP-01", "2026-06-01")

    assert (clock["due_on"], clock["is_enforceable"]) == (None, False)
    work.sign("clerk", "president", "2026-03-04", case_id, "push", "case_push_letter")
    assert work.clock("clerk", case_id, "DSP-01", "2026-06-01")["state"] == "done"


def test_the_court_sees_what_it_pushed_and_nothing_else(work: Work) -> None:
    own = pushed(work)
    other = work.open(
        "officer", "2026-03-05", "open",
        {"title": "另一争议", "source": "petition", "level": "normal", "phase": "before",
         "claim": "请求补偿"},
    )  # fmt: skip

    assert work.look("clerk", own, "2026-03-06")["state"] == "pushed"
    with pytest.raises(NotFoundError):
        work.look("clerk", other, "2026-03-06")


def statements(work: Work, who: str, case_id: UUID) -> list[str]:
    rows = work.look(who, case_id, "2026-03-12")["rows"]
    return [each["facts"]["statement"] for each in rows if each["type"] == "statement"]


def test_what_is_said_in_mediation_reaches_no_court(work: Work) -> None:
    case_id = joint(work)
    procuratorate, court = (str(work.county.units[u]) for u in ("procuratorate", "court"))

    work.row(
        "officer", "2026-03-11", case_id, "statement", "take",
        statement="愿意让步", taken_by=str(work.county.units["bureau"]), heard_by=[procuratorate],
    )  # fmt: skip

    seen = {
        who: statements(work, who, case_id) for who in ("officer", "prosecutor", "clerk", "planner")
    }
    assert seen == {"officer": ["愿意让步"], "prosecutor": ["愿意让步"], "clerk": [], "planner": []}
    with pytest.raises(FactsError):
        work.row(
            "officer", "2026-03-11", case_id, "statement", "take",
            statement="愿意让步", taken_by=str(work.county.units["bureau"]), heard_by=[court],
        )  # fmt: skip


def test_a_serious_dispute_is_not_settled_without_the_procuratorate(work: Work) -> None:
    case_id = started(work)
    met(work, case_id)

    with pytest.raises(TransitionNotAllowedError):
        agree(work, case_id)
    work.sign(
        "officer", "director", "2026-03-13", case_id, "invite", "resolution_invitation",
        invitation="参加协调会",
    )  # fmt: skip
    assert agree(work, case_id) == "agreed"


def agree(work: Work, case_id: UUID) -> str:
    facts = {"agreement_kind": "settlement", "content": "调整方案"}
    state = work.fire("director", "2026-03-16", case_id, "agree", **facts)
    work.row(
        "officer", "2026-03-16", case_id, "item", "owe",
        duty="加装采光设施", performer="unit", due="2026-04-20",
    )  # fmt: skip
    return state


def test_a_pushed_case_is_resolved_together_and_its_result_copied(work: Work) -> None:
    case_id = joint(work)
    met(work, case_id)
    agree(work, case_id)
    with pytest.raises(TransitionNotAllowedError):
        work.fire("officer", "2026-03-20", case_id, "perform")

    row(work, "planner", "2026-03-20", case_id, "item", "report", measures="已经安装")
    with pytest.raises(ForbiddenError):
        row(work, "planner", "2026-03-20", case_id, "item", "confirm")
    row(work, "officer", "2026-03-23", case_id, "item", "confirm")
    work.fire("officer", "2026-03-23", case_id, "perform")
    work.sign(
        "officer", "director", "2026-03-24", case_id, "copy_result", "resolution_result_letter",
        outcome="和解并履行",
    )  # fmt: skip

    assert work.fire("director", "2026-03-25", case_id, "close", ending="撤诉") == "closed"
    assert work.look("clerk", case_id, "2026-03-26")["state"] == "closed"


def test_the_review_runs_on_and_is_held_only_as_the_law_lets_it(work: Work) -> None:
    case_id = started(work)
    work.row("officer", "2026-03-09", case_id, "reconsideration", "file",
             application_received_on="2026-03-09")  # fmt: skip
    move = lambda day, key, who="officer", **facts: row(  # noqa: E731
        work, who, day, case_id, "reconsideration", key, **facts
    )
    move("2026-03-12", "accept")
    assert work.clock("officer", case_id, "REC-02a", "2026-03-13")["outcome"] == "in_time"
    before = work.clock("officer", case_id, "REC-05a", "2026-03-13")
    unit = str(work.county.units["unit"])
    move("2026-03-16", "send_copy", respondent_organ=unit, copy_received_on="2026-03-16")
    owed = work.clock("planner", case_id, "REC-03b", "2026-03-17")
    move("2026-03-20", "suspend", "director", suspended_for="mediation", why="双方同意")
    move("2026-03-30", "resume", "director", why="调解不成")

    after = work.clock("officer", case_id, "REC-05a", "2026-03-31")

    assert before["due_on"] == "2026-05-11"
    assert owed["unit_id"] == unit
    assert after["due_on"] == "2026-05-21"
    work.fire("director", "2026-04-01", case_id, "fail", why="分歧大")
    work.fire("director", "2026-04-02", case_id, "go_back", why="回到复议")
    with pytest.raises(TransitionNotAllowedError):
        work.fire("director", "2026-04-03", case_id, "close", ending="复议中")


def test_the_organ_that_got_an_opinion_owes_its_report(work: Work) -> None:
    case_id, unit = started(work), str(work.county.units["unit"])
    work.row("director", "2026-03-09", case_id, "opinion", "issue", corrector=unit, opinion="改正")
    row(work, "officer", "2026-03-10", case_id, "opinion", "serve",
        opinion_received_on="2026-03-10")  # fmt: skip

    clock = work.clock("officer", case_id, "REC-09", "2026-03-11")

    assert (clock["unit_id"], clock["due_on"]) == (unit, "2026-05-09")


def test_an_opinion_goes_only_to_who_takes_part_and_may_come_back_on_paper(work: Work) -> None:
    case_id, other = started(work), str(work.county.units["other"])
    issue = {"corrector": other, "opinion": "改正"}
    with pytest.raises(TransitionNotAllowedError):
        work.row("director", "2026-03-09", case_id, "opinion", "issue", **issue)

    work.fire("officer", "2026-03-09", case_id, "add_organ", parties={"respondent": "other"})
    work.row("director", "2026-03-09", case_id, "opinion", "issue", **issue)
    row(work, "officer", "2026-03-10", case_id, "opinion", "serve",
        opinion_received_on="2026-03-10")  # fmt: skip
    row(work, "officer", "2026-03-20", case_id, "opinion", "note_report", correction="已经改正")

    clock = work.clock("bystander", case_id, "REC-09", "2026-03-21")
    assert (clock["unit_id"], clock["outcome"]) == (other, "in_time")


def test_the_organ_that_took_it_in_or_got_the_copy_owes_not_a_helper(work: Work) -> None:
    case_id, other = started(work), str(work.county.units["other"])
    work.fire("officer", "2026-03-09", case_id, "add_organ", parties={"respondent": "other"})
    work.row("bystander", "2026-03-09", case_id, "reconsideration", "take_in",
             application_received_on="2026-03-09")  # fmt: skip
    move = lambda day, key, who="officer", **facts: row(  # noqa: E731
        work, who, day, case_id, "reconsideration", key, **facts
    )

    assert work.clock("bystander", case_id, "REC-10a", "2026-03-10")["unit_id"] == other
    with pytest.raises(ForbiddenError):  # not the organ that took it in
        move("2026-03-10", "pass_on", "planner", forwarded_on="2026-03-10")
    move("2026-03-18", "file_directly", forwarded_on="2026-03-18")
    assert work.clock("bystander", case_id, "REC-10a", "2026-03-19")["state"] == "done"
    with pytest.raises(TransitionNotAllowedError):  # 3月25日届满
        move("2026-03-26", "accept")
    move("2026-03-26", "deem_simple")
    assert work.clock("officer", case_id, "REC-04c", "2026-03-27")["due_on"] == "2026-04-24"
    move("2026-03-27", "send_copy_simple", respondent_organ=other, copy_received_on="2026-03-27")
    assert work.clock("bystander", case_id, "REC-04b", "2026-03-28")["unit_id"] == other
    move("2026-03-30", "note_reply", answer="纸质答复")
    move("2026-03-31", "to_ordinary", "director", why="案情复杂")

    assert work.clock("officer", case_id, "REC-05a", "2026-04-01")["due_on"] == "2026-05-25"


def test_a_second_agreement_can_be_performed_after_a_breach(work: Work) -> None:
    case_id = joint(work)
    met(work, case_id)
    agree(work, case_id)
    row(work, "officer", "2026-03-20", case_id, "item", "note_breach", why="没有履行")
    work.fire("director", "2026-03-20", case_id, "break_up", why="没有履行")
    work.fire("director", "2026-03-21", case_id, "go_back", why="回到诉讼")
    work.fire("director", "2026-03-23", case_id, "resume", why="再次协商")
    facts = {"agreement_kind": "settlement", "content": "补偿", "why": "协议终止"}
    with pytest.raises(TransitionNotAllowedError):
        work.fire("director", "2026-03-24", case_id, "agree",
                  agreement_kind="settlement", content="补偿")  # fmt: skip
    row(work, "officer", "2026-03-24", case_id, "item", "void", why=facts.pop("why"))
    work.fire("director", "2026-03-24", case_id, "agree", **facts)

    assert work.fire("officer", "2026-03-25", case_id, "perform") == "performed"


def test_the_procuratorate_asks_for_help_and_hears_the_result(sessions: Sessions) -> None:
    units = {"bureau": "justice_bureau", "procuratorate": "procuratorate",
             "unit": "enforcement_departments", "court": "court"}  # fmt: skip
    people = {name: (unit, duties) for name, (unit, duties) in PEOPLE.items() if unit in units}
    people["reviewer"] = ("procuratorate", ("reviewer",))
    work = Work(staff(sessions, WENSHUI, units, people), KEY)
    facts = {
        "title": "某企业不服处罚监督案",
        "level": "high",
        "phase": "after",
        "claim": "不服处罚",
    }
    case_id = work.open("prosecutor", "2026-03-03", "propose", facts, issuer="bureau")
    with pytest.raises(NotFoundError):
        work.look("officer", case_id, "2026-03-03")

    work.sign("prosecutor", "chief", "2026-03-04", case_id, "ask_help", "resolution_help_letter",
              why_asked="诉讼难以解决", reviewer="reviewer")  # fmt: skip

    assert work.look("officer", case_id, "2026-03-05")["state"] == "pushed"
    assert (
        work.fire("chief", "2026-03-06", case_id, "take_back_request", why="已和解") == "withdrawn"
    )


def drafted_opinion(work: Work, day: str) -> UUID:
    return work.open(
        "officer", day, "draft_opinion", {"title": "行政争议实质性化解协作意见"},
        applicant="court", assistant="procuratorate", other_party="other",
    )  # fmt: skip


def held_row(work: Work, who: str, case_id: UUID, day: str) -> UUID:
    unit = str(work.county.units[PEOPLE[who][0]])
    found = work.look(who, case_id, day)["rows"]
    return next(UUID(row["id"]) for row in found if row["facts"].get("signing_unit") == unit)


def answer(work: Work, who: str, day: str, case_id: UUID, move: str, **facts: Any) -> None:
    row = RowCommand("countersign", move, held_row(work, who, case_id, day), facts)
    work.county.fire(who, day, case_id, None, rows=(row,))


def test_an_opinion_is_issued_when_every_side_has_signed_what_was_circulated(work: Work) -> None:
    case_id = drafted_opinion(work, "2026-03-02")
    for who in ("president", "chief", "bystander"):
        with pytest.raises(UNKNOWN):
            work.look(who, case_id, "2026-03-02")
    work.fire("director", "2026-03-05", case_id, "circulate", opinion_text="分工和推送")
    with pytest.raises(UNKNOWN):
        work.look("planner", case_id, "2026-03-05")
    answer(work, "president", "2026-03-06", case_id, "sign")
    answer(work, "chief", "2026-03-06", case_id, "suggest_changes", changes="写明邀请的情形")
    row = RowCommand("countersign", "sign_for_procuratorate",
                     held_row(work, "chief", case_id, "2026-03-06"))  # fmt: skip
    for who in ("director", "president", "prosecutor"):
        with pytest.raises(ForbiddenError):
            work.county.fire(who, "2026-03-06", case_id, None, rows=(row,))
    work.fire("director", "2026-03-09", case_id, "rework", why="按检察院意见修改")
    rows = work.look("director", case_id, "2026-03-09")["rows"]
    again = tuple(
        RowCommand("countersign", "ask_again", UUID(row["id"]))
        for row in rows if row["state"] in {"signed", "objected"}
    )  # fmt: skip
    with pytest.raises(TransitionNotAllowedError):
        work.fire("director", "2026-03-09", case_id, "circulate", opinion_text="另一稿")
    work.fire("director", "2026-03-09", case_id, "circulate", opinion_text="另一稿", rows=again)
    answer(work, "president", "2026-03-10", case_id, "sign")
    answer(work, "chief", "2026-03-10", case_id, "sign_for_procuratorate")
    asked = FireTransition("issue_opinion", date(2026, 3, 11), {"carrying_out": "印发之日起执行"})
    work.county.draft("officer", "2026-03-11", case_id, asked)
    with pytest.raises(TransitionNotAllowedError, match="会签"):
        work.county.step("officer", "2026-03-11", case_id, "submit", "resolution_opinion")
    answer(work, "bystander", "2026-03-12", case_id, "sign")
    work.county.step("officer", "2026-03-12", case_id, "submit", "resolution_opinion")

    assert work.fire("director", "2026-03-12", case_id, "issue_opinion") == "opinion_issued"
    told = work.look("chief", case_id, "2026-03-12")
    (paper,) = (each for each in told["documents"] if each["type"] == "resolution_opinion")
    assert paper["number"] is not None
    assert {row["state"] for row in told["rows"]} == {"signed"}


def test_a_county_whose_document_names_no_opinion_drafts_none(sessions: Sessions) -> None:
    units = {**UNITS, "court": "court", "unit": "enforcement_departments",
             "other": "enforcement_departments"}  # fmt: skip
    wenshui = Work(staff(sessions, WENSHUI, units, PEOPLE), KEY)

    with pytest.raises(TransitionNotAllowedError, match="起草协作意见"):
        drafted_opinion(wenshui, "2026-03-02")


def test_a_mediation_that_begins_out_of_a_dispute_is_the_bureaus_own(work: Work) -> None:
    case_id = started(work)
    before = work.look("prosecutor", case_id, "2026-03-09")

    asked = {"kind": "mediation", "field": "征地拆迁"}
    work.fire("officer", "2026-03-09", case_id, "mediate", **asked)

    (link,) = work.look("officer", case_id, "2026-03-09")["links"]
    assert (link["mechanism"], link["state"]) == ("diversified_mediation", "accepted")
    mediation = Work(work.county, "diversified_mediation")
    begun = mediation.look("officer", UUID(link["id"]), "2026-03-09")
    assert begun["facts"]["parties"] == CASE["parties"]
    assert begun["facts"]["claim"] == CASE["claim"]
    for who in ("prosecutor", "planner"):
        assert work.look(who, case_id, "2026-03-09")["links"] == []
        with pytest.raises(UNKNOWN):
            mediation.look(who, UUID(link["id"]), "2026-03-09")
    assert work.look("prosecutor", case_id, "2026-03-09") == before

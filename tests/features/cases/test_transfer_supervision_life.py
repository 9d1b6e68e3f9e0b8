"""Supervision of units that do not transfer and of police that do not file, through the engine."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.features.cases import service
from liandong.features.cases.errors import FactsError, PartiesError, TransitionNotAllowedError
from liandong.features.cases.service.handing_over import list_links
from liandong.kernel.errors import ForbiddenError, NotFoundError
from support.casework import ELECTRONIC, Work, staff
from support.counties import HUIJI, SHANDAN, XUYI

UNITS = {
    "bureau": "ecology_environment",
    "police": "police",
    "procuratorate": "procuratorate",
    "justice": "justice_bureau",
}
PEOPLE = {
    "officer": ("bureau", ("handler", "liaison")),
    "head": ("bureau", ("unit_head",)),
    "policeman": ("police", ("handler", "liaison")),
    "commander": ("police", ("unit_head",)),
    "prosecutor": ("procuratorate", ("prosecutor",)),
    "reviewer": ("procuratorate", ("reviewer",)),
    "chief": ("procuratorate", ("chief_procurator",)),
    "clerk": ("justice", ("office_clerk", "handler", "liaison", "unit_head")),
}
CLUE = {"title": "某厂非法处置危险废物案", "suspected_crime": "污染环境罪"}
OPINION = {"demands": "已达追诉标准", "legal_basis": "移送规定第三条", "reply_by": "2026-04-30"}
DAY = "2026-04-20"


@pytest.fixture
def work(sessions: sessionmaker[Session]) -> Work:
    return Work(staff(sessions, HUIJI, UNITS, PEOPLE), "transfer_supervision")


def issue(work: Work, word: str = "检察意见") -> UUID:
    case_id = work.open("prosecutor", DAY, "open", CLUE, addressee="bureau")
    facts = {**OPINION, "instrument": word, "reviewer": "reviewer"}
    work.sign("prosecutor", "chief", DAY, case_id, "issue", "transfer_opinion", **facts)
    return case_id


def demanded(work: Work, **clue: str) -> UUID:
    case_id = work.open("prosecutor", DAY, "open_filing", {**CLUE, **clue}, addressee="police")
    return demand(work, case_id)


def demand(work: Work, case_id: UUID) -> UUID:
    facts = {"demand_reason": "请说明理由", "reviewer": "reviewer"}
    work.sign("prosecutor", "chief", DAY, case_id, "demand", "reasons_demand", **facts)
    work.fire("policeman", DAY, case_id, "serve_demand", **ELECTRONIC)
    return case_id


def test_a_unit_is_asked_to_transfer_and_does(work: Work) -> None:
    case_id = issue(work)
    work.fire("officer", DAY, case_id, "serve", **ELECTRONIC)
    files = [str(work.county.sealed_file("head"))]
    facts = {"transferred_on": "2026-04-21", "transfer_number": "1号", "copied_files": files}
    work.fire("head", "2026-04-22", case_id, "move_on", **facts)

    state = work.fire("prosecutor", "2026-04-24", case_id, "confirm", finding="已接收")

    assert state == "corrected"


def test_no_unit_that_takes_part_reads_where_the_clue_came_from(work: Work) -> None:
    case_id = work.open("prosecutor", DAY, "open", CLUE, addressee="bureau")
    work.fire("prosecutor", DAY, case_id, "note_clue", clue="职工李某来信举报")
    facts = {**OPINION, "instrument": "检察意见", "reviewer": "reviewer"}
    work.sign("prosecutor", "chief", DAY, case_id, "issue", "transfer_opinion", **facts)
    work.fire("officer", DAY, case_id, "serve", **ELECTRONIC)

    assert work.look("chief", case_id, DAY)["facts"]["clue"] == "职工李某来信举报"
    assert "李某" not in str(work.look("head", case_id, DAY))
    assert "note_clue" not in str(work.look("head", case_id, DAY))


def test_the_paper_is_called_as_the_county_calls_it(sessions: sessionmaker[Session]) -> None:
    shandan = Work(staff(sessions, SHANDAN, UNITS, PEOPLE), "transfer_supervision")
    with pytest.raises(FactsError):
        issue(shandan, "检察意见")

    case_id = issue(shandan, "督促")

    assert shandan.look("chief", case_id, DAY)["facts"]["instrument"] == "督促"


def test_only_the_unit_reads_it_until_the_police_are_told(work: Work) -> None:
    case_id = issue(work)
    work.fire("officer", DAY, case_id, "serve", **ELECTRONIC)
    for stranger in ("policeman", "clerk"):
        with pytest.raises((ForbiddenError, NotFoundError)):
            work.look(stranger, case_id, DAY)
    with pytest.raises(TransitionNotAllowedError):
        work.fire("chief", "2026-04-30", case_id, "find_ignored", why="没有移送")
    work.fire("chief", "2026-05-06", case_id, "find_ignored", why="没有移送")
    assert work.clock("chief", case_id, "TRF-18", "2026-05-06")["due_on"] is None

    told = {"police_told": "没有移送", "is_vertical": False}
    work.county.draft(
        "prosecutor",
        "2026-05-07",
        case_id,
        service.FireTransition("tell_police", date(2026, 5, 7), told),
    )
    work.county.step("prosecutor", "2026-05-07", case_id, "submit", "police_notice")
    work.county.step("reviewer", "2026-05-07", case_id, "review", "police_notice")
    work.fire("chief", "2026-05-07", case_id, "tell_police", parties={"other_party": "police"})

    assert work.look("policeman", case_id, "2026-05-07")["state"] == "police_told"
    assert work.look("clerk", case_id, "2026-05-07")["title"] == CLUE["title"]  # copied
    assert work.clock("chief", case_id, "TRF-18", "2026-05-07")["state"] == "done"


def test_the_police_give_reasons_in_seven_days_or_are_corrected(work: Work) -> None:
    case_id = demanded(work)
    due = work.clock("policeman", case_id, "TRF-12a", DAY)
    assert (due["limit_id"], due["due_on"]) == ("TRF-12a", "2026-04-27")
    facts = {"corrected": "逾期不说明理由", "reviewer": "reviewer"}
    signing = ("prosecutor", "chief")
    with pytest.raises(TransitionNotAllowedError):
        work.sign(*signing, "2026-04-27", case_id, "correct_silence", "correction_notice", **facts)

    work.sign(*signing, "2026-04-28", case_id, "correct_silence", "correction_notice", **facts)
    work.fire("commander", "2026-04-29", case_id, "ask_recheck", objections="已口头说明")

    assert work.clock("chief", case_id, "TRF-19a", "2026-04-29")["due_on"] == "2026-05-06"


def test_a_decision_that_is_overdue_is_explained_under_its_own_article(work: Work) -> None:
    case_id = demanded(work, variant="overdue")

    assert work.clock("policeman", case_id, "TRF-12a", DAY)["limit_id"] == "TRF-14"


def test_the_order_is_carried_out_in_fifteen_days_and_followed_for_three_months(
    work: Work,
) -> None:
    case_id = demanded(work)
    reasons = {"explanation": "证据不足"}
    signers = ("policeman", "commander")
    work.sign(*signers, "2026-04-22", case_id, "explain", "reasons_reply", **reasons)
    facts = {"order_reason": "理由不能成立", "reviewer": "reviewer"}
    work.sign("prosecutor", "chief", "2026-04-23", case_id, "order", "filing_order", **facts)
    work.fire("policeman", "2026-04-23", case_id, "serve_order", **ELECTRONIC)
    assert work.clock("policeman", case_id, "TRF-12b", "2026-04-23")["due_on"] == "2026-05-08"

    work.fire("commander", "2026-05-08", case_id, "file", filing_number="5号")

    assert work.clock("policeman", case_id, "TRF-12c", "2026-05-08")["due_on"] == "2026-08-10"


def suggested(work: Work) -> tuple[UUID, UUID]:
    """Return what the bureau suggested, and the supervision that began with it."""
    units = {"addressee": "police", "issuer": "procuratorate"}
    facts = {**CLUE, "grounds": "已达追诉标准"}
    case_id = work.open("head", DAY, "suggest", facts, **units)
    work.fire("prosecutor", DAY, case_id, "take_up", matter_title="某厂案立案监督")
    with work.county.acting("chief", DAY) as (uow, me, _clock):
        (link,) = list_links(uow, me, case_id)
    return case_id, demand(work, link.case.id)


def reasons_hold(work: Work, case_id: UUID) -> None:
    signers = ("policeman", "commander")
    reasons = {"explanation": "证据不足"}
    work.sign(*signers, "2026-04-22", case_id, "explain", "reasons_reply", **reasons)
    work.fire("chief", "2026-04-23", case_id, "accept_reasons", why="确属证据不足")


def days_of(work: Work, who: str, day: str) -> list[str]:
    """Return the limits of all deadlines that somebody may know of."""
    with work.county.acting(who, day) as (uow, me, _):
        wanted = service.DueFilter()
        found = service.list_deadlines(uow, me, wanted, limit=100)
        return [each.deadline.limit_id for each in found]


def test_who_suggests_supervision_knows_nothing_of_it_but_what_it_is_told(work: Work) -> None:
    asked, case_id = suggested(work)
    reasons_hold(work, case_id)
    assert "TRF-13" in days_of(work, "prosecutor", "2026-04-23")

    for who in ("officer", "head"):
        with pytest.raises(NotFoundError):
            work.look(who, case_id, "2026-05-20")
        seen = work.look(who, asked, "2026-05-20")
        assert (seen["state"], seen["deadlines"]) == ("taken_up", [])
        assert "证据不足" not in str(seen)
        assert str(case_id) not in str(seen)
        assert days_of(work, who, "2026-05-20") == []
    with pytest.raises(NotFoundError):
        work.look("commander", asked, "2026-04-23")
    assert work.look("commander", case_id, "2026-04-23")["title"] == "某厂案立案监督"


def test_units_are_told_in_ten_days_that_the_reasons_hold(work: Work) -> None:
    asked, case_id = suggested(work)
    reasons_hold(work, case_id)
    assert work.clock("chief", case_id, "TRF-13", "2026-04-23")["due_on"] == "2026-05-06"
    assert "TRF-13" not in str(work.look("commander", case_id, "2026-04-23")["deadlines"])

    work.fire("prosecutor", "2026-04-27", asked, "inform", informed="证据不足")
    work.fire("prosecutor", "2026-04-27", case_id, "note_informed")

    seen = work.look("officer", asked, "2026-04-27")
    assert (seen["state"], seen["facts"]["informed"]) == ("told", "证据不足")
    assert work.clock("chief", case_id, "TRF-13", "2026-04-27")["state"] == "done"


def test_the_days_to_tell_run_where_nobody_suggested_it_too(work: Work) -> None:
    case_id = demanded(work)
    reasons_hold(work, case_id)

    assert work.clock("chief", case_id, "TRF-13", "2026-04-23")["due_on"] == "2026-05-06"


def test_a_suggestion_on_paper_is_shown_to_its_unit_once_it_is_taken_up(work: Work) -> None:
    units = {"applicant": "bureau", "addressee": "police"}
    facts = {**CLUE, "grounds": "来函建议"}
    asked = work.open("prosecutor", DAY, "note_suggestion", facts, **units)
    for who in ("officer", "policeman"):
        with pytest.raises(NotFoundError):
            work.look(who, asked, DAY)

    work.fire("prosecutor", DAY, asked, "join_up")
    work.fire("prosecutor", "2026-05-20", asked, "answer", answered="公安机关已立案")

    assert work.look("officer", asked, "2026-05-20")["facts"]["answered"] == "公安机关已立案"
    with pytest.raises(NotFoundError):
        work.look("policeman", asked, "2026-05-20")


def test_what_the_units_own_supervision_reminds_of_stays_in_the_unit(work: Work) -> None:
    case_id = issue(work)
    work.fire("officer", DAY, case_id, "serve", **ELECTRONIC)
    work.row("officer", DAY, case_id, "reminder", "remind", reminded="请及时移送")

    assert "请及时移送" in str(work.look("head", case_id, DAY))
    assert "请及时移送" not in str(work.look("chief", case_id, DAY))


@pytest.mark.parametrize(("move", "unit"), [("open", "police"), ("open_filing", "bureau")])
def test_transfers_are_asked_of_units_and_filings_of_the_police(
    work: Work, move: str, unit: str
) -> None:
    with pytest.raises(PartiesError):
        work.open("prosecutor", DAY, move, CLUE, addressee=unit)


def test_a_suggestion_of_the_unit_begins_supervision_in_the_same_act(
    work: Work,
) -> None:
    transfer = Work(work.county, "criminal_transfer")
    case = {"title": "某厂排污案", "suspected_crime": "污染环境罪", "found_facts": "暗管"}
    case_id = transfer.open("officer", DAY, "open", case, addressee="police")
    transfer.fire("head", DAY, case_id, "form_team", team="甲、乙", team_size=2)
    transfer.fire("officer", DAY, case_id, "report", findings="属实", proposal="移送")
    transfer.fire("head", DAY, case_id, "approve")
    letter = {"materials": "调查报告"}
    transfer.sign("officer", "head", DAY, case_id, "transfer", "transfer_letter", **letter)
    transfer.fire("policeman", DAY, case_id, "receive", **ELECTRONIC)
    no = {"non_filing_reason": "情节轻微"}
    signers = ("policeman", "commander")
    transfer.sign(*signers, "2026-04-21", case_id, "not_file", "non_filing_notice", **no)
    transfer.fire("officer", "2026-04-21", case_id, "take_non_filing", **ELECTRONIC)
    transfer.fire(
        "officer", "2026-04-21", case_id, "notify", parties={"supervisor": "procuratorate"}
    )
    transfer.fire("head", "2026-04-22", case_id, "suggest", grounds="已达追诉标准")

    with work.county.acting("prosecutor", "2026-04-22") as (uow, me, _clock):
        (linked,) = list_links(uow, me, case_id)
        begun = linked.case.id
    seen = work.look("prosecutor", begun, "2026-04-22")
    assert (linked.case.mechanism, seen["state"]) == ("transfer_supervision", "suggested")
    assert seen["facts"]["grounds"] == "已达追诉标准"
    with pytest.raises(NotFoundError):
        work.look("policeman", begun, "2026-04-22")


def test_in_a_rehearsal_silent_police_are_corrected_and_called_late_by_nobody(
    sessions: sessionmaker[Session],
) -> None:
    xuyi = Work(staff(sessions, XUYI, UNITS, PEOPLE), "transfer_supervision")
    case_id = demanded(xuyi)
    facts = {"corrected": "没有说明理由", "reviewer": "reviewer"}
    signing = ("prosecutor", "chief", "2026-04-28", case_id)

    xuyi.sign(*signing, "correct_silence", "correction_notice", **facts)

    clock = xuyi.clock("chief", case_id, "TRF-12a", "2026-04-28")
    assert (clock["state"], clock["outcome"]) == ("done", "not_accused")


def test_a_wrong_demand_is_withdrawn_and_the_police_owe_nothing(work: Work) -> None:
    case_id = demanded(work)

    state = work.fire("chief", "2026-05-06", case_id, "withdraw_demand", why="案件不属本县")

    clock = work.clock("policeman", case_id, "TRF-12a", "2026-05-06")
    assert (state, clock["state"], clock["outcome"]) == ("withdrawn", "released", None)


def test_what_the_unit_says_it_transferred_is_found_out(work: Work) -> None:
    case_id = issue(work)
    work.fire("officer", DAY, case_id, "serve", **ELECTRONIC)
    files = [str(work.county.sealed_file("head"))]
    facts = {"transferred_on": "2026-04-21", "transfer_number": "1号", "copied_files": files}
    work.fire("head", "2026-04-22", case_id, "move_on", **facts)

    state = work.fire("chief", "2026-04-24", case_id, "find_not_moved", why="公安机关没有收到")

    assert state == "ignored"
    assert work.clock("chief", case_id, "TRF-18", "2026-04-24")["state"] == "open"

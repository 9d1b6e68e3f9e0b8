"""A suspected crime on its way from the unit to the police and back, through the real engine."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.features.assessment.service.measuring import Period, measure
from liandong.features.cases.errors import FactsError, PartiesError, TransitionNotAllowedError
from liandong.features.cases.service import RowCommand
from liandong.kernel.errors import ForbiddenError, NotFoundError
from liandong_plugins.criminal_transfer.criminal_transfer import MECHANISM
from support.casework import ELECTRONIC, Work, staff
from support.counties import HUIJI, XUYI

UNITS = {
    "bureau": "market_regulation",
    "police": "police",
    "procuratorate": "procuratorate",
    "justice": "justice_bureau",
}
PEOPLE = {
    "officer": ("bureau", ("handler", "liaison")),
    "head": ("bureau", ("unit_head",)),
    "policeman": ("police", ("handler",)),
    "commander": ("police", ("unit_head",)),
    "prosecutor": ("procuratorate", ("prosecutor",)),
    "clerk": ("justice", ("office_clerk", "handler")),
}
CASE = {
    "title": "某食品公司涉嫌生产有毒有害食品案",
    "suspected_crime": "生产、销售有毒、有害食品罪",
    "found_facts": "抽检检出非食用物质",
}
LETTER = {"materials": "调查报告、涉案物品清单、检验报告", "follows_opinion": False}


@pytest.fixture
def work(sessions: sessionmaker[Session]) -> Work:
    return Work(staff(sessions, HUIJI, UNITS, PEOPLE), "criminal_transfer")


def approved(work: Work, day: str, **facts: str) -> UUID:
    case_id = work.open("officer", day, "open", {**CASE, **facts}, addressee="police")
    work.fire("head", day, case_id, "form_team", team="甲、乙", team_size=2)
    work.fire("officer", day, case_id, "report", findings="属实", proposal="移送")
    work.fire("head", day, case_id, "approve")
    return case_id


def received(work: Work, day: str, **facts: str) -> UUID:
    case_id = approved(work, day, **facts)
    work.sign("officer", "head", day, case_id, "transfer", "transfer_letter", **LETTER)
    work.fire("policeman", day, case_id, "receive", **ELECTRONIC)
    return case_id


def test_from_the_suspicion_to_the_result(work: Work) -> None:
    day = "2026-04-20"
    case_id = received(work, day)
    assert work.clock("officer", case_id, "TRF-02", day)["state"] == "done"
    assert work.clock("policeman", case_id, "TRF-05", day)["due_on"] == "2026-04-23"

    work.row("officer", day, case_id, "item", "list", item_name="成品", quantity="30 箱")
    work.sign(
        "policeman", "commander", "2026-04-22", case_id, "file", "filing_notice",
        filing_number="惠公立〔2026〕8号",
    )  # fmt: skip
    work.fire("officer", "2026-04-23", case_id, "take_filing", **ELECTRONIC)
    due = work.clock("officer", case_id, "TRF-07", "2026-04-23")
    assert (due["due_on"], due["unit_id"]) == ("2026-04-27", str(work.county.units["bureau"]))
    (row,) = work.look("officer", case_id, "2026-04-24")["rows"]
    passed = (RowCommand("item", "pass_on", UUID(row["id"]), {}),)
    work.fire("officer", "2026-04-24", case_id, "hand_over", handover_note="当面点清", rows=passed)
    state = work.fire("policeman", "2026-04-27", case_id, "conclude", outcome="prosecuted")

    assert state == "concluded"


def test_who_has_no_part_sees_nothing_and_the_police_nothing_before_the_transfer(
    work: Work,
) -> None:
    case_id = approved(work, "2026-04-20")
    for stranger in ("policeman", "prosecutor", "clerk"):
        with pytest.raises((ForbiddenError, NotFoundError)):
            work.look(stranger, case_id, "2026-04-20")

    work.sign("officer", "head", "2026-04-20", case_id, "transfer", "transfer_letter", **LETTER)
    work.fire("policeman", "2026-04-20", case_id, "receive", **ELECTRONIC)

    assert work.look("policeman", case_id, "2026-04-20")["state"] == "received"
    for stranger in ("prosecutor", "clerk"):
        with pytest.raises((ForbiddenError, NotFoundError)):
            work.look(stranger, case_id, "2026-04-20")


def test_the_reasons_of_a_refusal_stay_inside_the_unit(work: Work) -> None:
    case_id = work.open("officer", "2026-04-20", "open", CASE, addressee="police")
    work.fire("head", "2026-04-20", case_id, "form_team", team="甲、乙", team_size=2)
    work.fire("officer", "2026-04-20", case_id, "report", findings="属实", proposal="移送")
    work.fire("head", "2026-04-20", case_id, "refuse", refusal_reason="数额存疑")
    work.fire("head", "2026-04-21", case_id, "reverse", why="复核后认为达到标准")
    work.sign("officer", "head", "2026-04-21", case_id, "transfer", "transfer_letter", **LETTER)
    work.fire("policeman", "2026-04-21", case_id, "receive", **ELECTRONIC)

    assert work.look("officer", case_id, "2026-04-21")["facts"]["refusal_reason"] == "数额存疑"
    assert "refusal_reason" not in work.look("policeman", case_id, "2026-04-21")["facts"]


def test_the_procuratorate_sees_it_once_it_is_told(work: Work) -> None:
    case_id = received(work, "2026-04-20")
    waiting = work.clock("officer", case_id, "TRF-10a", "2026-04-20")
    assert (waiting["state"], waiting["due_on"]) == ("open", None)

    work.fire("officer", "2026-04-20", case_id, "notify", parties={"supervisor": "procuratorate"})

    assert work.look("prosecutor", case_id, "2026-04-20")["state"] == "received"
    assert work.clock("officer", case_id, "TRF-10a", "2026-04-20")["state"] == "done"


def test_the_procuratorate_is_told_of_so_many_transfers_each_case_once(work: Work) -> None:
    told, _ = received(work, "2026-04-20"), received(work, "2026-04-20")
    assert work.rates("officer", "2026-05-20")["copy_rate"] == (0, 2)

    work.fire("officer", "2026-04-20", told, "notify", parties={"supervisor": "procuratorate"})

    assert work.rates("officer", "2026-05-20")["copy_rate"] == (1, 2)
    assert work.rates("prosecutor", "2026-05-20")["copy_rate"] == (1, 1)


def test_reminders_before_the_transfer_count_for_the_unit_that_was_reminded(work: Work) -> None:
    case_id = work.open("officer", "2026-04-20", "open", CASE, addressee="police")
    work.row("officer", "2026-04-21", case_id, "reminder", "remind", reminded="应当移送")

    with work.county.acting("officer", "2026-05-20") as (uow, me, clock):
        year = Period(date(2026, 1, 1), date(2026, 12, 31))
        found = measure(uow, me, MECHANISM, year, clock.today())
    (rate,) = [each for each in found if each.metric.key == "internal_reminder_rate"]
    assert (rate.units, rate.rate) == ({work.county.units["bureau"]}, 1)
    assert work.rates("policeman", "2026-05-20")["internal_reminder_rate"] == (0, 0)


@pytest.mark.parametrize("follows", [True, False])
def test_huiji_copies_the_procuratorate_where_the_transfer_follows_its_opinion(
    work: Work, follows: bool
) -> None:
    case_id = approved(work, "2026-04-20")
    facts = {**LETTER, "follows_opinion": follows}
    work.sign("officer", "head", "2026-04-20", case_id, "transfer", "transfer_letter", **facts)

    if follows:
        assert work.look("prosecutor", case_id, "2026-04-20")["title"] == CASE["title"]
    else:
        with pytest.raises((ForbiddenError, NotFoundError)):
            work.look("prosecutor", case_id, "2026-04-20")


def test_xuyi_copies_the_procuratorate_with_every_transfer(
    sessions: sessionmaker[Session],
) -> None:
    xuyi = Work(staff(sessions, XUYI, UNITS, PEOPLE), "criminal_transfer")
    case_id = approved(xuyi, "2026-04-20")
    xuyi.sign("officer", "head", "2026-04-20", case_id, "transfer", "transfer_letter", **LETTER)

    assert xuyi.look("prosecutor", case_id, "2026-04-20")["title"] == CASE["title"]


def test_what_counts_from_the_receipt_counts_from_it_however_late_it_is_found(work: Work) -> None:
    case_id = received(work, "2026-04-20")
    work.fire("policeman", "2026-04-22", case_id, "find_incompetent", incompetence="属邻区")

    clock = work.clock("policeman", case_id, "TRF-04", "2026-04-22")

    assert (clock["started_on"], clock["due_on"]) == ("2026-04-20", "2026-04-21")
    assert clock["due_at"].startswith("2026-04-21T02:00")
    facts = {"filing_number": "惠公立〔2026〕9号"}
    work.sign("policeman", "commander", "2026-04-23", case_id, "file", "filing_notice", **facts)
    assert work.clock("policeman", case_id, "TRF-04", "2026-04-23")["outcome"] is None


def test_an_economic_case_gets_thirty_days_from_the_receipt_and_thirty_more(work: Work) -> None:
    case_id = received(work, "2026-04-20", variant="economic")
    first = work.clock("policeman", case_id, "TRF-05", "2026-04-20")
    longest = work.clock("policeman", case_id, "TRF-08b", "2026-04-20")
    assert (first["limit_id"], first["due_on"]) == ("TRF-08a", "2026-04-23")
    assert longest["due_on"] == "2026-04-30"

    approval = {
        "why": "跨区域",
        "approved_by": "局长",
        "longer_paper": [str(work.county.file("commander"))],
    }
    work.fire("commander", "2026-04-28", case_id, "prolong", **approval)
    thirty = work.clock("policeman", case_id, "TRF-08c", "2026-04-28")
    assert (thirty["started_on"], thirty["due_on"]) == ("2026-04-20", "2026-05-20")
    for limit in ("TRF-05", "TRF-08b"):
        replaced = work.clock("policeman", case_id, limit, "2026-04-28")
        assert (replaced["state"], replaced["outcome"]) == ("released", None)

    work.fire("commander", "2026-05-12", case_id, "prolong_again", **approval)
    assert (
        work.clock("policeman", case_id, "TRF-08c", "2026-05-12")["due_on"] == "2026-06-22"
    )  # 端午


def test_a_case_that_is_not_filed_is_reconsidered_within_three_days(work: Work) -> None:
    case_id = received(work, "2026-04-20")
    reason = {"non_filing_reason": "情节显著轻微"}
    work.sign(
        "policeman", "commander", "2026-04-21", case_id, "not_file", "non_filing_notice", **reason
    )
    waiting = work.clock("commander", case_id, "delivery", "2026-04-21")
    assert waiting["unit_id"] == str(work.county.units["police"])  # the sender of this paper
    work.fire("officer", "2026-04-21", case_id, "take_non_filing", **ELECTRONIC)
    right = work.clock("officer", case_id, "TRF-06a", "2026-04-21")
    assert (right["due_on"], right["is_right"]) == ("2026-04-24", True)

    with pytest.raises(TransitionNotAllowedError):
        work.fire("head", "2026-04-22", case_id, "suggest", grounds="已达追诉标准")
    grounds = {"grounds": "已达追诉标准"}
    work.sign(
        "officer", "head", "2026-04-22", case_id, "ask_again", "reconsideration_request", **grounds
    )
    work.fire("policeman", "2026-04-22", case_id, "take_request", **ELECTRONIC)
    assert (
        work.clock("policeman", case_id, "TRF-06c", "2026-04-22")["due_on"] == "2026-04-27"
    )  # the 25th is a Saturday


def test_nobody_confirms_for_the_other_side(work: Work) -> None:
    case_id = approved(work, "2026-04-20")
    work.sign("officer", "head", "2026-04-20", case_id, "transfer", "transfer_letter", **LETTER)

    with pytest.raises(FactsError):
        work.fire("officer", "2026-04-20", case_id, "receive", **ELECTRONIC)
    with pytest.raises((ForbiddenError, NotFoundError)):
        work.fire("prosecutor", "2026-04-20", case_id, "receive", **ELECTRONIC)


def penalised(work: Work) -> UUID:
    """A suspected crime that was punished by administrative law; the copy is due on 20 April."""
    case_id = work.open("officer", "2026-04-13", "open", CASE, addressee="police")
    facts = {"penalty_number": "惠市监罚〔2026〕3号", "penalised_on": "2026-04-10"}
    work.fire("officer", "2026-04-13", case_id, "record_penalty", **facts)
    return case_id


def test_a_penalty_in_place_of_a_transfer_is_copied_to_both_before_the_matter_ends(
    work: Work,
) -> None:
    case_id = penalised(work)
    handling = {"handling": "已作行政处罚"}
    with pytest.raises(TransitionNotAllowedError):
        work.fire("head", "2026-04-14", case_id, "drop", **handling)
    with pytest.raises(PartiesError):
        work.fire("officer", "2026-04-14", case_id, "copy_penalty")

    work.fire(
        "officer", "2026-04-14", case_id, "copy_penalty", parties={"supervisor": "procuratorate"}
    )

    assert work.clock("officer", case_id, "TRF-10b", "2026-04-14")["outcome"] == "in_time"
    for reader in ("policeman", "prosecutor"):
        papers = {paper["type"] for paper in work.look(reader, case_id, "2026-04-14")["documents"]}
        assert "penalty_copy" in papers
    assert work.fire("head", "2026-04-15", case_id, "drop", **handling) == "not_transferred"


def test_the_procuratorate_that_takes_part_is_not_named_again(work: Work) -> None:
    case_id = penalised(work)
    named = {"supervisor": "procuratorate"}
    work.fire("officer", "2026-04-14", case_id, "copy_penalty", parties=named)
    work.fire("head", "2026-04-14", case_id, "form_team", team="甲、乙", team_size=2)
    work.fire("officer", "2026-04-14", case_id, "report", findings="属实", proposal="移送")
    work.fire("head", "2026-04-14", case_id, "approve")
    work.sign("officer", "head", "2026-04-14", case_id, "transfer", "transfer_letter", **LETTER)

    with pytest.raises(PartiesError):
        work.fire("officer", "2026-04-14", case_id, "notify", parties=named)
    work.fire("officer", "2026-04-14", case_id, "notify")

    assert work.clock("officer", case_id, "TRF-10a", "2026-04-14")["state"] == "done"


def test_papers_missing_after_the_supplement_accuse_nobody_of_the_first_day(work: Work) -> None:
    case_id = received(work, "2026-04-20")
    missing = {"missing": "检验报告"}
    work.fire("policeman", "2026-04-20", case_id, "find_incomplete", **missing)
    signers = ("policeman", "commander")
    work.sign(*signers, "2026-04-20", case_id, "ask_supplement", "supplement_notice", **missing)
    work.fire("officer", "2026-04-21", case_id, "take_supplement_notice", **ELECTRONIC)
    work.fire("officer", "2026-04-23", case_id, "supplement", supplement="已补")

    with pytest.raises(TransitionNotAllowedError):
        work.fire("policeman", "2026-04-23", case_id, "find_incomplete", **missing)
    work.sign(*signers, "2026-04-23", case_id, "ask_supplement", "supplement_notice", **missing)

    assert work.clock("policeman", case_id, "TRF-16a", "2026-04-23")["outcome"] == "in_time"


def test_forwarding_ends_no_duty_of_the_unit(work: Work) -> None:
    case_id = penalised(work)
    work.fire("head", "2026-04-14", case_id, "form_team", team="甲、乙", team_size=2)
    work.fire("officer", "2026-04-14", case_id, "report", findings="属实", proposal="移送")
    work.fire("head", "2026-04-14", case_id, "approve")
    work.sign("officer", "head", "2026-04-14", case_id, "transfer", "transfer_letter", **LETTER)
    work.fire("policeman", "2026-04-14", case_id, "receive", **ELECTRONIC)
    facts = {"competent": "邻区公安分局", "why": "案发地在邻区"}
    signers = ("policeman", "commander")
    work.sign(*signers, "2026-04-15", case_id, "forward", "forwarding_notice", **facts)

    with pytest.raises(TransitionNotAllowedError):
        work.fire("head", "2026-04-22", case_id, "close_forwarded")
    work.fire(
        "officer", "2026-04-22", case_id, "copy_penalty", parties={"supervisor": "procuratorate"}
    )
    work.fire("officer", "2026-04-22", case_id, "notify")

    assert work.fire("head", "2026-04-22", case_id, "close_forwarded") == "passed"
    assert work.clock("officer", case_id, "TRF-10b", "2026-04-22")["outcome"] == "late"

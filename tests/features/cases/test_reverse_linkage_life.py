"""A decision not to prosecute leads to opinions, one for each authority; nobody sees the review."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.administering import apply_all
from liandong.features.cases.service import FireTransition, PartyCommand, RowCommand
from liandong.features.cases.service.projecting import rebuild
from liandong.features.units.service import list_active
from support.casework import Work
from support.counties import HUIJI, SHANDAN, County, build_county, on
from support.readings import package_of
from support.stages_of_linkage import begin, led_to, seen, sign

KEY = "reverse_linkage"
DECISION = {
    "decision_number": "惠检刑不诉〔2026〕12号",
    "decision_kind": "discretionary",
    "decided_on": "2026-02-27",
    "person": "陈某",
    "is_sealed": False,
    "criminal_opinion": "需要给予行政处罚",
}
CONTENTS = {
    "facts": "销售不符合安全标准的食品",
    "legal_basis": "食品安全法 第一百二十四条",
    "advice": "依法给予行政处罚",
}
OUTSIDE = ("officer", "director", "bystander", "reader", "office")


def peopled(found: County) -> County:
    """Give a county two authorities that impose penalties, with their people."""
    with unit_of_work(found.sessions, found.tenant_id) as uow:
        enforcing = [unit for unit in list_active(uow) if unit.kind == "enforcement_department"]
    found.units |= {"competent": enforcing[0].id, "environment": enforcing[1].id}
    found.join("officer", "competent", "handler", "liaison")
    found.join("director", "competent", "unit_head")
    found.join("environment", "environment", "handler", "unit_head")
    found.join("justice", "office", "handler", "unit_head")
    return found


@pytest.fixture
def huiji(county: Callable[..., County]) -> County:
    return peopled(county(HUIJI))


def reviewed(county: County, entering: str = "state_decision", **facts: Any) -> UUID:
    case_id = begin(
        county, KEY, "prosecutor", "2026-02-28", "open", {"title": "销售不合格食品不起诉案"}
    )
    stated = {**DECISION, **facts}
    county.fire("prosecutor", "2026-02-28", case_id, entering, facts=stated)
    return case_id


def in_review(county: County) -> UUID:
    case_id = reviewed(county)
    county.fire("prosecutor", "2026-03-03", case_id, "send")
    county.fire("prosecutor", "2026-03-04", case_id, "register")
    return case_id


def opinion(county: County, *units: str) -> UUID:
    case_id = in_review(county)
    named = tuple(PartyCommand(county.units[unit], "addressee") for unit in units or ["competent"])
    facts = {"review_opinion": "需要给予行政处罚"}
    county.fire("chief", "2026-03-12", case_id, "conclude", facts=facts, parties=named)
    return led_to(county, "prosecutor", case_id, "2026-03-12")[0]


def served(county: County, *, is_vertical: bool = False) -> UUID:
    case_id = opinion(county)
    contents = {**CONTENTS, "is_vertical": is_vertical}
    county.fire("prosecutor", "2026-03-12", case_id, "revise", facts=contents)
    county.step("prosecutor", "2026-03-12", case_id, "submit", "opinion")
    county.step("reviewer", "2026-03-12", case_id, "review", "opinion")
    county.fire("chief", "2026-03-13", case_id, "issue")
    county.fire("officer", "2026-03-16", case_id, "serve", facts={"delivery_mode": "electronic"})
    return case_id


def clock(county: County, case_id: UUID, limit: str, who: str = "prosecutor") -> Any:
    found = seen(county, KEY, who, case_id, "2026-06-30").deadlines
    return next((d for d in reversed(found) if d.stands_for == limit), None)


def test_the_review_counts_from_the_decision_and_stands_still_during_a_petition(
    huiji: County,
) -> None:
    case_id = in_review(huiji)
    assert str(clock(huiji, case_id, "REV-01").due_on) == "2026-03-03"  # the 28th is worked
    assert clock(huiji, case_id, "REV-01").state == "done"
    assert str(clock(huiji, case_id, "REV-02").due_on) == "2026-03-18"
    halt = {
        "obstacle": "petition",
        "why": "被害人申诉",
        "clock_paper": [str(huiji.sealed_file("chief"))],
    }
    huiji.fire(
        "chief", "2026-03-09", case_id, None, rows=(RowCommand("period", "suspend", None, halt),)
    )
    assert clock(huiji, case_id, "REV-02").state == "paused"
    assert clock(huiji, case_id, "REV-08").state == "open"
    row_id = next(r.id for r in seen(huiji, KEY, "chief", case_id, "2026-03-09").rows)
    again = RowCommand("period", "resume", row_id, {"why": "申诉已有结论"})
    huiji.fire("chief", "2026-03-23", case_id, None, rows=(again,))
    assert str(clock(huiji, case_id, "REV-02").due_on) == "2026-04-01"
    assert clock(huiji, case_id, "REV-08").state == "done"


def test_one_review_leads_to_an_opinion_for_each_authority_and_shows_to_none(
    huiji: County,
) -> None:
    review = in_review(huiji)
    named = tuple(
        PartyCommand(huiji.units[unit], "addressee") for unit in ("competent", "environment")
    )
    facts = {"review_opinion": "需要给予行政处罚"}
    huiji.fire("chief", "2026-03-12", review, "conclude", facts=facts, parties=named)

    begun = led_to(huiji, "prosecutor", review, "2026-03-12")
    pictures = [seen(huiji, KEY, "prosecutor", each, "2026-03-12") for each in begun]
    assert {picture.case.state for picture in pictures} == {"drafting"}
    assert {tuple(p.opened.units("addressee")) for p in pictures} == {
        (huiji.units["competent"],),
        (huiji.units["environment"],),
    }
    assert all("is_sealed" not in p.case.facts for p in pictures)
    assert all("criminal_opinion" not in p.case.facts for p in pictures)
    for case_id in (review, *begun):
        assert all(
            seen(huiji, KEY, who, case_id, "2026-03-12") is None
            for who in (*OUTSIDE, "environment", "justice")
        )
    assert clock(huiji, begun[0], "REV-03") is None  # the guideline of 2024 governs


def test_an_environment_case_is_told_and_the_review_stays_inside(huiji: County) -> None:
    review = reviewed(huiji, "state_environment_decision")
    assert str(clock(huiji, review, "TRF-17b").due_on) == "2026-03-02"
    named = (PartyCommand(huiji.units["environment"], "other_party"),)
    huiji.fire("chief", "2026-03-02", review, "inform", parties=named)

    (notice,) = led_to(huiji, "prosecutor", review, "2026-03-02")
    told = seen(huiji, KEY, "environment", notice, "2026-03-02")
    assert (told.case.state, told.case.is_final, told.level) == ("informed", True, "full")
    assert [paper.type for paper in told.papers] == ["informing_letter"]
    assert seen(huiji, KEY, "environment", review, "2026-03-02") is None
    assert led_to(huiji, "environment", notice, "2026-03-02") == []
    assert clock(huiji, review, "TRF-17b").state == "done"


def test_an_opinion_goes_from_the_procuratorate_to_the_penalty_and_back(huiji: County) -> None:
    case_id = served(huiji)

    reply_by = clock(huiji, case_id, "REV-04", "officer")
    assert (reply_by.limit_id, str(reply_by.due_on)) == ("SEED-HJ-01", "2026-05-18")
    assert reply_by.accuses
    copied = seen(huiji, KEY, "justice", case_id, "2026-03-16")
    assert copied.level == "document"
    assert [paper.type for paper in copied.papers] == ["opinion"]
    for who in ("bystander", "environment"):
        assert seen(huiji, KEY, who, case_id, "2026-03-16") is None
    lapse = RowCommand("lapse", "two_years", None, {"act_ended_on": "2025-06-30"})
    huiji.fire("prosecutor", "2026-03-17", case_id, None, rows=(lapse,))
    shown = clock(huiji, case_id, "PEN-07a", "officer")
    assert (str(shown.due_on), shown.is_right, shown.accuses) == ("2027-06-30", True, False)

    huiji.fire("officer", "2026-03-23", case_id, "file", facts={"filed_on": "2026-03-20"})
    assert str(clock(huiji, case_id, "PEN-01", "officer").due_on) == "2026-06-18"
    progress(huiji, "2026-05-12", case_id)
    assert clock(huiji, case_id, "REV-04").state == "done"
    assert seen(huiji, KEY, "prosecutor", case_id, "2026-05-12").case.state == "filed"
    decided = {
        "penalty_number": "惠市监处罚〔2026〕5号",
        "penalised_on": "2026-06-09",
        "penalty": "罚款",
        "fine": 5000000,
        "penalty_paper": str(huiji.sealed_file("officer")),
    }
    huiji.fire("officer", "2026-06-10", case_id, "penalise", facts=decided)
    assert clock(huiji, case_id, "PEN-01").state == "done"
    assert clock(huiji, case_id, "PEN-07a").state == "released"
    reply(huiji, "2026-06-11", case_id)
    assert clock(huiji, case_id, "REV-07").state == "done"
    facts = {"assessment": "处罚适当"}
    assert huiji.fire("chief", "2026-06-15", case_id, "close", facts=facts) == "closed"


def progress(county: County, day: str, case_id: UUID) -> None:
    answer(county, day, case_id, "report_progress", "progress_letter", {"progress": "正在调查"})


def reply(county: County, day: str, case_id: UUID) -> None:
    answer(county, day, case_id, "reply", "opinion_reply", {"handling": "已经处罚"})


def answer(
    county: County, day: str, case_id: UUID, move: str, paper: str, facts: dict[str, Any]
) -> None:
    county.draft("officer", day, case_id, FireTransition(move, date.fromisoformat(day), facts))
    county.step("officer", day, case_id, "submit", paper)
    county.fire("director", day, case_id, move)


def suggestions(county: County, who: str) -> tuple[float, float]:
    return Work(county, KEY).rates(who, "2026-05-22")["suggestion_rate"]


def test_an_opinion_nobody_answers_is_notified_and_followed_up(huiji: County) -> None:
    case_id = served(huiji)
    huiji.fire("prosecutor", "2026-05-19", case_id, "find_unanswered")
    assert clock(huiji, case_id, "REV-10").state == "open"
    facts = {"sent_to": "惠济区司法局", "notified": "没有在两个月内回复"}
    named = (PartyCommand(huiji.units["office"], "supervisor"),)
    sign(huiji, "2026-05-20", case_id, "notify", "opinion_notice", facts=facts, parties=named)
    told = seen(huiji, KEY, "justice", case_id, "2026-05-20")
    assert (told.level, told.case.number) == ("full", "惠检意〔2026〕1号")
    assert {paper.number for paper in told.papers if paper.type == "opinion_notice"} == {
        "惠检意〔2026〕2号"
    }
    assert clock(huiji, case_id, "REV-10").state == "done"
    served(huiji)
    assert suggestions(huiji, "prosecutor") == (0, 2)
    huiji.fire(
        "prosecutor", "2026-05-21", case_id, "suggest", facts={"suggestion_kind": "correction"}
    )
    assert suggestions(huiji, "prosecutor") == (1, 2)
    assert suggestions(huiji, "director") == (0, 2)  # a draft the unit must not know of
    huiji.fire("chief", "2026-05-22", case_id, "follow_up", facts={"trigger": "no_reply"})

    begun = led_to(huiji, "prosecutor", case_id, "2026-05-22")
    keys = {
        key
        for key in ("procuratorial_suggestion", "follow_up_escalation")
        for each in begun
        if seen(huiji, key, "prosecutor", each, "2026-05-22") is not None
    }
    assert keys == {"procuratorial_suggestion", "follow_up_escalation"}
    assert led_to(huiji, "officer", case_id, "2026-05-22") == []
    ended = seen(huiji, KEY, "prosecutor", case_id, "2026-05-22")
    assert {d.state for d in ended.deadlines} <= {"done", "released"}


def test_reported_words_call_nobody_late_elsewhere(county: Callable[..., County]) -> None:
    shandan = peopled(county(SHANDAN))
    case_id = served(shandan)

    reply_by = clock(shandan, case_id, "REV-04")

    assert (reply_by.limit_id, reply_by.accuses) == ("REV-04", False)


def test_three_days_to_serve_run_only_where_a_county_reads_the_rules_of_2021_so(
    sessions: sessionmaker[Session],
) -> None:
    own = package_of(str(HUIJI), {"reverse.serve_rule": "rules_2021"})
    apply_all(sessions, on("2026-01-05"), [own])
    county = peopled(build_county(sessions, HUIJI))

    case_id = opinion(county)

    assert str(clock(county, case_id, "REV-03").due_on) == "2026-03-02"


def test_a_matter_follows_from_its_events_again(huiji: County) -> None:
    case_id = served(huiji)
    before = seen(huiji, KEY, "justice", case_id, "2026-03-16")

    with unit_of_work(huiji.sessions, HUIJI) as uow:
        rebuild(uow)

    after = seen(huiji, KEY, "justice", case_id, "2026-03-16")
    assert (after.level, after.case.number) == (before.level, before.case.number)
    assert str(clock(huiji, case_id, "REV-04").due_on) == "2026-05-18"

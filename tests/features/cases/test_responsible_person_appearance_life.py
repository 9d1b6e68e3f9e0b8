"""The court notifies, the head appears or explains; the statistics are approved, then published."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from liandong.features.assessment.service.measuring import Period, measure
from liandong.features.cases.errors import TransitionNotAllowedError
from liandong.features.tenants.service import installed
from liandong.kernel.errors import ForbiddenError, NotFoundError
from support.casework import Work
from support.counties import SHANDAN, County
from support.courts import begin, fire, row, sees, sign, with_court

KEY = "responsible_person_appearance"
COURT, UNIT = ("judge", "court_head"), ("officer", "boss")
NUMBERS = {"cases_heard": 3, "cases_appeared": 3, "must_cases_heard": 1, "must_cases_appeared": 1}
Counties = Callable[..., County]


def opened(county: County) -> UUID:
    facts = {"title": "某某诉行政处罚案", "court_case": "某行初9号", "instance": "first",
             "lawsuit": "administrative"}  # fmt: skip
    return begin(county, KEY, "judge", "2026-03-02", facts, respondent="bureau",
                 supervisor="justice_bureau")  # fmt: skip


def notified(county: County, must: str = "asked") -> UUID:
    case_id = opened(county)
    fire(county, "judge", "2026-03-03", case_id, "schedule", {"hearing_on": "2026-03-20"})
    facts = {"must": must}
    sign(county, COURT, "2026-03-10", case_id, "notify", "appearance_notice", facts)
    return case_id


def clock(county: County, case_id: UUID, limit: str) -> Any:
    found = sees(county, KEY, "judge", case_id, "2026-03-20")["deadlines"]
    mine = [each for each in found if each["stands_for"] == limit]
    return next((each for each in mine if each["state"] == "open"), mine[-1])


def proved(county: County, case_id: UUID, day: str = "2026-03-16") -> None:
    who = {"responsible_person": "某某", "post": "副局长", "rank": "deputy"}
    fire(county, "boss", day, case_id, "designate", who)
    facts = {**who, "identity": str(county.file("officer"))}
    sign(county, UNIT, day, case_id, "prove", "identity_statement", facts)


def test_the_days_before_the_hearing_count_back_from_it(county: Counties) -> None:
    shandan = with_court(county(SHANDAN))
    case_id = notified(shandan)

    notice, proof = clock(shandan, case_id, "LIT-05a"), clock(shandan, case_id, "LIT-05b")

    assert (notice["due_on"], notice["is_enforceable"]) == ("2026-03-17", False)
    assert (proof["due_on"], proof["state"]) == ("2026-03-19", "open")
    proved(shandan, case_id)
    assert clock(shandan, case_id, "LIT-05b")["outcome"] == "in_time"


def test_another_day_of_the_hearing_counts_anew(county: Counties) -> None:
    shandan = with_court(county(SHANDAN))
    case_id = notified(shandan)

    fire(shandan, "judge", "2026-03-12", case_id, "schedule", {"hearing_on": "2026-04-10"})

    assert clock(shandan, case_id, "LIT-05b")["state"] == "released"
    assert clock(shandan, case_id, "LIT-05a")["due_on"] == "2026-04-07"


def test_the_head_appears_and_speaks(county: Counties) -> None:
    shandan = with_court(county(SHANDAN))
    case_id = notified(shandan)
    proved(shandan, case_id)
    who = {"responsible_person": "某某", "post": "副局长", "rank": "deputy"}

    with pytest.raises(ForbiddenError):
        fire(shandan, "boss", "2026-03-20", case_id, "appear", who)
    assert fire(shandan, "judge", "2026-03-20", case_id, "appear", who) == "spoke"
    assert fire(shandan, "judge", "2026-03-20", case_id, "record") == "recorded"
    assert sees(shandan, KEY, "clerk", case_id, "2026-03-20")["state"] == "recorded"
    with pytest.raises(NotFoundError):
        sees(shandan, KEY, "prosecutor", case_id, "2026-03-20")


def test_an_absence_without_good_reason_is_told_to_the_supervisors(county: Counties) -> None:
    shandan = with_court(county(SHANDAN))
    case_id = notified(shandan)

    fire(shandan, "judge", "2026-03-20", case_id, "find_unjustified", {"finding": "未说明理由"})
    facts = {"court_suggestion": "请依法处理"}
    sign(shandan, COURT, "2026-03-23", case_id, "suggest", "judicial_suggestion", facts,
         addressee="discipline")  # fmt: skip

    assert sees(shandan, KEY, "judge", case_id, "2026-03-23")["state"] == "reproved"


def test_an_answer_is_due_fifteen_days_after_the_complaint(county: Counties) -> None:
    shandan = with_court(county(SHANDAN))
    case_id = opened(shandan)
    row(shandan, "judge", "2026-03-04", case_id, "answer", "send_complaint",
        complaint_received_on="2026-03-03")  # fmt: skip

    answer = clock(shandan, case_id, "LIT-06")

    assert (answer["due_on"], answer["unit_id"]) == ("2026-03-18", str(shandan.units["bureau"]))
    with pytest.raises(TransitionNotAllowedError):
        fire(shandan, "judge", "2026-03-05", case_id, "cancel", {"why": "原告撤诉"})


def test_statistics_are_approved_before_they_are_published(county: Counties) -> None:
    shandan = with_court(county(SHANDAN))
    facts = {"title": "上半年出庭应诉统计", "period_from": "2026-01-01",
             "period_until": "2026-06-30"}  # fmt: skip
    case_id = begin(shandan, KEY, "clerk", "2026-07-02", facts, "draft_statistics")
    with pytest.raises(TransitionNotAllowedError):
        fire(shandan, "clerk", "2026-07-02", case_id, "publish_statistics",
             {"published_where": "政府网站"})  # fmt: skip
    with pytest.raises(NotFoundError):
        sees(shandan, KEY, "reader", case_id, "2026-07-02")

    sign(shandan, ("clerk", "director"), "2026-07-03", case_id, "approve_statistics",
         "appearance_statistics", {"summary": "负责人出庭率 100%", **NUMBERS})  # fmt: skip
    done = fire(shandan, "clerk", "2026-07-06", case_id, "publish_statistics",
                {"published_where": "政府网站"}, other_party="copied")  # fmt: skip

    assert done == "published"
    assert sees(shandan, KEY, "reader", case_id, "2026-07-06")["state"] == "published"


def test_where_the_head_must_appear_is_a_rate_of_its_own(county: Counties) -> None:
    shandan = with_court(county(SHANDAN))
    who = {"responsible_person": "某某", "post": "副局长", "rank": "deputy"}
    for must in ("asked", "must", "must"):
        fire(shandan, "judge", "2026-03-20", notified(shandan, must), "appear", who)
    absent = notified(shandan, "must")
    fire(shandan, "judge", "2026-03-20", absent, "find_unjustified", {"finding": "未说明理由"})
    facts = {"court_suggestion": "请依法处理"}
    sign(shandan, COURT, "2026-03-23", absent, "suggest", "judicial_suggestion", facts,
         addressee="discipline")  # fmt: skip

    for reader in ("officer", "judge", "clerk"):
        rates = Work(shandan, KEY).rates(reader, "2026-05-20")
        assert (rates["appearance_rate"], rates["must_appearance_rate"]) == ((3, 4), (2, 3))
    with shandan.acting("judge", "2026-05-20") as (uow, me, clock):
        year = Period(date(2026, 1, 1), date(2026, 12, 31))
        declared = installed().registry.current(KEY)
        found = measure(uow, me, declared, year, clock.today())
    (rate,) = (each for each in found if each.metric.key == "must_appearance_rate")
    assert rate.units == {shandan.units["bureau"]}  # not of whom the suggestion went to


def test_the_numbers_approved_must_fit_each_other(county: Counties) -> None:
    shandan = with_court(county(SHANDAN))
    facts = {"title": "上半年出庭应诉统计", "period_from": "2026-01-01",
             "period_until": "2026-06-30"}  # fmt: skip
    case_id = begin(shandan, KEY, "clerk", "2026-07-02", facts, "draft_statistics")
    wrong = {"summary": "负责人出庭率 100%", **NUMBERS, "must_cases_appeared": 2}

    with pytest.raises(TransitionNotAllowedError):
        sign(shandan, ("clerk", "director"), "2026-07-03", case_id, "approve_statistics",
             "appearance_statistics", wrong)  # fmt: skip

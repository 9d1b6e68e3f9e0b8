"""A unit asks for supervision: acceptance, review, decision, the court's answer; who sees what."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from liandong.features.cases.errors import FactsError, TransitionNotAllowedError
from liandong.kernel.errors import ForbiddenError, NotFoundError
from support.counties import HUIJI, WENSHUI, County
from support.courts import begin, fire, row, sees, sign, with_court

KEY = "litigation_supervision"
CHIEF = ("prosecutor", "reviewer", "chief")
DECISION = {"facts": "原审认定事实不清", "legal_basis": "行政诉讼法 第九十一条", "opinion": "再审"}
Counties = Callable[..., County]


def opened(county: County, variant: str = "judgment") -> UUID:
    facts = {"title": "不服某行政判决", "variant": variant, "known_on": "2026-03-02"}
    return begin(county, KEY, "officer", "2026-03-10", facts, issuer="procuratorate",
                 addressee="court")  # fmt: skip


def filed(county: County) -> UUID:
    case_id = opened(county)
    facts = {
        "court_paper_number": "某行终3号",
        "grounds": "适用法律错误",
        "prior_remedy": "已申请再审",
    }
    sign(county, ("officer", "boss"), "2026-03-12", case_id, "file", "supervision_request", facts)
    return case_id


def reviewing(county: County) -> UUID:
    case_id = filed(county)
    fire(county, "desk", "2026-03-16", case_id, "accept", {})
    fire(county, "desk", "2026-03-17", case_id, "notify")
    fire(county, "desk", "2026-03-18", case_id, "hand_to_desk", {"is_simple": False})
    return case_id


def clock(county: County, case_id: UUID, limit: str, who: str = "prosecutor") -> Any:
    found = sees(county, KEY, who, case_id, "2026-07-10")["deadlines"]
    return next(each for each in reversed(found) if each["stands_for"] == limit)


@pytest.mark.parametrize(
    ("variant", "limit"),
    [
        ("judgment", "LIT-01a"),
        ("retrial", "LIT-01b"),
        ("unanswered", "LIT-01c"),
        ("new_ground", "LIT-01d"),
        ("execution", "LIT-09a"),
        ("misconduct", "LIT-09b"),
    ],
)
def test_the_right_to_apply_is_that_of_the_matter(
    county: Counties, variant: str, limit: str
) -> None:
    huiji = with_court(county(HUIJI))
    case_id = opened(huiji, variant)

    right = clock(huiji, case_id, "LIT-01a", "officer")

    assert (right["limit_id"], right["due_on"], right["is_right"]) == (limit, "2026-09-02", True)


def test_nobody_knows_of_an_application_before_it_is_filed(county: Counties) -> None:
    huiji = with_court(county(HUIJI))
    drafted, sent = opened(huiji), filed(huiji)

    for who in ("prosecutor", "desk", "judge", "bystander"):
        with pytest.raises(NotFoundError):
            sees(huiji, KEY, who, drafted, "2026-03-12")
    for who in ("judge", "bystander"):
        with pytest.raises(NotFoundError):
            sees(huiji, KEY, who, sent, "2026-03-12")
    assert clock(huiji, sent, "LIT-02a")["due_on"] == "2026-03-19"


def test_the_desk_accepts_and_hands_over_within_its_days(county: Counties) -> None:
    huiji = with_court(county(HUIJI))
    case_id = filed(huiji)
    with pytest.raises(ForbiddenError):
        fire(huiji, "prosecutor", "2026-03-16", case_id, "accept", {})
    fire(huiji, "desk", "2026-03-16", case_id, "accept", {})

    for limit, due_on in (("LIT-02b", "2026-03-19"), ("LIT-02c", "2026-03-19")):
        assert clock(huiji, case_id, limit)["due_on"] == due_on
    assert clock(huiji, case_id, "LIT-03")["due_on"] == "2026-06-16"


def test_a_suggestion_of_retrial_reaches_the_court_and_is_answered(county: Counties) -> None:
    huiji = with_court(county(HUIJI))
    case_id = reviewing(huiji)

    sign(huiji, CHIEF, "2026-04-20", case_id, "suggest_retrial", "retrial_suggestion", DECISION)
    fire(huiji, "judge", "2026-04-22", case_id, "serve_retrial", {"delivery_mode": "electronic"})
    fire(huiji, "court_head", "2026-05-20", case_id, "adopt", {"reply": "决定再审"})
    with pytest.raises(TransitionNotAllowedError):  # LIT-08d is owed still
        fire(huiji, "chief", "2026-05-21", case_id, "close", {"outcome": "法院已再审"})
    fire(huiji, "prosecutor", "2026-05-21", case_id, "file_upward")

    assert fire(huiji, "chief", "2026-05-21", case_id, "close", {"outcome": "已再审"}) == "closed"
    assert clock(huiji, case_id, "LIT-04a")["outcome"] == "in_time"
    assert sees(huiji, KEY, "officer", case_id, "2026-05-22")["state"] == "closed"


def test_the_review_stands_still_while_it_is_suspended(county: Counties) -> None:
    huiji = with_court(county(HUIJI))
    case_id = reviewing(huiji)

    fire(huiji, "chief", "2026-04-01", case_id, "suspend", {"why": "等待另案结果"})
    fire(huiji, "chief", "2026-04-11", case_id, "resume", {"why": "另案已结"})

    assert clock(huiji, case_id, "LIT-03")["due_on"] == "2026-06-26"  # ten days more


def test_an_opinion_awaited_holds_the_decision(county: Counties) -> None:
    huiji = with_court(county(HUIJI))
    case_id = reviewing(huiji)
    row(huiji, "prosecutor", "2026-03-20", case_id, "opinion", "send_copy", other_name="某某厂",
        copy_received_on="2026-03-19")  # fmt: skip

    assert clock(huiji, case_id, "LIT-08a")["due_on"] == "2026-04-03"
    with pytest.raises(TransitionNotAllowedError):
        sign(huiji, CHIEF, "2026-04-20", case_id, "suggest", "court_suggestion",
             {**DECISION, "defect": "overdue"})  # fmt: skip


def test_an_entrusted_investigation_comes_back_in_fifteen_days(county: Counties) -> None:
    huiji = with_court(county(HUIJI))
    facts = {"title": "协助调查", "entrusting": "某区人民检察院", "grounds": "调取档案",
             "letter_received_on": "2026-03-02"}  # fmt: skip
    case_id = begin(huiji, KEY, "prosecutor", "2026-03-02", facts, "entrust")

    assert clock(huiji, case_id, "LIT-08b")["due_on"] == "2026-03-17"
    done = fire(
        huiji, "prosecutor", "2026-03-10", case_id, "return_findings", {"outcome": "已函复"}
    )
    assert done == "returned"


def test_what_the_unit_neglected_is_supervised_apart_and_nobody_hears_of_it(
    county: Counties,
) -> None:
    huiji = with_court(county(HUIJI))
    case_id = reviewing(huiji)
    facts = {"clue_title": "怠于申请强制执行", "clue_source": "审查监督申请中发现"}
    before = sees(huiji, KEY, "officer", case_id, "2026-04-01")

    fire(huiji, "prosecutor", "2026-04-01", case_id, "supervise_unit", facts, respondent="bureau")

    (link,) = sees(huiji, KEY, "prosecutor", case_id, "2026-04-01")["links"]
    assert link["mechanism"] == "non_litigation_execution"
    assert sees(huiji, KEY, "officer", case_id, "2026-04-01") == before
    with pytest.raises(NotFoundError):
        sees(huiji, "non_litigation_execution", "boss", UUID(link["id"]), "2026-04-01")


def test_the_area_is_one_of_the_county_or_free_where_it_names_none(county: Counties) -> None:
    huiji, wenshui = with_court(county(HUIJI)), with_court(county(WENSHUI))
    found = {"title": "耕地保护", "source": "public_interest", "grounds": "长期未执行"}
    for place, area in ((huiji, "涉农"), (wenshui, "涉矿")):
        facts = {**found, "area": area}
        begin(place, KEY, "prosecutor", "2026-03-10", facts, "find", addressee="court")

    with pytest.raises(FactsError):
        begin(huiji, KEY, "prosecutor", "2026-03-10", {**found, "area": "涉矿"}, "find",
              addressee="court")  # fmt: skip

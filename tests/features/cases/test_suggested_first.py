"""What a page puts first and fills in: the usual way, what was entered, whose turn it is."""

from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from liandong.features.cases import service
from liandong.features.cases.pages.form_fields import Typed, field_view
from liandong.mechanisms import Field, FieldKind, choices
from support.browsing import Visit, visit
from support.case_forms import hidden, words
from support.casework import ELECTRONIC, Work, staff
from support.counties import HUIJI, County
from support.stages_of_linkage import begin, led_to

__all__ = ["visit"]
DAY = "2026-03-02"
UNITS = {
    "market": "market_regulation",
    "police": "police",
    "procuratorate": "procuratorate",
    "justice": "justice_bureau",
}
PEOPLE = {
    "officer": ("market", ("handler", "liaison")),
    "director": ("market", ("unit_head",)),
    "policeman": ("police", ("handler", "liaison")),
    "commander": ("police", ("unit_head",)),
    "prosecutor": ("procuratorate", ("prosecutor",)),
    "reviewer": ("procuratorate", ("reviewer",)),
    "chief": ("procuratorate", ("chief_procurator",)),
    "clerk": ("justice", ("handler", "office_clerk")),
    "head": ("justice", ("unit_head",)),
}
DECISION = {
    "decision_number": "惠检刑不诉〔2026〕12号",
    "decision_kind": "discretionary",
    "decided_on": "2026-02-27",
    "person": "陈某",
    "is_sealed": False,
    "criminal_opinion": "需要给予行政处罚",
}
ADVICE = {"facts": "售假", "legal_basis": "产品质量法 第四十九条", "advice": "给予处罚"}


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    return staff(sessions, HUIJI, UNITS, PEOPLE)


def page_of(county: County, visit: Visit, who: str, mechanism: str, case_id: UUID) -> str:
    browser: FlaskClient = visit(county, who)
    return browser.get(f"/t/{HUIJI}/cases/{mechanism}/{case_id}").text


def acts(county: County, who: str, mechanism: str, case_id: UUID, day: str = DAY) -> list[str]:
    with county.acting(who, day) as (uow, me, clock):
        picture = service.look(uow, me, clock, mechanism, case_id)
        return [act.key for act in service.acts_of(me, clock, picture)]


def test_a_single_answer_is_only_given_where_one_has_to_be() -> None:
    one = choices(urgent="情况紧急")
    asked = Field("variant", FieldKind.CHOICE, label="情形", choices=one)

    assert field_view(asked, "x", {}, Typed())["value"] == "urgent"
    assert field_view(asked.optional(), "x", {}, Typed())["value"] == ""


def in_review(county: County) -> UUID:
    facts = {"title": "售假不起诉案"}
    case_id = begin(county, "reverse_linkage", "prosecutor", DAY, "open", facts)
    county.fire("prosecutor", DAY, case_id, "state_decision", facts=DECISION)
    county.fire("prosecutor", DAY, case_id, "send")
    county.fire("prosecutor", DAY, case_id, "register")
    return case_id


def test_the_usual_way_comes_before_other_ends(huiji: County) -> None:
    case_id = in_review(huiji)

    found = acts(huiji, "chief", "reverse_linkage", case_id)

    assert found[0] == "conclude"
    assert "end_review" in found


def test_what_a_unit_entered_is_read_before_any_paper_states_it(
    huiji: County, visit: Visit
) -> None:
    text = words(page_of(huiji, visit, "chief", "reverse_linkage", in_review(huiji)))

    assert "不起诉决定书文号：惠检刑不诉〔2026〕12号" in text


def served(county: County) -> UUID:
    work, review = Work(county, "reverse_linkage"), in_review(county)
    named = {"addressee": "market"}
    work.fire("chief", DAY, review, "conclude", review_opinion="罚", parties=named)
    (case_id,) = led_to(county, "prosecutor", review, DAY)
    county.fire("prosecutor", DAY, case_id, "revise", facts=ADVICE)
    county.step("prosecutor", DAY, case_id, "submit", "opinion")
    county.step("reviewer", DAY, case_id, "review", "opinion")
    county.fire("chief", DAY, case_id, "issue")
    work.fire("officer", DAY, case_id, "serve", **ELECTRONIC)
    return case_id


def test_a_duty_asks_its_own_unit_for_what_it_can_do_now(huiji: County, visit: Visit) -> None:
    served(huiji)

    mine = words(visit(huiji, "officer").get(f"/t/{HUIJI}/todo").text)
    theirs = words(visit(huiji, "prosecutor").get(f"/t/{HUIJI}/todo").text)

    assert "回复处理结果：" in mine
    assert "在等谁" not in mine
    assert "转跟踪问效" not in mine
    assert "区市场监管局 回复处理结果：" in theirs


def transferred(county: County) -> tuple[Work, UUID]:
    """The first paper of the matter: nothing of it has a number before."""
    work = Work(county, "criminal_transfer")
    facts = {"title": "售假案", "suspected_crime": "销售伪劣产品罪", "found_facts": "货值六万元"}
    case_id = work.open("officer", DAY, "open", facts, addressee="police")
    work.fire("director", DAY, case_id, "form_team", team="张某、李某", team_size=2)
    work.fire("officer", DAY, case_id, "report", findings="属实", proposal="移送")
    work.fire("director", DAY, case_id, "approve")
    return work, case_id


def test_a_first_paper_is_drafted_before_the_matter_has_a_number(huiji: County) -> None:
    _, case_id = transferred(huiji)

    assert "draft:transfer" in acts(huiji, "officer", "criminal_transfer", case_id)


def test_a_matter_keeps_the_number_of_the_paper_that_was_served_first(
    huiji: County, visit: Visit
) -> None:
    work, case_id = transferred(huiji)
    materials = {"materials": "调查报告"}
    work.sign("officer", "director", DAY, case_id, "transfer", "transfer_letter", **materials)
    work.fire("policeman", DAY, case_id, "receive", **ELECTRONIC)
    refusal = {"non_filing_reason": "没有犯罪事实"}
    work.sign("policeman", "commander", DAY, case_id, "not_file", "non_filing_notice", **refusal)
    work.fire("officer", DAY, case_id, "take_non_filing", **ELECTRONIC)

    picture = work.look("officer", case_id, DAY)
    assert picture["number"] == "惠市监刑移〔2026〕1号"
    numbers = {paper["type"]: paper["number"] for paper in picture["documents"]}
    assert numbers["non_filing_notice"] == "惠公刑移〔2026〕1号"
    report = {"officer": True, "policeman": False}
    for who, reads_it in report.items():
        papers = {paper["type"] for paper in work.look(who, case_id, DAY)["documents"]}
        assert ("transfer_report" in papers) == reads_it
    text = words(page_of(huiji, visit, "officer", "criminal_transfer", case_id))
    assert "（delivery，" not in text
    assert "开始计算：电子送达待签收" in text


def meeting(county: County) -> tuple[Work, UUID]:
    work = Work(county, "joint_meeting")
    facts = {"title": "全体会议", "series": "府检联动全体会议"}
    return work, work.open("clerk", DAY, "open", facts)


def test_what_was_entered_stands_in_the_form_of_its_revision(huiji: County, visit: Visit) -> None:
    _, case_id = meeting(huiji)
    where = f"/t/{HUIJI}/cases/joint_meeting/{case_id}"

    text = visit(huiji, "clerk").get(f"{where}?act=arrange").text

    assert 'name="facts.title" value="全体会议"' in text
    assert 'value="府检联动全体会议" selected' in text
    assert hidden(visit(huiji, "clerk"), where, "arrange")


def test_an_opening_is_no_step_of_a_way_that_begins_otherwise(huiji: County, visit: Visit) -> None:
    _, case_id = meeting(huiji)

    text = page_of(huiji, visit, "clerk", "joint_meeting", case_id)

    way = text[text.index('<ol class="ld-steps">') :].partition("</ol>")[0]
    assert "签发会议通知" in way
    assert "同意召开" not in way

"""No charge, but a penalty: from the procuratorate's review to the bureau's decision and back."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session, sessionmaker

from support.casework import staff
from support.counties import HUIJI, County
from support.walking import Town

KEY = "reverse_linkage"
TITLE = "销售不合格电缆不起诉案"
SUSPECT, ADVICE = "陈某某", "依法给予行政处罚，没收违法所得。"
REVIEW = "货值四万元，需要给予行政处罚。"
UNITS = {
    "procuratorate": "procuratorate",
    "market": "market_regulation",
    "housing": "housing_construction",
    "justice": "justice_bureau",
}
PEOPLE = {
    "prosecutor": ("procuratorate", ("prosecutor",)),
    "reviewer": ("procuratorate", ("reviewer",)),
    "chief": ("procuratorate", ("chief_procurator",)),
    "officer": ("market", ("handler", "liaison")),
    "director": ("market", ("unit_head",)),
    "justice": ("justice", ("handler", "liaison", "unit_head")),
    "bystander": ("housing", ("handler", "liaison", "unit_head")),
}
OUTSIDE = ("officer", "director", "justice", "bystander")


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    return staff(sessions, HUIJI, UNITS, PEOPLE)


def reviewed(town: Town) -> str:
    """Review the decision not to prosecute; return where the opinion stands that it leads to."""
    prosecutor = town["prosecutor"]
    review = prosecutor.begin(KEY, "open", title=TITLE)
    prosecutor.act(
        "填报不起诉决定", decision_number="惠检刑不诉〔2026〕12号", decision_kind="酌定不起诉",
        decided_on="2026-02-27", person=SUSPECT, is_sealed="否", criminal_opinion=REVIEW,
    )  # fmt: skip
    prosecutor.sees("3月3日 周二 24:00 前")
    town.nobody_sees(review, *OUTSIDE)
    town.today = "2026-03-03"
    town["prosecutor"].find(TITLE).act("移送行政检察部门")
    town.today = "2026-03-04"
    town["prosecutor"].find(TITLE).act("登记审查").sees("3月18日 周三 24:00 前")
    town.today = "2026-03-12"
    town["chief"].visit(review)
    town["chief"].visit(review).act("提出检察意见", addressee="区市场监管局", review_opinion=REVIEW)
    town["prosecutor"].visit(review).page.click("[aria-labelledby=links] a")
    return town["prosecutor"].page.url


def test_no_charge_leads_to_a_penalty_and_the_answer_comes_back(
    town: Callable[[County, str], Town], huiji: County
) -> None:
    at = town(huiji, "2026-02-28")
    opinion = reviewed(at)
    at["prosecutor"].act(
        "修改", facts="销售不合格电缆，货值四万元，已全部召回。",
        legal_basis="产品质量法 第四十九条", advice=ADVICE,
    )  # fmt: skip
    at["prosecutor"].act("送审：检察意见书", "submit")
    at.nobody_sees(opinion, *OUTSIDE)
    at["reviewer"].find(TITLE).act("审核：检察意见书", "review")
    at.today = "2026-03-13"
    at["chief"].find(TITLE).act("签发：检察意见书")

    at.today = "2026-03-16"
    at.nobody_sees(opinion, "bystander")
    at["officer"].find(TITLE).misses(ADVICE, SUSPECT).act("签收检察意见书")
    officer = at["officer"].sees("5月18日 周一 24:00 前", "惠检意〔2026〕1号")
    officer.misses(REVIEW).reads("检察意见书")
    at["justice"].visit(opinion).sees("检察意见书").misses("5月18日")
    at.today = "2026-03-23"
    at["officer"].find(TITLE).act("立案", filed_on="2026-03-20").sees("6月18日 周四 24:00 前")

    at.today = "2026-05-19"
    at["officer"].find(TITLE).sees("逾期")
    at["prosecutor"].find(TITLE).act("认定逾期未回复")
    at["prosecutor"].act("通报司法行政机关或者上级机关", "submit", sent_to="惠济区司法局",
                         notified="两个月内没有回复。")  # fmt: skip
    at["reviewer"].find(TITLE).act("审核：情况通报函", "review")
    at["chief"].find(TITLE).act("签发：情况通报函", supervisor="区司法局")
    at["justice"].find(TITLE, "cases").sees("两个月内没有回复。")
    at["prosecutor"].visit(opinion).act("提出检察建议", suggestion_kind="纠正违法")
    at["prosecutor"].page.locator("[aria-labelledby=links] a").last.click()
    at.nobody_sees(at["prosecutor"].page.url, *OUTSIDE)

    at.today = "2026-06-10"
    at["officer"].find(TITLE).act(
        "作出行政处罚决定", penalty_number="惠市监处罚〔2026〕5号", penalised_on="2026-06-09",
        penalty="罚款五千元", fine="5000", penalty_paper=True,
    )  # fmt: skip
    at["officer"].act("回复处理结果", "submit", handling="已经作出处罚并送达。")
    at["prosecutor"].visit(opinion).misses("已经作出处罚并送达")
    at["director"].find(TITLE).act("签发：回复函")
    at.today = "2026-06-15"
    at["prosecutor"].visit(opinion).sees("已经作出处罚并送达")
    at["chief"].find(TITLE).act("办结", assessment="处罚适当。")
    at["officer"].visit(opinion).sees("办结").misses("检察建议")

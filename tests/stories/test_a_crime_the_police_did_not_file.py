"""A bureau transfers a suspected crime, the police do not file it, the procuratorate steps in."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session, sessionmaker

from support.casework import staff
from support.counties import HUIJI, County
from support.walking import Town

TRANSFER = "criminal_transfer"
TITLE = "某粮油店销售有毒有害食品案"
FOUND = "抽检检出非食用物质，货值三万元。"
SUPERVISED = "某厂污染环境案立案监督"
REFUSED, GROUNDS = "认为没有犯罪事实。", "检验报告证明含有非食用物质。"
UNITS = {
    "market": "market_regulation",
    "police": "police",
    "procuratorate": "procuratorate",
    "housing": "housing_construction",
}
PEOPLE = {
    "officer": ("market", ("handler", "liaison")),
    "director": ("market", ("unit_head",)),
    "policeman": ("police", ("handler", "liaison")),
    "commander": ("police", ("unit_head",)),
    "prosecutor": ("procuratorate", ("prosecutor",)),
    "reviewer": ("procuratorate", ("reviewer",)),
    "chief": ("procuratorate", ("chief_procurator",)),
    "bystander": ("housing", ("handler", "liaison", "unit_head")),
}
THEM = ("policeman", "commander")
OTHERS = ("prosecutor", "chief", "bystander")


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    return staff(sessions, HUIJI, UNITS, PEOPLE)


def transferred(at: Town) -> str:
    """The bureau looks into it, decides, transfers and tells the procuratorate."""
    officer = at["officer"]
    case = officer.begin(
        TRANSFER, "open", title=TITLE, suspected_crime="销售有毒、有害食品罪", found_facts=FOUND,
    )  # fmt: skip
    at["director"].find(TITLE).act("指定专案组", team="张某、李某", team_size=2)
    at["officer"].visit(case).act("报请审批", findings="事实清楚", proposal="建议移送公安机关")
    officer.sees("4月23日 周四 24:00 前")
    at["director"].find(TITLE).act("批准移送")
    at.nobody_sees(case, *THEM, *OTHERS)
    at["officer"].visit(case).act("移送公安机关", "submit", materials="调查报告、检验报告")
    at["director"].find(TITLE).act("签发：涉嫌犯罪案件移送书")
    at["officer"].visit(case).act("抄告检察院")
    return case


def not_filed(at: Town, case: str) -> None:
    """The police take it and refuse; the bureau asks the procuratorate."""
    at["policeman"].find(TITLE).act("签收涉嫌犯罪案件移送书")
    at["policeman"].sees("4月24日 周五 24:00 前").reads("移送书")
    at.today = "2026-04-23"
    at["policeman"].find(TITLE).act("决定不予立案", "submit", non_filing_reason=REFUSED)
    at["officer"].visit(case).misses(REFUSED)
    at["commander"].find(TITLE).act("签发：不予立案通知书")
    at["officer"].find(TITLE).act("签收不予立案通知书").sees("4月27日 周一 24:00 前")
    at.today = "2026-04-24"
    at["director"].find(TITLE).act("建议立案监督", grounds=GROUNDS)


def test_the_police_are_asked_why_and_told_to_file(
    town: Callable[[County, str], Town], huiji: County
) -> None:
    at = town(huiji, "2026-04-20")
    case = transferred(at)
    at.nobody_sees(case, "bystander")
    at.today = "2026-04-21"
    not_filed(at, case)
    prosecutor = at["prosecutor"].find(TITLE).act("受理，立案监督", matter_title=SUPERVISED)
    suggested = prosecutor.page.url
    link = prosecutor.main.locator("[aria-labelledby=links] a", has_text=SUPERVISED)
    matter = f"{at.address}{link.first.get_attribute('href')}"
    at.nobody_sees(matter, *THEM, "officer", "director", "bystander")
    at["prosecutor"].visit(matter).act(
        "要求说明理由", "submit", demand_reason="请说明不立案的理由。"
    )
    at["reviewer"].visit(matter).act("审核：要求说明理由通知书", "review")
    at["chief"].visit(matter).act("签发：要求说明理由通知书")

    at.today = "2026-04-27"
    at["policeman"].visit(matter).misses(GROUNDS).act("签收要求说明理由通知书")
    at["policeman"].sees("5月6日 周三 24:00 前")
    at["policeman"].act("说明理由", "submit", explanation="证据不足。")
    at["prosecutor"].visit(matter).misses("证据不足")
    at.nobody_sees(suggested, *THEM, "bystander")
    at["commander"].visit(matter).act("签发：说明理由回复书")
    at.today = "2026-04-29"
    at["prosecutor"].visit(matter).act("通知立案", "submit", order_reason="理由不能成立。")
    at["reviewer"].visit(matter).act("审核：通知立案书", "review")
    at["chief"].visit(matter).act("签发：通知立案书")
    at["policeman"].visit(matter).act("签收通知立案书").sees("5月14日 周四 24:00 前")
    at.today = "2026-05-12"
    at["commander"].visit(matter).act("立案", filing_number="惠公立字〔2026〕5号").sees(
        "8月12日 周三 24:00 前"
    )
    at["prosecutor"].visit(suggested).act("告知监督结果", answered="公安机关已经立案。")
    at["director"].visit(suggested).sees("公安机关已经立案。").misses("证据不足")
    at["policeman"].visit(case).act("监督后立案", "submit", filing_number="惠公立字〔2026〕5号")
    at["commander"].find(TITLE).act("签发：立案通知书")
    at["officer"].find(TITLE).act("签收立案通知书").sees("5月15日 周五")

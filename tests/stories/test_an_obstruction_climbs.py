"""A bureau obstructs an investigation and answers no suggestion: the ladder, rung by rung."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session, sessionmaker

from support.casework import staff
from support.counties import SHANDAN, County
from support.ladders import sweep
from support.walking import Person, Town

TITLE, WANTED = "调取湿地保护执法案卷", "近三年湿地保护行政处罚案卷"
SUGGESTION = "关于配合调阅案卷的检察建议"
REFUSED, ADVICE = "以内部规定为由拒绝提供", "建立案卷调阅配合制度。"
UNITS = {
    "procuratorate": "procuratorate",
    "ecology": "ecology_environment",
    "justice": "justice_bureau",
    "government": "government",
    "lands": "natural_resources",
}
PEOPLE = {
    "prosecutor": ("procuratorate", ("prosecutor",)),
    "reviewer": ("procuratorate", ("reviewer",)),
    "chief": ("procuratorate", ("chief_procurator",)),
    "liaison": ("ecology", ("liaison", "handler")),
    "head": ("ecology", ("unit_head",)),
    "justice": ("justice", ("office_clerk", "handler", "unit_head")),
    "convener": ("government", ("convener", "unit_head", "handler")),
    "bystander": ("lands", ("handler", "liaison", "unit_head")),
}
#: The rungs of 山政发〔2025〕8号 三(二) and 四(二): label, the day it is due, who confirms it.
RUNGS = (
    ("通报", "2026-06-03", "justice"),
    ("约谈", "2026-07-02", "convener"),
    ("建议县政府处理", "2026-07-16", "chief"),
)


@pytest.fixture
def shandan(sessions: sessionmaker[Session]) -> County:
    return staff(sessions, SHANDAN, UNITS, PEOPLE)


def signed(at: Town, title: str, paper: str) -> None:
    at["reviewer"].find(title).act(f"审核：{paper}", "review")
    at["chief"].find(title).act(f"签发：{paper}")


def obstructed(at: Town) -> str:
    """The investigation meets a refusal; return where the suggestion stands that follows."""
    prosecutor = at["prosecutor"]
    matter = prosecutor.begin(
        "investigation_cooperation", "open", addressee="生态环境部门", title=TITLE,
        measure=["调取、查阅、复制卷宗材料"], source="公益诉讼案件", text=WANTED,
    )  # fmt: skip
    prosecutor.act(
        "修改", legal_basis="人民检察院公益诉讼办案规则 第四十五条", first_officer="甲",
        second_officer="乙", assist_days=5,
    )  # fmt: skip
    prosecutor.act("送审：调取证据通知书", "submit")
    at.nobody_sees(matter, "liaison", "head", "justice", "convener")
    signed(at, TITLE, "调取证据通知书")
    at["liaison"].find(TITLE).act("签收调取证据通知书").sees(WANTED)
    at.nobody_sees(matter, "justice", "convener", "bystander")
    at.today = "2026-02-26"
    at["prosecutor"].find(TITLE).act("记录：拒绝、阻碍", obstruction_facts=REFUSED)
    at["prosecutor"].act("拟：督促协助", "submit", urged="请在三日内提供。")
    signed(at, TITLE, "督促协助函")
    at["liaison"].visit(matter).sees(REFUSED).reads("督促协助函")
    at["prosecutor"].visit(matter).act("向该单位提出检察建议", kind="社会治理")
    at["liaison"].visit(matter).misses("提出检察建议")
    at["prosecutor"].page.locator("[aria-labelledby=links] a").last.click()
    at["prosecutor"].page.wait_for_url("**/cases/procuratorial_suggestion/**")
    return at["prosecutor"].page.url


def confirm(person: Person) -> None:
    """Read the letter of the rung, check whom it goes to, and send it."""
    person.main.locator("a[href*='/escalations/']").first.click()
    person.main.get_by_role("button", name="去确认").click()
    person.main.locator("button[value=confirm]").click()
    person.sees("已确认", "山联督〔2026〕")


def test_an_obstruction_climbs_to_the_county_government(
    town: Callable[[County, str], Town], shandan: County
) -> None:
    at = town(shandan, "2026-02-25")
    case = obstructed(at)
    at["prosecutor"].act(
        "修改", title=SUGGESTION, facts="拒绝提供行政处罚案卷。",
        legal_basis="人民检察院公益诉讼办案规则 第四十五条", objection_days=15,
    )  # fmt: skip
    at["prosecutor"].act("提出：建议内容", text=ADVICE).act("送审：检察建议书", "submit")
    at.nobody_sees(case, "liaison", "head", "justice", "convener")
    signed(at, SUGGESTION, "检察建议书")
    at.today = "2026-03-02"
    at["liaison"].visit(case).act("签收检察建议书").sees("5月6日 周三 24:00 前", ADVICE)
    at["prosecutor"].visit(case).act("报上级院备案")
    sweep(at.county, "2026-05-06", "2026-05-07")
    at.today = "2026-05-07"
    at["liaison"].visit(case).sees("逾期 1 个工作日").misses("督促")
    sweep(at.county, "2026-05-19")
    at.today = "2026-05-20"
    at["chief"].visit("escalations").sees("督促")
    at["prosecutor"].visit(case).act("认定逾期未回复")
    at["prosecutor"].act("督促", "submit", urged="请于五日内回复。")
    signed(at, SUGGESTION, "督促函")
    at["liaison"].visit(case).sees("请于五日内回复。")
    for rung, day, who in RUNGS:
        sweep(at.county, day)
        at.today = day
        for other in {"justice", "convener", "chief"} - {who}:
            at[other].visit("escalations").misses(f"审阅{rung}")
        at["liaison"].visit(case).misses(f"{rung}：确认发出")
        confirm(at[who].visit("escalations").sees(rung))
        at["liaison"].visit(case).sees(f"{rung}：确认发出")
    at.nobody_sees(case, "bystander")

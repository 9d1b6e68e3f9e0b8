"""A case pushed by the court outside the county, until its result is copied, in a browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy.orm import Session, sessionmaker

from support.casework import staff
from support.counties import WENSHUI, XUYI, County
from support.http import sign_in
from support.walking import NOT_FOUND, open_town

KEY, TITLE = "dispute_resolution", "某小区业主诉规划许可案"
DAY = "2026-03-03"
UNITS = {
    "court": "qingjiangpu_court",
    "bureau": "justice_bureau",
    "procuratorate": "procuratorate",
    "unit": "natural_resources",
}
PEOPLE = {
    "clerk": ("court", ("handler",)),
    "president": ("court", ("unit_head",)),
    "officer": ("bureau", ("handler",)),
    "director": ("bureau", ("unit_head",)),
    "prosecutor": ("procuratorate", ("prosecutor",)),
    "planner": ("unit", ("handler",)),
}


@pytest.fixture
def county(sessions: sessionmaker[Session]) -> County:
    return staff(sessions, XUYI, UNITS, PEOPLE)


@pytest.fixture
def elsewhere(sessions: sessionmaker[Session]) -> County:
    people = {"officer": ("bureau", ("handler", "unit_head"))}
    return staff(sessions, WENSHUI, {"bureau": "justice_bureau"}, people)


def test_a_case_pushed_from_outside_is_resolved_together(
    county: County,
    elsewhere: County,
    browser: Browser,
    sessions: sessionmaker[Session],
    tmp_path: Path,
) -> None:
    with open_town(county, browser, sessions, tmp_path, DAY) as at:
        case = at["clerk"].begin(
            KEY, "register", title=TITLE, court_case_number="苏0812行初1号",
            accepted_on="2026-03-02", defendant="自然资源与规划部门", level="争议较大",
            phase="诉前", claim="请求撤销规划许可", issuer="盱眙县司法局",
            assistant="盱眙县人民检察院",
        )  # fmt: skip
        at.nobody_sees(case, "officer", "prosecutor", "planner")
        at["clerk"].visit(case).act("送审：案件推送函", "submit")
        at["president"].visit(case).act("签发：案件推送函")
        for who in ("officer", "prosecutor"):
            at[who].visit(case).sees("请求撤销规划许可")
        at.nobody_sees(case, "planner")
        abroad = case.replace(f"/t/{XUYI}/", f"/t/{WENSHUI}/")
        stranger = sign_in(at.app, elsewhere, "officer", DAY)
        stranger.client.set_cookie("ld_session", stranger.token)
        assert stranger.client.get(abroad.removeprefix(at.address)).status_code == NOT_FOUND

        at["officer"].visit(case).act("研判", source="行政诉讼", level="争议较大", phase="诉前",
                                      assessment="可以协商")  # fmt: skip
        at["officer"].visit(case).act("启动化解", "submit", plan="先踏勘，再协调")
        at["director"].visit(case).act("签发：化解方案", respondent="自然资源与规划部门")
        at["officer"].visit(case).act("函邀检察院", "submit", invitation="参加协调会")
        at["director"].visit(case).act("签发：邀请函")
        at["prosecutor"].visit(case).act("参加化解")
        at["officer"].visit(case).act("安排会议、听证或者调解：化解会议", meeting_kind="协调会",
                                      meet_on=DAY, place="司法局")  # fmt: skip
        at["officer"].visit(case).act(
            "逐条办理：化解会议", move="行政机关负责人参加", result="双方同意和解"
        )
        at["director"].visit(case).act("达成协议", agreement_kind="和解协议", content="调整方案")
        at["officer"].visit(case).act("列出履行事项", duty="加装采光设施", performer="行政机关",
                                      due=DAY)  # fmt: skip
        at["planner"].visit(case).act("报告履行：履行事项", measures="已经安装")
        at["officer"].visit(case).act("逐条办理：履行事项", move="确认履行")
        at["officer"].visit(case).act("协议履行完毕")
        at["officer"].visit(case).act("抄送化解结果", "submit", outcome="和解并履行")
        at["director"].visit(case).act("签发：结果抄送函")
        at["director"].visit(case).act("办结", ending="当事人撤诉")

        for who in ("clerk", "prosecutor"):
            expect(at[who].visit(case).page.locator(".ld-head")).to_contain_text("办结")
        at["prosecutor"].sees("结果抄送函")
        assert stranger.client.get(abroad.removeprefix(at.address)).status_code == NOT_FOUND

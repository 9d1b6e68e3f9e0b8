"""A case pushed by the court outside the county, until its result is copied, in a browser."""

import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.serving import make_server

from support.casework import staff
from support.counties import WENSHUI, XUYI, County
from support.http import open_app, sign_in

KEY = "dispute_resolution"
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
Enter = Callable[..., Page]


@pytest.fixture
def county(sessions: sessionmaker[Session]) -> County:
    return staff(sessions, XUYI, UNITS, PEOPLE)


@pytest.fixture
def elsewhere(sessions: sessionmaker[Session]) -> County:
    people = {"officer": ("bureau", ("handler", "unit_head"))}
    return staff(sessions, WENSHUI, {"bureau": "justice_bureau"}, people)


@pytest.fixture
def enter(county: County, browser: Browser) -> Iterator[Enter]:
    """Return who lets a person in, of 盱眙 or of another county, in a browser of their own."""
    app = open_app(county.sessions, DAY)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    contexts = []

    def _enter(who: str, of: County = county) -> Page:
        context = browser.new_context(base_url=address, locale="zh-CN")
        contexts.append(context)
        token = sign_in(app, of, who, DAY).token
        context.add_cookies([{"name": "ld_session", "value": token, "url": address}])
        return context.new_page()

    yield _enter
    for context in contexts:
        context.close()
    server.shutdown()
    thread.join()
    server.server_close()


def _fill(page: Page, fields: dict[str, str]) -> None:
    for name, value in fields.items():
        found = page.locator(f"main [name$='.{name}']").first
        kind = found.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
        if kind == "select":
            found.select_option(value)
        elif kind in {"radio", "checkbox"}:
            page.locator(f"main [name$='.{name}'][value='{value}']").check(force=True)
        else:
            found.fill(value)


def _status(page: Page, address: str) -> int:
    answer = page.goto(address)
    return answer.status if answer else 0


def _do(page: Page, case: str, words: str, step: str = "fire", /, **fields: str) -> None:
    """Open the case, choose what to do, fill its form, and send it."""
    page.goto(case)
    moves = page.locator(".ld-moves a", has_text=words)
    if moves.count():
        with page.expect_navigation():
            moves.first.click()
    _fill(page, fields)
    with page.expect_navigation():
        page.click(f".ld-panel button[name=step][value={step}]")


def test_a_case_pushed_from_outside_is_resolved_together(
    county: County, elsewhere: County, enter: Enter
) -> None:
    clerk, president = enter("clerk"), enter("president")
    clerk.goto(f"/t/{XUYI}/new/{KEY}")
    _fill(
        clerk,
        {
            "title": "某小区业主诉规划许可案",
            "court_case_number": "苏0812行初1号",
            "accepted_on": "2026-03-02",
            "defendant": "自然资源与规划部门",
            "level": "high",
            "phase": "before",
            "claim": "请求撤销规划许可",
            "issuer": str(county.units["bureau"]),
            "assistant": str(county.units["procuratorate"]),
        },
    )
    with clerk.expect_navigation():
        clerk.click("main button[name=step]")
    case = clerk.url
    officer, prosecutor, planner = enter("officer"), enter("prosecutor"), enter("planner")
    for page in (officer, prosecutor, planner):
        assert _status(page, case) == 404

    _do(clerk, case, "推送案件", "submit")
    _do(president, case, "签发")
    for page in (officer, prosecutor):
        page.goto(case)
        expect(page.locator("main")).to_contain_text("请求撤销规划许可")
    assert _status(planner, case) == 404
    stranger = enter("officer", elsewhere)
    assert _status(stranger, case.replace(f"/t/{XUYI}/", f"/t/{WENSHUI}/")) == 404

    director, unit = enter("director"), str(county.units["unit"])
    _do(officer, case, "研判", source="litigation", level="high", phase="before",
        assessment="可以协商")  # fmt: skip
    _do(officer, case, "启动化解", "submit", plan="先踏勘，再协调")
    _do(director, case, "签发", respondent=unit)
    _do(officer, case, "函邀检察院", "submit", invitation="参加协调会")
    _do(director, case, "签发")
    _do(prosecutor, case, "参加化解")
    _do(officer, case, "安排会议", meeting_kind="meeting", meet_on=DAY, place="司法局")
    _do(officer, case, "逐条办理：化解会议", move="hold_with_head", result="双方同意和解")
    _do(director, case, "达成协议", agreement_kind="settlement", content="调整方案")
    _do(officer, case, "列出履行事项", duty="加装采光设施", performer="unit", due=DAY)
    _do(planner, case, "报告", measures="已经安装")
    _do(officer, case, "逐条办理：履行事项", move="confirm")
    _do(officer, case, "协议履行完毕")
    _do(officer, case, "抄送化解结果", "submit", outcome="和解并履行")
    _do(director, case, "签发")
    _do(director, case, "办结", ending="当事人撤诉")

    for page in (clerk, prosecutor):
        page.goto(case)
        expect(page.locator(".ld-head")).to_contain_text("办结")
    expect(prosecutor.locator("main")).to_contain_text("结果抄送函")
    assert _status(stranger, case) in {403, 404}

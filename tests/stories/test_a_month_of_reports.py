"""A month of penalty reports, from the clerk's Excel to the procuratorate's clue, in a browser."""

import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.serving import make_server

from support.counties import XUYI, County
from support.http import open_app, sign_in
from support.reports import KEY, row, workbook, xuyi

DAY = "2026-03-03"
Enter = Callable[[str], Page]


@pytest.fixture
def county(sessions: sessionmaker[Session]) -> County:
    return xuyi(sessions)


@pytest.fixture
def enter(county: County, browser: Browser) -> Iterator[Enter]:
    """Return who lets a person of 盱眙 in, in a browser of their own."""
    app = open_app(county.sessions, DAY)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    contexts = []

    def _enter(who: str) -> Page:
        context = browser.new_context(base_url=address, locale="zh-CN")
        contexts.append(context)
        token = sign_in(app, county, who, DAY).token
        context.add_cookies([{"name": "ld_session", "value": token, "url": address}])
        return context.new_page()

    yield _enter
    for context in contexts:
        context.close()
    server.shutdown()
    thread.join()
    server.server_close()


def _act(page: Page, words: str) -> None:
    moves = page.locator(".ld-moves a", has_text=words)
    if moves.count():
        moves.first.click()
        page.wait_for_load_state("networkidle")


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _press(page: Page) -> None:
    with page.expect_navigation():
        page.click(".ld-panel button[name=step][value=fire]")


def test_a_month_goes_from_excel_to_the_clue(enter: Enter) -> None:
    clerk = enter("clerk")
    clerk.goto(f"/t/{XUYI}/new/{KEY}")
    expect(clerk.locator("[name='facts.month']")).to_have_value("2026-02")
    with clerk.expect_navigation():
        clerk.click("button[name=step]")
    report = clerk.url
    clerk.goto(f"{report}/lines/penalty")
    book = workbook([row(1), row(2), row(3, 当事人类型="公司")])
    clerk.set_input_files("[name=file]", {"name": "二月.xlsx", "mimeType": XLSX, "buffer": book})
    with clerk.expect_navigation():
        clerk.click("form[data-upload] button")
    expect(clerk.locator("main")).to_contain_text("可以导入 2 行")
    expect(clerk.locator("main")).to_contain_text("只能选")
    with clerk.expect_navigation():
        clerk.click("button[value=accept]")
    expect(clerk.locator("main")).to_contain_text("共 2 行")
    clerk.goto(report)
    _act(clerk, "报送")
    _press(clerk)
    expect(clerk.locator(".ld-head")).to_contain_text("已报送")

    checker = enter("checker")
    checker.goto(report)
    expect(checker.locator("#documents").locator("xpath=../..")).to_contain_text("案件信息表")
    prosecutor = enter("prosecutor")
    prosecutor.goto(f"{report}/lines/penalty")
    with prosecutor.expect_navigation():
        prosecutor.click("#line-2 >> text=批注")
    prosecutor.fill("[name='row.new.remark']", "同类案件幅度相差大")
    _press(prosecutor)
    _act(prosecutor, "转行政违法行为监督")
    prosecutor.fill("[name='facts.clue_title']", "行政处罚裁量不一")
    prosecutor.fill("[name='facts.clue_source']", "审查月报中发现")
    choice = prosecutor.locator("input[value=make_clue], select option[value=make_clue]")
    if choice.count() and choice.first.get_attribute("type") == "radio":
        choice.first.check(force=True)
    _press(prosecutor)
    expect(prosecutor.locator("main")).to_contain_text("行政处罚裁量不一")

    clerk.goto(report)
    expect(clerk.locator("main")).not_to_contain_text("裁量不一")
    expect(clerk.locator("main")).not_to_contain_text("批注")

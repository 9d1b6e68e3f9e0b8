"""A month of penalty reports, from the clerk's Excel to the procuratorate's clue, in a browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session, sessionmaker

from support.counties import County
from support.reports import KEY, row, workbook, xuyi
from support.walking import Town

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def county(sessions: sessionmaker[Session]) -> County:
    return xuyi(sessions)


def test_a_month_goes_from_excel_to_the_clue(
    town: Callable[[County, str], Town], county: County
) -> None:
    at = town(county, "2026-03-03")
    clerk = at["clerk"].visit(f"new/{KEY}")
    expect(clerk.page.locator("[name='facts.month']")).to_have_value("2026-02")
    report = clerk.begin(KEY, "open")
    clerk.visit(f"{report}/lines/penalty")
    book = workbook([row(1), row(2), row(3, 当事人类型="公司")])
    sent = {"name": "二月.xlsx", "mimeType": XLSX, "buffer": book}
    clerk.page.set_input_files("[name=file]", sent)
    with clerk.page.expect_navigation():
        clerk.page.click("form[data-upload] button")
    clerk.sees("可以导入 2 行", "只能选")
    with clerk.page.expect_navigation():
        clerk.page.click("button[value=accept]")
    clerk.sees("共 2 行").visit(report).act("报送").sees("已报送")

    at["checker"].visit(report).sees("案件信息表")
    prosecutor = at["prosecutor"].visit(f"{report}/lines/penalty")
    with prosecutor.page.expect_navigation():
        prosecutor.page.click("#line-2 >> text=批注")
    prosecutor.act("批注", remark="同类案件幅度相差大")
    prosecutor.act(
        "转行政违法行为监督", rows={"第 1 项": "作为线索"}, clue_title="行政处罚裁量不一",
        clue_source="审查月报中发现",
    )  # fmt: skip
    prosecutor.sees("行政处罚裁量不一")

    at["clerk"].visit(report).misses("裁量不一", "批注")

"""A county's list of liaisons, as it went round by WeChat, becomes its roster, in a browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session, sessionmaker

from stories.test_accessible import AXE, RULES
from support.casework import staff
from support.counties import HUIJI, County
from support.rosters import book
from support.walking import OVERFLOW, Town

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLE = book(
    [
        ["惠济区府检联动工作联络员名单"],
        ["序号", "单位", "联络员", "职务", "联系方式"],
        [1, "惠济区人力资源和社会保障局", "王一", "法规科科长", 13800000001.0],
        [2, "区 城 管 局", "李　二", "法制科科长", "０３７１－６３６３９９９９"],
        [None, None, "赵三", "科员", "不知道"],
        [3, "区水利局", "钱四", "办公室主任", "13800000004"],
        ["注：人员变动请及时报联动办"],
    ],
    merged=["A1:E1", "B4:B5", "A7:E7"],
)


@pytest.fixture
def county(sessions: sessionmaker[Session]) -> County:
    people = {"clerk": ("bureau", ("office_clerk",)), "liaison": ("finance", ("liaison",))}
    units = {"bureau": "justice_bureau", "finance": "finance"}
    return staff(sessions, HUIJI, units, people)


def _violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(f"axe.run(document, {RULES})")["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]


def test_a_list_of_liaisons_is_put_right_and_accepted(
    town: Callable[[County, str], Town], county: County
) -> None:
    at = town(county, "2026-04-27")
    clerk = at["clerk"].visit("roster")
    clerk.sees("49 个单位", "区人社局").misses("区水利局")
    page = clerk.page
    page.set_input_files("[name=file]", {"name": "名单.xlsx", "mimeType": XLSX, "buffer": TABLE})
    with page.expect_navigation():
        page.click("#upload button")
    clerk.sees("共 4 行，1 行要改", "“不知道”不像电话号码", "第 7 行：注：人员变动")
    expect(page.get_by_role("button", name="接受整份名册")).to_be_disabled()
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert not _violations(page), width
        assert page.evaluate(OVERFLOW) <= 0, width
    page.set_viewport_size({"width": 1440, "height": 1000})
    waiting = page.url

    page.fill("[name='5.phone']", "63639998")
    clerk._press("save")
    clerk.sees(
        "都已就绪", "按名称认作“区人社局”，请核对", "类别认作行政执法部门，按成员单位，请核对"
    )
    page.select_option("[name='6.part']", label="协作单位")
    with page.expect_navigation():
        page.locator("#row-6 button[value=save]").click()
    clerk.sees("接受以后的变化", "新单位，行政执法部门")
    clerk.visit(f"{waiting}?show=all").sees("赵三")
    page.click("#row-6 a")
    assert not _violations(page)
    clerk.visit(waiting)._press("accept")

    clerk.sees("50 个单位", "区水利局", "钱四 办公室主任", "0371-63639999")
    assert not _violations(page)
    at.nobody_sees(f"/t/{HUIJI}/roster", "liaison")

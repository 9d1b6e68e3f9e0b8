"""A county comes to be: from the list of division codes to its rehearsal, in a browser."""

import io
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.onboarding.service.archive import unzipped
from liandong.features.tenants.service import StatedPackage, compile_package, layers_for, plan
from stories.test_accessible import AXE, RULES
from support.counties import County
from support.provinces import build_province
from support.rosters import book
from support.walking import Person, Town

COUNTY = 410324
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLE = book([["单位", "单位类别"], ["栾川县水利局", ""], ["栾川县旅游局", "不知道"]])
DOCUMENT = {
    "title": "栾川县府检联动工作办法",
    "number": "栾政〔2026〕8号",
    "issuers": "栾川县人民政府\n栾川县人民检察院",
    "date": "2026-04-01",
    "effective_from": "2026-05-01",
    "clauses": "第三条 联席会议的组成 M01、M03\n第八条 一个月内书面回复 M10",
    "roster_clauses": "第三条",
    "office_clauses": "第三条",
}
PEOPLE = {
    "tenant_admin_name": "王一",
    "tenant_admin_login": "lc-admin",
    "office_clerk_name": "李二",
    "office_clerk_login": "lc-bgs",
}


def _usable(person: Person, width: int = 1440) -> None:
    """Check that everybody can use the page on a screen so wide; it never scrolls aside."""
    page = person.page
    page.evaluate(AXE.read_text("utf-8"))
    page.set_viewport_size({"width": width, "height": 1000})
    found = page.evaluate(f"axe.run('main', {RULES})")["violations"]
    assert not [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found], page.url
    person._look()
    page.set_viewport_size({"width": 390, "height": 844})
    person._look()
    page.set_viewport_size({"width": 1440, "height": 1000})


def _fill(page: Page, said: dict[str, str]) -> None:
    for name, value in said.items():
        page.fill(f"[name='{name}']", value)


def _send(page: Page, button: str, status: int = 200) -> None:
    """Press a button; the page that follows is answered so."""
    with page.expect_navigation() as answered:
        page.get_by_role("button", name=button, exact=True).click()
    answer: Any = answered.value
    assert answer.status == status, page.locator("main [role=alert]").all_inner_texts()


def _begin(admin: Person) -> str:
    """Choose the county, a template, and type in its document; return where the draft is."""
    page = admin.page
    admin.visit("province/new?q=栾川")
    _send(page, "新建 栾川县")
    here = page.url.rpartition("/")[0]
    admin.visit(f"{here}/start")
    page.get_by_label("范本：政府和检察院联合发文").check()
    _send(page, "存下，下一步")
    _fill(page, {**DOCUMENT, "number": ""})
    _send(page, "存下，下一步", 422)
    admin.sees("请填文号")
    page.fill("[name=number]", DOCUMENT["number"])
    _send(page, "存下，下一步")
    return here


def _bring_units(admin: Person) -> None:
    page = admin.page
    page.set_input_files("[name=file]", {"name": "名册.xlsx", "mimeType": XLSX, "buffer": TABLE})
    _send(page, "上传并核对")
    admin.sees("1 行要改")._look()
    page.select_option("[name='3.kind']", label="政府部门")
    page.locator("#row-3 button[value=save]").click()
    _send(page, "接受整份名册")
    admin.sees("栾川县旅游局")


def _say_rules(admin: Person) -> None:
    """Cite a clause for a mechanism, replace a national limit, make a setting."""
    page = admin.page
    page.fill("[name='clauses.procuratorial_suggestion']", "第九条")
    _send(page, "存下，下一步", 422)
    admin.sees("检察建议办理（含异议）：本县文件里没有这一条")._look()
    page.fill("[name='clauses.procuratorial_suggestion']", "第八条")
    _send(page, "存下，下一步")
    page.select_option("[name=add_limit]", "SUG-01")
    page.get_by_role("button", name="加一行 选一条国家期限").click()
    limit = {"length": "1", "clauses": "第八条", "day": "2026-05-01"}
    _fill(page, {f"SUG-01.{part}": value for part, value in limit.items()})
    page.select_option("[name='SUG-01.unit']", "month")
    page.select_option("[name=add_setting]", "delivery.contest_days")
    page.get_by_role("button", name="加一行 选一项设置").click()
    expect(page.locator("[name='SUG-01.length']")).to_have_value("1")
    _fill(page, {"setting.delivery.contest_days.value": "999"})
    _fill(page, {"setting.delivery.contest_days.clauses": "第八条"})
    _send(page, "存下，下一步", 422)
    admin.sees("“对送达提出异议、作出决定的工作日数”的值要是：1 到 366 的整数")
    _usable(admin, 390)
    _fill(page, {"setting.delivery.contest_days.value": "3"})
    _send(page, "存下，下一步")


def test_from_the_list_of_division_codes_to_the_rehearsal(
    town: Callable[[County, str], Town], sessions: sessionmaker[Session]
) -> None:
    at = town(build_province(sessions), "2026-04-27")
    admin = at["admin"]
    page, here = admin.page, _begin(admin)
    _bring_units(admin)
    admin.visit(f"{here}/mechanisms")
    _say_rules(admin)
    _fill(page, PEOPLE)
    _send(page, "存下，下一步")

    admin.visit(f"{here}/review")
    _usable(admin)
    with page.expect_download() as sent:
        page.get_by_role("link", name="下载资料包").click()
    package = sent.value.path().read_bytes()
    admin.visit("province/new")
    file = {"name": "栾川.zip", "mimeType": "application/zip", "buffer": package}
    page.set_input_files("[name=package]", file)
    _send(page, "上传资料包")
    _send(page, "先行演练", 201)

    expect(page.locator("input[readonly]")).to_have_count(2)
    stated = StatedPackage(unzipped(io.BytesIO(package)))
    with unit_of_work(sessions, COUNTY) as uow:
        again = compile_package(stated, layers_for(sessions, 4103))
        left = [each for each in plan(uow, again) if each.path != "county.mode"]
        assert left == [], "what the wizard makes, its package says"
    at.errors[:] = [each for each in at.errors if "422" not in each]

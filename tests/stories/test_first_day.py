from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases.models import Case
from stories.conftest import HUIJI, Site

PICTURES = Path(__file__).resolve().parents[2] / "build" / "stories"


def _shoot(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def _press(page: Page, act: str, step: str) -> None:
    if page.locator(".ld-moves").count():
        with page.expect_navigation():
            page.click(f".ld-moves a:has-text('{act}')")
    with page.expect_navigation():
        page.click(f".ld-panel button[name=step][value={step}]")


def test_a_suggestion_travels_through_the_pages_between_two_people(  # noqa: PLR0915  # one story, told once
    site: Site, sign_in: Callable[..., Page], sessions: sessionmaker[Session]
) -> None:
    prosecutor = sign_in("prosecutor")
    prosecutor.goto(f"{site.address}/t/{HUIJI}/suggestions/new")
    _shoot(prosecutor, "1-new")
    prosecutor.select_option("select[name=addressee]", label="区市场监管局")
    prosecutor.fill("[name='facts.title']", "关于加强校园周边食品经营监管的检察建议")
    prosecutor.select_option("select[name='facts.kind']", "governance")
    prosecutor.fill("[name='facts.facts']", "抽查 12 家食品经营户，5 家未公示许可证。")
    prosecutor.fill("[name='facts.legal_basis']", "《中华人民共和国食品安全法》第三十六条")
    prosecutor.locator("[name=contents]").first.fill("对中小学校门口食品经营户开展一次全覆盖检查。")
    prosecutor.fill("[name='facts.objection_days']", "15")
    prosecutor.click("button[name=step][value=submit]")
    prosecutor.wait_for_url("**/cases/procuratorial_suggestion/*")
    address = prosecutor.url
    expect(prosecutor.locator("h1")).to_have_text("关于加强校园周边食品经营监管的检察建议")

    liaison = sign_in("liaison")
    assert liaison.goto(address).status == 404, "a draft does not exist for the bureau"

    reviewer = sign_in("reviewer")
    reviewer.goto(address)
    _press(reviewer, "审核", "review")
    chief = sign_in("chief")
    chief.goto(address)
    _press(chief, "签发", "fire")
    expect(chief.locator(".ld-parties")).to_contain_text("已制发")

    site.turn_to("2026-03-02")
    liaison = sign_in("liaison")
    liaison.goto(address)
    expect(liaison.locator("main")).not_to_contain_text("抽查 12 家")
    _press(liaison, "签收", "fire")
    expect(liaison.locator("main")).to_contain_text("5月6日 周三 24:00 前")
    expect(liaison.locator("main")).to_contain_text("对中小学校门口食品经营户开展一次全覆盖检查。")
    _shoot(liaison, "2-served")

    site.turn_to("2026-04-27")
    liaison, prosecutor = sign_in("liaison"), sign_in("prosecutor")
    liaison.goto(address)
    liaison.locator(".ld-segment label", has_text="采纳").first.click()
    liaison.fill("textarea[name$='.measures'] >> nth=0", "已检查 38 家，立案 2 件。")
    liaison.fill("input[name$='.completion_on']", "2026-04-30")
    liaison.fill("textarea[name='facts.measures']", "逐项落实，附台账。")
    with liaison.expect_navigation():
        liaison.click(".ld-panel button[name=step][value=submit]")
    prosecutor.goto(address)
    expect(prosecutor.locator("main")).not_to_contain_text("已检查 38 家")
    head = sign_in("head")
    head.goto(address)
    expect(head.locator(".ld-panel")).to_contain_text("已检查 38 家")
    _press(head, "签发", "fire")
    prosecutor.goto(address)
    expect(prosecutor.locator("main")).to_contain_text("已检查 38 家")
    expect(prosecutor.locator(".ld-parties")).to_contain_text("已回复")
    _shoot(prosecutor, "3-replied")

    with unit_of_work(sessions, HUIJI) as uow:
        assert (
            uow.session.scalars(select(Case).where(Case.tenant_id == HUIJI)).one().state
            == "replied"
        )
    refused = [text for text in site.violations if "404" not in text]
    assert not refused

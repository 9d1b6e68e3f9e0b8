"""The year of 惠济 with its 31 seats: from a case to the point it costs, on to the bulletin."""

import re
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.demo import play_county
from liandong.features.assessment.service import trying
from liandong.features.assessment.service.editions import newest_edition, replay_edition
from liandong.features.assessment.service.recording import standing_of
from liandong.features.documents.service import FileStore
from liandong.features.units.service import list_active
from support.counties import HUIJI, County
from support.walking import Town

TODAY, BASE = "2026-11-24", "assessment"
ROLES = {
    "clerk": ("justice_bureau", "office_clerk"),
    "bureau": ("justice_bureau", "unit_head"),
    "convener": ("government", "convener"),
    "liaison": ("market_regulation", "liaison"),
    "other": ("urban_management", "liaison"),
}


@pytest.fixture
def county(sessions: sessionmaker[Session], tmp_path: Path) -> County:
    """The county after its demo year: everybody who sits in it, and the cases of the year."""
    store, today = FileStore.at(str(tmp_path)), date.fromisoformat(TODAY)
    cast = play_county(sessions, store, today, "x", HUIJI)
    with unit_of_work(sessions, HUIJI) as uow:
        units = {unit.key: unit.id for unit in list_active(uow)}
        assert sum(unit.is_member for unit in list_active(uow)) == 31
    people = {name: cast.at(*post) for name, post in ROLES.items()}
    return County(sessions, HUIJI, people, units)


def test_a_demo_year_ends_in_a_bulletin(
    town: Callable[[County, str], Town], county: County
) -> None:
    at = town(county, TODAY)
    round_id = _round_of(at)
    _from_case_to_point(at)
    _appeal(at)
    _decide(at, round_id)
    _bulletin(at, round_id)

    with unit_of_work(county.sessions, HUIJI) as uow:
        edition = newest_edition(uow, 2026)
        letter = [*standing_of(uow, UUID(round_id)).letters.values()][-1]
        assert len(edition.content["outcome"]["units"]) == 30  # who scores is not scored
        assert edition.content["outcome"]["units"]["market_regulation"]["places"]["4.1"][
            "points"
        ] == "5.50"  # fmt: skip
        assert replay_edition(uow, edition.round_id) == []
        assert letter.content["letter"] == "bulletin"
        assert {*letter.receipts} == {"market_regulation"}
        assert trying.tried(edition.content, edition.content["scheme"]).unknown == ()


def _round_of(at: Town) -> str:
    at["clerk"].visit(BASE).sees("初评、申诉")
    found = re.search(r"/assessment/([0-9a-f-]{36})", at["clerk"].page.url)
    assert found is not None
    return found[1]


def _from_case_to_point(at: Town) -> None:
    """A unit sees its points, why, the very cases behind them, and opens one."""
    unit = at["liaison"].visit(BASE).sees("2.1 按期回复", "4.00")
    late = unit.page.locator("#i-2-1")
    late.locator("summary").first.click()
    case = late.locator("a[href*='/cases/']").first
    number = case.inner_text()
    case.click()
    unit.page.wait_for_url("**/cases/**")
    unit.sees(number)
    at.nobody_sees(f"/t/{HUIJI}/assessment/{_round_of(at)}/units/market_regulation", "other")


def _appeal(at: Town) -> None:
    bureau = at["bureau"].visit(BASE)
    bureau.page.get_by_role("link", name="已申诉，待复核").click()
    bureau.sees("联合检查的现场照片在案件里")
    bureau.page.get_by_text("部分成立", exact=True).click()
    bureau.page.fill("[name=points]", "5.5")
    bureau.page.fill("[name=reason]", "照片属实，补记一分")
    bureau.page.get_by_role("button", name="作出复核").click()
    bureau.sees("申诉部分成立", "照片属实，补记一分")


def _decide(at: Town, round_id: str) -> None:
    at.today = "2026-12-02"
    clerk = at["clerk"].visit(f"{BASE}/{round_id}")
    clerk.page.get_by_role("button", name="结束申诉").click()
    clerk.sees("；待审定。")
    convener = at["convener"].visit(f"{BASE}/{round_id}")
    convener.page.fill("[name=reason]", "会议审定")
    convener.page.get_by_role("button", name="审定").click()
    convener.sees("；已审定。")
    clerk.visit(f"{BASE}/{round_id}").page.get_by_role("button", name="公布结果").click()
    clerk.sees("；已公布。").visit(f"{BASE}/{round_id}/results").sees("行政执法部门", "正式结果")


def _bulletin(at: Town, round_id: str) -> None:
    clerk = at["clerk"].visit(f"{BASE}/{round_id}/letters")
    clerk.page.get_by_role("link", name="发通报").click()
    clerk.sees("发给全部 30 个单位").page.get_by_role("button", name="编号并发出").click()
    clerk.sees("惠司考〔2026〕5号", "0 / 30")
    clerk.page.screenshot(path="build/stories/a-demo-year-letters.png", full_page=True)
    unit = at["liaison"].visit(f"{BASE}/{round_id}/letters").sees("1 份待签收")
    with unit.page.expect_download() as sent:
        unit.page.get_by_role("link", name="惠司考〔2026〕5号").click()
    kept = sent.value.path().read_bytes()
    listed = unit.page.request.get(f"/api/v1/t/{HUIJI}/assessment/rounds/{round_id}/letters")
    assert sha256(kept).hexdigest() == listed.json()["items"][0]["sha256"]
    unit.page.get_by_role("button", name="签收 惠司考〔2026〕5号").click()
    unit.sees("2 份，0 份待签收", "已于 2026年12月2日 签收")
    clerk.visit(f"{BASE}/{round_id}/letters").sees("1 / 30")
    unit.visit(f"{BASE}/{round_id}/units/market_regulation").sees("正式结果，已公布", "5.50")
    expect(unit.page.get_by_role("link", name="得分单")).to_be_visible()

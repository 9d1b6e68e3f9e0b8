"""A year's assessment in browsers: evaluator, bureau, unit, convener; then the edition."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.assessment.service.editions import newest_edition, replay_edition
from liandong.features.assessment.service.marking import mark_all
from liandong.features.assessment.service.saying import About, Judgement
from liandong.features.assessment.service.standing import judged_inputs
from stories.test_accessible import AXE, RULES
from support.assessing import FROZEN, PEOPLE, SELF, UNITS, Assessing, usual
from support.casework import staff
from support.counties import HUIJI, County
from support.walking import OVERFLOW, Town

BASE = "assessment"


@pytest.fixture
def county(sessions: sessionmaker[Session]) -> County:
    return staff(sessions, HUIJI, UNITS, PEOPLE)


def _all_but_one(county: County) -> str:
    """Everything is marked; the first evaluator has one cell to go, where the second gave 5."""
    with unit_of_work(county.sessions, HUIJI) as uow:
        play = Assessing(uow, county)
        play.plan()
        play.step("clerk", SELF, "noticed")
        play.assign()
        play.step("clerk", FROZEN, "frozen")
        standing = play.standing()
        for name in ("first", "second"):
            account = str(county.people[name])
            said = [
                (About(play.round_id, unit, item.code), _judged(play, unit, item.code))
                for unit in standing.participants
                for item in standing.items_of(unit)
                if judged_inputs(item)
                and account in standing.evaluators(unit, item.code)
                and (name, unit, item.code) != ("first", "finance", "4.1")
            ]
            mark_all(uow, play.who(name, FROZEN), FROZEN, play.round_id, said)
        return str(play.round_id)


def _judged(play: Assessing, unit: str, code: str) -> Judgement:
    values = usual(play.standing(), unit, code)
    return Judgement(values | ({"quality": "5"} if "quality" in values else {}))


def _sound(page: Page) -> None:
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(f"axe.run(document, {RULES})")["violations"]
    assert not [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]
    assert page.evaluate(OVERFLOW) <= 0


def test_a_year_is_assessed(town: Callable[[County, str], Town], county: County) -> None:
    round_id = _all_but_one(county)
    at = town(county, "2026-11-06")
    _mark_by_keyboard(at)
    _settle(at)
    _contest(at, round_id)
    _decide(at)
    _publish(at, round_id)

    with unit_of_work(county.sessions, HUIJI) as uow:
        edition = newest_edition(uow, 2026)
        points = edition.content["outcome"]["units"]["finance"]["places"]["4.1"]["points"]
        assert points == "5.00"
        assert replay_edition(uow, edition.round_id) == []


def _mark_by_keyboard(at: Town) -> None:
    desk = at["first"].visit(BASE).sees("评分台", "还差 1 格")
    page = desk.page
    page.keyboard.press("n")
    expect(page.locator("#inspector h2")).to_contain_text("区财政局 · 4.1")
    desk.sees("您保存以后才显示")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    desk.sees("撤回上一次评分", "区财政局 4.1")
    _sound(page)
    page.screenshot(path="build/stories/a-year-taken-back.png", full_page=True)
    page.keyboard.press("Control+z")
    expect(page.locator("[data-toast]")).to_contain_text("已撤回您上一次的评分")
    desk.sees("还差 1 格")
    expect(page.locator("#inspector h2")).to_contain_text("区财政局 · 4.1")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.locator("#desk")).to_contain_text("差 3")
    _sound(page)
    page.screenshot(path="build/stories/a-year-desk.png", full_page=True)


def _settle(at: Town) -> None:
    bureau = at["justice_head"].visit(BASE).sees("分歧与裁决", "材料质量评分 2 分")
    bureau.page.get_by_role("link", name="裁决", exact=True).click()
    bureau.page.fill("[name=quality]", "4")
    bureau.page.fill("[name=reason]", "合议：材料缺一份")
    bureau.page.get_by_role("button", name="裁决").click()
    bureau.misses("分歧与裁决")
    at.today = "2026-11-09"
    clerk = at["clerk"].visit(BASE)
    clerk.page.get_by_role("button", name="出初步结果").click()
    clerk.sees("；初评、申诉。", "其他部门")
    _sound(clerk.page)


def _contest(at: Town, round_id: str) -> None:
    unit = at["liaison"].visit(BASE).sees("可申诉，到 2026年11月16日", "材料质量")
    unit.page.locator("#i-4-1 summary").click()
    unit.sees("材料质量评分 4 分", "4.00 分")
    _sound(unit.page)
    unit.page.locator("#i-4-1").get_by_role("link", name="申诉此项").click()
    unit.page.fill("[name=wanted]", "5.5")
    unit.page.fill("[name=reason]", "现场照片在附件三")
    unit.page.get_by_role("button", name="提交申诉").click()
    unit.sees("已申诉，待复核")
    at.nobody_sees(f"/t/{HUIJI}/assessment/{round_id}/units/finance", "police")
    at.nobody_sees(f"/t/{HUIJI}/assessment/{round_id}/results", "liaison")


def _decide(at: Town) -> None:
    bureau = at["justice_head"].visit(BASE)
    bureau.page.get_by_role("link", name="已申诉，待复核").click()
    _sound(bureau.page)
    bureau.page.get_by_text("部分成立", exact=True).click()
    bureau.page.fill("[name=points]", "5")
    bureau.page.fill("[name=reason]", "附件三属实")
    bureau.page.get_by_role("button", name="作出复核").click()
    bureau.sees("申诉部分成立", "附件三属实")
    at.today = "2026-11-17"
    clerk = at["clerk"].visit(BASE)
    clerk.page.get_by_role("button", name="结束申诉").click()
    clerk.sees("；待审定。")
    convener = at["convener"].visit(BASE).sees("；待审定。")
    convener.page.fill("[name=reason]", "会议审定")
    convener.page.get_by_role("button", name="审定").click()
    convener.sees("；已审定。")


def _saved(page: Page, button: str) -> bytes:
    with page.expect_download() as sent:
        page.get_by_role("button", name=button).first.click()
    return sent.value.path().read_bytes()


def _publish(at: Town, round_id: str) -> None:
    clerk = at["clerk"]
    clerk.visit(BASE).page.get_by_role("button", name="公布结果").click()
    clerk.sees("；已公布。").visit(f"{BASE}/{round_id}/results").sees("各单位得分", "单位 × 指标")
    expect(clerk.page.locator("[data-chart] svg").first).to_be_visible()
    assert _saved(clerk.page, "存为图片").startswith(b"\x89PNG")
    assert "区财政局".encode() in _saved(clerk.page, "存为矢量图")
    head, *rows = _saved(clerk.page, "存为表格").decode("utf-8-sig").splitlines()
    assert head == '"单位","得分"'
    assert {"区财政局"} <= {row.split(",")[0].strip('"') for row in rows}
    _sound(clerk.page)

    police = at["police"].visit(f"{BASE}/{round_id}/results").sees("区财政局")
    police.misses("单位 × 指标")
    at["liaison"].visit(BASE).sees("正式结果，已公布", "5.00 / 6")

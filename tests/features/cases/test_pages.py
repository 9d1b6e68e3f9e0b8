"""Each page as each of the people: it renders, says what is true, and shows no draft."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.authz import navigation
from liandong.authz.navigation import LABELS
from liandong.db.unit_of_work import unit_of_work
from liandong.features.accounts import service as accounts
from liandong.features.cases import service
from liandong.features.cases.models import CaseEvent
from liandong.kernel.clock import FixedClock
from support.browsing import Visit

TITLE = "加强校园周边食品经营监管"
SECRET = "还没想好的草稿标题"
PEOPLE = ("prosecutor", "reviewer", "chief", "handler", "head", "bystander", "office")


def pages_of(county: Any, who: str, clock: FixedClock) -> list[str]:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        principal = accounts.load_principal(uow, clock, county.people[who])
    entries = [e for e in navigation(principal.policy, principal) if e != "overview"]
    return [*entries, "account", "notices"]


def page(browser: FlaskClient, county: Any, path: str) -> str:
    answer = browser.get(f"/t/{county.tenant_id}/{path}")
    assert answer.status_code == 200, answer.text[-2000:]
    return answer.text


@pytest.fixture
def huiji(county: Callable[..., Any]) -> Any:
    """One suggestion to be answered, one that waits for its receipt, one still a draft."""
    huiji = county()
    huiji.serve("2026-03-02", items=2)
    huiji.issue("2026-04-20", title="规范农贸市场活禽经营")
    huiji.open("2026-04-24", title=SECRET)
    return huiji


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_renders_for_everybody(
    huiji: Any, visit: Visit, clock: FixedClock, who: str
) -> None:
    browser = visit(huiji, who)
    for path in pages_of(huiji, who, clock):
        text = page(browser, huiji, path)
        assert "郑州市惠济区" in text
        if who not in {"prosecutor", "reviewer", "chief"}:
            assert SECRET not in text


def test_the_bureau_sees_what_to_finish_by_when_and_why(huiji: Any, visit: Visit) -> None:
    text = page(visit(huiji, "handler"), huiji, "todo")
    assert f"回复：{TITLE}" in text
    assert "剩 4 个工作日" in text
    assert "第十九条" in text
    assert "签收检察建议书：规范农贸市场活禽经营" in text
    assert "今天要办 1 件" in text


def test_the_head_has_nothing_to_sign_yet(huiji: Any, visit: Visit) -> None:
    browser = visit(huiji, "head")
    mine, unit = page(browser, huiji, "todo"), page(browser, huiji, "todo?scope=unit")
    assert "本单位 承办人" in mine
    assert f"回复：{TITLE}" in unit


def test_the_procuratorate_sees_its_drafts_and_whom_it_waits_for(huiji: Any, visit: Visit) -> None:
    text = page(visit(huiji, "prosecutor"), huiji, "todo")
    assert f"起草检察建议书：{SECRET}" in text
    assert "等别人办" in text
    assert "对方剩 4 个工作日" in text


def test_a_replied_case_asks_the_prosecutor_to_verify_item_by_item(
    huiji: Any, visit: Visit
) -> None:
    answered = huiji.serve("2026-03-03", items=2, title="预付卡消费投诉处置")
    huiji.reply("2026-04-20", answered)
    text = page(visit(huiji, "prosecutor"), huiji, "todo")
    assert "逐项处理建议内容（2 项）：预付卡消费投诉处置" in text


def test_the_chief_waits_for_the_draft(huiji: Any, visit: Visit) -> None:
    text = page(visit(huiji, "chief"), huiji, "todo")
    assert SECRET not in text.partition("等别人办")[0]
    assert "本单位 承办检察官" in text


def test_one_day_of_the_strip_can_be_picked(huiji: Any, visit: Visit) -> None:
    browser = visit(huiji, "handler")
    assert TITLE in page(browser, huiji, "todo?on=2026-05-06")
    assert "没有到期的" in page(browser, huiji, "todo?on=2026-05-07")


def test_the_list_shows_state_deadline_and_where_it_came_from(huiji: Any, visit: Visit) -> None:
    text = page(visit(huiji, "handler"), huiji, "cases")
    assert "3月2日送达" in text
    assert "已送达" in text
    assert "5月6日 周三" in text
    assert "立项" not in text


def test_the_list_is_searched_by_title_and_number(huiji: Any, visit: Visit) -> None:
    browser = visit(huiji, "handler")
    assert TITLE in page(browser, huiji, "cases?q=校园")
    assert TITLE in page(browser, huiji, "cases?q=惠检建〔2026〕1号")
    assert "没有找到“充电桩”" in page(browser, huiji, "cases?q=充电桩")
    assert f"没有找到“{SECRET}”" in page(browser, huiji, f"cases?q={SECRET}")


def test_the_list_turns_its_pages_both_ways(
    huiji: Any, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liandong.features.cases.pages.lists.PAGE", 1)
    browser = visit(huiji, "handler")
    first = page(browser, huiji, "cases")
    assert "规范农贸市场活禽经营" in first
    assert TITLE not in first
    after = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = browser.get(after).text
    assert TITLE in second
    back = second.partition('rel="prev" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "规范农贸市场活禽经营" in browser.get(back).text


def test_papers_show_their_delivery_and_drafts_stay_at_home(huiji: Any, visit: Visit) -> None:
    bureau = page(visit(huiji, "handler"), huiji, "documents")
    ours = page(visit(huiji, "prosecutor"), huiji, "documents?kind=draft")
    assert "3月2日 送达" in bureau
    assert "惠检建〔2026〕2号" not in bureau
    assert SECRET in ours


def test_a_bystander_sees_neither_case_nor_paper(huiji: Any, visit: Visit) -> None:
    browser = visit(huiji, "bystander")
    for path in ("todo", "cases", "documents", "cases?q=校园"):
        assert TITLE not in page(browser, huiji, path)


def test_a_page_that_is_not_ones_own_is_not_there(huiji: Any, visit: Visit) -> None:
    answer = visit(huiji, "handler").get("/t/410108/suggestions")
    assert answer.status_code == 404
    assert "没有这一件，或者您看不到" in answer.text


def test_each_rule_leads_to_its_clause(huiji: Any, visit: Visit) -> None:
    browser = visit(huiji, "handler")
    rules = page(browser, huiji, "mechanisms?mechanism=procuratorial_suggestion")
    assert "惠政文〔2024〕22号 三（十五）" in rules
    assert "SUG-01" in rules
    assert "已确认" in rules
    assert "文号代字按惯例填写，由县里确认" in rules
    clause = page(browser, huiji, "instruments/procuratorial-suggestion-rules-2019")
    assert 'id="c-第十九条"' in clause
    assert browser.get("/t/410108/instruments/nothing").status_code == 404


def test_a_county_in_rehearsal_says_so(county: Callable[..., Any], visit: Visit) -> None:
    xuyi = county(320830)
    xuyi.serve("2026-02-20")
    browser = visit(xuyi, "handler")
    todo = page(browser, xuyi, "todo")
    assert "规则还没有正式启用" in todo
    assert "逾期 " not in todo
    assert "征求意见稿" in page(browser, xuyi, "instruments/320830-linkage-opinion-draft")
    assert "未生效" in page(browser, xuyi, "mechanisms")


def test_notices_are_read_on_the_page_and_by_machines(
    huiji: Any, visit: Visit, sessions: sessionmaker[Session], clock: FixedClock
) -> None:
    with unit_of_work(sessions, huiji.tenant_id) as uow:
        events = uow.session.scalars(select(CaseEvent.id).order_by(CaseEvent.id)).all()
        for event_id in events:
            service.tell_of_event(uow, clock, event_id)
    browser = visit(huiji, "handler")
    listed = browser.get("/api/v1/t/410108/notices?unread=true").get_json()
    assert listed["unread"] == len(listed["items"]) == 2
    text = page(browser, huiji, "notices")
    assert f"检察建议书（签发）：{TITLE}" in text
    assert "2 条未读" in text
    token = text.partition('name="form_token" value="')[2].partition('"')[0]
    assert browser.post("/t/410108/notices", data={"form_token": token}).status_code == 303
    assert "没有未读的" in page(browser, huiji, "notices?show=all&done=read")
    assert browser.post("/api/v1/t/410108/notices/read").get_json() == {"marked": 0}


def test_the_reference_is_readable_by_everybody(visit: Visit, huiji: Any) -> None:
    signed_in = visit(huiji, "handler")
    own = signed_in.get("/api/v1/reference").text
    text = signed_in.application.test_client().get("/api/v1/reference").text
    assert "/api/v1/t/{code}/notices" in text
    assert f"/t/{huiji.tenant_id}/todo" in own
    assert f"/t/{huiji.tenant_id}/" not in text


def test_the_help_on_keys_names_only_pages_that_are_there(huiji: Any, visit: Visit) -> None:
    text = page(visit(huiji, "handler"), huiji, "cases")
    keys = text.partition('id="keys-help"')[2].partition("</dialog>")[0]
    assert "去案件" in keys
    assert "会议" not in keys
    assert "统计" not in keys
    script = Path("platform/liandong/web/static/ld-keys.js")
    going = (Path(__file__).parents[3] / script).read_text("utf-8").partition("GO = {")[2]
    named = re.findall(r'"(\w+)"', going.partition("}")[0])
    assert set(named) <= set(LABELS)

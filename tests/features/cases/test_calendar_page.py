"""The calendar of deadlines: a month, a list, per unit; and the same over HTTP."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from features.cases.test_period_life import record
from support.browsing import Visit
from support.case_forms import words
from support.counties import WENSHUI, XUYI, County
from support.http import UNKNOWN, open_app, sign_in

SERVED, TODAY = "2026-03-02", "2026-04-27"


def _calendar(county: County, query: str = "") -> str:
    return f"/t/{county.tenant_id}/calendar{query}"


def _cell(html: str, day: str) -> str:
    cells = re.findall(r"<td.*?</td>", html, re.DOTALL)
    return next(cell for cell in cells if f'datetime="{day}"' in cell)


def test_the_month_names_each_day_and_what_is_due_on_it(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    huiji.serve(SERVED)

    html = visit(huiji, "handler").get(_calendar(huiji, "?month=2026-05")).text

    assert "2026年5月有 1 件到期。" in words(html)
    assert "<caption" in html
    assert html.count('<th scope="col">周') == 7
    assert html.index(">周一<") < html.index(">周日<")
    assert "劳动节" in _cell(html, "2026-05-01")
    assert "补班" in _cell(html, "2026-05-09")
    assert "休" in _cell(html, "2026-05-10")
    due = _cell(html, "2026-05-06")
    assert ("回复" in due, "惠检建〔2026〕1号" in due, "剩 4 个工作日" in due) == (True, True, True)
    assert "ld-chip-ahead" in due
    assert "ld-month-outside" in _cell(html, "2026-04-30")


def test_this_month_comes_first_with_today_marked(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()

    html = visit(huiji, "handler").get(_calendar(huiji)).text

    assert "2026年4月没有到期的。" in words(html)
    today = _cell(html, TODAY)
    assert 'aria-current="date"' in today
    assert "今天" in today
    assert html.count('aria-current="date"') == 1
    assert f'href="/t/{huiji.tenant_id}/calendar?month=2026-03"' in html
    assert f'href="/t/{huiji.tenant_id}/calendar?month=2026-05"' in html


def test_a_full_day_shows_three_and_leads_to_the_rest(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    for _ in range(5):
        huiji.serve(SERVED)
    browser = visit(huiji, "handler")

    due = _cell(browser.get(_calendar(huiji, "?month=2026-05")).text, "2026-05-06")

    assert due.count('<a class="ld-entry ') == 3
    link = re.search(r'<a href="([^"]+)">还有 2 件', due)
    assert link is not None
    assert words(browser.get(link[1].replace("&amp;", "&")).text).count("看怎么算的") == 5


def test_the_list_begins_with_what_is_over_and_goes_day_by_day(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    huiji.serve("2026-02-06")
    huiji.serve(SERVED)

    said = words(visit(huiji, "handler").get(_calendar(huiji, "?view=list")).text)

    assert said.index("期限已过 1 件") < said.index("5月6日 周三 1 件")
    assert "逾期" in said


def test_a_list_of_a_month_holds_that_month_and_says_so(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    huiji.serve("2026-02-06")
    huiji.serve(SERVED)
    browser = visit(huiji, "handler")

    may = browser.get(_calendar(huiji, "?view=list&month=2026-05")).text
    june = words(browser.get(_calendar(huiji, "?view=list&month=2026-06")).text)
    ahead = browser.get(_calendar(huiji, "?view=list")).text

    assert "2026年5月有 1 件到期；这个月以前到期、还没有办结的 1 件。" in words(may)
    assert "<h2>2026年5月</h2>" in may
    assert ("5月6日 周三 1 件" in words(may), "期限已过 1 件" in words(may)) == (True, False)
    at = f'href="/t/{huiji.tenant_id}/calendar?view=list&amp;month='
    assert (f'{at}2026-04"' in may, f'{at}2026-06"' in may) == (True, True)
    assert "2026年6月没有到期的；" in june
    assert "5月6日 周三" not in june
    assert "今后 60 天有 1 件到期；期限已过、还没有办结的 1 件。" in words(ahead)
    assert "已过期的和今后 60 天" in ahead
    assert "2026年4月" not in words(ahead)
    day = words(browser.get(_calendar(huiji, "?view=list&month=2026-05&on=2026-05-06")).text)
    assert "5月6日 周三有 1 件到期。" in day


def test_a_paused_one_stands_on_no_day(county: Callable[..., County], visit: Visit) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    record(huiji, "2026-04-01", case_id, "suspend")
    browser = visit(huiji, "handler")

    for query in ("?month=2026-05", "?view=list&month=2026-05", "?view=list"):
        page = browser.get(_calendar(huiji, query)).text
        said = words(page)
        assert "没有到期的；暂停计时的 1 件。" in said, query
        assert "暂停计时，还没有日期 1 件" in said
        assert said.count("惠检建〔2026〕1号") == said.count("看怎么算的 回复") * 2
        assert "5月6日 周三 1 件" not in said
    assert "惠检建" not in _cell(browser.get(_calendar(huiji, "?month=2026-05")).text, "2026-05-06")


def test_each_side_sees_its_own_and_the_procuratorate_can_choose_a_unit(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    huiji.serve(SERVED)
    ours, theirs = str(huiji.units["procuratorate"]), str(huiji.units["addressee"])
    prosecutor = visit(huiji, "prosecutor")
    page = prosecutor.get(_calendar(huiji, "?month=2026-05")).text

    assert f'<option value="{theirs}"' in page
    assert "对方剩 4 个工作日" in _cell(page, "2026-05-06")
    own = prosecutor.get(_calendar(huiji, f"?month=2026-05&unit={ours}")).text
    assert "没有到期的" in words(own)
    march = prosecutor.get(_calendar(huiji, "?month=2026-03")).text
    assert "备案" in words(march)
    handler = visit(huiji, "handler").get(_calendar(huiji, "?month=2026-03")).text
    assert "备案" not in words(handler)
    for who in ("bystander", "reader"):
        text = words(visit(huiji, who).get(_calendar(huiji, "?view=list")).text)
        assert "惠检建" not in text, who


def test_a_draft_county_is_never_red(county: Callable[..., County], visit: Visit) -> None:
    xuyi = county(XUYI)
    xuyi.serve("2026-02-06")
    browser = visit(xuyi, "handler")

    for query in ("?month=2026-04", "?view=list"):
        text = browser.get(_calendar(xuyi, query)).text
        assert "ld-chip-remind" in text
        assert "ld-chip-late" not in text


@pytest.mark.parametrize(
    "query", ["?month=2000-01", "?month=2036-12", "?month=2037-06", "?month=2099-12"]
)
def test_a_year_without_a_schedule_says_so_and_nothing_breaks(
    county: Callable[..., County], visit: Visit, query: str
) -> None:
    huiji = county()

    answer = visit(huiji, "handler").get(_calendar(huiji, query))

    assert answer.status_code == 200
    assert "年放假安排未公布，日期为预计。" in words(answer.text)


@pytest.mark.parametrize(
    ("month", "years"),
    [("2026-11", ""), ("2026-10", ""), ("2025-12", ""), ("2026-12", "2027"), ("2027-01", "2027")],
)
def test_only_days_of_the_month_say_that_a_notice_is_awaited(
    county: Callable[..., County], visit: Visit, month: str, years: str
) -> None:
    huiji = county()

    said = words(visit(huiji, "handler").get(_calendar(huiji, f"?month={month}")).text)

    assert ("年放假安排未公布" in said) == bool(years)
    assert not years or f"{years} 年放假安排未公布" in said


@pytest.mark.parametrize("query", ["?month=2026-13", "?month=9999-12", "?unit=x", "?view=x&on=y"])
def test_an_address_that_says_nothing_shows_this_month(
    county: Callable[..., County], visit: Visit, query: str
) -> None:
    huiji = county()

    answer = visit(huiji, "handler").get(_calendar(huiji, query))

    assert answer.status_code == 200
    assert "2026年4月" in words(answer.text)


def test_worklist_and_calendar_lead_to_each_other(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    browser = visit(huiji, "handler")

    assert f'href="{_calendar(huiji)}"' in browser.get(f"/t/{huiji.tenant_id}/todo").text
    page = browser.get(_calendar(huiji)).text
    assert f'href="/t/{huiji.tenant_id}/todo"' in page[page.index("<main") :]
    nav = page[page.index('class="ld-nav"') : page.index("</nav>")]
    assert re.search(r'data-key="todo" aria-current="page"', nav)


def _list(county: County, who: str, query: str = "") -> Any:
    caller = sign_in(open_app(county.sessions, TODAY), county, who, TODAY)
    return caller.call("GET", f"/api/v1/t/{caller.code}/deadlines{query}")


def test_the_interface_lists_what_each_may_know_by_day(county: Callable[..., County]) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)

    for who in ("prosecutor", "handler"):
        known = {d["id"] for d in huiji.look(who, case_id)["deadlines"]}
        items = _list(huiji, who).json["items"]
        assert {each["id"] for each in items} == known
        days = [each["due_on"] or "9999-12-31" for each in items]
        assert days == sorted(days)
        assert {each["case_id"] for each in items} == {str(case_id)}
        assert "inputs" not in items[0]
    for who in ("bystander", "reader", "office"):
        assert _list(huiji, who).json == {"items": [], "next": None}


def test_the_interface_narrows_and_turns_pages(county: Callable[..., County]) -> None:
    huiji = county()
    for day in (SERVED, "2026-03-09", "2026-03-10"):
        huiji.serve(day)
    unit = huiji.units["addressee"]
    query = f"?from=2026-05-01&until=2026-05-31&state=open&unit={unit}&limit=2"

    first = _list(huiji, "handler", query).json
    rest = _list(huiji, "handler", f"{query}&after={first['next']}").json

    assert [each["due_on"] for each in first["items"]] == ["2026-05-06", "2026-05-09"]
    assert [each["due_on"] for each in rest["items"]] == ["2026-05-11"]
    assert rest["next"] is None
    assert _list(huiji, "handler", f"?unit={UNKNOWN}").json["items"] == []
    for wrong in ("?after=x", "?state=late", "?from=today", "?month=5"):
        assert _list(huiji, "handler", wrong).status_code == 422, wrong


def test_the_deadlines_of_another_county_are_not_there(county: Callable[..., County]) -> None:
    huiji, wenshui = county(), county(WENSHUI)
    huiji.serve(SERVED)

    assert _list(wenshui, "prosecutor").json["items"] == []

"""What is shown of an obligation: what has begun, no codes in sight, returns to their two sides."""

import re
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.deadlines import service
from support.counties import (
    MONTHLY_REPORT,
    XUYI,
    County,
    add_receiver,
    build_county,
    build_without,
    on,
)
from support.http import Caller, open_app, sign_in

DAY = "2026-10-08"


@pytest.fixture
def xuyi(sessions: sessionmaker[Session]) -> County:
    county = add_receiver(build_without(sessions, XUYI, MONTHLY_REPORT))
    with unit_of_work(sessions, XUYI) as uow:
        service.generate(uow, on("2026-10-01"))
    return county


@pytest.fixture
def owed(xuyi: County) -> UUID:
    return xuyi.obligation(DAY, "SEED-XY-01", "addressee")


def _caller(county: County, who: str) -> Caller:
    return sign_in(open_app(county.sessions, DAY), county, who, DAY)


def _browse(county: County, who: str) -> FlaskClient:
    caller = _caller(county, who)
    browser = caller.client.application.test_client()
    browser.set_cookie("ld_session", caller.token)
    return browser


def _counts(page: str) -> dict[str, int]:
    bar = page[page.index("ld-segments") :].split("</nav>", maxsplit=1)[0]
    found = re.findall(r">\s*([\u4e00-\u9fff]+)\s*(?:<[^>]*>)?\s*(\d+)", bar)
    return {label: int(n) for label, n in found}


def test_a_period_that_has_not_begun_is_no_task_and_stands_apart(xuyi: County) -> None:
    api = _caller(xuyi, "handler")
    items = api.call("GET", "/api/v1/t/320830/obligations?limit=200").json["items"]
    later = {item["id"] for item in items if item["period_start"] > DAY}
    begun = {item["id"] for item in items if item["state"] == "open"} - later
    assert later
    assert begun
    browser = _browse(xuyi, "handler")

    open_page = browser.get("/t/320830/obligations").text
    later_page = browser.get("/t/320830/obligations?show=later").text

    assert f"{len(begun)} 项待报送。" in open_page
    assert set(re.findall(r'id="row-([^"]+)"', open_page)) == begun
    assert set(re.findall(r'id="row-([^"]+)"', later_page)) == later
    assert _counts(open_page) == {
        "待报送": len(begun),
        "本期未开始": len(later),
        "已报送": 0,
        "全部": len(items),
    }
    browser.set_cookie("ld_language", "en")
    assert "Not begun" in browser.get("/t/320830/obligations").text


def test_codes_stand_in_the_details_alone(xuyi: County, owed: UUID) -> None:
    browser = _browse(xuyi, "handler")

    listed = browser.get("/t/320830/obligations").text
    one = browser.get(f"/t/320830/obligations/{owed}").text

    assert "SEED-" not in listed
    shown, details = one.split('<details class="ld-more"', 1)
    assert "SEED-" not in shown
    assert "SEED-XY-01" in details.split("</details>")[0]
    assert not re.search(r"<dt>\d{4}-", details)


def test_who_gets_a_copy_reads_nothing_of_what_was_returned(xuyi: County, owed: UUID) -> None:
    xuyi.file_obligation("handler", DAY, owed, note="第一稿")
    with xuyi.acting("receiver", DAY) as (uow, me, clock):
        service.give_back(uow, me, clock, owed, service.Return("缺非诉执行部分", None))
    xuyi.file_obligation("handler", DAY, owed, note="第二稿")

    for who, reads in {"handler": True, "receiver": True, "prosecutor": False}.items():
        item = _caller(xuyi, who).call("GET", f"/api/v1/t/320830/obligations/{owed}").json
        page = _browse(xuyi, who).get(f"/t/320830/obligations/{owed}").text
        assert item["evidence"]["note"] == "第二稿", who
        assert ("returns" in item["inputs"]) is reads, who
        assert ("缺非诉执行部分" in page) is reads, who
        assert "第二稿" in page, who


def test_what_is_reported_line_by_line_shows_the_way_there_instead_of_a_form(
    sessions: sessionmaker[Session],
) -> None:
    county = build_county(sessions, XUYI)
    with unit_of_work(sessions, XUYI) as uow:
        service.generate(uow, on("2026-10-01"))
    owed = county.obligation(DAY, "SEED-XY-01", "addressee")

    page = _browse(county, "handler").get(f"/t/320830/obligations/{owed}").text

    assert '/t/320830/new/enforcement_case_reporting?facts.month=2026-09"' in page
    assert 'name="files"' not in page
    other = _browse(county, "office").get(f"/t/320830/obligations/{owed}").text
    assert "/new/enforcement_case_reporting" not in other


def test_the_page_says_for_whom_a_deputy_filed_and_returned(xuyi: County, owed: UUID) -> None:
    xuyi.join_all({"aide": ("addressee", ("desk",)), "second": ("office", ("desk",))})
    xuyi.lend(DAY, "handler", "handler", "aide")
    xuyi.lend(DAY, "receiver", "handler", "second")
    xuyi.file_obligation("aide", DAY, owed)
    where = f"/t/320830/obligations/{owed}"
    assert "aide 代 handler（承办人）办理" in _browse(xuyi, "handler").get(where).text

    with xuyi.acting("second", DAY) as (uow, me, clock):
        service.give_back(uow, me, clock, owed, service.Return("缺附件"))
    assert "second 代 receiver（承办人）办理" in _browse(xuyi, "handler").get(where).text
    with unit_of_work(xuyi.sessions, XUYI) as uow:
        service.rebuild_obligations(uow)
    assert "second 代 receiver（承办人）办理" in _browse(xuyi, "handler").get(where).text

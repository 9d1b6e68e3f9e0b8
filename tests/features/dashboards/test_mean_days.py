"""A mean number of days: on the page, behind it, in the table, for machines, and published."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session, sessionmaker

from support.browsing import Visit, visit
from support.case_forms import words
from support.casework import Work, staff
from support.counties import HUIJI
from support.http import hidden_of

__all__ = ["visit"]
KEY, METRIC = "liaison_network", "vacancy_days"
LABEL = "席位平均空缺天数"
UNITS = {"market": "market_regulation", "justice": "justice_bureau"}
PEOPLE = {
    "market": ("market", ("unit_head", "liaison")),
    "clerk": ("justice", ("office_clerk",)),
    "head": ("justice", ("unit_head",)),
}
SEAT = {"title": "联络员变更", "seat": "liaison", "person": "王某某", "post": "科长", "why": "调离"}


@pytest.fixture
def work(sessions: sessionmaker[Session]) -> Work:
    """Five seats that stood empty for 10, 10, 10, 10 and 18 days, and one of which nobody says."""
    work = Work(staff(sessions, HUIJI, UNITS, PEOPLE), KEY)
    for since in (*["2026-03-10"] * 4, "2026-03-02", None):
        facts = SEAT | ({"vacant_from": since} if since else {})
        seat = work.open("market", "2026-03-16", "propose_seat", facts, supervisor="justice")
        work.fire("clerk", "2026-03-23", seat, "confirm", from_on="2026-03-20")
    return work


def test_the_mean_of_days_is_told_everywhere(work: Work, visit: Visit) -> None:
    assert work.rates("clerk", "2026-04-27")[METRIC] == (58, 5)
    browser, base = visit(work.county, "clerk"), f"/t/{HUIJI}/figures"
    asked = f"mechanism={KEY}&period=2026"

    page = words(browser.get(f"{base}?{asked}").text)
    assert LABEL in page
    assert "平均 11.6 天 58 ÷ 5" in page
    behind = words(browser.get(f"{base}/{KEY}/{METRIC}?period=2026").text)
    assert "平均 11.6 天（58 ÷ 5）" in behind
    assert (behind.count("10 天"), behind.count("18 天")) == (4, 1)
    book = load_workbook(BytesIO(browser.get(f"{base}.xlsx?{asked}").data)).active
    columns = dict(zip(*book.iter_rows(values_only=True), strict=True))  # type: ignore[union-attr]
    assert columns[LABEL] == "平均 11.6 天"

    span = "since=2026-01-01&until=2026-12-31"
    answer = browser.get(f"/api/v1/t/{HUIJI}/metrics/{KEY}?{span}").get_json()
    metric = next(each for each in answer["metrics"] if each["key"] == METRIC)
    (unit,) = metric["units"]
    assert metric["in_days"] is True
    assert (unit["numerator"], unit["denominator"], unit["rate"]) == (58.0, 5.0, 11.6)
    assert not any(each["in_days"] for each in answer["metrics"] if each["key"] != METRIC)


def test_what_is_published_says_that_it_is_days(work: Work, visit: Visit) -> None:
    browser, base = visit(work.county, "clerk"), f"/t/{HUIJI}/figures"
    form = hidden_of(browser.get(f"{base}?mechanism={KEY}").text, "form_token", "idempotency_key")
    sent = browser.post(f"{base}/published", data={**form, "mechanism": KEY, "period": "2026"})
    assert sent.status_code == 303, sent.text

    assert "平均 11.6 天" in words(browser.get(sent.headers["Location"]).text)

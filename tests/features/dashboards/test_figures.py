"""统计: each figure with the records it is made of, and nothing of what one may not know."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from liandong.features.dashboards.service.periods import named_period, period_of, recent_periods
from support.browsing import Visit
from support.counties import KEY, XUYI, County

YEAR = "mechanism=procuratorial_suggestion&period=2026"
SPAN = "since=2026-01-01&until=2026-12-31"


@pytest.fixture
def played(county: Callable[..., County]) -> County:
    """One suggestion answered in time, and one whose answer is not due yet."""
    found = county()
    case_id = found.serve("2026-01-05", items=2)
    found.reply("2026-03-02", case_id)
    found.serve("2026-03-30")
    return found


def figures(visit: Visit, county: County, who: str, span: str = SPAN) -> dict[str, Any]:
    answer = visit(county, who).get(f"/api/v1/t/{county.tenant_id}/metrics/{KEY}?{span}")
    assert answer.status_code == 200, answer.text
    return {each["key"]: each for each in answer.get_json()["metrics"]}


def test_a_figure_counts_what_fell_due_and_what_was_met(played: County, visit: Visit) -> None:
    found = figures(visit, played, "head")

    unit = str(played.units["addressee"])
    in_time = {"unit_id": unit, "numerator": 1.0, "denominator": 1.0, "rate": 1.0}
    assert found["on_time_rate"]["units"] == [in_time]
    assert found["adoption_rate"]["units"][0]["numerator"] == 2.0
    assert found["objection_upheld_rate"]["neutral"] is True
    (replied,) = found["reply_rate"]["units"]
    assert (replied["numerator"], replied["denominator"]) == (1.0, 2.0)


def test_where_nobody_may_be_late_nobody_is_in_time(
    county: Callable[..., County], visit: Visit
) -> None:
    """盱眙 rehearses: being in time is no figure where being late is none."""
    xuyi = county(XUYI)
    xuyi.reply("2026-03-02", xuyi.serve("2026-01-05"))

    found = figures(visit, xuyi, "head")

    assert found["adoption_rate"]["units"]
    assert found["on_time_rate"]["units"] == []


def test_a_period_counts_its_own_days_alone(played: County, visit: Visit) -> None:
    found = figures(visit, played, "head", "since=2026-03-03&until=2026-12-31")

    assert found["on_time_rate"]["units"]
    assert found["adoption_rate"]["units"] == []


def test_a_figure_opens_onto_its_records(played: County, visit: Visit) -> None:
    path = f"/api/v1/t/{played.tenant_id}/metrics/{KEY}/on_time_rate/records?{SPAN}"
    told = visit(played, "head").get(path).get_json()
    (record,), (waits,) = told["denominator"], told["left_out"]

    assert (record["on"], record["outcome"]) == ("2026-03-05", "in_time")
    assert (record["limit"], record["begun"], record["ended"]) == (
        *("SUG-01", "2026-01-05", "2026-03-02"),
    )
    assert (waits["why"], waits["begun"], waits["ended"]) == ("not_due", "2026-03-30", None)
    assert record["number"].startswith("惠检建〔2026〕")
    assert "title" not in record


def test_who_takes_no_part_counts_nothing(played: County, visit: Visit) -> None:
    found = figures(visit, played, "bystander")

    assert [each["units"] for each in found.values()] == [[]] * len(found)
    text = visit(played, "bystander").get(f"/t/{played.tenant_id}/figures?{YEAR}").text
    assert "没有可统计的" in text


def test_an_inner_row_counts_for_nobody_else(played: County, visit: Visit) -> None:
    """The office sees headers: dates and outcomes, never what became of the items."""
    found = figures(visit, played, "office")

    assert found["on_time_rate"]["units"]
    assert found["adoption_rate"]["units"] == []


def test_the_page_the_records_and_the_table(played: County, visit: Visit) -> None:
    browser, base = visit(played, "head"), f"/t/{played.tenant_id}/figures"

    page = browser.get(f"{base}?{YEAR}").text
    records = browser.get(f"{base}/{KEY}/on_time_rate?period=2026").text
    book = load_workbook(BytesIO(browser.get(f"{base}.xlsx?{YEAR}").data))

    assert "按期回复率" in page
    assert "1 ÷ 1" in page
    assert "太少，不算" in page
    assert "2026-03-05" in records
    assert "还没到期，不计" in records
    assert [cell.value for cell in book.active[1]][:2] == ["单位", "按期回复率"]


@pytest.mark.parametrize("path", ["nothing/on_time_rate", f"{KEY}/nothing"])
def test_what_is_not_there_is_not_found(played: County, visit: Visit, path: str) -> None:
    browser = visit(played, "head")

    assert browser.get(f"/t/{played.tenant_id}/figures/{path}").status_code == 404
    api = f"/api/v1/t/{played.tenant_id}/metrics/{path}/records?{SPAN}"
    assert browser.get(api).status_code == 404


def test_an_end_before_the_beginning_is_named(played: County, visit: Visit) -> None:
    path = f"/api/v1/t/{played.tenant_id}/metrics/{KEY}?since=2026-02-01&until=2026-01-01"
    answer = visit(played, "head").get(path)

    assert answer.status_code == 422
    assert [each["field"] for each in answer.get_json()["errors"]] == ["until"]


TODAY = date(2026, 5, 12)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-Q5", date(2026, 1, 1), date(2026, 12, 31)),
        ("nonsense", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_by_its_name(name: str, first: date, last: date) -> None:
    assert period_of(name, TODAY) == (first, last)


def test_what_can_be_chosen_ends_with_the_year_before() -> None:
    assert recent_periods(TODAY) == ["2026", "2026-Q2", "2026-Q1", "2025"]
    assert named_period("", TODAY) == "2026"

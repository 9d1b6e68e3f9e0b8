"""A unit over the years: shares, ranks, parts by the code that took their place."""

from typing import Any

from liandong.features.assessment.service.trend import Trend, trend_of


def result(total: str, full: str, parts: dict[str, tuple[str | None, str]], **scheme: Any) -> Any:
    places = {code: {"points": points, "full": of} for code, (points, of) in parts.items()}
    unit = {"total": total, "full": full, "rank": 2, "ranked": 9, "sheet": "s", "places": places}
    sheet = {"code": "s", "items": [{"code": code, "label": f"部分{code}"} for code in parts]}
    return {"outcome": {"units": {"finance": unit}}, "scheme": {"sheets": [sheet], **scheme}}


def found(**scheme: Any) -> Trend:
    years = {
        2025: result("40", "50", {"1": ("10", "20"), "2": ("30", "30")}),
        2026: result("90", "100", {"A": ("45", "50"), "3": ("45", "50")}, **scheme),
    }
    trend = trend_of(years, "finance")
    assert trend is not None
    return trend


def test_different_full_points_are_compared_as_shares() -> None:
    assert found().years == (2025, 2026)
    assert found().total == (80.0, 90.0)
    assert found().ranks == ((2, 9), (2, 9))


def test_a_part_goes_by_the_code_that_it_replaces_and_else_begins_with_its_year() -> None:
    codes = [{"old": "1", "new": ["A"]}, {"old": "2", "new": []}]
    lines = {each.code: each for each in found(replaces={"codes": codes}).lines}

    assert {code: each.shares for code, each in lines.items()} == {
        "A": (50.0, 90.0),
        "3": (None, 90.0),
    }
    assert (lines["A"].since, lines["3"].since) == (2025, 2026)


def test_what_did_not_apply_in_a_year_was_there_all_the_same() -> None:
    years = {
        2025: result("30", "30", {"1": (None, "20"), "2": ("30", "30")}),
        2026: result("40", "50", {"1": ("10", "20"), "2": ("30", "30")}),
    }
    trend = trend_of(years, "finance")

    assert trend is not None
    assert [(each.shares, each.since) for each in trend.lines] == [
        ((None, 50.0), 2025),
        ((100.0, 100.0), 2025),
    ]


def test_one_year_alone_is_no_trend() -> None:
    assert trend_of({2026: result("1", "1", {})}, "finance") is None
    assert trend_of({2025: result("1", "1", {}), 2026: result("1", "1", {})}, "police") is None

"""Where several rules speak of one duty: who governs, and what is shown beside it."""

from datetime import date
from typing import Any

from liandong.features.deadlines.service import Start, begin
from liandong.features.tenants.service import calendar_of
from support.declared import registry
from support.readings import config_of, explained

HUIJI, WENSHUI, SHANDAN = "410108", "141121", "620725"


def _beside(found: dict[str, Any], limit: str) -> dict[str, Any]:
    return next(each for each in found["beside"] if each["id"] == limit)


def test_huiji_shows_the_two_month_reply_and_the_90_day_penalty() -> None:
    found = explained(config_of(HUIJI), "REV-04", "2026-08-01")

    assert (found["limit"], found["due_on"]) == ("SEED-HJ-01", "2026-10-08")
    penalty = _beside(found, "PEN-01")
    assert (penalty["due_on"], penalty["governs"]) == ("2026-10-30", "SEED-HJ-01")
    assert penalty["why_zh"].startswith("本地规定优先于国家一般规定；检察意见要求处罚的")
    assert penalty["why_en"].startswith("a county's own rule comes before the national one")


def test_the_penalty_shows_the_reply_only_where_the_county_has_it() -> None:
    there = explained(config_of(HUIJI), "PEN-01", "2026-08-01")
    elsewhere = explained(config_of(SHANDAN), "PEN-01", "2026-08-01")

    assert _beside(there, "SEED-HJ-01")["governs"] == "SEED-HJ-01"
    assert elsewhere["beside"] == []


def test_both_limits_that_supplement_one_stand_beside_it() -> None:
    config = config_of(HUIJI)

    assert [each.id for each in config.supplements["HOT-01"]] == ["SEED-HJ-03a", "SEED-HJ-03b"]
    found = explained(config, "HOT-01", "2026-08-01")
    assert [each["id"] for each in found["beside"]] == ["SEED-HJ-03a", "SEED-HJ-03b"]


def test_a_special_rule_comes_before_a_local_and_a_national_one() -> None:
    config, limits = config_of(WENSHUI), registry().limit
    start = Start(limits("SUG-09"), limits("SUG-01"), date(2026, 3, 2), None)

    clock = begin(config, calendar_of(config), start)

    assert (clock["limit_id"], clock["due_on"]) == ("SUG-09", "2026-04-02")
    beside = {each["id"]: each for each in clock["inputs"]["beside"]}
    assert set(beside) == {"SEED-WS-01", "SUG-01"}
    assert beside["SEED-WS-01"]["due_on"] == "2026-05-06"
    assert beside["SEED-WS-01"]["governs"] == "SUG-09"
    assert beside["SEED-WS-01"]["why_zh"] == "特别规定优先于一般规定"


def test_a_replaced_rule_with_the_same_day_is_no_conflict() -> None:
    assert explained(config_of(WENSHUI), "SUG-01", "2026-03-02")["beside"] == []


def test_a_replaced_rule_with_another_day_is_shown() -> None:
    config = config_of(WENSHUI, {"limits.SEED-WS-01.roll": "none"})

    found = explained(config, "SUG-01", "2026-08-01")

    assert found["due_on"] == "2026-10-01"
    national = _beside(found, "SUG-01")
    assert (national["due_on"], national["governs"]) == ("2026-10-08", "SEED-WS-01")
    assert national["why_zh"] == "本地规定优先于国家一般规定"

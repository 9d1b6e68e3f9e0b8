"""The strips of days and the deadline card, as the templates take them."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from liandong.calendars import (
    Text,
    break_notes,
    calendar_sentence,
    compute,
    deadline_days,
    default_calendar,
    full_strip,
    numbered_days,
    read_steps,
    worklist_days,
)
from liandong.calendars.command import add_period

TODAY, START = date(2026, 4, 27), date(2026, 3, 2)
NOMINAL, DUE = date(2026, 5, 2), date(2026, 5, 6)
KNOWN = default_calendar()


def card(today: date = TODAY, language: str = "zh") -> dict[str, Any]:
    counted = compute(START, length=2, counted_in="month", roll="next_working_day")
    return deadline_days(counted.steps, today, KNOWN, language=language)


def notes(due: date, today: date, nominal: date | None = None) -> str:
    days = numbered_days(due, today, KNOWN, nominal_on=nominal)
    return " ".join(f"{day['day']}{day['note']}" for day in days)


def test_the_card_of_the_picture() -> None:
    found = card()

    assert found["until"] == "5月6日 周三 24:00 前"
    assert found["note"] == "按日历 9 天"
    assert found["count_note"] == "剩余工作日从明天数起，截止日是第 4 个"
    assert found["calendar"] == "日历：2026 年放假安排（2025-11-04 公布）。"
    assert found["steps"] == [
        {"head": "3月2日 送达", "note": "当天不计", "final": False},
        {"head": "3月3日 起算", "note": "从次日数 2 个月", "final": False},
        {"head": "5月2日 届满", "note": "劳动节假期内", "final": False},
        {"head": "5月6日 截止", "note": "顺延到假后首个工作日", "final": True},
    ]


def test_the_card_speaks_english() -> None:
    found = card(language="en")

    assert found["until"] == "before 24:00 on Wed 6 May"
    assert found["note"] == "9 days by the calendar"
    assert found["steps"][3]["head"] == "6 May due"


def test_the_card_on_and_after_the_last_day() -> None:
    assert card(DUE)["note"] == "今天"
    assert card(DUE)["count_note"] == ""
    assert card(DUE)["full"]["sentence"].endswith("5月6日截止，今天是最后一天。")
    assert card(DUE + timedelta(days=3))["note"] == "过 3 天"


def test_stored_steps_make_the_same_card() -> None:
    asked = {"from": START, "length": 2, "counted_in": "month", "roll": "next_working_day"}
    steps = read_steps(add_period(asked)["steps"])

    assert deadline_days(steps, TODAY, KNOWN) == card()


def test_the_full_strip_has_a_cell_for_each_day() -> None:
    found = full_strip(START, DUE, TODAY, KNOWN, nominal_on=NOMINAL)
    days = found["days"]

    assert len(days) == 66
    assert (days[0], days[56], days[-1]) == ("start", "today", "due")
    assert days[57:65] == ["ahead"] * 3 + ["holiday"] * 5
    assert days[33:36] == ["holiday"] * 3
    assert found["marks"] == [
        {"at": 0, "label": "3月2日", "now": False, "end": False},
        {"at": 30, "label": "4月1日", "now": False, "end": False},
        {"at": 56, "label": "今天", "now": True, "end": False},
    ]
    assert found["sentence"] == (
        "3月2日送达，3月3日起算，今天 4月27日，5月1日至5日放假，5月2日届满，"
        "5月6日截止，还剩 4 个工作日。"
    )


def _spans(found: dict[str, Any], width: float) -> list[tuple[float, float]]:
    """Return where each label begins and ends on a strip of a width, at 13 pixels."""
    n, spans = len(found["days"]), []
    for mark in found["marks"]:
        long = sum(13 if ord(sign) > 255 else 7.5 for sign in mark["label"])
        at = width * (mark["at"] + mark["end"]) / n
        spans.append((at - long, at) if mark["end"] else (at, at + long))
    return spans


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("length", [8, 15, 30, 45, 66, 92, 130, 183, 365])
def test_no_label_of_the_strip_runs_over_its_end_or_another_on_a_phone(
    length: int, language: str
) -> None:
    for start in (START, date(2026, 9, 28), date(2026, 11, 20)):
        due = start + timedelta(days=length - 1)
        for today in (start + timedelta(days=n) for n in range(0, length + 10, 3)):
            found = full_strip(start, due, today, KNOWN, language=language)
            spans = _spans(found, 326)
            assert all(left >= 0 and right <= 326 for left, right in spans), (today, spans)
            assert all(a[1] <= b[0] + 0.01 for a, b in pairwise(spans)), (today, spans)


def test_a_late_strip_reaches_today_for_a_while() -> None:
    soon = full_strip(START, DUE, DUE + timedelta(days=14), KNOWN)
    never = full_strip(START, DUE, DUE + timedelta(days=15), KNOWN)

    assert (soon["days"][-1], len(soon["days"])) == ("today", 80)
    assert "ahead" not in soon["days"]
    assert (never["days"][-1], len(never["days"])) == ("due", 66)
    assert not any(mark["now"] for mark in never["marks"])
    assert soon["sentence"].endswith("5月6日截止，已过 11 个工作日。")


def test_before_an_event_the_strip_ends_on_the_event() -> None:
    hearing, due = date(2026, 10, 12), date(2026, 9, 24)
    found = full_strip(hearing, due, date(2026, 9, 22), KNOWN, event=Text("开庭", "hearing"))

    assert (found["days"][0], found["days"][-1]) == ("due", "start")
    assert found["sentence"] == (
        "10月12日开庭，10月11日起算，今天 9月22日，9月25日至27日放假，10月1日至7日放假，"
        "9月24日截止，还剩 2 个工作日。"
    )


def test_a_break_over_two_months_and_over_one_day() -> None:
    strip = full_strip(date(2024, 12, 20), date(2025, 2, 10), date(2024, 12, 23), KNOWN)

    assert "2025年1月1日放假，2025年1月28日至2025年2月4日放假" in strip["sentence"]


def test_every_one_of_the_14_days_has_a_word() -> None:
    assert notes(DUE, TODAY, NOMINAL) == (
        "25周末 26周末 27今天 28第 1 29第 2 30第 3 1休 2届满 3休 4休 5休 6截止 7期后 8期后"
    )
    for n in range(-40, 40):
        days = numbered_days(DUE, DUE + timedelta(days=n), KNOWN, nominal_on=NOMINAL)
        assert len(days) == 14
        assert all(day["note"] for day in days)
        assert [day["kind"] for day in days].count("due") == 1
        assert [day["nominal"] for day in days].count(True) == 1


def test_makeup_days_and_past_days_have_their_word() -> None:
    assert notes(date(2026, 5, 12), date(2026, 5, 7)) == (
        "5休 6已过 7今天 8第 1 9补班 10周末 11第 3 12截止 13期后 14期后 15期后 16周末 17周末 18期后"
    )
    spoken = [day["label"] for day in numbered_days(date(2026, 5, 12), date(2026, 5, 7), KNOWN)]
    assert "5月9日 周六，补班，第 2" in spoken
    assert "5月10日 周日，周末" in spoken


def test_today_that_is_the_last_day_shows_both() -> None:
    today = next(day for day in numbered_days(DUE, DUE, KNOWN) if day["kind"] == "due")

    assert (today["weekday"], today["note"], today["nominal"]) == ("今天", "截止", False)


def test_beyond_the_schedules_the_weekday_decides() -> None:
    assert notes(date(2046, 1, 4), date(2046, 1, 1)) == (
        "30周末 31周末 1今天 2待定 3待定 4截止 5期后 6周末 7周末 8期后 9期后 10期后 11期后 12期后"
    )
    assert calendar_sentence(date(2046, 1, 4), KNOWN).zh.startswith("日历：2046 年放假安排未公布")
    assert calendar_sentence(date(2027, 1, 4), KNOWN).zh.startswith("日历：2027 年放假安排未公布")


def test_the_worklist_shows_14_days_with_counts() -> None:
    counts = {TODAY: 2, date(2026, 5, 8): 1, date(2026, 6, 1): 9}
    days = worklist_days(TODAY, KNOWN, counts, link="/todo?on=")

    assert " ".join(f"{day['weekday']}{day['note']}" for day in days) == (
        "今天2 件 周二 周三 周四 周五休 周六休 周日休 "
        "周一休 周二休 周三 周四 周五1 件 周六补班 周日周末"
    )
    assert [day["kind"] for day in days[-3:]] == ["working", "makeup", "weekend"]
    assert days[0]["href"] == "/todo?on=2026-04-27"
    assert [day["count"] for day in days].count(True) == 2
    assert days[1]["href"] is None
    assert days[11]["label"] == "5月8日 周五，1 件"


def test_the_breaks_of_the_next_14_days_are_told() -> None:
    assert [note.zh for note in break_notes(TODAY, KNOWN)] == [
        "劳动节放假 5月1日至5日。",
        "5月9日 周六 补班。",
    ]
    assert [note.zh for note in break_notes(date(2026, 9, 18), KNOWN)] == [
        "中秋节放假 9月25日至27日。",
        "国庆节放假 10月1日至7日。",
        "9月20日 周日 补班。",
    ]
    assert break_notes(date(2026, 7, 1), KNOWN) == []

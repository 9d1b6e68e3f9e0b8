"""Every test vector of the rules on periods."""

from datetime import date

import pytest

from liandong.calendars import Computation, compute

Vector = tuple[str, str, int, str, str, str, str]

ROLLS = "next_working_day"
FORWARDS: list[Vector] = [
    ("月末遇补班周六", "2025-12-31", 2, "month", ROLLS, "2026-02-28", "2026-02-28"),
    ("月末", "2024-12-31", 2, "month", ROLLS, "2025-02-28", "2025-02-28"),
    ("闰年二月", "2023-12-31", 2, "month", ROLLS, "2024-02-29", "2024-02-29"),
    ("对应日不存在则月末", "2026-07-31", 2, "month", ROLLS, "2026-09-30", "2026-09-30"),
    ("三十日的月份", "2026-04-30", 2, "month", ROLLS, "2026-06-30", "2026-06-30"),
    ("届满在周六", "2026-06-15", 2, "month", ROLLS, "2026-08-15", "2026-08-17"),
    ("届满在国庆首日", "2026-08-01", 2, "month", ROLLS, "2026-10-01", "2026-10-08"),
    ("届满在国庆中秋", "2025-08-04", 2, "month", ROLLS, "2025-10-04", "2025-10-09"),
    ("届满在劳动节", "2026-03-02", 2, "month", ROLLS, "2026-05-02", "2026-05-06"),
    ("一个月", "2026-08-31", 1, "month", ROLLS, "2026-09-30", "2026-09-30"),
    ("一个月遇短月", "2026-01-31", 1, "month", ROLLS, "2026-02-28", "2026-02-28"),
    ("紧急十五日遇春节", "2026-02-01", 15, "day", ROLLS, "2026-02-16", "2026-02-24"),
    ("紧急十五日遇补班周日", "2024-02-01", 15, "day", ROLLS, "2024-02-16", "2024-02-18"),
    ("紧急十五日遇国庆", "2025-09-16", 15, "day", ROLLS, "2025-10-01", "2025-10-09"),
    ("三个工作日跨国庆", "2026-09-29", 3, "working_day", ROLLS, "2026-10-09", "2026-10-09"),
    ("三个工作日含补班周日", "2026-09-18", 3, "working_day", ROLLS, "2026-09-22", "2026-09-22"),
    ("三个工作日跨春节", "2026-02-12", 3, "working_day", ROLLS, "2026-02-24", "2026-02-24"),
    ("三个工作日止于补班周六", "2025-09-30", 3, "working_day", ROLLS, "2025-10-11", "2025-10-11"),
    ("七个工作日止于补班周六", "2026-02-12", 7, "working_day", ROLLS, "2026-02-28", "2026-02-28"),
    ("十个工作日跨国庆", "2026-09-30", 10, "working_day", ROLLS, "2026-10-20", "2026-10-20"),
    ("假日周六收到", "2026-09-26", 3, "working_day", ROLLS, "2026-09-30", "2026-09-30"),
    ("补班周日收到", "2026-09-20", 3, "working_day", ROLLS, "2026-09-23", "2026-09-23"),
    ("假日收到按月计", "2026-10-03", 2, "month", ROLLS, "2026-12-03", "2026-12-03"),
    ("九十日不顺延", "2025-07-10", 90, "day", "none", "2025-10-08", "2025-10-08"),
    ("九十日顺延", "2025-07-10", 90, "day", ROLLS, "2025-10-08", "2025-10-09"),
    ("九十日止于补班周日不顺延", "2026-06-22", 90, "day", "none", "2026-09-20", "2026-09-20"),
    ("九十日止于补班周日顺延", "2026-06-22", 90, "day", ROLLS, "2026-09-20", "2026-09-20"),
    ("三个月遇国庆末日", "2026-07-07", 3, "month", ROLLS, "2026-10-07", "2026-10-08"),
    ("先六个月", "2025-11-30", 6, "month", ROLLS, "2026-05-30", "2026-06-01"),
    ("再从延后之日起三个月", "2026-06-01", 3, "month", ROLLS, "2026-09-01", "2026-09-01"),
    ("三日按日历", "2026-04-30", 3, "day", ROLLS, "2026-05-03", "2026-05-06"),
    ("三日按工作日", "2026-04-30", 3, "working_day", ROLLS, "2026-05-08", "2026-05-08"),
    ("二十四小时按日即次日", "2026-09-30", 1, "day", "none", "2026-10-01", "2026-10-01"),
    ("每月五日顺延为宽限", "2026-09-30", 5, "day", ROLLS, "2026-10-05", "2026-10-08"),
    (
        "提前到前一个工作日",
        "2026-08-01",
        2,
        "month",
        "previous_working_day",
        "2026-10-01",
        "2026-09-30",
    ),
    ("一个季度", "2026-07-07", 1, "quarter", ROLLS, "2026-10-07", "2026-10-08"),
    ("一年遇闰日", "2024-02-29", 1, "year", ROLLS, "2025-02-28", "2025-02-28"),
]
BACKWARDS = [
    ("开庭七个工作日前", "2026-10-12", 7, "working_day", "2026-09-24"),
    ("开庭三日前，不向后移", "2026-10-09", 3, "day", "2026-10-06"),
]


@pytest.mark.parametrize(
    ("start", "length", "counted_in", "roll", "nominal", "due"),
    [pytest.param(*each[1:], id=each[0]) for each in FORWARDS],
)
def test_a_period_ends_on(
    start: str, length: int, counted_in: str, roll: str, nominal: str, due: str
) -> None:
    counted = compute(date.fromisoformat(start), length=length, counted_in=counted_in, roll=roll)

    assert (counted.nominal_on.isoformat(), counted.due_on.isoformat()) == (nominal, due)
    assert counted.moved is (nominal != due)
    assert not counted.provisional
    assert [step.on for step in counted.steps] == [
        counted.started_on,
        counted.counted_from,
        counted.nominal_on,
        counted.due_on,
    ]


@pytest.mark.parametrize(
    ("event", "length", "counted_in", "due"),
    [pytest.param(*each[1:], id=each[0]) for each in BACKWARDS],
)
def test_before_an_event_the_last_day_never_moves_towards_it(
    event: str, length: int, counted_in: str, due: str
) -> None:
    on = date.fromisoformat(event)
    counted = compute(on, length=length, counted_in=counted_in, roll=ROLLS, backwards=True)

    assert counted.due_on.isoformat() == due
    assert counted.counted_from < on


def reasons(counted: Computation) -> list[str]:
    return [step.reason_zh for step in counted.steps]


@pytest.mark.parametrize(
    ("start", "length", "roll", "about", "moved"),
    [
        ("2026-03-02", 2, ROLLS, "劳动节假期内", "顺延到假后首个工作日"),
        ("2026-06-15", 2, ROLLS, "周末", "顺延到周末后首个工作日"),
        ("2026-08-01", 2, "previous_working_day", "国庆节假期内", "提前到前一个工作日"),
        ("2025-12-31", 2, ROLLS, "调休上班日", "不顺延"),
        ("2026-02-02", 2, ROLLS, "工作日", "不顺延"),
    ],
)
def test_each_step_says_why(start: str, length: int, roll: str, about: str, moved: str) -> None:
    counted = compute(date.fromisoformat(start), length=length, counted_in="month", roll=roll)

    assert reasons(counted) == ["当天不计", "从次日数 2 个月", about, moved]


def test_the_direction_is_told() -> None:
    back = compute(date(2026, 10, 9), length=1, counted_in="day", backwards=True).steps[1]
    on = compute(date(2026, 10, 9), length=3, counted_in="working_day").steps[1]

    assert (back.reason_zh, back.reason_en) == (
        "从前一天往前数 1 日",
        "1 day back from the day before",
    )
    assert (on.reason_zh, on.reason_en) == (
        "从次日数 3 个工作日",
        "3 working days from the next day",
    )

"""Tables of a mechanism: what is wrong with them is named, and their guards count lines."""

from dataclasses import replace
from datetime import date

import pytest

import liandong.mechanisms as lm
from liandong.mechanisms.checking.tables import check_tables
from liandong.mechanisms.conditions import why_not
from support.declared import registry

REPORT = registry().current("enforcement_case_reporting")
PENALTY, EXECUTION = REPORT.tables
TODAY = date(2026, 3, 3)
AMOUNT = PENALTY.fields[6]
GHOST = lm.Field("ghost", lm.FieldKind.DATE, label="没有的日期")
NOWHERE = lm.State("nowhere", "不存在")


def with_table(**changes: object) -> lm.Mechanism:
    return replace(REPORT, tables=(replace(PENALTY, **changes), EXECUTION))


def test_the_report_is_sound() -> None:
    assert list(check_tables(REPORT)) == []


@pytest.mark.parametrize(
    ("mechanism", "words"),
    [
        (replace(REPORT, tables=(*REPORT.tables, PENALTY)), "table 'penalty' is declared twice"),
        (with_table(unique=()), "no field tells one line from another"),
        (with_table(sorted_by=GHOST), "the table has no 'ghost'"),
        (with_table(ordered=((GHOST, AMOUNT),)), "the table has no 'ghost'"),
        (
            with_table(clocks=(lm.LineClock(PENALTY.clocks[0].limit, AMOUNT),)),
            "'amount' is no day",
        ),
        (with_table(during=(NOWHERE,)), "there is no state 'nowhere'"),
        (replace(REPORT, tables=(PENALTY,)), "no table 'execution'"),
        (replace(REPORT, once=lm.Once(GHOST)), "no move asks 'ghost'"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_table_is_named(mechanism: lm.Mechanism, words: str) -> None:
    assert words in {problem.message_en for problem in check_tables(mechanism)}


def test_guards_count_the_lines_of_their_tables() -> None:
    some, none = lm.any_line(PENALTY, EXECUTION), lm.no_line(PENALTY, EXECUTION)
    empty = lm.CaseView("drafting")
    filled = replace(empty, lines={"execution": 1})

    assert why_not(some, filled, TODAY) is None
    assert why_not(none, empty, TODAY) is None
    assert why_not(some, empty, TODAY) == (
        "“行政处罚案件”、“行政非诉执行案件”还没有一行",
        "there is no line yet in: penalty, execution",
    )
    assert why_not(none, filled, TODAY) is not None


def test_the_number_of_lines_is_a_fact_of_the_case() -> None:
    assert {"penalty_lines", "execution_lines"} <= {field.key for field in REPORT.fields}


@pytest.mark.parametrize(("text", "is_sound"), [("2026-03", True), ("2026-13", False),
                                                ("三月", False), ("2026-3", False)])  # fmt: skip
def test_a_month_is_a_year_and_a_month(text: str, is_sound: bool) -> None:
    field = lm.Field("month", lm.FieldKind.MONTH, label="月份")

    assert (lm.validate_fields([field], {"month": text}) == []) is is_sound

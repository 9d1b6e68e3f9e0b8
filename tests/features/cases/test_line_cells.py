"""Cells of a workbook as what their fields hold; the columns of a file and who they belong to."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from liandong.features.cases.service.line_cells import (
    cells_of,
    digest_of,
    reader_of,
    search_words,
)
from liandong.features.cases.service.line_masks import masked
from liandong.features.cases.service.line_sheets import SheetError, read_rows, sheet_of
from liandong.mechanisms import DayOf
from support.declared import registry

TABLE = registry().current("enforcement_case_reporting").table("penalty")
TODAY = date(2026, 3, 3)
GOOD: dict[str, Any] = {
    "decision_no": "1号", "party": "某店", "party_kind": "企业", "cause": "无照经营",
    "legal_basis": "条例第六条", "penalty_kinds": "罚款", "filed_on": "2026-02-02",
    "decided_on": "2026-02-20",
}  # fmt: skip


def read(**said: Any) -> Any:
    cells = {**GOOD, **said}
    columns = {key: at for at, key in enumerate(cells)}
    return reader_of(TABLE, columns, {DayOf.EVENT: TODAY})(list(cells.values()))


@pytest.mark.parametrize(
    ("key", "cell", "value"),
    [
        ("filed_on", datetime(2026, 2, 2, tzinfo=UTC), "2026-02-02"),
        ("filed_on", "2026/2/2", "2026-02-02"),
        ("filed_on", "2026年2月2日", "2026-02-02"),
        ("filed_on", "２０２６．２．２", "2026-02-02"),
        ("filed_on", 20260202, "2026-02-02"),
        ("filed_on", "2026-02-02 00:00:00", "2026-02-02"),
        ("amount", "1,234.50", 123450),
        ("amount", 1234.5, 123450),
        ("amount", "8000元", 800000),
        ("amount", 0, 0),
        ("party_kind", " 规模以上企业 ", "large_enterprise"),
        ("penalty_kinds", "警告、罚款；警告", ["warning", "fine"]),
        ("is_reviewed", "√", True),
        ("is_reviewed", "无", False),
        ("decision_no", 20260001.0, "20260001"),
        ("cause", "  无照\n经营 ", "无照\n经营"),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_people_write_it(key: str, cell: Any, value: Any) -> None:
    line = read(**{key: cell})

    assert line.wrong == ()
    assert line.content[key] == value


@pytest.mark.parametrize(
    ("key", "cell", "words"),
    [
        ("filed_on", "2026-02-30", "要是日期"),
        ("filed_on", "昨天", "要是日期"),
        ("served_on", "2026-03-04", "不能晚于今天"),
        ("amount", "12.345", "最多到分"),
        ("amount", "-5", "不能小于"),
        ("amount", True, "要是金额"),
        ("party_kind", "公司", "只能选：个人、企业"),
        ("penalty_kinds", "罚款、坐牢", "只能选"),
        ("is_reviewed", "也许", "只能填是或否"),
        ("party", "张三，身份证32083019900101123X", "身份证号码"),
        ("party", "长" * 101, "最多 100 个字"),
        ("party", "  ", "请填写“当事人”"),
        ("decided_on", "2026-02-01", "“处罚决定日期”早于“立案日期”"),
    ],
)
def test_what_a_cell_may_not_hold_is_said_by_its_column(key: str, cell: Any, words: str) -> None:
    (wrong,) = read(**{key: cell}).wrong

    assert wrong.field == key
    assert words in wrong.zh
    assert wrong.en


def test_a_credit_code_is_no_identity_number() -> None:
    assert read(party="某公司91320830668123456X").wrong == ()


def test_a_line_is_known_again_whatever_width_was_typed() -> None:
    one = {"decision_no": "盱市监罚〔2026〕1号", "party": "某店(个体)"}
    other = {"decision_no": " 盱市监罚〔2026〕 １号", "party": "某店（个体）"}

    assert digest_of(TABLE, one) == digest_of(TABLE, other)
    assert digest_of(TABLE, one) != digest_of(TABLE, {**one, "party": "别家"})


def test_what_is_written_out_can_be_read_in_again() -> None:
    line = read(amount="10.50", penalty_kinds="警告、罚款", is_reviewed="是", protection="商业秘密")
    cells = cells_of(TABLE.fields, line.content)
    columns = {field.key: at for at, field in enumerate(TABLE.fields)}

    assert reader_of(TABLE, columns, {DayOf.EVENT: TODAY})(cells) == line


def test_names_that_may_be_masked_are_not_searched_in() -> None:
    words = search_words(TABLE, {"party": "张小明", "cause": "无照经营"})

    assert "张小明" not in words
    assert "无照经营" in words


@pytest.mark.parametrize(
    ("content", "parts", "name"),
    [
        ({"party_kind": "person"}, {"addressee"}, "张小明"),
        ({"party_kind": "person"}, {"copied"}, "张某某"),
        ({"party_kind": "enterprise"}, {"copied"}, "张小明"),
        ({"party_kind": "person", "protection": ["minor"]}, {"supervisor"}, "张某某"),
        ({"party_kind": "person", "protection": ["minor"]}, {"issuer"}, "张小明"),
        ({"party_kind": "enterprise", "protection": ["business"]}, {"addressee"}, "张小明"),
    ],
)
def test_a_name_is_masked_for_who_may_not_read_it(
    content: dict[str, Any], parts: set[str], name: str
) -> None:
    assert masked(TABLE, {"party": "张小明", **content}, parts)[0]["party"] == name


def test_the_head_is_found_below_a_title_and_columns_may_stand_anywhere() -> None:
    rows = [
        ("2026年2月统计",),
        (),
        ("当事人", "序号", " 决定书文号* "),
        ("某店", 1, "1号"),
        (None,),
    ]
    sheet = sheet_of(TABLE, rows, {})

    assert dict(sheet.columns) == {"party": 0, "decision_no": 2}
    assert sheet.rows == ((4, ("某店", 1, "1号")),)
    assert "cause" in {field.key for field in sheet.missing(TABLE)}


def test_a_known_heading_goes_before_its_label_and_may_be_left_out() -> None:
    rows = [("当事人", "被处罚人", "案由"), ("甲", "乙", "丙")]
    sheet = sheet_of(TABLE, rows, {"被处罚人": "party", "当事人": "-"})

    assert dict(sheet.columns) == {"party": 1, "cause": 2}


@pytest.mark.parametrize("text", ["", "no workbook", "PK\x03\x04"])
def test_what_is_no_workbook_is_said(text: str) -> None:
    with pytest.raises(SheetError):
        read_rows(text.encode(), "案件.xlsx")


def test_too_many_lines_are_refused_at_once() -> None:
    rows = [("当事人",), *[("某店",)] * 20_001]
    with pytest.raises(SheetError, match="20000"):
        sheet_of(TABLE, rows, {})

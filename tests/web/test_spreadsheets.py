"""A workbook holds what it was given, as text."""

from io import BytesIO

from openpyxl import load_workbook

from liandong.web.spreadsheets import workbook


def cells(content: bytes) -> list[list[str]]:
    (sheet,) = load_workbook(BytesIO(content)).worksheets
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_every_cell_comes_back_as_it_was() -> None:
    rows = [["规范停车 <1>", "惠检建〔2026〕1号"], ["=1+1", " a & b\n"]]
    assert cells(workbook("案件", ["标题", "文号"], rows)) == [["标题", "文号"], *rows]


def test_no_cell_is_a_formula_and_what_a_sheet_cannot_hold_is_left_out() -> None:
    content = workbook("a/b:[c]", ["x"], [["=cmd|' /C calc'!A0"], ["\x00\x0b\ud800字"]])

    (sheet,) = load_workbook(BytesIO(content)).worksheets

    assert sheet["A2"].data_type == "s"
    assert sheet["A3"].value == "字"
    assert sheet.freeze_panes == "A2"

"""A workbook holds what it was given, as text."""

from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from liandong.web.spreadsheets import workbook

NAMES = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def cells(content: bytes) -> list[list[str]]:
    with ZipFile(BytesIO(content)) as parts:
        assert parts.testzip() is None
        sheet = etree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    return [["".join(cell.itertext()) for cell in row] for row in sheet.iterfind(".//s:row", NAMES)]


def test_every_cell_comes_back_as_it_was() -> None:
    rows = [["规范停车 <1>", "惠检建〔2026〕1号"], ["=1+1", " a & b\n"]]
    assert cells(workbook("案件", ["标题", "文号"], rows)) == [["标题", "文号"], *rows]


def test_no_cell_is_a_formula_and_what_xml_cannot_hold_is_left_out() -> None:
    content = workbook("a/b:[c]", ["x"], [["=cmd|' /C calc'!A0"], ["\x00\x0b\ud800字"]])
    with ZipFile(BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        for name in parts.namelist():
            etree.fromstring(parts.read(name))
    assert "<f>" not in sheet
    assert cells(content)[2] == ["字"]


def test_each_cell_says_where_it_stands() -> None:
    content = workbook("x", [str(n) for n in range(30)], [["a"]])
    with ZipFile(BytesIO(content)) as parts:
        sheet = etree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    places = [cell.get("r") for cell in sheet.iterfind(".//s:c", NAMES)]
    assert (places[0], places[25], places[26], places[29], places[30]) == (
        "A1",
        "Z1",
        "AA1",
        "AD1",
        "A2",
    )

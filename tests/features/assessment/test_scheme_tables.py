"""Schemes go into a workbook and come back whole; what is wrong in it is named by its cell."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from liandong.features.assessment.service.scheme_files import read_scheme, shipped_schemes
from liandong.features.assessment.service.scheme_tables import as_workbook, as_yaml, from_workbook
from liandong.features.tenants.service.package_schema import read_yaml

SHIPPED = {path.stem: read_yaml(path, "scheme")[0].data for path in shipped_schemes()}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_scheme_comes_back_from_a_workbook(name: str, tmp_path: Path) -> None:
    raw = SHIPPED[name]
    loaded, problems = from_workbook(as_workbook(raw), "a.xlsx")

    assert not problems
    assert loaded.data == raw
    assert as_yaml(loaded.data) == as_yaml(raw)
    (tmp_path / "b.yaml").write_text(as_yaml(raw), "utf-8")
    again = read_yaml(tmp_path / "b.yaml", "scheme")[0].data
    assert as_yaml(again) == as_yaml(raw)


def changed(cell: str, value: Any, sheet: str = "指标") -> bytes:
    book = load_workbook(BytesIO(as_workbook(SHIPPED["huiji_linkage"])))
    book[sheet][cell] = value
    into = BytesIO()
    book.save(into)
    return into.getvalue()


def row_of(code: str) -> int:
    sheet = load_workbook(BytesIO(as_workbook(SHIPPED["huiji_linkage"])))["指标"]
    return next(int(row[0].row or 0) for row in sheet.iter_rows() if row[1].value == code)


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("I", "[{per: nobody, each: -1}]", "不是数"),
        ("I", "[{per: due", "YAML"),
        ("I", "[{each: -1}]", "不合要求"),
        ("E", "=1+1", "公式"),
        ("E", 9, "到不了满分"),
        ("A", 7, "级要是"),
    ],
)
def test_what_is_wrong_goes_by_worksheet_row_and_column(
    column: str, value: Any, words: str, tmp_path: Path
) -> None:
    row = row_of("4.1" if value == 9 else "3.1")
    path = tmp_path / "x.xlsx"
    path.write_bytes(changed(f"{column}{row}", value))

    problems = read_scheme(path)[1].problems

    assert any(
        words in each.message_zh
        and f"指标!{column if column != 'E' or value != 9 else 'A'}{row}" in each.where
        for each in problems
    ), list(map(str, problems))


def test_what_begins_like_a_formula_is_text() -> None:
    raw = {**SHIPPED["national_tree"], "note": "=1+1"}
    raw["sheets"] = [{**raw["sheets"][0], "label": "=cmd()"}]

    loaded, problems = from_workbook(as_workbook(raw), "a.xlsx")

    assert not problems
    assert (loaded.data["note"], loaded.data["sheets"][0]["label"]) == ("=1+1", "=cmd()")


def test_another_file_is_refused() -> None:
    assert "不是有工作表" in from_workbook(b"nothing", "a.xlsx")[1][0].message_zh

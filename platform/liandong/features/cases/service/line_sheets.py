"""A workbook or CSV file as rows, with its head and the field that each column holds; pure."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from liandong.features.cases.service.line_cells import bare
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.mechanisms import Field, Table
from liandong.web.spreadsheets import read_cells

#: A file of more lines is a slip, or belongs into several reports.
MOST_LINES = 20_000
_HEAD_WITHIN = 10
_UNIT_WORDS = ("(元)", "(必填)", "(选填)", "*")
Row = Sequence[Any]


class SheetError(InvalidInputError):
    """The file is no table of ours."""

    code = "case.lines_file"


@dataclass(frozen=True)
class Sheet:
    """A file that was read: its head, the lines below with their numbers, and who is where.

    `columns` say by the key of a field in which column it stands.
    """

    head: tuple[str, ...]
    columns: Mapping[str, int]
    rows: tuple[tuple[int, Row], ...]

    @property
    def mapping(self) -> dict[str, str]:
        """Return which heading holds which field, as it is remembered."""
        return {self.head[at]: key for key, at in self.columns.items()}

    def missing(self, table: Table) -> tuple[Field, ...]:
        """Return the required fields that no column holds."""
        return tuple(f for f in table.fields if f.required and f.key not in self.columns)


def read_rows(data: bytes, name: str) -> list[Row]:
    """Return every row of the first sheet.

    Raises:
        SheetError: It is no workbook and no text with commas.
    """
    if name.lower().endswith(".csv"):
        return _read_csv(data)
    found = read_cells(data)
    if found is None:
        zh = "这个文件读不出表格。请另存为 Excel 工作簿（.xlsx）或者 CSV 再传"
        raise SheetError([Problem("file", zh, "no table can be read; save it as .xlsx or .csv")])
    return list(found)


def _read_csv(data: bytes) -> list[Row]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        first = text.partition("\n")[0]
        mark = max(",\t;", key=first.count)
        return [tuple(row) for row in csv.reader(StringIO(text), delimiter=mark)]
    zh, en = "这个 CSV 文件的编码认不出来，请另存为 UTF-8", "unknown encoding; save it as UTF-8"
    raise SheetError([Problem("file", zh, en)])


def sheet_of(table: Table, rows: Sequence[Row], known: Mapping[str, str]) -> Sheet:
    """Return the rows as a sheet: columns by their labels, or by headings that are `known`.

    Raises:
        SheetError: Nothing stands in it, or too much.
    """
    at = _head_at(table, rows, known)
    if at is None:
        raise SheetError([Problem("file", "文件里没有内容", "there is nothing in the file")])
    head = tuple("" if cell is None else str(cell).strip() for cell in rows[at])
    lines = tuple(
        (number, row)
        for number, row in enumerate(rows[at + 1 :], at + 2)
        if any(cell is not None and str(cell).strip() for cell in row)
    )
    if len(lines) > MOST_LINES:
        zh = f"一次最多 {MOST_LINES} 行，这个文件有 {len(lines)} 行，请分成几个文件"
        en = f"{MOST_LINES} lines at most; this file has {len(lines)}, split it"
        raise SheetError([Problem("file", zh, en)])
    return Sheet(head, _columns(table, head, known), lines)


def _head_at(table: Table, rows: Sequence[Row], known: Mapping[str, str]) -> int | None:
    """Return the row with the most headings we know, else the first that holds anything."""
    words = {_heading(field.label) for field in table.fields} | {_heading(each) for each in known}
    best, most, first = None, 0, None
    for at, row in enumerate(rows[:_HEAD_WITHIN]):
        cells = [_heading(str(cell)) for cell in row if cell is not None and str(cell).strip()]
        if cells and first is None:
            first = at
        found = sum(cell in words for cell in cells)
        if found > most:
            best, most = at, found
    return best if best is not None else first


def _columns(table: Table, head: Sequence[str], known: Mapping[str, str]) -> dict[str, int]:
    chosen = {_heading(text): key for text, key in known.items()}
    labels = {_heading(field.label): field.key for field in table.fields}
    keys = {field.key for field in table.fields}
    found: dict[str, int] = {}
    for at, text in enumerate(head):
        heading = _heading(text)
        key = chosen.get(heading, labels.get(heading))
        if heading and key in keys:
            found.setdefault(str(key), at)
    return found


def _heading(text: str) -> str:
    found = bare(text)
    for each in _UNIT_WORDS:
        found = found.replace(each, "")
    return found

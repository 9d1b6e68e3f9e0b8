"""Tables as Excel workbooks: what we write has no formula, what we read gives its values."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any
from warnings import catch_warnings, simplefilter
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_SHEET_NAME = 31  # characters, the most Excel takes
_WIDTH = 24
#: What a sheet may unpack to: a hundred times the lines that anybody reports in a month.
_MOST_UNPACKED = 100 * 1024 * 1024
_MERGED_AREA = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([^"']*)["']""")
#: Merged areas may have so many cells in all.
_MOST_MERGED = 100_000
#: The same for one that is kept in memory whole, for its merged cells.
_MOST_FILLED = 20 * 1024 * 1024


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[str | Decimal]]) -> bytes:
    """Return the bytes of a workbook with one sheet; its first row is the head, always in view.

    Numbers are shown with two places and kept with all that they have.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NOT_IN_NAMES.sub(" ", title)[:_SHEET_NAME])
    sheet.freeze_panes = "A2"
    for number in range(len(head)):
        sheet.column_dimensions[get_column_letter(number + 1)].width = _WIDTH
    for row in (head, *rows):
        sheet.append([_cell(sheet, each) for each in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: object, value: str | Decimal) -> WriteOnlyCell:
    if isinstance(value, str):
        return _text(sheet, value)
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = "0.00"
    return cell


def _text(sheet: object, text: str) -> WriteOnlyCell:
    known = text.encode(errors="ignore").decode()
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", known))
    cell.data_type = "s"
    return cell


def read_cells(data: bytes) -> list[tuple[Any, ...]] | None:
    """Return the rows of a workbook's first sheet, from the first on; None: no workbook."""
    try:
        if _unpacked(data) > _MOST_UNPACKED:
            return None
        with catch_warnings():
            simplefilter("ignore")  # what openpyxl leaves out, such as styles, says nothing here
            book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        try:
            return list(book.worksheets[0].iter_rows(values_only=True))
        finally:
            book.close()
    except Exception:  # noqa: BLE001  # a broken workbook fails in openpyxl in any way whatever
        return None


def _unpacked(data: bytes) -> int:
    with ZipFile(BytesIO(data)) as packed:
        return sum(member.file_size for member in packed.infolist())


@dataclass(frozen=True)
class Filled:
    """One sheet with its name; each cell of a merged area says what the area says."""

    name: str
    rows: list[list[Any]]


def read_filled(data: bytes, rows: int, columns: int) -> list[Filled] | None:
    """Return the visible sheets of a workbook as far as the bounds go; None: no workbook."""
    try:
        if _unpacked(data) > _MOST_FILLED or _merged(data) > _MOST_MERGED:
            return None
        with catch_warnings():
            simplefilter("ignore")
            book = load_workbook(BytesIO(data), data_only=True)
        sheets = [each for each in book.worksheets if each.sheet_state == "visible"]
        return [Filled(each.title, _filled(each, rows, columns)) for each in sheets]
    except Exception:  # noqa: BLE001  # a broken workbook fails in openpyxl in any way whatever
        return None


def _merged(data: bytes) -> int:
    """Return how many cells the merged areas of all sheets have: openpyxl makes each of them.

    Raises:
        ValueError: An area, or the coding of a sheet, cannot be read.
    """
    found = 0
    with ZipFile(BytesIO(data)) as packed:
        for member in packed.namelist():
            sheet = packed.read(member) if member.lower().endswith(".xml") else b""
            if b"\0" in sheet:
                raise ValueError(member)
            for area in _MERGED_AREA.findall(sheet):
                left, top, right, bottom = range_boundaries(area.decode())
                found += (right - left + 1) * (bottom - top + 1)
    return found


def _filled(sheet: Worksheet, rows: int, columns: int) -> list[list[Any]]:
    within = {"max_row": min(rows, sheet.max_row), "max_col": min(columns, sheet.max_column)}
    found = [list(row) for row in sheet.iter_rows(values_only=True, **within)]
    for area in sheet.merged_cells.ranges:
        value = sheet.cell(area.min_row, area.min_col).value
        for row in found[area.min_row - 1 : area.max_row]:
            last = min(area.max_col, len(row))
            row[area.min_col - 1 : last] = [value] * (last - area.min_col + 1)
    return found

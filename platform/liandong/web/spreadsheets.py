"""A table as an Excel workbook: one sheet, every cell a text, so nothing in it is a formula."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_SHEET_NAME = 31  # characters, the most Excel takes
_WIDTH = 24


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return the bytes of a workbook with one sheet; its first row is the head, always in view."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NOT_IN_NAMES.sub(" ", title)[:_SHEET_NAME])
    sheet.freeze_panes = "A2"
    for number in range(len(head)):
        sheet.column_dimensions[get_column_letter(number + 1)].width = _WIDTH
    for row in (head, *rows):
        sheet.append([_text(sheet, each) for each in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _text(sheet: object, text: str) -> WriteOnlyCell:
    known = text.encode(errors="ignore").decode()
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", known))
    cell.data_type = "s"
    return cell

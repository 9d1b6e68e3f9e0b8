"""A table as an Excel workbook: one sheet, every cell a text, so nothing in it is a formula."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from string import ascii_uppercase
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PART = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_REFUSED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_PART}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_PART}.worksheet+xml"/>'
    "</Types>"
)
_SHEET_NAME = 31  # characters, the most Excel takes


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return the bytes of a workbook with one sheet; its first row is the head, always in view."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", _TYPES)
        parts.writestr("_rels/.rels", _relation("officeDocument", "xl/workbook.xml"))
        parts.writestr("xl/workbook.xml", _book(title))
        parts.writestr(
            "xl/_rels/workbook.xml.rels", _relation("worksheet", "worksheets/sheet1.xml")
        )
        parts.writestr("xl/worksheets/sheet1.xml", _sheet(head, rows))
    return file.getvalue()


def _relation(kind: str, target: str) -> str:
    one = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{one}</Relationships>'


def _book(title: str) -> str:
    name = escape(re.sub(r"[\[\]:*?/\\']", " ", title)[:_SHEET_NAME], {'"': "&quot;"})
    sheets = f'<sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets>'
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{sheets}</workbook>'


def _sheet(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    view = (
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    )
    columns = f'<cols><col min="1" max="{len(head)}" width="24" customWidth="1"/></cols>'
    data = "".join(_row(n, row) for n, row in enumerate((head, *rows), 1))
    sheet = f"{view}{columns}<sheetData>{data}</sheetData>"
    return f'{_HEAD}<worksheet xmlns="{_MAIN}">{sheet}</worksheet>'


def _row(number: int, texts: Sequence[str]) -> str:
    cells = "".join(_cell(f"{_letter(n)}{number}", text) for n, text in enumerate(texts))
    return f'<row r="{number}">{cells}</row>'


def _letter(column: int) -> str:
    before, last = divmod(column, len(ascii_uppercase))
    return (_letter(before - 1) if before else "") + ascii_uppercase[last]


def _cell(place: str, text: str) -> str:
    said = escape(_REFUSED.sub("", text))
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'

"""Workbooks of lines: the template, what stands, and what was refused with the reasons."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from liandong.features.cases.service.line_cells import cells_of
from liandong.features.cases.service.line_checking import Judged
from liandong.features.cases.service.line_listing import SeenLine
from liandong.features.cases.service.line_sheets import Row, Sheet
from liandong.mechanisms import Field, FieldKind, Table
from liandong.web.spreadsheets import workbook

_WIDTH = 18
_LAST_ROW = 20_001
_KINDS = {
    FieldKind.TEXT: "文字",
    FieldKind.LONG_TEXT: "文字",
    FieldKind.DATE: "日期，如 2026-03-02",
    FieldKind.AMOUNT: "金额，单位元，最多到分",
    FieldKind.NUMBER: "整数",
    FieldKind.BOOLEAN: "是或否",
}
_VERDICTS = {
    "twice": "与本文件第 {number} 行重复",
    "earlier": "已在“{title}”第 {number} 行报过",
}


def template(table: Table) -> bytes:
    """Return an empty workbook: the head, lists to choose from, and a sheet that explains."""
    book = Workbook()
    sheet = book.active
    sheet.title = table.label
    sheet.append([_heading(field) for field in table.fields])
    sheet.freeze_panes = "A2"
    for number, field in enumerate(table.fields, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = _WIDTH
        sheet[f"{letter}1"].font = Font(bold=field.required)
        listed = _listed(field)
        if listed:
            check = DataValidation(type="list", formula1=f'"{",".join(listed)}"', allow_blank=True)
            check.add(f"{letter}2:{letter}{_LAST_ROW}")
            sheet.add_data_validation(check)
    notes = book.create_sheet("填写说明")
    for row in _notes(table):
        notes.append(row)
    for letter, width in (("A", 24), ("B", 10), ("C", 80)):
        notes.column_dimensions[letter].width = width
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def book_of(table: Table, lines: Iterable[SeenLine]) -> bytes:
    """Return the lines as a workbook that can be read in again, their numbers first."""
    head = ["行号", *(field.label for field in table.fields)]
    rows = ([str(line.number), *cells_of(table.fields, line.content)] for line in lines)
    return workbook(table.label, head, rows)


def refused_book(table: Table, sheet: Sheet, rows: Sequence[Judged]) -> bytes:
    """Return the rows of a file that are not taken, as they came, with the reason beside them."""
    came = dict(sheet.rows)
    head = ["原文件行号", "没有导入的原因", *sheet.head]
    return workbook(
        table.label, head, ([str(r.number), reason_of(r), *_texts(came[r.number])] for r in rows)
    )


def reason_of(row: Judged, *, english: bool = False) -> str:
    """Return in words why a row is not taken."""
    if row.wrong:
        return "；".join(each.en if english else each.zh for each in row.wrong)
    known = row.known
    words = _VERDICTS.get(row.verdict, "")
    if english:
        words = {"twice": "same as row {number}", "earlier": "in '{title}', line {number}"}.get(
            row.verdict, ""
        )
    return words.format(number=known.number, title=known.title) if known else ""


def _texts(row: Row) -> list[str]:
    return ["" if cell is None else str(cell) for cell in row]


def _heading(field: Field) -> str:
    unit = "（元）" if field.kind is FieldKind.AMOUNT else ""
    return f"{field.label}{unit}{'*' if field.required else ''}"


def _listed(field: Field) -> list[str]:
    if field.kind is FieldKind.CHOICE and not field.multiple:
        return [choice.label for choice in field.choices]
    return ["是", "否"] if field.kind is FieldKind.BOOLEAN else []


def _notes(table: Table) -> Iterator[list[str]]:
    yield ["列", "要不要填", "怎么填"]
    for field in table.fields:
        must = "必填" if field.required else "选填"
        yield [field.label, must, "；".join(filter(None, (_how(field), field.help)))]
    unique = "、".join(field.label for field in table.unique)
    yield ["", "", f"{unique}相同的，是同一行：再传一次就是更正。带 * 的列必填。"]
    yield ["", "", "不要改动第一行的列名；列的次序可以变，用不着的列可以删。不要填身份证号码。"]


def _how(field: Field) -> str:
    if field.kind is FieldKind.CHOICE:
        several = "，可以写几个，用顿号分开" if field.multiple else ""
        return f"只能选：{'、'.join(choice.label for choice in field.choices)}{several}"
    return _KINDS.get(field.kind, "文字")

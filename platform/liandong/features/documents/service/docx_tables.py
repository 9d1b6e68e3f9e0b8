"""Tables of a Word letter: ruled, in a smaller type, the head repeated on every page."""

from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.shared import Pt

from liandong.features.documents.service.docx_styles import (
    HEI,
    Style,
    close_up,
    style_run,
)
from liandong.features.documents.service.layout import TEXT_WIDTH_PT
from liandong.features.documents.service.letters import Table

_CELL = Style(size=12, pitch=18, tracking=0)


def add_table(document: Any, table: Table) -> None:
    """Add a table at the end of a document."""
    added = document.add_table(rows=0, cols=len(table.head), style="Table Grid")
    added.alignment = WD_TABLE_ALIGNMENT.CENTER
    added.autofit = False
    whole = sum(table.widths)
    widths = [Pt(round(TEXT_WIDTH_PT * each / whole, 1)) for each in table.widths]
    for column, width in zip(added.columns, widths, strict=True):
        column.width = width
    for row in (table.head, *table.rows):
        line = added.add_row()
        _mark(line, "w:cantSplit")
        for place, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
            cell.width = widths[place]
            _write(cell, text, is_head=row is table.head, is_words=place in table.words)
    _mark(added.rows[0], "w:tblHeader")


def _write(cell: Any, text: str, *, is_head: bool, is_words: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    form = paragraph.paragraph_format
    is_left = is_words and not is_head
    form.alignment = WD_ALIGN_PARAGRAPH.LEFT if is_left else WD_ALIGN_PARAGRAPH.CENTER
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(_CELL.pitch)
    close_up(paragraph)
    style_run(paragraph.add_run(text), _CELL, font=HEI if is_head else "")


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  # python-docx has no such switch

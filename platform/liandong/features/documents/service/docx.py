"""Letters as Word after GB/T 9704: the same letter gives the same bytes.

The file names the fonts that offices have (仿宋_GB2312, 方正小标宋简体 …); nothing is embedded.
"""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from liandong.features.documents.service.docx_page import set_page
from liandong.features.documents.service.docx_styles import (
    STYLES,
    Style,
    close_up,
    shade,
    stand_at_foot,
    style_run,
)
from liandong.features.documents.service.docx_tables import add_table
from liandong.features.documents.service.layout import (
    OPEN_COLOUR,
    OPEN_FILL,
    PITCH_PT,
    SIGN_OFF_LINES,
    Line,
    LineKind,
    is_title_spaced,
    issuer_pt,
    lines,
    sign_off_indents,
)
from liandong.features.documents.service.letters import Letter, Run, plain

_ALIGNMENTS = {
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "left": WD_ALIGN_PARAGRAPH.LEFT,
}
_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_STAMP = (2000, 1, 1, 0, 0, 0)


def to_docx(letter: Letter) -> bytes:
    """Return the letter as a Word file."""
    document = Document()
    set_page(document, draft=letter.draft)
    _set_properties(document, letter)
    shown = list(lines(letter))
    for line, following in zip(shown, [*shown[1:], None], strict=True):
        if line.table is not None:
            add_table(document, line.table)
            continue
        paragraph = _add(document, line, letter)
        # The page with the signature carries some of the body, as GB/T 9704 asks.
        if following and following.gap == SIGN_OFF_LINES:
            paragraph.paragraph_format.keep_with_next = True
    buffer = io.BytesIO()
    document.save(buffer)
    return _repacked(buffer.getvalue())


def _add(document: Any, line: Line, letter: Letter) -> Any:
    style = STYLES[line.kind]
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.alignment = _ALIGNMENTS[style.align]
    form.space_before = Pt(style.before + line.gap * PITCH_PT)
    form.space_after = Pt(style.after)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(_pitch(line, style, letter))
    form.keep_with_next = style.keeps_next
    form.widow_control = True
    close_up(paragraph)
    _indent(paragraph, line, style, letter)
    _rule(paragraph, style)
    if line.kind is LineKind.COPIES:
        stand_at_foot(paragraph)
    if line.label:
        font = style.label_font or style.font
        style_run(
            paragraph.add_run(style.label_pad + line.label),
            style,
            font=font,
            size=_size(line, style, letter),
        )
    for run in line.text:
        _add_run(paragraph, run, line, letter)
    return paragraph


def _add_run(paragraph: Any, run: Run, line: Line, letter: Letter) -> None:
    style = STYLES[line.kind]
    added = paragraph.add_run(run.text)
    tracking = style.tracking
    if line.kind is LineKind.TITLE and is_title_spaced(letter):
        tracking = style.size / 2
    style_run(added, style, size=_size(line, style, letter), tracking=tracking)
    if run.is_open:
        added.font.color.rgb = RGBColor.from_string(OPEN_COLOUR)
        shade(added, OPEN_FILL)


def _size(line: Line, style: Style, letter: Letter) -> float:
    return issuer_pt(letter) if line.kind is LineKind.ISSUER else style.size


def _pitch(line: Line, style: Style, letter: Letter) -> float:
    if line.kind is LineKind.ISSUER:
        return max(PITCH_PT, issuer_pt(letter) * 1.35)
    return style.pitch


def _indent(paragraph: Any, line: Line, style: Style, letter: Letter) -> None:
    """Indent in characters, which Word keeps when the size changes, and in twips for others."""
    signature, day = sign_off_indents(letter)
    right = {LineKind.SIGNATURE: signature, LineKind.DATE: day, LineKind.SEAL_NOTE: day}
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001  # no characters there
    sides = {
        "firstLine": style.first,
        "hanging": style.hanging,
        "left": style.left,
        "right": right.get(line.kind, style.right),
    }
    for side, ems in sides.items():
        if ems:
            indent.set(qn(f"w:{side}Chars"), str(round(ems * 100)))
            indent.set(qn(f"w:{side}"), str(round(ems * style.size * 20)))


def _rule(paragraph: Any, style: Style) -> None:
    if not style.rules:
        return
    borders = OxmlElement("w:pBdr")
    for side, eighths, colour, gap in style.rules:
        border = OxmlElement(f"w:{side}")
        values = {"val": "single", "sz": str(eighths), "space": str(gap), "color": colour}
        for key, value in values.items():
            border.set(qn(f"w:{key}"), value)
        borders.append(border)
    # The schema wants the borders ahead of spacing and indents.
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  # python-docx has no borders
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:autoSpaceDE", "w:spacing", "w:ind", "w:jc"
    )


def _set_properties(document: Any, letter: Letter) -> None:
    properties = document.core_properties
    properties.title = plain(letter.title)
    properties.author = plain(letter.issuer_name)
    properties.last_modified_by = ""
    properties.comments = ""
    properties.language = "zh-CN"
    properties.created = properties.modified = _STAMP
    properties.revision = 1


def _repacked(data: bytes) -> bytes:
    """Give every member the same day, so that the digest depends on the letter alone."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _ZIP_STAMP)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return packed.getvalue()

"""The sheet of a Word letter: A4, the margins of GB/T 9704, page numbers and the draft mark."""

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from liandong.features.documents.service.docx_styles import FANG, HEI, LATIN, set_fonts
from liandong.features.documents.service.layout import BODY_PT, MARGIN_MM, SMALL_PT, TITLE_PT
from liandong.features.documents.service.letters import DRAFT_MARK

_SONG = "宋体"
_DRAFT_COLOUR = "9AA1AB"


def set_page(document: Any, *, draft: bool) -> None:
    """Give the document its sheet, its page numbers and, in a draft, the word 草稿 on each page."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(MARGIN_MM["top"]), Mm(MARGIN_MM["bottom"])
    section.left_margin, section.right_margin = Mm(MARGIN_MM["left"]), Mm(MARGIN_MM["right"])
    section.header_distance, section.footer_distance = Mm(22), Mm(23)
    normal = document.styles["Normal"]
    normal.font.size = Pt(BODY_PT)
    set_fonts(normal.element.get_or_add_rPr(), FANG)
    _speak_chinese(normal.element.get_or_add_rPr())
    # GB/T 9704 puts the number of a right page at the right, of a left page at the left.
    document.settings.odd_and_even_pages_header_footer = True
    right, left = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT
    _number(section.footer.paragraphs[0], right)
    _number(section.even_page_footer.paragraphs[0], left)
    if draft:
        _mark(section.header.paragraphs[0])
        _mark(section.even_page_header.paragraphs[0])


def _number(paragraph: Any, side: WD_ALIGN_PARAGRAPH) -> None:
    paragraph.alignment = side
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Pt(SMALL_PT)
    _write(paragraph, "— ")
    _field(paragraph, "PAGE")
    _write(paragraph, " —")


def _field(paragraph: Any, code: str) -> None:
    for kind in ("begin", "separate", "end"):
        run = _write(paragraph, "")
        if kind == "separate":
            instruction = OxmlElement("w:instrText")
            instruction.text = code
            _write(paragraph, "")._r.append(instruction)  # noqa: SLF001  # python-docx has no fields
            paragraph._p.append(run._r)  # noqa: SLF001  # the instruction stands before it
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)  # noqa: SLF001  # python-docx has no fields


def _write(paragraph: Any, text: str) -> Any:
    run = paragraph.add_run(text)
    run.font.size = Pt(SMALL_PT)
    set_fonts(run._r.get_or_add_rPr(), _SONG, latin=_SONG)  # noqa: SLF001  # no east Asian font
    return run


def _mark(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(" ".join(DRAFT_MARK))
    run.font.size = Pt(TITLE_PT)
    run.font.color.rgb = RGBColor.from_string(_DRAFT_COLOUR)
    set_fonts(run._r.get_or_add_rPr(), HEI, latin=LATIN)  # noqa: SLF001  # no east Asian font


def _speak_chinese(properties: Any) -> None:
    language = OxmlElement("w:lang")
    for key in ("val", "eastAsia"):
        language.set(qn(f"w:{key}"), "zh-CN" if key == "eastAsia" else "en-US")
    properties.append(language)

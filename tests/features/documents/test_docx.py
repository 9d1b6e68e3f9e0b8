import io
import zipfile
from hashlib import sha256
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from liandong.features.documents.service import compose, to_docx
from liandong.features.documents.service.letters import Letter

Values = dict[str, Any]

AWKWARD = "张䶮、李垚等“经营者”A & B <公司>" + "逐项说明整改措施和完成时限，" * 60


@pytest.fixture
def letter(structure: Values, signed: Values) -> Letter:
    return compose(structure, {**signed, "items": ["一", AWKWARD]}, draft=False)


@pytest.fixture
def document(letter: Letter) -> Any:
    return Document(io.BytesIO(to_docx(letter)))


def find(document: Any, text: str) -> Any:
    return next(p for p in document.paragraphs if text in p.text)


def test_the_sheet_has_the_margins_of_the_standard(document: Any) -> None:
    section = document.sections[0]

    margins = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
    wanted = Mm(37), Mm(35), Mm(28), Mm(26)
    assert [round(m.mm, 1) for m in margins] == [round(m.mm, 1) for m in wanted]


def test_body_text_is_fang_of_16_points_on_28_with_two_characters_indent(document: Any) -> None:
    paragraph = find(document, "惠济区5处")

    run = paragraph.runs[0]
    assert run.font.size == Pt(16)
    assert run._r.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert paragraph.paragraph_format.line_spacing == Pt(28)
    assert paragraph._p.pPr.ind.get(qn("w:firstLineChars")) == "200"


def test_the_issuer_is_red_and_a_red_rule_hangs_below_the_number(document: Any) -> None:
    issuer, number = document.paragraphs[:2]

    assert issuer.runs[0].font.color.rgb == RGBColor(0xC0, 0, 0)
    assert issuer.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"
    assert number.text == "惠检建〔2026〕12号"
    assert number._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom")).get(qn("w:color")) == "C00000"


def test_rare_characters_ampersands_and_long_items_arrive_whole(document: Any) -> None:
    assert find(document, "张䶮").text == f"（二）{AWKWARD}"


def test_copies_stand_between_two_rules(document: Any) -> None:
    copies = document.paragraphs[-1]

    assert copies.text.strip("\u3000") == "抄送：惠济区人民政府，惠济区司法局。"
    assert len(copies._p.pPr.find(qn("w:pBdr"))) == 2
    assert copies._p.pPr.find(qn("w:framePr")).get(qn("w:yAlign")) == "bottom"


def test_the_page_number_stands_between_dashes_on_both_sides(document: Any) -> None:
    section = document.sections[0]

    for footer in (section.footer, section.even_page_footer):
        (paragraph,) = footer.paragraphs
        assert paragraph.text == "—  —"
        assert "PAGE" in paragraph._p.xml
    assert document.settings.odd_and_even_pages_header_footer


def test_only_a_draft_says_so_on_every_page(
    structure: Values, values: Values, document: Any
) -> None:
    draft = Document(io.BytesIO(to_docx(compose(structure, values, draft=True))))

    assert draft.sections[0].header.paragraphs[0].text == "草 稿"
    assert draft.sections[0].even_page_header.paragraphs[0].text == "草 稿"
    assert document.sections[0].header.paragraphs[0].text == ""


def test_an_open_place_is_coloured_in_the_draft(structure: Values, values: Values) -> None:
    draft = Document(io.BytesIO(to_docx(compose(structure, values, draft=True))))

    mark = next(run for p in draft.paragraphs for run in p.runs if run.text == "待填")
    assert mark.font.color.rgb == RGBColor(0x7D, 0x46, 0x00)


def test_the_properties_of_paragraphs_keep_the_order_of_the_schema(document: Any) -> None:
    order = [
        "keepNext",
        "framePr",
        "widowControl",
        "pBdr",
        "autoSpaceDE",
        "autoSpaceDN",
        "spacing",
        "ind",
        "jc",
    ]
    for paragraph in document.paragraphs:
        names = [child.tag.rpartition("}")[2] for child in paragraph._p.pPr]
        assert names == [name for name in order if name in names]


def test_the_same_letter_gives_the_same_digest(letter: Letter) -> None:
    first, second = to_docx(letter), to_docx(letter)

    assert sha256(first).digest() == sha256(second).digest()
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_control_characters_cannot_break_the_file(structure: Values, signed: Values) -> None:
    letter = compose(structure, {**signed, "facts": "甲\x00\x0b乙\ud800丙"}, draft=False)

    assert find(Document(io.BytesIO(to_docx(letter))), "甲乙丙")

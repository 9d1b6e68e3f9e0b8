"""Every declared paper as it is written: with every fact, and with the fewest it may have."""

import io
import re
from datetime import date
from html import unescape
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from docx import Document

import liandong.mechanisms as lm
from liandong.features.cases.service.lettering import structure_of
from liandong.features.cases.service.paper_texts import compose_paper
from liandong.features.cases.service.stating import Stated, StatedRow
from liandong.features.cases.service.wording import Wording, row_fields
from liandong.features.documents.service import Letter, to_docx
from liandong.features.documents.service.layout import Line, LineKind, lines
from liandong.features.documents.service.letters import plain
from liandong.features.documents.service.pdf import to_html
from support.declared import registry

DAY = date(2026, 3, 2)
UNIT, FILE = UUID(int=1), UUID(int=2)
WORDING = Wording({UNIT: "某某区人民检察院"}, {str(FILE): "现场笔录.pdf"})
DOUBLED = re.compile(r"[，。；：、]{2}|（）|《》|“”|［］|[（《][，。；：、]|\s$|^\s|件 | 件")
RAW = re.compile(r"[{}]|[A-Za-z]{2,}|\d{4}-\d\d|\d\d:\d\d|待填")
HEADINGS = {LineKind.HEADING, LineKind.SUBHEADING}
ALWAYS = {"issuer", "addressee"}
BODY = {LineKind.PARAGRAPH, LineKind.ITEM}


def value(field: lm.Field) -> Any:
    """Return something believable, with the full stop that people put behind a sentence."""
    found: Any = {
        lm.FieldKind.TEXT: "张某",
        lm.FieldKind.LONG_TEXT: "第一，已经查明。\n第二，已经改正。",
        lm.FieldKind.DATE: DAY.isoformat(),
        lm.FieldKind.MONTH: "2026-02",
        lm.FieldKind.TIME: "09:30",
        lm.FieldKind.NUMBER: 15,
        lm.FieldKind.BOOLEAN: True,
        lm.FieldKind.AMOUNT: 12600000,
        lm.FieldKind.FILE: str(FILE),
        lm.FieldKind.UNIT: str(UNIT),
    }.get(field.kind)
    if field.kind is lm.FieldKind.CHOICE:
        found = field.choices[-1].key
    if field.key.endswith("_unit"):
        found = str(UNIT)
    return [found] if field.multiple else found


def papers() -> list[Any]:
    mechanisms = [registry().current(key) for key in sorted(registry().keys)]
    return [
        pytest.param(mechanism, paper, id=f"{mechanism.key}-{paper.key}")
        for mechanism in mechanisms
        for paper in mechanism.documents
    ]


def needed(mechanism: lm.Mechanism, paper: lm.DocumentType) -> set[str]:
    """Return what nobody may leave out who opens the case, leads it on or makes the paper."""
    made = [move for row, move in mechanism.moves if row and move.produces == paper]
    leading = [move for move in mechanism.transitions if move.target is not lm.SAME]
    asked = [field for move in (*leading, *made) for field in move.inputs]
    optional = {field.key for field in asked if not field.required}
    return {field.key for field in (*asked, *paper.fields) if field.required} - optional


def written(mechanism: lm.Mechanism, paper: lm.DocumentType, *, everything: bool) -> Letter:
    """Return the signed paper of a case; without everything it has the least that it may have."""
    keys = needed(mechanism, paper)
    rows = [
        StatedRow(
            row.key,
            state.key,
            {f.key: value(f) for f in row_fields(row) if everything or f.key in keys},
            f"{row.key}{state.key}",
        )
        for row in mechanism.rows
        for state in row.states
    ]
    makers = [row for row, move in mechanism.moves if row and move.produces == paper]
    about = next((row for row in rows if makers and row.type == makers[0].key), None)
    facts = {f.key: value(f) for f in mechanism.fields if everything or f.key in keys}
    held = {str(party.part) for party in mechanism.parties if everything} | ALWAYS
    structure: Any = structure_of(mechanism, paper.key)
    held |= {block["signature"] for block in structure["blocks"] if "signature" in block}
    stated = Stated(
        on=DAY,
        facts=facts,
        rows=rows if everything else [],
        parties={part: [UNIT] for part in held},
        copies=[str(UNIT)],
        row=about,
        signed_on=DAY,
        maker=UNIT,
        own_number="惠检建〔2026〕12号" if structure["numbered"] else None,
        number="惠检建〔2026〕1号",
        served_paper="检察建议书",
        case_number="惠检建〔2026〕1号",
    )
    return compose_paper(structure, mechanism, paper, WORDING, stated, "两个月", is_draft=False)


def body(letter: Letter) -> list[Line]:
    return [line for line in lines(letter) if line.kind in HEADINGS | BODY]


@pytest.mark.parametrize("everything", [True, False], ids=["all", "least"])
@pytest.mark.parametrize(("mechanism", "paper"), papers())
def test_a_paper_is_written_as_officials_write(
    mechanism: lm.Mechanism, paper: lm.DocumentType, everything: bool
) -> None:
    letter = written(mechanism, paper, everything=everything)

    shown = list(lines(letter))
    for line in shown:
        text = plain(line.text)
        assert text or line.kind is LineKind.NUMBER
        assert not RAW.search(text), text
        assert not DOUBLED.search(text), text
    following = [line.kind for line in body(letter)]
    assert following, "a paper says something"
    assert following[-1] in BODY, "nothing below the last heading"
    assert (LineKind.HEADING, LineKind.HEADING) not in pairwise(following)


@pytest.mark.parametrize(("mechanism", "paper"), papers())
def test_word_and_pdf_hold_the_same_texts(mechanism: lm.Mechanism, paper: lm.DocumentType) -> None:
    letter = written(mechanism, paper, everything=True)

    word = [each.text.strip("\u3000") for each in Document(io.BytesIO(to_docx(letter))).paragraphs]
    found = re.findall(r"<p .*?>(.*?)</p>", to_html(letter), re.DOTALL)
    pdf = [unescape(re.sub(r"<.*?>", "", each)).strip("\u3000") for each in found]
    assert word == pdf
    assert word == [(line.label + plain(line.text)).strip("\u3000") for line in lines(letter)]

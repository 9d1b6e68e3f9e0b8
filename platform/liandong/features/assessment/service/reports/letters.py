"""Pieces of an official letter made of plain words."""

from collections.abc import Iterable, Sequence
from datetime import date

from liandong.calendars.words import dated_words
from liandong.features.assessment.service.reports.facts import Paper
from liandong.features.documents.service import (
    Heading,
    Items,
    Letter,
    Paragraph,
    Run,
    Table,
    Text,
    chinese_ordinal,
    legible,
)

Block = Heading | Paragraph | Items | Table
#: A heading without its counting word, and what stands below it; nothing below: it is left out.
Section = tuple[str, Sequence[Block]]

_INVENTED = "方案的分值、标准和等次为演示虚构，不作为考核的依据。"


def text(words: str) -> Text:
    """Return words as the text of a letter."""
    return (Run(legible(words)),)


def paragraph(words: str) -> Paragraph:
    """Return words as a paragraph."""
    return Paragraph(text(words))


def subheading(words: str) -> Heading:
    """Return words as a heading of the second level."""
    return Heading(text(words), 2)


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[int],
    words: Iterable[int] = (),
) -> Table:
    """Return a table; the columns of `words` stand left."""
    clean = tuple(tuple(legible(each) for each in row) for row in rows)
    return Table(tuple(head), clean, tuple(widths), frozenset(words))


def day(when: date) -> str:
    """Return 2026年5月6日."""
    return dated_words(when).zh


def letter(
    paper: Paper, title: str, opening: str, sections: Sequence[Section], *, is_demo: bool
) -> Letter:
    """Return an official letter, its sections counted 一、二、三; by an invented scheme a draft."""
    blocks: list[Block] = [paragraph(each) for each in (opening, *([_INVENTED] if is_demo else []))]
    for place, (name, below) in enumerate([each for each in sections if each[1]], 1):
        blocks += [Heading(text(f"{chinese_ordinal(place)}、{name}")), *below]
    number: Text = text(paper.number) if paper.number else (Run("签发时编号", is_open=True),)
    signed = (Run("签发日期", is_open=True),)
    return Letter(
        issuer_name=text(paper.issuer),
        number=number,
        title=text(title),
        addressee=text(paper.addressee) if paper.addressee else None,
        blocks=tuple(blocks),
        signature_unit=text(paper.issuer),
        date=text(day(paper.signed_on)) if paper.signed_on else signed,
        copies=paper.copies,
        draft=paper.is_draft or is_demo,
    )

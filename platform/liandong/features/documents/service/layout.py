"""The measures of GB/T 9704 and the lines of a letter, shared by Word, PDF and the preview."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

from liandong.features.documents.service.letters import (
    Heading,
    Items,
    Letter,
    Run,
    Table,
    Text,
    plain,
)
from liandong.features.documents.service.numbering import chinese_ordinal

MARGIN_MM = {"top": 37, "right": 26, "bottom": 35, "left": 28}
TEXT_WIDTH_PT = 442
BODY_PT = 16
TITLE_PT = 22
SMALL_PT = 14
PITCH_PT = 28
TITLE_PITCH_PT = 36
# 28 characters of 16 pt are 448 pt, so each gives up a little to fit into 442 pt.
TRACKING_PT = -0.2
RED = "C00000"
OPEN_COLOUR = "7D4600"
OPEN_FILL = "FDF1DE"
NOTE_COLOUR = "5B6572"

_LARGEST_ISSUER_PT = 38
_SMALLEST_ISSUER_PT = 22
SIGN_OFF_LINES = 2
_SPACED_TITLE = 6
_DATE_INDENT = 4.0


class LineKind(StrEnum):
    """What a line is; each renderer has one style for each."""

    ISSUER = "issuer"
    NUMBER = "number"
    TITLE = "title"
    ADDRESSEE = "addressee"
    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    CLOSING = "closing"
    ATTACHMENT = "attachment"
    SIGNATURE = "signature"
    DATE = "date"
    SEAL_NOTE = "seal_note"
    COPIES = "copies"


@dataclass(frozen=True)
class Line:
    """One paragraph on paper; the label is its counting word and set in 黑体.

    One that is a table has no text. With `gap` the blank lines stand above it that part
    attachments, or the sign-off, from the body.
    """

    kind: LineKind
    text: Text
    label: str = ""
    gap: int = 0
    table: Table | None = None


def lines(letter: Letter) -> Iterator[Line]:
    """Yield the lines of a letter from the red head to the copies."""
    if letter.issuer_name:
        yield Line(LineKind.ISSUER, letter.issuer_name)
        # The red rule hangs below this line, so it stands even for a letter without a number.
        yield Line(LineKind.NUMBER, letter.number or ())
    yield Line(LineKind.TITLE, letter.title)
    if letter.addressee:
        yield Line(LineKind.ADDRESSEE, (*letter.addressee, Run("：")))
    yield from _body(letter)
    yield from _end(letter)


def issuer_pt(letter: Letter) -> int:
    """Return the size at which the issuer's name fits on one line of the red head."""
    fitting = int(TEXT_WIDTH_PT * 0.9 / max(ems(plain(letter.issuer_name)), 1))
    return max(_SMALLEST_ISSUER_PT, min(_LARGEST_ISSUER_PT, fitting))


def is_title_spaced(letter: Letter) -> bool:
    """Tell whether the title is so short that its characters are set apart."""
    return len(plain(letter.title)) <= _SPACED_TITLE


def sign_off_indents(letter: Letter) -> tuple[float, float]:
    """Return the right indents of signature and date in characters.

    GB/T 9704: the date leaves four characters at the right, the name is centred on the date; a
    long name keeps two characters and draws the date along.
    """
    signers = [plain(each) for each in (*letter.co_signers, letter.signature_unit)]
    signature, day = max(map(ems, signers)), ems(plain(letter.date))
    signature_indent = _DATE_INDENT + (day - signature) / 2
    least = min(2.0, _DATE_INDENT)
    if signature_indent >= least:
        return signature_indent, _DATE_INDENT
    return least, least + (signature - day) / 2


def ems(text: str) -> float:
    """Return the width of a text in full-width characters."""
    wide = sum(unicodedata.east_asian_width(char) in "WFA" for char in text)
    return wide + (len(text) - wide) / 2


def _body(letter: Letter) -> Iterator[Line]:
    counter, wrapped = count(1), False
    for block in letter.blocks:
        match block:
            case Heading(text, level):
                counter, wrapped = count(1), True
                kind = LineKind.HEADING if level == 1 else LineKind.SUBHEADING
                yield Line(kind, text)
            case Items(texts):
                for text in texts:
                    word = chinese_ordinal(next(counter))
                    # Below a heading 一、 the next level of GB/T 9704 is （一）.
                    yield Line(LineKind.ITEM, text, f"（{word}）" if wrapped else f"{word}、")
            case Table():
                counter = count(1)
                yield Line(LineKind.TABLE, (), table=block)
            case _:
                yield Line(LineKind.PARAGRAPH, block.text)
    if letter.closing:
        yield Line(LineKind.CLOSING, letter.closing)


def _end(letter: Letter) -> Iterator[Line]:
    yield from _attachments(letter.attachments)
    signers = [*letter.co_signers, *([letter.signature_unit] if letter.signature_unit else [])]
    for place, signer in enumerate(signers):
        yield Line(LineKind.SIGNATURE, signer, gap=0 if place else SIGN_OFF_LINES)
    if letter.date:
        yield Line(LineKind.DATE, letter.date, gap=0 if signers else SIGN_OFF_LINES)
    if letter.seal_note:
        yield Line(LineKind.SEAL_NOTE, (Run(f"（{letter.seal_note}）"),))
    if letter.copies:
        yield Line(LineKind.COPIES, (Run("，".join(letter.copies) + "。"),), label="抄送：")


def _attachments(names: tuple[str, ...]) -> Iterator[Line]:
    """GB/T 9704: a line below the body, several counted with digits, no full stop behind."""
    for place, name in enumerate(names, 1):
        text = f"{place}. {name}" if len(names) > 1 else name
        label = "附件：" if place == 1 else "\u3000" * 3
        yield Line(LineKind.ATTACHMENT, (Run(text),), label, gap=1 if place == 1 else 0)

"""The document model: what an official letter says, apart from how Word or PDF shows it."""

from dataclasses import dataclass

OPEN_MARK = "待填"
DRAFT_MARK = "草稿"


@dataclass(frozen=True)
class Run:
    """A stretch of text; an open one stands where a value is still awaited."""

    text: str
    is_open: bool = False


Text = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading inside the letter; level 1 is 黑体, level 2 is 楷体."""

    text: Text
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Body text with an indented first line."""

    text: Text


@dataclass(frozen=True)
class Items:
    """Points that are counted 一、二、三 and answered one by one."""

    texts: tuple[Text, ...]


@dataclass(frozen=True)
class Table:
    """A table over the whole width of the text, its head repeated on each page.

    The widths are shares of the whole; a column of digits stands in the middle, one of words left.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    words: frozenset[int] = frozenset()


Block = Heading | Paragraph | Items | Table


@dataclass(frozen=True)
class Letter:
    """One official letter in the order of GB/T 9704; without an issuer it has no red head."""

    issuer_name: Text
    number: Text | None
    title: Text
    addressee: Text | None
    blocks: tuple[Block, ...]
    closing: Text | None = None
    attachments: tuple[str, ...] = ()
    co_signers: tuple[Text, ...] = ()
    signature_unit: Text | None = None
    date: Text | None = None
    copies: tuple[str, ...] = ()
    seal_note: str = ""
    draft: bool = False


def plain(text: Text | None) -> str:
    """Return the words of a text without its marks."""
    return "".join(run.text for run in text or ())

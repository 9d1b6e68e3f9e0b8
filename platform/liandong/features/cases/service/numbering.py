"""Numbers of papers: given with the signature, one after the other within a year."""

from collections.abc import Iterable

from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.deadlines.models import Escalation
from liandong.features.documents.models import Document
from liandong.features.documents.service import format_number


def next_number(uow: UnitOfWork, word: str, year: int, others: Iterable[str] = ()) -> str:
    """Return the next number of the papers with a word in a year, such as 惠检建〔2026〕12号.

    The letters of the ladder count among them where a county gives them no word of their own.

    Args:
        uow: Of the county.
        word: The 机关代字 of who signs, with the word of the mechanism.
        year: Of the signature.
        others: Numbers given elsewhere, whatever their word.
    """
    lock(uow, f"number/{word}/{year}")
    start = format_number(word, year, 1).removesuffix("1号")
    papers = select(Document.number).where(
        Document.tenant_id == uow.tenant_id, Document.number.startswith(start, autoescape=True)
    )
    letters = select(Escalation.letter_number).where(
        Escalation.tenant_id == uow.tenant_id,
        Escalation.letter_number.startswith(start, autoescape=True),
    )
    taken = [
        int(number.removeprefix(start).removesuffix("号"))
        for number in (*uow.session.scalars(papers.union_all(letters)), *others)
        if number and number.startswith(start)
    ]
    return format_number(word, year, max(taken, default=0) + 1)

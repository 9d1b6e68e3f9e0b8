"""Numbers of papers: given with the signature, one after the other within a year."""

from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.documents.models import Document
from liandong.features.documents.service import format_number
from liandong.features.tenants.service import Configuration
from liandong.mechanisms import Mechanism


def next_number(uow: UnitOfWork, config: Configuration, mechanism: Mechanism, year: int) -> str:
    """Return the next number of a mechanism's papers in a year, such as 惠检建〔2026〕12号."""
    word = config.prefix(mechanism.key, mechanism.number_word)
    lock(uow, f"number/{word}/{year}")
    start = format_number(word, year, 1).removesuffix("1号")
    query = select(Document.number).where(
        Document.tenant_id == uow.tenant_id, Document.number.startswith(start, autoescape=True)
    )
    taken = [
        int(number.removeprefix(start).removesuffix("号"))
        for number in uow.session.scalars(query)
        if number
    ]
    return format_number(word, year, max(taken, default=0) + 1)

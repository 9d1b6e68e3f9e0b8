"""What was purged in a case: each purge, and what is left of one secret."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import CaseEvent, SealedFact
from liandong.kernel.sealing import PurgedFile, PurgedText

#: What stands in a paper where a secret was.
PURGED = "【已清除】"
#: The kind of the event with which secrets of a case were purged.
PURGE = "purge"


def list_purges(uow: UnitOfWork, case_id: UUID) -> list[CaseEvent]:
    """Return the purges of a case, the first one first."""
    query = select(CaseEvent).where(
        CaseEvent.tenant_id == uow.tenant_id,
        CaseEvent.case_id == case_id,
        CaseEvent.kind == PURGE,
    )
    return list(uow.session.scalars(query.order_by(CaseEvent.position)))


def is_whole(purge: CaseEvent) -> bool:
    """Tell whether a purge destroyed all that the case held; of a smaller one each is named."""
    return "secrets" not in purge.payload["purged"]


def purged_text(purges: Iterable[CaseEvent], fact: SealedFact) -> PurgedText:
    """Return what stands where a text was."""
    text = PurgedText.of(PURGED, str(fact.id), fact.digest)
    text.on, text.basis = _why(purges, str(fact.id))
    return text


def purged_file(purges: Iterable[CaseEvent], file_id: str) -> PurgedFile:
    """Return what stands where a file was: its id, which opens nothing any more."""
    found = PurgedFile(file_id)
    found.on, found.basis = _why(purges, file_id)
    return found


def _why(purges: Iterable[CaseEvent], sealed_id: str) -> tuple[str, str]:
    for each in purges:
        stated = each.payload["purged"]
        if is_whole(each) or sealed_id in stated["secrets"]:
            return each.occurred_on.isoformat(), stated["basis"]
    return "", ""

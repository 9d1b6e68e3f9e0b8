"""What was sealed is read for whoever sees the case: the one place where secrets are decrypted."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from liandong.authz import Principal
from liandong.authz.vocabulary import REVEAL
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import Case, CaseEvent, CaseRow, SealedFact
from liandong.features.cases.service.case_keys import find_keys
from liandong.features.cases.service.purges import list_purges, purged_file, purged_text
from liandong.features.cases.service.sealing import REQUEST
from liandong.features.cases.service.unsealing import open_texts
from liandong.features.documents.models import Document
from liandong.kernel.sealing import MaskedText, Purged, SealedText, is_reference
from liandong.mechanisms import Mechanism, sealed_files

_HOLDS = {Case: "facts", CaseRow: "facts", Document: "content", CaseEvent: "payload"}
#: What is read in place of a secret by who may not see it.
MASKED = "【已隐去】"
Holder = Case | CaseRow | Document | CaseEvent
Known = Mapping[str, SealedText | Purged]


def reveal(
    uow: UnitOfWork,
    principal: Principal,
    mechanism: Mechanism,
    case_id: UUID,
    holders: Iterable[Holder],
) -> None:
    """Let loaded parts of one case hold their secrets, in clear for who may see them.

    For others they hold a mask; what is stored stays as it is.

    A file is named by its id, which is no secret; of one that was purged the id says so.

    Raises:
        SecretsKeyError: A key cannot be read.
    """
    found = [(each, _HOLDS[type(each)]) for each in holders]
    if not sealed_files(mechanism):
        found = [(each, name) for each, name in found if _holds_any(getattr(each, name))]
    known = _secrets(uow, case_id) if found else {}
    if not principal.may(mechanism.key, REVEAL):
        known = {key: _masked(text) for key, text in known.items()}
    for each, name in found if known else ():
        set_committed_value(each, name, _with(getattr(each, name), known))


def _masked(value: SealedText | Purged) -> SealedText | Purged:
    return MaskedText.of(MASKED, value.id, value.digest) if type(value) is SealedText else value


def _holds_any(value: Any) -> bool:
    return any(True for _ in references(value))


def references(value: Any) -> Iterator[dict[str, str]]:
    """Yield every reference to a secret in what is stored."""
    if is_reference(value):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


def _with(value: Any, known: Known) -> Any:
    if is_reference(value):
        return known.get(value["sealed"], value)
    if isinstance(value, dict):
        return {key: _with(each, known) for key, each in value.items()}
    if isinstance(value, list):
        return [_with(each, known) for each in value]
    return known.get(value, value) if isinstance(value, str) else value


def _secrets(uow: UnitOfWork, case_id: UUID) -> Known:
    """Return every secret of a case by its id, and what stands for it once it is purged."""
    facts = list_sealed(uow, case_id)
    clear = open_texts(uow, case_id, facts)
    files = find_keys(uow, [each.id for each in facts if each.is_file])
    is_whole = len(clear) + len(files) == len(facts)
    purges = [] if is_whole else list_purges(uow, case_id)
    found: dict[str, SealedText | Purged] = {}
    for each in facts:
        own = str(each.id)
        if each.id in clear:
            found[own] = SealedText.of(clear[each.id], own, each.digest)
        elif each.id not in files:
            found[own] = purged_file(purges, own) if each.is_file else purged_text(purges, each)
    return found


def list_sealed(uow: UnitOfWork, case_id: UUID) -> list[SealedFact]:
    """Return all that was ever sealed in a case."""
    query = select(SealedFact).where(
        SealedFact.tenant_id == uow.tenant_id,
        SealedFact.case_id == case_id,
        SealedFact.field != REQUEST,
    )
    return list(uow.session.scalars(query.order_by(SealedFact.id)))

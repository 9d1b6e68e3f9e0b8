"""Who was shown secrets: every reveal leaves an entry of the audit chain, in the same transaction.

An entry names the case and the secrets by their ids and fields, never by what they say. Who reads a
case twice in one transaction was shown its secrets once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import column, exists, func, select
from sqlalchemy.dialects.postgresql import JSONB

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.audit import service as audit
from liandong.features.audit.models import AuditEntry
from liandong.features.cases.models import CaseEvent, SealedFact
from liandong.kernel.clock import Clock
from liandong.kernel.sealing import MaskedText, PurgedText, SealedText

READ, TAKEN = "secret.read", "secret.taken"
MOST = 200
_NOTED = "secrets_noted"


@dataclass(frozen=True)
class SecretRead:
    """One time that somebody was shown secrets which a unit entered."""

    at: datetime
    unit_id: UUID | None
    name: str
    is_file: bool
    fields: tuple[str, ...]


def note_shown(
    uow: UnitOfWork, principal: Principal, clock: Clock, case_id: UUID, shown: Iterable[Any]
) -> None:
    """Record which secrets of a case somebody is shown, if any: `shown` is what they get to see."""
    ids = {UUID(each.id) for value in shown for each in _secrets(value)}
    ids -= uow.session.info.setdefault(_NOTED, {}).setdefault(case_id, set())
    if not ids:
        return
    uow.session.info[_NOTED][case_id] |= ids
    _note(uow, principal, clock, READ, case_id, _named(uow, ids))


def note_taken(
    uow: UnitOfWork, principal: Principal, clock: Clock, case_id: UUID | None, file_id: UUID
) -> None:
    """Record that somebody took a sealed file away; no case has it while no act has named it."""
    secrets = _named(uow, {file_id}) or [{"id": str(file_id), "field": ""}]
    _note(uow, principal, clock, TAKEN, case_id, secrets)


def list_reads(uow: UnitOfWork, unit_id: UUID, case_id: UUID) -> list[SecretRead]:
    """Return who was shown the secrets that a unit entered in a case, the newest first."""
    own = select(SealedFact.id).join(
        CaseEvent,
        (CaseEvent.tenant_id == SealedFact.tenant_id) & (CaseEvent.id == SealedFact.event_id),
    )
    own = own.where(
        SealedFact.tenant_id == uow.tenant_id,
        SealedFact.case_id == case_id,
        CaseEvent.unit_id == unit_id,
    )
    mine = {str(each) for each in uow.session.scalars(own)}
    if not mine:
        return []
    secret = func.jsonb_array_elements(AuditEntry.content["secrets"]).table_valued(
        column("value", JSONB), name="secret"
    )
    query = select(AuditEntry).where(
        AuditEntry.tenant_id == uow.tenant_id,
        AuditEntry.subject == f"cases/{case_id}",
        AuditEntry.action.in_((READ, TAKEN)),
        exists(select(1).select_from(secret).where(secret.c.value["id"].astext.in_(mine))),
    )
    newest = uow.session.scalars(query.order_by(AuditEntry.position.desc()).limit(MOST))
    return [_read(entry, mine) for entry in newest]


def _read(entry: AuditEntry, mine: set[str]) -> SecretRead:
    who = orjson.loads(entry.body or "{}").get("who", {})
    secrets = entry.content["secrets"]
    fields = dict.fromkeys(each["field"] for each in secrets if each["id"] in mine)
    name = who.get("name", "")
    return SecretRead(entry.recorded_at, entry.unit_id, name, entry.action == TAKEN, tuple(fields))


def _secrets(value: Any) -> Iterator[SealedText]:
    if isinstance(value, SealedText):
        if not isinstance(value, PurgedText | MaskedText):
            yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _secrets(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _secrets(each)


def _named(uow: UnitOfWork, ids: set[UUID]) -> list[dict[str, str]]:
    query = select(SealedFact.id, SealedFact.field).where(
        SealedFact.tenant_id == uow.tenant_id, SealedFact.id.in_(ids)
    )
    rows = uow.session.execute(query.order_by(SealedFact.field, SealedFact.id)).all()
    return [{"id": str(row.id), "field": row.field} for row in rows]


def _note(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    action: str,
    case_id: UUID | None,
    secrets: list[dict[str, str]],
) -> None:
    audit.append(
        uow,
        clock,
        action,
        f"cases/{case_id}" if case_id else f"files/{secrets[0]['id']}",
        {"secrets": secrets},
        account_id=principal.account_id,
        unit_id=principal.unit_id,
    )

"""New links. They wait in the session and are written at the commit, under the chain's lock.

So the lock is taken last: after every row of the act is written and every other lock is held. Who
waits for it holds nothing that its holder could still want, and it is held for one insert alone.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import event, select
from sqlalchemy.orm import Session, SessionTransaction

from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.audit.models import AuditEntry
from liandong.features.audit.service.hashing import chosen_algorithm, digest_with
from liandong.features.audit.service.links import CHANGE, SELF_CONTAINED, START, canonical, moment
from liandong.features.audit.service.origins import Origin, current_origin
from liandong.kernel.clock import Clock
from liandong.kernel.sealing import storable

Plain = dict[str, Any]
LOCK = "audit"
_WAITING = "audit_waiting"


@dataclass(frozen=True)
class _Waiting:
    """What an entry will say, but for its place in the chain."""

    recorded_at: datetime
    action: str
    subject: str
    content: Plain
    account_id: UUID | None
    unit_id: UUID | None
    who: Plain
    change: Plain
    origin: Origin
    within: frozenset[SessionTransaction]


def append(
    uow: UnitOfWork,
    clock: Clock,
    action: str,
    subject: str,
    content: Plain | None = None,
    *,
    account_id: UUID | None = None,
    unit_id: UUID | None = None,
    who: Plain | None = None,
    before: Plain | None = None,
    after: Plain | None = None,
) -> None:
    """Let the tenant's chain get one more link when the transaction commits.

    `unit_id` says who may read the entry in full, `before` and `after` what the act changed. Who
    acts and from where comes from the door (`coming_from`), unless `account_id` says who; `who`
    puts that into words where the door speaks of somebody else, or of nobody yet.
    """
    session = uow.session
    waiting = _Waiting(
        recorded_at=clock.now(),
        action=action,
        subject=subject,
        content=storable(content or {}),
        account_id=account_id,
        unit_id=unit_id,
        who=who or {},
        change=storable({"before": before, "after": after}),
        origin=current_origin(),
        within=frozenset(_savepoints(session)),
    )
    session.info.setdefault(_WAITING, []).append(waiting)


def _savepoints(session: Session) -> list[SessionTransaction]:
    found, each = [], session.get_nested_transaction()
    while each is not None and each.nested:
        found.append(each)
        each = each.parent
    return found


@event.listens_for(Session, "before_commit")
def _write(session: Session) -> None:
    if session.in_nested_transaction():
        return
    waiting: list[_Waiting] = session.info.pop(_WAITING, [])
    if not waiting:
        return
    uow = UnitOfWork(session, int(session.info["tenant_id"]))
    session.flush()
    lock(uow, LOCK)
    position, previous, algorithm = head_of(uow)
    if algorithm not in {None, chosen_algorithm()}:
        waiting = [_change(waiting[0], str(algorithm)), *waiting]
    for each in waiting:
        position += 1
        entry = _entry(uow, each, position, previous)
        session.add(entry)
        previous = entry.digest


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, previous_transaction: SessionTransaction) -> None:
    """What is rolled back was never done: neither the act nor its entry."""
    waiting: list[_Waiting] = session.info.pop(_WAITING, [])
    if previous_transaction.nested:
        kept = [each for each in waiting if previous_transaction not in each.within]
        session.info[_WAITING] = kept


def head_of(uow: UnitOfWork) -> tuple[int, str, str | None]:
    """Return position, digest and algorithm of the last entry; 0 and the start: there is none."""
    query = select(AuditEntry.position, AuditEntry.digest, AuditEntry.algorithm)
    query = query.where(AuditEntry.tenant_id == uow.tenant_id)
    head = uow.session.execute(query.order_by(AuditEntry.position.desc()).limit(1)).first()
    return (head.position, head.digest, head.algorithm) if head else (0, START, None)


def _change(first: _Waiting, algorithm: str) -> _Waiting:
    content = {"from": algorithm, "to": chosen_algorithm()}
    return replace(
        first,
        action=CHANGE,
        subject="audit_entries",
        content=content,
        account_id=None,
        unit_id=None,
        who={},
        change={"before": None, "after": None},
        origin=replace(first.origin, who={}),
    )


def _entry(uow: UnitOfWork, what: _Waiting, position: int, previous: str) -> AuditEntry:
    algorithm, who = chosen_algorithm(), _who(what)
    account_id = what.account_id or (UUID(who["account"]) if "account" in who else None)
    body = canonical(
        {
            "version": SELF_CONTAINED,
            "algorithm": algorithm,
            "tenant": uow.tenant_id,
            "position": position,
            "at": moment(what.recorded_at),
            "account": str(account_id) if account_id else None,
            "unit": str(what.unit_id) if what.unit_id else None,
            "who": who,
            "from": what.origin.plain(),
            "action": what.action,
            "subject": what.subject,
            "content": what.content,
            **what.change,
            "previous": previous,
        }
    )
    return AuditEntry(
        tenant_id=uow.tenant_id,
        position=position,
        recorded_at=what.recorded_at,
        account_id=account_id,
        unit_id=what.unit_id,
        action=what.action,
        subject=what.subject,
        content=what.content,
        previous=previous,
        digest=digest_with(algorithm, body),
        version=SELF_CONTAINED,
        algorithm=algorithm,
        body=body.decode(),
        actor=who.get("login"),
    )


def _who(what: _Waiting) -> Plain:
    """Return who acted in words of that day: of the person at the door, unless it is another."""
    at_the_door = what.origin.who
    if what.account_id is None:
        return what.who or at_the_door
    if at_the_door.get("account") == str(what.account_id):
        return at_the_door
    return {**what.who, "account": str(what.account_id)}

"""Records of obligations, and how each one stands that follows from them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.audit import service as audit
from liandong.features.deadlines.models import Obligation, ObligationRecord
from liandong.features.deadlines.service.waiting import wake
from liandong.kernel.clock import Clock
from liandong.kernel.ids import uuid7

Plain = dict[str, Any]
_STATES = {"filed": "met", "nil": "nil", "met_by_case": "met"}


@dataclass(frozen=True)
class Happened:
    """One thing that happened to an obligation; without a person the platform did it."""

    obligation_id: UUID
    kind: str
    unit_id: UUID
    on: date
    content: Plain = field(default_factory=dict)
    by: Principal | None = None


def record(uow: UnitOfWork, clock: Clock, happened: Happened) -> Obligation:
    """Add one record, let the obligation follow, and close the audit chain over a person's act.

    The caller holds the lock of the obligation, or of the generator where it is new.
    """
    mine = (
        ObligationRecord.tenant_id == uow.tenant_id,
        ObligationRecord.obligation_id == happened.obligation_id,
    )
    last = uow.session.scalar(select(func.max(ObligationRecord.position)).where(*mine)) or 0
    added = ObligationRecord(
        tenant_id=uow.tenant_id,
        id=uuid7(int(clock.now().timestamp() * 1000)),
        obligation_id=happened.obligation_id,
        position=last + 1,
        kind=happened.kind,
        occurred_on=happened.on,
        content=happened.content,
        recorded_at=clock.now(),
        account_id=happened.by.account_id if happened.by else None,
        unit_id=happened.unit_id,
    )
    uow.session.add(added)
    uow.session.flush()
    obligation = _project(uow, added)
    if happened.by is not None:
        wake(uow)
        _audit(uow, clock, added)
    return obligation


def _audit(uow: UnitOfWork, clock: Clock, added: ObligationRecord) -> None:
    audit.append(
        uow,
        clock,
        f"obligation.{added.kind}",
        f"obligations/{added.obligation_id}",
        {"record": str(added.id), **_behalf(added)},
        account_id=added.account_id,
        unit_id=added.unit_id,
    )


def _behalf(said: ObligationRecord) -> Plain:
    """Return for whom a deputy acted."""
    return {key: value for key, value in said.content.items() if key == "on_behalf_of"}


def rebuild(uow: UnitOfWork) -> None:
    """Throw the obligations away and let them follow from their records again."""
    uow.session.execute(delete(Obligation).where(Obligation.tenant_id == uow.tenant_id))
    uow.session.expire_all()
    query = select(ObligationRecord).where(ObligationRecord.tenant_id == uow.tenant_id)
    order = (ObligationRecord.obligation_id, ObligationRecord.position)
    for each in uow.session.scalars(query.order_by(*order)).all():
        _project(uow, each)
    wake(uow)


def _project(uow: UnitOfWork, said: ObligationRecord) -> Obligation:
    if said.kind == "owed":
        obligation = _owed(uow, said)
    else:
        obligation = _get(uow, said.obligation_id)
        _CHANGES[said.kind](obligation, said)
    if said.kind != "reminded":
        obligation.position = said.position
    uow.session.add(obligation)
    uow.session.flush()
    return obligation


def _get(uow: UnitOfWork, obligation_id: UUID) -> Obligation:
    mine = (Obligation.tenant_id == uow.tenant_id, Obligation.id == obligation_id)
    return uow.session.scalars(select(Obligation).where(*mine)).one()


def _owed(uow: UnitOfWork, said: ObligationRecord) -> Obligation:
    stated = said.content
    obligation = Obligation(
        tenant_id=uow.tenant_id,
        id=said.obligation_id,
        limit_id=stated["limit_id"],
        mechanism=stated["mechanism"],
        unit_id=said.unit_id,
        period_start=date.fromisoformat(stated["period_start"]),
        state="open",
        evidence={},
    )
    _count(obligation, said)
    return obligation


def _count(obligation: Obligation, said: ObligationRecord) -> None:
    """Take the day as it was counted; a later count keeps what was returned before."""
    stated = said.content
    obligation.period_end = date.fromisoformat(stated["period_end"])
    obligation.label = stated["label"]
    obligation.nominal_on = date.fromisoformat(stated["nominal_on"])
    obligation.due_on = date.fromisoformat(stated["due_on"])
    obligation.is_provisional = stated["is_provisional"]
    obligation.is_enforceable = stated["is_enforceable"]
    obligation.inputs = {**(obligation.inputs or {}), **stated["inputs"]}
    obligation.fires = [datetime.fromisoformat(at) for at in stated["fires"]]
    obligation.next_fire_at = _next(obligation.fires, said.recorded_at)


def _next(fires: list[datetime], said_at: datetime) -> datetime | None:
    return next((at for at in fires if at > said_at), None)


def _meet(obligation: Obligation, said: ObligationRecord) -> None:
    obligation.state = _STATES[said.kind]
    obligation.met_on = said.occurred_on
    told = {"recorded_at": said.recorded_at.astimezone(UTC).isoformat()} if said.account_id else {}
    obligation.evidence = {**said.content, **told, "kind": said.kind}
    obligation.next_fire_at = None
    obligation.outcome = "in_time"
    if said.occurred_on > obligation.due_on:
        obligation.outcome = "late" if obligation.accuses else "not_accused"


def _give_back(obligation: Obligation, said: ObligationRecord) -> None:
    """Open it again: returned before its day it keeps that day.

    Whoever had filed in time is not called late by what came back on the day or after it.
    """
    if obligation.outcome != "late" and not said.content.get("keeps_day"):
        obligation.is_enforceable = False
    given = {
        "on": said.occurred_on.isoformat(),
        "by": str(said.unit_id),
        "reason": said.content["reason"],
        "of": obligation.evidence,
        **_behalf(said),
    }
    returns = [*obligation.inputs.get("returns", []), given]
    obligation.inputs = {**obligation.inputs, "returns": returns}
    obligation.state, obligation.met_on, obligation.outcome = "open", None, None
    obligation.evidence = {}
    obligation.next_fire_at = _next(obligation.fires, said.recorded_at)


def _waive(obligation: Obligation, said: ObligationRecord) -> None:
    obligation.state, obligation.next_fire_at = "waived", None
    obligation.evidence = said.content


def _recount(obligation: Obligation, said: ObligationRecord) -> None:
    _count(obligation, said)
    revision = {key: said.content[key] for key in ("from", "to", "cause")}
    known = obligation.inputs.get("revisions", [])
    obligation.inputs = {**obligation.inputs, "revisions": [*known, revision]}


def _remind(obligation: Obligation, said: ObligationRecord) -> None:
    at = datetime.fromisoformat(said.content["at"])
    obligation.next_fire_at = _next(obligation.fires, at)


_CHANGES = {
    "filed": _meet,
    "nil": _meet,
    "met_by_case": _meet,
    "returned": _give_back,
    "waived": _waive,
    "recounted": _recount,
    "reminded": _remind,
}

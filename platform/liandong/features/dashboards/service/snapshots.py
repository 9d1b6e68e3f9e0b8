"""Figures that are published: fixed as counted, approved by the head, never counted anew.

A unit's own people see what waits and what was returned; approved figures are for the whole county,
as numbers per unit. The records behind them stay with the unit that counted, as evidence.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import exists, or_, select

from liandong.authz import Principal
from liandong.authz.vocabulary import PLATFORM
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.service.measuring import (
    Measured,
    Period,
    measure,
    measured_mechanisms,
)
from liandong.features.assessment.service.records import Record, dumped
from liandong.features.audit import service as audit
from liandong.features.cases.models import Visibility
from liandong.features.dashboards.errors import (
    SnapshotEmptyError,
    SnapshotOwnError,
    SnapshotReasonError,
    SnapshotStepError,
)
from liandong.features.dashboards.models import Snapshot, SnapshotStep
from liandong.features.dashboards.service.periods import named_period, period_of
from liandong.features.notifications import service as notifications
from liandong.features.tenants.service import installed
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError, Problem
from liandong.mechanisms import Mechanism

Plain = dict[str, Any]

#: Where each step leads on from; a snapshot without a step was submitted.
SUBMITTED = "submitted"
LEADS_ON_FROM = {"approved": SUBMITTED, "returned": SUBMITTED, "withdrawn": "approved"}
TAKE, APPROVE = "snapshots.take", "snapshots.approve"


@dataclass(frozen=True)
class Published:
    """A snapshot with its steps; `is_own` says whether the reader's unit counted it."""

    snapshot: Snapshot
    steps: tuple[SnapshotStep, ...]
    is_own: bool

    @property
    def state(self) -> str:
        """Return how it stands: submitted, approved, returned or withdrawn."""
        return self.steps[-1].step if self.steps else SUBMITTED

    @property
    def position(self) -> int:
        """Return its version."""
        return len(self.steps)


def take(uow: UnitOfWork, principal: Principal, clock: Clock, key: str, period: str) -> Published:
    """Fix the figures of a mechanism and period as they stand, and submit them for approval.

    Raises:
        ForbiddenError: This duty submits no figures.
        NotFoundError: No such mechanism for this person.
        SnapshotEmptyError: Nothing counts.
    """
    principal.require_call(TAKE)
    known = measured_mechanisms(uow, principal)
    mechanism = next((each for each in known if each.key == key), None)
    if mechanism is None:
        raise NotFoundError
    today = clock.today()
    name = named_period(period, today)
    period_days = Period(*period_of(name, today))
    found = _told(uow, measure(uow, principal, mechanism, period_days, today))
    if not any(each.units for each in found):
        raise SnapshotEmptyError
    content = _content(mechanism, found)
    snapshot = Snapshot(
        tenant_id=uow.tenant_id,
        unit_id=principal.unit_id,
        account_id=principal.account_id,
        mechanism=key,
        period=name,
        counted_on=today,
        content=content,
        digest=hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest(),
        **_behalf(principal, SUBMITTED),
        recorded_at=clock.now(),
    )
    uow.session.add(snapshot)
    uow.session.flush()
    _record(uow, principal, clock, snapshot, SUBMITTED)
    return Published(snapshot, (), is_own=True)


def take_step(  # one act has as many sides
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    snapshot_id: UUID,
    step: str,
    reason: str = "",
) -> Published:
    """Approve, return or withdraw figures of one's own unit.

    Raises:
        ForbiddenError: This duty approves no figures.
        NotFoundError: Unknown, or another unit's.
        SnapshotOwnError: One's own submission.
        SnapshotReasonError: No reason where one is needed.
        SnapshotStepError: They do not stand where this step leads on from.
    """
    principal.require_call(APPROVE)
    found = find(uow, principal, snapshot_id)
    if not found.is_own:
        raise NotFoundError
    if LEADS_ON_FROM.get(step) != found.state:
        raise SnapshotStepError
    if step == "approved" and found.snapshot.account_id == principal.account_id:
        raise SnapshotOwnError
    if step != "approved" and not reason.strip():
        raise SnapshotReasonError([Problem("reason", "要写明理由", "a reason is needed")])
    taken = SnapshotStep(
        tenant_id=uow.tenant_id,
        snapshot_id=snapshot_id,
        position=found.position + 1,
        step=step,
        reason=reason.strip(),
        **_behalf(principal, step),
        account_id=principal.account_id,
        recorded_at=clock.now(),
    )
    uow.session.add(taken)
    uow.session.flush()
    _record(uow, principal, clock, found.snapshot, step)
    return Published(found.snapshot, (*found.steps, taken), is_own=True)


def may_approve(principal: Principal) -> bool:
    """Tell whether this duty approves the figures of its unit."""
    return principal.may(PLATFORM, APPROVE)


def may_take(principal: Principal) -> bool:
    """Tell whether this duty submits figures for approval."""
    return principal.may(PLATFORM, TAKE)


def find(uow: UnitOfWork, principal: Principal, snapshot_id: UUID) -> Published:
    """Return one snapshot that this person may see.

    Raises:
        NotFoundError: Unknown, foreign, or another unit's that was not approved.
    """
    query = _visible(uow, principal).where(Snapshot.id == snapshot_id)
    snapshot = uow.session.scalar(query)
    if snapshot is None:
        raise NotFoundError
    return _with_steps(uow, principal, [snapshot])[0]


def list_snapshots(uow: UnitOfWork, principal: Principal, limit: int = 200) -> list[Published]:
    """Return what this person may see, the newest first."""
    query = _visible(uow, principal).order_by(Snapshot.recorded_at.desc(), Snapshot.id.desc())
    return _with_steps(uow, principal, list(uow.session.scalars(query.limit(limit))))


def _visible(uow: UnitOfWork, principal: Principal) -> Any:
    def has(step: str) -> Any:
        return exists(
            select(SnapshotStep.id).where(
                SnapshotStep.tenant_id == uow.tenant_id,
                SnapshotStep.snapshot_id == Snapshot.id,
                SnapshotStep.step == step,
            )
        )

    is_out = has("approved") & ~has("withdrawn")
    keys = [key for key in installed().registry.keys if principal.read_scopes(key)]
    is_own = (Snapshot.unit_id == principal.unit_id) & Snapshot.mechanism.in_(keys)
    return select(Snapshot).where(Snapshot.tenant_id == uow.tenant_id, or_(is_own, is_out))


def _with_steps(
    uow: UnitOfWork, principal: Principal, snapshots: Sequence[Snapshot]
) -> list[Published]:
    ids = [each.id for each in snapshots]
    query = select(SnapshotStep).where(
        SnapshotStep.tenant_id == uow.tenant_id, SnapshotStep.snapshot_id.in_(ids)
    )
    steps = list(uow.session.scalars(query.order_by(SnapshotStep.position)))
    return [
        Published(
            each,
            tuple(step for step in steps if step.snapshot_id == each.id),
            each.unit_id == principal.unit_id,
        )
        for each in snapshots
    ]


def _told(uow: UnitOfWork, found: Sequence[Measured]) -> list[Measured]:
    """Leave out what the unit that it speaks of does not know: a figure would tell it."""
    cases = {
        record.case.id
        for each in found
        for record in (*each.numerator, *each.denominator)
        if record.case is not None
    }
    query = select(Visibility.case_id, Visibility.unit_id).where(
        Visibility.tenant_id == uow.tenant_id, Visibility.case_id.in_(cases)
    )
    known = {(row.case_id, row.unit_id) for row in uow.session.execute(query)}

    def kept(records: Sequence[Record]) -> tuple[Record, ...]:
        return tuple(
            each for each in records if not each.case or (each.case.id, each.unit_id) in known
        )

    return [Measured(each.metric, kept(each.numerator), kept(each.denominator)) for each in found]


def _content(mechanism: Mechanism, found: Sequence[Measured]) -> Plain:
    """Return the figures; of a confidential mechanism the sum alone, it tells of no unit."""
    return {
        "label": mechanism.label,
        "metrics": [
            {
                "key": each.metric.key,
                "label": each.metric.label,
                "neutral": each.metric.neutral,
                "in_days": each.metric.in_days,
                "part": each.part,
                "whole": each.whole,
                "units": [] if mechanism.is_confidential else _units(each),
                "records": [dumped(record) for record in each.denominator],
                "counted": [dumped(record) for record in each.numerator],
            }
            for each in found
        ],
    }


def _units(measured: Measured) -> list[Plain]:
    parts = [(unit_id, measured.of(unit_id)) for unit_id in sorted(measured.units)]
    return [{"unit_id": str(u), "part": each.part, "whole": each.whole} for u, each in parts]


def _record(
    uow: UnitOfWork, principal: Principal, clock: Clock, snapshot: Snapshot, step: str
) -> None:
    """Tell the unit, and close the audit chain over it."""
    said = {"mechanism": snapshot.mechanism, "title": str(snapshot.content["label"])}
    said["period"] = snapshot.period
    key = f"snapshot/{snapshot.id}/{step}"
    notifications.tell(uow, clock, snapshot.unit_id, key, f"snapshot.{step}", None, said)
    audit.append(
        uow,
        clock,
        f"snapshot.{step}",
        f"figure_snapshots/{snapshot.id}",
        {"digest": snapshot.digest, **_behalf(principal, step)},
        account_id=principal.account_id,
        unit_id=principal.unit_id,
    )


def _behalf(principal: Principal, step: str) -> Plain:
    """Return for whom a deputy takes a step; nothing if by a duty of one's own."""
    return principal.on_behalf(PLATFORM, TAKE if step == SUBMITTED else APPROVE)

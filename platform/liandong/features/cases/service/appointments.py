"""Appointments: the cases that are events of a calendar, for the units that take part in them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.tenants.service import current, installed
from liandong.mechanisms import Appointment, Mechanism


@dataclass(frozen=True)
class Fixed:
    """A case with the moment and the place at which people meet.

    `changes` is how often they were set anew, `changed_at` when they were last set, `name` what
    may be said of it outside the platform.
    """

    case: Case
    mechanism: Mechanism
    starts_at: datetime
    ends_at: datetime | None
    place: str
    name: str
    changed_at: datetime
    changes: int

    @property
    def on(self) -> date:
        """Return the day, in the county's time."""
        return self.starts_at.date()


def list_appointments(uow: UnitOfWork, principal: Principal) -> list[Fixed]:
    """Return what is fixed with the principal's unit as a party, the earliest first."""
    return _list(uow, principal, ())


def find_appointment(uow: UnitOfWork, principal: Principal, case_id: UUID) -> Fixed | None:
    """Return what is fixed for one case; None where nothing is, or nothing this person may know."""
    return next(iter(_list(uow, principal, (case_id,))), None)


def _list(uow: UnitOfWork, principal: Principal, only: Collection[UUID]) -> list[Fixed]:
    standing = [
        and_(
            Case.mechanism == mechanism.key,
            Case.version == mechanism.version,
            Case.state.in_([state.key for state in mechanism.appointment.states]),
        )
        for mechanism in installed().registry
        if mechanism.appointment
    ]
    if not standing:
        return []
    query = select(Case).where(
        Case.tenant_id == uow.tenant_id,
        or_(*standing),
        queries.seen_by(uow, principal, "full"),
        queries.takes_part(uow, principal.unit_id),
        *([Case.id.in_(only)] if only else []),
    )
    cases = list(uow.session.scalars(query))
    zone = ZoneInfo(current(uow).tenant["timezone"])
    settings = _settings(uow, cases)
    found = (_fixed(case, zone, settings[case.id]) for case in cases)
    return sorted(filter(None, found), key=lambda each: (each.starts_at, each.case.id))


def _fixed(case: Case, zone: ZoneInfo, told: list[datetime]) -> Fixed | None:
    mechanism = installed().registry[case.mechanism, case.version]
    kind = mechanism.appointment
    starts_at = _moment(case, kind, kind.at.key, zone) if kind else None
    if kind is None or starts_at is None or not told:
        return None
    return Fixed(
        case=case,
        mechanism=mechanism,
        starts_at=starts_at,
        ends_at=_moment(case, kind, kind.until.key, zone) if kind.until else None,
        place=str(case.facts.get(kind.place.key) or ""),
        name=str(case.facts.get(kind.names.key) or "") if kind.names else "",
        changed_at=max(told),
        changes=len(told) - 1,
    )


def _moment(case: Case, kind: Appointment, key: str, zone: ZoneInfo) -> datetime | None:
    day, at = case.facts.get(kind.on.key), case.facts.get(key)
    if not day or not at:
        return None
    return datetime.combine(date.fromisoformat(str(day)), time.fromisoformat(str(at)), zone)


def _settings(uow: UnitOfWork, cases: list[Case]) -> dict[UUID, list[datetime]]:
    """Return when day, time or place were set, or the case came to be an event, of each case."""
    known = {case.id: case for case in cases}
    query = select(CaseEvent).where(
        CaseEvent.tenant_id == uow.tenant_id, CaseEvent.case_id.in_(known), CaseEvent.kind == "move"
    )
    found: dict[UUID, list[datetime]] = defaultdict(list)
    before: dict[UUID, str] = {}
    for event in uow.session.scalars(query.order_by(CaseEvent.case_id, CaseEvent.position)):
        case = known[event.case_id]
        kind = installed().registry[case.mechanism, case.version].appointment
        if kind and _sets(kind, event, before.get(event.case_id)):
            found[event.case_id].append(event.recorded_at)
        before[event.case_id] = event.landed_in
    return found


def _sets(kind: Appointment, event: CaseEvent, before: str | None) -> bool:
    standing = {state.key for state in kind.states}
    if event.landed_in not in standing:
        return False
    keys = {field.key for field in (kind.on, kind.at, kind.place, kind.until) if field}
    return before not in standing or bool(keys & event.payload.get("facts", {}).keys())

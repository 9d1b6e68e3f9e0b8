"""What an auditor may read of the county's audit: no more than their unit may know anyway.

What one's own unit did, and what the platform did for the whole county, is told in full. Another
unit's act in a case is told (unit, act, number) where one's unit sees the case in full and may hear
of it, by its bare existence where one's unit knows of the case by its header, and not at all
otherwise; what it did outside of casework by its bare existence.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import (
    ColumnElement,
    Select,
    Uuid,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.audit.models import AuditEntry
from liandong.features.cases import queries
from liandong.features.cases.models import OVERSEEING, Case, CaseEvent, Visibility
from liandong.features.tenants.service import current, installed

FULL, TOLD, HEADER = "full", "told", "header"
_CASES = "cases/"
_ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
#: Subjects that belong to casework: another unit's are never told, not even that they are there.
CASEWORK = ("cases", "deadlines", "documents", "escalations", "files", "transfers")
_SUBJECT_ID = cast(func.substr(AuditEntry.subject, len(_CASES) + 1), Uuid)
_CASE_ID = case((AuditEntry.subject.regexp_match(f"^{_CASES}{_ID}"), _SUBJECT_ID))
_EVENT = AuditEntry.content["event"].astext
_EVENT_ID = case((_EVENT.regexp_match(f"^{_ID}"), cast(_EVENT, Uuid)))


@dataclass(frozen=True)
class AuditFilter:
    """What is looked for: by the actor only in what is told in full, by words in what is told."""

    since: date | None = None
    until: date | None = None
    actor: str = ""
    action: str = ""
    subject: str = ""


@dataclass(frozen=True)
class SeenEntry:
    """An entry as a unit may read it; `case` where it is about one that is told."""

    entry: AuditEntry
    level: str
    case: Case | None

    @property
    def said(self) -> dict[str, Any]:
        """Return what its bytes say; an old entry has none."""
        found: dict[str, Any] = orjson.loads(self.entry.body) if self.entry.body else {}
        return found


def list_entries(
    uow: UnitOfWork,
    principal: Principal,
    wanted: AuditFilter,
    *,
    after: UUID | None = None,
    before: UUID | None = None,
    limit: int = 50,
) -> list[SeenEntry]:
    """Return one page of the entries this unit may know of, the newest first (keyset by id)."""
    query = _told_entries(uow, principal, wanted)
    if before is not None:
        newer = query.where(AuditEntry.position > _position(uow, before))
        rows = uow.session.execute(newer.order_by(AuditEntry.position).limit(limit)).all()[::-1]
    else:
        if after is not None:
            query = query.where(AuditEntry.position < _position(uow, after))
        older = query.order_by(AuditEntry.position.desc()).limit(limit)
        rows = list(uow.session.execute(older).all())
    return [
        SeenEntry(entry, level, found if level != HEADER else None) for entry, level, found in rows
    ]


def _told_entries(uow: UnitOfWork, principal: Principal, wanted: AuditFilter) -> Select[Any]:
    level = _level(uow, principal)
    query = (
        select(AuditEntry, level.label("level"), Case)
        .outerjoin(Case, and_(Case.tenant_id == AuditEntry.tenant_id, Case.id == _CASE_ID))
        .outerjoin(
            Visibility,
            and_(
                Visibility.tenant_id == AuditEntry.tenant_id,
                Visibility.case_id == Case.id,
                Visibility.unit_id == principal.unit_id,
            ),
        )
        .where(AuditEntry.tenant_id == uow.tenant_id, level.is_not(None))
    )
    zone = ZoneInfo(current(uow).tenant["timezone"])
    if wanted.since:
        query = query.where(AuditEntry.recorded_at >= _midnight(wanted.since, zone))
    if wanted.until:
        next_day = wanted.until + timedelta(days=1)
        query = query.where(AuditEntry.recorded_at < _midnight(next_day, zone))
    if wanted.actor:
        named = AuditEntry.actor.icontains(wanted.actor, autoescape=True)
        query = query.where(level == FULL, or_(named, _by_name(wanted.actor)))
    if wanted.action:
        is_of = AuditEntry.action.startswith(wanted.action, autoescape=True)
        query = query.where(level != HEADER, is_of)
    if wanted.subject:
        query = query.where(level != HEADER, _about(wanted.subject))
    return query


def _by_name(words: str) -> ColumnElement[bool]:
    name: ColumnElement[str] = cast(AuditEntry.body, JSONB)["who"]["name"].astext
    return name.icontains(words, autoescape=True)


def _about(words: str) -> ColumnElement[bool]:
    return or_(
        AuditEntry.subject == words,
        AuditEntry.subject == f"{_CASES}{words}",
        Case.number.icontains(words, autoescape=True),
    )


def _level(uow: UnitOfWork, principal: Principal) -> ColumnElement[Any]:
    """Return the expression of how much of an entry is told; null: nothing."""
    is_own = AuditEntry.unit_id.is_not_distinct_from(principal.unit_id)
    is_casework = func.split_part(AuditEntry.subject, "/", 1).in_(CASEWORK)
    is_told = exists(
        select(CaseEvent.id).where(
            CaseEvent.tenant_id == uow.tenant_id,
            CaseEvent.id == _EVENT_ID,
            CaseEvent.case_id == Case.id,
            or_(CaseEvent.audience == "parties", queries.heard_by(principal.unit_id)),
        )
    )
    # Whoever opened a case knows who reads its secrets, by the unit.
    is_owner = and_(AuditEntry.action.startswith("secret."), Case.issuer_id == principal.unit_id)
    is_open = and_(Case.mechanism.not_in(_closed(principal)), Visibility.reason.not_in(OVERSEEING))
    may_head = and_(Case.mechanism.not_in(_closed(principal)), is_told)
    return case(
        (
            AuditEntry.subject.startswith(_CASES),
            case(
                (and_(is_open, Visibility.level == "full", is_own), FULL),
                (and_(is_open, Visibility.level == "full", or_(is_told, is_owner)), TOLD),
                (and_(Visibility.id.is_not(None), may_head), HEADER),
                else_=null(),
            ),
        ),
        (is_own, literal(FULL)),
        (is_casework, null()),
        (AuditEntry.unit_id.is_(None), literal(FULL)),
        else_=literal(HEADER),
    )


def _closed(principal: Principal) -> list[str]:
    """Return the confidential mechanisms that this person's own duties do not read."""
    known = installed().registry
    confidential = (each.key for each in known if each.is_confidential)
    return [key for key in confidential if not principal.read_scopes(key)]


def _position(uow: UnitOfWork, entry_id: UUID) -> Any:
    """Return where an entry stands; an unknown one stands before all."""
    query = select(AuditEntry.position).where(
        AuditEntry.tenant_id == uow.tenant_id, AuditEntry.id == entry_id
    )
    return func.coalesce(query.scalar_subquery(), 0)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def state_label(found: Case, state: str | None) -> str:
    """Return what a state of a case is called; Chinese, a message id."""
    mechanism = installed().registry[found.mechanism, found.version]
    named = {each.key: each.label for each in mechanism.states}
    return named.get(state or "", "")

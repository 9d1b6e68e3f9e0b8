"""What a list may be narrowed to beyond state and words, and how many there are of each.

Kind and deadlines belong to what only a full view shows: no other case is found or counted by them.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select
from sqlalchemy.orm import aliased

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.models import Case, CaseParty
from liandong.features.cases.service.dues import known_to
from liandong.features.cases.service.naming import RECEIVERS
from liandong.features.deadlines.models import Deadline
from liandong.features.tenants.service import installed


@dataclass(frozen=True)
class Due:
    """Duties that run and end in a stretch of days; `is_late`: only where anybody is late by it."""

    until: date
    since: date | None = None
    is_late: bool = False


@dataclass(frozen=True)
class Facets:
    """What is asked for: the unit that a matter goes to, the kind of it, when a duty ends."""

    receiver: UUID | None = None
    kind: str = ""
    due: Due | None = None


@dataclass(frozen=True)
class CaseFilter:
    """What a list is narrowed to."""

    mechanism: str | None = None
    state: str | None = None
    part: str | None = None
    is_open: bool | None = None
    text: str = ""
    facets: Facets = Facets()


_NO_FILTER = CaseFilter()


def _conditions(uow: UnitOfWork, principal: Principal, facets: Facets) -> list[ColumnElement[bool]]:
    """Return the conditions on a case that facets stand for."""
    found: list[ColumnElement[bool]] = []
    if facets.receiver is not None:
        parts = (queries.part_of(uow, facets.receiver, part) for part in RECEIVERS)
        found.append(or_(*parts))
    if facets.kind or facets.due:
        found.append(queries.seen_by(uow, principal, "full"))
    if facets.kind:
        found.append(_kind() == facets.kind)
    if facets.due:
        found.append(_falls_due(uow, principal.unit_id, facets.due))
    return found


def _kind() -> ColumnElement[str]:
    found: ColumnElement[str] = Case.facts["kind"].as_string()
    return found


def _falls_due(uow: UnitOfWork, unit_id: UUID, due: Due) -> ColumnElement[bool]:
    """Only clocks that the unit may know of count, as `may_know` says."""
    wanted: list[ColumnElement[bool]] = [
        Deadline.tenant_id == uow.tenant_id,
        Deadline.case_id == Case.id,
        Deadline.state == "open",
        Deadline.is_right.is_(False),
        Deadline.due_on <= due.until,
        known_to(uow, unit_id),
    ]
    if due.since is not None:
        wanted.append(Deadline.due_on >= due.since)
    if due.is_late:
        wanted += [Deadline.is_enforceable.is_(True), Deadline.is_provisional.is_(False)]
    return exists(select(Deadline.id).where(*wanted).correlate(Case))


def filters_of(
    uow: UnitOfWork, principal: Principal, wanted: CaseFilter
) -> list[ColumnElement[bool]]:
    """Return the conditions on a case that a filter stands for."""
    filters: list[ColumnElement[bool]] = []
    if wanted.mechanism:
        filters.append(Case.mechanism == wanted.mechanism)
    copied = queries.seen_by(uow, principal, "document")  # learns no state, by no filter
    if wanted.state:
        is_here = Case.custody != "given"
        filters.append(
            and_(queries.state_for(principal.unit_id) == wanted.state, is_here, not_(copied))
        )
    if wanted.is_open is not None:
        is_open = or_(Case.is_final.is_(False), copied)
        filters.append(is_open if wanted.is_open else not_(is_open))
    if wanted.part:
        filters.append(queries.part_of(uow, principal.unit_id, wanted.part))
    if wanted.text:
        like = Case.title.contains(wanted.text, autoescape=True)
        filters.append(like | Case.number.contains(wanted.text, autoescape=True))
    filters += _conditions(uow, principal, wanted.facets)
    readable = [key for key in installed().registry.keys if principal.read_scopes(key)]
    return [*filters, Case.mechanism.in_(readable)]


def count_by_state(
    uow: UnitOfWork, principal: Principal, wanted: CaseFilter = _NO_FILTER
) -> dict[tuple[str, str], int]:
    """Return how many visible cases stand in each (mechanism, state).

    Who has a copy alone learns no state: those cases stand under the empty one.
    """
    copied = queries.seen_by(uow, principal, "document")
    filters = filters_of(uow, principal, wanted)
    counted = queries.count_by_state(uow, principal, [*filters, not_(copied)])
    found = {(row[0], row[1]): row[2] for row in counted}
    for mechanism, _, n in queries.count_by_state(uow, principal, [*filters, copied]):
        found[mechanism, ""] = found.get((mechanism, ""), 0) + n
    return found


def count_by_kind(uow: UnitOfWork, principal: Principal, wanted: CaseFilter) -> dict[str, int]:
    """Return how many of the cases in full view are of each kind."""
    kind = _kind().label("kind")
    query = select(kind, func.count()).where(
        Case.tenant_id == uow.tenant_id,
        queries.seen_by(uow, principal, "full"),
        *filters_of(uow, principal, wanted),
    )
    return {row[0]: row[1] for row in uow.session.execute(query.group_by(kind)) if row[0]}


def count_by_receiver(uow: UnitOfWork, principal: Principal, wanted: CaseFilter) -> dict[UUID, int]:
    """Return how many of the visible cases go to each unit."""
    party = aliased(CaseParty)  # the conditions ask for parts of their own
    query = (
        select(party.unit_id, func.count(Case.id.distinct()))
        .join(Case, (Case.id == party.case_id) & (Case.tenant_id == party.tenant_id))
        .where(
            party.tenant_id == uow.tenant_id,
            party.part.in_(RECEIVERS),
            queries.seen_by(uow, principal),
            *filters_of(uow, principal, wanted),
        )
    )
    found = uow.session.execute(query.group_by(party.unit_id))
    return {row[0]: row[1] for row in found}

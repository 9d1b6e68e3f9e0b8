"""How a unit stands to a case: whether it may know of it, at which level, since when, as what."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import cast

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.models import Case, CaseEvent, Visibility
from liandong.features.cases.service.viewing import acting_parts
from liandong.features.tenants.service import installed
from liandong.kernel.errors import NotFoundError
from liandong.mechanisms import Mechanism


@dataclass(frozen=True)
class Standing:
    """What a unit is in a case, what it sees of it and by which event it came to see that."""

    case: Case
    level: str
    since: date
    reason: str
    parts: frozenset[str]
    event: CaseEvent | None


def find_seen(
    uow: UnitOfWork, principal: Principal, mechanism: str, case_id: UUID
) -> tuple[Case, str]:
    """Return a case that a person may know of, and what their unit sees of it.

    Raises:
        ForbiddenError: No duty of theirs reads matters of this mechanism.
        NotFoundError: Unknown, foreign, hidden, or not a case of this mechanism.
    """
    principal.require(mechanism, "read", _widest(principal, mechanism))
    case = queries.get_visible(uow, principal, case_id)
    if case.mechanism != mechanism:
        raise NotFoundError
    return case, queries.level_of(uow, case_id, principal.unit_id)


def standing_of(uow: UnitOfWork, principal: Principal, mechanism: str, case_id: UUID) -> Standing:
    """Return how a person's unit stands to a case; nothing secret is opened.

    Raises:
        ForbiddenError: No duty of theirs reads matters of this mechanism.
        NotFoundError: Unknown, foreign, hidden, or not a case of this mechanism.
    """
    case, level = find_seen(uow, principal, mechanism, case_id)
    parts = acting_parts(principal, queries.list_parties(uow, case_id))
    seen = next(v for v in queries.list_visibility(uow, case_id) if v.unit_id == principal.unit_id)
    return Standing(case, level, seen.since, seen.reason, parts, _opened_by(uow, seen))


def units_told_of(
    uow: UnitOfWork, standing: Standing, unit_id: UUID, mechanism: Mechanism
) -> frozenset[UUID] | None:
    """Return the units of which one that sees a case in full may know how they stand to it.

    None: of every unit, also that it does not know of the case.
    """
    apart = apart_from(standing.case, mechanism, unit_id)
    if not apart:
        return None
    seen = queries.list_visibility(uow, standing.case.id)
    return frozenset(v.unit_id for v in seen if v.reason not in apart or v.unit_id == unit_id)


def apart_from(case: Case, mechanism: Mechanism, unit_id: UUID) -> frozenset[str]:
    """Return the parts whose units this unit may not know of, itself excepted."""
    if unit_id == case.issuer_id:
        return frozenset()
    return frozenset(party.key for party in mechanism.parties if party.apart)


def find_case(uow: UnitOfWork, asker: Principal | None, text: str) -> Case | None:
    """Return the case with a number or an id that somebody may know of, or any to the operator."""
    if asker is None:
        return queries.find_for_operator(uow, text)
    return queries.find_named(uow, asker, text)


def mechanism_of(case: Case) -> Mechanism:
    """Return the mechanism by whose version a case goes."""
    return installed().registry[case.mechanism, case.version]


def _opened_by(uow: UnitOfWork, seen: Visibility) -> CaseEvent | None:
    granted: list[dict[str, Any]] = [{"unit_id": str(seen.unit_id), "level": seen.level}]
    query = select(CaseEvent).where(
        CaseEvent.tenant_id == uow.tenant_id,
        CaseEvent.case_id == seen.case_id,
        CaseEvent.payload["visibility"].contains(cast(granted, JSONB)),
    )
    return uow.session.scalar(query.order_by(CaseEvent.position).limit(1))


def _widest(principal: Principal, mechanism: str) -> Any:
    scopes = principal.read_scopes(mechanism)
    return next(
        (scope for scope in ("own", "party", "copied", "office", "tenant") if scope in scopes),
        "own",
    )

"""Schemes, rounds and editions; and of what figures are counted, as far as one may know."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.models import Account, AccountDuty
from liandong.features.assessment.models import (
    AssessmentBallot,
    AssessmentEdition,
    AssessmentEvent,
    AssessmentRound,
    AssessmentScheme,
)
from liandong.features.cases.models import Case, CaseEvent, CaseParty, CaseRow
from liandong.features.cases.service import about_hidden_row, heard_by, is_hidden, known_to, seen_by
from liandong.features.deadlines.models import Deadline, Obligation
from liandong.features.deadlines.service import reach_of
from liandong.features.tenants.service import current
from liandong.features.units.models import Unit
from liandong.mechanisms import Mechanism

#: Rows by their id, each with the unit that holds it.
Holders = dict[str, UUID | None]


def known_duties(
    uow: UnitOfWork, principal: Principal, mechanisms: Collection[str]
) -> Select[Deadline, Case]:
    """Return the duties, no rights, of units, as far as the page of the case shows them.

    Who oversees matters by their headers sees them all; an issuer's inner clocks stay its own.
    """
    me = principal.unit_id
    return (
        select(Deadline, Case)
        .join(Case, (Case.id == Deadline.case_id) & (Case.tenant_id == uow.tenant_id))
        .where(
            Deadline.tenant_id == uow.tenant_id,
            Deadline.unit_id.is_not(None),
            Deadline.is_right.is_(False),
            Case.mechanism.in_(mechanisms),
            or_(Deadline.unit_id != Case.issuer_id, Case.issuer_id == me),
            or_(
                seen_by(uow, principal, "header"),
                and_(seen_by(uow, principal, "full"), known_to(uow, me)),
            ),
            _is_shared(uow, me),
        )
    )


def _is_shared(uow: UnitOfWork, unit_id: UUID) -> ColumnElement[bool]:
    """Leave out what rows started that a unit does not see."""
    return ~about_hidden_row(uow, Deadline.row_id, unit_id)


def list_duties(
    uow: UnitOfWork, principal: Principal, mechanism: str, since: date, until: date
) -> list[tuple[Deadline, Case]]:
    """Return the duties of a mechanism that fall due in a period, the earliest first."""
    query = known_duties(uow, principal, [mechanism]).where(Deadline.due_on.between(since, until))
    ordered = query.order_by(Deadline.due_on, Deadline.id)
    return [(row[0], row[1]) for row in uow.session.execute(ordered)]


def list_moves(
    uow: UnitOfWork, principal: Principal, mechanism: str, until: date
) -> list[tuple[CaseEvent, Case]]:
    """Return what happened in the cases that one sees in full, in its order, up to a day."""
    query = (
        select(CaseEvent, Case)
        .join(Case, (Case.id == CaseEvent.case_id) & (Case.tenant_id == uow.tenant_id))
        .where(
            CaseEvent.tenant_id == uow.tenant_id,
            CaseEvent.kind.in_(("move", "row")),
            CaseEvent.occurred_on <= until,
            or_(
                CaseEvent.audience == "parties",
                CaseEvent.unit_id == principal.unit_id,
                heard_by(principal.unit_id),
            ),
            Case.mechanism == mechanism,
            seen_by(uow, principal, "full"),
        )
    )
    ordered = query.order_by(CaseEvent.case_id, CaseEvent.position)
    return [(row[0], row[1]) for row in uow.session.execute(ordered)]


def holders_of(uow: UnitOfWork, principal: Principal, mechanism: Mechanism) -> Holders:
    """Return the rows that one sees in the cases that one sees in full, by id, with their holder.

    A row that no field names a holder of is held by nobody: its case says whom it speaks of.
    """
    query = (
        select(CaseRow.id, CaseRow.type, CaseRow.facts)
        .join(Case, (Case.id == CaseRow.case_id) & (Case.tenant_id == uow.tenant_id))
        .where(
            CaseRow.tenant_id == uow.tenant_id,
            Case.mechanism == mechanism.key,
            seen_by(uow, principal, "full"),
            ~is_hidden(principal.unit_id),
        )
    )
    fields = {kind.key: kind.held_by.key for kind in mechanism.rows if kind.held_by}
    found: dict[str, UUID | None] = {}
    for row in uow.session.execute(query):
        holder = row.facts.get(fields.get(row.type, ""))
        found[str(row.id)] = UUID(holder) if isinstance(holder, str) else None
    return found


def list_owed(
    uow: UnitOfWork, mechanism: str, principal: Principal, since: date, until: date
) -> list[Obligation]:
    """Return what is owed without a case in a period, as far as one may know."""
    query = select(Obligation).where(
        Obligation.tenant_id == uow.tenant_id,
        Obligation.mechanism == mechanism,
        Obligation.due_on.between(since, until),
        reach_of(current(uow), principal).condition,
    )
    return list(uow.session.scalars(query.order_by(Obligation.due_on, Obligation.id)))


#: The part whose work a case speaks of, the first that it has.
_SPOKEN_OF = ("addressee", "respondent", "applicant", "issuer")


def list_parties_of(
    uow: UnitOfWork, principal: Principal, mechanism: Mechanism
) -> dict[UUID, UUID]:
    """Return the unit whose work each case speaks of."""
    said = [mechanism.speaks_of.value] if mechanism.speaks_of else []
    order = [*said, *(part for part in _SPOKEN_OF if part not in said)]
    query = (
        select(CaseParty.case_id, CaseParty.part, CaseParty.unit_id)
        .join(Case, (Case.id == CaseParty.case_id) & (Case.tenant_id == uow.tenant_id))
        .where(
            CaseParty.tenant_id == uow.tenant_id,
            CaseParty.part.in_(order),
            Case.mechanism == mechanism.key,
            seen_by(uow, principal),
        )
    )
    found: dict[UUID, UUID] = {}
    rows = sorted(uow.session.execute(query), key=lambda row: order.index(row.part))
    for row in rows:
        found.setdefault(row.case_id, row.unit_id)
    return found


def list_schemes(uow: UnitOfWork) -> list[AssessmentScheme]:
    """Return every edition of every scheme, the newest first."""
    query = select(AssessmentScheme).where(AssessmentScheme.tenant_id == uow.tenant_id)
    ordered = query.order_by(AssessmentScheme.year.desc(), AssessmentScheme.stated_at.desc())
    return list(uow.session.scalars(ordered))


def find_scheme(uow: UnitOfWork, scheme_id: UUID) -> AssessmentScheme | None:
    """Return an edition of a scheme."""
    return uow.session.get(AssessmentScheme, (uow.tenant_id, scheme_id))


def list_rounds(uow: UnitOfWork) -> list[AssessmentRound]:
    """Return the rounds, the newest first."""
    query = select(AssessmentRound).where(AssessmentRound.tenant_id == uow.tenant_id)
    ordered = query.order_by(AssessmentRound.year.desc(), AssessmentRound.opened_at.desc())
    return list(uow.session.scalars(ordered))


def find_round(uow: UnitOfWork, round_id: UUID) -> AssessmentRound | None:
    """Return a round."""
    return uow.session.get(AssessmentRound, (uow.tenant_id, round_id))


def list_events(uow: UnitOfWork, round_id: UUID) -> list[AssessmentEvent]:
    """Return what was said and done in a round, in its order."""
    query = select(AssessmentEvent).where(
        AssessmentEvent.tenant_id == uow.tenant_id, AssessmentEvent.round_id == round_id
    )
    return list(uow.session.scalars(query.order_by(AssessmentEvent.position)))


def list_ballots(uow: UnitOfWork, round_id: UUID) -> list[AssessmentBallot]:
    """Return the ballots of a round."""
    query = select(AssessmentBallot).where(
        AssessmentBallot.tenant_id == uow.tenant_id, AssessmentBallot.round_id == round_id
    )
    return list(uow.session.scalars(query.order_by(AssessmentBallot.id)))


def last_position(uow: UnitOfWork, round_id: UUID) -> int:
    """Return how many events a round has."""
    query = select(func.max(AssessmentEvent.position)).where(
        AssessmentEvent.tenant_id == uow.tenant_id, AssessmentEvent.round_id == round_id
    )
    return uow.session.scalar(query) or 0


def list_editions(uow: UnitOfWork, round_id: UUID) -> list[AssessmentEdition]:
    """Return the editions of a round, the oldest first."""
    query = select(AssessmentEdition).where(
        AssessmentEdition.tenant_id == uow.tenant_id, AssessmentEdition.round_id == round_id
    )
    return list(uow.session.scalars(query.order_by(AssessmentEdition.number)))


def list_evaluators(uow: UnitOfWork, today: date) -> list[tuple[UUID, str, str]]:
    """Return who holds the duty of an evaluator today: account, name, name of the unit."""
    query = (
        select(Account.id, Account.name, Unit.name)
        .join(
            AccountDuty,
            (AccountDuty.account_id == Account.id) & (AccountDuty.tenant_id == uow.tenant_id),
        )
        .join(Unit, (Unit.id == Account.unit_id) & (Unit.tenant_id == uow.tenant_id))
        .where(
            Account.tenant_id == uow.tenant_id,
            Account.is_active,
            AccountDuty.duty == "evaluator",
            AccountDuty.held_from <= today,
            or_(AccountDuty.held_until.is_(None), AccountDuty.held_until >= today),
        )
    )
    rows = uow.session.execute(query.order_by(Account.name, Account.id)).tuples()
    return [(account, name, unit) for account, name, unit in rows]

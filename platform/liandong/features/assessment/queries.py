"""Schemes, rounds and editions; and of what figures are counted, as far as one may know."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, String, and_, cast, exists, func, or_, select

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
from liandong.features.documents.models import Document, FileRecord
from liandong.features.tenants.service import current
from liandong.features.units.models import Unit
from liandong.mechanisms import Mechanism

#: Rows by their id, each with the unit that holds it.
Holders = dict[str, UUID | None]
#: How many files and letters are offered at most.
_MOST = 200


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
    """Return the duties of a mechanism that fall due in a period or are held, in order."""
    query = known_duties(uow, principal, [mechanism]).where(due_or_held(since, until))
    ordered = query.order_by(Deadline.due_on, Deadline.id)
    return [(row[0], row[1]) for row in uow.session.execute(ordered)]


def due_or_held(since: date, until: date) -> ColumnElement[bool]:
    """Return the condition that a duty falls due in a period, or is held, whenever it would."""
    return or_(Deadline.due_on.between(since, until), Deadline.state == "paused")


def list_moves(
    uow: UnitOfWork, principal: Principal, mechanism: str, until: date
) -> list[tuple[CaseEvent, Case]]:
    """Return what happened in the cases opened up to a day that one sees in full, in its order."""
    query = (
        select(CaseEvent, Case)
        .join(Case, (Case.id == CaseEvent.case_id) & (Case.tenant_id == uow.tenant_id))
        .where(
            CaseEvent.tenant_id == uow.tenant_id,
            CaseEvent.kind.in_(("move", "row")),
            Case.opened_on <= until,
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
        found[str(row.id)] = holder_in(row.facts, fields.get(row.type))
    return found


def holder_in(facts: Mapping[str, Any], field: str | None) -> UUID | None:
    """Return the unit that the facts of a row name as its holder."""
    holder = facts.get(field or "")
    return UUID(holder) if isinstance(holder, str) else None


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
    query = (
        select(CaseParty.case_id, CaseParty.part, CaseParty.unit_id)
        .join(Case, (Case.id == CaseParty.case_id) & (Case.tenant_id == uow.tenant_id))
        .where(
            CaseParty.tenant_id == uow.tenant_id,
            Case.mechanism == mechanism.key,
            seen_by(uow, principal),
        )
    )
    return first_of(mechanism, uow.session.execute(query.order_by(CaseParty.id)).all())


def first_of(mechanism: Mechanism, parties: Iterable[Row[*tuple[Any, ...]]]) -> dict[UUID, UUID]:
    """Return by case the unit of the part that its mechanism speaks of, of all that it has."""
    said = [mechanism.speaks_of.value] if mechanism.speaks_of else []
    order = [*said, *(part for part in _SPOKEN_OF if part not in said)]
    found: dict[UUID, UUID] = {}
    spoken_of = [each for each in parties if each.part in order]
    for each in sorted(spoken_of, key=lambda party: order.index(party.part)):
        found.setdefault(each.case_id, each.unit_id)
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


@dataclass(frozen=True)
class SignedLetter:
    """A letter that a unit signed, of which case."""

    id: UUID
    case_id: UUID
    mechanism: str
    type: str
    number: str
    title: str
    signed_at: datetime | None


def list_own_letters(
    uow: UnitOfWork, principal: Principal, mechanisms: Collection[str], since: date
) -> list[SignedLetter]:
    """Return the letters that one's own unit signed since a day, the newest first."""
    query = _own_letters(uow, principal, mechanisms).where(Document.signed_at >= since)
    rows = uow.session.execute(query.order_by(Document.signed_at.desc(), Document.id).limit(_MOST))
    return [SignedLetter(*row) for row in rows]


def find_own_letter(
    uow: UnitOfWork, principal: Principal, mechanisms: Collection[str], letter: UUID
) -> SignedLetter | None:
    """Return a letter that one's own unit signed."""
    query = _own_letters(uow, principal, mechanisms).where(Document.id == letter)
    row = uow.session.execute(query).one_or_none()
    return None if row is None else SignedLetter(*row)


def _own_letters(
    uow: UnitOfWork, principal: Principal, mechanisms: Collection[str]
) -> Select[UUID, UUID, str, str, str, str, datetime | None]:
    return (
        select(
            Document.id,
            Case.id,
            Case.mechanism,
            Document.type,
            func.coalesce(Document.number, ""),
            Case.title,
            Document.signed_at,
        )
        .join(Case, (Case.id == Document.case_id) & (Case.tenant_id == uow.tenant_id))
        .where(
            Document.tenant_id == uow.tenant_id,
            Document.unit_id == principal.unit_id,
            Document.state == "signed",
            Document.signed_at.is_not(None),
            Case.mechanism.in_(mechanisms),
            seen_by(uow, principal, "full"),
        )
    )


def list_own_files(uow: UnitOfWork, unit_id: UUID, since: date) -> list[FileRecord]:
    """Return the files that a unit handed in since a day, the newest first."""
    query = select(FileRecord).where(
        FileRecord.tenant_id == uow.tenant_id,
        FileRecord.unit_id == unit_id,
        FileRecord.recorded_at >= since,
    )
    ordered = query.order_by(FileRecord.recorded_at.desc(), FileRecord.id).limit(_MOST)
    return list(uow.session.scalars(ordered))


def find_own_files(uow: UnitOfWork, unit_id: UUID, files: Collection[UUID]) -> list[FileRecord]:
    """Return those of some files that a unit handed in."""
    query = select(FileRecord).where(
        FileRecord.tenant_id == uow.tenant_id,
        FileRecord.unit_id == unit_id,
        FileRecord.id.in_(files),
    )
    return list(uow.session.scalars(query))


def find_file(uow: UnitOfWork, file: UUID) -> FileRecord | None:
    """Return a file; who may read it is the caller's to ask."""
    return uow.session.get(FileRecord, (uow.tenant_id, file))


def list_letter_numbers(uow: UnitOfWork) -> list[str]:
    """Return the numbers of all letters of the county's rounds."""
    query = select(AssessmentEvent.content["number"].as_string()).where(
        AssessmentEvent.tenant_id == uow.tenant_id, AssessmentEvent.kind == "letter"
    )
    return [*uow.session.scalars(query)]


def named_by_acts(uow: UnitOfWork, unit_id: UUID, files: Collection[UUID]) -> set[UUID]:
    """Return those of some files that an act of a unit in a case names."""
    named = exists(
        select(CaseEvent.id).where(
            CaseEvent.tenant_id == uow.tenant_id,
            CaseEvent.unit_id == unit_id,
            cast(CaseEvent.payload, String).contains(cast(FileRecord.id, String)),
        )
    )
    query = select(FileRecord.id).where(
        FileRecord.tenant_id == uow.tenant_id, FileRecord.id.in_(files), named
    )
    return set(uow.session.scalars(query)) if files else set()


@dataclass(frozen=True)
class Person:
    """An account, with the unit it acts for."""

    account: UUID
    name: str
    unit: str
    key: str


def list_people(uow: UnitOfWork, accounts: Collection[UUID] | None = None) -> list[Person]:
    """Return the active accounts of the county, or those of some, by unit and name."""
    query = (
        select(Account.id, Account.name, Unit.name, Unit.key)
        .join(Unit, (Unit.id == Account.unit_id) & (Unit.tenant_id == uow.tenant_id))
        .where(Account.tenant_id == uow.tenant_id, Account.is_active)
    )
    if accounts is not None:
        query = query.where(Account.id.in_(accounts))
    rows = uow.session.execute(query.order_by(Unit.position, Account.name, Account.id))
    return [Person(*row) for row in rows]

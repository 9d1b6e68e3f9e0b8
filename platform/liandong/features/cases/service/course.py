"""How far a case has come for one unit: told by what this unit may know of, by nothing else."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    Uuid,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.selectable import Subquery

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import Case, CaseEvent, Visibility
from liandong.features.cases.queries import SHOWN_TO, TOLD_TO_SOME, state_for
from liandong.mechanisms import SAME, Mechanism

#: Drafts, approvals and reminders do not bind the days that people state.
_BINDING = ("move", "row")


@dataclass(frozen=True)
class Course:
    """How many events of a case a unit knows of, which is its version, their days, the state."""

    version: int
    state: str
    opened_on: date
    last_on: date


def course_of(uow: UnitOfWork, case_id: UUID, unit_id: UUID) -> Course:
    """Return the course of one case that the unit may know of."""
    return courses_of(uow, [case_id], unit_id)[case_id]


def courses_of(uow: UnitOfWork, case_ids: Collection[UUID], unit_id: UUID) -> dict[UUID, Course]:
    """Return the course of each of the cases that the unit may know of.

    In full it knows its own events and those of all parties; by the header, the moves of the case
    that all parties know of; by a document, that it was given it. What is told to some is known
    to them.
    """
    asked = {"tenant_id": uow.tenant_id, "unit_id": unit_id, "named": [str(unit_id)]}
    return {
        row.case_id: Course(
            row.version, row.state, row.opened_on or row.since, row.last_on or row.since
        )
        for row in uow.session.execute(_COURSES, {**asked, "case_ids": [*case_ids]})
    }


def goes_on(mechanism: Mechanism, event: CaseEvent) -> bool:
    """Say whether an event is a move that says itself in which state the case is."""
    if event.kind != "move":
        return False
    return mechanism.transition(event.transition).target is not SAME


def landings(mechanism: Mechanism, events: Sequence[CaseEvent]) -> list[str]:
    """Return the state after each event, oldest first, as told by these events alone."""
    found: list[str] = []
    for event in events:
        stays = found and not goes_on(mechanism, event)
        found.append(found[-1] if stays else event.landed_in)
    return found


def _events() -> Subquery:
    return (
        select(
            CaseEvent.case_id,
            CaseEvent.position,
            CaseEvent.occurred_on,
            CaseEvent.kind,
            CaseEvent.unit_id,
            CaseEvent.audience,
            CaseEvent.payload[SHOWN_TO].label("told"),
        )
        .where(CaseEvent.tenant_id == _TENANT, CaseEvent.case_id.in_(_CASES))
        .subquery()
    )


def _is_known(known: Subquery) -> ColumnElement[bool]:
    shared = (known.c.audience == "parties") & (known.c.kind != "reminder")
    full = shared & (Visibility.level == "full")
    header = shared & (known.c.kind == "move") & (Visibility.level == "header")
    is_named = known.c.told.contains(bindparam("named", type_=JSONB))
    named = (known.c.audience == "unit") & known.c.kind.in_(TOLD_TO_SOME) & is_named
    return or_(known.c.unit_id == _UNIT, full, header, named)


def _courses() -> Select[*tuple[Any, ...]]:
    known, seen = _events(), Visibility
    binding = known.c.kind.in_(_BINDING)
    return (
        select(
            seen.case_id,
            seen.since,
            state_for(_UNIT).label("state"),
            func.count(known.c.position).label("version"),
            func.min(known.c.occurred_on).label("opened_on"),
            func.max(known.c.occurred_on).filter(binding).label("last_on"),
        )
        .join(Case, (Case.tenant_id == seen.tenant_id) & (Case.id == seen.case_id))
        .outerjoin(known, (known.c.case_id == seen.case_id) & _is_known(known))
        .where(seen.tenant_id == _TENANT, seen.unit_id == _UNIT, seen.case_id.in_(_CASES))
        .group_by(seen.case_id, seen.since, Case.state, Case.known_to_id, Case.shown_state)
    )


_TENANT, _UNIT = bindparam("tenant_id", type_=Integer), bindparam("unit_id", type_=Uuid())
_CASES: BindParameter[UUID] = bindparam("case_ids", type_=Uuid(), expanding=True)
#: Asked by every look at a case and every act, and built once.
_COURSES = _courses()

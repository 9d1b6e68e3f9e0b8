"""What is owed for a period is met: by a document, by saying there is nothing, or by a case."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from liandong.authz import Principal
from liandong.authz.vocabulary import OBLIGATION
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.deadlines.errors import (
    FilingError,
    NotFiledError,
    NotOpenError,
    ReportedByCaseError,
)
from liandong.features.deadlines.models import Obligation
from liandong.features.deadlines.service.filing_checks import (
    LONGEST_NOTE,
    Filing,
    Return,
    day_of,
    foreign_files,
    missing,
)
from liandong.features.deadlines.service.owing import Owing, copied_to, holders_of, owings
from liandong.features.deadlines.service.reaching import DONE, find
from liandong.features.deadlines.service.recording import Happened, record
from liandong.features.deadlines.service.reminding import tell
from liandong.features.deadlines.service.reporting import report_path
from liandong.features.deadlines.service.waiting import wake
from liandong.features.tenants.service import Configuration, current
from liandong.features.units import service as units
from liandong.kernel.clock import Clock
from liandong.kernel.errors import ForbiddenError, Problem, StaleError

#: What the office owes, one of several offices meets for all of them.
_OFFICE = frozenset({"office"})


@dataclass(frozen=True)
class SentBack:
    """A case that met a period was sent back: by which unit, on which day, and why."""

    case_id: UUID
    by: UUID
    on: date
    reason: str


def file(
    uow: UnitOfWork, principal: Principal, clock: Clock, obligation_id: UUID, filing: Filing
) -> Obligation:
    """Meet an obligation of one's own unit; receivers and copied units are told in the same act.

    Raises:
        NotFoundError: It is unknown, foreign or hidden.
        ForbiddenError: It is another unit's, or not this person's to file.
        StaleError: Somebody else was quicker.
        NotOpenError: It was met already, or is owed no longer.
        ReportedByCaseError: It is reported line by line, in a case of its own.
        FilingError: Something is missing, or the day is out of bounds.
    """
    obligation = find(uow, principal, obligation_id)
    if obligation.unit_id != principal.unit_id:
        raise ForbiddenError
    principal.require(OBLIGATION, "file")
    _require_version(obligation, filing.seen)
    if obligation.state != "open":
        raise NotOpenError
    config = current(uow)
    if report_path(config, obligation):
        raise ReportedByCaseError
    owing = owing_of(config, obligation)
    problems = [*missing(filing, owing), *day_of(config, obligation, filing, owing, clock.today())]
    problems += foreign_files(uow, principal, filing)
    if problems:
        raise FilingError(problems)
    content: dict[str, Any] = {
        "files": [str(each) for each in filing.files],
        "proof": [str(each) for each in filing.proof],
        "note": filing.note,
        **principal.on_behalf(OBLIGATION, "file"),
    }
    for each in (*_of_other_offices(uow, owing, obligation), obligation):
        if each.state == "open":
            said = _happened(each, filing.kind, filing.occurred_on, principal, content)
            met = record(uow, clock, said)
    for unit_id in _hearing(uow, config, owing) - {principal.unit_id}:
        tell(uow, clock, met, filing.kind, str(met.position), unit_id)
    return met


def give_back(
    uow: UnitOfWork, principal: Principal, clock: Clock, obligation_id: UUID, given: Return
) -> Obligation:
    """Send a filing back to its unit with a reason; it is open again.

    Raises:
        NotFoundError: It is unknown, foreign or hidden.
        ForbiddenError: This unit does not receive it, or it is not this person's to return.
        StaleError: Somebody else was quicker.
        NotFiledError: Nothing was filed.
        FilingError: The reason is missing.
    """
    obligation = find(uow, principal, obligation_id)
    owing = owing_of(current(uow), obligation)
    if owing is None or not receives(principal, obligation, owing):
        raise ForbiddenError
    principal.require(OBLIGATION, "return")
    _require_version(obligation, given.seen)
    if obligation.state not in DONE or "case_id" in obligation.evidence:
        raise NotFiledError
    if not given.reason.strip() or len(given.reason) > LONGEST_NOTE:
        zh, en = "要写退回的理由，最多 2000 字", "a reason is required, 2000 characters at most"
        raise FilingError([Problem("reason", zh, en)])
    content = {
        "reason": given.reason,
        "keeps_day": clock.today() < obligation.due_on,
        **principal.on_behalf(OBLIGATION, "return"),
    }
    evidence = obligation.evidence
    for each in (*_of_other_offices(uow, owing, obligation), obligation):
        if each.state in DONE and each.evidence == evidence:
            said = _happened(each, "returned", clock.today(), principal, content)
            found = record(uow, clock, said)
    tell(uow, clock, found, "returned", str(found.position))
    return found


def meet_by_case(
    uow: UnitOfWork,
    clock: Clock,
    limit_id: str,
    unit_id: UUID,
    on: date,
    case_id: UUID,
    within: date | None = None,
) -> Obligation | None:
    """Let a case that reached its state on a day meet a period; nothing if met already.

    It is the period that has the day `within`, without it that of the act.
    """
    obligation = _of_period(uow, limit_id, unit_id, within or on)
    if obligation is None or obligation.state != "open":
        return None
    content = {"case_id": str(case_id)}
    met = record(uow, clock, Happened(obligation.id, "met_by_case", unit_id, on, content))
    wake(uow)
    return met


def open_again(
    uow: UnitOfWork, clock: Clock, limit_id: str, unit_id: UUID, within: date, given: SentBack
) -> Obligation | None:
    """Open a period again whose case was sent back; nothing if this case did not meet it."""
    obligation = _of_period(uow, limit_id, unit_id, within)
    if obligation is None or obligation.evidence.get("case_id") != str(given.case_id):
        return None
    keeps_day = clock.today() < obligation.due_on
    content = {"reason": given.reason, "case_id": str(given.case_id), "keeps_day": keeps_day}
    happened = Happened(obligation.id, "returned", given.by, given.on, content)
    found = record(uow, clock, happened)
    wake(uow)
    return found


def owing_units(uow: UnitOfWork, limit_id: str, within: date) -> list[UUID]:
    """Return the units that owe a limit in the period of a day, whether they met it or not."""
    mine = (Obligation.tenant_id == uow.tenant_id, Obligation.limit_id == limit_id)
    return sorted(uow.session.scalars(select(Obligation.unit_id).where(*mine, *_holds(within))))


def _of_period(uow: UnitOfWork, limit_id: str, unit_id: UUID, within: date) -> Obligation | None:
    query = select(Obligation).where(
        Obligation.tenant_id == uow.tenant_id,
        Obligation.limit_id == limit_id,
        Obligation.unit_id == unit_id,
        *_holds(within),
    )
    return uow.session.scalar(query.with_for_update())


def _holds(day: date) -> tuple[ColumnElement[bool], ...]:
    return Obligation.period_start <= day, Obligation.period_end >= day


def owing_of(config: Configuration, obligation: Obligation) -> Owing | None:
    """Return the limit an obligation comes from, where it is still in force."""
    return next((o for o in owings(config) if o.limit.id == obligation.limit_id), None)


def receives(principal: Principal, obligation: Obligation, owing: Owing) -> bool:
    """Say whether a person's unit receives what another one files."""
    is_other = obligation.unit_id != principal.unit_id
    return is_other and not owing.received_by.isdisjoint(holders_of(principal))


def _of_other_offices(
    uow: UnitOfWork, owing: Owing | None, obligation: Obligation
) -> list[Obligation]:
    """Return the same period of the county's other offices: what one of them files is all's."""
    if owing is None or owing.owed_by != _OFFICE:
        return []
    query = select(Obligation).where(
        Obligation.tenant_id == uow.tenant_id,
        Obligation.limit_id == obligation.limit_id,
        Obligation.period_start == obligation.period_start,
        Obligation.unit_id != obligation.unit_id,
    )
    return list(uow.session.scalars(query.order_by(Obligation.id).with_for_update()))


def _require_version(obligation: Obligation, seen: int | None) -> None:
    if seen is not None and seen != obligation.position:
        raise StaleError


def _happened(
    obligation: Obligation, kind: str, on: date, by: Principal, content: dict[str, Any]
) -> Happened:
    return Happened(obligation.id, kind, by.unit_id, on, content, by)


def _hearing(uow: UnitOfWork, config: Configuration, owing: Owing | None) -> set[UUID]:
    """Return the units that a filing goes to: those that receive it, and those with a copy."""
    if owing is None:
        return set()
    roles = list(owing.received_by | copied_to(config, owing))
    return {unit.id for unit in units.list_active(uow) if {*unit.roles, unit.kind} & {*roles}}

"""A case that reached its state meets what is owed for the period it speaks of."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.cases.service.course import goes_on
from liandong.features.deadlines import service as clocks
from liandong.features.tenants.service import Configuration, current, installed
from liandong.kernel.clock import Clock
from liandong.mechanisms import Mechanism, Obligation, TimeLimit


def meet_periods(uow: UnitOfWork, clock: Clock, case: Case, event: CaseEvent) -> None:
    """Meet what the units of a case owe, or open it again where the case was sent back.

    A limit that several kinds of case could meet is met by the kind that the county names. A case
    about a month is the report of the unit that opened it, and of no other.
    """
    mechanism = installed().registry[case.mechanism, case.version]
    declared = mechanism.obligations
    if not declared or not goes_on(mechanism, event):
        return
    config = current(uow)
    for each in declared:
        on = _done_on(mechanism, case, event.occurred_on)
        within = _within(config, case, each, on)
        for limit in config.standing_for(each.limit):
            _turn(_Period(uow, clock, config, mechanism, each, limit, within), case, event, on)


@dataclass(frozen=True)
class _Period:
    """What is owed in the period of a day: as it is declared, by a limit that governs here."""

    uow: UnitOfWork
    clock: Clock
    config: Configuration
    mechanism: Mechanism
    declared: Obligation
    limit: TimeLimit
    within: date


def _turn(owed: _Period, case: Case, event: CaseEvent, on: date) -> None:
    if event.landed_in == owed.declared.met_by.key and _is_meant(owed, case):
        for unit_id in _owing(owed, case):
            clocks.meet_by_case(
                owed.uow, owed.clock, owed.limit.id, unit_id, on, case.id, owed.within
            )
    elif event.landed_in in {state.key for state in owed.declared.undone_by}:
        why = str(event.payload.get("facts", {}).get("why", ""))
        back = clocks.SentBack(case.id, event.unit_id, event.occurred_on, why)
        for unit_id in _owing(owed, case):
            clocks.open_again(owed.uow, owed.clock, owed.limit.id, unit_id, owed.within, back)
        _meet_by_others(owed, case)


def _meet_by_others(owed: _Period, case: Case) -> None:
    """Let another meeting that stands as held meet the period that this one leaves open."""
    uow, declared = owed.uow, owed.declared
    field = declared.told_by
    if field is None:
        return
    states = [declared.met_by.key, *(state.key for state in declared.undone_by)]
    query = select(Case, CaseEvent).where(
        Case.tenant_id == uow.tenant_id,
        Case.mechanism == case.mechanism,
        Case.version == case.version,
        Case.id != case.id,
        Case.facts[field.key].astext == str(case.facts.get(field.key)),
        CaseEvent.tenant_id == Case.tenant_id,
        CaseEvent.case_id == Case.id,
        CaseEvent.landed_in.in_(states),
    )
    latest = {found.id: (found, event) for found, event in uow.session.execute(
        query.order_by(CaseEvent.position))}  # fmt: skip
    for other, event in latest.values():
        on = _done_on(owed.mechanism, other, event.occurred_on)
        if event.landed_in == declared.met_by.key and _is_meant(owed, other):
            for unit_id in clocks.owing_units(uow, owed.limit.id, owed.within):
                day = _within(owed.config, other, declared, on)
                clocks.meet_by_case(uow, owed.clock, owed.limit.id, unit_id, on, other.id, day)


def _done_on(mechanism: Mechanism, case: Case, recorded_on: date) -> date:
    """Return the day of a meeting, which its record may follow later; else that of the act."""
    appointment = mechanism.appointment
    stated = case.facts.get(appointment.on.key) if appointment else None
    return min(date.fromisoformat(str(stated)), recorded_on) if stated else recorded_on


def _owing(owed: _Period, case: Case) -> list[UUID]:
    """Return whose period a case meets: a meeting that the county names is that of all who owe."""
    if owed.declared.about is not None:
        return [case.issuer_id]
    if owed.declared.told_by is not None:
        return clocks.owing_units(owed.uow, owed.limit.id, owed.within)
    return sorted({party.unit_id for party in queries.list_parties(owed.uow, case.id)})


def _is_meant(owed: _Period, case: Case) -> bool:
    """Say whether the case is of the kind that the county's setting names for this limit."""
    field = owed.declared.told_by
    if field is None:
        return True
    word = owed.config.setting(owed.declared.setting(owed.limit.id), None)
    return word is not None and case.facts.get(field.key) == word


def _within(config: Configuration, case: Case, obligation: Obligation, on: date) -> date:
    """Return a day of the period: that of the act, or the one in which a month is reported."""
    about = obligation.about
    month = case.facts.get(about.key) if about else None
    return clocks.period_day(config, str(month)) if month else on

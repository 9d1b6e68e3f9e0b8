"""A case that reached its state meets what is owed for the period it speaks of."""

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
from liandong.mechanisms import Mechanism, Obligation


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
        if event.landed_in == each.met_by.key and _is_meant(config, case, each):
            for unit_id in _owing(uow, case, each, within):
                clocks.meet_by_case(uow, clock, each.limit.id, unit_id, on, case.id, within)
        elif event.landed_in in {state.key for state in each.undone_by}:
            why = str(event.payload.get("facts", {}).get("why", ""))
            back = clocks.SentBack(case.id, event.unit_id, event.occurred_on, why)
            for unit_id in _owing(uow, case, each, within):
                clocks.open_again(uow, clock, each.limit.id, unit_id, within, back)
            _meet_by_others(uow, clock, mechanism, case, each, within)


def _meet_by_others(
    uow: UnitOfWork,
    clock: Clock,
    mechanism: Mechanism,
    case: Case,
    declared: Obligation,
    within: date,
) -> None:
    """Let another meeting that stands as held meet the period that this one leaves open."""
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
        on = _done_on(mechanism, other, event.occurred_on)
        if event.landed_in == declared.met_by.key:
            for unit_id in clocks.owing_units(uow, declared.limit.id, within):
                day = _within(current(uow), other, declared, on)
                clocks.meet_by_case(uow, clock, declared.limit.id, unit_id, on, other.id, day)


def _done_on(mechanism: Mechanism, case: Case, recorded_on: date) -> date:
    """Return the day of a meeting, which its record may follow later; else that of the act."""
    appointment = mechanism.appointment
    stated = case.facts.get(appointment.on.key) if appointment else None
    return min(date.fromisoformat(str(stated)), recorded_on) if stated else recorded_on


def _owing(uow: UnitOfWork, case: Case, declared: Obligation, within: date) -> list[UUID]:
    """Return whose period a case meets: a meeting that the county names is that of all who owe."""
    if declared.about is not None:
        return [case.issuer_id]
    if declared.told_by is not None:
        return clocks.owing_units(uow, declared.limit.id, within)
    return sorted({party.unit_id for party in queries.list_parties(uow, case.id)})


def _is_meant(config: Configuration, case: Case, declared: Obligation) -> bool:
    field = declared.told_by
    if field is None:
        return True
    word = config.setting(declared.setting, None)
    return word is not None and case.facts.get(field.key) == word


def _within(config: Configuration, case: Case, obligation: Obligation, on: date) -> date:
    """Return a day of the period: that of the act, or the one in which a month is reported."""
    about = obligation.about
    month = case.facts.get(about.key) if about else None
    return clocks.period_day(config, str(month)) if month else on

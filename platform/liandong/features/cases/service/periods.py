"""A case that reached its state meets what is owed for the period of its day."""

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.deadlines import service as clocks
from liandong.features.tenants.service import Configuration, current, installed
from liandong.kernel.clock import Clock
from liandong.mechanisms import Obligation


def meet_periods(uow: UnitOfWork, clock: Clock, case: Case, event: CaseEvent) -> None:
    """Meet what the units of a case owe for the period in which it reached its state.

    A limit that several kinds of case could meet is met by the kind that the county names.
    """
    declared = installed().registry[case.mechanism, case.version].obligations
    reached = [each for each in declared if each.met_by.key == event.landed_in]
    if not reached or event.kind != "move":
        return
    config = current(uow)
    found = {party.unit_id for party in queries.list_parties(uow, case.id)}
    for each in reached:
        if _is_meant(config, case, each):
            for unit_id in sorted(found):
                clocks.meet_by_case(uow, clock, each.limit.id, unit_id, event.occurred_on, case.id)


def _is_meant(config: Configuration, case: Case, declared: Obligation) -> bool:
    field = declared.told_by
    if field is None:
        return True
    word = config.setting(declared.setting, None)
    return word is not None and case.facts.get(field.key) == word

"""Obligations as plain data, for machines."""

from collections.abc import Sequence
from typing import Any

from liandong.authz import Principal
from liandong.calendars import WorkingDayCalendar
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.deadlines.models import Obligation
from liandong.features.deadlines.service.reaching import reach_of
from liandong.features.tenants.service import calendar_of, current
from liandong.features.units import service as units


def dump_obligations(
    uow: UnitOfWork, principal: Principal, found: Sequence[Obligation]
) -> list[dict[str, Any]]:
    """Return obligations with all that explains them; what was filed only to its readers."""
    config = current(uow)
    names, calendar, reach = units.names(uow), calendar_of(config), reach_of(config, principal)
    return [
        {
            "id": str(each.id),
            "limit_id": each.limit_id,
            "mechanism": each.mechanism,
            "matter": each.inputs["matter"],
            "unit_id": str(each.unit_id),
            "unit": names[each.unit_id].name,
            "period_start": each.period_start.isoformat(),
            "period_end": each.period_end.isoformat(),
            "label": each.label,
            "nominal_on": each.nominal_on.isoformat(),
            "due_on": each.due_on.isoformat(),
            "is_provisional": each.is_provisional,
            "is_enforceable": each.is_enforceable,
            "state": each.state,
            "met_on": each.met_on.isoformat() if each.met_on else None,
            "outcome": each.outcome,
            "working_days_late": working_days_late(each, calendar),
            "evidence": each.evidence if reach.reads(each) else {},
            "inputs": each.inputs if reach.deals_with(each) else _header(each.inputs),
            "position": each.position,
        }
        for each in found
    ]


def _header(inputs: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in inputs.items() if key != "returns"}


def working_days_late(obligation: Obligation, calendar: WorkingDayCalendar) -> int | None:
    """Return how many working days too late it was met; None where nobody is called late."""
    if obligation.outcome != "late" or obligation.met_on is None:
        return None
    return calendar.between(obligation.due_on, obligation.met_on)

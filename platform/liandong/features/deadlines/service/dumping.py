"""Obligations as plain data, for machines."""

from collections.abc import Sequence
from typing import Any

from liandong.calendars import WorkingDayCalendar
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.deadlines.models import Obligation
from liandong.features.tenants.service import calendar_of, current
from liandong.features.units import service as units


def dump_obligations(uow: UnitOfWork, found: Sequence[Obligation]) -> list[dict[str, Any]]:
    """Return obligations with all that explains them."""
    names, calendar = units.names(uow), calendar_of(current(uow))
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
            "evidence": each.evidence,
            "inputs": each.inputs,
            "position": each.position,
        }
        for each in found
    ]


def working_days_late(obligation: Obligation, calendar: WorkingDayCalendar) -> int | None:
    """Return how many working days too late it was met; None where nobody is called late."""
    if obligation.outcome != "late" or obligation.met_on is None:
        return None
    return calendar.between(obligation.due_on, obligation.met_on)

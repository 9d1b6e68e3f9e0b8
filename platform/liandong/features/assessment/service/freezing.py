"""The figures of the mechanisms, taken once on the freeze day, with the records behind them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.service.counted import Record
from liandong.features.assessment.service.measuring import Measured, Period, measure
from liandong.features.assessment.service.standing import Participant, Standing
from liandong.features.tenants.service import current, installed
from liandong.scoring.fixed import SCALE, shown

Plain = dict[str, Any]
Wanted = Mapping[str, frozenset[str]]
_NOBODY = UUID(int=0)
#: A unit's figures are counted from what the unit itself may know: its own cases.
_DUTIES = frozenset({"liaison", "unit_head", "handler"})


def wanted_metrics(standing: Standing) -> dict[str, set[str]]:
    """Return the metrics that a scheme counts, by mechanism."""
    found: dict[str, set[str]] = {}
    for item in standing.scheme.items:
        for _, source in item.inputs:
            if source.kind == "metric":
                mechanism, _, metric = source.name.partition(".")
                found.setdefault(mechanism, set()).add(metric)
    return found


def figures_of(uow: UnitOfWork, standing: Standing, who: Participant, today: date) -> Plain:
    """Return the inputs that are counted for one unit, and the records behind each metric.

    What a unit cannot see never counts against it. What a mechanism that is off would count is
    missing.
    """
    config = current(uow)
    reader = Principal(
        uow.tenant_id,
        _NOBODY,
        who.unit_id,
        who.kind,
        frozenset(who.roles),
        _DUTIES,
        "assessment",
        policy=config.policy,
    )
    period = Period(standing.round.since, standing.round.until)
    measured: dict[str, Measured] = {}
    enabled, registry = config.enabled, installed().registry
    for mechanism, metrics in sorted(wanted_metrics(standing).items()):
        if mechanism not in enabled:
            continue
        for each in measure(uow, reader, registry.current(mechanism), period, today):
            if each.metric.key in metrics:
                measured[f"{mechanism}.{each.metric.key}"] = each.of(who.unit_id)
    return {
        "inputs": dict(_inputs(standing, who, measured)),
        "records": {name: _records(each) for name, each in measured.items()},
    }


def _inputs(
    standing: Standing, who: Participant, measured: Mapping[str, Measured]
) -> Iterator[tuple[str, str]]:
    for item in standing.items_of(who.key):
        for input_, source in item.inputs:
            if source.kind == "metric":
                each = measured.get(source.name)
                if each is not None:
                    number = each.part if source.take == "part" else each.whole
                    yield input_.key, shown(round(number * SCALE))


def _records(measured: Measured) -> list[Plain]:
    """Every record once: those that count, and of the rest those that stand below the line."""
    counting = Counter(map(_name, measured.numerator))
    rest = []
    for each in measured.denominator:
        if counting[_name(each)]:
            counting[_name(each)] -= 1
        else:
            rest.append(each)
    return [
        *(_record(each, counts=True) for each in measured.numerator),
        *(_record(each, counts=False) for each in rest),
    ]


def _record(record: Record, *, counts: bool) -> Plain:
    return {
        "case": None if record.case is None else str(record.case.id),
        "number": None if record.case is None else record.case.number,
        "matter": record.matter,
        "on": record.on.isoformat(),
        "outcome": record.outcome,
        "counts": counts,
    }


def _name(record: Record) -> tuple[object, ...]:
    case = None if record.case is None else record.case.id
    return (case, record.on, record.matter, record.outcome)

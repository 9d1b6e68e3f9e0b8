"""The figures of the mechanisms, taken once on the freeze day, with the records behind them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.service import indicators
from liandong.features.assessment.service.measuring import Measured, Period, measure_units
from liandong.features.assessment.service.records import Record, dumped
from liandong.features.assessment.service.standing import Participant, Standing
from liandong.features.tenants.service import ClauseRegister, calendar_of, current, installed
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


def figures_of(uow: UnitOfWork, standing: Standing, today: date) -> dict[str, Plain]:
    """Return by unit its inputs, the records behind each metric and left out of it, its duties.

    What a unit cannot see never counts against it. What a mechanism that is off would count is
    missing.
    """
    config = current(uow)
    wanted = {k: each for k, each in wanted_metrics(standing).items() if k in config.enabled}
    readers = [reader_of(uow, each) for each in standing.participants.values()]
    period = Period(standing.round.since, standing.round.until)
    measured = measure_units(uow, readers, wanted, period, today)
    cited = partial(_cited, config.register)
    mechanisms = [installed().registry.current(key) for key in wanted]
    limits = {limit.id for mechanism in mechanisms for limit in mechanism.limits}
    days = (period.since, period.until, today)
    duties = indicators.indicators_of(uow, limits, *days, calendar_of(config))
    return {
        who.key: {
            "inputs": dict(_inputs(standing, who, measured[who.unit_id])),
            "records": {
                name: [*map(cited, _records(name.partition(".")[0], each))]
                for name, each in measured[who.unit_id].items()
            },
            "left": {
                name: [*map(cited, _left(name.partition(".")[0], each))]
                for name, each in measured[who.unit_id].items()
            },
            "duties": indicators.dumped(duties[who.unit_id]) if who.unit_id in duties else None,
        }
        for who in standing.participants.values()
    }


def reader_of(uow: UnitOfWork, who: Participant) -> Principal:
    """Return somebody who reads what a unit may know, and is nobody."""
    return Principal(
        uow.tenant_id,
        _NOBODY,
        who.unit_id,
        who.kind,
        frozenset(who.roles),
        _DUTIES,
        "assessment",
        policy=current(uow).policy,
    )


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


def _records(mechanism: str, measured: Measured) -> list[Plain]:
    """Every record once: those that count, and of the rest those that stand below the line."""
    counting = Counter(each.name for each in measured.numerator)
    rest = []
    for each in measured.denominator:
        if counting[each.name]:
            counting[each.name] -= 1
        else:
            rest.append(each)
    return [
        *(_record(mechanism, each, counts=True) for each in measured.numerator),
        *(_record(mechanism, each, counts=False) for each in rest),
    ]


def _record(mechanism: str, record: Record, *, counts: bool) -> Plain:
    told = dumped(record)
    kept = ("number", "matter", "on", "outcome", "weight", "limit", "clause")
    return {
        "mechanism": mechanism,
        "case": told["case_id"],
        **{key: told[key] for key in (*kept, "begun", "due", "ended")},
        "counts": counts,
    }


def _cited(register: ClauseRegister, record: Plain) -> Plain:
    """Return a record whose clause names its document as people cite it."""
    key, _, clause = (record["clause"] or "").partition(" ")
    known = register.instruments.get(key)
    return record if known is None else {**record, "clause": f"{known.citation} {clause}"}


def _left(mechanism: str, measured: Measured) -> list[Plain]:
    """What stands on neither side, each with the reason and the act that gave it."""
    return [
        {
            **_record(mechanism, each, counts=False),
            "why": each.left.why if each.left else "",
            "act": each.left.act if each.left else "",
        }
        for each in measured.left
    ]

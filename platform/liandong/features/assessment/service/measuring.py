"""A mechanism's figures per unit and period, each with the records it is made of.

Counted from what the asking unit may know of: time limits from their runs, states of cases and
rows from the events that brought them about. What is paused, released, withdrawn or may call nobody
late, met or not, stands on neither side of a rate (mechanism catalogue, 1.5), and is told as such.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment import queries
from liandong.features.assessment.service.gathering import gather
from liandong.features.assessment.service.records import Record, Seen
from liandong.features.assessment.service.tallying import Sparing, tally
from liandong.features.cases.service import owed_copies
from liandong.features.tenants.service import calendar_of, current, installed
from liandong.mechanisms import Mechanism, Metric, due, met, total

ON_TIME = "on_time_rate"


@dataclass(frozen=True)
class Period:
    """From one day to another, both included."""

    since: date
    until: date

    def has(self, day: date | None) -> bool:
        """Tell whether a day lies in it."""
        return day is not None and self.since <= day <= self.until


@dataclass(frozen=True)
class Measured:
    """One metric: what counts, of how much, and what was left out with its reason."""

    metric: Metric
    numerator: tuple[Record, ...]
    denominator: tuple[Record, ...]
    left: tuple[Record, ...] = ()

    def of(self, unit_id: UUID) -> "Measured":
        """Return what concerns one unit."""
        return Measured(
            self.metric,
            tuple(each for each in self.numerator if each.unit_id == unit_id),
            tuple(each for each in self.denominator if each.unit_id == unit_id),
            tuple(each for each in self.left if each.unit_id == unit_id),
        )

    @property
    def units(self) -> frozenset[UUID]:
        """Every unit that something counts for."""
        return frozenset(each.unit_id for each in (*self.numerator, *self.denominator))

    @property
    def part(self) -> float:
        """The weight of what counts."""
        return sum(each.weight for each in self.numerator)

    @property
    def whole(self) -> float:
        """The weight of all."""
        return sum(each.weight for each in self.denominator)

    @property
    def rate(self) -> float | None:
        """The share, or nothing where there is nothing to divide by."""
        return self.part / self.whole if self.whole else None


def measured_mechanisms(uow: UnitOfWork, principal: Principal) -> list[Mechanism]:
    """Return the mechanisms of the county that this person may read, as they begin cases now."""
    enabled = current(uow).enabled
    registry = installed().registry
    keys = (key for key in registry.keys if key in enabled and principal.read_scopes(key))
    return [registry.current(key) for key in keys]


def metrics_of(mechanism: Mechanism) -> tuple[Metric, ...]:
    """Return the mechanism's own metrics; the share in time of all its duties where it names none.

    Returns:
        The metrics, in the order in which they are shown.
    """
    if any(metric.key == ON_TIME for metric in mechanism.metrics):
        return mechanism.metrics
    begun = {limit for _, move in mechanism.moves for limit in move.starts}
    duties = sorted(begun, key=lambda each: each.id)
    if not duties:
        return mechanism.metrics
    numerator, denominator = total(*map(met, duties)), total(*map(due, duties))
    return (Metric(ON_TIME, numerator, denominator, label="按期率"), *mechanism.metrics)


def measure(  # one question has as many sides
    uow: UnitOfWork,
    principal: Principal,
    mechanism: Mechanism,
    period: Period,
    today: date,
    *,
    scored: bool = False,
) -> list[Measured]:
    """Return every metric of a mechanism in a period, as far as this person may know.

    `scored`: as points hang on it, which no objection and no reasoned non-adoption ever costs.
    """
    config = current(uow)
    seen = Seen(
        mechanism=mechanism,
        runs=queries.list_duties(uow, principal, mechanism.key, period.since, period.until),
        moves=queries.list_moves(uow, principal, mechanism.key, period.until),
        owed=queries.list_owed(uow, mechanism.key, principal, period.since, period.until),
        parties=queries.list_parties_of(uow, principal, mechanism),
        rows=queries.holders_of(uow, principal, mechanism),
        today=today,
        calendar=calendar_of(config),
        owed_copies=partial(owed_copies, config, mechanism.key),
    )
    return [*_measured(seen, period, scored=scored)]


def measure_units(
    uow: UnitOfWork,
    readers: Sequence[Principal],
    wanted: Mapping[str, Collection[str]],
    period: Period,
    today: date,
) -> dict[UUID, dict[str, Measured]]:
    """Return the metrics wanted of each mechanism, by unit and name, of what each knows of itself.

    As many queries for all units as for one.
    """
    mechanisms = [installed().registry.current(key) for key in sorted(wanted)]
    found: dict[UUID, dict[str, Measured]] = {each.unit_id: {} for each in readers}
    days = (period.since, period.until)
    for unit_id, seen in gather(uow, readers, mechanisms, *days, today):
        key = seen.mechanism.key
        for each in _measured(seen, period, wanted[key], scored=True):
            found[unit_id][f"{key}.{each.metric.key}"] = each.of(unit_id)
    return found


def _measured(
    seen: Seen, period: Period, wanted: Collection[str] | None = None, *, scored: bool
) -> Iterator[Measured]:
    sparing = Sparing(seen, scored=scored)
    for metric in metrics_of(seen.mechanism):
        if wanted is None or metric.key in wanted:
            yield Measured(
                metric, *(_within(each, period) for each in tally(seen, metric, sparing))
            )


def _within(records: Iterable[Record], period: Period) -> tuple[Record, ...]:
    return tuple(each for each in records if period.has(each.on))

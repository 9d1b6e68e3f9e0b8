"""Which limits a county owes again in each period, by whom and to whom; pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from liandong.authz import Principal
from liandong.calendars import CountedIn, period_of
from liandong.features.tenants.service import Configuration, installed
from liandong.mechanisms import Every, Obligation, TimeLimit

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Owing:
    """A limit that is owed in every period; `met_by` is the state of a case that meets it.

    `stands_for` is the limit or slot that the mechanism names, `is_own` says that the county has
    it in its own document. A limit whose values come in other periods is owed in each of them.
    """

    limit: TimeLimit
    every: Every
    mechanism: str
    owed_by: frozenset[str]
    received_by: frozenset[str]
    met_by: str | None = None
    stands_for: str = ""
    is_own: bool = False

    def is_in_force(self, day: date) -> bool:
        """Say whether it is owed in the period that begins on a day."""
        value = self.limit.value_on(day)
        return value is not None and self.limit.every(value) is self.every

    def binds(self, holders: frozenset[str]) -> bool:
        """Say whether a unit of this kind and these roles owes it."""
        return not self.owed_by.isdisjoint(holders)


def owings(config: Configuration) -> tuple[Owing, ...]:
    """Return what a county owes again and again, each limit once in each of its periods.

    What an enabled mechanism declares as an `Obligation` comes first. Then every limit with a
    period that stands in the county's own document, and national ones whose `used_by` names an
    enabled mechanism. A limit whose owner is no role of a unit (`employer` of MIN-02b) binds none.
    """
    found: dict[tuple[str, Every], Owing] = {}
    for owing in (*_declared(config), *_stated(config)):
        found.setdefault((owing.limit.id, owing.every), owing)
    return tuple(found[key] for key in sorted(found))


def _declared(config: Configuration) -> Iterator[Owing]:
    registry = installed().registry
    for key in sorted(config.enabled & set(registry.keys)):
        for each in registry.current(key).obligations:
            for limit in config.standing_for(each.limit):
                party = None if each.limit.is_slot else each.owed_by
                owed_by = [role.key for role in party.roles] if party else limit.owed_by
                yield from _each(config, limit, key, owed_by, each)


def _stated(config: Configuration) -> Iterator[Owing]:
    for limit in config.limits_here.values():
        used = [key for key in limit.used_by if key in config.enabled]
        if used or limit.id in config.local_limits:
            mechanism = next(iter((*used, *limit.used_by)), "")
            yield from _each(config, limit, mechanism, limit.owed_by)


def _each(
    config: Configuration,
    limit: TimeLimit,
    mechanism: str,
    owed_by: Iterable[str],
    declared: Obligation | None = None,
) -> Iterator[Owing]:
    for every in limit.recurs:
        yield Owing(
            limit,
            every,
            mechanism,
            frozenset(owed_by),
            frozenset(limit.received_by),
            declared.met_by.key if declared else None,
            stands_for=declared.limit.id if declared else limit.id,
            is_own=limit.id in config.local_limits,
        )


def period(day: date, every: Every) -> tuple[date, date]:
    """Return first and last day of the natural period that holds a day."""
    return period_of(day, CountedIn(every.value))


def periods(every: Every, first: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield each period that has a day between two days, both included."""
    day = first
    while day <= last:
        found = period(day, every)
        yield found
        day = found[1] + _ONE_DAY


def copied_to(config: Configuration, owing: Owing) -> frozenset[str]:
    """Return the roles that get a copy in the same act, by a rule that leaves no choice."""
    return frozenset(
        role
        for rule in config.package["copy_rules"]
        if rule["mechanism"] == owing.mechanism
        and rule["binding"] == "mandatory"
        and not rule["when"]
        for role in rule["to"]
    )


def holders_of(principal: Principal) -> frozenset[str]:
    """Return kind and roles of a person's unit."""
    return principal.unit_roles | {principal.unit_kind}

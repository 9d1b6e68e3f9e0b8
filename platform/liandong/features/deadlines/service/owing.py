"""Which limits a county owes again in each period, by whom and to whom; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from liandong.authz import Principal
from liandong.calendars import CountedIn, period_of
from liandong.features.tenants.service import Configuration, installed
from liandong.mechanisms import CountedIn as Unit
from liandong.mechanisms import Every, Regime, TimeLimit

_PERIODS = {Unit.MONTH: Every.MONTH, Unit.QUARTER: Every.QUARTER, Unit.YEAR: Every.YEAR}
_HALF = 6
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Owing:
    """A limit that is owed in every period; `met_by` is the state of a case that meets it."""

    limit: TimeLimit
    every: Every
    mechanism: str
    owed_by: frozenset[str]
    received_by: frozenset[str]
    met_by: str | None = None

    def binds(self, holders: frozenset[str]) -> bool:
        """Say whether a unit of this kind and these roles owes it."""
        return not self.owed_by.isdisjoint(holders)


def owings(config: Configuration) -> tuple[Owing, ...]:
    """Return what a county owes again and again, each limit once.

    What an enabled mechanism declares as an `Obligation` comes first. Then every limit with a
    period that the county's package puts in force, and national ones whose `used_by` names an
    enabled mechanism. A limit whose owner is no role of a unit (`employer` of MIN-02b) binds none.
    """
    found: dict[str, Owing] = {}
    for owing in (*_declared(config), *_stated(config)):
        found.setdefault(owing.limit.id, owing)
    return tuple(found[key] for key in sorted(found))


def _declared(config: Configuration) -> Iterator[Owing]:
    registry = installed().registry
    named = {rule["id"] for rule in config.package["limits"]}
    for key in sorted(config.enabled & set(registry.keys)):
        for each in registry.current(key).obligations:
            if each.limit.id not in named and not _is_national(each.limit):
                continue
            limit = config.replacements.get(each.limit.id, each.limit)
            owed_by = [role.key for role in each.owed_by.roles] if each.owed_by else limit.owed_by
            roles = frozenset(owed_by)
            received = frozenset(limit.received_by)
            yield Owing(limit, each.every, key, roles, received, each.met_by.key)


def _stated(config: Configuration) -> Iterator[Owing]:
    named = {rule["id"] for rule in config.package["limits"]}
    for file in installed().registry.files:
        for limit in file.limits.values():
            every = _every(limit)
            used = [key for key in limit.used_by if key in config.enabled]
            if every is None or not (limit.id in named or (used and _is_national(limit))):
                continue
            mechanism = next(iter((*used, *limit.used_by)), "")
            owed, received = frozenset(limit.owed_by), frozenset(limit.received_by)
            yield Owing(limit, every, mechanism, owed, received)


def _every(limit: TimeLimit) -> Every | None:
    """Return the period of a point that comes again; a point before an event has none."""
    values = [value for _, value in limit.values if value is not None]
    if limit.regime is not Regime.POINT or not values:
        return None
    value = values[-1]
    if value.counted_in is Unit.POINT:
        return Every.MONTH if value.length else None
    return _PERIODS.get(value.counted_in) if value.counted_in else None


def _is_national(limit: TimeLimit) -> bool:
    """Say whether no basis is a county's document, which binds that county alone."""
    known = installed().register.instruments
    bases = [basis.instrument for _, value in limit.values if value for basis in value.basis]
    return all(each in known and known[each].kind != "county_document" for each in bases)


def period(day: date, every: Every) -> tuple[date, date]:
    """Return first and last day of the natural period that holds a day."""
    if every is not Every.HALF_YEAR:
        return period_of(day, CountedIn(every.value))
    if day.month <= _HALF:
        return date(day.year, 1, 1), date(day.year, 6, 30)
    return date(day.year, 7, 1), date(day.year, 12, 31)


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

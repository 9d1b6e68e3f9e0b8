"""What governs a tenant now: latest revision and accepted schedules, read once per digest."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from liandong.authz import Policy, compile_policy
from liandong.calendars import Schedule, WorkingDayCalendar
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.tenants.models import AcceptedSchedule, TenantRevision
from liandong.features.tenants.service.installation import installed
from liandong.features.tenants.service.own_limits import limits_of
from liandong.features.tenants.service.package_clauses import ClauseRegister
from liandong.features.tenants.service.package_model import TenantPackage
from liandong.features.tenants.service.schedules import laid_out, newest_of_each_year
from liandong.features.tenants.service.stable_ids import stable_id
from liandong.features.tenants.service.terminology import Wording
from liandong.kernel.errors import NotFoundError
from liandong.mechanisms import TimeLimit, why_never_late

#: Stands among the prefixes of a county for the letters of its ladder, which is no mechanism.
LADDER = "escalation"
DECEMBER = "calendar.december_from"
#: When the platform speaks where no layer says: at which hour, how many working days ahead, and
#: after how many a suspension that nobody ends is asked about.
NOTICES: dict[str, Any] = {"speak_at": "09:00", "days_before": [5, 1], "pause_days": 20}
#: The columns of a county's `policy.csv`.
LINE = ("ptype", "subject", "mechanism", "action", "scope", "effect")


def own_days(package: Mapping[str, Any]) -> list[Any]:
    """Return what of a package moves the days of a calendar: its own days, its last December."""
    days = [[day["day"], day["kind"]] for day in package["calendar"]["days"]]
    listed = (each for each in package["settings"] if each["key"] == DECEMBER)
    return [days, *(each["value"] for each in listed)]


@dataclass(frozen=True)
class Configuration:
    """A tenant's package as it is in force."""

    tenant_id: int
    digest: str
    package: dict[str, Any]
    accepted: tuple[UUID, ...] = ()
    schedules: tuple[Schedule, ...] = ()

    @cached_property
    def calendar(self) -> WorkingDayCalendar:
        """Return the calendar that counts here: shipped, then accepted, then the own days."""
        days = self.package["calendar"]["days"]
        own = tuple((each["day"], each["kind"]) for each in days)
        december = self.stated(DECEMBER)
        return laid_out(self.schedules, own, december["value"] if december else None)

    def counting_by(self, schedules: Iterable[Schedule]) -> "Configuration":
        """Return the same with these schedules laid over those that were accepted."""
        known = {each.year: each for each in (*self.schedules, *schedules)}
        return replace(self, schedules=tuple(known[year] for year in sorted(known)))

    @property
    def tenant(self) -> dict[str, Any]:
        """Return the identity of the tenant."""
        stated: dict[str, Any] = self.package["tenant"]
        return stated

    @property
    def county(self) -> dict[str, Any]:
        """Return what only a county has; empty for upper levels."""
        return self.tenant.get("county") or {}

    @property
    def is_live(self) -> bool:
        """Whether matters here are real: only then anybody can be late."""
        return self.county.get("mode") == "live"

    @cached_property
    def register(self) -> ClauseRegister:
        """Return every instrument known here: those shipped, and those stated here and above."""
        return installed().register.with_own(self.package.get("instruments", ()))

    @cached_property
    def enabled(self) -> frozenset[str]:
        """Return the keys of the mechanisms that are switched on."""
        return frozenset(stated["key"] for stated in self.package["mechanisms"])

    def rungs(self, mechanism: str) -> list[dict[str, Any]]:
        """Return the rungs of a mechanism, lowest first: its own, and those of every mechanism."""
        rungs: list[dict[str, Any]] = self.package["escalation"]
        return [rung for rung in rungs if mechanism in (rung["mechanisms"] or [mechanism])]

    def pool(self, key: str) -> dict[str, Any] | None:
        """Return a pool of people of the county; None where it has none of this key."""
        pools: list[dict[str, Any]] = self.package.get("pools", [])
        return next((pool for pool in pools if pool["key"] == key), None)

    @cached_property
    def replacements(self) -> dict[str, TimeLimit]:
        """Return the county limit in the place of each national one, or slot, once in force."""
        return {**dict(self._local("replaces")), **dict(self._local("fills"))}

    def replacements_on(self, day: date, opened_on: date | None = None) -> dict[str, TimeLimit]:
        """Return those in force on a day: before and after them the national limit governs.

        Of one whose version goes by the opening of the case, that day decides where it is known.
        """
        return {
            named: local
            for named, local in self.replacements.items()
            if local.value_on(local.version_day(day, opened_on)) is not None
        }

    def with_package(self, package: TenantPackage) -> "Configuration":
        """Return what would govern with another package."""
        return replace(self, digest=package.digest, package=package.canonical())

    @cached_property
    def supplements(self) -> dict[str, tuple[TimeLimit, ...]]:
        """Return the county limits that speak beside each national one."""
        return self._by("supplements")

    @cached_property
    def _fillers(self) -> dict[str, tuple[TimeLimit, ...]]:
        return self._by("fills")

    def _by(self, relation: str) -> dict[str, tuple[TimeLimit, ...]]:
        found: dict[str, tuple[TimeLimit, ...]] = defaultdict(tuple)
        for other, local in self._local(relation):
            found[other] += (local,)
        return dict(found)

    def _local(self, relation: str) -> Iterator[tuple[str, TimeLimit]]:
        for rule in self.package["limits"]:
            if rule[relation]:
                yield rule[relation], self.local_limits[rule["id"]]

    def standing_for(self, limit: TimeLimit) -> tuple[TimeLimit, ...]:
        """Return what governs where a mechanism names a limit: of a slot all that fill it."""
        if limit.is_slot:
            return self._fillers.get(limit.id, ())
        return (self.replacements.get(limit.id, limit),)

    @cached_property
    def local_limits(self) -> dict[str, TimeLimit]:
        """Return the limits of the county's own document, by id."""
        return limits_of(self.package["limits"])

    @cached_property
    def limits_here(self) -> dict[str, TimeLimit]:
        """Return every limit that may speak here: the county's own and the national ones."""
        files = installed().registry.files
        known = (limit for file in files for limit in file.limits.values())
        national = {limit.id: limit for limit in known if not limit.is_slot}
        return {**national, **self.local_limits}

    @cached_property
    def policy(self) -> Policy:
        """Return the compiled policy: templates and overlay within the ceiling."""
        return compile_policy(policy_text(self.package["policy"]))

    @cached_property
    def _unit_roles(self) -> dict[UUID, frozenset[str]]:
        return {
            stable_id(self.tenant_id, "unit", unit["key"]): frozenset(
                {unit["kind"], *unit["roles"]}
            )
            for unit in self.package["units"]
        }

    def roles_of(self, unit_id: UUID) -> frozenset[str]:
        """Return the roles of a unit, its kind among them; none for a unit that left the roster."""
        return self._unit_roles.get(unit_id, frozenset())

    def setting(self, key: str, default: Any) -> Any:
        """Return a setting of the package, or the documented default."""
        stated = self.stated(key)
        return default if stated is None else stated["value"]

    def wording_on(self, day: date) -> Wording:
        """Return what things are called here on a day; before its first day a word is ours."""
        own = {}
        for each in self.package.get("terminology", ()):
            begun = [first for first in each["labels"] if first <= day.isoformat()]
            if begun:
                own[each["key"]] = each["labels"][max(begun)]
        return Wording(own)

    def notice(self, key: str) -> Any:
        """Return when the platform speaks here: as stated, or by its habit (`NOTICES`)."""
        listed = self.package.get("notices", ())
        return next((each["value"] for each in listed if each["key"] == key), NOTICES[key])

    def stated(self, key: str, day: date | None = None) -> dict[str, Any] | None:
        """Return a setting with its basis; None where there is none, or not yet on the day."""
        for each in self.package["settings"]:
            begins = each["from_on"]
            if each["key"] == key and (day is None or not begins or begins <= day.isoformat()):
                found: dict[str, Any] = each
                return found
        return None

    def lists_on(self, day: date) -> dict[str, tuple[str, ...]]:
        """Return the settings of the package that list words, by key, as they stand on a day."""
        listed = (each for each in self.package["settings"] if isinstance(each["value"], list))
        begun = (e for e in listed if not e["from_on"] or e["from_on"] <= day.isoformat())
        return {each["key"]: tuple(map(str, each["value"])) for each in begun}

    def settings_on(self, day: date) -> dict[str, Any]:
        """Return every setting of the package by its key, as it stands on a day."""
        begun = (
            each
            for each in self.package["settings"]
            if not each["from_on"] or each["from_on"] <= day.isoformat()
        )
        return {each["key"]: each["value"] for each in begun}

    def prefix(self, mechanism: str, word: str = "", unit: str = "") -> str:
        """Return the word a document number of this mechanism, or of the ladder, begins with.

        The county's own for it, if it belongs to the unit that signs: begins with its 机关代字.
        Else that with the mechanism's `word`; a unit without one has the county's abbreviation.
        """
        numbering = self.county["numbering"]
        organ, own = numbering.get("organs", {}).get(unit), numbering["prefixes"].get(mechanism)
        if own is not None and (organ is None or own.startswith(organ)):
            return str(own)
        start = str(organ or numbering["abbreviation"])
        return f"{start.removesuffix(word[:1])}{word}" if word else start

    def is_enforceable(self, limit: TimeLimit, day: date) -> bool:
        """Say whether the limit may call anyone late: a duty, text, in force, tenant live."""
        value = limit.value_on(day)
        if value is None or value.evidence != "text" or not self.is_live:
            return False
        if why_never_late(limit, value):
            return False
        instruments = self.register.instruments
        named = (instruments.get(basis.instrument) for basis in value.basis)
        return all(found is not None and found.status == "in_force" for found in named)


def policy_text(lines: Iterable[Mapping[str, str]]) -> str:
    """Return the lines of a package as its `policy.csv` has them, its header first."""
    cells = (tuple(line[part] for part in LINE) for line in lines)
    return "\n".join((",".join(LINE), *dict.fromkeys(",".join(line) for line in cells)))


#: A process keeps that many; with 0.15 MB each it is 40 MB, of whom asks at the same time.
KEPT = 256
_cache: dict[int, Configuration] = {}
_ACCEPTED = select(
    func.array_agg(
        aggregate_order_by(AcceptedSchedule.schedule_id, AcceptedSchedule.position.desc())
    )
).where(AcceptedSchedule.tenant_id == bindparam("tenant_id"))
#: Asked by every request; built once.
_NEWEST = (
    select(TenantRevision.digest, _ACCEPTED.scalar_subquery())
    .where(TenantRevision.tenant_id == bindparam("tenant_id"))
    .order_by(TenantRevision.position.desc())
    .limit(1)
)


def current(uow: UnitOfWork) -> Configuration:
    """Return what governs the tenant now.

    Raises:
        NotFoundError: No package was ever applied.
    """
    row = uow.session.execute(_NEWEST, {"tenant_id": uow.tenant_id}).first()
    if row is None:
        raise NotFoundError
    digest, ids = row[0], tuple(row[1] or ())
    cached = _cache.get(uow.tenant_id)
    if cached is None or (cached.digest, cached.accepted) != (digest, ids):
        mine = (TenantRevision.tenant_id == uow.tenant_id, TenantRevision.digest == digest)
        query = select(TenantRevision.package).where(*mine)
        package = uow.session.scalars(query.limit(1)).one()
        schedules = newest_of_each_year(uow.session, ids)
        cached = Configuration(uow.tenant_id, digest, package, ids, schedules)
    _keep(cached)
    return cached


def _keep(config: Configuration) -> None:
    """Keep what was asked for last; threads may do it at the same time."""
    _cache.pop(config.tenant_id, None)
    _cache[config.tenant_id] = config
    while len(_cache) > KEPT:
        with suppress(KeyError, RuntimeError):  # another thread is putting something aside
            del _cache[next(iter(_cache))]


def calendar_of(config: Configuration) -> WorkingDayCalendar:
    """Return the calendar that counts here: the State Council's, with the county's own days."""
    return config.calendar

"""Since when each unit is bound by each limit: read from the revisions of its county."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.deadlines.service.owed import Joined
from liandong.features.deadlines.service.owing import Owing
from liandong.features.tenants.models import TenantRevision
from liandong.features.tenants.service import Configuration, stable_id

Holders = dict[str, frozenset[str]]


@dataclass(frozen=True)
class Revision:
    """What one package said that matters here: limits, mechanisms, and what each unit is."""

    on: date
    limits: frozenset[str]
    enabled: frozenset[str]
    units: Holders

    def binds(self, owing: Owing, unit: str) -> bool:
        """Say whether the limit bound the unit under this package."""
        named = self.limits if owing.is_own else self.enabled
        is_in_force = (owing.limit.id if owing.is_own else owing.mechanism) in named
        return is_in_force and owing.binds(self.units.get(unit, frozenset()))


def standings_of(
    uow: UnitOfWork, config: Configuration, found: Iterable[Owing]
) -> dict[tuple[str, UUID], Joined]:
    """Return since when each unit that a limit binds today has been bound without a break."""
    found = tuple(found)
    revisions = _revisions(uow, config) if found else []
    standings = {}
    for owing in found:
        for unit in revisions[-1].units:
            if revisions[-1].binds(owing, unit):
                key = owing.limit.id, stable_id(uow.tenant_id, "unit", unit)
                standings[key] = _joined(revisions, owing, unit)
    return standings


def _joined(revisions: Sequence[Revision], owing: Owing, unit: str) -> Joined:
    since = len(revisions) - 1
    while since and revisions[since - 1].binds(owing, unit):
        since -= 1
    return Joined(revisions[since].on, first=since == 0)


def _revisions(uow: UnitOfWork, config: Configuration) -> list[Revision]:
    zone, package = ZoneInfo(config.tenant["timezone"]), TenantRevision.package
    query = select(
        TenantRevision.applied_at,
        package["limits"].label("limits"),
        package["mechanisms"].label("mechanisms"),
        package["units"].label("units"),
    ).where(TenantRevision.tenant_id == uow.tenant_id)
    return [
        Revision(
            row.applied_at.astimezone(zone).date(),
            frozenset(each["id"] for each in row.limits),
            frozenset(each["key"] for each in row.mechanisms),
            {each["key"]: frozenset({*each["roles"], each["kind"]}) for each in row.units},
        )
        for row in uow.session.execute(query.order_by(TenantRevision.position))
    ]

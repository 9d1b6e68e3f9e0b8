"""Whom in the county an entry is told to, at once: who convenes, prosecutes or administers."""

from collections.abc import Iterator
from uuid import UUID

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.service import duties_by_unit
from liandong.features.notifications import service as notifications
from liandong.features.units.models import Unit
from liandong.features.units.service import list_active
from liandong.features.visits.models import Visit
from liandong.kernel.clock import Clock

TOLD = frozenset({"tenant_admin", "convener", "chief_procurator"})


def tell(uow: UnitOfWork, clock: Clock, visit: Visit, kind: str) -> None:
    """Tell the units of the county that are to know of an entry."""
    content = {"title": visit.reason, "from": visit.other_name, "visit_id": str(visit.id)}
    for unit_id in set(_units(uow, clock)):
        notifications.tell(uow, clock, unit_id, f"{kind}/{visit.id}", kind, None, content)


def _units(uow: UnitOfWork, clock: Clock) -> Iterator[UUID]:
    held = duties_by_unit(uow, clock.today())
    yield from (unit_id for unit_id, duties in held.items() if duties & TOLD)
    yield from (unit.id for unit in list_active(uow) if _leads(unit))


def _leads(unit: Unit) -> bool:
    """Say whether a unit is told even while nobody there has an account yet."""
    return unit.kind == "procuratorate" or "convener" in unit.roles

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.tenants.service import stable_id
from liandong.features.units.models import Seat, Unit
from liandong.kernel.errors import NotFoundError


def follow(uow: UnitOfWork, package: dict[str, Any]) -> None:
    """Let units and seats follow from a revision of the tenant's package."""
    listed = {stated["key"]: stated for stated in package["units"]}
    query = select(Unit).where(Unit.tenant_id == uow.tenant_id)
    known = {unit.key: unit for unit in uow.session.scalars(query)}
    for key, unit in known.items():
        unit.is_active = key in listed
    for position, (key, stated) in enumerate(listed.items(), 1):
        unit = known.get(key) or Unit(
            tenant_id=uow.tenant_id, id=stable_id(uow.tenant_id, "unit", key), key=key
        )
        _write(unit, stated, position)
        uow.session.add(unit)
    uow.session.flush()
    _write_seats(uow, package)


def _write(unit: Unit, stated: dict[str, Any], position: int) -> None:
    unit.name = stated["name"]
    unit.full_name = stated["full_name"] or stated["name"]
    unit.kind = stated["kind"]
    unit.roles = sorted(stated["roles"])
    unit.is_member = stated["member"]
    unit.is_vertical = stated["vertical"]
    unit.position = position
    unit.is_active = True


def _write_seats(uow: UnitOfWork, package: dict[str, Any]) -> None:
    uow.session.execute(delete(Seat).where(Seat.tenant_id == uow.tenant_id))
    for position, stated in enumerate(package["seats"], 1):
        unit = stated["unit"]
        uow.session.add(
            Seat(
                tenant_id=uow.tenant_id,
                id=stable_id(uow.tenant_id, "seat", stated["key"]),
                unit_id=stable_id(uow.tenant_id, "unit", unit) if unit else None,
                kind=stated["seat"],
                title=stated["label"],
                person=stated["person"] or None,
                post=stated["title"] or None,
                seated_from=_day(stated["from_on"]),
                seated_until=_day(stated["to_on"]),
                position=position,
            )
        )
    uow.session.flush()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def get(uow: UnitOfWork, unit_id: UUID) -> Unit:
    """Return a unit of this tenant.

    Raises:
        NotFoundError: There is none.
    """
    query = select(Unit).where(Unit.tenant_id == uow.tenant_id, Unit.id == unit_id)
    unit = uow.session.scalar(query)
    if unit is None:
        raise NotFoundError
    return unit


def names(uow: UnitOfWork) -> dict[UUID, Unit]:
    """Return every unit of the tenant by its id."""
    query = select(Unit).where(Unit.tenant_id == uow.tenant_id)
    return {unit.id: unit for unit in uow.session.scalars(query.order_by(Unit.position))}


def list_active(uow: UnitOfWork) -> list[Unit]:
    """Return the units of the current package in the document's order."""
    return [unit for unit in names(uow).values() if unit.is_active]


def holds_any(unit: Unit, roles: list[str]) -> bool:
    """Say whether a unit holds one of the roles; the roster has added those its kind brings."""
    return not {*unit.roles, "any_unit"}.isdisjoint(roles)

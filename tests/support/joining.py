"""More people and units of a county, for matters in which others take part than in a suggestion."""

from datetime import date
from uuid import UUID

from liandong.db.unit_of_work import unit_of_work
from liandong.features.accounts import service as accounts
from liandong.features.units.service import list_active
from support.counties import County, on


def join(county: County, name: str, unit: str, *duties: str) -> None:
    """Give a unit, by its name in the test, one more person."""
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        county.people[name] = accounts.create(
            uow,
            on("2024-01-01"),
            login=f"{county.tenant_id}-{name}",
            password="",
            password_hash="x",
            name=name,
            unit_id=county.units[unit],
            duties=duties,
            held_from=date(2024, 1, 1),
        )


def find_unit(county: County, role: str) -> UUID:
    """Return the first unit of a county that has a role or is of this kind."""
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        return next(u.id for u in list_active(uow) if role in u.roles or role == u.kind)

"""The tenants below one, each with what is known of it without reading its rows."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from liandong.features.tenants.models import Tenant, TenantHealth
from liandong.kernel.errors import NotFoundError


@dataclass(frozen=True)
class Standing:
    """A tenant, the position of its parent's revision, and how it says it fares."""

    tenant: Tenant
    above: int
    health: TenantHealth | None

    @property
    def is_pending(self) -> bool:
        """Whether its parent has put something into force that it has not taken in."""
        return self.tenant.parent_position < self.above

    @property
    def refusal(self) -> list[Any]:
        """Why it could not take in what came last; empty where nothing was refused."""
        return self.tenant.refusal or []

    def plain(self) -> dict[str, Any]:
        """Return it as it travels."""
        tenant, at = self.tenant, self.tenant.activates_at
        return {
            "code": tenant.code,
            "name": tenant.name,
            "level": tenant.level,
            "parent": str(tenant.parent_id) if tenant.parent_id else None,
            "mode": tenant.mode,
            "revision": tenant.position,
            "is_pending": self.is_pending,
            "refusal": self.refusal,
            "activates_at": at.isoformat() if at else None,
            "health": health_plain(self.health) if self.health else None,
        }


def health_plain(health: TenantHealth) -> dict[str, Any]:
    """Return how a tenant says it fares, as it travels."""
    at = health.last_activity_at
    return {
        "unfilled_seats": health.n_unfilled_seats,
        "units_without_liaison": health.n_units_without_liaison,
        "mechanisms_without_basis": health.n_mechanisms_without_basis,
        "open_deadlines": health.n_open_deadlines,
        "overdue": health.n_overdue,
        "last_activity_at": at.isoformat() if at else None,
        "reported_at": health.reported_at.isoformat(),
    }


def county_below(session: Session, top_id: int, code: str) -> Tenant:
    """Return a county by its code, one or two levels below another tenant.

    Raises:
        NotFoundError: There is none of this code.
    """
    for each in list_standings(session, top_id):
        if each.tenant.level == "county" and each.tenant.code == code:
            return each.tenant
    raise NotFoundError


def list_standings(
    session: Session,
    top_id: int | None = None,
    *,
    after: str = "",
    limit: int | None = None,
) -> list[Standing]:
    """Return the tenants one or two levels below another, or all, by code: one statement.

    `after` (a code) and `limit` make a page.
    """
    parent = aliased(Tenant)
    query = (
        select(Tenant, parent.position, TenantHealth)
        .outerjoin(parent, parent.id == Tenant.parent_id)
        .outerjoin(TenantHealth, TenantHealth.tenant_id == Tenant.id)
        .order_by(Tenant.code)
        .limit(limit)
    )
    if top_id is not None:
        query = query.where(or_(Tenant.parent_id == top_id, parent.parent_id == top_id))
    if after:
        query = query.where(Tenant.code > after)
    return [Standing(row[0], row[1] or 0, row[2]) for row in session.execute(query)]


def find_tenant(session: Session, tenant_id: int) -> Tenant:
    """Return a tenant.

    Raises:
        NotFoundError: There is none.
    """
    found = session.get(Tenant, tenant_id)
    if found is None:
        raise NotFoundError
    return found


def list_counties(session: Session) -> list[Tenant]:
    """Return every county, in the order of the division codes."""
    query = select(Tenant).where(Tenant.level == "county").order_by(Tenant.code)
    return list(session.scalars(query))


def list_tenants(session: Session) -> list[Tenant]:
    """Return every tenant, of any level, in the order of the division codes."""
    return list(session.scalars(select(Tenant).order_by(Tenant.code)))

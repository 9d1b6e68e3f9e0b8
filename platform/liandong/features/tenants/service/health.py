"""How a county fares, as it reports it to those above: never read from its rows by them."""

from typing import Any

from sqlalchemy.dialects.postgresql import insert

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.tenants.models import TenantHealth


def report_health(uow: UnitOfWork, **counted: Any) -> None:
    """Keep what the county of this transaction says of itself, in the place of what it said."""
    said = insert(TenantHealth).values(tenant_id=uow.tenant_id, **counted)
    uow.session.execute(said.on_conflict_do_update(index_elements=["tenant_id"], set_=counted))

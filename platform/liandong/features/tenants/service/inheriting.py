"""The border between levels: what a tenant put into force is told to those below it.

Each takes it in as itself, in a transaction of its own. A message is a tenant and a revision; it
may come twice, late, or beside a later one: what counts is the newest revision above.
"""

from uuid import UUID

from sqlalchemy import select

from liandong.db.unit_of_work import (
    Sessions,
    UnitOfWork,
    global_session,
    in_each,
    lock,
    unit_of_work,
)
from liandong.features.tenants.models import ARCHIVED, Tenant, TenantRevision
from liandong.features.tenants.service.applying import INHERITED, apply
from liandong.features.tenants.service.layering import layers_below
from liandong.features.tenants.service.merging import Layer
from liandong.features.tenants.service.revisions import newest, stated_of
from liandong.kernel.clock import Clock
from liandong.kernel.errors import ConfigurationError

Above = tuple[Layer, ...]


def hand_down(sessions: Sessions, clock: Clock, tenant_id: int, revision_id: UUID) -> int:
    """Tell the children of a tenant of its newest revision; return how many took it in anew.

    What is no revision is none of this. A child that it does not fit keeps what governs it, with
    the reasons; one that fails keeps no other.

    Raises:
        ExceptionGroup: Some could not be told.
    """
    with unit_of_work(sessions, tenant_id) as uow:
        if uow.session.get(TenantRevision, (tenant_id, revision_id)) is None:
            return 0
    return tell_children(sessions, clock, tenant_id)


def tell_children(sessions: Sessions, clock: Clock, tenant_id: int) -> int:
    """Tell every child of a tenant that has not taken in its newest revision.

    One that is archived keeps what governed it.

    Raises:
        ExceptionGroup: Some could not be told.
    """
    layers = layers_for(sessions, tenant_id)
    if not layers:
        return 0
    with global_session(sessions) as session:
        behind = Tenant.parent_position < layers[-1].position
        below = Tenant.parent_id == tenant_id, Tenant.mode != ARCHIVED
        children = list(
            session.scalars(select(Tenant.id).where(*below, behind).order_by(Tenant.id))
        )
    failure = "tenants that could not be told"
    return in_each(sessions, children, lambda uow: take_in(uow, clock, layers), failure)


def layers_for(sessions: Sessions, parent_id: int) -> Above:
    """Return what the children of a tenant inherit now; nothing before its first package."""
    with unit_of_work(sessions, parent_id) as uow:
        last = newest(uow)
        return layers_below(last) if last is not None and last.stated is not None else ()


def take_in(uow: UnitOfWork, clock: Clock, layers: Above) -> bool:
    """Lay the tenant over what came from above; return whether that changed anything.

    What it states is read under the lock of those who change it: nothing of theirs is undone.
    """
    lock(uow, "apply")
    tenant, last = uow.session.get_one(Tenant, uow.tenant_id), newest(uow)
    if last is None or tenant.parent_position >= layers[-1].position:
        return False
    try:
        return apply(uow, clock, stated_of(last), layers, by=layers[-1].name, cause=INHERITED)
    except ConfigurationError as wrong:
        tenant.refusal = [
            {"where": each.where, "zh": each.message_zh, "en": each.message_en}
            for each in wrong.problems
        ]
        return False

"""What happens to accounts and sessions, in the county's audit chain."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.models import Account
from liandong.features.audit.service import append
from liandong.kernel.clock import Clock


def note(
    uow: UnitOfWork,
    clock: Clock,
    account_id: UUID,
    action: str,
    content: dict[str, Any],
    *,
    by: UUID | None,
) -> None:
    """Add one link about an account to the chain; call it last, its head is locked from then on.

    `by` is who acted; None: nobody knows.
    """
    mine = (Account.tenant_id == uow.tenant_id, Account.id == account_id)
    unit_id = uow.session.scalar(select(Account.unit_id).where(*mine))
    append(
        uow,
        clock,
        action,
        f"accounts/{account_id}",
        content,
        account_id=by,
        unit_id=unit_id,
    )

"""What happens to accounts and sessions, in the county's audit chain."""

from typing import Any
from uuid import UUID

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
    account = uow.session.get_one(Account, (uow.tenant_id, account_id))
    stated = {"login": account.login, "name": account.name, "unit_id": str(account.unit_id)}
    append(
        uow,
        clock,
        action,
        f"accounts/{account_id}",
        content,
        account_id=by,
        unit_id=account.unit_id,
        who=stated if by == account_id else None,
    )


def note_claimed(
    uow: UnitOfWork, clock: Clock, account_id: UUID, action: str, content: dict[str, Any]
) -> None:
    """Add one link of what somebody did who gave an account's login and did not prove it theirs."""
    account = uow.session.get_one(Account, (uow.tenant_id, account_id))
    append(
        uow,
        clock,
        action,
        f"accounts/{account_id}",
        content,
        unit_id=account.unit_id,
        who={"login": account.login, "name": account.name, "unproven": True},
    )

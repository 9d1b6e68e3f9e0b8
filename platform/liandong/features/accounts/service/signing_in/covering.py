"""Which duties a person acts in today: their own, and those colleagues have lent them."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, bindparam, null, select, union_all
from sqlalchemy.orm import aliased

from liandong.authz import Cover
from liandong.authz.seating import STANDS_IN
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.models import Account, AccountDuty, Delegation
from liandong.kernel.clock import Clock

_DEPUTY = aliased(Account)
_TENANT: ColumnElement[int] = bindparam("tenant_id")
_ACCOUNT: ColumnElement[UUID] = bindparam("account_id")
_TODAY: ColumnElement[date] = bindparam("today")
_RUNS = (
    AccountDuty.held_from <= _TODAY,
    AccountDuty.held_until.is_(None) | (AccountDuty.held_until >= _TODAY),
)
_OWN = select(
    AccountDuty.duty,
    null().label("holder_id"),
    null().label("holder_name"),
    null().label("until"),
).where(AccountDuty.tenant_id == _TENANT, AccountDuty.account_id == _ACCOUNT, *_RUNS)
#: A loan counts while its holder still sits in the same unit and still holds the duty.
_LENT = (
    select(Delegation.duty, Delegation.account_id, Account.name, Delegation.lent_until)
    .join(
        Account,
        (Account.tenant_id == Delegation.tenant_id) & (Account.id == Delegation.account_id),
    )
    .join(
        _DEPUTY,
        (_DEPUTY.tenant_id == Delegation.tenant_id) & (_DEPUTY.id == Delegation.deputy_id),
    )
    .join(
        AccountDuty,
        (AccountDuty.tenant_id == Delegation.tenant_id)
        & (AccountDuty.account_id == Delegation.account_id)
        & (AccountDuty.duty == Delegation.duty),
    )
    .where(
        Delegation.tenant_id == _TENANT,
        Delegation.deputy_id == _ACCOUNT,
        Delegation.lent_from <= _TODAY,
        Delegation.lent_until >= _TODAY,
        Account.is_active,
        Account.unit_id == _DEPUTY.unit_id,
        *_RUNS,
    )
)
#: Asked by every request, and built once.
_HELD: CompoundSelect[Any] = union_all(_OWN, _LENT)


def _stands_in(duty: str, own: frozenset[str]) -> bool:
    """Say whether who holds these duties may stand in for a duty, today as when it was lent."""
    wanted = STANDS_IN.get(duty)
    return wanted is None or not wanted.isdisjoint(own)


def held_and_covered(
    uow: UnitOfWork, clock: Clock, account_id: UUID
) -> tuple[frozenset[str], tuple[Cover, ...]]:
    """Return every duty a person acts in today, and which of them they cover for whom."""
    asked = {"tenant_id": uow.tenant_id, "account_id": account_id, "today": clock.today()}
    rows = uow.session.execute(_HELD, asked).all()
    own = frozenset(row.duty for row in rows if row.holder_id is None)
    lent = {
        row.duty: Cover(row.duty, row.holder_id, row.holder_name, row.until)
        for row in rows
        if row.holder_id is not None and row.duty not in own and _stands_in(row.duty, own)
    }
    return own | lent.keys(), tuple(lent[duty] for duty in sorted(lent))

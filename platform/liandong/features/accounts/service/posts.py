"""Which duties are held in which unit, whoever holds them."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.models import Account, AccountDuty


def duties_by_unit(uow: UnitOfWork, on: date) -> dict[UUID, frozenset[str]]:
    """Return the duties that active accounts of each unit hold on a day; never who holds them."""
    query = select(Account.unit_id, AccountDuty.duty).where(
        Account.tenant_id == uow.tenant_id,
        AccountDuty.tenant_id == uow.tenant_id,
        AccountDuty.account_id == Account.id,
        Account.is_active,
        AccountDuty.held_from <= on,
        AccountDuty.held_until.is_(None) | (AccountDuty.held_until >= on),
    )
    found: dict[UUID, set[str]] = {}
    for row in uow.session.execute(query):
        found.setdefault(row.unit_id, set()).add(row.duty)
    return {unit_id: frozenset(duties) for unit_id, duties in found.items()}

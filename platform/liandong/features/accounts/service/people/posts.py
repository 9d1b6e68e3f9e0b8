"""Which duties are held in which unit, and since when by whom."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.models import Account, AccountDuty
from liandong.kernel.clock import Clock


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


def find_account(uow: UnitOfWork, login: str) -> Account | None:
    """Return the account of a county with this login."""
    mine = (Account.tenant_id == uow.tenant_id, Account.login == login)
    return uow.session.scalar(select(Account).where(*mine))


def list_open_accounts(uow: UnitOfWork) -> list[Account]:
    """Return the accounts of a county that are not closed, by login."""
    mine = (Account.tenant_id == uow.tenant_id, Account.is_active)
    return list(uow.session.scalars(select(Account).where(*mine).order_by(Account.login)))


def words_of_unit(uow: UnitOfWork, unit_id: UUID) -> dict[UUID, str]:
    """Return name and login of every account of a unit, also of the closed ones, by its id."""
    mine = (Account.tenant_id == uow.tenant_id, Account.unit_id == unit_id)
    query = select(Account.id, Account.name, Account.login).where(*mine)
    return {found: f"{name}（{login}）" for found, name, login in uow.session.execute(query)}


def find_duty(uow: UnitOfWork, account_id: UUID, duty: str, on: date) -> AccountDuty | None:
    """Return since when and until when an account holds a duty on a day."""
    query = select(AccountDuty).where(
        AccountDuty.tenant_id == uow.tenant_id,
        AccountDuty.account_id == account_id,
        AccountDuty.duty == duty,
        AccountDuty.held_from <= on,
        AccountDuty.held_until.is_(None) | (AccountDuty.held_until >= on),
    )
    return uow.session.scalar(query.order_by(AccountDuty.held_from).limit(1))


def held_duties(
    uow: UnitOfWork, clock: Clock, account_id: UUID, *, ahead: bool = False
) -> list[str]:
    """Return the duties of an account today; with `ahead` those to come too."""
    today = clock.today()
    query = select(AccountDuty.duty).where(
        AccountDuty.tenant_id == uow.tenant_id,
        AccountDuty.account_id == account_id,
        AccountDuty.held_until.is_(None) | (AccountDuty.held_until >= today),
        AccountDuty.held_until.is_(None) | (AccountDuty.held_until >= AccountDuty.held_from),
    )
    query = query if ahead else query.where(AccountDuty.held_from <= today)
    return list(uow.session.scalars(query.order_by(AccountDuty.duty)))

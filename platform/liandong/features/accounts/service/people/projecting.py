"""What is current of accounts, duties, loans and open asks: all of it follows from the records."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select, update

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.models import (
    Account,
    AccountAsk,
    AccountDuty,
    AccountRecord,
    Delegation,
)
from liandong.features.accounts.service.people.agreements import (
    answered,
    asked,
    lent,
    taken_back,
)
from liandong.kernel.ids import uuid7


def project(uow: UnitOfWork, record: AccountRecord) -> None:
    """Let what is current follow from one more record; some change nothing."""
    follow = _FOLLOWS.get(record.kind)
    if follow is not None:
        follow(uow, record)
        uow.session.flush()


def rebuild(uow: UnitOfWork) -> None:
    """Throw the accounts away and let them follow from the records again."""
    uow.session.expire_all()
    for table in (Delegation, AccountAsk, AccountDuty, Account):
        uow.session.execute(delete(table).where(table.tenant_id == uow.tenant_id))
    query = select(AccountRecord).where(AccountRecord.tenant_id == uow.tenant_id)
    order = (AccountRecord.recorded_at, AccountRecord.account_id, AccountRecord.position)
    for record in uow.session.scalars(query.order_by(*order)).all():
        project(uow, record)


def _created(uow: UnitOfWork, record: AccountRecord) -> None:
    said = record.content
    uow.session.add(
        Account(
            tenant_id=uow.tenant_id,
            id=record.account_id,
            login=said["login"],
            name=said["name"],
            unit_id=UUID(said["unit_id"]),
            desk=said["desk"],
            is_active=True,
            is_invited=said.get("invited", False),
            has_news=False,
        )
    )


def _given(uow: UnitOfWork, record: AccountRecord) -> None:
    said = record.content
    begins = date.fromisoformat(said["from"])
    until = date.fromisoformat(said["until"]) if said.get("until") else None
    mine = AccountDuty.tenant_id == uow.tenant_id, AccountDuty.account_id == record.account_id
    query = select(AccountDuty).where(
        *mine, AccountDuty.duty == said["duty"], AccountDuty.held_from == begins
    )
    again = uow.session.scalar(query)
    if again is not None:
        again.held_until = until
        return
    duty = AccountDuty(
        tenant_id=uow.tenant_id,
        id=record.id or uuid7(),
        account_id=record.account_id,
        duty=said["duty"],
        held_from=begins,
        held_until=until,
    )
    record.id = duty.id
    uow.session.add(duty)


def _ended(uow: UnitOfWork, record: AccountRecord) -> None:
    until = date.fromisoformat(record.content["until"])
    _end(uow, record.account_id, until, record.content["duty"])


def _end(uow: UnitOfWork, account_id: UUID, until: date, duty: str | None = None) -> None:
    """Let duties that last beyond a day end with it; one that begins later never begins."""
    held = update(AccountDuty).where(
        AccountDuty.tenant_id == uow.tenant_id,
        AccountDuty.account_id == account_id,
        AccountDuty.held_until.is_(None) | (AccountDuty.held_until > until),
    )
    held = held.where(AccountDuty.duty == duty) if duty else held
    uow.session.execute(held.values(held_until=until))


def _moved(uow: UnitOfWork, record: AccountRecord) -> None:
    _account(uow, record).unit_id = UUID(record.content["unit_id"])
    _leave(uow, record)


def _leave(uow: UnitOfWork, record: AccountRecord) -> None:
    """Let all end that the person held, lent or covered."""
    until = date.fromisoformat(record.content["until"])
    _end(uow, record.account_id, until)
    mine = (Delegation.account_id == record.account_id) | (
        Delegation.deputy_id == record.account_id
    )
    lasting = update(Delegation).where(
        Delegation.tenant_id == uow.tenant_id, mine, Delegation.lent_until > until
    )
    uow.session.execute(lasting.values(lent_until=until))


def _renamed(uow: UnitOfWork, record: AccountRecord) -> None:
    _account(uow, record).name = record.content["name"]


def _closed(uow: UnitOfWork, record: AccountRecord) -> None:
    _account(uow, record).is_active = False
    _leave(uow, record)


def _reopened(uow: UnitOfWork, record: AccountRecord) -> None:
    account = _account(uow, record)
    account.is_active, account.is_invited = True, True


def _password_set(uow: UnitOfWork, record: AccountRecord) -> None:
    account = _account(uow, record)
    account.is_invited = False
    account.has_news = record.content["purpose"] == "reset"


def _news(uow: UnitOfWork, record: AccountRecord) -> None:
    account = _account(uow, record)
    account.has_news = account.has_news or not account.is_invited


def _known(uow: UnitOfWork, record: AccountRecord) -> None:
    _account(uow, record).has_news = False


def _account(uow: UnitOfWork, record: AccountRecord) -> Account:
    return uow.session.get_one(Account, (uow.tenant_id, record.account_id))


_FOLLOWS: dict[str, Callable[[UnitOfWork, AccountRecord], None]] = {
    "created": _created,
    "duty_given": _given,
    "duty_ended": _ended,
    "moved": _moved,
    "renamed": _renamed,
    "closed": _closed,
    "reopened": _reopened,
    "link_issued": _news,
    "password_set": _password_set,
    "known": _known,
    "lent": lent,
    "taken_back": taken_back,
    "asked": asked,
    "confirmed": answered,
    "declined": answered,
}

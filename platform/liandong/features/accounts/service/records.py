"""Accounts as the sum of what was recorded about them."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.models import Account, AccountDuty, AccountRecord, Login
from liandong.features.accounts.service.passwords import hash_password
from liandong.kernel.clock import Clock
from liandong.kernel.errors import ConflictError
from liandong.kernel.ids import uuid7


def create(
    uow: UnitOfWork,
    clock: Clock,
    *,
    login: str,
    password: str,
    name: str,
    unit_id: UUID,
    duties: tuple[str, ...],
    held_from: date,
    desk: str = "",
    by: str = "cli",
    password_hash: str = "",
) -> UUID:
    """Create an account with its duties and return its id.

    Raises:
        ConflictError: The login is taken, here or in another county.
    """
    if uow.session.get(Login, login):
        raise ConflictError(f"账号“{login}”已有人用", f"The login '{login}' is taken")
    account_id = uuid7()
    hashed = password_hash or hash_password(password)
    uow.session.add(
        Login(
            login=login,
            tenant_id=uow.tenant_id,
            account_id=account_id,
            password_hash=hashed,
            failures=0,
        )
    )
    content = {"login": login, "name": name, "unit_id": str(unit_id), "desk": desk}
    _append(uow, clock, account_id, "created", content, by)
    for duty in duties:
        given = {"duty": duty, "from": held_from.isoformat()}
        _append(uow, clock, account_id, "duty_given", given, by)
    return account_id


def end_duty(uow: UnitOfWork, clock: Clock, account_id: UUID, duty: str, by: str) -> None:
    """End a duty today: from tomorrow it opens nothing."""
    content = {"duty": duty, "until": clock.today().isoformat()}
    _append(uow, clock, account_id, "duty_ended", content, by)


def _append(
    uow: UnitOfWork, clock: Clock, account_id: UUID, kind: str, content: dict[str, Any], by: str
) -> None:
    mine = (AccountRecord.tenant_id == uow.tenant_id, AccountRecord.account_id == account_id)
    last = uow.session.scalar(select(func.max(AccountRecord.position)).where(*mine)) or 0
    record = AccountRecord(
        tenant_id=uow.tenant_id,
        account_id=account_id,
        position=last + 1,
        kind=kind,
        content=content,
        recorded_at=clock.now(),
        recorded_by=by,
    )
    uow.session.add(record)
    project(uow, record)
    uow.session.flush()


def project(uow: UnitOfWork, record: AccountRecord) -> None:
    """Let the current accounts follow from one more record."""
    content = record.content
    if record.kind == "created":
        account = Account(
            tenant_id=uow.tenant_id,
            id=record.account_id,
            login=content["login"],
            name=content["name"],
            unit_id=UUID(content["unit_id"]),
            desk=content["desk"],
            is_active=True,
        )
        uow.session.add(account)
        uow.session.flush()
    elif record.kind == "duty_given":
        duty = AccountDuty(
            tenant_id=uow.tenant_id,
            id=record.id or uuid7(),
            account_id=record.account_id,
            duty=content["duty"],
            held_from=date.fromisoformat(content["from"]),
        )
        record.id = duty.id
        uow.session.add(duty)
    else:
        _end(uow, record)


def _end(uow: UnitOfWork, record: AccountRecord) -> None:
    held = select(AccountDuty).where(
        AccountDuty.tenant_id == uow.tenant_id,
        AccountDuty.account_id == record.account_id,
        AccountDuty.duty == record.content["duty"],
        AccountDuty.held_until.is_(None),
    )
    for duty in uow.session.scalars(held):
        duty.held_until = date.fromisoformat(record.content["until"])


def rebuild(uow: UnitOfWork) -> None:
    """Throw the accounts away and let them follow from the records again."""
    for table in (AccountDuty, Account):
        uow.session.execute(delete(table).where(table.tenant_id == uow.tenant_id))
    query = select(AccountRecord).where(AccountRecord.tenant_id == uow.tenant_id)
    order = (AccountRecord.recorded_at, AccountRecord.account_id, AccountRecord.position)
    for record in uow.session.scalars(query.order_by(*order)).all():
        project(uow, record)
        uow.session.flush()

"""Accounts as the sum of what was recorded about them."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.models import AccountRecord, Login
from liandong.features.accounts.service.people.projecting import project
from liandong.features.accounts.service.signing_in.passwords import hash_password
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
    append_record(uow, clock, account_id, "created", content, by)
    for duty in duties:
        given = {"duty": duty, "from": held_from.isoformat()}
        append_record(uow, clock, account_id, "duty_given", given, by)
    return account_id


def end_duty(uow: UnitOfWork, clock: Clock, account_id: UUID, duty: str, by: str) -> None:
    """End a duty today: from tomorrow it opens nothing."""
    content = {"duty": duty, "until": clock.today().isoformat()}
    append_record(uow, clock, account_id, "duty_ended", content, by)


def append_record(
    uow: UnitOfWork, clock: Clock, account_id: UUID, kind: str, content: dict[str, Any], by: str
) -> AccountRecord:
    """Add one record of an account, and let what is current follow from it."""
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
    return record

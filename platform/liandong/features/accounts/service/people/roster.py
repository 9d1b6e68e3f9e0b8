"""The accounts of a county as an administrator, or the head of a unit, sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.authz.seating import authority_of
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.events import programs_of
from liandong.features.accounts.models import Account, AccountDuty, AccountLink, AccountRecord
from liandong.features.accounts.service.people.lending import Loan, list_loans
from liandong.features.accounts.service.people.records import append_record
from liandong.features.accounts.service.signing_in.links import find_open_link
from liandong.features.units import service as units
from liandong.features.units.models import Unit
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError

STATES = ("active", "invited", "closed")


@dataclass(frozen=True)
class Listed:
    """An account with its unit and its duties, the present and those to come first."""

    account: Account
    unit: Unit
    duties: tuple[AccountDuty, ...]

    @property
    def state(self) -> str:
        """Return one of `STATES`."""
        if not self.account.is_active:
            return "closed"
        return "invited" if self.account.is_invited else "active"


@dataclass(frozen=True)
class Seen:
    """One account with all that is known of it; the record is for its own authority."""

    listed: Listed
    records: tuple[AccountRecord, ...]
    loans: tuple[Loan, ...]
    link: AccountLink | None
    programs: tuple[str, ...]
    is_ours: bool


@dataclass(frozen=True)
class Sought:
    """What a list of accounts is narrowed to."""

    unit_id: UUID | None = None
    state: str = ""
    text: str = ""


def list_accounts(uow: UnitOfWork, principal: Principal, sought: Sought) -> list[Listed]:
    """Return the accounts a person may look at, by unit and name.

    An administrator sees the county's, the head of a unit those of the unit.

    Raises:
        ForbiddenError: They look at none.
    """
    me = principal.as_oneself()
    me.require_call("accounts.read")
    query = select(Account).where(Account.tenant_id == uow.tenant_id)
    if not me.may_call("accounts.manage"):
        query = query.where(Account.unit_id == me.unit_id)
    if sought.unit_id:
        query = query.where(Account.unit_id == sought.unit_id)
    if sought.text:
        likes = f"%{sought.text.replace('%', '')}%"
        query = query.where(Account.name.ilike(likes) | Account.login.ilike(likes))
    found = _listed(uow, uow.session.scalars(query).all())
    return [each for each in found if sought.state in {"", each.state}]


def list_all(uow: UnitOfWork) -> list[Listed]:
    """Return every account of the county, by unit and name."""
    query = select(Account).where(Account.tenant_id == uow.tenant_id)
    return _listed(uow, uow.session.scalars(query).all())


def look_at_account(uow: UnitOfWork, principal: Principal, clock: Clock, account_id: UUID) -> Seen:
    """Return one account with its record.

    Raises:
        ForbiddenError: The person looks at no accounts.
        NotFoundError: There is none, or it is of another unit than the one the person heads.
    """
    me = principal.as_oneself()
    me.require_call("accounts.read")
    account = uow.session.get(Account, (uow.tenant_id, account_id))
    is_theirs = account is not None and account.unit_id == me.unit_id
    if account is None or not (is_theirs or me.may_call("accounts.manage")):
        raise NotFoundError
    listed = _listed(uow, [account])[0]
    is_ours = authority_of(listed.unit.kind, listed.unit.roles) == authority_of(
        me.unit_kind, me.unit_roles
    )
    return Seen(
        listed,
        tuple(list_records(uow, account_id, None if is_ours else me.login)),
        tuple(list_loans(uow, account_id)) if is_ours else (),
        find_open_link(uow, clock, account_id) if is_ours else None,
        programs_of(uow, clock, account.login) if is_ours else (),
        is_ours,
    )


def list_records(uow: UnitOfWork, account_id: UUID, by: str | None = None) -> list[AccountRecord]:
    """Return what happened to an account, newest first; `by`: what one person put there."""
    query = select(AccountRecord).where(
        AccountRecord.tenant_id == uow.tenant_id, AccountRecord.account_id == account_id
    )
    query = query.where(AccountRecord.recorded_by == by) if by else query
    return list(uow.session.scalars(query.order_by(AccountRecord.position.desc())))


def _listed(uow: UnitOfWork, accounts: Iterable[Account]) -> list[Listed]:
    known = units.names(uow)
    query = select(AccountDuty).where(AccountDuty.tenant_id == uow.tenant_id)
    held: dict[UUID, list[AccountDuty]] = {}
    for duty in uow.session.scalars(query.order_by(AccountDuty.held_from.desc(), AccountDuty.duty)):
        held.setdefault(duty.account_id, []).append(duty)
    rows = [Listed(each, known[each.unit_id], tuple(held.get(each.id, ()))) for each in accounts]
    return sorted(rows, key=lambda row: (row.unit.position, row.account.name, row.account.login))


def has_news(uow: UnitOfWork, principal: Principal) -> bool:
    """Say whether a person has not said yet that they know of a reset of their password."""
    query = select(Account.has_news).where(
        Account.tenant_id == uow.tenant_id, Account.id == principal.account_id
    )
    return bool(uow.session.scalar(query))


def note_known(uow: UnitOfWork, clock: Clock, principal: Principal) -> None:
    """Note that a person knows of the reset of their password."""
    if has_news(uow, principal):
        append_record(uow, clock, principal.account_id, "known", {}, principal.login)

"""Which identity may sign in to which account; nothing here makes an account."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from liandong.authz import Principal
from liandong.authz.seating import GIVEN_ABOVE, authority_of
from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.accounts.errors import GivenAboveError, OwnAccountError
from liandong.features.accounts.events import Closed
from liandong.features.accounts.models import Account
from liandong.features.accounts.service import held_duties
from liandong.features.audit import service as audit
from liandong.features.single_sign_on.errors import IdentityTakenError
from liandong.features.single_sign_on.models import Identity
from liandong.features.units.models import Unit
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem

_LONGEST_SUBJECT = 255
CLI = "cli"


@dataclass(frozen=True)
class Linked:
    """An identity with the account it opens."""

    id: UUID
    subject: str
    login: str
    name: str
    linked_at: datetime
    linked_by: str


def find_link(session: Session, issuer: str, principal: Principal) -> Identity | None:
    """Return the identity that opens one's own account."""
    query = select(Identity).where(
        Identity.issuer == issuer,
        Identity.tenant_id == principal.tenant_id,
        Identity.account_id == principal.account_id,
    )
    return session.scalar(query)


def link(
    uow: UnitOfWork, clock: Clock, principal: Principal, issuer: str, subject: str
) -> Identity:
    """Let an identity open one's own account; it has just been verified.

    Raises:
        IdentityTakenError: The account has one, or the identity opens another account here.
    """
    return _link(uow, clock, issuer, subject, principal.account_id, principal)


def link_by_login(  # an administrator's word instead of the holder's
    uow: UnitOfWork,
    clock: Clock,
    principal: Principal | None,
    issuer: str,
    subject: str,
    login: str,
) -> Linked:
    """Let an identity open an account, by the word of an administrator of its authority.

    Raises:
        ForbiddenError: The principal links nobody.
        OwnAccountError: It is their own account.
        GivenAboveError: The account is looked after above the county.
        IdentityTakenError: The account has one, or the identity opens another account here.
        InvalidInputError: No such account of this authority, or no subject.
    """
    if principal is not None:
        principal.as_oneself().require_call("identities.manage")
    account = next((a for a in _accounts(uow, principal) if a.login == login), None)
    if principal is not None and account is not None:
        _require_theirs(uow, clock, principal, account)
    problems = []
    if account is None or not account.is_active:
        problems.append(Problem("login", "没有这个账号，或者不归您管理", "no account you manage"))
    if not 0 < len(subject) <= _LONGEST_SUBJECT:
        problems.append(Problem("subject", "写明身份标识", "needs the subject"))
    if problems or account is None:
        raise InvalidInputError(problems)
    made = _link(uow, clock, issuer, subject, account.id, principal)
    return _linked(made, account)


def list_linked(uow: UnitOfWork, principal: Principal | None, issuer: str) -> list[Linked]:
    """Return the linked accounts of one's authority.

    Raises:
        ForbiddenError: They are nothing to this person.
    """
    if principal is not None:
        principal.require_call("identities.manage")
    accounts = {account.id: account for account in _accounts(uow, principal)}
    query = select(Identity).where(Identity.tenant_id == uow.tenant_id, Identity.issuer == issuer)
    found = uow.session.scalars(query.order_by(Identity.linked_at.desc(), Identity.id))
    return [
        _linked(each, accounts[each.account_id]) for each in found if each.account_id in accounts
    ]


def unlink(uow: UnitOfWork, clock: Clock, principal: Principal, issuer: str) -> None:
    """Let no identity open one's own account any more.

    Raises:
        NotFoundError: None does.
    """
    found = find_link(uow.session, issuer, principal)
    if found is None:
        raise NotFoundError
    _unlink(uow, clock, found, _who(principal))


def unlink_closed(uow: UnitOfWork, clock: Clock, closed: Closed) -> None:
    """Let no identity open an account that is closed."""
    query = select(Identity).where(
        Identity.tenant_id == uow.tenant_id, Identity.account_id == closed.account_id
    )
    for found in uow.session.scalars(query).all():
        _unlink(uow, clock, found, (closed.by_login, closed.by))


def unlink_id(
    uow: UnitOfWork, clock: Clock, principal: Principal | None, issuer: str, identity_id: UUID
) -> None:
    """Take a link away, as an administrator of the account's authority.

    Raises:
        ForbiddenError: The principal links nobody.
        NotFoundError: There is none of this id that they manage.
    """
    known = {each.id for each in list_linked(uow, principal, issuer)}
    if identity_id not in known:
        raise NotFoundError
    _unlink(uow, clock, uow.session.get_one(Identity, identity_id), _who(principal))


def _require_theirs(uow: UnitOfWork, clock: Clock, principal: Principal, account: Account) -> None:
    """Let an account pass that its administrator may look after, as in every act on it.

    Raises:
        OwnAccountError: It is their own.
        GivenAboveError: Its duties are given above.
    """
    if account.id == principal.account_id:
        raise OwnAccountError
    if GIVEN_ABOVE & set(held_duties(uow, clock, account.id, ahead=True)):
        raise GivenAboveError


def _accounts(uow: UnitOfWork, principal: Principal | None) -> list[Account]:
    """Return the accounts that somebody may link: those of their own authority."""
    query = (
        select(Account, Unit)
        .join(Unit, (Unit.tenant_id == Account.tenant_id) & (Unit.id == Account.unit_id))
        .where(Account.tenant_id == uow.tenant_id)
    )
    return [
        row.Account
        for row in uow.session.execute(query)
        if principal is None
        or authority_of(principal.unit_kind, principal.unit_roles)
        == authority_of(row.Unit.kind, row.Unit.roles)
    ]


def _linked(identity: Identity, account: Account) -> Linked:
    return Linked(
        identity.id,
        identity.subject,
        account.login,
        account.name,
        identity.linked_at,
        identity.linked_by,
    )


def _link(
    uow: UnitOfWork,
    clock: Clock,
    issuer: str,
    subject: str,
    account_id: UUID,
    by: Principal | None,
) -> Identity:
    lock(uow, "identities")
    same = or_(Identity.subject == subject, Identity.account_id == account_id)
    query = select(Identity.id).where(
        Identity.issuer == issuer, Identity.tenant_id == uow.tenant_id, same
    )
    if uow.session.scalars(query).first() is not None:
        raise IdentityTakenError
    made = Identity(
        issuer=issuer,
        subject=subject,
        tenant_id=uow.tenant_id,
        account_id=account_id,
        linked_at=clock.now(),
        linked_by=by.login if by else CLI,
    )
    uow.session.add(made)
    uow.session.flush()
    _note(uow, clock, "identity.linked", made, _who(by))
    return made


def _who(by: Principal | None) -> tuple[str, UUID | None]:
    """Return who acts: the login, or the command line, and the account."""
    return (by.login, by.account_id) if by else (CLI, None)


def _unlink(uow: UnitOfWork, clock: Clock, found: Identity, by: tuple[str, UUID | None]) -> None:
    _note(uow, clock, "identity.unlinked", found, by)
    uow.session.delete(found)
    uow.session.flush()


def _note(
    uow: UnitOfWork, clock: Clock, action: str, identity: Identity, by: tuple[str, UUID | None]
) -> None:
    login, account_id = by
    audit.append(
        uow,
        clock,
        action,
        f"accounts/{identity.account_id}",
        {"issuer": identity.issuer, "subject": identity.subject, "by": login},
        account_id=account_id,
        unit_id=uow.session.get_one(Account, (uow.tenant_id, identity.account_id)).unit_id,
    )

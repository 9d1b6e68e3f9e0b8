"""Looking after accounts: somebody acts, or asks the other authority to confirm the act."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.authz.seating import authority_of
from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.accounts.errors import OwnAccountError
from liandong.features.accounts.models import Account
from liandong.features.accounts.service.people.acting import (
    Done,
    audit_act,
    programs_after,
    require_act,
    stated_by,
)
from liandong.features.accounts.service.people.acts import Act, require_words
from liandong.features.accounts.service.people.lending import require_running
from liandong.features.accounts.service.people.possible import require_standing
from liandong.features.accounts.service.people.records import append_record
from liandong.features.accounts.service.people.seating import unit_of
from liandong.features.accounts.service.people.taking_effect import Said, take_effect
from liandong.features.audit import service as audit
from liandong.features.units import service as units
from liandong.features.units.models import Unit
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError
from liandong.kernel.ids import uuid7

Plain = dict[str, Any]


def act_on(
    uow: UnitOfWork, principal: Principal, clock: Clock, account_id: UUID | None, act: Act
) -> Done:
    """Do something to an account, or ask the authority it belongs to.

    Raises:
        ForbiddenError: The person looks after no accounts.
        NotFoundError: There is no such account.
        OwnAccountError: It is the person's own.
        ActError: Something is missing or wrong.
        NotSeatedError: A duty opens nothing in that unit.
        GivenAboveError: It is about a duty that is given above the county.
        LastAdministratorError: The county would have no administrator.
        StandsOtherwiseError: The account stands otherwise.
        LendingError: A duty cannot be lent like this.
    """
    me = principal.as_oneself()
    me.require_call("accounts.manage")
    act = require_words(act)
    lock(uow, "accounts")
    account = _account(uow, account_id)
    if me.account_id in {account_id, act.deputy_id}:
        raise OwnAccountError
    require_act(uow, clock, account, act)
    unit = unit_of(uow, act.unit_id) if account is None else units.get(uow, account.unit_id)
    known_as = account_id or uuid7()
    if authority_of(unit.kind, unit.roles) != authority_of(me.unit_kind, me.unit_roles):
        _ask(uow, clock, me, known_as, unit, act)
        return Done(known_as, is_asked=True)
    said = Said(by=stated_by(me), login=me.login)
    token = take_effect(uow, clock, known_as, act, said)
    audit_act(uow, clock, me, f"account.{act.kind}", known_as, unit, act.stated)
    return Done(known_as, token=token, programs=programs_after(uow, clock, known_as, act))


def lend(uow: UnitOfWork, principal: Principal, clock: Clock, act: Act) -> None:
    """Lend a duty of one's own to a colleague.

    Raises:
        ForbiddenError: The person lends nothing.
        ActError: The reason is missing.
        LendingError: It cannot be lent like this.
    """
    me = principal.as_oneself()
    me.require_call("account.lend")
    lock(uow, "accounts")
    _act_for_oneself(uow, clock, me, require_words(act))


def take_back(uow: UnitOfWork, principal: Principal, clock: Clock, act: Act) -> None:
    """Take back a duty that one lent, or hand back one that one covers.

    Raises:
        NotFoundError: There is no such loan of this person.
        StandsOtherwiseError: It is over.
        ActError: The reason is missing.
    """
    me = principal.as_oneself()
    lock(uow, "accounts")
    found = require_running(uow, clock, act.delegation_id)
    if me.account_id not in {found.account_id, found.deputy_id}:
        raise NotFoundError
    _act_for_oneself(uow, clock, me, require_words(act), found.account_id)


def _act_for_oneself(
    uow: UnitOfWork, clock: Clock, me: Principal, act: Act, of: UUID | None = None
) -> None:
    holder = uow.session.get_one(Account, (uow.tenant_id, of or me.account_id))
    require_act(uow, clock, holder, act)
    take_effect(uow, clock, holder.id, act, Said(by=stated_by(me), login=me.login))
    unit = units.get(uow, me.unit_id)
    audit_act(uow, clock, me, f"account.{act.kind}", holder.id, unit, act.stated)


def act_by_operator(uow: UnitOfWork, clock: Clock, account_id: UUID, act: Act) -> Done:
    """Do what whoever runs the installation does to an account: nobody else has to confirm it.

    Raises:
        NotFoundError: There is no such account.
        ActError: Something is missing or wrong.
        LastAdministratorError: The county would have no administrator.
        StandsOtherwiseError: The account stands otherwise.
    """
    act = require_words(act)
    lock(uow, "accounts")
    account = _account(uow, account_id)
    if account is None:
        raise NotFoundError
    require_standing(uow, clock, account, act)
    by = {"account": None, "name": "系统管理员", "unit": ""}
    token = take_effect(uow, clock, account_id, act, Said(by=by, login="cli"))
    audit.append(
        uow,
        clock,
        f"account.{act.kind}",
        f"accounts/{account_id}",
        {**act.stated, "by": by},
        unit_id=account.unit_id,
    )
    return Done(account_id, token=token, programs=programs_after(uow, clock, account_id, act))


def invite_from_above(uow: UnitOfWork, principal: Principal, clock: Clock, act: Act) -> Done:
    """Invite somebody into a county that has just come to be: nobody there could.

    The transaction is the county's, the person who invites is of the level above.

    Raises:
        ActError: Something is missing or wrong.
        NotSeatedError: A duty opens nothing in that unit.
        GivenAboveError: A duty is not the county's.
        ConflictError: The login is taken.
    """
    act = require_words(act)
    lock(uow, "accounts")
    require_act(uow, clock, None, act)
    unit, account_id = unit_of(uow, act.unit_id), uuid7()
    by = {"account": None, "name": principal.name, "unit": principal.unit_name}
    token = take_effect(uow, clock, account_id, act, Said(by=by, login=principal.login))
    said = {**act.stated, "by": by}
    subject = f"accounts/{account_id}"
    audit.append(uow, clock, "account.invite", subject, said, unit_id=unit.id)
    return Done(account_id, token=token)


def link_from_above(
    uow: UnitOfWork, principal: Principal, clock: Clock, login: str, reason: str
) -> str:
    """Return a new link of somebody who was invited from above and has set no password yet.

    Earlier links end. Nothing is returned, and nothing happens, where a password was set.

    Raises:
        NotFoundError: The county has no such account.
    """
    lock(uow, "accounts")
    mine = select(Account).where(Account.tenant_id == uow.tenant_id, Account.login == login)
    account = uow.session.scalar(mine)
    if account is None:
        raise NotFoundError
    if not account.is_invited:
        return ""
    act = require_words(Act("link", reason))
    require_act(uow, clock, account, act)
    by = {"account": None, "name": principal.name, "unit": principal.unit_name}
    token = take_effect(uow, clock, account.id, act, Said(by=by, login=principal.login))
    subject = f"accounts/{account.id}"
    audit.append(
        uow, clock, "account.link", subject, {**act.stated, "by": by}, unit_id=account.unit_id
    )
    return token or ""


def _account(uow: UnitOfWork, account_id: UUID | None) -> Account | None:
    if account_id is None:
        return None
    found = uow.session.get(Account, (uow.tenant_id, account_id))
    if found is None:
        raise NotFoundError
    return found


def _ask(
    uow: UnitOfWork, clock: Clock, me: Principal, account_id: UUID, unit: Unit, act: Act
) -> None:
    ask_id = uuid7()
    said = {
        "ask": str(ask_id),
        "act": act.kind,
        "unit_id": str(unit.id),
        "content": act.stated,
        "by": stated_by(me),
    }
    append_record(uow, clock, account_id, "asked", said, me.login)
    audit_act(uow, clock, me, "account.asked", account_id, unit, said)

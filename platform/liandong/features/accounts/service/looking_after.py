"""Looking after accounts: somebody acts, or asks the other authority to confirm the act."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.authz.seating import HEADS, authority_of
from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.accounts.errors import AskDecidedError, OwnAccountError
from liandong.features.accounts.models import Account, AccountAsk
from liandong.features.accounts.service.acts import Act, require_words
from liandong.features.accounts.service.lending import require_lendable, require_running
from liandong.features.accounts.service.possible import require_possible, unit_of
from liandong.features.accounts.service.records import append_record
from liandong.features.accounts.service.taking_effect import Said, take_effect
from liandong.features.audit import service as audit
from liandong.features.units import service as units
from liandong.features.units.models import Unit
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError
from liandong.kernel.ids import uuid7

Plain = dict[str, Any]


@dataclass(frozen=True)
class Done:
    """What came of an act: it waits for the other authority, or it holds; a link is told once."""

    account_id: UUID
    is_asked: bool = False
    token: str | None = None


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
    _require(uow, clock, account, act)
    unit = unit_of(uow, act.unit_id) if account is None else units.get(uow, account.unit_id)
    known_as = account_id or uuid7()
    if authority_of(unit.kind) != authority_of(me.unit_kind):
        _ask(uow, clock, me, known_as, unit, act)
        return Done(known_as, is_asked=True)
    said = Said(by=stated_by(me), login=me.login)
    token = take_effect(uow, clock, known_as, act, said)
    _audit(uow, clock, me, f"account.{act.kind}", known_as, unit, act.stated)
    return Done(known_as, token=token)


def confirm(uow: UnitOfWork, principal: Principal, clock: Clock, ask_id: UUID) -> Done:
    """Let an act that was asked for take effect.

    Raises:
        NotFoundError: There is no such ask for this person.
        AskDecidedError: Somebody has decided.
        LiandongError: It cannot be done any more.
    """
    me, ask = _asked(uow, principal, ask_id)
    act = _from_today(Act.read(ask.act, ask.content), clock)
    account = uow.session.get(Account, (uow.tenant_id, ask.account_id))
    _require(uow, clock, account, act)
    said = Said(by=ask.asked_by, login=me.login, confirmed_by=stated_by(me))
    token = take_effect(uow, clock, ask.account_id, act, said)
    _answer(uow, clock, me, ask, "confirmed", "")
    return Done(ask.account_id, token=token)


def decline(uow: UnitOfWork, principal: Principal, clock: Clock, ask_id: UUID, reason: str) -> None:
    """Refuse an act that was asked for.

    Raises:
        NotFoundError: There is no such ask for this person.
        AskDecidedError: Somebody has decided.
        ActError: The reason is missing.
    """
    me, ask = _asked(uow, principal, ask_id)
    said = require_words(Act("decline", reason))
    _answer(uow, clock, me, ask, "declined", said.reason)


def list_asks(uow: UnitOfWork, principal: Principal) -> list[AccountAsk]:
    """Return what waits for a person's confirmation, the oldest first."""
    me = principal.as_oneself()
    if not me.may_call("accounts.confirm"):
        return []
    query = select(AccountAsk).where(
        AccountAsk.tenant_id == uow.tenant_id, AccountAsk.state == "asked"
    )
    waiting = uow.session.scalars(query.order_by(AccountAsk.asked_at, AccountAsk.id))
    return [ask for ask in waiting if _may_confirm(uow, me, ask)]


def list_asked_about(uow: UnitOfWork, account_id: UUID) -> list[AccountAsk]:
    """Return what waits for a confirmation about an account."""
    query = select(AccountAsk).where(
        AccountAsk.tenant_id == uow.tenant_id,
        AccountAsk.account_id == account_id,
        AccountAsk.state == "asked",
    )
    return list(uow.session.scalars(query.order_by(AccountAsk.asked_at, AccountAsk.id)))


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


def stated_by(principal: Principal) -> Plain:
    """Return who acts, in words of the day: they stay readable after the person has left."""
    return {
        "account": str(principal.account_id),
        "name": principal.name,
        "unit": principal.unit_name,
    }


def _act_for_oneself(
    uow: UnitOfWork, clock: Clock, me: Principal, act: Act, of: UUID | None = None
) -> None:
    holder = uow.session.get_one(Account, (uow.tenant_id, of or me.account_id))
    _require(uow, clock, holder, act)
    take_effect(uow, clock, holder.id, act, Said(by=stated_by(me), login=me.login))
    unit = units.get(uow, me.unit_id)
    _audit(uow, clock, me, f"account.{act.kind}", holder.id, unit, act.stated)


def _require(uow: UnitOfWork, clock: Clock, account: Account | None, act: Act) -> None:
    require_possible(uow, clock, account, act)
    if act.kind == "lend" and account is not None:
        require_lendable(uow, clock, account, act)
    if act.kind == "take_back":
        found = require_running(uow, clock, act.delegation_id)
        if account is None or found.account_id != account.id:
            raise NotFoundError


def _from_today(act: Act, clock: Clock) -> Act:
    """Return an act that begins today if it was to begin while it waited."""
    return replace(act, day=max(act.day, clock.today())) if act.day else act


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
    _audit(uow, clock, me, "account.asked", account_id, unit, said)


def _asked(uow: UnitOfWork, principal: Principal, ask_id: UUID) -> tuple[Principal, AccountAsk]:
    me = principal.as_oneself()
    me.require_call("accounts.confirm")
    lock(uow, "accounts")
    ask = uow.session.get(AccountAsk, (uow.tenant_id, ask_id))
    if ask is None or not _may_confirm(uow, me, ask):
        raise NotFoundError
    if ask.state != "asked":
        raise AskDecidedError
    return me, ask


def _may_confirm(uow: UnitOfWork, me: Principal, ask: AccountAsk) -> bool:
    """Say whether a person of that authority decides: its administrator, or the unit's head.

    Nobody confirms what was asked about themself, or what makes them somebody's deputy.
    """
    unit = units.get(uow, ask.unit_id)
    if authority_of(unit.kind) != authority_of(me.unit_kind):
        return False
    if str(me.account_id) in {str(ask.account_id), ask.content.get("deputy_id")}:
        return False
    leads = unit.id == me.unit_id and bool(HEADS & me.duties)
    return leads or "tenant_admin" in me.duties


def _answer(
    uow: UnitOfWork, clock: Clock, me: Principal, ask: AccountAsk, kind: str, reason: str
) -> None:
    said = {"ask": str(ask.id), "act": ask.act, "reason": reason, "by": stated_by(me)}
    append_record(uow, clock, ask.account_id, kind, said, me.login)
    unit = units.get(uow, ask.unit_id)
    _audit(uow, clock, me, f"account.{kind}", ask.account_id, unit, said)


def _audit(
    uow: UnitOfWork,
    clock: Clock,
    me: Principal,
    action: str,
    account_id: UUID,
    unit: Unit,
    said: Plain,
) -> None:
    audit.append(
        uow,
        clock,
        action,
        f"accounts/{account_id}",
        said,
        account_id=me.account_id,
        unit_id=unit.id,
    )

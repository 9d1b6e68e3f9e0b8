"""Acts that another authority asked for: who may confirm them, and what comes of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.authz.seating import HEADS, authority_of
from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.accounts.errors import AskDecidedError, AskLapsedError
from liandong.features.accounts.models import Account, AccountAsk
from liandong.features.accounts.service.people.acting import (
    Done,
    audit_act,
    programs_after,
    require_act,
    stated_by,
)
from liandong.features.accounts.service.people.acts import Act, require_words
from liandong.features.accounts.service.people.records import append_record
from liandong.features.accounts.service.people.taking_effect import Said, take_effect
from liandong.features.accounts.service.signing_in.sessions import load_principal
from liandong.features.tenants.service import current
from liandong.features.units import service as units
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError, UnauthenticatedError

#: For so long an act waits, unless the county's package sets `accounts.ask_days`.
ASK_DAYS = 14


def confirm(uow: UnitOfWork, principal: Principal, clock: Clock, ask_id: UUID) -> Done:
    """Let an act that was asked for take effect.

    Raises:
        NotFoundError: There is no such ask for this person.
        AskDecidedError: Somebody has decided.
        AskLapsedError: It waited too long, or who asked may not ask any more.
        LiandongError: It cannot be done any more.
    """
    me, ask = _asked(uow, principal, clock, ask_id)
    act = _from_today(Act.read(ask.act, ask.content), clock)
    account = uow.session.get(Account, (uow.tenant_id, ask.account_id))
    require_act(uow, clock, account, act)
    said = Said(by=ask.asked_by, login=me.login, confirmed_by=stated_by(me))
    token = take_effect(uow, clock, ask.account_id, act, said)
    _answer(uow, clock, me, ask, "confirmed", "")
    programs = programs_after(uow, clock, ask.account_id, act)
    return Done(ask.account_id, token=token, programs=programs)


def decline(uow: UnitOfWork, principal: Principal, clock: Clock, ask_id: UUID, reason: str) -> None:
    """Refuse an act that was asked for.

    Raises:
        NotFoundError: There is no such ask for this person.
        AskDecidedError: Somebody has decided.
        AskLapsedError: It waited too long, or who asked may not ask any more.
        ActError: The reason is missing.
    """
    me, ask = _asked(uow, principal, clock, ask_id)
    said = require_words(Act("decline", reason))
    _answer(uow, clock, me, ask, "declined", said.reason)


def lapses_at(uow: UnitOfWork, ask: AccountAsk) -> datetime:
    """Return until when an act that was asked for can be confirmed."""
    return ask.asked_at + timedelta(days=current(uow).setting("accounts.ask_days", ASK_DAYS))


def list_asks(uow: UnitOfWork, principal: Principal, clock: Clock) -> list[AccountAsk]:
    """Return what waits for a person's confirmation, the oldest first."""
    me = principal.as_oneself()
    if not me.may_call("accounts.confirm"):
        return []
    query = select(AccountAsk).where(
        AccountAsk.tenant_id == uow.tenant_id, AccountAsk.state == "asked"
    )
    waiting = uow.session.scalars(query.order_by(AccountAsk.asked_at, AccountAsk.id))
    mine = [ask for ask in waiting if _may_confirm(uow, me, ask)]
    return [ask for ask in mine if _still_holds(uow, clock, ask)]


def list_asked_about(uow: UnitOfWork, clock: Clock, account_id: UUID) -> list[AccountAsk]:
    """Return what waits for a confirmation about an account."""
    query = select(AccountAsk).where(
        AccountAsk.tenant_id == uow.tenant_id,
        AccountAsk.account_id == account_id,
        AccountAsk.state == "asked",
    )
    found = uow.session.scalars(query.order_by(AccountAsk.asked_at, AccountAsk.id))
    return [ask for ask in found if _still_holds(uow, clock, ask)]


def _from_today(act: Act, clock: Clock) -> Act:
    """Return an act that begins today if it was to begin while it waited."""
    return replace(act, day=max(act.day, clock.today())) if act.day else act


def _asked(
    uow: UnitOfWork, principal: Principal, clock: Clock, ask_id: UUID
) -> tuple[Principal, AccountAsk]:
    me = principal.as_oneself()
    me.require_call("accounts.confirm")
    lock(uow, "accounts")
    ask = uow.session.get(AccountAsk, (uow.tenant_id, ask_id))
    if ask is None or not _may_confirm(uow, me, ask):
        raise NotFoundError
    if ask.state != "asked":
        raise AskDecidedError
    if not _still_holds(uow, clock, ask):
        raise AskLapsedError
    return me, ask


def _still_holds(uow: UnitOfWork, clock: Clock, ask: AccountAsk) -> bool:
    """Say whether an act still waits: its time is not over, and who asked could ask today."""
    if clock.now() >= lapses_at(uow, ask):
        return False
    try:
        asker = load_principal(uow, clock, UUID(ask.asked_by["account"]))
    except UnauthenticatedError:
        return False
    return asker.as_oneself().may_call("accounts.manage")


def _may_confirm(uow: UnitOfWork, me: Principal, ask: AccountAsk) -> bool:
    """Say whether a person of that authority decides: its administrator, or the unit's head.

    Nobody confirms what was asked about themself, or what makes them somebody's deputy.
    """
    unit = units.get(uow, ask.unit_id)
    if authority_of(unit.kind, unit.roles) != authority_of(me.unit_kind, me.unit_roles):
        return False
    account = uow.session.get(Account, (uow.tenant_id, ask.account_id))
    if account is not None and account.unit_id != ask.unit_id:
        return False  # it has moved since: who leads the former unit has no say any more
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
    audit_act(uow, clock, me, f"account.{kind}", ask.account_id, unit, said)

"""A duty lent to a colleague: who may lend which to whom, until when, and who stands in today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.authz.seating import NEVER_LENT, STANDS_IN
from liandong.authz.vocabulary import DUTIES
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.errors import LendingError, StandsOtherwiseError
from liandong.features.accounts.models import Account, Delegation
from liandong.features.accounts.service.people.acts import LABELS, Act
from liandong.features.accounts.service.people.posts import held_duties
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError, Problem

#: A leave is shorter; what lasts longer is a change of post.
MOST_DAYS = 90


@dataclass(frozen=True)
class Loan:
    """A duty that is, was or will be lent, with both persons."""

    delegation: Delegation
    holder: Account
    deputy: Account


def require_lendable(uow: UnitOfWork, clock: Clock, holder: Account, act: Act) -> None:
    """Let a loan pass that may be made.

    Raises:
        LendingError: It may not; each reason is named.
    """
    problems = [*_about_days(clock, act), *_about_duty(uow, clock, holder, act)]
    problems = problems or list(_about_deputy(uow, clock, holder, act))
    if problems:
        raise LendingError(problems)


def _about_days(clock: Clock, act: Act) -> Iterator[Problem]:
    if act.day is None or act.day < clock.today():
        yield Problem("day", "今天或者以后的一天", "today or a later day")
    elif act.until is None:
        yield Problem("until", "请写明到哪一天为止", "say until which day")
    elif act.until < act.day:
        yield Problem("until", "不能早于起始日", "not before the first day")
    elif act.until >= act.day + timedelta(days=MOST_DAYS):
        yield Problem("until", f"最长 {MOST_DAYS} 天", f"{MOST_DAYS} days at most")


def _about_duty(uow: UnitOfWork, clock: Clock, holder: Account, act: Act) -> Iterator[Problem]:
    if len(act.duties) != 1 or act.duties[0] not in DUTIES:
        yield Problem("duties", "请选一个岗位", "choose one duty")
        return
    duty = act.duties[0]
    if duty in NEVER_LENT:
        yield Problem("duties", f"{LABELS[duty]}不能请人代办", f"'{duty}' is never lent")
    elif duty not in held_duties(uow, clock, holder.id):
        yield Problem("duties", "没有担任这个岗位", "does not hold this duty")
    elif act.day and act.until and _overlaps(uow, holder.id, act):
        yield Problem("duties", "这段时间已经请人代办", "is lent in that time already")


def _overlaps(uow: UnitOfWork, holder_id: UUID, act: Act) -> bool:
    query = select(Delegation.id).where(
        Delegation.tenant_id == uow.tenant_id,
        Delegation.account_id == holder_id,
        Delegation.duty == act.duties[0],
        Delegation.lent_from <= Delegation.lent_until,
        Delegation.lent_from <= act.until,
        Delegation.lent_until >= act.day,
    )
    return uow.session.scalars(query).first() is not None


def _about_deputy(uow: UnitOfWork, clock: Clock, holder: Account, act: Act) -> Iterator[Problem]:
    found = uow.session.get(Account, (uow.tenant_id, act.deputy_id)) if act.deputy_id else None
    is_colleague = found is not None and found.is_active and found.unit_id == holder.unit_id
    if found is None or not is_colleague or found.id == holder.id:
        yield Problem("deputy_id", "请选本单位的一位同事", "choose a colleague of the same unit")
        return
    duty, own = act.duties[0], set(held_duties(uow, clock, found.id))
    if duty in own:
        yield Problem("deputy_id", "对方已经担任这个岗位", "holds this duty already")
    wanted = STANDS_IN.get(duty)
    if wanted is not None and wanted.isdisjoint(own):
        zh = "、".join(LABELS[each] for each in sorted(wanted))
        en = f"'{duty}' is lent to one of: {', '.join(sorted(wanted))}"
        yield Problem("deputy_id", f"只能请{zh}代行", en)


def colleagues(uow: UnitOfWork, principal: Principal) -> list[Account]:
    """Return those who could stand in for a person, in the order of their names."""
    return colleagues_of(uow, principal.unit_id, principal.account_id)


def colleagues_of(uow: UnitOfWork, unit_id: UUID, besides: UUID) -> list[Account]:
    """Return the active accounts of a unit but one, in the order of their names."""
    query = select(Account).where(
        Account.tenant_id == uow.tenant_id,
        Account.unit_id == unit_id,
        Account.id != besides,
        Account.is_active,
    )
    return list(uow.session.scalars(query.order_by(Account.name, Account.id)))


def list_loans(uow: UnitOfWork, account_id: UUID) -> list[Loan]:
    """Return what an account lent and what it covers, the latest first."""
    query = select(Delegation).where(
        Delegation.tenant_id == uow.tenant_id,
        (Delegation.account_id == account_id) | (Delegation.deputy_id == account_id),
    )
    ordered = query.order_by(Delegation.lent_from.desc(), Delegation.id.desc())
    return [loan_of(uow, each) for each in uow.session.scalars(ordered)]


def loan_of(uow: UnitOfWork, found: Delegation) -> Loan:
    """Return a loan with both persons."""
    holder = uow.session.get_one(Account, (uow.tenant_id, found.account_id))
    deputy = uow.session.get_one(Account, (uow.tenant_id, found.deputy_id))
    return Loan(found, holder, deputy)


def require_running(uow: UnitOfWork, clock: Clock, delegation_id: UUID | None) -> Delegation:
    """Return a loan that can still be taken back.

    Raises:
        NotFoundError: There is none.
        StandsOtherwiseError: It is over.
    """
    key = (uow.tenant_id, delegation_id)
    found = uow.session.get(Delegation, key) if delegation_id else None
    if found is None:
        raise NotFoundError
    if found.lent_until < max(clock.today(), found.lent_from):
        raise StandsOtherwiseError("代办已经结束", "The loan is over")
    return found

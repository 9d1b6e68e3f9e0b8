"""What refuses an act on an account as it stands, whoever asks for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from liandong.authz.seating import GIVEN_ABOVE, authority_of
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.errors import (
    ActError,
    GivenAboveError,
    LastAdministratorError,
    StandsOtherwiseError,
)
from liandong.features.accounts.models import Account, AccountDuty, Login
from liandong.features.accounts.service.people.acts import LABELS, Act
from liandong.features.accounts.service.people.posts import held_duties
from liandong.features.accounts.service.people.seating import require_seated, unit_of
from liandong.features.accounts.service.signing_in.links import find_open_link
from liandong.features.units import service as units
from liandong.features.units.models import Unit
from liandong.kernel.clock import Clock
from liandong.kernel.errors import ConflictError, NotFoundError, Problem


@dataclass(frozen=True)
class _Case:
    """An act, and the account it is about; an invitation is about none yet."""

    uow: UnitOfWork
    clock: Clock
    account: Account | None
    act: Act

    @property
    def standing(self) -> Account:
        """Return the account, which has to be open."""
        if self.account is None:
            raise NotFoundError
        if not self.account.is_active:
            zh, en = "账号已停用，先恢复再办", "The account is closed; reopen it first"
            raise StandsOtherwiseError(zh, en)
        return self.account

    @property
    def unit(self) -> Unit:
        return units.get(self.uow, self.standing.unit_id)

    def require_days(self) -> date:
        """Return the first day, if the days are in order."""
        act, problems = self.act, []
        if act.day is None or act.day < self.clock.today():
            problems.append(Problem("day", "今天或者以后的一天", "today or a later day"))
        if act.until and act.day and act.until < act.day:
            problems.append(Problem("until", "不能早于起始日", "not before the first day"))
        if problems or act.day is None:
            raise ActError(problems)
        return act.day


def require_possible(uow: UnitOfWork, clock: Clock, account: Account | None, act: Act) -> None:
    """Let an act pass that can be done to the account as it stands, whoever asks for it.

    Raises:
        ActError: A day or a unit is missing or wrong.
        NotSeatedError: A duty opens nothing in that unit.
        GivenAboveError: It is about a duty that is given above the county.
        LastAdministratorError: The county would have no administrator.
        StandsOtherwiseError: The account stands otherwise.
        ConflictError: The login is taken.
    """
    if account is not None and GIVEN_ABOVE & set(held_duties(uow, clock, account.id, ahead=True)):
        raise GivenAboveError
    require_standing(uow, clock, account, act)


def require_standing(uow: UnitOfWork, clock: Clock, account: Account | None, act: Act) -> None:
    """Let an act pass that suits the account as it stands, whatever duties it holds.

    Raises:
        LiandongError: It does not; those of `require_possible`.
    """
    check = _CHECKS.get(act.kind)
    if check is not None:
        check(_Case(uow, clock, account, act))


def _invite(case: _Case) -> None:
    act, unit = case.act, unit_of(case.uow, case.act.unit_id)
    if not act.duties:
        raise ActError([Problem("duties", "至少选一个岗位", "choose one duty at least")])
    case.require_days()
    require_seated(case.uow, unit, act.duties)
    if case.uow.session.get(Login, act.login):
        raise ConflictError(f"账号“{act.login}”已有人用", f"The login '{act.login}' is taken")


def _give(case: _Case) -> None:
    uow, act, found = case.uow, case.act, case.standing
    if not act.duties:
        raise ActError([Problem("duties", "请选岗位", "choose a duty")])
    day = case.require_days()
    require_seated(uow, case.unit, act.duties)
    query = select(AccountDuty).where(
        AccountDuty.tenant_id == uow.tenant_id,
        AccountDuty.account_id == found.id,
        AccountDuty.duty.in_(act.duties),
        AccountDuty.held_until.is_(None) | (AccountDuty.held_until >= AccountDuty.held_from),
        AccountDuty.held_until.is_(None) | (AccountDuty.held_until >= day),
    )
    query = query.where(AccountDuty.held_from <= act.until) if act.until else query
    held = uow.session.scalars(query).first()
    if held is not None:
        zh = f"这段时间已经是{LABELS[held.duty]}"
        raise StandsOtherwiseError(zh, f"holds '{held.duty}' in that time already")


def _end(case: _Case) -> None:
    act, found = case.act, case.standing
    case.require_days()
    held = held_duties(case.uow, case.clock, found.id, ahead=True)
    if not act.duties or set(act.duties) - set(held):
        raise ActError([Problem("duties", "没有担任这个岗位", "does not hold this duty")])
    if "tenant_admin" in act.duties:
        _require_another(case.uow, case.clock, found)


def _move(case: _Case) -> None:
    unit, before = unit_of(case.uow, case.act.unit_id), case.unit
    if unit.id == before.id:
        raise ActError([Problem("unit_id", "已经在这个单位", "is in this unit already")])
    if authority_of(unit.kind, unit.roles) != authority_of(before.kind, before.roles):
        zh = "不能直接调到另一机关：先停用，再由对方单位邀请"
        en = "between authorities nobody is moved: close here, and let them be invited there"
        raise ActError([Problem("unit_id", zh, en)])
    _require_another(case.uow, case.clock, case.standing)


def _leave(case: _Case) -> None:
    _require_another(case.uow, case.clock, case.standing)


def _reopen(case: _Case) -> None:
    if case.account is None or case.account.is_active:
        raise StandsOtherwiseError("账号没有停用", "The account is not closed")


def _any(case: _Case) -> None:
    _ = case.standing


def _unlink(case: _Case) -> None:
    if find_open_link(case.uow, case.clock, case.standing.id) is None:
        raise StandsOtherwiseError("没有还能用的链接", "There is no link that still opens")


def _require_another(uow: UnitOfWork, clock: Clock, account: Account) -> None:
    """Refuse to leave the county without an administrator."""
    if "tenant_admin" not in held_duties(uow, clock, account.id):
        return
    today = clock.today()
    query = select(Account.id).where(
        Account.tenant_id == uow.tenant_id,
        Account.id != account.id,
        Account.is_active,
        ~Account.is_invited,
        AccountDuty.tenant_id == uow.tenant_id,
        AccountDuty.account_id == Account.id,
        AccountDuty.duty == "tenant_admin",
        AccountDuty.held_from <= today,
        AccountDuty.held_until.is_(None) | (AccountDuty.held_until > today),
    )
    if uow.session.scalars(query).first() is None:
        raise LastAdministratorError


_CHECKS: dict[str, Callable[[_Case], None]] = {
    "invite": _invite,
    "give": _give,
    "end": _end,
    "move": _move,
    "rename": _any,
    "close": _leave,
    "reopen": _reopen,
    "link": _any,
    "unlink": _unlink,
}

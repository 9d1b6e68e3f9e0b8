"""What acts on accounts share, whoever does them: what refuses them, who did it, the chain."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.events import programs_of
from liandong.features.accounts.models import Account
from liandong.features.accounts.service.people.acts import Act
from liandong.features.accounts.service.people.lending import require_lendable, require_running
from liandong.features.accounts.service.people.possible import require_possible
from liandong.features.audit import service as audit
from liandong.features.units.models import Unit
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError

Plain = dict[str, Any]


@dataclass(frozen=True)
class Done:
    """What came of an act: it waits for the other authority, or it holds; a link is told once.

    `programs` made by somebody whose account was closed still come in.
    """

    account_id: UUID
    is_asked: bool = False
    token: str | None = None
    programs: tuple[str, ...] = ()


def stated_by(principal: Principal) -> Plain:
    """Return who acts, in words of the day: they stay readable after the person has left."""
    return {
        "account": str(principal.account_id),
        "name": principal.name,
        "unit": principal.unit_name,
    }


def require_act(uow: UnitOfWork, clock: Clock, account: Account | None, act: Act) -> None:
    """Let an act pass that can be done.

    Raises:
        LiandongError: It cannot; which one says why.
    """
    require_possible(uow, clock, account, act)
    if act.kind == "lend" and account is not None:
        require_lendable(uow, clock, account, act)
    if act.kind == "take_back":
        found = require_running(uow, clock, act.delegation_id)
        if account is None or found.account_id != account.id:
            raise NotFoundError


def programs_after(uow: UnitOfWork, clock: Clock, account_id: UUID, act: Act) -> tuple[str, ...]:
    """Return the programs that outlast an account, where an act closes it."""
    if act.kind != "close":
        return ()
    login = uow.session.get_one(Account, (uow.tenant_id, account_id)).login
    return programs_of(uow, clock, login)


def audit_act(
    uow: UnitOfWork,
    clock: Clock,
    me: Principal,
    action: str,
    account_id: UUID,
    unit: Unit,
    said: Plain,
) -> None:
    """Put an act into the chain; call it last."""
    audit.append(
        uow,
        clock,
        action,
        f"accounts/{account_id}",
        said,
        account_id=me.account_id,
        unit_id=unit.id,
    )

"""What the command line does to accounts: list them, hand out a link, close one."""

from typing import Any

from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork, unit_of_work
from liandong.entrypoints.administering import addresses, opened
from liandong.entrypoints.settings import Settings
from liandong.entrypoints.wiring import wire
from liandong.features.accounts import service as accounts
from liandong.features.accounts.models import Account
from liandong.features.accounts.service import Act, Done
from liandong.features.tenants.service import current
from liandong.kernel.clock import SystemClock
from liandong.kernel.errors import InvalidInputError, Problem


def list_accounts(settings: Settings, code: str) -> list[dict[str, Any]]:
    """Return the accounts of a county.

    Raises:
        NotFoundError: No such county.
    """
    with (
        addresses(settings) as (app, _),
        opened(app) as sessions,
        unit_of_work(sessions, _tenant(code)) as uow,
    ):
        current(uow)
        return [accounts.dump_listed(each) for each in accounts.list_all(uow)]


def act_on_account(settings: Settings, code: str, login: str, act: Act) -> Done:
    """Do something to an account of a county and return what came of it.

    Raises:
        NotFoundError: No such county.
        InvalidInputError: No such account, or no reason.
        ConflictError: The account stands otherwise.
    """
    wire()
    with (
        addresses(settings) as (app, _),
        opened(app) as sessions,
        unit_of_work(sessions, _tenant(code)) as uow,
    ):
        current(uow)
        account = _find(uow, login)
        return accounts.act_by_operator(uow, SystemClock(), account.id, act)


def _find(uow: UnitOfWork, login: str) -> Account:
    query = select(Account).where(Account.tenant_id == uow.tenant_id, Account.login == login)
    found = uow.session.scalar(query)
    if found is None:
        zh, en = f"没有账号“{login}”", f"there is no account '{login}'"
        raise InvalidInputError([Problem("--login", zh, en)])
    return found


def _tenant(code: str) -> int:
    if not (code.isascii() and code.isdigit()):
        zh, en = f"“{code}”不是区划代码", f"'{code}' is no division code"
        raise InvalidInputError([Problem("--tenant", zh, en)])
    return int(code)

"""What the command line does for somebody who is locked out."""

from sqlalchemy import select

from liandong.db.unit_of_work import Sessions, global_session, unit_of_work
from liandong.entrypoints.administering import addresses, opened
from liandong.entrypoints.settings import Settings
from liandong.features.accounts import service as accounts
from liandong.features.accounts.models import Login
from liandong.kernel.clock import SystemClock
from liandong.kernel.errors import NotFoundError


def unlock(settings: Settings, login: str) -> None:
    """Lift the lock of a login.

    Raises:
        NotFoundError: Nobody has it.
    """
    with addresses(settings) as (app, _), opened(app) as sessions:
        known = find_login(sessions, login)
        with unit_of_work(sessions, known.tenant_id) as uow:
            accounts.unlock(uow, SystemClock(), known)


def forget_factor(settings: Settings, login: str) -> None:
    """Turn off the second factor of a login.

    Raises:
        NotFoundError: Nobody has it.
        SecondFactorOffError: There is none.
    """
    with addresses(settings) as (app, _), opened(app) as sessions:
        known = find_login(sessions, login)
        with unit_of_work(sessions, known.tenant_id) as uow:
            accounts.turn_off_factor(uow, SystemClock(), known.account_id, by=None)


def find_login(sessions: Sessions, login: str) -> Login:
    """Return a login.

    Raises:
        NotFoundError: Nobody has it.
    """
    with global_session(sessions) as session:
        found = session.scalar(select(Login).where(Login.login == login))
    if found is None:
        raise NotFoundError(f"没有账号“{login}”", f"There is no login '{login}'")
    return found

"""`liandong access`: why an account may do something, and what two policies decide differently."""

from pathlib import Path

from sqlalchemy import select

from liandong.authz import Policy
from liandong.authz.differing import Difference, differences
from liandong.authz.policy import compile_policy
from liandong.db.unit_of_work import Sessions, global_session, unit_of_work
from liandong.entrypoints.scheduling import opened_database
from liandong.entrypoints.settings import Settings
from liandong.entrypoints.wiring import wire
from liandong.features.access.service import Answer, Asked, explain, problems_of
from liandong.features.tenants.models import TenantRevision
from liandong.features.tenants.service import list_counties, policy_text
from liandong.kernel.clock import SystemClock
from liandong.kernel.errors import InvalidInputError, Problem

TEMPLATES = "-"


def explain_access(settings: Settings, tenant: str, asked: Asked) -> Answer:
    """Explain to the operator, who may know of every case.

    Raises:
        InvalidInputError: No such county, account, mechanism or action.
    """
    wire()
    with opened_database(settings) as sessions:
        tenant_id, zone = _county(sessions, tenant)
        with unit_of_work(sessions, tenant_id) as uow:
            return explain(uow, SystemClock(zone), None, asked)


def diff_policies(settings: Settings, before: str, after: str) -> tuple[Difference, ...]:
    """Compare two policies: a file, a package's folder, CODE, CODE@REVISION, or `-`.

    Raises:
        InvalidInputError: One of them is not there, or has wrong lines; all are named.
    """
    wire()
    return differences(_policy(settings, before), _policy(settings, after))


def _policy(settings: Settings, named: str) -> Policy:
    path = Path(named)
    if named == TEMPLATES:
        return compile_policy()
    if path.exists():
        return _from_file(path / "policy.csv" if path.is_dir() else path)
    code, _, number = named.partition("@")
    if not code.isdecimal() or (number and not number.isdecimal()):
        raise _unknown(named)
    with opened_database(settings) as sessions:
        tenant_id, _ = _county(sessions, code)
        return compile_policy(_stored(sessions, tenant_id, int(number or 0), named))


def _from_file(path: Path) -> Policy:
    try:
        text = path.read_text("utf-8-sig") if path.is_file() else ""
    except UnicodeDecodeError:
        zh, en = "不是 UTF-8 的文本", "no UTF-8 text"
        raise InvalidInputError([Problem(str(path), zh, en)]) from None
    problems = problems_of(text)
    if problems:
        raise InvalidInputError(list(problems))
    return compile_policy(text)


def _stored(sessions: Sessions, tenant_id: int, number: int, named: str) -> str:
    """Return the lines of a revision of a county's package, of the newest without a number."""
    with unit_of_work(sessions, tenant_id) as uow:
        query = select(TenantRevision.package).where(TenantRevision.tenant_id == tenant_id)
        if number:
            query = query.where(TenantRevision.position == number)
        query = query.order_by(TenantRevision.position.desc()).limit(1)
        package = uow.session.scalar(query)
    if package is None:
        raise _unknown(named)
    return policy_text(package["policy"])


def _county(sessions: Sessions, code: str) -> tuple[int, str]:
    with global_session(sessions) as session:
        known = {each.code: (each.id, each.timezone) for each in list_counties(session)}
    if code not in known:
        raise _unknown(code)
    return known[code]


def _unknown(named: str) -> InvalidInputError:
    zh, en = f"没有“{named}”", f"there is no '{named}'"
    return InvalidInputError([Problem(named, zh, en)])

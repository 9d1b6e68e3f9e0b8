"""A new key of the installation for secrets: every county's keys are wrapped anew under it."""

from collections.abc import Iterator
from dataclasses import dataclass

from liandong.db.master_keys import use_master_keys
from liandong.db.unit_of_work import Sessions, global_session, unit_of_work
from liandong.entrypoints.administering import addresses, opened
from liandong.entrypoints.master_key import begin_rotation, end_rotation
from liandong.entrypoints.settings import Settings
from liandong.features.accounts import service as accounts
from liandong.features.cases import service as cases
from liandong.features.tenants.service import list_tenants
from liandong.kernel.errors import ConfigurationError, Problem


@dataclass(frozen=True)
class Rotated:
    """What was done in one county: keys wrapped anew, and keys that were so already."""

    county: str
    n_rewrapped: int
    n_current: int


def rotate_secrets(settings: Settings) -> list[Rotated]:
    """Wrap the keys of all counties anew under the installation's new key.

    Each county in a transaction of its own; what was interrupted goes on where it stood. Until
    all is done the former key stays readable.

    Raises:
        ConfigurationError: There is no former key, or neither key opens what is there; nothing is
            changed then. Or something still lies under the former key, which stays then.
    """
    with addresses(settings) as (app, _), opened(app) as sessions:
        keys = begin_rotation(settings)
        use_master_keys(lambda: keys)
        _require_opened(sessions)
        done = list(rewrapped(sessions))
        _require_wrapped(sessions)
        end_rotation(settings)
    return done


def rewrapped(sessions: Sessions) -> Iterator[Rotated]:
    """Wrap county after county anew, and every other tenant; each is done when it is yielded."""
    for code, name in _tenants(sessions):
        with unit_of_work(sessions, code) as uow:
            before = cases.rewrap_keys(uow)
            factors = accounts.rewrap_second_factors(uow)
        n_former = before.n_former + factors.n_former
        yield Rotated(name, n_former, before.n_current + factors.n_current)


def _require_opened(sessions: Sessions) -> None:
    problems = []
    for code, name in _tenants(sessions):
        with unit_of_work(sessions, code) as uow:
            lost = cases.inspect_keys(uow).n_unknown
            lost += accounts.inspect_second_factors(uow).n_unknown
        if lost:
            zh = f"有 {lost} 把密钥新旧两把都打不开，一把也没有改"
            en = f"neither key opens {lost} keys; nothing was changed"
            problems.append(Problem(name, zh, en))
    if problems:
        raise ConfigurationError(problems)


def _require_wrapped(sessions: Sessions) -> None:
    """Look again before the former key goes: an old process may have wrapped under it.

    Raises:
        ConfigurationError: Something does not lie under the new key.
    """
    problems = []
    for code, name in _tenants(sessions):
        with unit_of_work(sessions, code) as uow:
            found = (cases.inspect_keys(uow), accounts.inspect_second_factors(uow))
        left = sum(each.n_former + each.n_unknown for each in found)
        if left:
            zh = f"还有 {left} 把密钥没有换成新的；原来的密钥还留着，重启各进程后再执行一次"
            en = f"{left} keys lie under another key; the former one stays, restart and run again"
            problems.append(Problem(name, zh, en))
    if problems:
        raise ConfigurationError(problems)


def _tenants(sessions: Sessions) -> list[tuple[int, str]]:
    with global_session(sessions) as session:
        return [(each.id, each.name) for each in list_tenants(session)]

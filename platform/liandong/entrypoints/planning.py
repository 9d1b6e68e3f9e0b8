"""What `tenant plan` shows: the changes of each package, and whom they leave without a unit."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from liandong.calendars import Text
from liandong.db.unit_of_work import Sessions, UnitOfWork, global_session, unit_of_work
from liandong.entrypoints.administering import addresses, opened, read_packages
from liandong.entrypoints.settings import Settings
from liandong.features.access.service import permission_words
from liandong.features.accounts.models import Account
from liandong.features.onboarding.service import (
    change_words,
    running_words,
    shaky_words,
)
from liandong.features.tenants.models import Tenant
from liandong.features.tenants.service import (
    Change,
    Compiled,
    Sources,
    StatedPackage,
    TenantPackage,
    compile_all,
    installed,
    layers_for,
    newest,
    plan,
    stable_id,
)
from liandong.kernel.clock import Clock, SystemClock
from liandong.kernel.errors import ConfigurationError, Problem


@dataclass(frozen=True)
class Plan:
    """What one package would change.

    `accounts` are active logins of units that it leaves out, `ends` the steps that are not offered
    because the county has not enabled the mechanism they lead to, `permissions` what each unit
    may do from then on, or no longer, `running` what becomes of the limits that run and what holds
    from when; of a new county everything is new, and nothing is said. `doubts` are the values
    that rest on a superseded or doubtful citation.
    """

    code: str
    name: str
    changes: tuple[Change, ...]
    accounts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    permissions: tuple[Text, ...] = ()
    running: tuple[Text, ...] = ()
    doubts: tuple[Text, ...] = ()


def plan_packages(settings: Settings, folders: tuple[Path, ...] = ()) -> list[Plan]:
    """Compare packages with what is in force; nothing is written.

    Raises:
        ConfigurationError: A package is wrong, or its parent neither applied nor named before it.
    """
    packages, clock = read_packages(folders), SystemClock()
    with addresses(settings) as (app, _), opened(app) as sessions:
        _require_parents(sessions, packages)
        laid = compile_all(packages, lambda parent: layers_for(sessions, int(parent)))
        found = [_plan(sessions, clock, each) for each in laid]
    return [each for each in found if each.changes]


def _require_parents(sessions: Sessions, packages: list[StatedPackage]) -> None:
    with global_session(sessions) as session:
        there = set(session.scalars(select(Tenant.code)))
    problems = []
    for package in packages:
        parent = package.parent
        if parent is not None and parent not in there:
            zh, en = f"上级 {parent} 还没有建", f"the parent {parent} was not applied"
            problems.append(Problem(f"{package.code}.parent", zh, en))
        there.add(package.code)
    if problems:
        raise ConfigurationError(problems)


def _plan(sessions: Sessions, clock: Clock, compiled: Compiled) -> Plan:
    package = compiled.package
    code, name = package.tenant.code, package.tenant.name
    with unit_of_work(sessions, int(code)) as uow:
        changes = plan(uow, compiled)
        if not changes:
            return Plan(code, name, ())
        gone = [each.key for each in changes if (each.part, each.mark) == ("units", "-")]
        accounts = _accounts_of(uow, gone)
        last = newest(uow)
        running = running_words(uow, clock, package)
    permissions = permission_words(last.package if last else {}, package.canonical())
    is_other = any(each.part == "mechanisms" for each in changes)
    ends = tuple(list_ends(package)) if is_other else ()
    said = (
        tuple(permissions),
        tuple(running),
        tuple(shaky_words(Sources(compiled.stated, compiled.above))),
    )
    return Plan(code, name, tuple(changes), accounts, ends, *said)


def list_ends(package: TenantPackage) -> Iterator[str]:
    """Yield the steps that end here, as 转跟踪问效 does where M11 is not enabled."""
    registry, enabled = installed().registry, {each.key for each in package.mechanisms}
    for key in sorted(enabled & set(registry.keys)):
        mechanism = registry.current(key)
        for _, move in mechanism.moves:
            target = move.hands_over.mechanism if move.hands_over else key
            if target not in enabled:
                known = target in registry.keys
                label = registry.current(target).label if known else target
                yield f"{mechanism.label}：{move.label} → {label}"


def _accounts_of(uow: UnitOfWork, units: list[str]) -> tuple[str, ...]:
    ids = [stable_id(uow.tenant_id, "unit", key) for key in units]
    mine = (Account.tenant_id == uow.tenant_id, Account.unit_id.in_(ids), Account.is_active)
    return tuple(uow.session.scalars(select(Account.login).where(*mine).order_by(Account.login)))


def in_words(plans: list[Plan]) -> str:
    """Return a line for each change: + comes, - goes, ~ becomes another."""
    if not plans:
        return "没有变化 / nothing changes"
    lines = []
    for each in plans:
        lines.append(f"{each.code} {each.name}")
        lines += [f"  {change_words(change).zh}" for change in each.changes]
        if each.accounts:
            logins = "、".join(each.accounts)
            lines.append(f"  ! 单位不在名单的账号 / accounts of units left out: {logins}")
        lines += [f"  * {words.zh}" for words in each.permissions]
        lines += [f"  > {words.zh}" for words in each.running]
        lines += [f"  ! {words.zh}" for words in each.doubts]
        lines += [f"  ! 机制未启用，不提供这一步 / leads nowhere here: {end}" for end in each.ends]
    return "\n".join(lines)

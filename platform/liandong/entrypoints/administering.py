"""What the command line does to a database: migrate, apply packages."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from liandong.authz.vocabulary import DUTIES
from liandong.db.embedded import EmbeddedServer, bootstrap
from liandong.db.engine import require_modest_role
from liandong.db.migrate import upgrade as migrate
from liandong.db.unit_of_work import Sessions, global_session, unit_of_work
from liandong.entrypoints.applying_many import Run, Waiting, applier, run_through, waiting_in
from liandong.entrypoints.settings import Settings
from liandong.entrypoints.wiring import open_database, wire
from liandong.features.accounts import service as accounts
from liandong.features.tenants.service import (
    StatedPackage,
    current,
    known_to,
    list_counties,
    list_standings,
    load_all,
    load_package,
)
from liandong.features.units.service import list_active
from liandong.kernel.clock import Clock, SystemClock
from liandong.kernel.errors import ConfigurationError, ConflictError, InvalidInputError, Problem
from liandong.kernel.resources import data_root

MIGRATIONS = "migrations"


@dataclass(frozen=True)
class NewAccount:
    """An account to create: `tenant` is a division code, `unit` a key of the roster."""

    tenant: str
    login: str
    name: str
    unit: str
    duties: tuple[str, ...]
    password: str


@contextmanager
def addresses(settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield the application's and the owner's address; the embedded server runs meanwhile."""
    if not settings.is_embedded:
        yield settings.database_url, settings.owner_database_url
        return
    with EmbeddedServer(settings.home / "postgres") as server:
        yield bootstrap(server)


@contextmanager
def opened(url: str) -> Iterator[Sessions]:
    """Yield sessions of the application's role; its connections are closed afterwards.

    Raises:
        ConfigurationError: The role is too powerful.
    """
    engine, sessions = open_database(url)
    try:
        require_modest_role(engine)
        yield sessions
    finally:
        engine.dispose()


def upgrade(settings: Settings) -> None:
    """Bring the schema up to date."""
    with addresses(settings) as (_, owner):
        if not owner:
            zh, en = "迁移要用所有者账号的地址", "migrations need the owner's address"
            raise ConfigurationError([Problem("LIANDONG_OWNER_DATABASE_URL", zh, en)])
        migrate(owner, data_root() / MIGRATIONS)


def read_packages(folders: tuple[Path, ...] = ()) -> list[StatedPackage]:
    """Read packages, parents before children; none named means all that are shipped.

    Raises:
        ConfigurationError: Something in some package is wrong; everything is listed.
    """
    installation = wire()
    register, known = installation.register, known_to(installation.registry)
    if not folders:
        return list(load_all(clauses=register, known=known))
    packages: list[StatedPackage] = []
    problems: list[Problem] = []
    for folder in folders:
        try:
            packages.append(load_package(folder, register, known))
        except ConfigurationError as wrong:
            problems += wrong.problems
    if problems:
        raise ConfigurationError(problems)
    return packages


def apply_packages(
    settings: Settings,
    folders: tuple[Path, ...] = (),
    watch: Callable[[list[Waiting]], Iterable[Waiting]] = iter,
) -> Run:
    """Apply packages, each by itself, parents first; `watch` sees each one come up."""
    waiting = waiting_in(folders or (data_root() / "tenants",))
    with addresses(settings) as (app, _), opened(app) as sessions:
        return run_through(watch(waiting), applier(sessions, SystemClock(), by="cli"))


def apply_all(
    sessions: Sessions,
    clock: Clock,
    packages: Iterable[StatedPackage],
    *,
    by: str = "cli",
    is_demo: bool = False,
) -> list[str]:
    """Apply packages, one transaction each, parents first; return the codes that changed."""
    apply_one = applier(sessions, clock, by=by, is_demo=is_demo)
    return [package.code for package in packages if apply_one(package)]


def list_tenants(settings: Settings) -> list[dict[str, Any]]:
    """Return every tenant by code: its revision, what waits for it, and how it says it fares."""
    with (
        addresses(settings) as (app, _),
        opened(app) as sessions,
        global_session(sessions) as session,
    ):
        return [each.plain() for each in list_standings(session)]


def load_demo_year(settings: Settings, as_of: date | None) -> None:
    """Load the demo year into an empty database.

    Raises:
        ConflictError: There are counties in it already.
    """
    from liandong.entrypoints.demo import load_demo

    with addresses(settings) as (app, owner):
        if owner:
            migrate(owner, data_root() / MIGRATIONS)
        with opened(app) as sessions:
            with global_session(sessions) as session:
                is_empty = not list_counties(session)
            if not is_empty:
                zh, en = "数据库里已有区县，没有载入", "There are counties in this database"
                raise ConflictError(zh, en)
            load_demo(sessions, as_of or SystemClock().today(), settings.files_address)


def create_account(settings: Settings, asked: NewAccount) -> None:
    """Create an account of a county.

    Raises:
        ConflictError: The login is taken.
        InvalidInputError: Unknown unit or duty, or a weak password.
        NotFoundError: No such county.
    """
    accounts.require_strong(asked.password)
    if not (asked.tenant.isascii() and asked.tenant.isdigit()):
        zh, en = f"“{asked.tenant}”不是区划代码", f"'{asked.tenant}' is no division code"
        raise InvalidInputError([Problem("--tenant", zh, en)])
    with (
        addresses(settings) as (app, _),
        opened(app) as sessions,
        unit_of_work(sessions, int(asked.tenant)) as uow,
    ):
        current(uow)
        known = {unit.key: unit for unit in list_active(uow)}
        problems = []
        if asked.unit not in known:
            keys = "、".join(known)
            problems.append(Problem("--unit", f"只能是 {keys}", f"must be one of {keys}"))
        problems += [
            Problem("--duty", f"没有“{duty}”这种职责", f"there is no duty '{duty}'")
            for duty in asked.duties
            if duty not in DUTIES
        ]
        if problems:
            raise InvalidInputError(problems)
        clock = SystemClock()
        accounts.create(
            uow,
            clock,
            login=asked.login,
            password=asked.password,
            name=asked.name,
            unit_id=known[asked.unit].id,
            duties=asked.duties,
            held_from=clock.today(),
        )

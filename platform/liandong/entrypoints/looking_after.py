"""What the command line does to the database as a whole: look, back up, restore."""

from pathlib import Path
from typing import Any

from sqlalchemy.exc import ProgrammingError

from liandong.db.base import Base
from liandong.db.dumping import dump, restore
from liandong.db.engine import open_engine
from liandong.db.inspecting import Finding, inspect
from liandong.db.unit_of_work import global_session
from liandong.entrypoints.administering import MIGRATIONS, addresses, opened
from liandong.entrypoints.auditing import check_all
from liandong.entrypoints.settings import Settings
from liandong.entrypoints.tables import metadata
from liandong.features.tenants.service import list_counties
from liandong.features.transfers.service import verify
from liandong.kernel.clock import SystemClock
from liandong.kernel.errors import ConfigurationError, Problem
from liandong.kernel.resources import data_root


def inspect_database(settings: Settings) -> list[Finding]:
    """Look at the role, the schema, the wall between counties and the outbox."""
    with addresses(settings) as (app, owner):
        engine = open_engine(app, pool_size=1)
        try:
            return list(inspect(engine, owner, data_root() / MIGRATIONS, tables_of_tenants()))
        finally:
            engine.dispose()


def verify_transfers(settings: Settings) -> list[Problem]:
    """Compare both counties' records of every transfer between them."""
    with addresses(settings) as (app, _), opened(app) as sessions:
        with global_session(sessions) as session:
            counties = [each.id for each in list_counties(session)]
        return verify(sessions, counties)


def tables_of_tenants() -> list[str]:
    """Return the tables that belong behind the wall."""
    metadata()
    kinds = {mapper.class_.__table__.name: mapper.class_ for mapper in Base.registry.mappers}
    return sorted(name for name, of in kinds.items() if of.table_kind != "global")


def back_up(settings: Settings, file: Path) -> None:
    """Write the whole database into a file.

    Raises:
        ConfigurationError: There is no owner's address.
        ConflictError: The file is there already.
        DatabaseToolError: The dump failed.
    """
    with addresses(settings) as (_, owner):
        dump(_needed(owner), file)


def bring_back(settings: Settings, file: Path) -> list[dict[str, Any]] | None:
    """Restore a backup into an empty database, and hold its audit chains against their anchors.

    Returns what was found in each chain; None: the backup is of an older schema, and nothing can
    be read before `db upgrade`.

    Raises:
        ConfigurationError: There is no owner's address.
        ConflictError: The database is not empty.
        DatabaseToolError: The restore failed.
    """
    with addresses(settings) as (app, owner):
        restore(_needed(owner), file)
        with opened(app) as sessions:
            try:
                return check_all(sessions, SystemClock(), settings.anchors_address)
            except ProgrammingError:
                return None


def _needed(owner: str) -> str:
    if not owner:
        zh, en = "备份和恢复要用所有者账号的地址", "backup and restore need the owner's address"
        raise ConfigurationError([Problem("LIANDONG_OWNER_DATABASE_URL", zh, en)])
    return owner

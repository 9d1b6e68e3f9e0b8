"""Bring a database to the newest schema, and say whether it is there."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, create_engine, text

_TIMEOUTS = ("SET lock_timeout = '5s'", "SET statement_timeout = '10min'")


def _config(folder: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(owner_url: str, folder: Path, *, to: str = "head") -> None:
    """Run every migration that is missing up to a revision, as the role that owns the tables."""
    engine = create_engine(owner_url)
    config = _config(folder)
    with engine.connect() as connection:
        for statement in (*_TIMEOUTS, "SET ROLE liandong_owner"):
            connection.execute(text(statement))
        connection.commit()
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        connection.commit()
    engine.dispose()


def heads(folder: Path) -> list[str]:
    """Return the newest revisions; more than one is a mistake."""
    return ScriptDirectory.from_config(_config(folder)).get_heads()


def differences(owner_url: str, metadata: MetaData) -> list[object]:
    """Return what the models say and the database does not; empty when both agree."""
    engine = create_engine(owner_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        found = list(compare_metadata(context, metadata))
    engine.dispose()
    return found

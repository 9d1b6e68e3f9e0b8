"""Databases for tests: built once as a template, then cloned in some twenty milliseconds."""

from collections.abc import Callable
from uuid import uuid4

import psycopg
from psycopg import sql

from liandong.db.embedded.roles import APP, MIGRATOR, OWNER, conninfo
from liandong.db.embedded.server import EmbeddedServer


def template_database(
    server: EmbeddedServer, name: str, build: Callable[[str], None], of: str = "template1"
) -> str:
    """Build a template unless it exists: `build` gets the owner's address of the new database.

    It starts as a copy of `of`. The name should say what is in it, such as a hash of the
    migrations. Several processes may ask at once: one builds, the others wait.
    """
    with psycopg.connect(conninfo(server), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", (name,))
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
        if found.fetchone() is None:
            half = f"{name}_half"
            _drop(connection, half)
            _copy(connection, of, half)
            build(server.url(MIGRATOR, half))
            _close(connection, half)
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            connection.execute(rename.format(sql.Identifier(half), sql.Identifier(name)))
    return name


def clone(server: EmbeddedServer, template: str, name: str | None = None, user: str = APP) -> str:
    """Make a fresh database from a template; return its address."""
    name = name or f"{template}_{uuid4().hex[:12]}"
    with psycopg.connect(conninfo(server), autocommit=True) as connection:
        _drop(connection, name)
        _copy(connection, template, name)
    return server.url(user, name)


def drop(server: EmbeddedServer, name: str) -> None:
    """Remove a database, whoever is connected to it."""
    with psycopg.connect(conninfo(server), autocommit=True) as connection:
        _drop(connection, name)


def _copy(connection: psycopg.Connection, template: str, name: str) -> None:
    copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY file_copy")
    names = (sql.Identifier(word) for word in (name, template, OWNER))
    connection.execute(copy.format(*names))


def _close(connection: psycopg.Connection, name: str) -> None:
    # A pool the builder left open would block the renaming and every clone.
    close = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false")
    connection.execute(close.format(sql.Identifier(name)))
    end = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
    connection.execute(end, (name,))


def _drop(connection: psycopg.Connection, name: str) -> None:
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    connection.execute(statement.format(sql.Identifier(name)))

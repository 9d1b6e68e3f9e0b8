"""The roles that liandong needs, made the same way in the embedded and in an external server."""

import psycopg
from psycopg import sql

from liandong.db.embedded.cluster import SUPERUSER
from liandong.db.embedded.server import EmbeddedServer

OWNER = "liandong_owner"
MIGRATOR = "liandong_migrator"
APP = "liandong_app"
DEFINER = "liandong_definer"

# ALTER after CREATE: a role that somebody changed is put right at the next start.
ROLES = {
    OWNER: "NOLOGIN NOSUPERUSER NOBYPASSRLS",  # owns the tables
    MIGRATOR: "LOGIN NOSUPERUSER BYPASSRLS",  # migrations, backup, restore
    APP: "LOGIN NOSUPERUSER NOBYPASSRLS",  # web, worker, scheduler
    DEFINER: "NOLOGIN NOSUPERUSER BYPASSRLS",  # owns the few functions that see all tenants' ids
}
MEMBERSHIPS = ((OWNER, MIGRATOR), (DEFINER, MIGRATOR), (DEFINER, OWNER))


def bootstrap(server: EmbeddedServer, database: str = "liandong") -> tuple[str, str]:
    """Make roles and database where they are missing; return the app's and the owner's address."""
    with psycopg.connect(conninfo(server), autocommit=True) as connection:
        # Two launchers may attach at once.
        connection.execute("SELECT pg_advisory_lock(hashtext('liandong.bootstrap'))")
        for role, attributes in ROLES.items():
            _make_role(connection, role, attributes)
        for role, member in MEMBERSHIPS:
            names = (sql.Identifier(role), sql.Identifier(member))
            # The definer's powers may be handed to a function, never inherited.
            inherit = sql.SQL("TRUE" if role == OWNER else "FALSE")
            grant = sql.SQL("GRANT {} TO {} WITH SET TRUE, INHERIT {}")
            connection.execute(grant.format(*names, inherit))
        make_database(connection, database)
    return server.url(APP, database), server.url(MIGRATOR, database)


def make_database(connection: psycopg.Connection, name: str) -> None:
    """Make an empty database that belongs to the owner role, unless it exists."""
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
    if found is None:
        create = sql.SQL("CREATE DATABASE {} OWNER {}")
        connection.execute(create.format(sql.Identifier(name), sql.Identifier(OWNER)))


def conninfo(server: EmbeddedServer, database: str = "postgres", user: str = SUPERUSER) -> str:
    """Return an address for psycopg; the superuser's is for bootstrap and tests' scaffolding."""
    return psycopg.conninfo.make_conninfo(
        host=str(server.socket_folder), user=user, dbname=database
    )


def _make_role(connection: psycopg.Connection, role: str, attributes: str) -> None:
    found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
    verb = "ALTER" if found else "CREATE"
    statement = sql.SQL(f"{verb} ROLE {{}} {attributes}")
    connection.execute(statement.format(sql.Identifier(role)))

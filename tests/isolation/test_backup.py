"""A dump taken and restored with the owner's login brings every county back, wall and all."""

import subprocess
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.embedded import EmbeddedServer, drop
from liandong.db.embedded.binaries import installed_binaries
from liandong.db.embedded.roles import MIGRATOR, conninfo, make_database
from liandong.db.engine import open_engine, open_sessions, require_modest_role
from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.tables import metadata
from liandong.features.audit import service as audit
from support.counties import HUIJI, SHANDAN, build_county
from support.isolation import of

NAME = "restored"


def _run(program: str, *arguments: str) -> None:
    command = [str(installed_binaries().folder / "bin" / program), *arguments]
    done = subprocess.run(command, capture_output=True, check=False, text=True)  # noqa: S603
    assert done.returncode == 0, done.stderr


def _all_rows(url: str) -> dict[str, list[str]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            table: sorted(connection.scalars(of(table, "SELECT to_jsonb(t)::text FROM {t} t")))
            for table in metadata().tables
        }
    engine.dispose()
    return found


@pytest.mark.timeout(120)
def test_two_counties_survive_dump_and_restore_with_the_owners_login(
    server: EmbeddedServer, database: str, sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    for code in (HUIJI, SHANDAN):
        build_county(sessions, code).serve("2026-04-27")
    owner_url = database.replace("liandong_app", MIGRATOR)
    name = database.partition("@/")[2].partition("?")[0]
    file, before = tmp_path / "dump", _all_rows(owner_url)

    _run("pg_dump", "-Fc", "-f", str(file), "-d", conninfo(server, name, MIGRATOR))
    with psycopg.connect(conninfo(server), autocommit=True) as connection:
        make_database(connection, NAME)
    target = conninfo(server, NAME, MIGRATOR)
    with psycopg.connect(target, autocommit=True) as connection:
        # Whoever receives an object must be allowed to create one there, for that moment.
        connection.execute("SET ROLE liandong_owner")
        connection.execute("GRANT CREATE ON SCHEMA public TO liandong_definer")
    _run("pg_restore", "--exit-on-error", "-d", target, str(file))
    with psycopg.connect(target, autocommit=True) as connection:
        connection.execute("SET ROLE liandong_owner")
        connection.execute("REVOKE CREATE ON SCHEMA public FROM liandong_definer")

    assert _all_rows(owner_url.replace(name, NAME)) == before
    engine = open_engine(database.replace(name, NAME))
    require_modest_role(engine)
    for code in (HUIJI, SHANDAN):
        with unit_of_work(open_sessions(engine), code) as uow:
            seen = uow.session.scalars(text("SELECT DISTINCT tenant_id FROM case_events")).all()
            assert seen == [code]
            assert audit.verify(uow) is None
            due = set(uow.session.scalars(text("SELECT due_outbox_tenants()")))
            assert due == {HUIJI, SHANDAN}
    engine.dispose()
    drop(server, NAME)

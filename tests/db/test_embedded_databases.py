"""Roles, databases and templates inside an embedded server."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from liandong.db.embedded import EmbeddedServer, bootstrap, clone, drop, template_database
from liandong.db.embedded.roles import conninfo


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    with EmbeddedServer(tmp_path_factory.mktemp("pg"), fast_unsafe=True) as server:
        yield server


@pytest.fixture(scope="module")
def addresses(server: EmbeddedServer) -> tuple[str, str]:
    return bootstrap(server)


def ask(url: str, question: str) -> list[Any]:
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        answer = connection.exec_driver_sql(question)
        return list(answer.all()) if answer.returns_rows else []


def test_the_application_owns_nothing_and_can_become_nobody_else(
    addresses: tuple[str, str],
) -> None:
    app, _ = addresses

    assert ask(app, "SELECT current_user, current_database()") == [("liandong_app", "liandong")]
    assert ask(app, "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user") == [
        (False, False)
    ]
    assert ask(app, "SELECT count(*) FROM pg_auth_members WHERE member = 'liandong_app'::regrole")[
        0
    ] == (0,)
    with pytest.raises(sa.exc.ProgrammingError, match="permission denied"):
        ask(app, "SET ROLE liandong_owner")


def test_the_migrator_acts_for_the_owner_and_passes_row_level_security(
    addresses: tuple[str, str],
) -> None:
    _, owner = addresses

    assert ask(owner, "SELECT pg_has_role('liandong_owner', 'SET')") == [(True,)]
    assert ask(owner, "SELECT rolbypassrls FROM pg_roles WHERE rolname = current_user") == [(True,)]


def test_bootstrap_puts_a_changed_role_right_and_keeps_the_data(
    server: EmbeddedServer, addresses: tuple[str, str]
) -> None:
    _, owner = addresses
    ask(owner, "CREATE TABLE IF NOT EXISTS kept (day text)")
    with psycopg.connect(conninfo(server)) as connection:
        connection.execute("ALTER ROLE liandong_app BYPASSRLS")

    app, _ = bootstrap(server)

    assert ask(app, "SELECT rolbypassrls FROM pg_roles WHERE rolname = current_user") == [(False,)]
    assert ask(owner, "SELECT count(*) FROM kept") == [(0,)]


def test_a_template_is_built_once_and_its_clones_are_apart(
    server: EmbeddedServer, addresses: tuple[str, str]
) -> None:
    assert addresses
    built: list[sa.Engine] = []

    def build(url: str) -> None:
        engine = sa.create_engine(url)
        built.append(engine)  # its pool is left open on purpose
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE counties (name text)")
            connection.exec_driver_sql("GRANT ALL ON counties TO liandong_app")

    for _ in range(2):
        template_database(server, "template_of_counties", build)
    first = clone(server, "template_of_counties")
    second = clone(server, "template_of_counties", "second_clone")
    ask(first, "INSERT INTO counties VALUES ('盱眙')")

    built.pop().dispose()
    assert built == []
    assert ask(first, "SELECT name FROM counties") == [("盱眙",)]
    assert ask(second, "SELECT name FROM counties") == []
    drop(server, "second_clone")
    with pytest.raises(sa.exc.OperationalError, match="does not exist"):
        ask(second, "SELECT 1")

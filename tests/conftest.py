"""Real PostgreSQL, started by the tests themselves; nothing of our own is mocked."""

import gc
import hashlib
import os
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.embedded import EmbeddedServer, bootstrap, clone, drop, template_database
from liandong.db.engine import open_engine, open_sessions
from liandong.db.migrate import upgrade
from liandong.entrypoints.administering import apply_all
from liandong.kernel.clock import FixedClock
from support.counties import build_county, packages

os.environ.setdefault("LIANDONG_SECRETS_KEY", b64encode(b"\x07" * 32).decode())
REPO = Path(__file__).resolve().parents[1]
MONDAY = datetime(2026, 4, 27, 10, 22, tzinfo=ZoneInfo("Asia/Shanghai"))


def pytest_collection_finish() -> None:
    """Leave what was collected out of every later search for garbage: it stays to the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedServer]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    home = REPO / "build" / "postgres" / worker
    with EmbeddedServer(home, fast_unsafe=True) as started:
        bootstrap(started)
        yield started


def _name(prefix: str, *more: str) -> str:
    digest = hashlib.sha256()
    for folder in ("migrations", "tenants", "policies", "plugins", "platform", *more):
        for path in sorted((REPO / folder).rglob("*")):
            if path.suffix in {".py", ".yaml", ".csv"}:
                digest.update(path.read_bytes())
    return f"{prefix}_{digest.hexdigest()[:12]}"


@pytest.fixture(scope="session")
def bare(server: EmbeddedServer) -> str:
    """A database with the schema and nobody in it."""
    return template_database(
        server, _name("bare"), lambda owner_url: upgrade(owner_url, REPO / "migrations")
    )


@pytest.fixture(scope="session")
def template(server: EmbeddedServer, bare: str) -> str:
    """A database with the four counties."""

    def build(owner_url: str) -> None:
        engine = open_engine(owner_url.replace("liandong_migrator", "liandong_app"))
        apply_all(open_sessions(engine), FixedClock(MONDAY), packages())
        engine.dispose()

    return template_database(server, _name("counties"), build, of=bare)


@pytest.fixture(scope="session")
def staffed(server: EmbeddedServer, template: str) -> str:
    """A database in which the people of the stories have joined 惠济 already."""

    def build(owner_url: str) -> None:
        engine = open_engine(owner_url.replace("liandong_migrator", "liandong_app"))
        build_county(open_sessions(engine))
        engine.dispose()

    return template_database(server, _name("staffed", "tests/support"), build, of=template)


@pytest.fixture
def database(
    request: pytest.FixtureRequest, server: EmbeddedServer, template: str
) -> Iterator[str]:
    """A fresh copy of the four counties, as the application's role; its name is always the same.

    Whoever asks for a `county` finds its people there.
    """
    with_people = "county" in request.fixturenames
    url = clone(server, request.getfixturevalue("staffed") if with_people else template, "counties")
    yield url
    drop(server, url.partition("@/")[2].partition("?")[0])


@cache
def _engine(url: str) -> Engine:
    """Keep the engine of an address, and with it every statement it has compiled."""
    return open_engine(url)


@pytest.fixture
def sessions(database: str) -> Iterator[sessionmaker[Session]]:
    engine = _engine(database)
    yield open_sessions(engine)
    engine.dispose()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(MONDAY)


@pytest.fixture
def at() -> Callable[[str], FixedClock]:
    """A clock that stands at ten in the morning of a day."""
    return lambda day: FixedClock(
        datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    )

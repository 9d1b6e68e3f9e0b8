"""A whole installation: pages, worker, relay and database, and what kill -9 does to it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from http.client import HTTPException
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

import liandong.kernel
from liandong.db.embedded import EmbeddedServer, bootstrap
from liandong.entrypoints.relay import plain_address
from support.faults import descendants

PLATFORM = str(Path(liandong.kernel.__file__).parents[2])
SCRIPT = Path(__file__).with_name("small_installation.py")


class Installation:
    """One installation in its folder; it may be started again and again."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.environment = environment
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        host = str(folder / "socket").replace("/", "%2F")
        self.address = f"postgresql://liandong_app@/liandong?host={host}"
        self.process = self.start()

    def start(self) -> "subprocess.Popen[bytes]":
        self.process = subprocess.Popen(  # noqa: S603  # our own interpreter
            [sys.executable, str(SCRIPT), str(self.folder), str(self.port)],
            env={**os.environ, "PYTHONPATH": PLATFORM, **self.environment},
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        return self.process

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}", timeout=1) as answer:
                return bool(answer.read() == b"ready")
        except (OSError, HTTPException):
            return False

    def announce(self, tenants: range) -> int:
        with psycopg.connect(self.address) as connection:
            for tenant_id in tenants:
                connection.execute(f"SET LOCAL app.tenant_id = '{int(tenant_id)}'")
                connection.execute(
                    "INSERT INTO outbox (tenant_id, id) VALUES (%s, %s)", (tenant_id, uuid4())
                )
        return len(tenants)

    def count(self, question: str) -> int:
        try:
            with psycopg.connect(self.address) as connection:
                row = connection.execute(question.encode()).fetchone()
        except psycopg.OperationalError:
            return -1  # the database is just coming or going
        return int(row[0]) if row else 0

    def family(self) -> list[int]:
        return descendants(self.process.pid)


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def eventually(true: Callable[[], bool], seconds: float = 15.0) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    installation = Installation(tmp_path / "pg")
    assert eventually(installation.answers)
    yield installation
    installation.process.send_signal(signal.SIGINT)
    installation.process.wait(15)


def test_what_was_announced_is_delivered_though_every_part_is_killed(
    installation: Installation,
) -> None:
    announced = installation.announce(range(1, 31))
    for pid in [*installation.family()]:
        name = Path(f"/proc/{pid}/comm")
        if name.exists():
            os.kill(pid, signal.SIGKILL)
    assert eventually(installation.answers)
    assert eventually(lambda: _try_announce(installation))
    announced += 10

    family = installation.family()
    installation.process.kill()
    installation.process.wait()
    assert eventually(lambda: all(is_gone(pid) for pid in family), 5)
    begun = time.monotonic()
    installation.start()
    assert eventually(installation.answers)
    warm = time.monotonic() - begun

    question = "SELECT count(DISTINCT (tenant_id, id)) FROM delivered"
    assert eventually(lambda: installation.count(question) == announced, 40)
    assert installation.count("SELECT count(*) FROM ticks") > 0
    assert warm < 5


def test_kill_9_of_the_parent_leaves_nothing_and_ctrl_c_stops_all(
    installation: Installation,
) -> None:
    assert eventually(lambda: len(installation.family()) > 5)
    for end in (signal.SIGKILL, signal.SIGINT):
        family = installation.family()
        begun = time.monotonic()
        installation.process.send_signal(end)
        code = installation.process.wait(15)

        assert eventually(lambda family=family: all(is_gone(pid) for pid in family), 5)
        assert time.monotonic() - begun < 10
        assert code == (-signal.SIGKILL if end is signal.SIGKILL else 0)
        installation.start()
        assert eventually(installation.answers)


def test_an_external_database_is_used_and_outlives_the_installation(tmp_path: Path) -> None:
    with EmbeddedServer(tmp_path / "external", fast_unsafe=True) as external:
        app, owner = bootstrap(external)
        urls = {"LIANDONG_DATABASE_URL": app, "LIANDONG_OWNER_DATABASE_URL": owner}
        installation = Installation(tmp_path / "pg", **urls)

        assert eventually(installation.answers)
        with psycopg.connect(plain_address(app)) as connection:
            assert connection.execute("SELECT count(*) FROM delivered").fetchone() == (0,)
        installation.process.send_signal(signal.SIGTERM)

        assert installation.process.wait(15) == 0
        assert external.pid is not None
        assert not installation.folder.exists()


def _try_announce(installation: Installation) -> bool:
    try:
        return installation.announce(range(31, 41)) > 0
    except psycopg.Error:
        return False


def test_sqlalchemys_driver_name_is_not_shown_to_psycopg() -> None:
    assert plain_address("postgresql+psycopg://a@/b?host=%2Fc") == "postgresql://a@/b?host=%2Fc"

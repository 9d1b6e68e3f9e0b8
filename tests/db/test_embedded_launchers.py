"""The embedded server and its launchers: who owns it, and what kill -9 of either leaves."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

import liandong.kernel
from liandong.db.embedded import EmbeddedServer
from liandong.db.embedded.roles import conninfo

PLATFORM = str(Path(liandong.kernel.__file__).parents[2])
LAUNCHER = """
import sys, time
from liandong.db.embedded import EmbeddedServer
with EmbeddedServer(sys.argv[1]) as server:
    print(server.pid, server.is_owner, flush=True)
    time.sleep(60)
"""


def launch(folder: Path) -> tuple[subprocess.Popen[str], int, bool]:
    """Start a launcher of its own and wait until its server is there."""
    process = subprocess.Popen(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", LAUNCHER, str(folder)],
        env={**os.environ, "PYTHONPATH": PLATFORM},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    pid, is_owner = process.stdout.readline().split()
    return process, int(pid), is_owner == "True"


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate(timeout=10)


def write_row(server: EmbeddedServer) -> None:
    with psycopg.connect(conninfo(server)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (day text)")
        connection.execute("INSERT INTO kept VALUES ('2026-11-22')")


def read_rows(server: EmbeddedServer) -> list[tuple[str]]:
    with psycopg.connect(conninfo(server)) as connection:
        return connection.execute("SELECT day FROM kept").fetchall()


def is_gone(pid: int, seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    return not Path(f"/proc/{pid}").exists()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "postgres"


def test_a_second_launcher_attaches_and_leaves_the_server_alone(folder: Path) -> None:
    with EmbeddedServer(folder) as first:
        with EmbeddedServer(folder) as second:
            assert (first.is_owner, second.is_owner) == (True, False)
            assert second.pid == first.pid
        other, pid, is_owner = launch(folder)
        assert (pid, is_owner) == (first.pid, False)
        end(other)
        write_row(first)
        assert first.pid == pid


def test_kill_9_of_the_server_loses_no_acknowledged_row_and_it_starts_again(folder: Path) -> None:
    with EmbeddedServer(folder) as server:
        write_row(server)
        assert server.pid is not None
        os.kill(server.pid, signal.SIGKILL)
        while server.pid is not None:
            time.sleep(0.01)

        server.start()

        assert server.is_owner
        assert read_rows(server) == [("2026-11-22",)]


def test_kill_9_of_the_launcher_leaves_no_server_behind(folder: Path) -> None:
    launcher, pid, _ = launch(folder)

    end(launcher)

    assert is_gone(pid)


def test_the_next_start_waits_for_nobody_after_kill_9_of_the_launcher(folder: Path) -> None:
    launcher, pid, _ = launch(folder)
    with EmbeddedServer(folder) as attached:
        write_row(attached)

    end(launcher)
    with EmbeddedServer(folder) as server:
        assert server.is_owner
        assert server.pid != pid
        assert read_rows(server) == [("2026-11-22",)]


def test_kill_9_of_both_at_once_blocks_nothing(folder: Path) -> None:
    launcher, pid, _ = launch(folder)
    with EmbeddedServer(folder) as attached:
        write_row(attached)

    os.kill(pid, signal.SIGKILL)
    end(launcher)

    with EmbeddedServer(folder) as server:
        assert read_rows(server) == [("2026-11-22",)]

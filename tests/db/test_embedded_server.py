"""The embedded server through everything that may happen to a process on a small machine."""

import os
import threading
import time
from pathlib import Path

import psycopg
import pytest

from liandong.db.embedded import EmbeddedServer, EmbeddedServerError
from liandong.db.embedded.layout import LONGEST_SOCKET_FOLDER, Layout
from liandong.db.embedded.roles import conninfo


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


def test_server_answers_on_its_socket_alone_and_stops_with_the_block(folder: Path) -> None:
    with EmbeddedServer(folder) as server:
        pid = server.pid
        with psycopg.connect(conninfo(server)) as connection:
            row = connection.execute(
                "SELECT current_setting('listen_addresses'), '专' < '利', upper('ä')"
            ).fetchone()
        assert row == ("", True, "Ä")
        assert folder.stat().st_mode & 0o777 == 0o700

    assert pid is not None
    assert is_gone(pid, 0)
    assert list(server.socket_folder.glob(".s.PGSQL*")) == []


def test_database_does_not_run_as_root(folder: Path) -> None:
    with EmbeddedServer(folder) as server:
        uid_map = Path(f"/proc/{server.pid}/uid_map").read_text().split()
        status = Path(f"/proc/{server.pid}/status").read_text()

    # Either an account of its own, or root seen as another account inside its namespace.
    assert "\nUid:\t0\t" not in status or uid_map[0] != "0"


def test_rows_survive_a_stop_and_a_start(folder: Path) -> None:
    with EmbeddedServer(folder) as server:
        write_row(server)

    with EmbeddedServer(folder) as server:
        assert read_rows(server) == [("2026-11-22",)]


def test_a_pid_file_that_names_a_living_stranger_blocks_nothing(folder: Path) -> None:
    with EmbeddedServer(folder) as server:
        write_row(server)
    stranger = [str(os.getpid()), str(server.layout.data), "1", "5432", str(server.socket_folder)]
    server.layout.pid_file.write_text("\n".join([*stranger, "", "1 1", "ready"]) + "\n")
    server.layout.create()
    socket_lock = server.socket_folder / ".s.PGSQL.5432.lock"
    socket_lock.write_text("\n".join(stranger) + "\n")

    with EmbeddedServer(folder) as server:
        assert server.is_owner
        assert server.pid != os.getpid()
        assert read_rows(server) == [("2026-11-22",)]


def test_an_interrupted_making_of_the_cluster_is_begun_anew(folder: Path) -> None:
    half = folder / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")

    with EmbeddedServer(folder) as server:
        assert server.pid is not None
    assert not half.exists()


def test_data_of_another_major_version_is_refused_in_plain_words(folder: Path) -> None:
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "PG_VERSION").write_text("15\n")

    with pytest.raises(EmbeddedServerError, match=r"PostgreSQL 15 写成.*written by PostgreSQL 15"):
        EmbeddedServer(folder).start()
    assert (folder / "data" / "PG_VERSION").read_text() == "15\n"


def test_a_long_path_gets_a_short_socket_folder(tmp_path: Path) -> None:
    deep = tmp_path / ("很长的目录" * 8) / "postgres"
    assert len(os.fsencode(deep)) > LONGEST_SOCKET_FOLDER

    with EmbeddedServer(deep) as server:
        write_row(server)
        assert len(os.fsencode(server.socket_folder)) <= LONGEST_SOCKET_FOLDER
        assert server.socket_folder.stat().st_mode & 0o777 == 0o700
    assert not server.socket_folder.exists()


def test_a_thread_may_not_start_the_server(folder: Path) -> None:
    caught = []

    def start() -> None:
        try:
            EmbeddedServer(folder).start()
        except EmbeddedServerError as error:
            caught.append(error.message_en)

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()

    assert caught == ["start the embedded server from the main thread"]


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    stranger = tmp_path / "file"
    stranger.write_text("not a folder")

    with pytest.raises(EmbeddedServerError, match="无法使用数据库目录"):
        Layout(stranger).create()


def test_the_fast_server_for_tests_leaves_nothing_behind(folder: Path) -> None:
    with EmbeddedServer(folder, fast_unsafe=True) as server:
        with psycopg.connect(conninfo(server)) as connection:
            assert connection.execute("SHOW fsync").fetchone() == ("off",)
        root = server.layout.root

    assert not root.exists()

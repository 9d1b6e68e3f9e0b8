"""The embedded server under each kind of account: root, ordinary user, root without namespaces."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

import liandong.kernel
from liandong.db.embedded import EmbeddedServer, EmbeddedServerError, account
from liandong.db.embedded.account import Account, choose_account, hand_over, unprivileged_account
from liandong.db.embedded.binaries import Binaries, binaries_for, installed_binaries
from liandong.db.embedded.roles import conninfo

IS_ROOT = os.geteuid() == 0
PLATFORM = str(Path(liandong.kernel.__file__).parents[2])

# Drops its rights after the imports: the interpreter itself may lie in root's closed home.
ORDINARY = """
import os, sys
from pathlib import Path
import psycopg
from liandong.db.embedded import EmbeddedServer, bootstrap, server
from liandong.db.embedded.binaries import Binaries
folder, programs, uid, gid = sys.argv[1:]
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(int(gid)); os.setuid(int(uid))
server.binaries_for = lambda account, root: Binaries(Path(programs))
with EmbeddedServer(folder) as running:
    app, owner = bootstrap(running)
    with psycopg.connect(app.replace("+psycopg", "")) as connection:
        user, = connection.execute("SELECT current_user").fetchone()
    print(user, os.stat(f"/proc/{running.pid}").st_uid)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every account can reach, unlike those below root's temporary folder."""
    made = Path(tempfile.mkdtemp(dir="/tmp"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def nobody() -> Account:
    """The account root falls back to; whoever runs the tests when that is not root."""
    return unprivileged_account() if IS_ROOT else Account(uid=os.geteuid(), gid=os.getegid())


def test_an_ordinary_user_runs_the_server_under_the_own_name(
    open_folder: Path, nobody: Account
) -> None:
    home = open_folder / "home"
    home.mkdir()
    programs = open_folder / "programs"
    programs.mkdir()
    binaries = binaries_for(nobody if IS_ROOT else Account(), programs)
    if IS_ROOT:
        os.chown(home, nobody.uid, nobody.gid)

    done = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", ORDINARY, home / "pg", binaries.folder, *_ids(nobody)],
        env={**os.environ, "PYTHONPATH": PLATFORM},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.stderr == ""
    assert done.stdout.split() == ["liandong_app", str(nobody.uid)]


def test_root_without_namespaces_runs_the_server_as_nobody(
    open_folder: Path, nobody: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account, "namespaces_allowed", lambda: False)

    for _ in ("first start", "second start"):
        with EmbeddedServer(open_folder / "pg") as server:
            uid = Path(f"/proc/{server.pid}").stat().st_uid
            with psycopg.connect(conninfo(server)) as connection:
                assert connection.execute("SELECT 1").fetchone() == (1,)

        assert uid == nobody.uid


def test_a_folder_keeps_the_account_it_has(open_folder: Path, nobody: Account) -> None:
    chosen = choose_account(open_folder)
    assert (chosen.uid is None) or not IS_ROOT

    if IS_ROOT:
        os.chown(open_folder, nobody.uid, nobody.gid)
        chosen = choose_account(open_folder)
        assert (chosen.prefix, chosen.uid) == ((), nobody.uid)


def test_programs_in_a_closed_folder_are_copied_beside_the_data(
    open_folder: Path, nobody: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = installed_binaries().folder
    real = Binaries.runs_as
    monkeypatch.setattr(
        Binaries, "runs_as", lambda self, who: self.folder != closed and real(self, who)
    )

    copied = binaries_for(nobody, open_folder)

    assert copied.folder.is_relative_to(open_folder)
    assert copied.runs_as(nobody if IS_ROOT else Account())
    assert Path(copied.initdb).exists()
    assert binaries_for(nobody, open_folder) == copied


def test_a_folder_that_nobody_can_reach_is_refused_in_plain_words(open_folder: Path) -> None:
    closed = open_folder / "closed"
    (closed / "pg").mkdir(parents=True)
    closed.chmod(0o000)
    who = unprivileged_account() if IS_ROOT else Account()

    if IS_ROOT:
        name = pwd.getpwuid(who.uid or 0).pw_name
        with pytest.raises(EmbeddedServerError, match=f"account {name}"):
            hand_over(closed / "pg", who)
    else:
        with pytest.raises(EmbeddedServerError, match="Cannot use the database folder"):
            EmbeddedServer(closed / "pg").start()
    closed.chmod(0o700)


def test_a_missing_package_is_named_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liandong.db.embedded.binaries.find_spec", lambda _name: None)

    with pytest.raises(EmbeddedServerError, match="LIANDONG_DATABASE_URL"):
        installed_binaries()


def _ids(who: Account) -> list[str]:
    return [str(who.uid), str(who.gid)]

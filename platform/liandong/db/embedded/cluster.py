"""Making the files of a cluster, and starting the server program on them."""

import ctypes
import os
import shutil
import signal
import subprocess
from collections.abc import Callable

from liandong.db.embedded.account import Account
from liandong.db.embedded.binaries import ENVIRONMENT, Binaries
from liandong.db.embedded.errors import EmbeddedServerError
from liandong.db.embedded.layout import Layout

SUPERUSER = "postgres"
INITDB = (
    *("-U", SUPERUSER, "-E", "UTF8", "--auth-local=trust", "--auth-host=scram-sha-256"),
    # With LC_CTYPE C, pg_trgm would drop every Chinese character.
    *("--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
)
ALWAYS = ("jit=off", "log_line_prefix=%m [%p] ")
FAST_UNSAFE = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"),
    *("wal_level=minimal", "max_wal_senders=0"),
)
# SIGTERM is not among them: it would wait for every client to leave.
STOPPING = ((signal.SIGINT, 6.0), (signal.SIGQUIT, 2.0), (signal.SIGKILL, 2.0))
PR_SET_PDEATHSIG = 1
_prctl = ctypes.CDLL(None, use_errno=True).prctl


def make_cluster(
    layout: Layout, account: Account, binaries: Binaries, *, fast_unsafe: bool
) -> None:
    """Make the cluster unless there is one.

    Raises:
        EmbeddedServerError: It cannot be made, or was written by another major version.
    """
    if fast_unsafe:
        shutil.rmtree(layout.data, ignore_errors=True)
    if layout.data.exists():
        _refuse_other_version(layout, binaries)
        return
    # Renamed when complete: an interrupted initdb leaves nothing that looks like a cluster.
    half = layout.data.with_name("data.new")
    shutil.rmtree(half, ignore_errors=True)
    sync = ("--no-sync",) if fast_unsafe else ()
    made = account.run([binaries.initdb, "-D", str(half), *INITDB, *sync], ENVIRONMENT)
    if made.returncode != 0:
        raise EmbeddedServerError(
            f"无法在 {layout.data} 建立数据库：\n{made.stderr}",
            f"no database could be made in {layout.data}, see above",
        )
    half.rename(layout.data)


def spawn_server(
    layout: Layout, account: Account, binaries: Binaries, *, fast_unsafe: bool
) -> subprocess.Popen[bytes]:
    """Start the server program; it stops by itself when this process ends, however it ends."""
    settings = (*ALWAYS, *(FAST_UNSAFE if fast_unsafe else ()))
    argv = [binaries.postgres, "-D", str(layout.data), "-k", str(layout.socket), "-h", ""]
    argv += [word for setting in settings for word in ("-c", setting)]
    with layout.open_log() as log:
        return account.spawn(argv, ENVIRONMENT, log, _stop_with_launcher())


def end_server(process: subprocess.Popen[bytes]) -> None:
    """Stop the server program: transactions in flight are rolled back."""
    for number, seconds in STOPPING:
        if process.poll() is None:
            process.send_signal(number)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
        return


def _refuse_other_version(layout: Layout, binaries: Binaries) -> None:
    found = (layout.data / "PG_VERSION").read_text().strip()
    ours = binaries.major()
    if found != ours:
        raise EmbeddedServerError(
            f"{layout.data} 由 PostgreSQL {found} 写成，现装的是 {ours}："
            "请用旧版导出（pg_dump，见 docs/guides/run-it.md），移走该目录，再用新版导入",
            f"{layout.data} was written by PostgreSQL {found}, but {ours} is installed: run "
            "pg_dump with the old version (docs/guides/run-it.md), move the folder away, then "
            "pg_restore with the new one",
        )


def _stop_with_launcher() -> Callable[[], None]:
    launcher = os.getpid()

    def before_exec() -> None:
        _prctl(PR_SET_PDEATHSIG, signal.SIGINT)
        if os.getppid() != launcher:
            os._exit(1)  # the launcher died before the line above

    return before_exec

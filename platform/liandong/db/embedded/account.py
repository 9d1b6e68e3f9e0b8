"""Under which account PostgreSQL runs: it refuses root, and we may well be root.

As an ordinary user we just run it. As root we prefer a user namespace in which we look like an
ordinary account: nothing changes owner, and private folders stay private. Where the kernel or a
container forbids that, the server runs as `nobody`, in a folder given to that account.
"""

import functools
import os
import pwd
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from liandong.db.embedded.errors import EmbeddedServerError


@dataclass(frozen=True)
class Account:
    """How to run a program so that it is not root."""

    prefix: tuple[str, ...] = ()
    uid: int | None = None
    gid: int | None = None

    def run(self, argv: Sequence[str], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """Run a short program to its end and keep what it said."""
        return subprocess.run(  # noqa: S603  # nosec B603  # our own binaries, no shell
            [*self.prefix, *argv],
            env=env,
            cwd="/",
            text=True,
            capture_output=True,
            check=False,
            user=self.uid,
            group=self.gid,
            extra_groups=None if self.uid is None else [],
        )

    def spawn(
        self, argv: Sequence[str], env: dict[str, str], log: IO[bytes], before: Callable[[], None]
    ) -> subprocess.Popen[bytes]:
        """Start a program in a session of its own, so that Ctrl-C does not reach it."""
        return subprocess.Popen(  # noqa: S603  # nosec B603  # our own binaries, no shell
            [*self.prefix, *argv],
            env=env,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=before,  # noqa: PLW1509  # one system call; started from the main thread
            user=self.uid,
            group=self.gid,
            extra_groups=None if self.uid is None else [],
        )


def choose_account(root: Path) -> Account:
    """Choose the account for a data folder; one that already has an owner keeps it."""
    if os.geteuid() != 0:
        return Account()
    owner = root.stat().st_uid if root.exists() else 0
    if owner != 0:
        return Account(uid=owner, gid=root.stat().st_gid)
    if namespaces_allowed():
        return Account(prefix=_namespace())
    return unprivileged_account()


def unprivileged_account() -> Account:
    """Return `nobody`, or the first other account that is not root."""
    entry = _stand_in()
    return Account(uid=entry.pw_uid, gid=entry.pw_gid)


def hand_over(root: Path, account: Account) -> None:
    """Give the data folder to the account and make sure that it can be reached.

    Raises:
        EmbeddedServerError: A folder above is closed to the account.
    """
    if account.uid is None or account.gid is None:
        return
    os.chown(root, account.uid, account.gid)
    test = shutil.which("test") or "/usr/bin/test"
    if account.run([test, "-w", str(root)], {}).returncode != 0:
        name = pwd.getpwuid(account.uid).pw_name
        raise EmbeddedServerError(
            f"账户 {name} 到不了数据目录 {root}：请换一个目录，或以普通用户运行",
            f"The data folder {root} cannot be reached by account {name}: choose another folder, "
            "or run as an ordinary user",
        )


@functools.cache
def namespaces_allowed() -> bool:
    """Say whether root may open a user namespace here; containers often forbid it."""
    if shutil.which("unshare") is None:
        return False
    return Account(prefix=_namespace()).run(["true"], {}).returncode == 0


def _namespace() -> tuple[str, ...]:
    # initdb looks its account up by name, hence one that exists on this machine.
    entry = _stand_in()
    ids = (f"--map-user={entry.pw_uid}", f"--map-group={entry.pw_gid}")
    return (shutil.which("unshare") or "unshare", "--user", *ids, "--")


@functools.cache
def _stand_in() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        return next(entry for entry in pwd.getpwall() if entry.pw_uid != 0)

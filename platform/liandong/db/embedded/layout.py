"""Where everything of one embedded server lies, and the locks that guard it."""

import fcntl
import hashlib
import os
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from liandong.db.embedded.errors import EmbeddedServerError

# A socket address holds 107 bytes, of which `/.s.PGSQL.5432.lock` takes its part.
LONGEST_SOCKET_FOLDER = 85
MEMORY = Path("/dev/shm")  # noqa: S108  # nosec B108  # the kernel's memory file system, not a guessable file
MEMORY_WANTED = 512 * 1024 * 1024
LOG_KEPT = 5 * 1024 * 1024


class Layout:
    """The files of one server in one private folder: data, socket, log and two locks."""

    def __init__(self, root: Path) -> None:
        """Name the files; `create` makes the folder."""
        self.root = root
        self.data = root / "data"
        self.log = root / "server.log"
        self.pid_file = self.data / "postmaster.pid"
        self.socket = _socket_folder(root)

    def create(self) -> None:
        """Make the private folders; trust on the socket rests on their mode.

        Raises:
            EmbeddedServerError: A folder is somebody else's.
        """
        for folder in (self.root, self.socket):
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                _refuse_foreign(folder)
                folder.chmod(0o700)
            except OSError as error:
                raise EmbeddedServerError(
                    f"无法使用数据库目录 {folder}：{error.strerror}",
                    f"Cannot use the database folder {folder}: {error.strerror}",
                ) from error

    @contextmanager
    def start_lock(self) -> Iterator[None]:
        """Let one launcher at a time look at the folder and act."""
        with (self.root / "start.lock").open("wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def take_ownership(self) -> IO[bytes] | None:
        """Take the lock that the launcher of a server holds all its life; None if it is taken."""
        file = (self.root / "owner.lock").open("wb")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return None
        return file

    def open_log(self) -> IO[bytes]:
        """Open the server's log, the long one of earlier runs put aside."""
        if self.log.exists() and self.log.stat().st_size > LOG_KEPT:
            self.log.replace(self.log.with_suffix(".log.1"))
        return self.log.open("ab")

    def remove_sockets(self) -> None:
        """Remove what a killed server left in the socket folder: it would block the next one."""
        for leftover in self.socket.glob(".s.PGSQL.*"):
            leftover.unlink(missing_ok=True)

    def remove_short_socket_folder(self) -> None:
        """Remove the socket's folder if it is the short one elsewhere, and empty."""
        if self.socket.parent != self.root:
            with suppress(OSError):
                self.socket.rmdir()

    def remove(self) -> None:
        """Remove everything, for servers that live in memory; a stubborn file is left behind."""
        shutil.rmtree(self.root, ignore_errors=True)


def layout_for(data_dir: Path, *, in_memory: bool) -> Layout:
    """Lay out a server, in memory if that is wanted and there is room."""
    folder = data_dir.absolute()
    if in_memory and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= MEMORY_WANTED:
        return Layout(MEMORY / f"liandong-{os.geteuid()}-{_digest(folder)}")
    return Layout(folder)


def wait_until(deadline: float, pause: float = 0.02) -> bool:
    """Pause once; say whether there is time left."""
    time.sleep(pause)
    return time.monotonic() < deadline


def _socket_folder(root: Path) -> Path:
    folder = root / "socket"
    if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    return Path("/tmp") / f"liandong-{os.geteuid()}-{_digest(root)}"  # noqa: S108  # nosec B108  # owner checked


def _refuse_foreign(folder: Path) -> None:
    found = folder.lstat()
    mine = os.geteuid() in {0, found.st_uid}
    if not stat.S_ISDIR(found.st_mode) or not mine:
        raise PermissionError(1, "belongs to another account")


def _digest(folder: Path) -> str:
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]

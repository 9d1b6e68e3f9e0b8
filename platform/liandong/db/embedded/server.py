"""A real PostgreSQL that lives and dies with the program that started it."""

import logging
import os
import subprocess
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

from liandong.db.embedded.account import Account, choose_account, hand_over
from liandong.db.embedded.binaries import Binaries, binaries_for
from liandong.db.embedded.cluster import SUPERUSER, end_server, make_cluster, spawn_server
from liandong.db.embedded.errors import EmbeddedServerError
from liandong.db.embedded.layout import layout_for, wait_until
from liandong.db.embedded.postmaster import (
    clear_remains,
    is_ready,
    living_postmaster,
    read_status,
)

START_SECONDS = 60.0
# A killed server's own children need a moment to notice and let go of its memory.
WORTH_A_RETRY = ("pre-existing shared memory block", "lock file")

logger = logging.getLogger(__name__)


class EmbeddedServer:
    """One PostgreSQL on one data folder, reached by its socket only.

    The first launcher owns the server: the server stops with it, however it ends. A launcher that
    comes later attaches to the running server and leaves it alone. With `fast_unsafe` nothing
    survives: the server is empty at each start, in memory where there is room.
    """

    def __init__(self, data_dir: Path | str, *, fast_unsafe: bool = False) -> None:
        """Name the server; `start` or `with` starts it."""
        self.layout = layout_for(Path(data_dir), in_memory=fast_unsafe)
        self._fast_unsafe = fast_unsafe
        self._ownership: IO[bytes] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._launcher = 0

    def __enter__(self) -> Self:
        """Start or attach."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop what we own."""
        self.stop()

    @property
    def is_owner(self) -> bool:
        """Whether this object started the server, in this very process and not before a fork."""
        return self._ownership is not None and self._launcher == os.getpid()

    @property
    def pid(self) -> int | None:
        """The server's process number while it lives."""
        if self._process is not None and self._process.poll() is not None:
            return None
        return living_postmaster(self.layout)

    @property
    def socket_folder(self) -> Path:
        """The folder of the socket, which clients call the host."""
        return self.layout.socket

    def url(self, user: str = SUPERUSER, database: str = "postgres") -> str:
        """Return an address for SQLAlchemy."""
        host = quote(str(self.socket_folder), safe="")
        return f"postgresql+psycopg://{quote(user)}@/{quote(database)}?host={host}"

    def start(self) -> None:
        """Start the server, or attach to the one another launcher owns; also after it has died.

        Raises:
            EmbeddedServerError: It cannot be started here; the text says why and what to do.
        """
        if threading.current_thread() is not threading.main_thread():
            # The server would be stopped at the end of the thread that started it.
            raise EmbeddedServerError(
                "内嵌数据库只能由主线程启动", "start the embedded server from the main thread"
            )
        self.layout.create()
        deadline = time.monotonic() + START_SECONDS
        while not self._start_or_attach(deadline):
            if not wait_until(deadline):
                raise self._failure("启动超时", "did not become ready in time")

    def stop(self) -> None:
        """Stop the server if it is ours: fast, transactions in flight are rolled back."""
        if not self.is_owner:
            return
        with self.layout.start_lock():
            if self._process is not None:
                end_server(self._process)
                self._process = None
            self.layout.remove_short_socket_folder()
            if self._fast_unsafe:
                self.layout.remove()
            self._release()

    def _start_or_attach(self, deadline: float) -> bool:
        with self.layout.start_lock():
            if self._ownership is None:
                self._ownership = self.layout.take_ownership()
                self._launcher = os.getpid()
            if self._ownership is None:
                return is_ready(self.layout)
            try:
                self._start_own(deadline)
            except BaseException:
                self._release()
                raise
            return True

    def _start_own(self, deadline: float) -> None:
        if self._process is not None:
            if self.pid is not None:
                return
            end_server(self._process)  # a killed process needs a moment to be gone
        self.layout.create()  # again: whoever has just stopped may have tidied up
        clear_remains(self.layout)
        account = choose_account(self.layout.root)
        for folder in (self.layout.root, self.layout.socket):
            hand_over(folder, account)
        binaries = binaries_for(account, self.layout.root)
        make_cluster(self.layout, account, binaries, fast_unsafe=self._fast_unsafe)
        self._process = None
        while self._process is None:
            self._process = self._spawn(account, binaries, deadline)

    def _spawn(
        self, account: Account, binaries: Binaries, deadline: float
    ) -> subprocess.Popen[bytes] | None:
        """Start once; None if another try may succeed."""
        begun = self.layout.log.stat().st_size if self.layout.log.exists() else 0
        process = spawn_server(self.layout, account, binaries, fast_unsafe=self._fast_unsafe)
        while process.poll() is None and wait_until(deadline):
            if read_status(self.layout) == (process.pid, "ready"):
                logger.info("embedded PostgreSQL runs as process %d", process.pid)
                return process
        end_server(process)
        said = self.layout.log.read_bytes()[begun:].decode(errors="replace")
        if time.monotonic() < deadline and any(words in said for words in WORTH_A_RETRY):
            time.sleep(0.2)
            return None
        raise self._failure("无法启动", "cannot start", said)

    def _failure(self, zh: str, en: str, said: str = "") -> EmbeddedServerError:
        return EmbeddedServerError(
            f"内嵌数据库{zh}，日志见 {self.layout.log}\n{said}".rstrip(),
            f"The embedded database {en}; its log is {self.layout.log}",
        )

    def _release(self) -> None:
        if self._ownership is not None:
            self._ownership.close()
            self._ownership = None

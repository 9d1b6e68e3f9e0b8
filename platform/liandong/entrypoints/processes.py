"""The process tree of one installation: database, web, worker and scheduler under one parent.

Every child is told by the kernel to die with its parent, and leads a session of its own: Ctrl-C
reaches only us, and a child's own children can be swept up after it. Nothing here is kept on disk,
so there is nothing that could block the next start.
"""

import logging
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import Protocol

from liandong.entrypoints.forks import (
    STOP_SIGNALS,
    Child,
    die_with_parent,
    fork,
    how_it_ended,
    sweep,
)

__all__ = ["STOP_SIGNALS", "Child", "Database", "Supervisor", "die_with_parent"]

TICK = 0.1
STEADY_SECONDS = 10.0
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0

logger = logging.getLogger(__name__)


class Database(Protocol):
    """What the supervisor needs to know of the server it keeps alive."""

    @property
    def pid(self) -> int | None:
        """The process number while it lives."""

    def start(self) -> None:
        """Start it, also after it has died."""


@dataclass
class _Running:
    child: Child
    pid: int = 0
    started: float = 0.0
    pause: float = 0.0
    due: float = field(default_factory=time.monotonic)


class Supervisor:
    """Keeps its children running until it is told to stop, then stops them in their order."""

    def __init__(
        self,
        children: Sequence[Child],
        database: Database | None = None,
        announce: Callable[[], bool] | None = None,
    ) -> None:
        """Take the children in the order in which they are to be stopped.

        `announce` is asked again and again until it says that it is done; it must not block.
        """
        self._running = [_Running(child) for child in children]
        self._database = database
        self._database_due = 0.0
        self._announce = announce
        self._signals = 0

    def run(self) -> None:
        """Run until SIGINT or SIGTERM; the database itself is stopped by whoever opened it."""
        with _handled(self._count_signal):
            try:
                while not self._signals:
                    self._look_after_database()
                    for running in self._running:
                        self._look_after(running)
                    if self._announce and self._announce():
                        self._announce = None
                    time.sleep(TICK)
            finally:
                self._stop()

    def _count_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._signals += 1

    def _look_after_database(self) -> None:
        database = self._database
        if database is None or database.pid is not None or time.monotonic() < self._database_due:
            return
        logger.warning("the database has ended and is started again")
        self._database_due = time.monotonic() + 1.0
        try:
            database.start()
        except Exception:
            logger.exception("the database cannot be started")

    def _look_after(self, running: _Running) -> None:
        now = time.monotonic()
        if running.pid and (status := how_it_ended(running.pid)) is not None:
            steady = now - running.started > STEADY_SECONDS
            running.pause = FIRST_PAUSE if steady or not running.pause else running.pause * 2
            running.pause = min(running.pause, LONGEST_PAUSE)
            running.pid, running.due = 0, now + running.pause
            name = running.child.name
            logger.error("%s ended (%s), back in %.1f s", name, status, running.pause)
        if not running.pid and now >= running.due:
            running.pid, running.started = fork(running.child), now
            logger.info("%s runs as process %d", running.child.name, running.pid)

    def _stop(self) -> None:
        told = max(self._signals, 1)
        for running in self._running:
            if not running.pid:
                continue
            with suppress(ProcessLookupError):
                os.kill(running.pid, signal.SIGTERM)
            deadline = time.monotonic() + running.child.stop_seconds
            while how_it_ended(running.pid) is None:
                # A second Ctrl-C means: at once.
                if time.monotonic() > deadline or self._signals > told:
                    logger.warning("%s did not stop in time", running.child.name)
                    sweep(running.pid)
                    break
                time.sleep(TICK / 5)
            running.pid = 0


@contextmanager
def _handled(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    before = {number: signal.signal(number, handler) for number in STOP_SIGNALS}
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)

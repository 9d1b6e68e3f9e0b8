"""The scheduler: calls each job again and again, in the background beside the relay.

Two schedulers may run at once: the jobs themselves claim their work with locks in the database.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from liandong.entrypoints.processes import STOP_SIGNALS
from liandong.features.audit.service import Origin, coming_from

logger = logging.getLogger(__name__)

Loop = Callable[[threading.Event], object]


@dataclass(frozen=True)
class Job:
    """Something to do every so many seconds, counted from the end of the last time."""

    name: str
    every_seconds: float
    run: Callable[[], object]


def run_jobs(jobs: Sequence[Job], stop: threading.Event) -> None:
    """Call the jobs when they are due, each for the first time at once."""
    due = dict.fromkeys((job.name for job in jobs), 0.0)
    while not stop.wait(_pause(due)):
        for job in jobs:
            if due[job.name] <= time.monotonic() and not stop.is_set():
                _call(job)
                due[job.name] = time.monotonic() + job.every_seconds


def run_background(*loops: Loop) -> None:
    """Run loops side by side until told to stop: the relay's and the scheduler's."""
    # Blocked before any thread exists, so that the signal waits for us and interrupts nobody.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    stop = threading.Event()
    threads = [threading.Thread(target=loop, args=(stop,), daemon=True) for loop in loops]
    for thread in threads:
        thread.start()
    signal.sigwait(STOP_SIGNALS)
    stop.set()
    for thread in threads:
        thread.join(timeout=2.0)


def _pause(due: dict[str, float]) -> float:
    return max(0.0, min(due.values(), default=60.0) - time.monotonic())


def _call(job: Job) -> None:
    try:
        with coming_from(Origin("scheduler", place={"job": job.name})):
            job.run()
    except Exception:
        logger.exception("job %s failed", job.name)

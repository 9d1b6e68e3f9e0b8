"""The worker: carries out, inside each tenant, what the outbox announced."""

import logging
import signal
from collections.abc import Callable
from uuid import UUID

import dramatiq
from dramatiq import Broker, Worker

from liandong.entrypoints.processes import STOP_SIGNALS
from liandong.entrypoints.relay import ACTOR, QUEUE

STOP_MILLISECONDS = 2000

logger = logging.getLogger(__name__)


def declare_deliver(broker: Broker, deliver: Callable[[int, UUID], object]) -> None:
    """Tell the broker what to do with an event: `deliver` may be called twice for the same one."""

    def run(tenant_id: int, event_id: str) -> None:
        deliver(int(tenant_id), UUID(event_id))

    dramatiq.actor(actor_name=ACTOR, queue_name=QUEUE, broker=broker, min_backoff=1000)(run)


def run_worker(broker: Broker, *, threads: int = 8) -> None:
    """Work until told to stop; what is not finished by then is taken up again by another."""
    # Blocked before any thread exists, so that the signal waits for us and interrupts nobody.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    worker = Worker(broker, worker_threads=threads)
    worker.start()
    logger.info("worker with %d threads", threads)
    signal.sigwait(STOP_SIGNALS)
    worker.stop(timeout=STOP_MILLISECONDS)
    broker.close()

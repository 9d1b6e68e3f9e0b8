"""One installation, started by one command and stopped by Ctrl-C."""

import logging
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from liandong.db.embedded import EmbeddedServer, bootstrap
from liandong.entrypoints.processes import Child, Supervisor, die_with_parent
from liandong.kernel.errors import LiandongError

LOOPBACK = "127.0.0.1"
# What a killed predecessor held is free again after a moment.
PORT_PATIENCE = 2.0

logger = logging.getLogger(__name__)


class PortInUseError(LiandongError):
    """Another program listens on the port."""

    status = 503
    code = "port.in_use"


@dataclass(frozen=True)
class Plan:
    """What to run: `children` gets the application's address, `migrate` the owner's.

    Children are named in the order in which they are stopped: web, worker, scheduler.
    """

    children: Callable[[str], Sequence[Child]]
    migrate: Callable[[str], object]
    data_dir: Path
    port: int
    host: str = LOOPBACK
    database_url: str = ""
    owner_database_url: str = ""


def run_all(plan: Plan) -> None:
    """Run everything until SIGINT or SIGTERM, which end it in good order.

    Raises:
        PortInUseError: Another program listens on the port.
        EmbeddedServerError: The embedded database cannot be started.
    """
    with _interrupted_by_sigterm():
        require_free_port(plan.host, plan.port)
        if plan.database_url:
            _serve(plan, plan.database_url, plan.owner_database_url, None)
            return
        with EmbeddedServer(plan.data_dir) as server:
            _serve(plan, *bootstrap(server), server)


def require_free_port(host: str, port: int, patience: float = PORT_PATIENCE) -> None:
    """Make sure that we can listen there.

    Raises:
        PortInUseError: We cannot.
    """
    deadline = time.monotonic() + patience
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                if time.monotonic() > deadline:
                    raise PortInUseError(
                        f"端口 {port} 已被别的程序占用：请先关掉它，或用 LIANDONG_PORT 换一个",
                        f"Port {port} is taken by another program: stop it, "
                        "or choose another one with LIANDONG_PORT",
                    ) from error
                time.sleep(0.1)
            else:
                return


def serve_web(
    build_app: Callable[[], Any], *, port: int, host: str = LOOPBACK, workers: int = 2
) -> None:
    """Serve the pages until told to stop; `build_app` is called in each worker process."""
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "liandong",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        respawn_failed_workers=True,
        workers_kill_timeout=2,
        websockets=False,
        process_name=None,
    ).serve(target_loader=partial(_load, build_app), wrap_loader=False)


def _load(build_app: Callable[[], Any]) -> Any:
    parent = multiprocessing.parent_process()
    die_with_parent(parent.pid if parent else None)
    return build_app()


def _serve(plan: Plan, app_url: str, owner_url: str, server: EmbeddedServer | None) -> None:
    if owner_url:
        plan.migrate(owner_url)
    # The children are forks: they shall not find the owner's address where they may look.
    os.environ.pop("LIANDONG_OWNER_DATABASE_URL", None)
    Supervisor(plan.children(app_url), server, partial(_announce, plan)).run()


def _announce(plan: Plan) -> bool:
    """Say where the pages are as soon as somebody listens there."""
    try:
        socket.create_connection((plan.host, plan.port), timeout=0.1).close()
    except OSError:
        return False
    logger.info("http://%s:%d", plan.host, plan.port)
    return True


@contextmanager
def _interrupted_by_sigterm() -> Iterator[None]:
    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    except KeyboardInterrupt:
        logger.info("stopped while starting")
    finally:
        signal.signal(signal.SIGTERM, before)

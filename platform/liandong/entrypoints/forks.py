"""One child process: how it begins, how its end is noticed, how nothing of it is left behind."""

import ctypes
import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import NoReturn

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)
PR_SET_PDEATHSIG = 1
_prctl = ctypes.CDLL(None, use_errno=True).prctl

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Child:
    """One process: a function of ours to run in a fork, or the words of a command."""

    name: str
    target: Callable[[], object] | Sequence[str]
    stop_seconds: float = 2.5


def die_with_parent(parent: int | None = None) -> None:
    """Ask the kernel to kill this process when its parent ends; call it first thing in a fork."""
    expected = parent or os.getppid()
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != expected:
        os._exit(1)  # the parent was gone before we asked


def fork(child: Child) -> int:
    """Start the child and return its process number; only from the main thread."""
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        _become(child, parent)
    return pid


def _become(child: Child, parent: int) -> NoReturn:
    code = 1
    try:
        die_with_parent(parent)
        os.setsid()
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        if callable(child.target):
            child.target()
            code = 0
        else:
            os.execvp(child.target[0], list(child.target))  # noqa: S606  # nosec B606  # the words are the wiring's
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except BaseException:
        logger.exception("%s failed", child.name)
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def how_it_ended(pid: int) -> str | None:
    """Say how the child ended and sweep up its own children; None while it lives."""
    found = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    if found is None:
        return None
    sweep(pid)
    how = "code" if found.si_code == os.CLD_EXITED else "signal"
    return f"{how} {found.si_status}"


def sweep(pid: int) -> None:
    """Kill the child and all it started, and wait for it."""
    # The number stays ours until it is waited for: the group cannot be a stranger's.
    for kill in (os.killpg, os.kill):
        with suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(pid, 0)

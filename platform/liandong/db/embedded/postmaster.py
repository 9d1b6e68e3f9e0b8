"""What `postmaster.pid` says, and whether to believe it.

The file outlives a killed server, and its process number may by then belong to somebody else; a
server is believed in only if a living `postgres` process names our data folder.
"""

import os
import signal
import time
from pathlib import Path

from liandong.db.embedded.layout import Layout, wait_until

STATUS_LINE = 8
PATIENCE = ((signal.SIGINT, 10.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))


def read_status(layout: Layout) -> tuple[int, str] | None:
    """Return the process number and status (`ready`, `starting`, …) that the pid file states."""
    try:
        lines = layout.pid_file.read_text().splitlines()
        status = lines[STATUS_LINE - 1].strip() if len(lines) >= STATUS_LINE else ""
        return int(lines[0]), status
    except (OSError, ValueError, IndexError):
        return None


def living_postmaster(layout: Layout) -> int | None:
    """Return the process number of the server that runs on this folder, if one does."""
    status = read_status(layout)
    if status is None or not is_postmaster_of(status[0], layout.data):
        return None
    return status[0]


def is_ready(layout: Layout) -> bool:
    """Say whether a server runs on this folder and takes connections."""
    status = read_status(layout)
    return status is not None and status[1] == "ready" and living_postmaster(layout) is not None


def is_postmaster_of(pid: int, data: Path) -> bool:
    """Say whether the process is a living `postgres` that was started on this data folder."""
    try:
        name = Path(f"/proc/{pid}/comm").read_text().strip()
        # Empty for a zombie, which therefore counts as gone.
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return name == "postgres" and os.fsencode(data) in words


def clear_remains(layout: Layout) -> None:
    """End a server whose launcher is gone and remove the files that would block a new one."""
    pid = living_postmaster(layout)
    if pid is not None:
        _end(pid, layout.data)
    layout.pid_file.unlink(missing_ok=True)
    layout.remove_sockets()


def _end(pid: int, data: Path) -> None:
    for number, seconds in PATIENCE:
        os.kill(pid, number)
        deadline = time.monotonic() + seconds
        while is_postmaster_of(pid, data) and wait_until(deadline):
            pass
        if not is_postmaster_of(pid, data):
            return

"""The process tree, with children small enough to be killed by the dozen."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import liandong.kernel
from liandong.entrypoints.installation import PortInUseError, require_free_port

PLATFORM = str(Path(liandong.kernel.__file__).parents[2])
TREE = """
import os, signal, sys, time
from pathlib import Path
from liandong.entrypoints.processes import Child, Supervisor

notes = Path(sys.argv[1])

def note(name, text):
    with (notes / name).open("a") as file:
        file.write(text + "\\n")

def polite(name):
    def leave(number, frame):
        note("left", name)
        sys.exit(0)
    def run():
        signal.signal(signal.SIGTERM, leave)
        note(name, str(os.getpid()))
        while True:
            time.sleep(1)
    return run

def deaf():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    note("deaf", str(os.getpid()))
    time.sleep(60)

script = f"sleep 60 & echo $! >> {notes}/grandchild; echo $$ >> {notes}/command; wait"
command = ["sh", "-c", script]
choice = {
    "web": Child("web", polite("web")),
    "worker": Child("worker", polite("worker")),
    "deaf": Child("deaf", deaf, stop_seconds=0.5),
    "command": Child("command", command),
}

class Database:
    pid = None
    def start(self):
        note("database", "started")
        self.pid = 1

Supervisor([choice[name] for name in sys.argv[2:]], Database()).run()
"""


class Tree:
    """A supervisor of its own and the notes that its children leave."""

    def __init__(self, notes: Path, *children: str) -> None:
        self.notes = notes
        self.process = subprocess.Popen(  # noqa: S603  # our own interpreter
            [sys.executable, "-c", TREE, str(notes), *children],
            env={**os.environ, "PYTHONPATH": PLATFORM},
        )

    def lines(self, name: str) -> list[str]:
        file = self.notes / name
        return file.read_text().split() if file.exists() else []

    def pid(self, name: str, nth: int = 1) -> int:
        assert eventually(lambda: len(self.lines(name)) >= nth), f"{name} did not start"
        return int(self.lines(name)[nth - 1])


def eventually(true: Callable[[], bool], seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def is_gone(pid: int) -> bool:
    return eventually(lambda: not Path(f"/proc/{pid}/cmdline").exists() or _is_zombie(pid))


def _is_zombie(pid: int) -> bool:
    # Without a careful init, orphans of a container stay as zombies; they hold nothing.
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


@pytest.fixture
def trees() -> Iterator[list[Tree]]:
    begun: list[Tree] = []
    yield begun
    for tree in begun:
        tree.process.terminate()
        tree.process.wait(10)


def test_a_child_killed_with_9_comes_back_and_the_others_stay(
    tmp_path: Path, trees: list[Tree]
) -> None:
    trees.append(tree := Tree(tmp_path, "web", "worker"))
    web, worker = tree.pid("web"), tree.pid("worker")

    os.kill(worker, signal.SIGKILL)

    assert tree.pid("worker", nth=2) != worker
    assert tree.lines("web") == [str(web)]


def test_what_a_killed_child_had_started_is_swept_up(tmp_path: Path, trees: list[Tree]) -> None:
    trees.append(tree := Tree(tmp_path, "command"))
    grandchild = tree.pid("grandchild")

    os.kill(tree.pid("command"), signal.SIGKILL)

    assert is_gone(grandchild)
    tree.pid("command", nth=2)


def test_kill_9_of_the_supervisor_leaves_no_orphan(tmp_path: Path, trees: list[Tree]) -> None:
    trees.append(tree := Tree(tmp_path, "web", "worker", "deaf"))
    pids = [tree.pid(name) for name in ("web", "worker", "deaf")]

    tree.process.kill()

    assert all(is_gone(pid) for pid in pids)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_is_quick_in_order_and_a_success(
    tmp_path: Path, trees: list[Tree], number: signal.Signals
) -> None:
    trees.append(tree := Tree(tmp_path, "web", "worker"))
    pids = [tree.pid(name) for name in ("web", "worker")]
    begun = time.monotonic()

    tree.process.send_signal(number)

    assert tree.process.wait(5) == 0
    assert time.monotonic() - begun < 2
    assert tree.lines("left") == ["web", "worker"]
    assert all(is_gone(pid) for pid in pids)


def test_a_child_that_will_not_listen_is_killed_in_time(tmp_path: Path, trees: list[Tree]) -> None:
    trees.append(tree := Tree(tmp_path, "deaf", "worker"))
    deaf = tree.pid("deaf")
    tree.pid("worker")

    tree.process.send_signal(signal.SIGINT)

    assert tree.process.wait(5) == 0
    assert is_gone(deaf)
    assert tree.lines("left") == ["worker"]


def test_a_database_that_has_ended_is_started_again(tmp_path: Path, trees: list[Tree]) -> None:
    trees.append(tree := Tree(tmp_path, "web"))
    tree.pid("web")

    assert eventually(lambda: tree.lines("database") == ["started"])


def test_a_port_in_use_is_named_in_both_languages() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(PortInUseError) as caught:
            require_free_port("127.0.0.1", port, patience=0.2)

    assert f"端口 {port} 已被别的程序占用" in caught.value.message_zh
    assert f"Port {port} is taken" in caught.value.message_en


def test_a_port_that_is_let_go_in_a_moment_is_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    require_free_port("127.0.0.1", port)

"""A whole installation under load whose parts are killed, and what must hold of it afterwards."""

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any
from uuid import uuid4

import liandong.kernel
from liandong.kernel.clock import SystemClock
from support.counties import HUIJI, LETTER

PLATFORM = Path(liandong.kernel.__file__).parents[2]
SERVE = "from liandong.entrypoints.cli import main; main(['serve'])"
SUGGESTIONS = "procuratorial_suggestion"
PATIENCE = 120.0
RUNS_AS = re.compile(r"(web|worker|scheduler) runs as process (\d+)")
#: What can be killed; a tree is the parent with all below it.
VICTIMS = ("worker", "web_worker", "scheduler", "backend", "postmaster", "tree", "web")
#: So much is acknowledged between two kills, if it takes no longer than so many seconds.
BETWEEN, NO_LONGER = 3, 40.0


class Installation:
    """`liandong serve` on its own embedded database; it is started again when it is killed."""

    def __init__(self, home: Path, web_workers: int = 2) -> None:
        self.home, self.log, self.web_workers = home, home / "serve.log", web_workers
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.process = self.start()

    def start(self) -> "subprocess.Popen[bytes]":
        """Start it, also after it was killed."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603  # our own interpreter
                [sys.executable, "-c", SERVE],
                cwd=PLATFORM.parent,
                env={
                    **os.environ,
                    "PYTHONPATH": f"{PLATFORM}:{PLATFORM.parent / 'plugins'}",
                    "LIANDONG_HOME": str(self.home),
                    "LIANDONG_PORT": str(self.port),
                    "LIANDONG_WEB_WORKERS": str(self.web_workers),
                    "LIANDONG_DATABASE_URL": "",
                },
                stdout=log,
                stderr=log,
            )
        return self.process

    def stop(self) -> None:
        """Stop it in good order."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)

    def is_ready(self) -> bool:
        """Say whether it answers with its database."""
        try:
            address = f"http://127.0.0.1:{self.port}/readyz"
            with urllib.request.urlopen(address, timeout=5) as answer:
                return bool(answer.status == 200)
        except (OSError, HTTPException):
            return False

    def kill(self, victim: str, chance: random.Random) -> bool:
        """Kill -9 a part of it, or all; False: there was none at that moment."""
        if victim == "tree":
            self.process.kill()
            self.process.wait()
            self.start()
            return True
        pids = self._pids(victim)
        if not pids:
            return False
        try:
            os.kill(chance.choice(pids), signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def _pids(self, victim: str) -> list[int]:
        if victim in {"postmaster", "backend"}:
            file = self.home / "postgres" / "data" / "postmaster.pid"
            postmaster = [int(file.read_text().split()[0])] if file.exists() else []
            if victim == "postmaster":
                return postmaster
            return [each for pid in postmaster for each in children(pid) if _is_ours(each)]
        running = dict(RUNS_AS.findall(self.log.read_text(errors="replace")))
        name = victim.removesuffix("_worker") if victim == "web_worker" else victim
        pids = [int(running[name])] if name in running else []
        return [each for pid in pids for each in children(pid)] if victim == "web_worker" else pids


def children(pid: int) -> list[int]:
    """Return the processes right below one; none when it has just gone."""
    try:
        files = [task / "children" for task in Path(f"/proc/{pid}/task").iterdir()]
    except FileNotFoundError:
        return []
    return sorted(int(word) for file in files for word in _read(file).split())


def descendants(pid: int) -> list[int]:
    """Return all processes below one."""
    return [each for child in children(pid) for each in (child, *descendants(child))]


def _is_ours(pid: int) -> bool:
    return "liandong_app" in _read(Path(f"/proc/{pid}/cmdline"))


def _read(file: Path) -> str:
    try:
        return file.read_text(errors="replace")
    except OSError:
        return ""


def eventually(true: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Wait until something is true; False: it took too long."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


@dataclass
class Ledger:
    """What was asked of the installation and what it acknowledged."""

    acknowledged: list[tuple[str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    kills: Counter[str] = field(default_factory=Counter)
    n_sent: int = 0
    n_retried: int = 0
    lock: Any = field(default_factory=threading.Lock)

    def count(self, *, is_retry: bool) -> None:
        """Count one request on its way."""
        with self.lock:
            self.n_sent += 1
            self.n_retried += is_retry


class Writer:
    """Somebody who carries suggestions from the first draft to the service, over HTTP.

    Each act goes with an Idempotency-Key of its own, again and again until it is acknowledged.
    """

    def __init__(self, port: int, tokens: Mapping[str, str], unit_id: str, ledger: Ledger) -> None:
        self._base = f"http://127.0.0.1:{port}/api/v1/t/{HUIJI}/cases/{SUGGESTIONS}"
        self._tokens, self._unit_id, self._ledger = tokens, unit_id, ledger
        self._day = SystemClock().today().isoformat()

    def carry(self, title: str, stop: threading.Event) -> None:
        """Carry one suggestion as far as it gets before it is told to stop."""
        item = {"type": "item", "transition": "propose", "facts": {"text": "第 1 项"}}
        opened = self._act(
            "prosecutor",
            "",
            {
                "occurred_on": self._day,
                "facts": {"title": title, "kind": "governance"},
                "rows": [item],
                "parties": [{"unit_id": self._unit_id, "part": "addressee"}],
            },
            "open",
            title,
        )
        if opened is None:
            return
        case_id = opened["id"]
        facts = {key: LETTER[key] for key in ("facts", "legal_basis", "objection_days")}
        steps: Iterator[tuple[str, str, dict[str, Any]]] = iter(
            [
                ("prosecutor", "transitions/revise", {"facts": facts}),
                ("prosecutor", "documents/letter/submit", {}),
                ("reviewer", "documents/letter/review", {}),
                ("chief", "transitions/issue", {"facts": {}}),
                ("handler", "transitions/serve", {"facts": {"delivery_mode": "electronic"}}),
            ]
        )
        for who, path, body in steps:
            if stop.is_set():
                return
            if path.startswith("transitions"):
                body["occurred_on"] = self._day
            if self._act(who, f"/{case_id}/{path}", body, path, case_id) is None:
                return

    def _act(
        self, who: str, path: str, body: dict[str, Any], step: str, about: str
    ) -> dict[str, Any] | None:
        headers = {"Idempotency-Key": str(uuid4())}
        if path:
            case_id = path.split("/")[1]
            seen = self._send(who, f"/{case_id}", None, {})
            if seen is None:
                return None
            headers["If-Match"] = f'"{seen["position"]}"'
        answer = self._send(who, path, body, headers)
        if answer is not None:
            with self._ledger.lock:
                named = answer["id"] if step == "open" else about
                self._ledger.acknowledged.append((named, step.rpartition("/")[2]))
        return answer

    def _send(
        self, who: str, path: str, body: dict[str, Any] | None, headers: dict[str, str]
    ) -> dict[str, Any] | None:
        deadline, is_retry = time.monotonic() + PATIENCE, False
        while time.monotonic() < deadline:
            self._ledger.count(is_retry=is_retry)
            is_retry = True
            request = urllib.request.Request(  # noqa: S310  # our own address
                self._base + path,
                data=None if body is None else json.dumps(body).encode(),
                headers={
                    "Authorization": f"Bearer {self._tokens[who]}",
                    "Content-Type": "application/json",
                    **headers,
                },
            )
            with suppress(OSError, ValueError, HTTPException):  # it broke off, perhaps midway
                try:
                    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  # ours
                        found: dict[str, Any] = json.loads(answer.read())
                        return found
                except urllib.error.HTTPError as error:
                    text = error.read().decode(errors="replace")
                    if error.code < 500:
                        self._ledger.refused.append(f"{who} {path}: {error.code} {text[:400]}")
                        return None
            time.sleep(0.2)
        self._ledger.refused.append(f"{who} {path}: no answer in {PATIENCE:.0f} s")
        return None


def strain(
    installation: Installation,
    writers: list[Writer],
    ledger: Ledger,
    *,
    kills: int,
    victims: tuple[str, ...],
    seed: int,
) -> None:
    """Let everybody write while parts are killed at random moments; return when all is told."""
    chance, stop = random.Random(seed), threading.Event()  # noqa: S311  # no secret hangs on it

    def write(number: int, writer: Writer) -> None:
        n = 0
        while not stop.is_set() and not ledger.refused:
            n += 1
            writer.carry(f"负载 {number}-{n}", stop)

    threads = [threading.Thread(target=write, args=each) for each in enumerate(writers)]
    for thread in threads:
        thread.start()
    for number in range(kills):
        goal = len(ledger.acknowledged) + BETWEEN
        eventually(lambda goal=goal: len(ledger.acknowledged) >= goal, NO_LONGER)
        time.sleep(chance.uniform(0.0, 0.5))
        victim = victims[number % len(victims)]
        if installation.kill(victim, chance):
            ledger.kills[victim] += 1
        if victim in {"tree", "web", "postmaster"}:
            eventually(installation.is_ready)
    time.sleep(1.0)
    stop.set()
    for thread in threads:
        thread.join()

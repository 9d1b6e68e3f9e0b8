"""The long checks, whose figures go to `docs/reference/audit.md`: fuzz, isolation, faults, scans.

`python -m support.audit`, from the folder of the tests, runs them and writes the page anew;
LIANDONG_FUZZED_DECISIONS says how many decisions are compared, a million without it.
"""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from liandong.kernel.clock import SystemClock
from support.scanning import Scan, scan_all

REPO = Path(__file__).resolve().parents[2]
PAGE = REPO / "docs" / "reference" / "audit.md"
FUZZED, EXHAUSTIVE = "LIANDONG_FUZZED_DECISIONS", "LIANDONG_EXHAUSTIVE"
KILLS, KILLED = "LIANDONG_FAULT_KILLS", "LIANDONG_FAULT_FIGURES"
LONGEST = 3600
HEAD = """# Audit

What `make audit` found last, on {day}, on {cores} cores. The page is written by the command.

| Long check | Command | Tests | Seconds | Outcome |
|---|---|---|---|---|
"""
FOOT = """
Fuzz: {decisions:,} random decisions under random policies, each compared with pycasbin.
Isolation: no county sees another's rows, files or words, on real commits.
Faults: `kill -9` of the server, the launcher, the web, the worker and the scheduler; no
acknowledged row is lost, nothing blocks the next start.
Under load: {kills}.
Breadth: what no field can hold, in every field of every route; every invented matter in every
county.
No scanner of dependencies is among the requirements; versions are pinned with hashes.
"""
SCANS = """
| Scanner | Scope | Requests | Seconds | Findings that stand |
|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Check:
    """One long check: the folders or files of tests that make it up."""

    name: str
    tests: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """What one check found: pytest's last line, taken apart."""

    check: Check
    n_passed: int
    n_failed: int
    seconds: float


#: The first is the longest: the others, and the scanners, have their turns beside it.
CHECKS = (
    Check("Isolation", ("tests/isolation",)),
    Check("Fuzz", ("tests/authz",)),
    Check("Faults", ("tests/db", "tests/entrypoints", "tests/faults")),
    Check(
        "Breadth",
        ("tests/web/test_reading.py", "tests/plugins/test_stories.py", "tests/architecture"),
    ),
)


def figures(check: Check, last_line: str) -> Figures:
    """Read pytest's last line; no number there counts as a failure."""
    found = {word: int(n) for n, word in re.findall(r"(\d+) (passed|failed|error)", last_line)}
    seconds = re.search(r"in ([\d.]+)s", last_line)
    n_failed = found.get("failed", 0) + found.get("error", 0)
    return Figures(
        check,
        n_passed=found.get("passed", 0),
        n_failed=n_failed if found else 1,
        seconds=float(seconds.group(1)) if seconds else 0.0,
    )


def page(
    found: Sequence[Figures],
    scans: Sequence[Scan] = (),
    *,
    day: str,
    decisions: int,
    cores: int,
    kills: str = "not run",
) -> str:
    """Return the page as Markdown."""
    lines = [
        f"| {each.check.name} | `pytest {' '.join(each.check.tests)}` | {each.n_passed} "
        f"| {each.seconds:.0f} | {f'{each.n_failed} failed' if each.n_failed else 'all passed'} |\n"
        for each in found
    ]
    foot = FOOT.format(decisions=decisions, kills=kills) + (SCANS if scans else "")
    rows = [
        f"| {each.tool} | {each.scope} | {each.n_requests} | {each.seconds:.0f} "
        f"| {len(each.found) or 'none'} |\n"
        for each in scans
    ]
    return HEAD.format(day=day, cores=cores) + "".join(lines) + foot + "".join(rows)


def run(check: Check) -> Figures:
    """Run a check with a database server of its own; its output is shown as it comes."""
    command = [sys.executable, "-m", "pytest", "-q", f"--timeout={LONGEST}", *check.tests]
    own = {**os.environ, "PYTEST_XDIST_WORKER": check.name.lower()}
    with subprocess.Popen(command, cwd=REPO, stdout=subprocess.PIPE, text=True, env=own) as process:  # noqa: S603  # our own interpreter and folders
        lines = [""]
        for line in process.stdout or ():
            sys.stdout.write(f"{check.name}: {line}")
            lines.append(line)
    return figures(check, lines[-1])


def main() -> int:
    """Run every check, write the page, and say by the exit code whether all passed."""
    decisions = int(os.environ.setdefault(FUZZED, "1000000"))
    os.environ[EXHAUSTIVE] = "1"
    os.environ.setdefault(KILLS, "40")
    told = REPO / "build" / "kills.txt"
    told.unlink(missing_ok=True)
    os.environ[KILLED] = str(told)
    told.parent.mkdir(parents=True, exist_ok=True)
    first, *others = CHECKS
    with ThreadPoolExecutor(1) as pool:
        longest = pool.submit(run, first)
        rest = [run(check) for check in others]
        scans = scan_all()
        found = [longest.result(), *rest]
    kills = told.read_text().strip() if told.exists() else "no figures"
    day, cores = SystemClock().today().isoformat(), os.cpu_count() or 1
    text = page(found, scans, day=day, decisions=decisions, cores=cores, kills=kills)
    PAGE.write_text(text, "utf-8")
    return 1 if any(each.n_failed for each in found) or any(each.found for each in scans) else 0


if __name__ == "__main__":
    sys.exit(main())

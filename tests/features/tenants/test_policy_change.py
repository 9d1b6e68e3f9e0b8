"""A changed overlay holds in every process at its next request, without a restart."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.entrypoints.administering import apply_all
from liandong.features.tenants.service.configuration import LINE
from support.counties import HUIJI, KEY, on, shipped

ASKS = f"""
import sys
from liandong.authz.vocabulary import seats_of
from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.wiring import open_database, wire
from liandong.features.tenants.service import current

class Desk:
    seats = seats_of("court", frozenset(), frozenset({{"desk"}}))

wire()
_, sessions = open_database(sys.argv[1])
for _ in sys.stdin:
    with unit_of_work(sessions, {HUIJI}) as uow:
        print(current(uow).policy.allows(Desk, "{KEY}", "read", "party"), flush=True)
"""


@pytest.fixture
def other(database: str) -> Iterator[subprocess.Popen[str]]:
    """Another process with a county's policy in its hands; a line to it is a request."""
    command = [sys.executable, "-c", ASKS, database]
    with subprocess.Popen(  # noqa: S603  # our own interpreter and words
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.stdin.close()


def asked(process: subprocess.Popen[str]) -> str:
    process.stdin.write("\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


def test_a_new_revision_holds_in_another_process_at_its_next_request(
    sessions: sessionmaker[Session], other: subprocess.Popen[str]
) -> None:
    package = shipped(HUIJI)
    lines = package.files["policy"]["rows"]
    line = dict(zip(LINE, ("p", "desk@court", KEY, "read", "party", "allow"), strict=True))
    link = dict(zip(LINE, ("g", "desk@court", "liaison@court", "", "", ""), strict=True))

    assert asked(other) == "False"
    apply_all(sessions, on("2026-04-27"), [package.with_file("policy", {"rows": [*lines, line]})])
    assert asked(other) == "True"
    apply_all(sessions, on("2026-04-27"), [package])
    assert asked(other) == "False"
    apply_all(sessions, on("2026-04-27"), [package.with_file("policy", {"rows": [link]})])
    assert asked(other) == "True"

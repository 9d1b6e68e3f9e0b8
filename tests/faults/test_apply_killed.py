"""Kill -9 in the middle of `tenant apply`: each tenant is whole or absent, and the run resumes.

`LIANDONG_FAULT_KILLS` says how many runs are killed, `LIANDONG_FAULT_SEED` at which moments.
"""

import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result
from psycopg import sql

from liandong.db.embedded import EmbeddedServer, bootstrap, clone, template_database
from liandong.db.embedded.roles import conninfo
from liandong.db.engine import open_engine, open_sessions
from liandong.db.migrate import upgrade
from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.cli import main
from liandong.entrypoints.tables import metadata
from liandong.entrypoints.wiring import wire
from liandong.features.audit import service as audit
from liandong.features.tenants.service import (
    divisions,
    export_to,
    identity_for,
    package_for,
    template,
)
from support.declared import REPO

KILLS = int(os.environ.get("LIANDONG_FAULT_KILLS", "6"))
SEED = int(os.environ.get("LIANDONG_FAULT_SEED", "20260427"))
#: What is owed again and again stands in the package of this one.
XUYI, N_COUNTIES = "320830", 8
CHANCE = random.Random(SEED)  # noqa: S311  # the same course each time
#: A run is killed in one of these after those that are in force, so many seconds into it at most.
TRANSACTIONS, WITHIN = (3, 9), 0.03
IN_TRANSACTION = """
    SELECT pid, state, xact_start FROM pg_stat_activity
    WHERE datname = %s AND usename = 'liandong_app' AND xact_start IS NOT NULL
"""
State = dict[str, dict[str, Any]]


@dataclass
class Place:
    """A server of its own, which may be killed, and a folder of small packages."""

    server: EmbeddedServer
    empty: str
    folders: list[Path]
    codes: list[str]

    def fresh(self, name: str) -> str:
        return clone(self.server, self.empty, name)

    def ask(self, name: str, question: Any, given: tuple[Any, ...] = ()) -> list[Any]:
        """Ask the database, also one that is just coming up again."""
        while True:
            try:
                with psycopg.connect(conninfo(self.server, name)) as connection:
                    return connection.execute(question, given).fetchall()
            except psycopg.OperationalError:
                time.sleep(0.02)

    def state(self, name: str) -> State:
        """Return of each tenant how many rows each table has, and what is in force."""
        found: State = {code: {} for code in self.codes}
        for table, tenant_id, n in self.ask(name, _counted()):
            found[str(tenant_id)][table] = n
        revisions = "SELECT tenant_id, position, digest, source FROM tenant_revisions"
        for tenant_id, *said in self.ask(name, revisions):
            found[str(tenant_id)].setdefault("in force", []).append(tuple(said))
        return found


def _counted() -> sql.Composed:
    tables = [each for each in metadata().sorted_tables if "tenant_id" in each.c]
    each = sql.SQL("SELECT {}, {}, count(*) FROM {} GROUP BY 2")
    keys = [(table.name, "tenant_id") for table in tables] + [("tenants", "id")]
    parts = [
        each.format(sql.Literal(name), sql.Identifier(key), sql.Identifier(name))
        for name, key in keys
    ]
    return sql.SQL(" UNION ALL ").join(parts)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    xian = tmp_path / "packages" / "shaanxi" / "xian"
    wire()
    folders = {"61": xian.parent, "6101": xian}
    for code, folder in folders.items():
        export_to(identity_for(divisions().get(code)), folder)
    model = template("government_procuratorate")
    for county in [*divisions().beneath("6101")][:N_COUNTIES]:
        folders[county.code] = xian / county.code
        export_to(package_for(county, model), folders[county.code])
    jiangsu = Path(shutil.copytree(REPO / "tenants/jiangsu", tmp_path / "packages" / "jiangsu"))
    huaian = jiangsu / "huaian"
    folders |= {"32": jiangsu, "3208": huaian, XUYI: huaian / "xuyi"}
    with EmbeddedServer(tmp_path / "postgres") as server:
        bootstrap(server)
        empty = template_database(server, "empty", lambda url: upgrade(url, REPO / "migrations"))
        yield Place(server, empty, [*folders.values()], [*folders])


def run(url: str, *words: object) -> Result:
    environment = {"LIANDONG_DATABASE_URL": url}
    return CliRunner().invoke(main, ["tenant", *map(str, words)], env=environment)


def _apply(url: str, folder: Path) -> None:
    os.environ["LIANDONG_DATABASE_URL"] = url
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        main(["tenant", "apply", str(folder)])


def start(url: str, folder: Path) -> ForkProcess:
    process = get_context("fork").Process(target=_apply, args=(url, folder))
    process.start()
    return process


def kill_midway(place: Place, name: str, process: ForkProcess, awaited: int) -> str | None:
    """Kill a run, or its database, so many transactions on; return in which state it was."""
    seen: set[Any] = set()
    with psycopg.connect(conninfo(place.server, "postgres"), autocommit=True) as watching:
        while process.is_alive() and len(seen) < awaited:
            seen.update(row[2] for row in watching.execute(IN_TRANSACTION, (name,)))
        time.sleep(CHANCE.uniform(0, WITHIN))
        if process.pid is None or not process.is_alive():
            return None
        os.kill(process.pid, signal.SIGSTOP)
        time.sleep(0.01)
        found = watching.execute(IN_TRANSACTION, (name,)).fetchone()
    if CHANCE.random() < 1 / 2 and found:
        os.kill(found[0], signal.SIGKILL)
        os.kill(process.pid, signal.SIGCONT)
    else:
        os.kill(process.pid, signal.SIGKILL)
    process.join(30)
    return str(found[1]) if found else "between"


@pytest.mark.timeout(1800)
def test_a_run_that_is_killed_leaves_whole_tenants_and_goes_on(place: Place) -> None:
    root = place.folders[0].parent
    made = run(place.fresh("reference"), "apply", root)
    assert made.exit_code == 1, made.stderr
    whole = place.state("reference")
    assert "obligations" in whole[XUYI]
    caught: list[str] = []
    while not _are_enough(caught):
        name = f"killed_{len(caught)}"
        url = place.fresh(name)
        n_whole = 0
        while not _are_enough(caught) and n_whole < len(whole):
            awaited = n_whole + CHANCE.randint(*TRANSACTIONS)
            state = kill_midway(place, name, start(url, root), awaited)
            left = place.state(name)
            assert all(found in ({}, whole[code]) for code, found in left.items())
            n_before, n_whole = n_whole, sum(found != {} for found in left.values())
            assert n_whole >= n_before
            caught += [state] if state else []
        resumed = run(url, "apply", root)
        assert resumed.exit_code == (1 if n_whole < len(whole) else 0), resumed.output
        assert place.state(name) == whole
        assert run(url, "plan", *place.folders).exit_code == 0
        _chains_are_whole(url, place.codes)


def _are_enough(caught: list[str]) -> bool:
    """Say whether as many runs were killed as asked, one of them at least within a transaction."""
    return len(caught) >= KILLS and {*caught} != {"between"}


def _chains_are_whole(url: str, codes: list[str]) -> None:
    engine = open_engine(url)
    for code in codes:
        with unit_of_work(open_sessions(engine), int(code)) as uow:
            assert audit.check(uow, []).fault is None
    engine.dispose()

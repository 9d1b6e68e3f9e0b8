"""Kill -9 in the middle of `tenant remove`: the county is still archived, and the run goes on."""

import json
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from multiprocessing import get_context
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.embedded.roles import MIGRATOR
from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.entrypoints.cli import main
from liandong.features.leaving.service import removing
from liandong.features.leaving.service.tables import count, tables_in
from liandong.features.onboarding.service import change_mode
from liandong.features.tenants.models import ARCHIVED, Tenant, TenantRemoval
from liandong.kernel.clock import SystemClock
from support.counties import HUIJI, County, build_county

KILLS = 2
CHANCE = random.Random(20260427)  # noqa: S311  # the same course each time
BEGUN = text("SELECT begun_at FROM tenant_removals WHERE begun_at IS NOT NULL")


@pytest.fixture
def county(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions)


@pytest.fixture
def environment(database: str, tmp_path: Path) -> dict[str, str]:
    return {
        "LIANDONG_DATABASE_URL": database,
        "LIANDONG_OWNER_DATABASE_URL": database.replace("liandong_app", MIGRATOR),
        "LIANDONG_FILES_URL": str(tmp_path / "files"),
        "LIANDONG_ANCHORS_URL": str(tmp_path / "anchors"),
        "LIANDONG_REMOVAL_DAYS": "0",
    }


@pytest.fixture
def owner(environment: dict[str, str]) -> Iterator[Engine]:
    engine = create_engine(environment["LIANDONG_OWNER_DATABASE_URL"])
    yield engine
    engine.dispose()


def run(environment: dict[str, str], *words: object) -> Result:
    return CliRunner().invoke(main, ["tenant", *map(str, words)], env=environment)


def _remove(environment: dict[str, str], words: list[str]) -> None:
    os.environ.update(environment)
    removing.BATCH = 1  # a transaction for every row: long enough to be caught within
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        main(["tenant", *words])


def rows(owner: Engine) -> int:
    with owner.connect() as connection:
        return sum(count(connection, each, HUIJI) for each in tables_in(connection))


def kill_midway(environment: dict[str, str], words: list[str], owner: Engine) -> bool:
    """Start a removal and kill it once it has begun; say whether it was still at work."""
    process = get_context("fork").Process(target=_remove, args=(environment, words))
    process.start()
    with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as watching:
        while process.is_alive() and watching.execute(BEGUN).first() is None:
            time.sleep(0.005)
    before = rows(owner)
    while process.is_alive() and rows(owner) == before:
        time.sleep(0.001)
    time.sleep(CHANCE.uniform(0, 0.05))
    was_at_work = process.is_alive()
    if was_at_work and process.pid:
        os.kill(process.pid, signal.SIGKILL)
    process.join(30)
    return was_at_work


@pytest.mark.timeout(300)
def test_a_removal_that_is_killed_leaves_it_archived_and_goes_on(
    county: County, environment: dict[str, str], owner: Engine, tmp_path: Path
) -> None:
    county.serve("2026-04-27")
    with unit_of_work(county.sessions, HUIJI) as uow:
        change_mode(uow, SystemClock(), ARCHIVED, "撤县并区", by="cli")
    file = tmp_path / "out.zip"
    assert run(environment, "export-all", HUIJI, file).exit_code == 0
    assert run(environment, "verify-export", file).exit_code == 0
    announced = run(
        environment, "remove", HUIJI, "--export", file, "--reason", "撤县并区", "--json"
    )
    code = json.loads(announced.output)["confirmation"]
    words = ["remove", str(HUIJI), "--export", str(file), "--confirm", code]
    stood, killed = rows(owner), 0
    for _ in range(KILLS):
        killed += kill_midway(environment, words, owner)
        with global_session(county.sessions) as session:
            tenant = session.get(Tenant, HUIJI)
            assert tenant is not None
            assert tenant.mode == ARCHIVED
        left = rows(owner)
        assert 0 < left < stood
        stood = left
    assert killed == KILLS
    assert run(environment, "remove", HUIJI, "--call-off", "--reason", "x").exit_code == 3

    done = run(environment, *words, "--json")
    assert done.exit_code == 0, done.output
    assert rows(owner) == 0
    with global_session(county.sessions) as session:
        assert session.get(Tenant, HUIJI) is None
        kept = session.query(TenantRemoval).one()
    said = json.loads(done.output)
    assert said["state"] == "removed"
    assert said["digest"] == kept.digest
    assert sum(each["before"] for each in said["certificate"]["tables"]) > 100
    (listed,) = json.loads(run(environment, "removals", "--json").output)
    assert listed == said
    assert run(environment, *words).exit_code == 3

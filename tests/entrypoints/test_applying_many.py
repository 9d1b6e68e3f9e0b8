"""A whole folder of packages is one run: parents first, the wrong one named, the rest applied."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.applying_many import applier, run_through, waiting_in
from liandong.entrypoints.cli import main
from liandong.features.tenants.service import (
    divisions,
    export_to,
    identity_for,
    list_revisions,
    package_for,
    template,
)
from liandong.kernel.errors import ConfigurationError, ConflictError
from support.counties import on

NOW = on("2026-04-27")
ZHOUZHI, LANTIAN = "610124", "610122"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of folders with packages: 陕西, 西安 and two of its counties."""
    xian = tmp_path / "packages" / "shaanxi" / "xian"
    places = {"61": xian.parent, "6101": xian}
    for code, folder in places.items():
        export_to(identity_for(divisions().get(code)), folder)
    for code in (ZHOUZHI, LANTIAN):
        package = package_for(divisions().get(code), template("supervision_procuratorate"))
        export_to(package, xian / code)
    return tmp_path / "packages"


@pytest.fixture
def call(database: str) -> Callable[..., Result]:
    def run(*words: object) -> Result:
        environment = {"LIANDONG_DATABASE_URL": database}
        return CliRunner().invoke(main, [*map(str, words)], env=environment)

    return run


def spoil(root: Path, code: str = ZHOUZHI) -> Path:
    folder = root / "shaanxi" / "xian" / code
    text = (folder / "tenant.yaml").read_text("utf-8")
    (folder / "tenant.yaml").write_text(text.replace("rehearsal", "some_day"), "utf-8")
    return folder


def test_a_folder_is_applied_parents_first_and_once(
    call: Callable[..., Result], root: Path
) -> None:
    first = call("tenant", "apply", root, "--json")
    again = call("tenant", "apply", root, "--json")

    assert (first.exit_code, again.exit_code) == (1, 0), first.output
    assert json.loads(first.stdout)["changed"] == ["61", "6101", LANTIAN, ZHOUZHI]
    assert json.loads(again.stdout) == {"changed": [], "failed": {}}


def test_one_wrong_package_is_named_and_stops_no_other(
    call: Callable[..., Result], root: Path
) -> None:
    folder = spoil(root)

    run = call("tenant", "apply", root)

    assert run.exit_code == 2
    assert f"{folder}: " in run.stderr
    assert "some_day" in run.stderr
    assert LANTIAN in run.stdout
    assert ZHOUZHI not in run.stdout


def test_the_next_run_applies_only_what_is_left(call: Callable[..., Result], root: Path) -> None:
    folder = spoil(root)
    call("tenant", "apply", root)
    text = (folder / "tenant.yaml").read_text("utf-8")
    (folder / "tenant.yaml").write_text(text.replace("some_day", "rehearsal"), "utf-8")

    run = call("tenant", "apply", root, "--json")

    assert run.exit_code == 1
    assert json.loads(run.stdout)["changed"] == [ZHOUZHI]


def test_a_child_of_a_parent_that_failed_says_so(call: Callable[..., Result], root: Path) -> None:
    (root / "shaanxi" / "xian" / "tenant.yaml").write_text("code: '6101'\n", "utf-8")

    run = call("tenant", "apply", root, "--json")

    assert run.exit_code == 2
    assert json.loads(run.stdout)["changed"] == ["61"]
    assert "6101" in json.loads(run.stdout)["failed"][str(root / "shaanxi" / "xian" / LANTIAN)]


def test_a_code_used_twice_and_a_folder_without_identity_are_refused(root: Path) -> None:
    xian = root / "shaanxi" / "xian"
    shutil.copytree(xian / ZHOUZHI, xian / "zz")
    (xian / LANTIAN / "tenant.yaml").unlink()

    run = run_through(waiting_in([root]), lambda _: True)

    assert set(run.failed) == {xian / "zz", xian / LANTIAN}
    assert "已用于" in str(run.failed[xian / "zz"])


def test_what_is_no_fault_of_a_package_gives_another_exit_code() -> None:
    def refuse(_: Any) -> bool:
        raise ConflictError

    waiting: Any = [(Path("a"), lambda: template("supervision_procuratorate"))]

    assert run_through(waiting, refuse).exit_code == 3


def test_a_run_broken_off_keeps_what_it_has_done(
    sessions: sessionmaker[Session], root: Path
) -> None:
    apply_one, waiting = applier(sessions, NOW, by="test"), waiting_in([root])

    def breaking(package: Any) -> bool:
        if package.code == ZHOUZHI:
            raise KeyboardInterrupt
        return apply_one(package)

    with pytest.raises(KeyboardInterrupt):
        run_through(waiting, breaking)

    assert run_through(waiting_in([root]), apply_one).changed == [ZHOUZHI]


def test_the_statements_of_an_apply_are_as_many_however_many_tenants_there_are(
    sessions: sessionmaker[Session], root: Path
) -> None:
    """The third new county of a city asks the database as often as the first."""
    apply_one = applier(sessions, NOW, by="test")
    run_through(waiting_in([root]), apply_one)
    model, seen = template("government_procuratorate"), []
    engine = sessions.kw["bind"]
    sa.event.listen(engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
    counts = []
    for county in [*divisions().beneath("6101")][:3]:
        seen.clear()
        assert apply_one(package_for(county, model))
        counts.append(len(seen))

    assert len(set(counts)) == 1
    assert counts[0] <= 22


def test_a_package_in_force_costs_a_few_reads(sessions: sessionmaker[Session], root: Path) -> None:
    apply_one, seen = applier(sessions, NOW, by="test"), []
    run_through(waiting_in([root]), apply_one)
    package = package_for(divisions().get(ZHOUZHI), template("supervision_procuratorate"))
    sa.event.listen(
        sessions.kw["bind"], "before_cursor_execute", lambda *given: seen.append(given[2])
    )

    assert not apply_one(package)
    assert not [each for each in seen if each.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(seen) <= 4
    with unit_of_work(sessions, int(ZHOUZHI)) as uow:
        assert len(list_revisions(uow)) == 1


def test_a_named_folder_with_an_identity_is_that_package_alone(root: Path) -> None:
    assert [path for path, _ in waiting_in([root / "shaanxi"])] == [root / "shaanxi"]
    with pytest.raises(ConfigurationError):
        waiting_in([root / "nowhere"])[0][1]()

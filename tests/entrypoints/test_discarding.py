"""`liandong calendar discard`: what is put aside, who is told, and when it is too late."""

import json
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.cli import main
from liandong.features.tenants.errors import AcceptedScheduleError, DiscardedScheduleError
from liandong.features.tenants.service import accept_schedule, discard_schedule
from support.counties import HUIJI, SHANDAN, on
from support.notices import NOTICE, keep, schedule, table

Call = Callable[..., Result]
OPTIONS = ("--notice", NOTICE, "--published-on", "2026-11-04")
WHY = "春节少写了一天"


@pytest.fixture
def call(database: str) -> Call:
    def run(*words: object) -> Result:
        env = {"LIANDONG_DATABASE_URL": database}
        return CliRunner().invoke(main, ["calendar", *map(str, words)], env=env)

    return run


@pytest.fixture
def file(tmp_path: Path, call: Call) -> Path:
    path = tmp_path / "2027.csv"
    path.write_text("\n".join(table()), "utf-8")
    assert call("import", path, *OPTIONS).exit_code == 0
    return path


def shown(call: Call) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(call("show", 2027, "--json").stdout)
    return found


@pytest.mark.usefixtures("file")
def test_what_is_put_aside_waits_for_nobody_and_says_why(call: Call) -> None:
    before = shown(call)

    done = call("discard", 2027, "--reason", WHY)

    assert (done.exit_code, done.stdout.partition("：")[0]) == (0, "已作废 / put aside")
    after = shown(call)
    assert before["years"][0]["id"] == after["discarded"][0]["id"]
    assert (before["discarded"], after["years"][0]["status"]) == ([], "provisional")
    assert [each["waiting"] for each in before["tenants"]] == [[2027]] * 4
    assert [each["waiting"] for each in after["tenants"]] == [[]] * 4
    assert f"{NOTICE} 的导入" in call("show").stdout
    assert WHY in call("show", 2027).stdout
    for command in (("preview", 2027), ("accept", 2027), ("accept",), ("preview",)):
        refused = call(*command)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert WHY in refused.stderr
    twice = call("discard", 2027, "--reason", "再来一次")
    assert (twice.exit_code, WHY in twice.stderr) == (2, True)


def test_importing_it_again_is_the_way_back(call: Call, file: Path) -> None:
    call("discard", shown(call)["years"][0]["id"], "--reason", WHY)

    again = json.loads(call("import", file, *OPTIONS, "--json").stdout)

    assert again["is_new"]
    assert call("accept", 2027).exit_code == 0
    assert [each["accepted"] for each in shown(call)["tenants"]] == [[2027]] * 4


@pytest.mark.usefixtures("file")
def test_the_import_before_it_does_not_slip_into_its_place(call: Call, tmp_path: Path) -> None:
    newer = tmp_path / "newer.csv"
    newer.write_text("\n".join(table()[:-1]), "utf-8")
    call("import", newer, *OPTIONS)

    call("discard", 2027, "--reason", WHY)

    assert call("accept", 2027).exit_code == 2
    assert shown(call)["years"][0]["status"] == "imported"
    assert [each["waiting"] for each in shown(call)["tenants"]] == [[]] * 4


@pytest.mark.usefixtures("file")
def test_the_other_years_go_on_and_what_was_put_aside_is_named(
    call: Call, sessions: sessionmaker[Session]
) -> None:
    call("discard", 2027, "--reason", WHY)
    keep(sessions, schedule_of_2028())

    found = call("preview")

    assert (found.exit_code, found.stdout.count("：改期 0 件")) == (0, 4)
    assert WHY in found.stderr


def schedule_of_2028() -> Any:
    from liandong.calendars import default_calendar

    return default_calendar().schedule(2028)


@pytest.mark.usefixtures("file")
def test_what_a_county_accepted_stays_and_the_county_is_named(call: Call) -> None:
    call("accept", "--tenant", SHANDAN)

    refused = call("discard", 2027, "--reason", WHY)

    assert refused.exit_code == 2
    assert "620725: 山丹县已经接受" in refused.stderr
    assert "410108" not in refused.stderr
    assert (shown(call)["discarded"], call("accept", 2027).exit_code) == ([], 0)


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2030", "--reason", WHY), "没有导入过“2030”"),
        (("nothing", "--reason", WHY), "没有导入过“nothing”"),
        (("2027", "--reason", " "), "要写原因"),
        (("2027",), "--reason"),
    ],
)
def test_without_an_import_or_a_reason_nothing_is_put_aside(
    call: Call, words: tuple[str, ...], said: str
) -> None:
    refused = call("discard", *words)

    assert (refused.exit_code, said in refused.stderr) == (2, True)
    assert shown(call)["discarded"] == []


def test_whoever_accepts_at_the_same_moment_is_waited_for(
    sessions: sessionmaker[Session],
) -> None:
    (imported,) = keep(sessions, schedule())
    begun, goes_on = Event(), Event()

    def accept() -> None:
        with unit_of_work(sessions, HUIJI) as uow:
            accept_schedule(uow, on("2026-11-06"), imported, "test")
            begun.set()
            goes_on.wait(10)

    def discard() -> None:
        try:
            discard_schedule(sessions, on("2026-11-06"), imported, "test", WHY)
        except AcceptedScheduleError as refused:
            answers.append([each.where for each in refused.problems])

    answers: list[list[str]] = []
    one, other = Thread(target=accept), Thread(target=discard)
    one.start()
    assert begun.wait(10)
    other.start()
    other.join(0.3)
    assert answers == []
    goes_on.set()
    one.join(10)
    other.join(10)

    assert answers == [[str(HUIJI)]]


def test_whoever_looked_before_it_was_put_aside_cannot_accept_it(
    sessions: sessionmaker[Session],
) -> None:
    (imported,) = keep(sessions, schedule())
    discard_schedule(sessions, on("2026-11-06"), imported, "test", WHY)

    with unit_of_work(sessions, HUIJI) as uow, pytest.raises(DiscardedScheduleError, match=WHY):
        accept_schedule(uow, on("2026-11-06"), imported, "test")

"""`liandong account`: list, one-time links and closing, by their words and exit codes."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.cli import main
from liandong.features.accounts import service
from liandong.features.accounts.errors import LinkGoneError
from liandong.kernel.clock import SystemClock
from support.counties import HUIJI, build_county

WHO = ("--tenant", str(HUIJI), "--login", f"{HUIJI}-chief")


@pytest.fixture
def call(database: str, sessions: sessionmaker[Session]) -> Any:
    build_county(sessions)

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, list(words), env={"LIANDONG_DATABASE_URL": database})

    return run


def test_a_list_names_unit_state_and_duties(call: Any) -> None:
    found = call("account", "list", "--tenant", str(HUIJI), "--json")
    listed = {each["login"]: each for each in json.loads(found.stdout)}
    chief = listed[f"{HUIJI}-chief"]
    assert chief["state"] == "active"
    assert [duty["duty"] for duty in chief["duties"]] == ["chief_procurator"]
    assert f"{HUIJI}-chief\tchief\t" in call("account", "list", "--tenant", str(HUIJI)).stdout


def test_a_link_opens_and_is_on_record(call: Any, sessions: sessionmaker[Session]) -> None:
    made = call("account", "link", *WHO, "--reason", "首任管理员")
    assert made.exit_code == 0, made.stderr
    token = made.stdout.strip().removeprefix("/invitation/")
    account, purpose = service.look_at_link(sessions, SystemClock(), token)
    assert (account.login, purpose) == (f"{HUIJI}-chief", "reset")
    with unit_of_work(sessions, HUIJI) as uow:
        newest = service.list_records(uow, account.id)[0]
    assert (newest.kind, newest.recorded_by) == ("link_issued", "cli")
    assert token not in repr(newest.content)


def test_a_closed_account_has_no_link_any_more(call: Any, sessions: sessionmaker[Session]) -> None:
    token = call("account", "link", *WHO, "--reason", "重设").stdout.strip().rpartition("/")[2]
    closed = call("account", "close", *WHO, "--reason", "调离")
    assert closed.exit_code == 0, closed.stderr
    with pytest.raises(LinkGoneError):
        service.look_at_link(sessions, SystemClock(), token)
    assert call("account", "close", *WHO, "--reason", "调离").exit_code == 3


def test_an_unknown_login_is_said_in_words(call: Any) -> None:
    found = call("account", "close", *WHO[:3], "nobody", "--reason", "x")
    assert (found.exit_code, "没有账号“nobody”" in found.stderr) == (2, True)

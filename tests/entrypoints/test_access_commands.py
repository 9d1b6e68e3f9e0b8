"""`liandong access explain` and `diff`, by their words and exit codes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session, sessionmaker

from liandong.entrypoints.cli import main
from support.counties import KEY, build_county

Call = Callable[..., Result]
LINE = f"p, desk@court, {KEY}, read, party, allow"


@pytest.fixture
def call(database: str) -> Call:
    def run(*words: object) -> Result:
        env = {"LIANDONG_DATABASE_URL": database}
        return CliRunner().invoke(main, ["access", *map(str, words)], env=env)

    return run


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "policy.csv"
    path.write_text(LINE, "utf-8")
    return path


def test_explain_answers_and_says_so_by_its_exit_code(
    sessions: sessionmaker[Session], call: Call
) -> None:
    build_county(sessions)
    asked = ("explain", "--tenant", "410108", "--mechanism", KEY, "--action", "issue")

    yes = call(*asked, "--account", "410108-chief", "--json")
    no = call(*asked, "--account", "410108-handler")
    unknown = call(*asked, "--account", "410108-chief", "--case", "无此文号", "--json")
    wrong = call(*asked, "--account", "nobody")

    assert (yes.exit_code, no.exit_code, wrong.exit_code) == (0, 1, 2)
    assert json.loads(yes.stdout)["policy"]["reasons"][0]["layer"] == "template"
    assert "不可以" in no.stdout
    assert "may not" in no.stdout
    assert json.loads(unknown.stdout)["record"] == {"told": False}
    assert "nobody" in wrong.stderr


def test_diff_compares_files_counties_revisions_and_templates(
    sessions: sessionmaker[Session],  # noqa: ARG001  # the counties are there
    call: Call,
    policy: Path,
) -> None:
    changed = call("diff", "-", policy, "--json")
    assert changed.exit_code == 1
    assert json.loads(changed.stdout)[0]["zh"].startswith("法院的收发岗现在可以查看")

    assert call("diff", policy, policy.parent).exit_code == 0
    assert call("diff", "410108", "410108@1").exit_code == 0
    assert call("diff", "410108", "-").exit_code == 1
    assert call("diff", "410108", "999999").exit_code == 2
    assert call("diff", "410108@7", "-").exit_code == 2


def test_wrong_lines_are_named(call: Call, policy: Path) -> None:
    policy.write_text(f"{LINE}\np, desk@moon, {KEY}, read, party, allow\n", "utf-8")

    wrong = call("diff", "-", policy)

    assert wrong.exit_code == 2
    assert "policy.csv:2" in wrong.stderr

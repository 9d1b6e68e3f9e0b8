"""`liandong roster template` and `import`, by their words and exit codes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from liandong.entrypoints.cli import main
from support.rosters import book

Call = Callable[..., Result]
HEAD = ("单位", "联络员", "电话")


@pytest.fixture
def call(database: str) -> Call:
    def run(*words: object) -> Result:
        env = {"LIANDONG_DATABASE_URL": database}
        return CliRunner().invoke(main, ["roster", *map(str, words)], env=env)

    return run


def test_a_workbook_is_judged_then_accepted_and_then_the_roster_is_so(
    call: Call, tmp_path: Path
) -> None:
    file = tmp_path / "名单.xlsx"
    file.write_bytes(book([HEAD, ["区水利局", "王一", "63639999"]]))

    judged = call("import", "410108", file)
    assert (judged.exit_code, judged.stderr) == (1, "")
    assert "类别认作行政执法部门" in judged.stdout
    assert "--accept" in judged.stdout
    accepted = call("import", "410108", file, "--accept", "--json")
    assert accepted.exit_code == 1
    assert json.loads(accepted.stdout)["taken"] is True
    again = call("import", "410108", file, "--accept")
    assert again.exit_code == 0
    assert "没有变化" in again.stdout

    whole = tmp_path / "名册.xlsx"
    assert call("template", whole, "--tenant", "410108").exit_code == 0
    assert "63639999" in {str(c.value) for row in load_workbook(whole).worksheets[0] for c in row}
    assert whole.stat().st_mode & 0o077 == 0
    assert call("import", "410108", whole).exit_code == 0


def test_rows_that_fail_are_said_and_written_out_and_nothing_is_accepted(
    call: Call, tmp_path: Path
) -> None:
    file, errors = tmp_path / "名单.xlsx", tmp_path / "错误.xlsx"
    file.write_bytes(book([HEAD, ["区水利局", "王一", "63639999"], ["区审计局", "王二", "无"]]))

    refused = call("import", "410108", file, "--accept", "--errors", errors)

    assert refused.exit_code == 2
    assert "3  区审计局: “无”不像电话号码" in refused.stdout
    sheet = load_workbook(errors).worksheets[0]
    assert [row[2].value for row in sheet] == ["单位名称", "区审计局"]
    assert "区水利局" not in call("import", "410108", file).stdout.partition("stay:")[2]
    assert call("import", "410108", file, "--errors", errors).exit_code == 2  # never overwritten


def test_what_cannot_be_read_is_invalid_input(call: Call, tmp_path: Path) -> None:
    out = tmp_path / "模板.xlsx"
    assert call("template", out).exit_code == 0
    again = call("template", out)
    assert (again.exit_code, "cannot be made" in again.stderr) == (2, True)
    assert call("import", "410108", out).exit_code == 2  # an empty template holds no rows
    assert call("import", "410108", tmp_path / "none.xlsx").exit_code == 2
    assert call("import", "惠济", out).exit_code == 2
    assert call("import", "999999", out).exit_code == 3

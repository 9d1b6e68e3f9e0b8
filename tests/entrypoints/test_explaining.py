"""`liandong deadline compute`: what a limit means in a county, and what is refused."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from liandong.entrypoints import explaining
from liandong.entrypoints.cli.commands import main
from liandong.entrypoints.governing import Governing, governing
from liandong.entrypoints.settings import Settings
from liandong.kernel.errors import InvalidInputError

HUIJI, WENSHUI, SHANDAN, XUYI = "410108", "141121", "620725", "320830"


@pytest.fixture(autouse=True)
def no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANDONG_HOME", str(tmp_path))
    monkeypatch.delenv("LIANDONG_DATABASE_URL", raising=False)


def as_shipped(county: str) -> Governing:
    return governing(Settings(home=Path("no such folder")), county)


def explain(county: str, limit: str, at: datetime, stated: int | None = None) -> dict[str, Any]:
    return explaining.explain(as_shipped(county), limit, at, stated)


def owed_in(county: str, year: int) -> list[dict[str, Any]]:
    return explaining.owed_in(as_shipped(county), year)


@pytest.mark.parametrize(
    ("county", "limit", "at", "stated", "due", "governs", "enforceable"),
    [
        (HUIJI, "SUG-01", "2026-03-02", None, "2026-05-06", "SUG-01", True),
        (WENSHUI, "SUG-01", "2026-08-01", None, "2026-10-08", "SEED-WS-01", True),
        (SHANDAN, "SUG-04", "2026-03-02", 15, "2026-03-17", "SUG-04", False),  # a right
        (HUIJI, "SUG-02", "2026-02-01", 15, "2026-02-24", "SUG-02", True),
        (HUIJI, "REV-04", "2026-08-01", None, "2026-10-08", "SEED-HJ-01", True),
        (SHANDAN, "REV-04", "2026-08-01", None, "2026-10-08", "REV-04", False),
        (XUYI, "SEED-XY-01", "2026-10-20", None, "2026-10-08", "SEED-XY-01", False),
        (XUYI, "SEED-XY-02", "2026-09-29", None, "2026-10-09", "SEED-XY-02", False),
        (XUYI, "SEED-XY-03a", "2026-08-01", None, "2026-09-30", "SEED-XY-03a", False),
        (HUIJI, "SEED-HJ-02", "2026-02-01", None, "2026-12-31", "SEED-HJ-02", True),
        (HUIJI, "PEN-01", "2025-07-10", None, "2025-10-08", "PEN-01", True),
        (HUIJI, "LIT-05a", "2026-10-09", None, "2026-10-06", "LIT-05a", False),  # a court
        (HUIJI, "PEN-06", "2026-03-02", None, "2026-03-17", "PEN-06", False),  # a private person
        (HUIJI, "PIL-07", "2026-03-02", None, "2026-04-01", "PIL-07", False),  # at least so long
        (HUIJI, "LIT-05b", "2026-10-12", None, "2026-10-11", "LIT-05b", True),
        (HUIJI, "SAF-01b", "2026-09-30T23:30", None, "2026-10-01", "SAF-01b", True),
        (HUIJI, "SUG-05", "2026-03-02", None, None, "SUG-05", False),
        (WENSHUI, "SUG-01", "2025-06-04", None, "2025-08-04", "SUG-01", True),  # 文水's from 6-5
        (WENSHUI, "SUG-01", "2025-06-05", None, "2025-08-05", "SEED-WS-01", True),
        (HUIJI, "REV-04", "2024-01-18", None, "2024-03-18", "REV-04", False),
    ],
)
def test_a_limit_ends_where_the_county_s_rules_say(
    county: str,
    limit: str,
    at: str,
    stated: int | None,
    due: str | None,
    governs: str,
    enforceable: bool,
) -> None:
    found = explain(county, limit, datetime.fromisoformat(at), stated)

    assert (found["due_on"], found["limit"], found["enforceable"]) == (due, governs, enforceable)
    assert found["basis"]


def test_hours_end_at_a_moment_of_the_county() -> None:
    found = explain(HUIJI, "SAF-01b", datetime.fromisoformat("2026-09-30T23:30"))

    assert found["due_at"] == "2026-10-01T01:30:00+08:00"


def test_a_document_states_no_period_that_the_rule_sets() -> None:
    with pytest.raises(InvalidInputError) as caught:
        explain(HUIJI, "SUG-01", datetime.fromisoformat("2026-03-02"), 15)

    assert [problem.where for problem in caught.value.problems] == ["stated"]


@pytest.mark.parametrize(
    ("county", "limit", "at", "named"),
    [
        (HUIJI, "SUG-99", "2026-03-02", "limit"),
        ("410000", "SUG-01", "2026-03-02", "tenant"),
        (HUIJI, "SUG-01", "2010-03-02", "event-at"),
    ],
)
def test_what_cannot_be_is_named(county: str, limit: str, at: str, named: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        explain(county, limit, datetime.fromisoformat(at))

    assert [problem.where for problem in caught.value.problems] == [named]


def test_the_command_says_the_day_the_way_there_and_the_clause() -> None:
    asked: Any = ["--tenant", WENSHUI, "--limit", "SUG-01", "--event-at", "2026-08-01"]
    done = CliRunner().invoke(main, ["deadline", "compute", *asked])

    assert done.exit_code == 0
    assert done.output.startswith("SEED-WS-01 ")
    assert "2026-10-08  顺延到假后首个工作日" in done.output
    assert "文司发〔2025〕11号 第八条（text，可以认定逾期" in done.output
    assert "按随平台的资料包和放假安排：没有数据库" in done.output


def test_what_a_county_owes_in_a_year_is_listed_by_day() -> None:
    found = owed_in(XUYI, 2026)

    assert len(found) == 12 * 5 + 4 * 3
    assert found == sorted(found, key=lambda row: row["due_on"])
    october = [row for row in found if row["period"] == "2026年10月"]
    assert {(row["nominal_on"], row["due_on"]) for row in october} == {("2026-10-05", "2026-10-08")}
    assert not any(row["enforceable"] for row in found)
    assert [row["due_on"] for row in owed_in(HUIJI, 2026)] == ["2026-12-31"]
    assert owed_in(SHANDAN, 2026) == []


def test_the_command_lists_them_in_words_and_as_json() -> None:
    asked = ["deadline", "obligations", "--year", "2026", "--tenant"]

    said = CliRunner().invoke(main, [*asked, HUIJI])
    none = CliRunner().invoke(main, [*asked, SHANDAN])
    wrong = CliRunner().invoke(main, [*asked, "999999"])
    plain = CliRunner().invoke(main, [*asked, HUIJI, "--json"])

    assert said.output.startswith("2026-12-31  SEED-HJ-02 2026年 区司法局 召开府检联动全体会议\n")
    assert none.output.startswith("没有 / none\n按随平台的资料包和放假安排：没有数据库")
    assert wrong.exit_code == 2
    assert '"limit": "SEED-HJ-02"' in plain.output


def test_the_rule_of_another_county_is_no_rule_here() -> None:
    with pytest.raises(InvalidInputError, match="山丹县没有期限"):
        explain(SHANDAN, "SEED-HJ-01", datetime.fromisoformat("2026-09-01"))


def test_hours_of_which_only_the_day_is_known_count_from_its_end() -> None:
    asked = ["deadline", "compute", "--tenant", HUIJI, "--limit", "TRF-03", "--event-at"]

    day = CliRunner().invoke(main, [*asked, "2026-09-30"])
    moment = CliRunner().invoke(main, [*asked, "2026-09-30T17:30"])
    wrong = CliRunner().invoke(main, [*asked, "tomorrow"])

    assert day.output.splitlines()[1] == "2026-10-02T00:00:00+08:00"
    assert moment.output.splitlines()[1] == "2026-10-01T17:30:00+08:00"
    assert wrong.exit_code == 2

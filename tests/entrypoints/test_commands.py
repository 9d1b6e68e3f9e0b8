"""`liandong db`, `tenant plan`, `worker` and `scheduler`, by their words and exit codes."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.embedded import MIGRATOR, EmbeddedServer, drop
from liandong.db.embedded.roles import conninfo, make_database
from liandong.entrypoints.cli import main
from liandong.entrypoints.relay import plain_address
from liandong.kernel.resources import data_root
from support.counties import HUIJI, build_county

SHANDAN = Path("tenants/gansu/zhangye/shandan")
Call = Callable[..., Result]
WAITING = b"""
    SELECT (SELECT count(*) FROM outbox WHERE due <= now())
         + (SELECT count(*) FROM dramatiq.queue WHERE state IN ('queued', 'consumed'))
"""


@pytest.fixture
def environment(database: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    owner = database.replace("liandong_app", MIGRATOR)
    return {
        "LIANDONG_DATABASE_URL": database,
        "LIANDONG_OWNER_DATABASE_URL": owner,
        "LIANDONG_HOME": str(tmp_path_factory.mktemp("home")),
    }


@pytest.fixture
def call(environment: dict[str, str]) -> Call:
    def run(*words: object, **more: str) -> Result:
        return CliRunner().invoke(main, [*map(str, words)], env={**environment, **more})

    return run


@pytest.fixture
def empty(server: EmbeddedServer, database: str) -> Iterator[dict[str, str]]:
    """A database with roles and without tables."""
    with psycopg.connect(conninfo(server), autocommit=True) as connection:
        make_database(connection, "brought_back")
    app = database.replace(database.partition("@/")[2].partition("?")[0], "brought_back")
    owner = app.replace("liandong_app", MIGRATOR)
    yield {"LIANDONG_DATABASE_URL": app, "LIANDONG_OWNER_DATABASE_URL": owner}
    drop(server, "brought_back")


def as_owner(environment: dict[str, str], statement: str) -> None:
    url = plain_address(environment["LIANDONG_OWNER_DATABASE_URL"])
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET ROLE liandong_owner")
        connection.execute(statement.encode())


def wrong(found: Result) -> list[str]:
    return [each["key"] for each in json.loads(found.stdout) if not each["is_right"]]


def test_check_finds_a_sound_database_right(call: Call) -> None:
    found = call("db", "check", "--json")

    assert found.exit_code == 0
    keys = [each["key"] for each in json.loads(found.stdout)]
    assert keys == ["role", "schema", "row_level_security", "outbox"]


def test_check_names_a_table_whose_wall_is_not_forced(
    call: Call, environment: dict[str, str]
) -> None:
    as_owner(environment, "ALTER TABLE cases NO FORCE ROW LEVEL SECURITY")

    found = call("db", "check")

    assert found.exit_code == 1
    assert "✗ row_level_security: 没有或未强制行级安全：cases / " in found.stdout


def test_check_names_role_schema_and_waiting_messages(
    call: Call, environment: dict[str, str], sessions: sessionmaker[Session]
) -> None:
    as_owner(environment, "UPDATE alembic_version SET version_num = '0001'")
    build_county(sessions, HUIJI).serve("2026-04-27")
    with psycopg.connect(
        plain_address(environment["LIANDONG_OWNER_DATABASE_URL"]), autocommit=True
    ) as connection:
        connection.execute("UPDATE outbox SET due = now() - interval '1 hour'")
        n_waiting = connection.execute("SELECT count(*) FROM outbox").fetchone()
    assert n_waiting != (0,)

    assert wrong(call("db", "check", "--json")) == ["schema", "outbox"]
    owner = environment["LIANDONG_OWNER_DATABASE_URL"]
    assert "role" in wrong(call("db", "check", "--json", LIANDONG_DATABASE_URL=owner))


def test_check_of_an_empty_database_finds_no_schema(call: Call, empty: dict[str, str]) -> None:
    assert wrong(call("db", "check", "--json", **empty)) == ["schema", "row_level_security"]


def test_backup_comes_back_into_an_empty_database(
    call: Call, empty: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "liandong.dump"

    assert call("db", "backup", file).exit_code == 0
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    assert call("db", "restore", file, **empty).exit_code == 0
    assert call("db", "check", **empty).exit_code == 0
    assert call("tenant", "list", **empty).stdout == call("tenant", "list").stdout


def test_backup_overwrites_nothing_and_restore_wants_an_empty_database(
    call: Call, tmp_path: Path
) -> None:
    file = tmp_path / "liandong.dump"
    file.write_text("something dear")

    for command in ("backup", "restore"):
        found = call("db", command, file)
        assert found.exit_code == 3
        assert "没有" in found.stderr
    assert file.read_text() == "something dear"


def test_failed_restore_leaves_the_database_empty(
    call: Call, empty: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "liandong.dump"
    file.write_text("no dump at all")

    found = call("db", "restore", file, **empty)

    assert found.exit_code == 3
    assert "pg_restore" in found.stderr
    assert wrong(call("db", "check", "--json", **empty)) == ["schema", "row_level_security"]


def test_restore_of_a_file_that_is_not_there_is_bad_input(call: Call, tmp_path: Path) -> None:
    found = call("db", "restore", tmp_path / "nowhere.dump")

    assert found.exit_code == 2
    assert "没有这个文件 / no such file" in found.stderr


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_backup_and_restore_ask_for_the_owners_address(
    call: Call, tmp_path: Path, command: str
) -> None:
    file = tmp_path / "liandong.dump"
    if command == "restore":
        file.write_text("")

    found = call("db", command, file, LIANDONG_OWNER_DATABASE_URL="")

    assert found.exit_code == 2
    assert "LIANDONG_OWNER_DATABASE_URL" in found.stderr


def test_plan_says_what_apply_would_change_and_writes_nothing(call: Call, tmp_path: Path) -> None:
    package = shutil.copytree(data_root() / SHANDAN, tmp_path / "shandan")
    path = package / "mechanisms.yaml"
    path.write_text(path.read_text("utf-8").replace("supplements: SUG-04", "supplements: SUG-11"))

    for _ in range(2):
        found = call("tenant", "plan", package)
        assert found.exit_code == 1
        assert found.stdout == ("620725 山丹县\n  ~ 期限 SEED-SD-01 supplements：SUG-04 → SUG-11\n")
    assert call("tenant", "apply", package).exit_code == 1
    assert call("tenant", "plan", package).exit_code == 0


def test_plan_names_the_steps_that_lead_nowhere_where_mechanisms_change(
    call: Call, tmp_path: Path
) -> None:
    package = shutil.copytree(data_root() / "tenants/shanxi/lvliang/wenshui", tmp_path / "wenshui")
    path = package / "mechanisms.yaml"
    line = "  dispute_resolution:\n"
    assert line in path.read_text("utf-8")
    path.write_text(
        path.read_text("utf-8").replace(line, f"  liaison_network: {{clauses: [第三条]}}\n{line}")
    )

    found = call("tenant", "plan", package)

    assert found.exit_code == 1, found.output
    assert "leads nowhere here: 检察建议办理：转跟踪问效 → 协同跟踪问效" in found.stdout


def test_plan_says_what_becomes_of_what_runs(call: Call, tmp_path: Path) -> None:
    package = shutil.copytree(data_root() / SHANDAN, tmp_path / "shandan")
    path = package / "calendar.yaml"
    said = "kind: holiday, name: 本地假日, document: 山政发〔2026〕1号, to_confirm: true"
    path.write_text(
        path.read_text("utf-8").replace("days: []", f"days: [{{day: 2026-12-18, {said}}}]")
    )

    found = call("tenant", "plan", package)

    assert found.exit_code == 1, found.output
    assert "  > 日历：0 件正在计算的期限改日子\n" in found.stdout


def test_plan_names_the_accounts_of_units_that_go(call: Call, tmp_path: Path) -> None:
    words = ("--tenant", "620725", "--login", "sd-12345", "--name", "热线", "--duty", "liaison")
    password = ("--password", "Shan-dan-4711-hotline")
    made = call("account", "create", *words, "--unit", "hotline_12345", *password)
    assert made.exit_code == 0, made.stderr
    package = shutil.copytree(data_root() / SHANDAN, tmp_path / "shandan")
    path = package / "roster.yaml"
    text = path.read_text("utf-8")
    start, end = text.index("  - key: hotline_12345"), text.index("  - key: center_12309")
    path.write_text(text[:start] + text[end:], "utf-8")

    found = call("tenant", "plan", package)

    assert "  - 单位 hotline_12345 12345市民服务热线\n" in found.stdout
    assert "! 单位不在名单的账号 / accounts of units left out: sd-12345" in found.stdout


def test_account_of_what_is_no_division_is_refused_in_words(call: Call) -> None:
    words = ("--login", "x", "--name", "x", "--unit", "police", "--duty", "handler")
    found = call(
        "account", "create", "--tenant", "abc", *words, "--password", "Shan-dan-4711-hotline"
    )

    assert found.exit_code == 2
    assert "--tenant: “abc”不是区划代码" in found.stderr


def test_plan_of_a_package_under_no_parent_is_refused(call: Call, empty: dict[str, str]) -> None:
    assert call("db", "upgrade", **empty).exit_code == 0

    found = call("tenant", "plan", data_root() / SHANDAN, **empty)

    assert found.exit_code == 2
    assert "上级 6207 还没有建" in found.stderr
    assert call("tenant", "plan", **empty).exit_code == 1


def test_database_without_schema_and_one_that_is_away_are_said_in_words(
    call: Call, empty: dict[str, str]
) -> None:
    found = call("tenant", "list", **empty)
    assert (found.exit_code, "liandong db upgrade" in found.stderr) == (3, True)

    away = "postgresql+psycopg://liandong_app@127.0.0.1:1/none"
    found = call("tenant", "list", LIANDONG_DATABASE_URL=away)
    assert (found.exit_code, "数据库没有回答" in found.stderr) == (3, True)


@pytest.mark.parametrize("name", ["worker", "scheduler"])
def test_process_alone_wants_a_database_of_others(call: Call, name: str) -> None:
    found = call(name, LIANDONG_DATABASE_URL="")

    assert found.exit_code == 2
    assert "LIANDONG_DATABASE_URL" in found.stderr


def test_process_alone_refuses_the_owners_login(call: Call, environment: dict[str, str]) -> None:
    found = call("worker", LIANDONG_DATABASE_URL=environment["LIANDONG_OWNER_DATABASE_URL"])

    assert found.exit_code == 2
    assert "权限过大" in found.stderr


def test_number_that_is_none_is_said_in_words(call: Call) -> None:
    found = call("tenant", "list", LIANDONG_PORT="eight")

    assert found.exit_code == 2
    assert "LIANDONG_PORT: “eight”不是整数" in found.stderr


def test_worker_and_scheduler_alone_deliver_and_stop_in_good_order(
    environment: dict[str, str], sessions: sessionmaker[Session]
) -> None:
    build_county(sessions, HUIJI).serve("2026-04-27")
    url = plain_address(environment["LIANDONG_OWNER_DATABASE_URL"])
    with psycopg.connect(url, autocommit=True) as connection:
        assert connection.execute(WAITING).fetchone() != (0,)
        started = [
            subprocess.Popen(  # noqa: S603  # our own command
                [sys.executable, "-c", "from liandong.entrypoints.cli import main; main()", name],
                env={**os.environ, **environment},
            )
            for name in ("worker", "scheduler")
        ]
        deadline = time.monotonic() + 60
        while connection.execute(WAITING).fetchone() != (0,):
            assert time.monotonic() < deadline
            time.sleep(0.2)
    for process in started:
        process.send_signal(signal.SIGTERM)
    assert [process.wait(timeout=20) for process in started] == [0, 0]


def test_bench_lists_its_names_and_refuses_others() -> None:
    known = sorted(path.stem for path in (data_root() / "bench").glob("*.py"))

    assert CliRunner().invoke(main, ["bench"]).stdout.split() == known
    found = CliRunner().invoke(main, ["bench", "nothing"])
    assert found.exit_code == 2
    assert all(name in found.stderr for name in known)

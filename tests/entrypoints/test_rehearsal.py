"""The restore, rehearsed: database, files, key and anchors come back and say so themselves."""

import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from click.testing import CliRunner, Result
from docx import Document as Docx
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.embedded import MIGRATOR, EmbeddedServer, drop
from liandong.db.embedded.roles import conninfo, make_database
from liandong.db.engine import open_engine, open_sessions
from liandong.entrypoints.cli import main
from liandong.features.cases.service.downloads import take_file
from liandong.features.cases.service.sealed_files import keep_sealed_file
from liandong.features.documents.service import FileStore
from support.chains import harm, write
from support.counties import HUIJI, County, build_county

NAME = "rehearsed"
DAY = "2026-04-27"
CODE = str(HUIJI)
Call = Callable[..., Result]


@pytest.fixture
def call(database: str, tmp_path: Path) -> Call:
    owner = database.replace("liandong_app", MIGRATOR)
    known = {
        "LIANDONG_DATABASE_URL": database,
        "LIANDONG_OWNER_DATABASE_URL": owner,
        "LIANDONG_ANCHORS_URL": str(tmp_path / "anchors"),
    }

    def run(*words: object, **more: str) -> Result:
        return CliRunner().invoke(main, [*map(str, words)], env={**known, **more})

    return run


@pytest.fixture
def elsewhere(server: EmbeddedServer, database: str, tmp_path: Path) -> Iterator[dict[str, str]]:
    """Another machine: an empty database, and folders that were copied there."""
    with psycopg.connect(conninfo(server), autocommit=True) as connection:
        make_database(connection, NAME)
    app = database.replace(database.partition("@/")[2].partition("?")[0], NAME)
    yield {
        "LIANDONG_DATABASE_URL": app,
        "LIANDONG_OWNER_DATABASE_URL": app.replace("liandong_app", MIGRATOR),
        "LIANDONG_ANCHORS_URL": str(tmp_path / "copied" / "anchors"),
    }
    drop(server, NAME)


@pytest.fixture
def lived(sessions: sessionmaker[Session], call: Call, tmp_path: Path) -> tuple[County, UUID]:
    """A county that worked, sealed a file, was anchored and backed up, and copied the rest."""
    county = build_county(sessions, HUIJI)
    county.serve(DAY)
    target, letter = BytesIO(), Docx()
    letter.add_paragraph("某某的材料")
    letter.save(target)
    target.seek(0)
    store = FileStore.at(str(tmp_path / "files"))
    with county.acting("prosecutor", DAY) as (uow, me, clock):
        file_id = keep_sealed_file(uow, clock, me, store, target, "材料.docx").id
    assert call("audit", "anchor").exit_code == 0
    assert call("db", "backup", tmp_path / "liandong.dump").exit_code == 0
    return county, file_id


def _copy(tmp_path: Path, *folders: str) -> None:
    for folder in folders:
        shutil.copytree(tmp_path / folder, tmp_path / "copied" / folder)


@pytest.mark.timeout(240)
def test_all_of_it_comes_back(
    lived: tuple[County, UUID], call: Call, elsewhere: dict[str, str], tmp_path: Path
) -> None:
    county, file_id = lived
    _copy(tmp_path, "files", "anchors")

    restored = call("db", "restore", tmp_path / "liandong.dump", **elsewhere)

    assert restored.exit_code == 0, restored.output
    assert f"✓ {CODE}" in restored.stdout
    assert "锚点核对到" in restored.stdout
    assert call("db", "check", **elsewhere).exit_code == 0
    assert call("audit", "verify", **elsewhere).exit_code == 0
    engine = open_engine(elsewhere["LIANDONG_DATABASE_URL"])
    there = County(open_sessions(engine), HUIJI, county.people, county.units)
    store = FileStore.at(str(tmp_path / "copied" / "files"))
    with there.acting("prosecutor", DAY) as (uow, me, clock):
        taken = take_file(uow, me, clock, store, file_id)
    assert taken.name == "材料.docx"
    assert Docx(taken.content).paragraphs[0].text == "某某的材料"
    engine.dispose()
    again = call("db", "restore", tmp_path / "liandong.dump", **elsewhere)
    assert again.exit_code == 3
    assert "数据库里已有表" in again.stderr


@pytest.mark.timeout(240)
def test_a_backup_that_is_older_than_the_last_anchor_says_from_where_it_lacks(
    lived: tuple[County, UUID], call: Call, elsewhere: dict[str, str], tmp_path: Path
) -> None:
    county, _ = lived
    write(county.sessions, HUIJI, 3)
    assert call("audit", "anchor", "--tenant", CODE).exit_code == 0
    _copy(tmp_path, "anchors")

    restored = call("db", "restore", tmp_path / "liandong.dump", **elsewhere)

    assert restored.exit_code == 1
    assert f"✗ {CODE}" in restored.stdout
    assert "从这一条起被截去" in restored.stdout


@pytest.mark.timeout(240)
def test_a_backup_of_a_harmed_database_is_not_taken_for_sound(
    lived: tuple[County, UUID],
    call: Call,
    database: str,
    elsewhere: dict[str, str],
    tmp_path: Path,
) -> None:
    assert lived
    _copy(tmp_path, "anchors")
    harm(database, "UPDATE audit_entries SET action = 'case.close' WHERE position = 2")
    assert call("db", "backup", tmp_path / "harmed.dump").exit_code == 0

    restored = call("db", "restore", tmp_path / "harmed.dump", **elsewhere)

    assert restored.exit_code == 1
    assert "第 2 条：内容被改过" in restored.stdout

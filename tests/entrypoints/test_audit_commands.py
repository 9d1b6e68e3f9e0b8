"""`liandong audit`: what somebody with every right in the database does is seen, offline too."""

import json
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, text
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.engine import open_engine, open_sessions
from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.auditing import anchor_all, check_all
from liandong.entrypoints.cli import main
from liandong.entrypoints.cli.audits import chain_words
from liandong.features.audit import service
from liandong.features.audit.models import AuditEntry
from liandong.features.audit.service import Anchor, AnchorStore
from liandong.features.audit.service.links import canonical, digest_of
from liandong.features.audit.service.verifying import link_of
from support.chains import harm, write
from support.counties import HUIJI, SHANDAN, on

CALLED = str(HUIJI)
DAY = "2026-04-27"
Call = Callable[..., Result]


@pytest.fixture
def anchors(tmp_path: Path) -> Path:
    return tmp_path / "anchors"


@pytest.fixture
def call(database: str, anchors: Path) -> Call:
    known = {"LIANDONG_DATABASE_URL": database, "LIANDONG_ANCHORS_URL": str(anchors)}

    def run(*words: object, **more: str) -> Result:
        return CliRunner().invoke(main, [*map(str, words)], env={**known, **more})

    return run


@pytest.fixture
def anchored(sessions: sessionmaker[Session], anchors: Path) -> sessionmaker[Session]:
    """Three days of a county, each with its anchor before what is done that day."""
    for day in ("2026-04-27", "2026-04-28", "2026-04-29"):
        anchor_all(sessions, on(day), str(anchors))
        write(sessions, HUIJI, 2, day)
    anchor_all(sessions, on("2026-04-30"), str(anchors))
    return sessions


def _fault(found: Result) -> tuple[int, str] | None:
    assert found.exit_code in {0, 1}, found.output
    faults = [each["fault"] for each in json.loads(found.stdout) if each["fault"]]
    assert found.exit_code == (1 if faults else 0)
    return (faults[0]["position"], faults[0]["kind"]) if faults else None


def _rewrite(database: str) -> None:
    """Change the third entry, and every digest after it, so that the chain fits again."""
    engine = open_engine(database.replace("liandong_app", "liandong_migrator"))
    with unit_of_work(open_sessions(engine), HUIJI) as uow:
        query = select(AuditEntry).where(AuditEntry.tenant_id == HUIJI)
        entries = uow.session.scalars(query.order_by(AuditEntry.position)).all()
        entries[2].subject = "cases/another"
        for before, entry in pairwise(entries[1:]):
            entry.previous = before.digest
            body = orjson.loads(entry.body or "")
            body |= {"previous": entry.previous, "subject": entry.subject}
            entry.body = canonical(body).decode()
            entry.digest = digest_of(link_of(entry))
        assert service.verify(uow) is None
    engine.dispose()


@pytest.mark.usefixtures("anchored")
def test_a_sound_chain_is_said_to_be_sound_up_to_its_last_anchor(call: Call) -> None:
    found = call("audit", "verify", "--json")

    assert _fault(found) is None
    huiji = next(each for each in json.loads(found.stdout) if each["tenant"] == CALLED)
    assert huiji["entries"] == 10
    assert huiji["anchors"] == 4
    assert huiji["anchored_at"].startswith("2026-04-30")
    assert "✓ 410108" in call("audit", "verify", "--tenant", CALLED).stdout


@pytest.mark.usefixtures("anchored")
def test_a_cut_off_end_is_seen_by_the_anchor(call: Call, database: str) -> None:
    harm(database, "DELETE FROM audit_entries WHERE position > 8")

    assert _fault(call("audit", "verify", "--tenant", CALLED, "--json")) == (9, "truncated")
    words = call("audit", "verify", "--tenant", CALLED).stdout
    assert "✗ 410108" in words
    assert "第 9 条：从这一条起被截去" in words


@pytest.mark.usefixtures("anchored")
def test_a_chain_that_was_written_anew_as_a_whole_is_seen_by_the_anchor(
    call: Call, database: str, tmp_path: Path
) -> None:
    _rewrite(database)

    nowhere = str(tmp_path / "nowhere")
    assert _fault(call("audit", "verify", "--tenant", CALLED, "--json")) == (3, "rewritten")
    blind = call("audit", "export", "--tenant", CALLED, tmp_path / "x")
    assert blind.exit_code == 0
    assert _fault(call("audit", "verify", "--file", tmp_path / "x", "--json")) is None
    refused = call("audit", "verify", "--file", tmp_path / "x", "--anchors", nowhere)
    assert refused.exit_code == 2


@pytest.mark.usefixtures("anchored")
def test_anchors_that_were_removed_are_named_by_the_chain(call: Call, anchors: Path) -> None:
    files = sorted((anchors / CALLED).iterdir())
    assert len(files) == 4

    files[1].rename(files[1].with_suffix(".gone"))
    assert _fault(call("audit", "verify", "--tenant", CALLED, "--json")) == (4, "anchors")
    shutil.rmtree(anchors)
    assert _fault(call("audit", "verify", "--tenant", CALLED, "--json")) == (1, "anchors")


@pytest.mark.usefixtures("anchored")
def test_an_anchor_that_was_changed_is_seen(call: Call, anchors: Path) -> None:
    file = sorted((anchors / CALLED).iterdir())[2]
    said = json.loads(file.read_text())
    file.write_text(json.dumps({**said, "head": "0" * 64}))

    assert _fault(call("audit", "verify", "--tenant", CALLED, "--json")) is not None


def test_each_day_has_one_anchor_and_a_person_may_add_one(
    call: Call, anchors: Path, sessions: sessionmaker[Session]
) -> None:
    assert CALLED in anchor_all(sessions, on("2026-04-27"), str(anchors))
    assert anchor_all(sessions, on("2026-04-27"), str(anchors)) == []

    assert call("audit", "anchor", "--tenant", CALLED).exit_code == 0
    assert len(list((anchors / CALLED).iterdir())) == 2
    assert len(list((anchors / str(SHANDAN)).iterdir())) == 1


def test_the_chains_above_the_counties_are_anchored_and_verified_too(
    call: Call, anchors: Path, sessions: sessionmaker[Session], database: str
) -> None:
    assert {CALLED, "41"} < set(anchor_all(sessions, on(DAY), str(anchors)))
    write(sessions, 41, 3)
    harm(database, "DELETE FROM audit_entries WHERE tenant_id = 41 AND position = 3")

    assert _fault(call("audit", "verify", "--json")) == (3, "missing")
    assert _fault(call("audit", "verify", "--tenant", "41", "--json")) == (3, "missing")
    assert call("audit", "anchor", "--tenant", "41").exit_code == 0
    assert len(list((anchors / "41").iterdir())) == 2


def test_a_county_that_is_gone_from_the_database_is_missed_by_its_anchors(
    call: Call, anchors: Path, sessions: sessionmaker[Session]
) -> None:
    AnchorStore.at(str(anchors)).add(Anchor(410199, on(DAY).now(), 5, "a" * 64, "0" * 64))
    anchor_all(sessions, on(DAY), str(anchors))

    assert _fault(call("audit", "verify", "--json")) == (0, "gone")
    assert _fault(call("audit", "verify", "--tenant", "410199", "--json")) == (0, "gone")
    words = call("audit", "verify", "--tenant", "410199").stdout
    assert "✗ 410199" in words
    assert "整条链不在数据库里了，锚点还在" in words


@pytest.mark.usefixtures("anchored")
@pytest.mark.parametrize("content", ["{", "[]", '{"tenant": "x"}', '{"tenant": 410108, "at": 1}'])
def test_a_file_that_is_no_anchor_stops_neither_the_anchors_nor_the_check_of_others(
    call: Call, anchors: Path, sessions: sessionmaker[Session], content: str
) -> None:
    (anchors / CALLED / "20260430T235959.json").write_text(content)

    failed = call("audit", "anchor")
    assert failed.exit_code == 1
    assert f"✗ {CALLED}" in failed.stdout
    assert "20260430T235959.json" in failed.stdout
    assert len(list((anchors / str(SHANDAN)).iterdir())) == 5
    with pytest.raises(ExceptionGroup, match=CALLED):
        anchor_all(sessions, on("2026-05-01"), str(anchors))
    found = call("audit", "verify", "--json")
    assert _fault(found) == (0, "unreadable")
    assert [each["tenant"] for each in json.loads(found.stdout) if each["fault"]] == [CALLED]
    assert "410108/20260430T235959.json" in call("audit", "verify", "--tenant", CALLED).stdout


def test_a_chain_that_goes_on_without_anchors_is_warned_of(
    anchors: Path, sessions: sessionmaker[Session]
) -> None:
    def warned(day: str) -> bool:
        (found,) = check_all(sessions, on(day), str(anchors), CALLED)
        assert found["fault"] is None
        assert ("⚠" in chain_words(found)) is found["lacks_anchors"]
        return bool(found["lacks_anchors"])

    assert not warned("2026-05-30")  # nothing has been done here yet
    write(sessions, HUIJI, 1, "2026-04-20")
    assert not warned("2026-04-22")
    assert warned("2026-04-23")
    anchor_all(sessions, on("2026-04-24"), str(anchors))
    assert not warned("2026-04-26")
    assert warned("2026-04-27")


@pytest.fixture
def exported(call: Call, tmp_path: Path, anchored: sessionmaker[Session]) -> Path:
    assert anchored
    file = tmp_path / "chain.jsonl"
    done = call("audit", "export", "--tenant", CALLED, file)
    assert done.exit_code == 0, done.output
    return file


def test_an_export_is_verified_without_a_database(
    call: Call, exported: Path, anchors: Path
) -> None:
    offline = {"LIANDONG_DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:1/none"}
    words = ("audit", "verify", "--file", exported, "--json")

    assert _fault(call(*words, "--anchors", anchors, **offline)) is None
    assert exported.stat().st_mode & 0o077 == 0
    again = call("audit", "export", "--tenant", CALLED, exported)
    assert again.exit_code == 3


def _entry(lines: list[str], number: int, old: str, new: str) -> list[str]:
    assert old in lines[number]
    return [*lines[:number], lines[number].replace(old, new), *lines[number + 1 :]]


@pytest.mark.parametrize(
    ("harmed", "found"),
    [
        (lambda lines: _entry(lines, 3, "cases/1", "cases/7"), (3, "edited")),
        (lambda lines: _entry(lines, 3, '"position":3', '"position":30'), (3, "missing")),
        (lambda lines: [*lines[:4], *lines[5:]], (4, "missing")),
        (lambda lines: [*lines[:4], lines[5], lines[4], *lines[6:]], (4, "reordered")),
        (lambda lines: lines[:-2], (9, "truncated")),
        (lambda lines: [lines[0], *lines[2:]], (1, "missing")),
    ],
)
def test_what_was_done_to_an_export_is_seen_without_anchors(
    call: Call, exported: Path, harmed: Any, found: tuple[int, str]
) -> None:
    lines = exported.read_text().splitlines(keepends=True)

    exported.write_text("".join(harmed(lines)))

    assert _fault(call("audit", "verify", "--file", exported, "--json")) == found


def test_an_export_is_older_than_the_anchors_that_came_after_it_and_not_cut_off(
    call: Call, exported: Path, anchors: Path, sessions: sessionmaker[Session]
) -> None:
    write(sessions, HUIJI, 3)
    assert call("audit", "anchor", "--tenant", CALLED).exit_code == 0
    words = ("audit", "verify", "--file", exported, "--anchors", anchors)

    assert _fault(call(*words, "--json")) is None
    assert "这份导出较早" in call(*words).stdout

    first, *lines = exported.read_text().splitlines(keepends=True)
    said = json.loads(first)
    cut = {**said, "entries": said["entries"] - 2, "head": json.loads(lines[-3])["digest"]}
    exported.write_text("".join([json.dumps(cut) + "\n", *lines[:-2]]))
    assert _fault(call(*words, "--json")) == (9, "truncated")  # earlier anchors reach further


def test_what_is_no_export_is_refused_with_its_place(call: Call, exported: Path) -> None:
    lines = exported.read_text().splitlines(keepends=True)
    exported.write_text("".join([*lines[:2], "{}\n", *lines[2:]]))
    refused = call("audit", "verify", "--file", exported)
    assert refused.exit_code == 2
    assert "chain.jsonl:3" in refused.stderr

    exported.write_text("something")
    assert call("audit", "verify", "--file", exported).exit_code == 2
    assert call("audit", "verify", "--tenant", "999999").exit_code == 2


def test_the_terminal_is_named_in_the_chain(call: Call, sessions: sessionmaker[Session]) -> None:
    call("audit", "anchor", "--tenant", CALLED)

    with unit_of_work(sessions, HUIJI) as uow:
        body = orjson.loads(uow.session.scalars(text("SELECT body FROM audit_entries")).one())
    assert body["from"]["door"] == "cli"
    assert body["from"]["command"] == "audit"
    assert body["from"]["host"]

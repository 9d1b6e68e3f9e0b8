import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

import orjson
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.engine import open_engine, open_sessions
from liandong.db.unit_of_work import UnitOfWork, unit_of_work
from liandong.features.audit import service
from liandong.features.audit.models import AuditEntry
from liandong.features.audit.service import Fault, Link, Origin, coming_from
from liandong.features.audit.service.links import canonical, digest_of
from liandong.features.audit.service.verifying import link_of
from liandong.kernel.errors import ConfigurationError
from support.chains import harm, write
from support.counties import HUIJI, SHANDAN, on

DAY = "2026-04-27"
WRITERS = 20
SWAP = (
    "UPDATE audit_entries SET position = CASE position WHEN 3 THEN -4 ELSE 3 END"
    " WHERE position IN (3, 4); UPDATE audit_entries SET position = 4 WHERE position = -4"
)


def _fault(sessions: sessionmaker[Session], tenant_id: int = HUIJI) -> tuple[int, str] | None:
    with unit_of_work(sessions, tenant_id) as uow:
        found = service.verify(uow)
    return (found.position, found.kind) if found else None


def _bodies(uow: UnitOfWork) -> list[dict[str, Any]]:
    rows = uow.session.scalars(text("SELECT body FROM audit_entries ORDER BY position"))
    return [orjson.loads(body) for body in rows]


def test_twenty_writers_at_once_leave_neither_gap_nor_fork(database: str) -> None:
    engine = open_engine(database, pool_size=WRITERS)
    sessions, gate = open_sessions(engine), threading.Barrier(WRITERS)

    def writer(_number: int) -> None:
        with engine.connect():  # every writer has a connection of its own before they begin
            gate.wait()
        write(sessions, HUIJI, 10)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(writer, range(WRITERS)))

    with unit_of_work(sessions, HUIJI) as uow:
        found = uow.session.execute(text("SELECT position, previous FROM audit_entries")).all()
    assert sorted(each.position for each in found) == list(range(1, WRITERS * 10 + 1))
    assert len({each.previous for each in found}) == WRITERS * 10
    assert _fault(sessions) is None
    engine.dispose()


def test_the_chain_is_locked_only_at_the_commit(sessions: sessionmaker[Session]) -> None:
    with unit_of_work(sessions, HUIJI) as slow:
        service.append(slow, on(DAY), "case.issue", "cases/1")
        write(sessions, HUIJI, 1)  # would wait for ever if the slow one held the chain

    with unit_of_work(sessions, HUIJI) as uow:
        assert [body["subject"] for body in _bodies(uow)] == ["cases/0", "cases/1"]


def test_what_is_rolled_back_leaves_no_entry(sessions: sessionmaker[Session]) -> None:
    with unit_of_work(sessions, HUIJI) as uow:
        service.append(uow, on(DAY), "kept", "cases/1")
        savepoint = uow.session.begin_nested()
        service.append(uow, on(DAY), "undone", "cases/2")
        savepoint.rollback()
        with uow.session.begin_nested():
            service.append(uow, on(DAY), "kept", "cases/3")
    with unit_of_work(sessions, HUIJI) as uow:
        service.append(uow, on(DAY), "undone", "cases/4")
        uow.session.rollback()

    with unit_of_work(sessions, HUIJI) as uow:
        assert [body["action"] for body in _bodies(uow)] == ["kept", "kept"]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit_entries SET content = '{}' WHERE position = 3", (3, "edited")),
        ("UPDATE audit_entries SET action = 'case.close' WHERE position = 3", (3, "edited")),
        ("UPDATE audit_entries SET actor = 'nobody' WHERE position = 3", (3, "edited")),
        ("UPDATE audit_entries SET body = replace(body, 'c', 'd') WHERE position = 3",
         (3, "edited")),
        ("UPDATE audit_entries SET recorded_at = recorded_at - interval '1 s' WHERE position = 3",
         (3, "edited")),
        ("UPDATE audit_entries SET account_id = gen_random_uuid() WHERE position = 3",
         (3, "edited")),
        ("UPDATE audit_entries SET version = 1, body = NULL WHERE position = 3", (3, "edited")),
        ("UPDATE audit_entries SET algorithm = 'md5' WHERE position = 3", (3, "edited")),
        ("DELETE FROM audit_entries WHERE position = 3", (3, "missing")),
        ("DELETE FROM audit_entries WHERE position = 1", (1, "missing")),
        (SWAP, (3, "reordered")),
    ],
)  # fmt: skip
def test_the_chain_shows_where_somebody_with_the_owners_rights_changed_it(
    sessions: sessionmaker[Session], database: str, statement: str, found: tuple[int, str]
) -> None:
    write(sessions, HUIJI, 5)

    harm(database, *statement.split("; "))

    assert _fault(sessions) == found


def test_an_entry_that_was_written_anew_with_its_digest_breaks_the_next(
    sessions: sessionmaker[Session], database: str
) -> None:
    write(sessions, HUIJI, 5)

    harm(
        database,
        "UPDATE audit_entries SET body = replace(body, 'cases/2', 'cases/9'), subject = 'cases/9',"
        " digest = encode(sha256(convert_to(replace(body, 'cases/2', 'cases/9'), 'UTF8')), 'hex')"
        " WHERE position = 3",
    )

    assert _fault(sessions) == (4, "unlinked")


@pytest.mark.parametrize("body", ["5", "[]", "{", '{"who": "x", "position": 1}'])
def test_an_entry_whose_bytes_are_none_of_ours_is_found_whatever_their_digest(
    sessions: sessionmaker[Session], database: str, body: str
) -> None:
    write(sessions, HUIJI, 2)
    harm(database, f"UPDATE audit_entries SET body = '{body}' WHERE position = 1")  # noqa: S608  # ours
    harm(
        database,
        "UPDATE audit_entries SET digest = encode(sha256(convert_to(body, 'UTF8')), 'hex')"
        " WHERE position = 1",
    )

    assert _fault(sessions) == (1, "edited")


def test_an_entry_says_who_what_when_from_where_and_what_changed(
    sessions: sessionmaker[Session],
) -> None:
    who = {"account": "01890000-0000-7000-8000-000000000001", "login": "hj-jcg", "unit": "检察院"}
    origin = Origin("browser", who, {"address": "10.1.2.3", "request": "f00"})
    with coming_from(origin), unit_of_work(sessions, HUIJI) as uow:
        service.append(
            uow, on(DAY), "case.issue", "cases/1", before={"state": "a"}, after={"state": "b"}
        )

    with unit_of_work(sessions, HUIJI) as uow:
        (body,) = _bodies(uow)
        (entry,) = uow.session.query(AuditEntry).all()
    assert body["who"] == who
    assert body["from"] == {"door": "browser", "address": "10.1.2.3", "request": "f00"}
    assert body["at"] == "2026-04-27T02:00:00.000000+00:00"
    assert (body["before"], body["after"]) == ({"state": "a"}, {"state": "b"})
    assert (entry.actor, str(entry.account_id)) == ("hj-jcg", who["account"])
    assert canonical(body).decode() == entry.body


def test_a_list_where_the_content_should_be_is_found_whatever_its_digest() -> None:
    at, content = datetime(2026, 1, 5, 10, tzinfo=ZoneInfo("Asia/Shanghai")), cast("Any", [])
    said = (HUIJI, 1, at, None, None, "audit.anchored", "audit_entries", content, service.START)
    link = Link(*said, digest="", version=1, algorithm="sha256", body=None)

    found = service.walk([replace(link, digest=digest_of(link))], [])

    assert found.fault == Fault(1, "edited")


@pytest.mark.parametrize(
    "changed",
    [
        "content = '{}'",
        "content = '[]'",
        "body = '{}'",
        "body = 'something that an old entry never had'",
        "actor = 'nobody'",
        "subject = 'cases/2'",
        "account_id = gen_random_uuid()",
        "unit_id = gen_random_uuid()",
    ],
)
def test_old_entries_keep_their_place_before_the_new_ones_and_every_column_is_held(
    sessions: sessionmaker[Session], database: str, changed: str
) -> None:
    at = datetime(2026, 1, 5, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    with unit_of_work(sessions, HUIJI) as uow:
        previous = service.START
        for position in (1, 2):
            old = AuditEntry(
                tenant_id=HUIJI,
                position=position,
                recorded_at=at,
                action="case.open",
                subject="cases/1",
                content={"n": position},
                previous=previous,
                version=1,
                algorithm="sha256",
            )
            previous = old.digest = digest_of(link_of(old))
            uow.session.add(old)
    write(sessions, HUIJI, 2)
    assert _fault(sessions) is None

    harm(database, f"UPDATE audit_entries SET {changed} WHERE position = 2")  # noqa: S608  # ours
    assert _fault(sessions) == (2, "edited")


def test_a_change_of_the_algorithm_is_an_entry_and_the_chain_holds_across_it(
    sessions: sessionmaker[Session], database: str
) -> None:
    write(sessions, HUIJI, 2)
    try:
        service.use_algorithm("sm3")
        write(sessions, HUIJI, 2)
    finally:
        service.use_algorithm("sha256")
    write(sessions, HUIJI, 1)

    with unit_of_work(sessions, HUIJI) as uow:
        bodies = _bodies(uow)
    assert [each["algorithm"] for each in bodies] == ["sha256"] * 2 + ["sm3"] * 3 + ["sha256"] * 2
    assert [each["content"] for each in bodies if each["action"] == "audit.algorithm"] == [
        {"from": "sha256", "to": "sm3"},
        {"from": "sm3", "to": "sha256"},
    ]
    assert _fault(sessions) is None

    harm(database, "UPDATE audit_entries SET algorithm = 'sha256' WHERE position = 4")
    assert _fault(sessions) == (4, "edited")


def test_an_algorithm_that_the_machine_lacks_stops_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(ConfigurationError, match="LIANDONG_AUDIT_ALGORITHM"):
        service.use_algorithm("md5")

    def lacking(name: str) -> None:
        raise ValueError(name)

    monkeypatch.setattr("liandong.features.audit.service.hashing.hashlib.new", lacking)
    with pytest.raises(ConfigurationError, match="OpenSSL"):
        service.use_algorithm("sm3")


def test_each_county_has_a_chain_of_its_own(sessions: sessionmaker[Session]) -> None:
    write(sessions, HUIJI, 2)
    write(sessions, SHANDAN, 1)

    assert _fault(sessions, SHANDAN) is None
    with unit_of_work(sessions, SHANDAN) as uow:
        first = uow.session.execute(text("SELECT position, previous FROM audit_entries")).one()
    assert tuple(first) == (1, service.START)

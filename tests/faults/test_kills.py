"""Kill -9 at random moments under load: nothing is lost, doubled or half done.

`LIANDONG_FAULT_KILLS` says how many parts are killed, `LIANDONG_FAULT_SEED` in which course.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.dumping import dump, restore
from liandong.db.embedded import EmbeddedServer, bootstrap, clone, drop
from liandong.db.engine import open_engine, open_sessions
from liandong.db.unit_of_work import UnitOfWork, global_session, unit_of_work
from liandong.features.accounts.models import SessionToken
from liandong.features.audit import service as audit
from liandong.features.audit.service import AnchorStore
from liandong.features.cases import service as cases
from liandong.kernel.clock import SystemClock
from support.counties import HUIJI, County, build_county
from support.faults import VICTIMS, Installation, Ledger, Writer, eventually, strain
from support.isolation import of

KILLS = int(os.environ.get("LIANDONG_FAULT_KILLS", "5"))
SEED = int(os.environ.get("LIANDONG_FAULT_SEED", "20260427"))
FIGURES = os.environ.get("LIANDONG_FAULT_FIGURES", "")
WRITERS = 3
LATE_CASES = 2
PEOPLE = ("prosecutor", "reviewer", "chief", "handler")
PROJECTIONS = (
    *("cases", "case_parties", "case_rows", "deadlines", "documents", "escalations"),
    "visibility",
)
WAITING = """
    SELECT (SELECT count(*) FROM outbox)
         + (SELECT count(*) FROM dramatiq.queue WHERE state IN ('queued', 'consumed'))
"""


@pytest.fixture
def prepared(server: EmbeddedServer, template: str, tmp_path: Path) -> tuple[Path, County]:
    """A county with people and with matters that are late, in an installation of its own."""
    url = clone(server, template, "faults")
    engine = open_engine(url)
    county = build_county(open_sessions(engine), HUIJI)
    for _ in range(LATE_CASES):
        county.serve("2025-12-01")
    now = SystemClock().now()
    with global_session(county.sessions) as session:
        for who in PEOPLE:
            token = SessionToken(
                token_hash=hashlib.sha256(who.encode()).hexdigest(),
                tenant_id=HUIJI,
                account_id=county.people[who],
                created_at=now,
                seen_at=now,
                expires_at=now + timedelta(hours=12),
            )
            session.add(token)
    engine.dispose()
    home, file = tmp_path / "home", tmp_path / "county.dump"
    home.mkdir()
    dump(url.replace("liandong_app", "liandong_migrator"), file)
    drop(server, "faults")
    with EmbeddedServer(home / "postgres") as own:
        _, owner = bootstrap(own)
        restore(owner, file)
    return home, county


@pytest.fixture
def strained(prepared: tuple[Path, County]) -> Iterator[tuple[Ledger, sessionmaker[Session], Path]]:
    """What was asked and acknowledged while parts were killed, and the database afterwards."""
    home, county = prepared
    is_long = len(VICTIMS) < KILLS
    installation, ledger = Installation(home, web_workers=2 if is_long else 1), Ledger()
    try:
        assert eventually(installation.is_ready), installation.log.read_text()[-3000:]
        tokens = {who: who for who in PEOPLE}
        unit_id = str(county.units["addressee"])
        writers = [Writer(installation.port, tokens, unit_id, ledger) for _ in range(WRITERS)]
        victims = VICTIMS if len(VICTIMS) < KILLS else VICTIMS[:KILLS]
        strain(installation, writers, ledger, kills=KILLS, victims=victims, seed=SEED)
        assert eventually(installation.is_ready)
        assert eventually(lambda: _waiting(home) == 0), "the outbox does not drain"
        assert eventually(lambda: _counted(home, "escalations") > 0), "nothing is said to be late"
        assert eventually(lambda: _waiting(home) == 0), "the outbox does not drain"
    finally:
        installation.stop()
    with EmbeddedServer(home / "postgres") as own:
        app, _ = bootstrap(own)
        engine = open_engine(app)
        yield ledger, open_sessions(engine), home
        engine.dispose()


def _waiting(home: Path) -> int:
    return _asked(home, WAITING)


def _counted(home: Path, table: str) -> int:
    return _asked(home, f"SELECT count(*) FROM {table}")  # noqa: S608  # one of ours


def _asked(home: Path, question: str) -> int:
    host = str(EmbeddedServer(home / "postgres").socket_folder).replace("/", "%2F")
    engine = open_engine(f"postgresql+psycopg://liandong_app@/liandong?host={host}", pool_size=1)
    try:
        with unit_of_work(open_sessions(engine), HUIJI) as uow:
            return int(uow.session.scalar(text(question)) or 0)
    except Exception:  # noqa: BLE001  # the database is just coming
        return -1
    finally:
        engine.dispose()


def _ask(uow: UnitOfWork, question: str) -> list[Any]:
    return list(uow.session.execute(text(question)).all())


@pytest.mark.timeout(1800)
def test_what_was_acknowledged_is_there_once_with_all_that_follows_from_it(
    strained: tuple[Ledger, sessionmaker[Session], Path],
) -> None:
    ledger, sessions, home = strained
    with unit_of_work(sessions, HUIJI) as uow:
        lost, doubled = _compare(uow, ledger)
    _tell(ledger, len(lost), len(doubled))

    assert ledger.refused == []
    assert sum(ledger.kills.values()) > 0
    assert ledger.acknowledged
    assert lost == []
    assert doubled == []
    with unit_of_work(sessions, HUIJI) as uow:
        _nothing_is_half_done(uow)
        _nothing_is_said_again(uow, sessions)
        checked = audit.check(uow, AnchorStore.at(str(home / "anchors")).read(HUIJI))
    assert checked.fault is None
    assert checked.n_anchors > 0
    _projections_follow_from_the_facts(sessions)


def _compare(uow: UnitOfWork, ledger: Ledger) -> tuple[list[Any], list[Any]]:
    """Return which acknowledged acts are not there, and which are there more than once."""
    rows = _ask(
        uow,
        "SELECT e.case_id::text, split_part(e.transition, ':', 1)"
        " FROM case_events e JOIN cases c ON c.tenant_id = e.tenant_id AND c.id = e.case_id"
        " WHERE c.title LIKE '负载 %'",
    )
    there = Counter((case_id, step) for case_id, step in rows)
    told = Counter(ledger.acknowledged)
    titles = Counter(title for (title,) in _ask(uow, "SELECT title FROM cases"))
    twice = [title for title, n in titles.items() if n > 1 and title.startswith("负载")]
    lost = [act for act in told if not there[act]]
    doubled = [act for act, n in there.items() if n > 1] + twice
    doubled += [act for act in there if not told[act]]  # everybody stays until it is acknowledged
    return lost, doubled


def _nothing_is_half_done(uow: UnitOfWork) -> None:
    gaps = _ask(
        uow,
        "SELECT case_id FROM case_events GROUP BY case_id"
        " HAVING max(position) <> count(*) OR min(position) <> 1",
    )
    assert gaps == []
    unaudited = _ask(
        uow,
        "SELECT e.kind, e.transition, count(a.id) FROM case_events e LEFT JOIN audit_entries a"
        " ON a.tenant_id = e.tenant_id AND a.content->>'event' = e.id::text"
        " WHERE e.kind NOT IN ('reminder') GROUP BY e.id, e.kind, e.transition"
        " HAVING count(a.id) <> 1",
    )
    assert unaudited == []
    eventless = _ask(
        uow,
        "SELECT a.position FROM audit_entries a LEFT JOIN case_events e"
        " ON e.tenant_id = a.tenant_id AND e.id::text = a.content->>'event'"
        " WHERE a.content ? 'event' AND e.id IS NULL",
    )
    assert eventless == []
    unserved = _ask(
        uow,
        "SELECT c.id FROM cases c WHERE c.state = 'served' AND (NOT EXISTS ("
        " SELECT FROM deadlines d WHERE d.tenant_id = c.tenant_id AND d.case_id = c.id) OR 1 <> ("
        " SELECT count(*) FROM documents d WHERE d.tenant_id = c.tenant_id AND d.case_id = c.id"
        " AND d.state = 'signed' AND d.type = 'letter'))",
    )
    assert unserved == []
    numbers = _ask(uow, "SELECT number FROM documents GROUP BY number HAVING count(*) > 1"
                        " AND number IS NOT NULL")  # fmt: skip
    assert numbers == []
    rungs = _ask(uow, "SELECT count(*), count(DISTINCT (deadline_id, rung)) FROM escalations")
    assert rungs[0][0] == rungs[0][1]


def _nothing_is_said_again(uow: UnitOfWork, sessions: sessionmaker[Session]) -> None:
    """Deliver every event once more, and sweep: had something been left out, it came now."""
    counted = "SELECT (SELECT count(*) FROM notices), (SELECT count(*) FROM case_events)"
    before = _ask(uow, counted)
    assert before[0][0] > 0
    for (event_id,) in _ask(uow, "SELECT id FROM case_events"):
        cases.tell_of_event(uow, SystemClock(), event_id)
    uow.session.flush()
    cases.sweep(sessions, SystemClock())
    assert _ask(uow, counted) == before


def _projections_follow_from_the_facts(sessions: sessionmaker[Session]) -> None:
    order = "SELECT to_jsonb(t) FROM {t} t ORDER BY id"
    found: list[dict[str, list[Any]]] = []
    for is_rebuilt in (False, True):
        with unit_of_work(sessions, HUIJI) as uow:
            if is_rebuilt:
                cases.rebuild(uow)
            rows = {each: list(uow.session.scalars(of(each, order))) for each in PROJECTIONS}
            found.append(rows)
    for table in PROJECTIONS:
        assert found[0][table] == found[1][table], table


def _tell(ledger: Ledger, lost: int, doubled: int) -> None:
    killed = sum(ledger.kills.values())
    parts = ", ".join(f"{name} {n}" for name, n in sorted(ledger.kills.items()))
    words = (
        f"{killed} kills ({parts}), {ledger.n_sent} requests, {len(ledger.acknowledged)} writes"
        f" acknowledged, {ledger.n_retried} requests repeated, {lost} lost, {doubled} doubled"
    )
    print(words)  # noqa: T201  # the figures of the run
    if FIGURES:
        Path(FIGURES).write_text(words + "\n")

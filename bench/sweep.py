"""How fast due words are said, and whether an idle tick grows with the deadlines that wait.

A PostgreSQL of its own is filled with open deadlines of many tenants. Measured, in one run:
an idle tick with a hundredth of the deadlines and with all of them; claim and advance alone;
the whole sweep with event, outbox and audit; and one case at a time, as what accuses is said.
Prints figures, ratios and limits; exits 1 if a ratio is beyond its limit.

LIANDONG_BENCH_DEADLINES and LIANDONG_BENCH_TENANTS say how many (200000 and 57; a province has
10000000 and 2844).
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

import psycopg
import sqlalchemy as sa
from psycopg import sql

from liandong.db.embedded import EmbeddedServer, bootstrap
from liandong.db.embedded.roles import conninfo
from liandong.db.engine import open_engine, open_sessions
from liandong.db.migrate import upgrade
from liandong.db.unit_of_work import Sessions, unit_of_work
from liandong.entrypoints.wiring import wire
from liandong.features.cases.service import sweep
from liandong.features.cases.service.sweeping import SIDE_BY_SIDE
from liandong.features.tenants.service import write_states
from liandong.kernel.clock import FixedClock
from liandong.kernel.resources import data_root

DEADLINES = int(os.environ.get("LIANDONG_BENCH_DEADLINES", "200000"))
TENANTS = int(os.environ.get("LIANDONG_BENCH_TENANTS", "57"))
PER_CASE = 3
DUE_TENANTS = 28  # of which every deadline has a word due at once
FLAT_AT_MOST = 3.0  # idle tick with all deadlines against one with a hundredth of them
BATCH_AT_LEAST = 5.0  # times faster than one case at a time
NOW = FixedClock(datetime(2026, 4, 27, 9, 1, tzinfo=ZoneInfo("Asia/Shanghai")))

LOAD = """
WITH made AS (SELECT n, t FROM generate_series(1, {cases}) n, generate_series({first}, {last}) t),
cases_made AS (
    INSERT INTO cases (tenant_id, id, mechanism, version, title, state, is_final, facts, issuer_id,
        opened_on, last_occurred_on, position)
    SELECT t, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
        'procuratorial_suggestion', 1, '加强校园周边食品经营监管', 'served', false, '{{}}',
        '00000000-0000-7000-8000-000000000001', '2026-03-02', '2026-03-02', 5 FROM made)
INSERT INTO deadlines (tenant_id, id, case_id, limit_id, stands_for, unit_id, started_on, due_on,
    is_right, is_provisional, is_enforceable, state, inputs, fires, next_fire_at, position)
SELECT t, ('00000000-0000-7000-8001-' || lpad(to_hex(n * {per} + k), 12, '0'))::uuid,
    ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'SUG-01', 'SUG-01',
    '00000000-0000-7000-8000-000000000002', '2026-03-02', '2026-05-06', false, false, true, 'open',
    '{{"matter": "收到检察建议书后的处理和书面回复", "calendar": "2024–2026", "steps": []}}',
    ARRAY['2026-04-28 09:00+08', '2026-04-30 09:00+08', '2026-05-06 09:00+08']::timestamptz[],
    '2026-04-28 09:00+08', 5
FROM made, generate_series(1, {per}) k
"""
INDEXES = "SELECT indexdef FROM pg_indexes WHERE tablename IN ('deadlines', 'cases')"
DUE = """UPDATE deadlines SET fires = '2026-04-27 09:00+08'::timestamptz || fires,
    next_fire_at = '2026-04-27 09:00+08' WHERE tenant_id <= :last"""
WAKE = """INSERT INTO tenant_wakeups SELECT tenant_id, min(next_fire_at) FROM deadlines
    GROUP BY tenant_id ON CONFLICT (tenant_id) DO UPDATE SET due_at = EXCLUDED.due_at"""
#: As the sweep claims: the cases are locked, then their deadlines read and moved.
CLAIM = sa.text("""
    WITH waiting AS (SELECT DISTINCT case_id FROM deadlines
        WHERE tenant_id = :tenant_id AND next_fire_at <= :now),
    locked AS (SELECT c.id FROM cases c JOIN waiting w ON w.case_id = c.id
        WHERE c.tenant_id = :tenant_id ORDER BY c.id FOR UPDATE OF c SKIP LOCKED)
    SELECT CAST(array_agg(id) AS text) FROM locked""")
ADVANCE = sa.text("""
    UPDATE deadlines SET next_fire_at = fires[width_bucket(:now, fires) + 1]
    WHERE tenant_id = :tenant_id AND next_fire_at <= :now
        AND case_id = ANY(CAST(:cases AS uuid[]))""")
ROUNDS = 3


LATE = """UPDATE deadlines SET due_on = '2026-04-24', next_fire_at = '2026-04-27 09:00+08',
        fires = '2026-04-27 09:00+08'::timestamptz || fires
    WHERE tenant_id = :tenant_id AND case_id IN (
        SELECT id FROM cases WHERE tenant_id = :tenant_id LIMIT 50)"""


TUNED = ("shared_buffers = '4GB'", "max_wal_size = '16GB'", "checkpoint_timeout = '30min'")


def tune(server: EmbeddedServer) -> None:
    """Give the server the memory that a machine for a province gives it."""
    with psycopg.connect(conninfo(server), autocommit=True) as connection:
        for setting in TUNED:
            connection.execute(sql.SQL("ALTER SYSTEM SET " + setting))
    server.stop()
    server.start()


def settle(server: EmbeddedServer) -> None:
    """Clear away and write out what the loading left behind, as the hours between words do."""
    with psycopg.connect(conninfo(server, "liandong"), autocommit=True) as connection:
        connection.execute("VACUUM deadlines, cases")
        connection.execute("CHECKPOINT")


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of one call."""
    start = perf_counter()
    work()
    return perf_counter() - start


def load_now() -> str:
    """Return how many processes wanted to run in the last minute, ours among them."""
    return f"{os.getloadavg()[0]:.1f}"


def said_of(found: list[float]) -> str:
    """Return the middle of several rounds, with the slowest and the quickest."""
    return f"{statistics.median(found):.0f} ({found[0]:.0f} to {found[-1]:.0f})"


def load(owner: sa.Engine, tenants: int, deadlines: int) -> float:
    """Fill the tables, their indexes made afterwards; return the seconds it took."""
    cases = max(1, deadlines // tenants // PER_CASE)
    start = perf_counter()
    with owner.begin() as connection:
        kept = [row[0] for row in connection.exec_driver_sql(INDEXES) if "UNIQUE" not in row[0]]
        for statement in kept:
            connection.exec_driver_sql(f"DROP INDEX {statement.split()[2]}")
    for first in range(1, tenants + 1, 50):
        last = min(first + 49, tenants)
        with owner.begin() as connection:
            made = LOAD.format(cases=cases, first=first, last=last, per=PER_CASE)
            connection.exec_driver_sql(made)
    with owner.begin() as connection:
        for statement in kept:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(WAKE)
    with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE deadlines, cases, tenant_wakeups")
    return perf_counter() - start


def idle(sessions: Sessions) -> tuple[float, float]:
    """Return the seconds of a tick in which nothing is due: best tenth of many, and median."""
    took = sorted(timed(lambda: sweep(sessions, NOW)) for _ in range(400))
    return statistics.mean(took[:40]), statistics.median(took)


def make_due(owner: sa.Engine, last: int) -> int:
    """Let every deadline of the first tenants have a word due; return how many."""
    with owner.begin() as connection:
        changed = connection.execute(sa.text(DUE), {"last": last}).rowcount
        connection.exec_driver_sql(WAKE)
    return changed


def claim(sessions: Sessions, last: int) -> None:
    """Claim and advance alone, tenants side by side as in the sweep, each in its transaction."""

    def one(tenant_id: int) -> None:
        with unit_of_work(sessions, tenant_id) as uow:
            given = {"tenant_id": tenant_id, "now": NOW.now()}
            cases = uow.session.execute(CLAIM, given).scalar_one()
            uow.session.execute(ADVANCE, {**given, "cases": cases})

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        list(pool.map(one, range(1, last + 1)))


def rounds(server: EmbeddedServer, owner: sa.Engine, work: Callable[[], object]) -> list[float]:
    """Return how many deadlines a second are moved in each of several rounds, slowest first."""
    last = min(DUE_TENANTS, TENANTS - 1)
    found = []
    for _ in range(ROUNDS):
        n_due = make_due(owner, last)
        settle(server)
        found.append(n_due / timed(work))
    return sorted(found)


def singly(owner: sa.Engine, sessions: Sessions) -> float:
    """Return how many late words are said in a second, one case at a time."""
    with owner.begin() as connection:
        connection.execute(sa.text(LATE), {"tenant_id": TENANTS})
        connection.exec_driver_sql(WAKE)
    start = perf_counter()
    said = sweep(sessions, NOW)
    return said / (perf_counter() - start)


def main() -> int:
    """Measure, print, judge."""
    with tempfile.TemporaryDirectory() as folder, EmbeddedServer(Path(folder) / "pg") as server:
        tune(server)
        app_url, owner_url = bootstrap(server)
        upgrade(owner_url, data_root() / "migrations")
        owner, engine = sa.create_engine(owner_url), open_engine(app_url)
        sessions = open_sessions(engine)
        with sessions() as session, session.begin():
            write_states(session, tuple(wire().registry))
        return measure(server, owner, sessions)


def measure(server: EmbeddedServer, owner: sa.Engine, sessions: Sessions) -> int:
    """Measure on an open server."""
    load(owner, TENANTS, DEADLINES // 100)
    settle(server)
    few, _ = idle(sessions)
    with owner.begin() as connection:
        connection.exec_driver_sql("TRUNCATE deadlines, cases, tenant_wakeups CASCADE")
    seconds = load(owner, TENANTS, DEADLINES)
    with owner.connect() as connection:
        rows = connection.exec_driver_sql("SELECT count(*) FROM deadlines").scalar_one()
    print(f"{rows} open deadlines of {TENANTS} tenants, loaded in {seconds:.0f} s")
    settle(server)
    many, median = idle(sessions)
    flat = many / few
    print(f"idle tick {many * 1e3:.2f} ms, median {median * 1e3:.2f} ms; load {load_now()}")
    print(f"with a hundredth of the deadlines {few * 1e3:.2f} ms; ratio {flat:.1f}")
    last = min(DUE_TENANTS, TENANTS - 1)
    alone = rounds(server, owner, lambda: claim(sessions, last))
    print(f"claim and advance: {said_of(alone)} a second; load {load_now()}")
    said: list[int] = []
    wholes = rounds(server, owner, lambda: said.append(sweep(sessions, NOW)))
    print(f"event, outbox, audit and advance {said[-1]}: {said_of(wholes)} a second", end="; ")
    print(f"load {load_now()}")
    whole = statistics.median(wholes)
    each = singly(owner, sessions)
    print(f"one case at a time {each:.0f} a second; ratio {whole / each:.0f}")
    print(f"limits: flat at most {FLAT_AT_MOST}, batch at least {BATCH_AT_LEAST} times one by one")
    good = flat <= FLAT_AT_MOST and whole / each >= BATCH_AT_LEAST and all(said)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

"""What six raw indicators per unit cost over all deadlines, as a ratio to counting the rows alone.

A PostgreSQL of its own is filled with the deadlines of many counties. Measured in one run, with the
same settings in one process each, several times each in turn, the middle counts: a
sequential scan that counts rows; and the platform's own query for the indicators, one pass over
the same rows. The sums are compared with what was put in. Prints figures; exits 1 beyond the limit.

LIANDONG_BENCH_DEADLINES and LIANDONG_BENCH_TENANTS say how many (200000 and 57; all counties have
10000000 and 2844). Fewer than that lie in the server's memory and have no limit.
"""

import os
import statistics
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg import sql
from psycopg.types.json import Jsonb

from liandong.db.embedded import EmbeddedServer, bootstrap
from liandong.db.embedded.roles import conninfo
from liandong.db.migrate import upgrade
from liandong.features.assessment.service.indicators import KINDS, per_unit
from liandong.kernel.resources import data_root

DEADLINES = int(os.environ.get("LIANDONG_BENCH_DEADLINES", "200000"))
TENANTS = int(os.environ.get("LIANDONG_BENCH_TENANTS", "57"))
ROUNDS = 5
WHOLE, AT_MOST = 10_000_000, 4.0  # times the sequential scan
TODAY, EXPECTED = date(2026, 11, 5), [date(2027, 2, day) for day in range(1, 29)]
TUNED = ("shared_buffers = '4GB'", "max_wal_size = '16GB'", "checkpoint_timeout = '30min'")
#: Every path but the sequential one is closed to both, and both run in one process.
SETTINGS = ("work_mem = '256MB'", "enable_indexscan = off", "enable_indexonlyscan = off",
            "enable_bitmapscan = off", "max_parallel_workers_per_gather = 0")  # fmt: skip
SCAN = "SELECT count(*) FROM deadlines"
#: Of ten: six done, of which one late; one open and missed, one open, one paused, one expected.
#: As long as those of the demo year are on average, and of the same parts.
INPUTS = {
    "matter": "收到检察建议书后的处理和书面回复", "start_event": "received", "regime": "NAT",
    "roll": "next_working_day", "stated": None, "bound": "at_most", "length": 2, "beside": [],
    "counted_in": "month", "evidence": "text", "effective_from": "2019-02-26", "inclusive": None,
    "applies_to": "start_event", "hour_rule": "exact_moment", "stops_on_holiday": False,
    "calendar": "2024–2026#b56dc3fb", "nominal_on": "2026-05-02",
    "started_at": "2026-03-02T00:00:00+08:00",
    "basis": [{"instrument": "procuratorial-suggestion-rules-2019", "clause": "第十九条",
               "quote": "收到检察建议书之日起两个月以内作出相应处理，并书面回复人民检察院"}],
    "steps": [{"on": "2026-05-06", "key": key, "reason_zh": "五一假期顺延到第一个工作日",
               "reason_en": "moves to the first working day after the holiday"}
              for key in ("nominal", "due")],
    "readings": [{"key": "limits.SUG-01.roll", "value": "next_working_day", "ambiguity": "A5",
                  "zh": "顺延到下一个工作日", "en": "moves to the next working day",
                  "basis": [{"instrument": "civil-code-2020", "clause": "第二百零三条"}]}],
}  # fmt: skip
#: Of ten: six done, of which one late; one open and missed, one open, one paused, one expected.
LOAD = """
INSERT INTO deadlines (tenant_id, id, case_id, limit_id, stands_for, unit_id, started_on, due_on,
    is_right, is_provisional, is_enforceable, state, ended_on, outcome, inputs, fires, position)
SELECT n % %(tenants)s + 1, ('00000000-0000-7000-8001-' || lpad(to_hex(n), 12, '0'))::uuid,
    ('00000000-0000-7000-8000-' || lpad(to_hex(n / 3), 12, '0'))::uuid, 'SUG-01', 'SUG-01',
    ('00000000-0000-5000-8002-' || lpad(to_hex(n % (%(tenants)s * 40)), 12, '0'))::uuid,
    '2026-03-02', CASE kind WHEN 7 THEN '2026-12-01' WHEN 9 THEN '2027-02-08'
        ELSE '2026-05-06' END::date,
    false, kind = 9, true,
    CASE WHEN kind < 6 THEN 'done' WHEN kind = 8 THEN 'paused' ELSE 'open' END,
    CASE WHEN kind < 5 THEN '2026-04-20'::date WHEN kind = 5 THEN '2026-05-20' END,
    CASE WHEN kind < 5 THEN 'in_time' WHEN kind = 5 THEN 'late' END, %(inputs)s::jsonb,
    ARRAY['2026-04-28 09:00+08', '2026-04-30 09:00+08', '2026-05-06 09:00+08']::timestamptz[], 5
FROM (SELECT n, (n * 7919 / 13 % 10)::int AS kind
    FROM generate_series(%(first)s, %(last)s::bigint) n) made
""".replace(" % ", " %% ")
PUT_IN = """SELECT count(*) FILTER (WHERE outcome = 'in_time'),
    count(*) FILTER (WHERE outcome = 'late'),
    count(*) FILTER (WHERE state = 'open' AND due_on = '2026-05-06'),
    count(*) FILTER (WHERE state = 'open' AND due_on = '2026-12-01'),
    count(*) FILTER (WHERE state = 'paused'), 0, count(*) FILTER (WHERE due_on > '2027-01-01'), 0,
    count(*) FROM deadlines"""
KEYS = """SELECT format('ALTER TABLE deadlines DROP CONSTRAINT %I CASCADE', conname)
    FROM pg_constraint WHERE conrelid = 'deadlines'::regclass AND contype IN ('p', 'u')"""
INDEXES = "SELECT format('DROP INDEX %I', indexname) FROM pg_indexes WHERE tablename = 'deadlines'"
PIECE = 1_000_000


def load(connection: psycopg.Connection[Any]) -> float:
    """Fill the table, without its indexes and its log; return the seconds it took."""
    start = perf_counter()
    for statement in (KEYS, INDEXES):
        for (dropped,) in connection.execute(statement.encode()).fetchall():
            connection.execute(dropped.encode())
    connection.execute("ALTER TABLE deadlines SET UNLOGGED")
    for first in range(1, DEADLINES + 1, PIECE):
        last = min(first + PIECE - 1, DEADLINES)
        said = {"tenants": TENANTS, "first": first, "last": last, "inputs": Jsonb(INPUTS)}
        connection.execute(LOAD.encode(), said)
    connection.execute("VACUUM ANALYZE deadlines")
    connection.execute("CHECKPOINT")
    return perf_counter() - start


def timed(connection: psycopg.Connection[Any], query: str) -> tuple[float, list[Any]]:
    """Return the seconds of a query, its rows read, and the rows."""
    start = perf_counter()
    rows = connection.execute(query.encode()).fetchall()
    return perf_counter() - start, rows


def passes(connection: psycopg.Connection[Any], query: str) -> list[str]:
    """Return how a plan reads the table."""
    lines = [row[0] for row in connection.execute(f"EXPLAIN {query}".encode()).fetchall()]
    return [each.partition(" on ")[0].strip("-> ") for each in lines if " on deadlines" in each]


def measure(connection: psycopg.Connection[Any], ours: str) -> int:
    """Measure both in turn, print, judge."""
    for setting in SETTINGS:
        connection.execute(sql.SQL("SET " + setting))
    size = connection.execute("SELECT pg_relation_size('deadlines')").fetchall()[0][0]
    plans = [passes(connection, query) for query in (SCAN, ours)]
    took: dict[str, list[float]] = {"scan": [], "six": []}
    for _ in range(ROUNDS + 1):  # the first of each warms up
        for name, query in (("scan", SCAN), ("six", ours)):
            seconds, rows = timed(connection, query)
            took[name].append(seconds)
    scan, six = (statistics.median(took[name][1:]) for name in ("scan", "six"))
    sums = [sum(int(row[n]) for row in rows) for n in range(2, 2 + len(KINDS))]
    sums.append(sum(sums))
    is_exact = sums == [*connection.execute(PUT_IN).fetchall()[0]]
    print(f"{sums[-1]} deadlines of {len(rows)} units, {size / 1e6:.0f} MB; load {_load()}")
    print(f"read by {plans[0]} and {plans[1]}; sums as put in: {is_exact}")
    print(f"sequential scan {scan:.3f} s ({_ends(took['scan'])}), six indicators {six:.3f} s "
          f"({_ends(took['six'])}); ratio {six / scan:.2f}, limit {AT_MOST}")  # fmt: skip
    is_fair = plans == [["Seq Scan"], ["Seq Scan"]]
    holds = DEADLINES < WHOLE or six / scan <= AT_MOST
    return int(not (is_exact and is_fair and holds))


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def _ends(found: list[float]) -> str:
    return f"{min(found[1:]):.3f} to {max(found[1:]):.3f}"


def main() -> int:
    """Fill a server and measure on it."""
    query = per_unit(None, TODAY, EXPECTED)
    dialect = sa.create_engine("postgresql+psycopg://").dialect
    ours = str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    with tempfile.TemporaryDirectory() as folder, EmbeddedServer(Path(folder) / "pg") as server:
        with psycopg.connect(conninfo(server), autocommit=True) as connection:
            for setting in TUNED:
                connection.execute(sql.SQL("ALTER SYSTEM SET " + setting))
        server.stop()
        server.start()
        _, owner_url = bootstrap(server)
        upgrade(owner_url, data_root() / "migrations")
        with psycopg.connect(conninfo(server, "liandong"), autocommit=True) as connection:
            print(f"loaded in {load(connection):.0f} s")
            return measure(connection, ours)


if __name__ == "__main__":
    sys.exit(main())

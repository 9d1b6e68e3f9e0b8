"""What one more county costs the database, when there are ten and when there are thousands.

Counties of the published list get packages from a template, written as folders as an administrator
has them; they are read and applied one after the other, parents first, as `tenant apply` does, on a
PostgreSQL of its own that counts its statements. Measured, in one run: the
execution time of all statements of an apply (pg_stat_statements), around the tenth county and at
the end; beside it the same tables once per tenant, each in a schema of its own; and one added
column in both. Other work on the machine adds to single applies, so medians are compared.
Prints figures, ratios and limits; exits 1 if a limit is not held.

LIANDONG_BENCH_COUNTIES and LIANDONG_BENCH_SCHEMAS say how many (300 and 40; the country has 2844).
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import psycopg
import sqlalchemy as sa
from sqlalchemy.schema import CreateIndex, CreateTable

from liandong.db.base import Base
from liandong.db.embedded import EmbeddedServer, bootstrap
from liandong.db.embedded.roles import conninfo
from liandong.db.engine import open_engine, open_sessions
from liandong.db.migrate import upgrade
from liandong.entrypoints.applying_many import applier
from liandong.entrypoints.wiring import wire
from liandong.features.tenants.service import (
    ListedDivision,
    Shelf,
    StatedPackage,
    divisions,
    export_to,
    identity_for,
    package_for,
    template,
)
from liandong.kernel.clock import SystemClock
from liandong.kernel.resources import data_root

COUNTIES = int(os.environ.get("LIANDONG_BENCH_COUNTIES", "300"))
SCHEMAS = int(os.environ.get("LIANDONG_BENCH_SCHEMAS", "40"))
ALL = 2_844
TENTH, AROUND = 10, 5
FLAT_AT_MOST = 1.2  # the last counties against those around the tenth
SCHEMA_AT_LEAST = 5.0  # times what a county costs when each has a schema of its own
PRELOADED = "ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'"
SPENT = """SELECT coalesce(sum(total_exec_time), 0), coalesce(sum(calls), 0)
    FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid WHERE d.datname = 'liandong'"""
COLUMN = "ADD COLUMN measured integer NOT NULL DEFAULT 0"


class Spent:
    """The execution time of every statement of the application's database, in milliseconds."""

    def __init__(self, server: EmbeddedServer) -> None:
        with psycopg.connect(conninfo(server), autocommit=True) as connection:
            connection.execute(PRELOADED)
        server.stop()
        server.start()
        self._connection = psycopg.connect(conninfo(server), autocommit=True)
        self._connection.execute("CREATE EXTENSION pg_stat_statements")

    def take(self) -> tuple[float, int]:
        """Return milliseconds and statements since the last time."""
        milliseconds, calls = self._connection.execute(SPENT).fetchone()
        self._connection.execute("SELECT pg_stat_statements_reset()")
        return float(milliseconds), int(calls)

    def close(self) -> None:
        """End the connection that asks."""
        self._connection.close()


def write(root: Path, chosen: list[ListedDivision]) -> None:
    """Write the packages of counties and of those above them: province, city, county."""
    model = template("government_procuratorate")
    for county in chosen:
        above = divisions().parents_of(county.code)
        place = root
        for each in above:
            place = place / each.code
            if not place.exists():
                export_to(identity_for(each), place)
        export_to(package_for(county, model), place / county.code)


def onboarded(
    shelf: Shelf, apply_one: Callable[[StatedPackage], bool], spent: Spent
) -> Iterator[tuple[float, int, float]]:
    """Read and apply every package; of a county yield milliseconds, statements, seconds to read."""
    for path in shelf.folders():
        start = perf_counter()
        package = shelf.read(path)
        seconds = perf_counter() - start
        spent.take()
        apply_one(package)
        cost = spent.take()
        if package.is_county:
            yield (*cost, seconds)


def tables() -> list[sa.Table]:
    """Return the tables that hold what is a tenant's own."""
    return [each for each in Base.metadata.sorted_tables if "tenant_id" in each.columns]


def by_schema(owner: sa.Engine, spent: Spent) -> list[float]:
    """Make the tables of a tenant in a schema of its own; return what each tenant cost."""
    with owner.connect() as connection:
        ours = tables()
        plain = [
            str(CreateTable(t, include_foreign_key_constraints=[]).compile(owner)) for t in ours
        ]
        plain += [str(CreateIndex(i).compile(owner)) for t in ours for i in t.indexes]
        found = []
        for number in range(1, SCHEMAS + 1):
            spent.take()
            connection.exec_driver_sql(f"CREATE SCHEMA t{number}")
            connection.exec_driver_sql(f"SET LOCAL search_path = t{number}, public")
            for statement in plain:
                connection.exec_driver_sql(statement.replace("%", "%%"))
            connection.commit()
            found.append(spent.take()[0])
        return found


def added_column(owner: sa.Engine, spent: Spent) -> tuple[float, float]:
    """Return what one more column costs in shared tables, and in all the schemas together."""
    spent.take()
    with owner.begin() as connection:
        connection.exec_driver_sql(f"ALTER TABLE public.units {COLUMN}")
    shared, _ = spent.take()
    for number in range(1, SCHEMAS + 1):
        with owner.begin() as connection:
            connection.exec_driver_sql(f"ALTER TABLE t{number}.units {COLUMN}")
    return shared, spent.take()[0]


def said_of(costs: list[float]) -> str:
    """Return the middle of several costs, with the least and the greatest."""
    return f"{statistics.median(costs):.1f} ms ({min(costs):.1f} to {max(costs):.1f})"


def main() -> int:
    """Measure, print, judge."""
    wire()
    with tempfile.TemporaryDirectory() as folder, EmbeddedServer(Path(folder) / "pg") as server:
        spent = Spent(server)
        app_url, owner_url = bootstrap(server)
        upgrade(owner_url, data_root() / "migrations")
        # Of a prepared DDL statement only the first execution would be counted.
        owner = sa.create_engine(owner_url, connect_args={"prepare_threshold": None})
        engine = open_engine(app_url)
        try:
            return measure(owner, engine, spent)
        finally:
            owner.dispose()
            engine.dispose()
            spent.close()


def measure(owner: sa.Engine, engine: sa.Engine, spent: Spent) -> int:
    """Measure on an open server."""
    chosen = divisions().counties()[:COUNTIES]
    apply_one = applier(open_sessions(engine), SystemClock(), by="bench")
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), chosen)
        start = perf_counter()
        here = wire()
        costs = list(onboarded(Shelf(Path(folder), here.register, here.known), apply_one, spent))
        seconds = perf_counter() - start
    early = [cost for cost, _, _ in costs[TENTH - AROUND - 1 : TENTH + AROUND]]
    late = [cost for cost, _, _ in costs[-2 * AROUND - 1 :]]
    calls = {n for _, n, _ in costs[TENTH:]}
    reading = sum(read for _, _, read in costs)
    flat = statistics.median(late) / statistics.median(early)
    print(f"{len(costs)} counties in {seconds:.0f} s, {seconds / len(costs) * 1e3:.0f} ms each")
    print(f"of it reading and checking folders {reading:.0f} s")
    print(f"statements an apply: {min(calls)} to {max(calls)}, rows of one INSERT counted singly")
    print(f"in the database: around county {TENTH} {said_of(early)}, the last {said_of(late)}")
    print(f"ratio {flat:.2f}; load {os.getloadavg()[0]:.1f}")
    schemas = by_schema(owner, spent)
    dearer = statistics.median(schemas) / statistics.median(late)
    print(f"a schema per tenant, its {len(tables())} tables empty: {said_of(schemas)}")
    print(f"ratio {dearer:.1f}")
    shared, all_schemas = added_column(owner, spent)
    each = all_schemas / SCHEMAS
    print(f"one more column: shared {shared:.2f} ms, however many tenants there are; {each:.2f} ms")
    print(f"a schema, which for {ALL} of them (extrapolated) is {each * ALL / 1e3:.1f} s")
    print(f"limits: flat at most {FLAT_AT_MOST}, a schema at least {SCHEMA_AT_LEAST} times as dear")
    return 0 if flat <= FLAT_AT_MOST and dearer >= SCHEMA_AT_LEAST else 1


if __name__ == "__main__":
    sys.exit(main())

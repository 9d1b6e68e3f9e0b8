"""How fast a whole country is scored, and that every point is that of a second reading.

So many units with 100 indicators each, in peer groups of 40. Measured, in one run: a copy of the
matrix in memory; the points of all units; and from PostgreSQL and back: COPY out, score, COPY in.
A sample is compared, point by point, with the decimal oracle of the tests.
Prints figures, ratios and limits; exits 1 if a limit is missed.

LIANDONG_BENCH_UNITS says how many units (114000); fewer than that have no limit in seconds.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import psycopg

from liandong.db.embedded import EmbeddedServer
from liandong.db.embedded.roles import conninfo
from liandong.kernel.resources import data_root
from liandong.scoring.columns import Column
from liandong.scoring.editions import scorable
from liandong.scoring.fixed import SCALE, Ints, shown
from liandong.scoring.scheme import Scheme
from liandong.scoring.tree import Sums, Unit, score

sys.path.insert(0, str(data_root() / "tests"))
from support.score_oracle import Oracle

UNITS = int(os.environ.get("LIANDONG_BENCH_UNITS", "114000"))
WHOLE = 114_000
INDICATORS, GROUP, SAMPLE, ROUNDS = 100, 40, 80, 5
COMPUTE_AT_MOST, WHOLE_AT_MOST, COPIES_AT_MOST = 0.5, 3.0, 5.0
#: How a sheet is made up: a rate short of its target, deductions with a cap, tables, ranks.
RULES: tuple[dict[str, Any], ...] = (
    {"points": 1, "start": 0, "terms": [{"add": "a"}]},
    {"points": 1, "terms": [{"per": "a", "each": "-0.1"}]},
    {"points": 1, "terms": [{"per": "a", "each": "-0.3", "cap": "0.8"}]},
    {"points": 1, "start": 0, "terms": [{"per": "a", "each": "0.5"}]},
)


def scheme_of() -> dict[str, Any]:
    """Return a sheet of ten blocks with ten indicators each."""
    inputs = {"a": {"label": "数", "to": 1000, "source": {"judged": True}}}
    items = [
        {"code": f"I{n}", "label": "项", "scorer": "office", "inputs": inputs, **RULES[n % 4]}
        for n in range(INDICATORS)
    ]
    blocks = [
        {"code": f"B{n}", "label": "块", "items": items[n * 10 : n * 10 + 10]} for n in range(10)
    ]
    return {
        "key": "bench", "edition": "1", "year": 2026, "title": "测速",
        "sheets": [{"code": "S", "label": "表", "items": blocks}],
    }  # fmt: skip


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of one call."""
    start = perf_counter()
    work()
    return perf_counter() - start


def scored(scheme: Scheme, units: tuple[Unit, ...], matrix: Ints, groups: Ints) -> Sums:
    """Return the points of a matrix with one row per indicator."""
    columns = {f"I{n}/a": Column(matrix[n]) for n in range(INDICATORS)}
    return score(scheme.sheets[0].root, units, columns, groups)


def exact(raw: dict[str, Any], matrix: Ints, sums: Sums) -> bool:
    """Tell whether a sample has the points of the oracle, place by place."""
    facts = [
        {f"I{n}/a": shown(int(matrix[n, unit])) for n in range(INDICATORS)}
        for unit in range(min(SAMPLE, matrix.shape[1]))
    ]
    expected = Oracle(raw, ["g"] * len(facts), facts).score()
    return all(
        Decimal(int(sums.of[code].earned.values[unit])) / SCALE == points
        for (code, unit), (points, *_) in expected.items()
    )


HEADER, END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"


def row_of(width: int) -> np.dtype[Any]:
    """Return a row of binary COPY: a unit, and its numbers as the bytes of int64."""
    unit = np.dtype([("size", ">i4"), ("value", ">i8")])
    return np.dtype([("n", ">i2"), ("unit", unit), ("size", ">i4"), ("of", "<i8", (width,))])


def packed(rows: Ints) -> bytes:
    """Return int64 rows, one per unit in their order, as binary COPY."""
    n, width = rows.shape
    out = np.empty(n, dtype=row_of(width))
    out["n"], out["size"], out["of"] = 2, 8 * width, rows
    out["unit"]["size"], out["unit"]["value"] = 8, np.arange(n)
    return HEADER + out.tobytes() + END


def unpacked(data: bytes, width: int) -> Ints:
    """Return the rows of a binary COPY as columns."""
    row = row_of(width)
    n = (len(data) - len(HEADER) - 2) // row.itemsize
    found = np.frombuffer(data, dtype=row, offset=len(HEADER), count=n)
    return np.asarray(found["of"].T, dtype=np.int64, order="C")


def end_to_end(
    connection: psycopg.Connection[Any], scheme: Scheme, units: tuple[Unit, ...], groups: Ints
) -> float:
    """Return the seconds from the facts in the database to the points in it."""
    start = perf_counter()
    into = BytesIO()
    with connection.cursor().copy("COPY facts TO STDOUT (FORMAT binary)") as copy:
        for piece in copy:
            into.write(piece)
    sums = scored(scheme, units, unpacked(into.getvalue(), INDICATORS), groups)
    codes = [*(f"I{n}" for n in range(INDICATORS)), "S"]
    points = np.stack([sums.of[code].earned.values for code in codes], axis=1)
    with connection.cursor().copy("COPY points FROM STDIN (FORMAT binary)") as copy:
        copy.write(packed(points))
    connection.commit()
    return perf_counter() - start


def filled(connection: psycopg.Connection[Any], matrix: Ints) -> None:
    """Make the tables and fill in the facts."""
    for name in ("facts", "points"):
        connection.execute(f"CREATE TABLE {name} (unit bigint, numbers bytea)")
    with connection.cursor().copy("COPY facts FROM STDIN (FORMAT binary)") as copy:
        copy.write(packed(matrix.T))
    connection.commit()


def main() -> int:
    """Measure, print, and return whether every limit held."""
    raw = scheme_of()
    scheme = scorable(raw)
    units = tuple(Unit(f"u{n}") for n in range(UNITS))
    groups = np.arange(UNITS, dtype=np.int64) // GROUP
    matrix = np.random.default_rng(7).integers(0, 12, (INDICATORS, UNITS)).astype(np.int64) * 2500
    into = np.empty_like(matrix)
    copy = statistics.median(timed(lambda: np.copyto(into, matrix)) for _ in range(ROUNDS))
    compute = statistics.median(
        timed(lambda: scored(scheme, units, matrix, groups)) for _ in range(ROUNDS)
    )
    is_exact = exact(raw, matrix, scored(scheme, units, matrix, groups))
    with tempfile.TemporaryDirectory() as folder:
        server = EmbeddedServer(Path(folder) / "pg")
        server.start()
        try:
            with psycopg.connect(conninfo(server)) as connection:
                filled(connection, matrix)
                whole = end_to_end(connection, scheme, units, groups)
        finally:
            server.stop()
    print(f"{UNITS} units x {INDICATORS} indicators, {matrix.nbytes / 1e6:.0f} MB")
    print(f"copy in memory {copy:.3f} s; compute {compute:.3f} s = {compute / copy:.1f} copies"
          f" (limits {COMPUTE_AT_MOST} s, {COPIES_AT_MOST:.0f} copies)")  # fmt: skip
    print(f"from PostgreSQL and back {whole:.2f} s (limit {WHOLE_AT_MOST} s)")
    print(f"exact against the oracle on {min(SAMPLE, UNITS)} units: {is_exact}")
    holds = compute <= COMPUTE_AT_MOST and whole <= WHOLE_AT_MOST
    return int(not (is_exact and (UNITS < WHOLE or (holds and compute / copy <= COPIES_AT_MOST))))


if __name__ == "__main__":
    sys.exit(main())

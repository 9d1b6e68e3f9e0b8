"""How long a whole country takes to be drawn a thousand times, and in how much memory.

So many units with 100 indicators each, 40 of them marked by people, in peer groups of 40. In one
run: a plain draw (one weighed sum of the matrix, one argsort); the intervals with weights in doubt;
the intervals with weights and marks in doubt. Prints figures, ratios and limits; exits 1 if a limit
is missed. On a terminal a bar says how far it is.

LIANDONG_BENCH_UNITS says how many units (114000); fewer than that have no limit in seconds.
"""

import os
import resource
import statistics
import sys
from collections.abc import Callable
from functools import partial
from time import perf_counter

import click
import numpy as np

from liandong.scoring.robustness import Sheet, Specification
from liandong.scoring.robustness.drawing import Draws
from liandong.scoring.robustness.intervals import intervals
from liandong.scoring.robustness.leaving_out import unvaried

UNITS = int(os.environ.get("LIANDONG_BENCH_UNITS", "114000"))
WHOLE, INDICATORS, JUDGED, GROUP, DRAWS, PLAIN = 114_000, 100, 40, 40, 1000, 20
SECONDS_AT_MOST, PLAIN_DRAWS_AT_MOST, COPIES_AT_MOST = 300.0, 3.0, 6.0
MEBI = 2**20


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of one call."""
    start = perf_counter()
    work()
    return perf_counter() - start


def sheet_of() -> Sheet:
    """Return a country whose points are quarters of one point each."""
    points = np.random.default_rng(7).integers(0, 5, (UNITS, INDICATORS), dtype=np.int8) / 4.0
    groups = tuple(f"{n // GROUP:06}" for n in range(UNITS))
    codes = tuple(f"I{n:03}" for n in range(INDICATORS))
    return Sheet(tuple(f"u{n}" for n in range(UNITS)), codes, points, np.ones_like(points), groups)


def plain_draws(sheet: Sheet, dice: np.random.Generator) -> list[float]:
    """Return the seconds of some plain draws."""
    return [
        timed(lambda: np.argsort(sheet.points @ dice.uniform(0.9, 1.1, INDICATORS)))
        for _ in range(PLAIN)
    ]


def drawn(sheet: Sheet, judged: int) -> float:
    """Return the seconds of a thousand draws."""
    errors = dict.fromkeys(sheet.codes[:judged], 0.25)
    draws, ranks = Draws(sheet, Specification(0.1, errors, DRAWS, 7)), unvaried(sheet)
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=1000, file=sys.stderr, hidden=hidden) as bar:
        return timed(
            lambda: intervals(draws, ranks, lambda n, of: bar.update(n * 1000 // of - bar.pos))
        )


def memory() -> float:
    """Return the most that was held so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024.0


def main() -> int:
    """Measure, print, and return whether every limit held."""
    sheet, dice = sheet_of(), np.random.default_rng(8)
    plainly = partial(plain_draws, sheet, dice)
    first, before = plainly(), memory()
    weights = drawn(sheet, 0)
    second = plainly()
    both = drawn(sheet, JUDGED)
    plain = DRAWS * statistics.median(first + second + plainly())
    copies = (memory() - before) / sheet.points.nbytes
    print(f"{UNITS} units x {INDICATORS} indicators, {DRAWS} draws")
    print(f"plain sum and argsort {plain:.1f} s (from {3 * PLAIN} draws, before, between, after)")
    print(f"intervals, weights in doubt {weights:.1f} s = {weights / plain:.2f} plain"
          f" (limit {PLAIN_DRAWS_AT_MOST:.0f})")  # fmt: skip
    print(f"intervals, weights and {JUDGED} marks in doubt {both:.1f} s"
          f" (limit {SECONDS_AT_MOST:.0f} s), {both / plain:.1f} plain")  # fmt: skip
    print(f"memory beside the matrices {copies * sheet.points.nbytes / MEBI:.0f} MB"
          f" = {copies:.1f} copies of the points (limit {COPIES_AT_MOST:.0f})")  # fmt: skip
    holds = both <= SECONDS_AT_MOST and copies <= COPIES_AT_MOST
    return int(UNITS >= WHOLE and not (holds and weights / plain <= PLAIN_DRAWS_AT_MOST))


if __name__ == "__main__":
    sys.exit(main())

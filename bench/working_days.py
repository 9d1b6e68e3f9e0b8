"""How long the n-th working day takes, alone and in columns, beside peers, in one run.

Peers: a loop over our own calendar, `chinese_calendar.find_workday`, and numpy's busdays, which
know weekends and holidays and no make-up days, so that they cannot give the same days. Prints
nanoseconds and ratios, ours the best of many short runs: what else the machine does only adds to
them. The ratios decide: exits 1 if one is beyond its limit or a day differs that must not.
"""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter
from timeit import repeat
from typing import Any

import numpy as np
from chinese_calendar import find_workday  # type: ignore[import-untyped]  # it ships no types

from liandong.calendars import DayKind, WorkingDayCalendar, default_calendar
from liandong.calendars.vectors import Vectors

FIRST, DAYS = date(2024, 1, 1), 1000
LENGTHS = (1, 3, 5, 7, 10, 15, 20, 30)
ROUNDS, SAMPLES, TURNS = 2_000, 25, 40  # short samples find the moments nothing else runs
VALUES = 100_000
SOME = 63  # peers are slow: every 63rd question is timed again and again, all are compared once
EMPTY_CALLS_AT_MOST = 6  # one question, in calls of a method that does nothing
AT_LEAST = {  # times faster than
    "loop": 30,
    "chinese_calendar": 500,
    "one by one": 10,
    "numpy.busday_offset": 2,
}

Asked = list[tuple[date, int]]


class Empty:
    """What a call alone costs."""

    def add(self, day: date, n: int) -> None:
        """Do nothing."""


def loop(calendar: WorkingDayCalendar, day: date, n: int) -> date:
    """Walk day by day and count those that are worked."""
    while n:
        day += timedelta(days=1)
        n -= calendar.is_working(day)
    return day


def theirs(calendar: WorkingDayCalendar, day: date, n: int) -> date:
    """Ask the peer, whose count begins on the day itself if that is worked, else after it."""
    found: date = find_workday(n if calendar.is_working(day) else n - 1, day)
    return found


def best(statement: str, names: dict[str, Any], rounds: int = 1) -> float:
    """Return the nanoseconds of a statement, the best of all samples."""
    return min(repeat(statement, globals=names, number=rounds, repeat=SAMPLES)) / rounds * 1e9


def all_asked(answer: Callable[[date, int], date], asked: Asked) -> tuple[float, list[date]]:
    """Return the nanoseconds of one of many questions, and the answers."""
    start = perf_counter()
    found = [answer(day, n) for day, n in asked]
    return (perf_counter() - start) / len(asked) * 1e9, found


def judge(name: str, slow: float, quick: float, *, same: bool = True) -> bool:
    """Print a peer beside us and say whether that is within its limit."""
    ratio, least = slow / quick, AT_LEAST[name]
    print(f"  {name:<20} {slow:10.1f} ns  {ratio:8.1f} times ours, at least {least}; {same=}")
    return same and ratio >= least


def alone(calendar: WorkingDayCalendar) -> bool:
    """Measure one question at a time."""
    names = {
        "known": calendar,
        "empty": Empty(),
        "day": date(2026, 8, 1),
        "later": date(2026, 10, 8),
    }
    calls = [f"known.{each}" for each in ("add(day, 7)", "between(day, later)", "is_working(day)")]
    took = dict.fromkeys(["empty.add(day, 7)", *calls], float("inf"))
    for _ in range(TURNS):
        took = {each: min(took[each], best(each, names, ROUNDS)) for each in took}
    empty = took["empty.add(day, 7)"]
    print(f"one at a time; a call that does nothing takes {empty:.0f} ns")
    good = True
    for each in calls:
        ratio = took[each] / empty
        print(
            f"  {each:<26} {took[each]:6.0f} ns  {ratio:4.1f} calls, at most {EMPTY_CALLS_AT_MOST}"
        )
        good = good and ratio <= EMPTY_CALLS_AT_MOST
    questions = [(FIRST + timedelta(days=k), n) for k in range(DAYS) for n in LENGTHS]
    quick, ours = min(all_asked(calendar.add, questions) for _ in range(TURNS))
    print(f"{len(questions)} different questions: {quick:.0f} ns each, kept in a list")
    peers: dict[str, Callable[[date, int], date]] = {
        "loop": lambda day, n: loop(calendar, day, n),
        "chinese_calendar": lambda day, n: theirs(calendar, day, n),
    }
    for name, answer in peers.items():
        _, found = all_asked(answer, questions)
        slow = min(all_asked(answer, questions[::SOME])[0] for _ in range(SAMPLES))
        good = judge(name, slow, quick, same=found == ours) and good
    return good


def in_columns(calendar: WorkingDayCalendar) -> bool:
    """Measure a whole column at a time."""
    many = Vectors(calendar)
    ahead = np.random.default_rng(3).integers(0, DAYS, VALUES)
    days = np.datetime64(FIRST, "D") + ahead.astype("timedelta64[D]")
    names = {"many": many, "days": days, "later": days + 30, "n": ahead % 240 - 120}
    print(f"{VALUES} days in one column")
    per = 1 / VALUES
    for asked in (
        "is_working_many(days)",
        "between_many(days, later)",
        "roll_many(days, 'next_working_day')",
        "add_many(later + 200, n)",
    ):
        print(f"  {asked:<36} {best(f'many.{asked}', names) * per:6.1f} ns each")
    quick = best("many.add_many(days, 7)", names) * per
    print(f"  {'add_many(days, 7)':<36} {quick:6.1f} ns each")
    ours = many.add_many(days, 7)
    asked_alone = [(day, 7) for day in days.tolist()]
    slow, found = min(all_asked(calendar.add, asked_alone) for _ in range(SAMPLES))
    good = judge("one by one", slow, quick, same=ours.tolist() == found)
    return busdays(calendar, days, ours, quick) and good


def busdays(calendar: WorkingDayCalendar, days: Any, ours: Any, quick: float) -> bool:
    """Put numpy's own beside us: it may differ where a make-up day is counted, nowhere else."""
    covered = calendar.days()
    kinds = [calendar.kind(day).kind for day in covered]
    off = [day for day, kind in zip(covered, kinds, strict=True) if kind is DayKind.HOLIDAY]
    made_good = [day for day, kind in zip(covered, kinds, strict=True) if kind is DayKind.MAKEUP]
    busday = np.busdaycalendar(holidays=np.array(off, "datetime64[D]"))
    names = {"np": np, "days": days, "busday": busday}
    count = "np.busday_offset(days, 7, roll='backward', busdaycal=busday)"
    slow = best(count, names) / VALUES
    differ = ours != np.busday_offset(days, 7, roll="backward", busdaycal=busday)
    worked = np.array(made_good, "datetime64[D]")
    counted = np.searchsorted(worked, ours, "right") > np.searchsorted(worked, days, "right")
    print(f"  numpy knows no make-up day: {differ.mean():.1%} of its days are not ours,")
    print(f"  of those without a make-up day on the way {(differ & ~counted).sum()}")
    return judge("numpy.busday_offset", slow, quick, same=not (differ & ~counted).any())


def main() -> int:
    """Measure, print, judge."""
    calendar = default_calendar()
    good = alone(calendar)
    return 0 if in_columns(calendar) and good else 1


if __name__ == "__main__":
    sys.exit(main())

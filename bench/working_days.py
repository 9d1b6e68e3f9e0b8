"""How long the n-th working day takes, as ratios to two loops over days, in one run.

The one loop asks our own calendar day by day, the other is `chinese_calendar.find_workday`.
Prints the means, the ratios and the limits; exits 1 if a ratio is below its limit or a day differs.
"""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter

from chinese_calendar import find_workday  # type: ignore[import-untyped]  # it ships no types

from liandong.calendars import WorkingDayCalendar, default_calendar

FIRST, DAYS = date(2024, 1, 1), 1000
LENGTHS = (1, 3, 5, 7, 10, 15, 20, 30)
ROUNDS = 20  # of the quick way; the loops run once
AT_LEAST = {"loop": 5, "chinese_calendar": 10}  # times faster

Asked = list[tuple[date, int]]


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


def measure(answer: Callable[[date, int], date], asked: Asked, rounds: int = 1) -> float:
    """Return the seconds of one question."""
    start = perf_counter()
    for _ in range(rounds):
        for day, n in asked:
            answer(day, n)
    return (perf_counter() - start) / (rounds * len(asked))


def main() -> int:
    """Measure, print, judge."""
    calendar = default_calendar()
    asked = [(FIRST + timedelta(days=k), n) for k in range(DAYS) for n in LENGTHS]
    peers: dict[str, Callable[[date, int], date]] = {
        "loop": lambda day, n: loop(calendar, day, n),
        "chinese_calendar": lambda day, n: theirs(calendar, day, n),
    }
    quick = measure(calendar.add, asked, ROUNDS)
    ours = [calendar.add(day, n) for day, n in asked]
    print(f"questions {len(asked)}; calendar.add {quick * 1e6:.2f} µs")
    good = True
    for name, answer in peers.items():
        same = ours == [answer(day, n) for day, n in asked]
        slow = measure(answer, asked)
        ratio = slow / quick
        print(f"{name} {slow * 1e6:.1f} µs; ratio {ratio:.0f}, at least {AT_LEAST[name]}; {same=}")
        good = good and same and ratio >= AT_LEAST[name]
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

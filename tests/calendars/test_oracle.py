"""Every start day of the published years, every length, every way to count: the same last day."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars import oracle
from calendars.published import days_of
from liandong.calendars import Pause, PauseError, compute, compute_paused, compute_point

LENGTHS = 120
ROLLS = ("none", "next_working_day", "previous_working_day")
Ends = Callable[[date], Iterator[date]]
FORWARDS: dict[str, tuple[Ends, int]] = {
    "day": (oracle.days, LENGTHS),
    "month": (oracle.months, LENGTHS),
    "quarter": (lambda start: oracle.months(start, 3), LENGTHS // 3),
    "year": (lambda start: oracle.months(start, 12), LENGTHS // 12),
}
DAYS = days_of(2024, 2025, 2026)


@pytest.mark.parametrize("unit", FORWARDS)
@pytest.mark.parametrize("roll", ROLLS)
def test_days_months_quarters_and_years_end_where_the_law_says(unit: str, roll: str) -> None:
    ends, lengths = FORWARDS[unit]
    for start in DAYS:
        for n, nominal in enumerate(islice(ends(start), lengths), 1):
            if oracle.rolled(nominal, roll).year > 2036:
                continue
            found = compute(start, length=n, counted_in=unit, roll=roll)
            expected = (nominal, oracle.rolled(nominal, roll))
            assert (found.nominal_on, found.due_on) == expected, (start, n)


def test_working_days_end_where_the_law_says() -> None:
    for start in DAYS:
        for n, due in enumerate(islice(oracle.working_days(start), LENGTHS), 1):
            assert compute(start, length=n, counted_in="working_day").due_on == due, (start, n)


@pytest.mark.parametrize("unit", ["day", "working_day"])
def test_days_before_an_event_never_move_towards_it(unit: str) -> None:
    walk = oracle.days if unit == "day" else oracle.working_days
    for event in days_of(2025, 2026):
        for n, last in enumerate(islice(walk(event, -1), LENGTHS), 1):
            rolls = {"length": n, "counted_in": unit, "backwards": True}
            assert compute(event, roll="next_working_day", **rolls).due_on == last, (event, n)


@pytest.mark.parametrize(("every", "months"), [("month", 1), ("quarter", 3), ("year", 12)])
def test_a_period_ends_on_its_last_day(every: str, months: int) -> None:
    for day in DAYS:
        ahead = day
        while not ((ahead + oracle.ONE_DAY).day == 1 and ahead.month % months == 0):
            ahead += oracle.ONE_DAY
        assert compute_point(day, every=every).due_on == ahead


pauses = st.lists(st.tuples(st.integers(1, 60), st.integers(1, 40)), max_size=3)
starts = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@settings(max_examples=400, deadline=None)
@given(starts, st.integers(1, 120), st.sampled_from(["day", "working_day"]), pauses)
def test_a_period_with_pauses_lasts_as_many_days_as_one_without(
    start: date, length: int, unit: str, gaps: list[tuple[int, int]]
) -> None:
    known, held, day = [], set[date](), start
    for ahead, lasts in gaps:
        first = day + timedelta(days=ahead)
        day = first + timedelta(days=lasts)
        known.append(Pause(first, day))
    by_work = unit == "working_day"
    kept = []
    for pause in known:  # a pause that begins when the period is over is refused
        if pause.first > oracle.paused(start, length, held, by_work=by_work):
            break
        kept.append(pause)
        held |= set(
            islice(oracle.days(pause.first - oracle.ONE_DAY), (pause.resumed - pause.first).days)
        )

    counted = compute(start, length=length, counted_in=unit, roll="next_working_day")
    found = compute_paused(counted, kept, counted_in=unit, roll="next_working_day")

    nominal = oracle.paused(start, length, held, by_work=by_work)
    assert found.nominal_on == nominal
    assert found.due_on == (nominal if by_work else oracle.rolled(nominal, "next_working_day"))


@pytest.mark.parametrize(
    ("pauses", "named"),
    [
        ([Pause(date(2026, 3, 10), date(2026, 3, 9))], "pauses.1"),
        (
            [Pause(date(2026, 3, 5), date(2026, 3, 9)), Pause(date(2026, 3, 8), date(2026, 3, 10))],
            "pauses.2",
        ),
        ([Pause(date(2026, 4, 1), date(2026, 4, 3))], "pauses.1"),
    ],
)
def test_a_pause_that_cannot_be_is_named(pauses: list[Pause], named: str) -> None:
    counted = compute(date(2026, 3, 2), length=15, counted_in="day")

    with pytest.raises(PauseError) as caught:
        compute_paused(counted, pauses, counted_in="day")

    assert [problem.where for problem in caught.value.problems] == [named]

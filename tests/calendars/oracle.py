"""The rules on periods read literally, one day after the other; shares no code with the platform.

民法典 第二百零一条: 开始的当日不计入, 自下一日开始计算.
第二百零二条: 到期月的对应日为期间的最后一日, 没有对应日的, 月末日为期间的最后一日.
第二百零三条: 最后一日是法定休假日的, 以法定休假日结束的次日为最后一日.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache

import yaml

from calendars.published import FOLDER

ONE_DAY, QUARTER = timedelta(days=1), timedelta(minutes=15)


def _days_off_and_on() -> tuple[set[date], set[date]]:
    off: set[date] = set()
    on: set[date] = set()
    for path in FOLDER.glob("*.yaml"):
        said = yaml.safe_load(path.read_text("utf-8"))
        on.update(said["makeup"])
        for holiday in said["holidays"]:
            day = holiday["from"]
            while day <= holiday["until"]:
                off.add(day)
                day += ONE_DAY
    return off, on


OFF, ON = _days_off_and_on()


@cache
def is_worked(day: date) -> bool:
    if day in ON:
        return True
    if day in OFF:
        return False
    return day.isoweekday() not in (6, 7)


@cache
def rolled(day: date, rule: str) -> date:
    step = {"next_working_day": ONE_DAY, "previous_working_day": -ONE_DAY}.get(rule)
    while step is not None and not is_worked(day):
        day += step
    return day


def days(start: date, direction: int = 1) -> Iterator[date]:
    """Yield the day on which a period of 1, 2, 3 … days ends; the start day does not count."""
    day = start
    while True:
        day += direction * ONE_DAY
        yield day


def working_days(start: date, direction: int = 1) -> Iterator[date]:
    """Yield the day on which a period of 1, 2, 3 … working days ends."""
    for day in days(start, direction):
        if is_worked(day):
            yield day


@cache
def next_first(day: date) -> date:
    """Walk to the first day of the next month."""
    day += ONE_DAY
    while day.day != 1:
        day += ONE_DAY
    return day


@cache
def corresponding(first: date, number: int) -> date:
    """Walk from the first of a month to the day of that number, or to the month's last."""
    end = first
    while end.day < number and (end + ONE_DAY).month == end.month:
        end += ONE_DAY
    return end


def months(start: date) -> Iterator[date]:
    """Yield the corresponding day of each month ahead, or the month's last where there is none."""
    first = start
    while True:
        first = next_first(first)
        yield corresponding(first, start.day)


def hours(begins: datetime, *, stops: bool) -> Iterator[datetime]:
    """Yield the moment at which 1, 2, 3 … hours have run, a quarter of an hour at a time.

    With `stops` the days that are not worked do not run.
    """
    moment, quarters = begins, 0
    while True:
        if not stops or is_worked(moment.date()):
            quarters += 1
        moment += QUARTER
        if quarters == 4:
            yield moment
            quarters = 0


def next_full_hour(moment: datetime) -> datetime:
    """行诉解释 第四十八条: 期间开始的时不计算在期间内."""
    moment += QUARTER
    while moment.minute:
        moment += QUARTER
    return moment


@cache
def last_of(day: date, months_each: int) -> date:
    """Return the last day of the natural month, quarter or year that holds a day."""
    while not ((day + ONE_DAY).day == 1 and day.month % months_each == 0):
        day += ONE_DAY
    return day


@cache
def first_of(day: date, months_each: int) -> date:
    while not (day.day == 1 and (day.month - 1) % months_each == 0):
        day -= ONE_DAY
    return day


@cache
def point(day: date, months_each: int, number: int | None, *, inclusive: bool) -> date:
    """Return the n-th day of the period that holds a day, its last where it is shorter."""
    end = last_of(day, months_each)
    stated = first_of(day, months_each)
    while stated < end and (number is None or number > 1):
        stated += ONE_DAY
        number = None if number is None else number - 1
    return stated if inclusive else stated - ONE_DAY


class Life:
    """A period as a clock that is stopped with days left and started again.

    期间中止的, 恢复后继续计算: what was left when it stopped runs off from the day it runs again.
    延长: counted from the last day as it stands. 重新起算: the day of the act is the day 0.
    """

    def __init__(self, start: date, length: int, unit: str, roll: str) -> None:
        self.whole = (length, unit, roll)
        self.left, self.stopped = 0, False
        self.out: set[date] = set()
        self.renew(start)

    def counts(self, day: date) -> bool:
        return day >= self.first and (is_worked(day) or self.unit != "working_day")

    def finish(self, end: date) -> None:
        self.end = end
        self.due = end if self.unit == "working_day" else rolled(end, self.roll)

    def renew(self, start: date) -> None:
        length, self.unit, self.roll = self.whole
        self.first = start + ONE_DAY
        self.finish(last(start, length, self.unit))
        if still := {day for day in self.out if day >= self.first}:
            self.stop(self.first)
            self.go(max(still) + ONE_DAY)

    def stop(self, day: date) -> None:
        end = self.end if day <= self.end else self.due
        self.left, self.stopped, self.since = 0, True, day
        while day <= end:
            self.left += self.counts(day)
            day += ONE_DAY

    def go(self, day: date) -> None:
        self.stopped = False
        if day == self.since:  # no day was held
            return
        while not self.counts(day):
            day += ONE_DAY
        while self.left > 1:
            day += ONE_DAY
            self.left -= self.counts(day)
        self.finish(day)

    def take_out(self, first: date, until: date) -> None:
        self.stop(first)
        self.go(until + ONE_DAY)
        self.out = {first}
        while max(self.out) < until:
            self.out.add(max(self.out) + ONE_DAY)

    def lengthen(self, length: int, unit: str, roll: str) -> None:
        self.unit, self.roll = unit, roll
        self.finish(last(self.due, length, unit))

    def name_the_day(self, day: date) -> None:
        self.end = self.due = day


def last(start: date, length: int, unit: str) -> date:
    """Walk to the day on which a period of one length ends."""
    walks = {"day": days(start), "working_day": working_days(start), "month": months(start)}
    end = start
    for _ in range(length):
        end = next(walks[unit])
    return end

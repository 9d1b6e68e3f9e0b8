"""The rules on periods read literally, one day after the other; shares no code with the platform.

民法典 第二百零一条: 开始的当日不计入, 自下一日开始计算.
第二百零二条: 到期月的对应日为期间的最后一日, 没有对应日的, 月末日为期间的最后一日.
第二百零三条: 最后一日是法定休假日的, 以法定休假日结束的次日为最后一日.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import yaml

from calendars.published import FOLDER

ONE_DAY = timedelta(days=1)


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


def is_worked(day: date) -> bool:
    if day in ON:
        return True
    if day in OFF:
        return False
    return day.isoweekday() not in (6, 7)


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


def months(start: date, months_each: int = 1) -> Iterator[date]:
    """Yield the corresponding day of each month ahead, or the month's last where there is none."""
    day, passed = start, 0
    while True:
        for _ in range(months_each):
            day += ONE_DAY
            while day.day != 1:
                day += ONE_DAY
            passed += 1
        end = day
        while end.day < start.day and (end + ONE_DAY).month == end.month:
            end += ONE_DAY
        yield end


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
        self.left, self.stopped = 0, True
        while day <= end:
            self.left += self.counts(day)
            day += ONE_DAY

    def go(self, day: date) -> None:
        self.stopped = False
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

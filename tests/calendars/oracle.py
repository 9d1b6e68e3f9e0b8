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


def paused(start: date, length: int, held: set[date], *, by_work: bool) -> date:
    """Walk until `length` days have counted; days on which the period is held do not."""
    day = start
    while length:
        day += ONE_DAY
        if day not in held and (is_worked(day) or not by_work):
            length -= 1
    return day

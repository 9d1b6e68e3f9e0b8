"""A schedule as somebody states it, day by day, judged before anybody may count by it; pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from liandong.calendars.schedules import Holiday, Schedule
from liandong.kernel.errors import InvalidInputError, Problem

OFF, MAKEUP = "off", "makeup"
_SATURDAY, _DECEMBER = 5, 12
_DAY = timedelta(days=1)
#: Statutory days of a fixed date in every year since 2014 (全国年节及纪念日放假办法 第二条).
_FIXED = {(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)}


class ScheduleError(InvalidInputError):
    """A schedule is not what a notice can say; every place is named."""

    code = "calendar.schedule"
    title_zh = "放假安排有误，没有导入"
    title_en = "The schedule is wrong; nothing was imported"


@dataclass(frozen=True)
class StatedDay:
    """One day of the table: `kind` is off or makeup, `where` the place it stands at."""

    on: date
    kind: str
    name: str
    name_en: str
    where: str


@dataclass(frozen=True)
class Stated:
    """All that a file says; what could not be read at all stands in `problems`."""

    where: str
    year: int | None
    notice: str | None
    published_on: date | None
    days: tuple[StatedDay, ...]
    problems: tuple[Problem, ...] = field(default=())


@dataclass(frozen=True)
class Judged:
    """A schedule that may be kept, and what its reader ought to look at."""

    schedule: Schedule
    warnings: tuple[Problem, ...]


def judge(stated: Stated, known: Iterable[Schedule]) -> Judged:
    """Return the schedule that a file states; `known` are the shipped ones, year by year.

    A provisional one of the same year names the days that the law itself gives.

    Raises:
        ScheduleError: Something is wrong; everything is listed.
    """
    shipped = {each.year: each for each in known}
    year = stated.year or _most_common_year(stated.days)
    law = shipped.get(year) if year else None
    problems = [
        *stated.problems,
        *_heading(stated, year, shipped),
        *_days(stated, year or 0),
        *_missing(stated, law),
    ]
    if problems or year is None or law is None:
        raise ScheduleError(problems)
    schedule = Schedule(
        year=year,
        notice=stated.notice,
        published_on=stated.published_on,
        provisional=False,
        holidays=tuple(_holidays(_off(stated))),
        makeup=tuple(sorted(day.on for day in stated.days if day.kind == MAKEUP)),
    )
    return Judged(schedule, tuple(_warnings(stated, schedule, law)))


def _off(stated: Stated) -> list[StatedDay]:
    return sorted((d for d in stated.days if d.kind == OFF), key=lambda day: day.on)


def _most_common_year(days: Iterable[StatedDay]) -> int | None:
    """Return the year of most days: a slip of the pen does not make another year of it."""
    counted = Counter(day.on.year for day in days).most_common(1)
    return counted[0][0] if counted else None


def _heading(stated: Stated, year: int | None, shipped: dict[int, Schedule]) -> Iterator[Problem]:
    if not stated.days and not stated.problems:
        yield Problem(stated.where, "表里没有日子", "the table has no days")
    if not stated.notice:
        yield Problem(f"{stated.where} 文号/notice", "没有写文号", "the notice has no number")
    if stated.published_on is None:
        zh, en = "没有写发布日期", "the day of publication is missing"
        yield Problem(f"{stated.where} 发布日期/published_on", zh, en)
    if year is not None and year not in shipped:
        zh = f"平台只知道 {min(shipped)}–{max(shipped)} 年，没有 {year} 年"
        en = f"the platform knows {min(shipped)}–{max(shipped)}, not {year}"
        yield Problem(f"{stated.where} 年份/year", zh, en)


def _days(stated: Stated, year: int) -> Iterator[Problem]:
    taken: dict[date, StatedDay] = {}
    for day in stated.days:
        yield from _day(day, year)
        before = taken.setdefault(day.on, day)
        if before is not day:
            yield _twice(day, before)
    yield from _holes(_off(stated))


def _day(day: StatedDay, year: int) -> Iterator[Problem]:
    in_december = (day.on.year, day.on.month) == (year - 1, _DECEMBER)
    if day.on.year != year and not in_december:
        zh, en = f"{day.on} 不在 {year} 年", f"{day.on} does not lie in {year}"
        yield Problem(f"{day.where} 日期/date", zh, en)
    if day.kind == MAKEUP and day.on.weekday() < _SATURDAY:
        zh, en = f"{day.on} 不是周末，不能补班", f"{day.on} is no weekend day to be worked"
        yield Problem(f"{day.where} 类型/kind", zh, en)
    if day.kind == OFF and not day.name:
        zh, en = f"{day.on} 没有写节日", f"{day.on} names no holiday"
        yield Problem(f"{day.where} 节日/name", zh, en)


def _twice(day: StatedDay, before: StatedDay) -> Problem:
    where = f"{day.where} 日期/date"
    if day.kind != before.kind:
        zh = f"{day.on} 又放假又补班（{before.where}）"
        return Problem(where, zh, f"{day.on} is off and worked at once ({before.where})")
    zh, en = f"{day.on} 写了两次（{before.where}）", f"{day.on} stands twice ({before.where})"
    return Problem(where, zh, en)


def _holes(off: list[StatedDay]) -> Iterator[Problem]:
    """Yield what is missing inside a holiday: days between two of its days that are not off."""
    last: dict[str, StatedDay] = {}
    all_off = {day.on for day in off}
    for day in off:
        before = last.get(day.name)
        last[day.name] = day
        missing = _between(before.on, day.on, all_off) if before and day.name else []
        if before and missing:
            n, first = len(missing), missing[0]
            zh = f"{day.name}断开了：{day.on} 之前缺 {n} 天，从 {first} 起"
            en = f"{day.name} has a hole before {day.on}: {n} days from {first} on"
            yield Problem(f"{day.where} 日期/date", zh, en)


def _between(first: date, last: date, off: set[date]) -> list[date]:
    days = (first + timedelta(days=n) for n in range(1, (last - first).days))
    return [day for day in days if day not in off]


def _missing(stated: Stated, law: Schedule | None) -> Iterator[Problem]:
    """Yield the days of 全国年节及纪念日放假办法 that the table does not give."""
    if law is None or not stated.days:
        return
    off = {day.on for day in _off(stated)}
    for holiday in law.holidays:
        if not law.provisional:
            yield from _without(stated, law, holiday, off)
            continue
        for day in holiday:
            if day not in off:
                yield _lacks(stated, day, holiday)


def _without(stated: Stated, law: Schedule, holiday: Holiday, off: set[date]) -> Iterator[Problem]:
    """Yield what is missing of a holiday whose statutory days are not listed apart.

    Its days of a fixed date have to be off, of every other holiday one day at least.
    """
    fixed = [day for day in holiday if (day.month, day.day) in _FIXED and day.year == law.year]
    yield from (_lacks(stated, day, holiday) for day in fixed if day not in off)
    if not fixed and not off & set(holiday):
        yield _lacks(stated, holiday.first, holiday)


def _lacks(stated: Stated, day: date, holiday: Holiday) -> Problem:
    zh = f"缺法定假日 {day}（{holiday.name}）"
    en = f"the statutory day {day} ({holiday.name_en}) is missing"
    return Problem(f"{stated.where} 日期/date", zh, en)


def _holidays(off: list[StatedDay]) -> Iterator[Holiday]:
    start = 0
    for at, day in enumerate(off):
        following = off[at + 1] if at + 1 < len(off) else None
        if following is None or (following.on, following.name) != (day.on + _DAY, day.name):
            yield Holiday(day.name, off[start].name_en or day.name, off[start].on, day.on)
            start = at + 1


def _warnings(stated: Stated, schedule: Schedule, law: Schedule) -> Iterator[Problem]:
    for name in dict.fromkeys(day.name for day in _off(stated) if not day.name_en):
        zh, en = f"不知道“{name}”的英文，照原样写", f"no English is known for '{name}'"
        yield Problem(f"{stated.where} 英文/name_en", zh, en)
    if not law.provisional:
        zh = f"{schedule.year} 年没有单列的法定假日，只核对了每个节日都有"
        en = f"statutory days of {schedule.year} are not listed apart: only holidays were compared"
        yield Problem(stated.where, zh, en)
        return
    turned = {day.on for day in _off(stated) if day.on.weekday() < _SATURDAY}
    due = len(turned) - sum(1 for holiday in law.holidays for _ in holiday)
    if due != len(schedule.makeup):
        zh = f"放假办法第六条：工作日调出 {due} 天，补班却有 {len(schedule.makeup)} 天"
        en = f"{due} working days are turned into days off, but {len(schedule.makeup)} made up"
        yield Problem(stated.where, zh, en)

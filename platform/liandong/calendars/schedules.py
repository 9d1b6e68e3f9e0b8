"""The State Council's yearly schedules, as data with their notice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from liandong.calendars.checking import check
from liandong.kernel.errors import ConfigurationError, Problem
from liandong.kernel.yamlfile import load

_LATE_DECEMBER = Path(__file__).with_name("late_december.yaml")
_FOLDER = Path(__file__).parent / "schedules_data"


@dataclass(frozen=True)
class Holiday:
    """Days off in one piece; weekends inside are part of it."""

    name: str
    name_en: str
    first: date
    last: date

    def __iter__(self) -> Iterator[date]:
        day = self.first
        while day <= self.last:
            yield day
            day += timedelta(days=1)


@dataclass(frozen=True)
class Schedule:
    """One year; a provisional one knows the statutory days alone."""

    year: int
    notice: str | None
    published_on: date | None
    provisional: bool
    holidays: tuple[Holiday, ...]
    makeup: tuple[date, ...]


def load_schedules(folder: Path = _FOLDER) -> tuple[Schedule, ...]:
    """Read every schedule of a folder.

    Raises:
        ConfigurationError: A file is wrong or a year is missing; every problem is listed, those
            of a file with its line.
    """
    problems: list[Problem] = []
    found: list[Schedule] = []
    for path in sorted(folder.glob("*.yaml")):
        loaded = load(path, name=path.name)
        wrong = loaded.problems or check(loaded)
        problems += wrong
        if not wrong:
            found.append(_schedule(loaded.data))
    if not problems:
        problems = _gaps(folder, [each.year for each in found])
    if problems:
        raise ConfigurationError(problems)
    return tuple(found)


@cache
def december_from() -> int:
    """Return from which day of December on the next year's notice may still say otherwise."""
    first: int = load(_LATE_DECEMBER).data["from"]
    return first


def content_of(schedule: Schedule) -> dict[str, Any]:
    """Return a schedule as plain JSON data, days as text."""
    holidays = [
        {
            "name": each.name,
            "name_en": each.name_en,
            "from": each.first.isoformat(),
            "until": each.last.isoformat(),
        }
        for each in schedule.holidays
    ]
    published_on = schedule.published_on
    return {
        "year": schedule.year,
        "notice": schedule.notice,
        "published_on": published_on.isoformat() if published_on else None,
        "provisional": schedule.provisional,
        "holidays": holidays,
        "makeup": [day.isoformat() for day in schedule.makeup],
    }


def schedule_of(content: dict[str, Any]) -> Schedule:
    """Return the schedule that plain JSON data of `content_of` says."""
    day = date.fromisoformat
    holidays = [
        {**each, "from": day(each["from"]), "until": day(each["until"])}
        for each in content["holidays"]
    ]
    published_on = day(content["published_on"]) if content["published_on"] else None
    makeup = [day(each) for each in content["makeup"]]
    return _schedule(
        {**content, "published_on": published_on, "holidays": holidays, "makeup": makeup}
    )


def _gaps(folder: Path, years: list[int]) -> list[Problem]:
    if not years:
        return [Problem(str(folder), "没有放假安排文件", "there is no schedule file")]
    missing = sorted(set(range(years[0], years[-1])) - set(years))
    return [Problem(str(folder), f"缺 {year} 年", f"{year} is missing") for year in missing]


def _schedule(data: dict[str, Any]) -> Schedule:
    holidays = (
        Holiday(each["name"], each["name_en"], each["from"], each["until"])
        for each in data["holidays"]
    )
    return Schedule(
        year=data["year"],
        notice=data["notice"],
        published_on=data["published_on"],
        provisional=data["provisional"],
        holidays=tuple(holidays),
        makeup=tuple(data["makeup"]),
    )

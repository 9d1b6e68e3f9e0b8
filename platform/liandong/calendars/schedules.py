"""The State Council's yearly schedules, as data with their notice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from liandong.kernel.errors import ConfigurationError, Problem
from liandong.kernel.yamlfile import load

_FOLDER = Path(__file__).parent / "schedules_data"
_KEYS = {"year", "notice", "published_on", "provisional", "holidays", "makeup"}


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
        ConfigurationError: A file is wrong; every problem is listed with file and line.
    """
    problems: list[Problem] = []
    found: list[Schedule] = []
    for path in sorted(folder.glob("*.yaml")):
        loaded = load(path, name=path.name)
        wrong = list(loaded.problems)
        if set(loaded.data) != _KEYS:
            odd = "、".join(sorted(set(loaded.data) ^ _KEYS))
            wrong.append(
                Problem(loaded.where(), f"键多了或少了：{odd}", f"unknown or missing: {odd}")
            )
        problems += wrong
        if not wrong:
            found.append(_schedule(loaded.data))
    if problems:
        raise ConfigurationError(problems)
    return tuple(found)


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

"""The official schedule in the form of the shipped files, read as a statement to be judged."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from liandong.calendars.checking import form
from liandong.calendars.official import MAKEUP, OFF, Stated, StatedDay
from liandong.calendars.tables import Given
from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded

_LONGEST = 366


def read_stated(loaded: Loaded, given: Given) -> Stated:
    """Return what a YAML file states; number and day of the notice may be given beside it."""
    problems = [*(loaded.problems or form(loaded))]
    if problems:
        return Stated(loaded.file, given.year, "?", date.min, (), tuple(problems))
    data = loaded.data
    if data["provisional"]:
        zh, en = "没有公布的安排不能导入", "a schedule that is not published cannot be imported"
        problems.append(Problem(loaded.where("provisional"), zh, en))
    for key in ("year", "notice", "published_on"):
        problems += _differs(loaded, key, data[key], getattr(given, key))
    days: list[StatedDay] = []
    for at, each in enumerate(data["holidays"]):
        _holiday(loaded, at, each, days, problems)
    for at, day in enumerate(data["makeup"]):
        where = loaded.where("makeup", at)
        if type(day) is date:
            days.append(StatedDay(day, MAKEUP, "", "", where))
        else:
            problems.append(Problem(where, f"“{day}”不是日子", f"'{day}' is no day"))
    return Stated(
        where=loaded.file,
        year=data["year"],
        notice=data["notice"] or given.notice,
        published_on=data["published_on"] or given.published_on,
        days=tuple(days),
        problems=tuple(problems),
    )


def _differs(loaded: Loaded, key: str, stated: Any, given: Any) -> Iterator[Problem]:
    if stated and given and stated != given:
        zh, en = f"文件里写的是 {stated}，不是 {given}", f"the file says {stated}, not {given}"
        yield Problem(loaded.where(key), zh, en)


def _holiday(
    loaded: Loaded, at: int, each: dict[str, Any], days: list[StatedDay], problems: list[Problem]
) -> None:
    where, n = loaded.where("holidays", at), (each["until"] - each["from"]).days + 1
    if not 0 < n <= _LONGEST:
        zh = f"{each['from']} 至 {each['until']} 不成一段"
        problems.append(Problem(where, zh, f"{each['from']} to {each['until']} is no period"))
        return
    for offset in range(n):
        on = each["from"] + timedelta(days=offset)
        days.append(StatedDay(on, OFF, each["name"], each["name_en"], where))

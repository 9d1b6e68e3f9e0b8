"""What can be wrong with a schedule file, each problem with its line."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded

_KEYS = {"year", "notice", "published_on", "provisional", "holidays", "makeup"}
_HOLIDAY = {"name", "name_en", "from", "until"}
_KINDS = {
    "year": (int,),
    "notice": (str, type(None)),
    "published_on": (date, type(None)),
    "provisional": (bool,),
    "holidays": (list,),
    "makeup": (list,),
    "name": (str,),
    "name_en": (str,),
    "from": (date,),
    "until": (date,),
}
_SATURDAY = 5
_DECEMBER = 12


def check(loaded: Loaded) -> list[Problem]:
    """Return every problem of a schedule file, an empty list if there is none."""
    return form(loaded) or [*_content(loaded)]


def form(loaded: Loaded) -> list[Problem]:
    """Return what is wrong with the keys and the kinds of values of a schedule file."""
    return _form(loaded, loaded.data, _KEYS) or _holidays(loaded)


def _holidays(loaded: Loaded) -> list[Problem]:
    return [
        problem
        for at, each in enumerate(loaded.data["holidays"])
        for problem in _form(loaded, each, _HOLIDAY, "holidays", at)
    ]


def _form(loaded: Loaded, data: Any, keys: set[str], *path: str | int) -> list[Problem]:
    if not isinstance(data, dict):
        where = loaded.where(*path)
        return [Problem(where, "这里要写成“键: 值”", "this must be a mapping")]
    if odd := sorted(set(data) ^ keys):
        zh, en = f"键多了或少了：{'、'.join(odd)}", f"unknown or missing: {', '.join(odd)}"
        return [Problem(loaded.where(*path), zh, en)]
    return [
        Problem(loaded.where(*path, key), f"{key} 的值不对：{data[key]}", f"wrong value of {key}")
        for key in data
        if type(data[key]) not in _KINDS[key]
    ]


def _content(loaded: Loaded) -> Iterator[Problem]:
    data = loaded.data
    if loaded.file != f"{data['year']}.yaml":
        yield Problem(loaded.where("year"), "年份和文件名不一致", "year and file name differ")
    if data["provisional"] == bool(data["notice"] and data["published_on"]):
        zh = "公布了的要写文号和日期，没有公布的两样都不写"
        en = "a published year has notice and day, a provisional one has neither"
        yield Problem(loaded.where("provisional"), zh, en)
    taken: set[date] = set()
    for at, each in enumerate(data["holidays"]):
        yield from _holiday(loaded, at, each, taken)
    for at, day in enumerate(data["makeup"]):
        yield from _makeup(loaded, at, day, taken)


def _holiday(loaded: Loaded, at: int, each: dict[str, Any], taken: set[date]) -> Iterator[Problem]:
    where, first, last = loaded.where("holidays", at), each["from"], each["until"]
    if last < first or not (_covers(loaded, first) and _covers(loaded, last)):
        yield Problem(where, f"{first} 至 {last} 不成一段", f"{first} to {last} is no period")
        return
    days = {first + timedelta(days=n) for n in range((last - first).days + 1)}
    if days & taken:
        yield Problem(where, f"{min(days & taken)} 写了两次", f"{min(days & taken)} stands twice")
    taken |= days


def _makeup(loaded: Loaded, at: int, day: Any, taken: set[date]) -> Iterator[Problem]:
    where = loaded.where("makeup", at)
    if type(day) is not date or not _covers(loaded, day):
        yield Problem(where, f"{day} 不是这一年的日子", f"{day} is no day of the year")
        return
    if day.weekday() < _SATURDAY or day in taken:
        zh = f"{day} 不是周末，或者写了两次，或者在假期里"
        yield Problem(where, zh, f"{day} is no weekend day, stands twice or is a holiday")
    taken.add(day)


def _covers(loaded: Loaded, day: date) -> bool:
    """Let a notice speak of its year and of the December before, where New Year may begin."""
    year: int = loaded.data["year"]
    return day.year == year or (day.year == year - 1 and day.month == _DECEMBER)

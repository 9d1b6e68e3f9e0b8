"""The official schedule as a table, one day a row, in Chinese or in English; pure."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from liandong.calendars.official import MAKEUP, OFF, Stated, StatedDay
from liandong.kernel.errors import Problem

_HEADS = {
    "日期": "date",
    "date": "date",
    "类型": "kind",
    "kind": "kind",
    "节日": "name",
    "name": "name",
    "英文": "name_en",
    "name_en": "name_en",
    "文号": "notice",
    "notice": "notice",
    "发布日期": "published_on",
    "published_on": "published_on",
}
_SHOWN = {each: f"{zh}/{each}" for zh, each in _HEADS.items() if zh != each}
_KINDS = {"休": OFF, "放假": OFF, "off": OFF, "班": MAKEUP, "补班": MAKEUP, "makeup": MAKEUP}
_DAYS = (
    re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"),
    re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日"),
)
Row = tuple[int, Sequence[Any]]


@dataclass(frozen=True)
class Given:
    """What is said beside the file; None: the file says it."""

    year: int | None = None
    notice: str | None = None
    published_on: date | None = None


@dataclass
class _Reading:
    file: str
    names: Mapping[str, str]
    days: list[StatedDay] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    stated: dict[str, Any] = field(default_factory=dict)

    def say(self, where: str, zh: str, en: str) -> None:
        self.problems.append(Problem(where, zh, en))


def read_table(file: str, rows: Iterable[Row], given: Given, names: Mapping[str, str]) -> Stated:
    """Return what a table states; its first row that is not empty is the head.

    `rows` have their number in the file; `names` are the known English names of holidays.
    """
    full = [(n, cells) for n, cells in rows if any(_text(cell) for cell in cells)]
    reading = _Reading(file, names)
    head = _head(reading, *full[0]) if full else {}
    for number, cells in full[1:] if {"date", "kind"} <= set(head.values()) else ():
        _row(reading, number, {head[at]: cell for at, cell in enumerate(cells) if at in head})
    return Stated(
        where=file,
        year=given.year,
        notice=_settled(reading, "notice", given.notice),
        published_on=_settled(reading, "published_on", given.published_on),
        days=tuple(reading.days),
        problems=tuple(reading.problems),
    )


def _head(reading: _Reading, number: int, cells: Sequence[Any]) -> dict[int, str]:
    words = {at: _text(cell).lower() for at, cell in enumerate(cells) if _text(cell)}
    where = f"{reading.file}:{number}"
    for word in words.values():
        if word not in _HEADS:
            reading.say(f"{where} {word}", f"不认识的列“{word}”", f"unknown column '{word}'")
    head = {at: _HEADS[word] for at, word in words.items() if word in _HEADS}
    for needed in ("date", "kind"):
        n_there = list(head.values()).count(needed)
        if n_there != 1:
            zh, en = f"要有一列，现有 {n_there} 列", f"one column is needed, there are {n_there}"
            reading.say(f"{where} {_SHOWN[needed]}", zh, en)
    return head


def _row(reading: _Reading, number: int, cells: dict[str, Any]) -> None:
    where = f"{reading.file}:{number}"
    on = _cell(reading, where, cells, "date", read_day, "2027-01-01")
    kind = _cell(reading, where, cells, "kind", _kind, "休、放假、off；班、补班、makeup")
    name = _text(cells.get("name"))
    if on and kind:
        name_en = _text(cells.get("name_en")) or reading.names.get(name, "")
        reading.days.append(StatedDay(on, kind, name, name_en, where))
    readers: dict[str, Callable[[Any], Any]] = {"notice": _text, "published_on": read_day}
    for key, read in readers.items():
        if _text(cells.get(key)):
            value = _cell(reading, where, cells, key, read, "2026-11-04")
            _agree(reading, f"{where} {_SHOWN[key]}", key, value)


def _cell(
    reading: _Reading,
    where: str,
    cells: dict[str, Any],
    key: str,
    read: Callable[[Any], Any],
    form: str,
) -> Any:
    value = read(cells.get(key))
    if value is None:
        shown = _text(cells.get(key))
        zh, en = f"读不懂“{shown}”，要写：{form}", f"cannot read '{shown}', write: {form}"
        reading.say(f"{where} {_SHOWN[key]}", zh, en)
    return value


def _agree(reading: _Reading, where: str, key: str, value: Any) -> None:
    """Keep what one row says of the whole notice; another row must not say something else."""
    known = reading.stated.setdefault(key, value)
    if value is not None and known is not None and known != value:
        reading.say(where, f"前面写的是 {known}", f"above it says {known}")


def _settled(reading: _Reading, key: str, given: Any) -> Any:
    stated = reading.stated.get(key)
    if given and stated and given != stated:
        zh, en = f"文件里写的是 {stated}，不是 {given}", f"the file says {stated}, not {given}"
        reading.say(f"{reading.file} {_SHOWN[key]}", zh, en)
    return given or stated


def _kind(cell: Any) -> str | None:
    return _KINDS.get(_text(cell).lower())


def read_day(cell: Any) -> date | None:
    """Return the day of a cell: a date, 2027-01-01, 2027/1/1 or 2027年1月1日; None: no day."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = next((m for form in _DAYS if (m := form.fullmatch(_text(cell)))), None)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()

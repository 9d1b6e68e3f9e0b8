"""What the cells of a row state of a unit and of people, and what is wrong there; pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from liandong.authz.vocabulary import KINDS
from liandong.calendars import Text
from liandong.features.access.service import HOLDER_WORDS
from liandong.features.cases.service.line_cells import bare
from liandong.features.rosters.service.cells import (
    LONGEST,
    as_day,
    as_phones,
    holds_identity,
    is_several_people,
    joined,
)
from liandong.features.rosters.service.heads import suffixed
from liandong.features.rosters.service.sheets import Row
from liandong.features.rosters.service.wording import SEAT_FIELDS, wording
from liandong.features.tenants.service.package_schema import schema_of

#: Takes an optional value away.
NOTHING = ""
_APART = re.compile(r"[、，,;；/\n]+")
_KEY = re.compile(r"[a-z][a-z0-9_]*")
KIND_LABELS = {key: HOLDER_WORDS[key].zh for key in HOLDER_WORDS if key in KINDS}
_ROLE_KEYS = schema_of("roster")["properties"]["units"]["items"]["properties"]["roles"]["items"]
ROLE_LABELS = {key: HOLDER_WORDS[key].zh for key in _ROLE_KEYS["enum"]}
_KINDS = {bare(word): key for key, label in KIND_LABELS.items() for word in (key, label)}
_ROLES = {bare(word): key for key, label in ROLE_LABELS.items() for word in (key, label)}
_CLEARABLE = {"full_name", "short_name", "superior", "phone", "to", "title"}


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a cell of a row."""

    field: str
    words: Text


@dataclass(frozen=True)
class Stated:
    """What a row states: values of a unit, and those of each person beside it.

    An absent key was not stated; `NOTHING` takes a value away.
    """

    unit: Mapping[str, Any]
    seats: tuple[Mapping[str, Any], ...]
    wrong: tuple[Wrong, ...]


@dataclass
class _Reader:
    cells: Mapping[str, str]
    wrong: list[Wrong] = field(default_factory=list)

    def refuse(self, at: str, zh: str, en: str) -> None:
        self.wrong.append(Wrong(at, Text(zh, en)))

    def said(self, at: str) -> str | None:
        """Return the text of a cell; None: empty, or not to be taken."""
        text = self.cells.get(at, "")
        if not text.strip():
            return None
        if holds_identity(text):
            self.refuse(at, "里面有身份证号码，不要填", "holds an identity number")
            return None
        if len(text) > LONGEST:
            zh, en = f"最多 {LONGEST} 个字", f"takes {LONGEST} characters at most"
            self.refuse(at, zh, en)
            return None
        name = re.sub(r"_\d+$", "", at)
        if name in _CLEARABLE and bare(text) in wording().nothing:
            return NOTHING
        return text


def read_row(row: Row) -> Stated:
    """Read the cells of a row."""
    reader = _Reader(row.cells)
    unit = dict(_unit(reader))
    numbers = range(1, row.people() + 1)
    seats = [dict(_seat(reader, person)) for person in numbers]
    return Stated(unit, tuple(filter(None, seats)), tuple(reader.wrong))


def _unit(reader: _Reader) -> Iterator[tuple[str, Any]]:
    if "name" not in reader.cells:
        reader.refuse("name", "请填写单位名称", "the name of the unit is required")
    for key in ("name", "full_name", "short_name", "superior", "note"):
        text = reader.said(key)
        if text is not None:
            yield key, joined(text)
    if (text := reader.said("key")) is not None:
        if _KEY.fullmatch(text):
            yield "key", text
        else:
            reader.refuse("key", "单位编号不对，新单位请空着", "no key of ours; leave it empty")
    if (text := reader.said("aliases")) is not None:
        yield "aliases", [joined(part.strip()) for part in _APART.split(text) if part.strip()]
    yield from _choices(reader)


def _choices(reader: _Reader) -> Iterator[tuple[str, Any]]:
    if (text := reader.said("kind")) is not None:
        if bare(text) in _KINDS:
            yield "kind", _KINDS[bare(text)]
        else:
            listed = "、".join(KIND_LABELS.values())
            zh = f"没有类别“{text}”，只有：{listed}"
            reader.refuse("kind", zh, f"unknown kind '{text}'; known are: {', '.join(KIND_LABELS)}")
    if (text := reader.said("roles")) is not None:
        parts = [part for part in _APART.split(text) if part.strip()]
        unknown = [part for part in parts if bare(part) not in _ROLES]
        if unknown:
            reader.refuse("roles", f"没有角色“{unknown[0]}”", f"unknown role '{unknown[0]}'")
        else:
            yield "roles", sorted({_ROLES[bare(part)] for part in parts})
    if (text := reader.said("vertical")) is not None:
        if bare(text) in wording().answers:
            yield "vertical", wording().answers[bare(text)]
        else:
            reader.refuse("vertical", "只能填是或否", "must be yes or no (是, 否)")
    if (text := reader.said("part")) is not None:
        if bare(text) in wording().parts:
            yield "part", wording().parts[bare(text)]
        else:
            listed = "、".join(wording().part_labels.values())
            reader.refuse("part", f"只能选：{listed}", f"must be one of: {listed}")


def _seat(reader: _Reader, person: int) -> Iterator[tuple[str, Any]]:
    at = {name: suffixed(name, person) for name in SEAT_FIELDS}
    if not any(reader.cells.get(at[name]) for name in SEAT_FIELDS if name != "seat_key"):
        return
    yield "person_at", at["person"]
    if (text := reader.said(at["seat"])) is not None:
        seat = wording().seats.get(bare(text))
        if seat is None:
            listed = "、".join(wording().seat_labels.values())
            zh, en = f"没有席位“{text}”，只有：{listed}", f"unknown seat '{text}'"
            reader.refuse(at["seat"], zh, en)
        else:
            yield "seat", seat
            yield "label", joined(text)
    if (text := reader.said(at["label"])) is not None:
        yield "label", joined(text)
    if (text := reader.said(at["seat_key"])) is not None:
        yield "seat_key", text
    if (text := reader.said(at["title"])) is not None:
        yield "title", joined(text)
    if (text := reader.said(at["person"])) is not None:
        if is_several_people(text):
            zh = "像是几个人，请一人一行；是一个人就去掉中间的空格"
            reader.refuse(at["person"], zh, "seems to name several people; one line each")
        else:
            yield "person", joined(text)
    yield from _numbers(reader, at)


def _numbers(reader: _Reader, at: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    if (text := reader.said(at["phone"])) is not None:
        phones = as_phones(text)
        if phones is None:
            zh = f"“{text}”不像电话号码，座机请写区号-号码"
            reader.refuse(at["phone"], zh, f"'{text}' is no phone number")
        else:
            yield "phone", phones
    for key in ("from", "to"):
        if (text := reader.said(at[key])) is not None:
            day = as_day(text) if text else NOTHING
            if day is None:
                zh = f"“{text}”不是日期，要写到日，如 2026-03-02"
                reader.refuse(at[key], zh, f"'{text}' is no day; write 2026-03-02")
            else:
                yield key, day

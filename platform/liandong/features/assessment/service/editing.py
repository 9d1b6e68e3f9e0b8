"""A scheme edited place by place, as its editor states it; pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import yaml

from liandong.features.assessment.service.scheme_files import path_of
from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import parse

Raw = dict[str, Any]
#: What a row of the editor states by itself; everything else of a place stands in its rule.
COLUMNS = ("label", "points", "weight", "scorer", "evidence", "note")
_NUMBERS = frozenset({"points", "weight"})
_OWN = frozenset({*COLUMNS, "code", "items"})
_PLAIN = re.compile(r"-?\d{1,9}(\.\d{1,4})?")


@dataclass(frozen=True)
class Row:
    """A place of the tree as the editor shows and reads it."""

    code: str
    depth: int
    is_block: bool
    values: Mapping[str, str]
    rule: str


@dataclass(frozen=True)
class Added:
    """A new item: below which block, with which code, name, points, scorer and rule."""

    under: str
    code: str
    label: str
    points: str
    scorer: str
    rule: str


def rows_of(raw: Mapping[str, Any]) -> list[Row]:
    """Return every place of a scheme, sheets first, in its order."""
    return [row for sheet in raw["sheets"] for row in _rows(sheet, 0)]


def _rows(place: Mapping[str, Any], depth: int) -> Iterator[Row]:
    values = {key: "" if place.get(key) is None else str(place[key]) for key in COLUMNS}
    rest = {key: value for key, value in place.items() if key not in _OWN}
    yield Row(str(place["code"]), depth, "items" in place, values, as_text(rest))
    for each in place.get("items", ()):
        yield from _rows(each, depth + 1)


def as_text(value: Mapping[str, Any]) -> str:
    """Return what has no column of its own as YAML; empty where there is nothing."""
    if not value:
        return ""
    return str(yaml.safe_dump(dict(value), allow_unicode=True, sort_keys=False, width=100))


def edited(
    raw: Mapping[str, Any], head: Mapping[str, str], rows: Sequence[Row], gone: Sequence[str]
) -> tuple[Raw, list[Problem]]:
    """Return a scheme with what was typed in place of what stood, and what cannot be read of it.

    Args:
        raw: The edition that was edited.
        head: Title, edition and the reason of the new one.
        rows: What was typed, by code; a place without a row stays.
        gone: Codes of the places that are left out.
    """
    found, problems = deepcopy(dict(raw)), []
    found |= {"title": head["title"], "edition": head["edition"]}
    found["replaces"] = {
        **({"reason": head["reason"]} if head["reason"] else {}),
        "edition": str(raw["edition"]),
        "codes": [{"old": code, "new": []} for code in gone if _is_leaf(raw, code)],
    }
    typed = {row.code: row for row in rows}
    for sheet in found["sheets"]:
        problems += [*_edit(sheet, typed, frozenset(gone))]
    return found, problems


def _is_leaf(raw: Mapping[str, Any], code: str) -> bool:
    return any(row.code == code and not row.is_block for row in rows_of(raw))


def _edit(place: Raw, typed: Mapping[str, Row], gone: frozenset[str]) -> Iterator[Problem]:
    row = typed.get(str(place["code"]))
    if row is not None:
        yield from _put(place, row)
    if "items" in place:
        place["items"] = [each for each in place["items"] if str(each["code"]) not in gone]
        for each in place["items"]:
            yield from _edit(each, typed, gone)


def _put(place: Raw, row: Row) -> Iterator[Problem]:
    for key in COLUMNS:
        stated = row.values.get(key, "").strip()
        before = place.get(key)
        if stated == ("" if before is None else str(before)):
            continue
        if stated:
            place[key] = _number(stated) if key in _NUMBERS else stated
        else:
            place.pop(key, None)
    rest = {key: value for key, value in place.items() if key not in _OWN}
    if row.rule.replace("\r", "").strip() == as_text(rest).strip():
        return
    rule, problem = _read(row.rule, row.code)
    if problem is not None:
        yield problem
        return
    for key in rest:
        del place[key]
    place.update(rule)


def _number(stated: str) -> int | float | str:
    """Return what is plainly a number as one; anything else as it was typed, to be refused."""
    if not _PLAIN.fullmatch(stated):
        return stated
    return float(stated) if "." in stated else int(stated)


def _read(text: str, code: str) -> tuple[Raw, Problem | None]:
    loaded = parse(text, code)
    if loaded.problems:
        first = loaded.problems[0]
        line = first.where.rpartition(":")[2]
        zh = f"规则第 {line} 行：{first.message_zh}"
        return {}, Problem(code, zh, f"line {line} of the rule: {first.message_en}")
    rule = loaded.data
    if not isinstance(rule, dict) or _OWN & set(rule):
        zh = "规则写 start、terms、inputs 等，表里已有的列不写在这里"
        return {}, Problem(code, zh, "a rule states start, terms, inputs and so on alone")
    return rule, None


def with_item(raw: Raw, added: Added) -> list[Problem]:
    """Put a new item at the end of a block, and say what is wrong with it."""
    parent = place_of(raw, added.under)
    if parent is None or "items" not in parent:
        return [Problem(added.code or "new", "请选放在哪一部分", "choose where it belongs")]
    rule, problem = _read(added.rule, added.code)
    if problem is not None:
        return [problem]
    named = {"scorer": added.scorer} if added.scorer else {}
    item = {"code": added.code, "label": added.label, "points": _number(added.points)}
    item |= named | rule
    parent["items"] = [*parent["items"], item]
    return []


def place_of(raw: Mapping[str, Any], code: str) -> Raw | None:
    """Return the place of a code, sheets among them; nothing where there is none such."""
    stack: list[Raw] = [*raw["sheets"]]
    while stack:
        place = stack.pop()
        if str(place["code"]) == code:
            return place
        stack += place.get("items", ())
    return None


def code_at(raw: Mapping[str, Any], where: str) -> str:
    """Return the code of the place that a path of a problem leads to; empty where to none."""
    here: Any = raw
    code = ""
    for step in path_of(where):
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(here, dict) and "code" in here:
            code = str(here["code"])
    return code

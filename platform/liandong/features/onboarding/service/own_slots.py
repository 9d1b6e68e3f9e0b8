"""The limits that a county itself has to set: the slots of the mechanisms it chose; pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from liandong.features.tenants.service import StatedPackage, installed
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.mechanisms import TimeLimit

Plain = dict[str, Any]
#: How often, for what is owed in every period; each with the event of that period.
PERIODS = ("month", "quarter", "half_year", "year")
#: What a length counts, with regime and roll, for what runs from an event.
_COUNTS = {
    "working_day": ("WD", "none"),
    "day": ("NAT", "next_working_day"),
    "month": ("NAT", "next_working_day"),
}
UNITS = tuple(_COUNTS)
_DIGITS = 3
_PARTS = ("length", "unit", "clauses", "day")


@dataclass(frozen=True)
class Slot:
    """What a mechanism leaves to the county, and what the county says there so far.

    `key` is that of the county's limit, nothing where it has none; `length` counts `unit`.
    """

    limit: TimeLimit
    mechanism: str
    key: str
    length: str
    unit: str
    clauses: tuple[str, ...]
    day: str

    @property
    def recurs(self) -> bool:
        """Say whether it is owed in every period."""
        return self.limit.start_event == "each_period"


def slots_of(stated: StatedPackage) -> list[Slot]:
    """Return the slots of the mechanisms that a county enables."""
    known = installed().known
    rules = stated.files.get("mechanisms", {})
    enabled, own = rules.get("enabled", {}), rules.get("limits", {})
    return [
        _slot(known.limits[key], slot.mechanism, own)
        for key, slot in known.slots.items()
        if slot.mechanism in enabled
    ]


def _slot(limit: TimeLimit, mechanism: str, own: Mapping[str, Any]) -> Slot:
    key = next((key for key, said in own.items() if said.get("fills") == limit.id), "")
    day, value = max(own[key]["values"].items()) if key else ("", {})
    value = value or {}
    cited = value.get("clauses") or [each["clause"] for each in value.get("basis", ())]
    length, unit = str(value.get("length", "")), value.get("counted_in", "")
    return Slot(limit, mechanism, key, length, unit, tuple(cited), day)


def with_limits(stated: StatedPackage, typed: Mapping[str, Mapping[str, Any]]) -> StatedPackage:
    """Return a package whose slots are filled as typed; where nothing is typed nothing is said.

    Raises:
        InvalidInputError: A number, a clause or a day is missing or wrong.
    """
    slots = [each for each in slots_of(stated) if each.limit.id in typed]
    problems = [problem for slot in slots for problem in _wrong(slot, typed[slot.limit.id])]
    if problems:
        raise InvalidInputError(problems)
    rules = stated.files["mechanisms"]
    limits: Plain = {**rules.get("limits", {})}
    for slot in slots:
        said = typed[slot.limit.id]
        if _is_as_it_was(slot, said):
            continue
        limits.pop(slot.key, None)
        if said["unit"]:
            key = slot.key or _free(stated.code, limits)
            limits[key] = _entry(slot, said)
    return stated.with_file("mechanisms", {**rules, "limits": limits})


def _is_as_it_was(slot: Slot, said: Mapping[str, Any]) -> bool:
    return all(said[part] == (getattr(slot, part)) for part in _PARTS)


def _wrong(slot: Slot, said: Mapping[str, Any]) -> Iterator[Problem]:
    if not said["unit"] or _is_as_it_was(slot, said):
        return
    where = slot.limit.id
    known = PERIODS if slot.recurs else UNITS
    if said["unit"] not in known:
        yield Problem(f"{where}.unit", "选一个单位", "choose a unit")
    length = said["length"]
    is_number = length.isascii() and length.isdecimal() and len(length) <= _DIGITS
    if not slot.recurs and not (is_number and int(length)):
        yield Problem(f"{where}.length", "请填 1 到 999 的数", "needs a number, 1 to 999")
    if not said["clauses"]:
        yield Problem(f"{where}.clauses", "请填本县文件的条款号", "needs a clause")
    try:
        date.fromisoformat(said["day"])
    except ValueError:
        yield Problem(f"{where}.day", "请填从哪一天起，如 2026-05-01", "needs the first day")


def _free(code: str, taken: Collection[str]) -> str:
    return next(key for n in range(1, 100) if (key := f"{code}-{n:02}") not in taken)


def _entry(slot: Slot, said: Mapping[str, Any]) -> Plain:
    limit, unit, clauses = slot.limit, said["unit"], list(said["clauses"])
    regime, roll = ("POINT", "none") if slot.recurs else _COUNTS[unit]
    length = 1 if slot.recurs else int(said["length"])
    value = {"length": length, "counted_in": unit, "evidence": "text", "clauses": clauses}
    found: Plain = {
        "clauses": clauses,
        "fills": limit.id,
        "matter": limit.matter,
        "start_event": f"each_{unit}" if slot.recurs else limit.start_event,
        "owed_by": list(limit.owed_by) if len(limit.owed_by) > 1 else limit.owed_by[0],
        "used_by": slot.mechanism,
        "regime": regime,
        "roll": roll,
        "values": {said["day"]: value},
    }
    return found | ({"inclusive": True} if slot.recurs else {})

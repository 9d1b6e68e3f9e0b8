"""The limits of a county itself: in the slots of its mechanisms, in the place of others; pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from liandong.features.tenants.service import StatedPackage, installed
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.mechanisms import Bound, LimitValue, TimeLimit

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
#: What is to be confirmed of an entry is confirmed by whoever types it in anew.
_CONFIRMED = ("basis", "to_confirm", "note")
_PARTS = ("length", "unit", "clauses", "day")


@dataclass(frozen=True)
class Slot:
    """What a county may say in the place of a limit or a slot, and what it says there so far.

    `relation` is `fills` where a mechanism leaves it to the county, `replaces` where there is a
    national limit. `key` is that of the county's limit, nothing where it has none; `length`
    counts `unit`.
    """

    limit: TimeLimit
    relation: str
    mechanism: str
    key: str
    length: str
    unit: str
    clauses: tuple[str, ...]
    day: str

    @property
    def recurs(self) -> bool:
        """Say whether it is owed in every period."""
        return self.limit.start_event == "each_period" or bool(self.limit.recurs)

    @property
    def national(self) -> LimitValue | None:
        """Return what holds where the county says nothing."""
        return self.limit.values[-1][1] if self.limit.values else None


def slots_of(stated: StatedPackage) -> list[Slot]:
    """Return the slots of the mechanisms that a county enables."""
    known = installed().known
    enabled, own = _rules(stated)
    return [
        _slot(known.limits[key], "fills", slot.mechanism, own)
        for key, slot in known.slots.items()
        if slot.mechanism in enabled
    ]


def replaced_in(stated: StatedPackage, more: Collection[str] = ()) -> list[Slot]:
    """Return the national limits that a county's document replaces, and `more` that it may."""
    limits, possible = installed().known.limits, replaceable(stated)
    _, own = _rules(stated)
    said = [str(each["replaces"]) for each in own.values() if "replaces" in each]
    asked = [key for key in more if key in possible]
    keys = [key for key in dict.fromkeys([*said, *asked]) if key in limits]
    return [_slot(limits[key], "replaces", possible.get(key, ""), own) for key in keys]


def replaceable(stated: StatedPackage) -> dict[str, str]:
    """Return the national limits that a county may replace, each with a mechanism that keeps it."""
    registry = installed().registry
    enabled, _ = _rules(stated)
    keys = [key for key in registry.keys if key in enabled]
    found = {each.id: (each, key) for key in keys for each in registry.current(key).limits}
    return {name: key for name, (limit, key) in sorted(found.items()) if _may_be_replaced(limit)}


def _may_be_replaced(limit: TimeLimit) -> bool:
    value = limit.values[-1][1] if limit.values and not limit.is_slot else None
    if value is None or value.bound is not Bound.AT_MOST or not value.length:
        return False
    units = PERIODS if limit.recurs else UNITS
    return value.counted_in is not None and value.counted_in.value in units


def _rules(stated: StatedPackage) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    rules = stated.files.get("mechanisms", {})
    enabled = rules.get("enabled", {})
    kept = {key: each for key, each in enabled.items() if not each.get("remove")}
    return kept, rules.get("limits", {})


def _slot(limit: TimeLimit, relation: str, mechanism: str, own: Mapping[str, Any]) -> Slot:
    key = next((key for key, said in own.items() if said.get(relation) == limit.id), "")
    day, value = max(own[key]["values"].items()) if key else ("", {})
    value = value or {}
    length, unit = str(value.get("length", "")), value.get("counted_in", "")
    cited = tuple(value.get("clauses", ()))
    return Slot(limit, relation, mechanism, key, length, unit, cited, day)


def with_limits(
    stated: StatedPackage, slots: Sequence[Slot], typed: Mapping[str, Mapping[str, Any]]
) -> StatedPackage:
    """Return a package with the limits typed in; where nothing is typed the county says nothing.

    Raises:
        InvalidInputError: A number, a clause or a day is missing or wrong.
    """
    problems = [problem for slot in slots for problem in _wrong(slot, typed[slot.limit.id])]
    if problems:
        raise InvalidInputError(problems)
    rules = stated.files.get("mechanisms", {})
    limits: Plain = {**rules.get("limits", {})}
    for slot in slots:
        said = typed[slot.limit.id]
        if is_as_it_was(slot, said):
            continue
        before = limits.pop(slot.key, {})
        if said["unit"]:
            key = slot.key or _free(stated.code, limits)
            beside = {part: each for part, each in before.items() if part not in _CONFIRMED}
            others = {day: v for day, v in before.get("values", {}).items() if day != slot.day}
            entry = _entry(slot, said)
            limits[key] = {**beside, **entry, "values": {**others, **entry["values"]}}
    return stated.with_file("mechanisms", {**rules, "limits": limits}) if slots else stated


def is_as_it_was(slot: Slot, said: Mapping[str, Any]) -> bool:
    """Say whether what is typed is what stands there already."""
    return all(said[part] == (getattr(slot, part)) for part in _PARTS)


def _wrong(slot: Slot, said: Mapping[str, Any]) -> Iterator[Problem]:
    if not said["unit"] or is_as_it_was(slot, said):
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
    length = 1 if slot.recurs else int(said["length"])
    value = {"length": length, "counted_in": unit, "evidence": "text", "clauses": clauses}
    regime, roll = _counted(slot, unit)
    found: Plain = {
        "clauses": clauses,
        slot.relation: limit.id,
        "matter": limit.matter,
        "start_event": f"each_{unit}" if slot.recurs else limit.start_event,
        "owed_by": list(limit.owed_by) if len(limit.owed_by) > 1 else limit.owed_by[0],
        "regime": regime,
        "roll": roll,
        "values": {said["day"]: value},
    }
    found |= {"used_by": slot.mechanism} if slot.relation == "fills" else {}
    found |= {"met_by_progress": True} if limit.met_by_progress else {}
    return found | ({"inclusive": True} if slot.recurs else {})


def _counted(slot: Slot, unit: str) -> tuple[str, str]:
    """Return regime and roll: those of the law where the county counts as it does."""
    if slot.recurs:
        return "POINT", "none"
    value = slot.national
    if value is not None and value.counted_in is not None and value.counted_in.value == unit:
        return slot.limit.regime.value, slot.limit.roll.value
    return _COUNTS[unit]

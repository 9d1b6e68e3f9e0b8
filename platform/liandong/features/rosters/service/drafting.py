"""A roster as it would be once rows are taken over, with every change in words; pure."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from liandong.calendars import Text
from liandong.features.cases.service.line_cells import bare
from liandong.features.rosters.service.naming import Directory, Place, names_of
from liandong.features.rosters.service.reading import KIND_LABELS, NOTHING
from liandong.features.rosters.service.wording import wording

Entry = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One change of the roster: what it is, the unit's key, and the words."""

    what: str
    unit: str
    words: Text


class Draft:
    """A copy of a roster on which rows are tried out."""

    def __init__(self, roster: Mapping[str, Any], place: Place, today: date) -> None:
        self.roster: Entry = deepcopy(dict(roster))
        self.units: dict[str, Entry] = {unit["key"]: unit for unit in self.roster["units"]}
        self.directory = Directory(self.roster["units"], place)
        self.today = today
        self.changes: list[Change] = []

    def name(self, unit: str) -> str:
        """Return the name of a unit."""
        return str(self.units[unit]["name"])

    def note(self, what: str, unit: str, zh: str, en: str) -> None:
        """Note a change; the words stand after the name of the unit."""
        self.changes.append(Change(what, unit, Text(zh, en)))

    def add_unit(self, stated: Mapping[str, Any], usual_key: str) -> str:
        """Add a unit; return its key."""
        key = usual_key
        if not key or key in self.units:
            numbers = range(1, len(self.units) + 2)
            free = (f"unit_{n:02}" for n in numbers)
            key = next(each for each in free if each not in self.units)
        unit: Entry = {
            "key": key,
            "name": stated["name"],
            "kind": stated["kind"],
            "vertical": stated["vertical"],
            "member": stated["part"] == "member",
            "partner": stated["part"] == "partner",
        }
        optional = ("full_name", "short_name", "aliases", "roles", "superior", "note")
        unit |= {part: stated[part] for part in optional if stated.get(part)}
        self.roster["units"].append(unit)
        self.units[key] = unit
        self.directory.add(unit)
        label = KIND_LABELS[unit["kind"]]
        self.note("unit_added", key, f"新单位，{label}", f"new unit, {unit['kind']}")
        return key

    def change_unit(self, key: str, stated: Mapping[str, Any], *, may_rename: bool) -> None:
        """Let a unit be as a row states it; what the row does not state stays."""
        unit = self.units[key]
        if may_rename and bare(stated["name"]) != bare(unit["name"]):
            self._rename(unit, stated["name"])
        self._learn(unit, [stated["name"], *stated.get("aliases", ())])
        for part in ("full_name", "short_name", "superior"):
            self._set(unit, part, stated.get(part))
        if may_rename or not unit.get("note"):
            self._set(unit, "note", stated.get("note"))
        for part in ("kind", "vertical"):
            if part in stated and stated[part] != unit[part]:
                self._set(unit, part, stated[part], is_new=True)
        if "roles" in stated and set(stated["roles"]) != set(unit.get("roles", ())):
            self._set(unit, "roles", stated["roles"], is_new=True)
        if "part" in stated:
            said = {each: stated["part"] == each for each in ("member", "partner")}
            if said != {each: unit[each] for each in said}:
                unit |= said
                label = wording().part_labels[stated["part"]]
                self.note(
                    "unit_changed", key, f"改为{label}", f"now takes part as {stated['part']}"
                )
        self.directory.add(unit)

    def _rename(self, unit: Entry, name: str) -> None:
        before, unit["name"] = unit["name"], name
        unit["aliases"] = [*unit.get("aliases", ()), before]
        zh, en = f"“{before}”改名为“{name}”", f"'{before}' is renamed '{name}'"
        self.note("unit_renamed", unit["key"], zh, en)

    def _learn(self, unit: Entry, names: list[str]) -> None:
        for name in names:
            if bare(name) not in {bare(each) for each in names_of(unit)}:
                unit["aliases"] = [*unit.get("aliases", ()), name]
                self.note("unit_changed", unit["key"], f"又称“{name}”", f"also called '{name}'")

    def _set(self, unit: Entry, part: str, value: Any, *, is_new: bool = False) -> None:
        before = unit.get(part, "")
        if value is None or (not is_new and bare(str(value)) == bare(str(before))):
            return
        if value == NOTHING:
            del unit[part]
        else:
            unit[part] = value
        label, shown = wording().labels[part], _shown(part, value)
        self.note("unit_changed", unit["key"], f"{label}：{shown}", f"{part}: {shown}")

    def remove_unit(self, key: str) -> None:
        """Let a unit leave the roster with its seats; earlier revisions keep both."""
        n = sum(seat["unit"] == key for seat in self.roster["seats"])
        self.note("unit_left", key, f"离开名册，连同 {n} 个席位", f"leaves, with its {n} seats")
        self.roster["units"] = [each for each in self.roster["units"] if each["key"] != key]
        self.roster["seats"] = [each for each in self.roster["seats"] if each["unit"] != key]

    def seats_of(self, unit: str, kind: str) -> list[Entry]:
        """Return the seats of a kind that a unit holds now."""
        mine = (each for each in self.roster["seats"] if each["unit"] == unit)
        return [each for each in mine if each["seat"] == kind and is_held(each, self.today)]

    def end_seat(self, seat: Entry, begins: str = "") -> None:
        """Let whoever sits there leave: the day before a successor begins, else yesterday."""
        next_day = date.fromisoformat(begins) if begins else self.today
        last = (next_day - timedelta(days=1)).isoformat()
        seat["to"] = max(last, seat.get("from", last))
        who = seat.get("person") or seat.get("title") or ""
        zh = f"{seat['label']}{who}到 {seat['to']} 为止"
        self.note("seat_ended", seat["unit"], zh, f"{who} leaves the seat {seat['to']}")


def is_held(seat: Mapping[str, Any], day: date) -> bool:
    """Say whether a seat has not ended before a day."""
    return str(seat.get("to") or "9999") >= day.isoformat()


def _shown(part: str, value: Any) -> str:
    if value == NOTHING:
        return "—"
    if part == "kind":
        return KIND_LABELS[value]
    if part == "vertical":
        return "是" if value else "否"
    return "、".join(value) if isinstance(value, list) else str(value)

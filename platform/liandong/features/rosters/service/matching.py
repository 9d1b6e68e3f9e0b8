"""Which unit a row speaks of, what is guessed of a new one, what contradicts the rest; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from liandong.calendars import Text
from liandong.features.rosters.service.drafting import Draft
from liandong.features.rosters.service.reading import KIND_LABELS, Wrong
from liandong.features.rosters.service.sheets import Row
from liandong.features.rosters.service.wording import wording

#: What a person chose for a row that is no unit of the roster.
NEW = "new"


@dataclass(frozen=True)
class Match:
    """The unit of a row, nothing where it is new; what is to be looked at, or wrong."""

    key: str = ""
    notes: tuple[Text, ...] = ()
    wrong: tuple[Wrong, ...] = ()


@dataclass
class Matching:
    """Finds the units of rows in a draft; remembers what earlier rows said of each."""

    draft: Draft
    _said: dict[tuple[str, str], tuple[int, Any]] = field(default_factory=dict)

    def match(self, row: Row, unit: Mapping[str, Any]) -> Match:
        """Return the unit of a row: as a person chose, by its key, else by its name."""
        if row.unit:
            return Match("" if row.unit == NEW else row.unit)
        key = str(unit.get("key", ""))
        if key in self.draft.units:
            return Match(key)
        if key:
            zh = f"名册里没有编号“{key}”，新单位请清空编号"
            en = f"no unit '{key}'; a new unit has no key"
            return Match(wrong=(Wrong("key", Text(zh, en)),))
        return self._by_name(unit["name"])

    def _by_name(self, name: str) -> Match:
        found = self.draft.directory.find(name)
        if not found.keys:
            return Match()
        others = "、".join(map(self.draft.name, found.keys))
        if len(found.keys) > 1:
            zh = f"“{name}”可能是 {others}，请选是哪一个"
            return Match(wrong=(Wrong("name", Text(zh, f"'{name}' may be {others}; choose")),))
        if found.is_exact:
            return Match(found.keys[0])
        zh, en = f"按名称认作“{others}”，请核对", f"taken for '{others}' by its name, please check"
        return Match(found.keys[0], (Text(zh, en),))

    def complete(self, unit: dict[str, Any], wrong: list[Wrong]) -> list[Text]:
        """Complete what a new unit needs; return in words what was guessed."""
        place, name = self.draft.directory.place, unit["name"]
        body, guessed = place.body(name), []
        if "kind" not in unit:
            kind = place.kind(name)
            if not kind:
                zh = "从名称看不出单位类别，请选一个"
                wrong.append(Wrong("kind", Text(zh, "the name says no kind; choose one")))
                return []
            unit["kind"] = kind
            guessed.append(Text(f"类别认作{KIND_LABELS[kind]}", f"kind taken for {kind}"))
        usual = bool(body and body.vertical) or unit["kind"] == "vertical_agency"
        unit.setdefault("vertical", usual)
        if "part" not in unit:
            unit["part"] = "member"
            guessed.append(Text(f"按{wording().part_labels['member']}", "taken for a member"))
        if not guessed:
            return []
        zh = "，".join(each.zh for each in guessed)
        return [Text(f"{zh}，请核对", f"{', '.join(each.en for each in guessed)}, please check")]

    def remember(self, row: Row, key: str, unit: Mapping[str, Any]) -> None:
        """Remember what a row that is taken said of its unit."""
        for part in unit:
            self._said[key, part] = row.number, unit[part]

    def held_against(self, row: Row, key: str, unit: Mapping[str, Any]) -> list[Wrong]:
        """Return what contradicts the roster, or the rows of the same unit above."""
        return [*self._note(key, unit), *self._names(key, unit), *self._rows(row, key, unit)]

    def _note(self, key: str, unit: Mapping[str, Any]) -> Iterator[Wrong]:
        known = self.draft.units.get(key, {})
        is_other = unit.get("kind", known.get("kind")) == "other"
        if is_other and not (unit.get("note") or known.get("note")):
            zh = "类别是其他单位的，请在备注里写明是什么单位"
            yield Wrong("note", Text(zh, "another kind of body needs a note"))

    def _names(self, key: str, unit: Mapping[str, Any]) -> Iterator[Wrong]:
        said = {part: [unit[part]] for part in ("full_name", "short_name") if unit.get(part)}
        for part, names in {**said, "aliases": unit.get("aliases", [])}.items():
            for name in names:
                others = [each for each in self.draft.directory.owners(name) if each != key]
                if others:
                    other = self.draft.name(others[0])
                    zh, en = f"“{name}”已是“{other}”的名称", f"'{name}' is a name of '{other}'"
                    yield Wrong(part, Text(zh, en))

    def _rows(self, row: Row, key: str, unit: Mapping[str, Any]) -> Iterator[Wrong]:
        for part in ("kind", "vertical", "part", "superior"):
            number, before = self._said.get((key, part), (0, None))
            if number and part in unit and part in row.cells and before != unit[part]:
                label = wording().labels[part]
                zh = f"{label}与第 {number} 行同一单位写的不一样"
                yield Wrong(part, Text(zh, f"differs from row {number} of the same unit"))


def guesses_of(row: Row) -> list[Text]:
    """Return in words what was guessed when the row was read."""
    notes = []
    if "name" in row.guessed:
        zh = f"单位空着，按上一行的“{row.cells['name']}”，请核对"
        notes.append(Text(zh, "no unit: taken from the row above, please check"))
    seats = [row.cells[each] for each in row.guessed if each.startswith("seat")]
    if seats:
        zh = f"没有席位，按{seats[0]}，请核对"
        notes.append(Text(zh, f"no seat: taken for {seats[0]}, please check"))
    return notes

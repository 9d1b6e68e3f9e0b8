"""The verdict on every row, and the roster that follows from all of them; pure.

What the preview shows and what accepting does is one computation.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from liandong.calendars import Text
from liandong.features.rosters.service.drafting import Change, Draft
from liandong.features.rosters.service.matching import Matching, guesses_of
from liandong.features.rosters.service.naming import Place
from liandong.features.rosters.service.reading import Wrong, read_row
from liandong.features.rosters.service.seating import Seating
from liandong.features.rosters.service.sheets import Row

#: A row adds a unit, changes what stands, says what stands already, is wrong, or is left out.
VERDICTS = ("failed", "new", "changed", "same", "out")


@dataclass(frozen=True)
class Judged:
    """One row: its verdict, the unit it speaks of, what is wrong, and what is to be looked at."""

    row: Row
    verdict: str
    unit: str = ""
    stated: Mapping[str, Any] = field(default_factory=dict)
    wrong: tuple[Wrong, ...] = ()
    notes: tuple[Text, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Absent:
    """A unit or a person of the roster that the table does not name; `leaves`: what follows."""

    key: str
    words: str
    leaves: bool


@dataclass(frozen=True)
class Outcome:
    """A whole table, judged; `roster` is what it makes, once no row fails."""

    rows: tuple[Judged, ...]
    roster: Mapping[str, Any]
    changes: tuple[Change, ...]
    units: tuple[Absent, ...]
    people: tuple[Absent, ...]

    @property
    def failed(self) -> tuple[Judged, ...]:
        """Return the rows that are wrong."""
        return tuple(each for each in self.rows if each.verdict == "failed")

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows have each verdict."""
        found = Counter(each.verdict for each in self.rows)
        return {verdict: found[verdict] for verdict in VERDICTS}


@dataclass(frozen=True)
class Asked:
    """What is judged: the rows, and who of those that are absent leaves or stays."""

    rows: Sequence[Row]
    leaving: frozenset[str] = frozenset()
    staying: frozenset[str] = frozenset()
    is_partial: bool = False


def judge(
    asked: Asked, roster: Mapping[str, Any], tenant: Mapping[str, Any], today: date
) -> Outcome:
    """Judge rows against a roster, and lay over it those that are not wrong."""
    return _Judge(asked, Draft(roster, Place.of(tenant), today)).run()


class _Judge:
    def __init__(self, asked: Asked, draft: Draft) -> None:
        self.asked, self.draft = asked, draft
        self.seating = Seating(draft)
        self.matching = Matching(draft)
        self.before = dict(draft.units)
        self.seen: set[str] = set()
        self.untouched: set[str] = set()

    def run(self) -> Outcome:
        rows = tuple(map(self._row, self.asked.rows))
        people = self._people()
        units = self._units()
        return Outcome(rows, self.draft.roster, tuple(self.draft.changes), units, people)

    def _row(self, row: Row) -> Judged:
        stated = read_row(row)
        wrong = list(stated.wrong)
        key, notes = "", guesses_of(row)
        if "name" in stated.unit:
            found = self.matching.match(row, stated.unit)
            key, notes = found.key, [*notes, *found.notes]
            wrong += found.wrong
        if key:
            self.seen.add(key)
        if row.is_out:
            self.untouched.add(key)
            return Judged(row, "out", key)
        unit = dict(stated.unit)
        if not key and not wrong:
            notes += self.matching.complete(unit, wrong)
        wrong += self.matching.held_against(row, key, unit)
        seats = [{**each, "seat": each.get("seat", "member")} for each in stated.seats]
        for seat in seats:
            refused = self.seating.refuse(key, seat)
            wrong += [refused] if refused else []
        if wrong:
            return Judged(row, "failed", key, unit, tuple(wrong), tuple(notes))
        return self._take(row, key, unit, seats, notes)

    def _take(
        self, row: Row, key: str, unit: dict[str, Any], seats: Sequence[Any], notes: list[Text]
    ) -> Judged:
        draft, n = self.draft, len(self.draft.changes)
        verdict = "same"
        if not key:
            body = draft.directory.place.body(unit["name"])
            key, verdict = draft.add_unit(unit, body.key if body else ""), "new"
            self.seen.add(key)
        else:
            draft.change_unit(key, unit, may_rename=unit.get("key") == key)
        self.matching.remember(row, key, unit)
        for seat in seats:
            again = self.seating.sit(row.number, key, seat)
            if again is not None:
                zh = f"与第 {again} 行是同一个人，不再计入"
                notes.append(Text(zh, f"the same person as in row {again}; not counted again"))
        changes = tuple(draft.changes[n:])
        verdict = "changed" if verdict == "same" and changes else verdict
        return Judged(row, verdict, key, unit, (), tuple(notes), changes)

    def _people(self) -> tuple[Absent, ...]:
        """End the seats of those that the rows of their unit do not name any more."""
        found = []
        gone = [] if self.asked.is_partial else self.seating.left()
        for seat, begins in gone:
            if seat["unit"] in self.untouched:
                continue
            leaves = seat["key"] not in self.asked.staying
            words = f"{self.draft.name(seat['unit'])} {seat['label']} {seat['person']}"
            found.append(Absent(seat["key"], words, leaves))
            if leaves:
                self.draft.end_seat(seat, begins)
        return tuple(found)

    def _units(self) -> tuple[Absent, ...]:
        """List the units that no row names; those that a person ticked leave."""
        found = []
        for key in () if self.asked.is_partial else self.before:
            if key in self.seen:
                continue
            leaves = key in self.asked.leaving
            found.append(Absent(key, self.draft.name(key), leaves))
            if leaves:
                self.draft.remove_unit(key)
        return tuple(found)

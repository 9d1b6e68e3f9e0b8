"""The head of a table: which column holds which field, and of which person; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from liandong.features.cases.service.line_cells import bare
from liandong.features.rosters.service.wording import SEAT_FIELDS, wording

#: The head stands within so many lines from the top.
HEAD_WITHIN = 15
_ASIDE = re.compile(r"[(（][^)）]*[)）]|[*＊:：]")
Texts = Sequence[str]


def suffixed(name: str, person: int) -> str:
    """Return the field of the first, second, third person of a line."""
    return name if person == 1 else f"{name}_{person}"


@dataclass
class Columns:
    """Which field stands in which columns, and which seat the name of a person means."""

    at: dict[str, list[int]] = field(default_factory=dict)
    seats: dict[str, str] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    person: int = 1

    def put(self, name: str, column: int, seat: str = "") -> None:
        """Note that a field stands in a column; what a person has already begins the next one."""
        if name in SEAT_FIELDS:
            if name != "phone" and suffixed(name, self.person) in self.at:
                self.person += 1
            if seat:
                self.seats[suffixed("seat", self.person)] = seat
            name = suffixed(name, self.person)
        self.at.setdefault(name, []).append(column)


def head_at(texts: Sequence[Texts]) -> int | None:
    """Return the line that names units and the most other columns."""
    best, most = None, 0
    for at, row in enumerate(texts[:HEAD_WITHIN]):
        known = {_meaning(cell)[0] for cell in row} - {""}
        if "name" in known and len(known) > most:
            best, most = at, len(known)
    return best


def _meaning(head: str) -> tuple[str, str]:
    """Return the field of a column, and the seat that its head speaks of: 联络员电话."""
    words = wording()
    for said in (bare(head), bare(_ASIDE.sub("", head))):
        if said in words.columns:
            return words.columns[said], ""
        if said in words.seats:
            return "person", words.seats[said]
        for word, seat in words.seats.items():
            rest = words.columns.get(said.removeprefix(word), "")
            if said.startswith(word) and rest in SEAT_FIELDS:
                return rest, seat
    return "", ""


def columns_of(texts: Sequence[Texts], at: int) -> Columns:
    """Return the columns of a head, with the help of a line above it: 联络员 over 姓名."""
    found, above = Columns(), texts[at - 1] if at else []
    for column, head in enumerate(texts[at]):
        name, seat = _meaning(head)
        if name == "person" and not seat and column < len(above):
            seat = _meaning(above[column])[1]
        if not name:
            found.unused += [head] if head and head not in found.unused else []
        elif name in SEAT_FIELDS or name not in found.at:
            found.put(name, column, seat)
    return found


def seat_of_title(title: str) -> str:
    """Return the seat that a title speaks of, such as 联络员名单; else that of a member."""
    known = {seat for word, seat in wording().seats.items() if word in bare(title)}
    return "liaison" if "liaison" in known else "member"

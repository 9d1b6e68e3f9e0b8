"""A workbook as rows of a roster: head found, merged cells filled, notes set aside; pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from liandong.features.cases.service.line_cells import bare
from liandong.features.rosters.errors import RosterFileError
from liandong.features.rosters.service.cells import joined, plain, unnumbered
from liandong.features.rosters.service.heads import (
    HEAD_WITHIN,
    Columns,
    Texts,
    columns_of,
    head_at,
    seat_of_title,
    suffixed,
)
from liandong.features.rosters.service.wording import SEAT_FIELDS, UNIT_FIELDS, wording
from liandong.kernel.errors import Problem
from liandong.web.spreadsheets import Filled, read_filled

#: A county has some fifty units; a table of more rows is none of it.
MOST_ROWS = 2000
_MOST_COLUMNS = 60
_LONGEST_NOTE = 60
#: The name of the sheet that holds refused rows alone: who is missing in it has not left.
REFUSED = "没有导入的行"


@dataclass(frozen=True)
class Row:
    """One line of the table; `cells` by field, those of a second person with `_2`.

    `guessed` are fields that the line itself does not state. `unit` is the unit that a person
    chose for it; `is_out`: this person leaves the line out.
    """

    number: int
    cells: Mapping[str, str]
    guessed: tuple[str, ...] = ()
    unit: str = ""
    is_out: bool = False

    def dump(self) -> dict[str, Any]:
        """Return the row as plain data."""
        return asdict(self)

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> "Row":
        """Return the row that was dumped."""
        return cls(**{**data, "guessed": tuple(data["guessed"])})

    def people(self) -> int:
        """Return how many people stand side by side in the line, one at least."""
        ends = (key.rpartition("_")[2] for key in self.cells)
        return max((int(end) for end in ends if end.isdecimal()), default=1)


@dataclass(frozen=True)
class Sheet:
    """A table that was read; `unused` are heads that say nothing here, `aside` lines likewise."""

    rows: tuple[Row, ...]
    unused: tuple[str, ...]
    aside: tuple[tuple[int, str], ...]
    is_partial: bool = False


def read_sheet(data: bytes) -> Sheet:
    """Read the first sheet of a workbook that has the head of a roster.

    Raises:
        RosterFileError: It is no workbook, has no column of units, no rows, or too many.
    """
    sheets = read_filled(data, MOST_ROWS + HEAD_WITHIN + 1, _MOST_COLUMNS)
    if sheets is None:
        zh = "这个文件读不出表格。请另存为 Excel 工作簿（.xlsx）再传"
        raise _refusal(zh, "no table can be read; save it as a workbook (.xlsx)")
    for sheet in sheets:
        texts = [[plain(cell) for cell in row] for row in sheet.rows]
        at = head_at(texts)
        if at is not None:
            return _rows(sheet, texts, at)
    zh = "没有找到“单位名称”一列。第一行或者前几行里要有列名，可以先下载模板看看"
    raise _refusal(zh, "no column holds the names of units; see the template")


def _refusal(zh: str, en: str) -> RosterFileError:
    return RosterFileError([Problem("file", zh, en)])


def _rows(sheet: Filled, texts: Sequence[Texts], at: int) -> Sheet:
    columns = columns_of(texts, at)
    title = "".join(joined(cell) for row in texts[:at] for cell in row[:1])
    default = seat_of_title(title + sheet.name)
    found: list[Row] = []
    aside: list[tuple[int, str]] = []
    head, name = [bare(cell) for cell in texts[at]], ""
    for number, row in enumerate(texts[at + 1 :], at + 2):
        used = {row[i] for places in columns.at.values() for i in places if i < len(row)} - {""}
        if not used or [bare(cell) for cell in row] == head:
            continue
        if _is_note(row, columns):
            aside.append((number, max(row, key=len)[:_LONGEST_NOTE]))
            continue
        made = _row(number, row, columns, name, default)
        name = made.cells.get("name", name)
        found.append(made)
    if not found:
        raise _refusal("列名下面没有内容", "nothing stands below the head")
    if len(found) > MOST_ROWS:
        zh = f"一次最多 {MOST_ROWS} 行，请分成几个文件"
        raise _refusal(zh, f"{MOST_ROWS} rows at most; split the file")
    return Sheet(tuple(found), tuple(columns.unused), tuple(aside), sheet.name == REFUSED)


def _is_note(row: Texts, columns: Columns) -> bool:
    """Say whether a line is a heading within the table, a note below it, or a sum."""
    said = [cell for cell in row if cell]
    first = said[0]
    if any(re.match(rf"{word}\s*(?:[:：\d]|$)", first) for word in wording().notes):
        return True
    across = [i for i, cell in enumerate(row) if cell == first]
    if len(said) > 1 and set(said) == {first} and len(across) == len(said):
        return all(b - a == 1 for a, b in pairwise(across))
    held = {name for name, at in columns.at.items() if any(row[i] for i in at if i < len(row))}
    return "name" not in held and not any(key.startswith("person") for key in held)


def _row(number: int, row: Texts, columns: Columns, before: str, default: str) -> Row:
    cells = {
        name: "、".join(dict.fromkeys(filter(None, (row[i] for i in places if i < len(row)))))
        for name, places in columns.at.items()
    }
    cells = {name: text for name, text in cells.items() if text}
    guessed = []
    if "name" in cells:
        cells["name"] = unnumbered(joined(cells["name"]))
    elif before:
        cells["name"] = before
        guessed.append("name")
    labels = wording().seat_labels
    for person in range(1, columns.person + 1):
        seat = suffixed("seat", person)
        if seat in cells or not _speaks_of(cells, person):
            continue
        if seat in columns.seats:
            cells[seat] = labels[columns.seats[seat]]
        elif seat not in columns.at:
            cells[seat] = labels[default]
            guessed.append(seat)
    return Row(number, cells, tuple(guessed))


def _speaks_of(cells: Mapping[str, str], person: int) -> bool:
    return any(suffixed(name, person) in cells for name in ("person", "title", "phone"))


def fields_of(rows: Sequence[Row]) -> list[str]:
    """Return every field that the rows use, in the order of the template."""
    used = {key for row in rows for key in row.cells}
    most = max((row.people() for row in rows), default=1)
    seats = [suffixed(name, person) for person in range(1, most + 1) for name in SEAT_FIELDS]
    used |= {suffixed("seat", person) for person in range(1, most + 1)}
    return [name for name in (*UNIT_FIELDS, *seats) if name in used]

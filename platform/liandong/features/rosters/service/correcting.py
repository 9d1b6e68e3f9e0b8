"""What a person puts right in a preview; nothing of the roster changes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.rosters.service.matching import NEW
from liandong.features.rosters.service.sheets import Row
from liandong.features.rosters.service.uploads import Preview, look, look_as_seen
from liandong.features.rosters.service.wording import SEAT_FIELDS, UNIT_FIELDS
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, Problem


@dataclass(frozen=True)
class Correction:
    """What a person wrote into a row: its cells, its unit, and whether it is left out.

    Cells that are not named stay, and so does the unit where none is.
    """

    number: int
    cells: Mapping[str, str]
    unit: str | None = None
    is_out: bool = False


def correct(
    uow: UnitOfWork, clock: Clock, upload_id: UUID, seen: int, put: Sequence[Correction]
) -> Preview:
    """Put rows right, or leave them out, in the preview alone; return it as it is then.

    Raises:
        NotFoundError: There is no such upload.
        StaleError: It, or the roster, changed since it was seen.
        InvalidInputError: A row or a unit is unknown, or a cell is none of a roster.
    """
    before = look_as_seen(uow, clock, upload_id, seen)
    units = {unit["key"] for unit in before.stated.files["roster"]["units"]}
    before.upload.rows = corrected_rows(before.upload.rows, units, put)
    before.upload.position += 1
    uow.session.flush()
    return look(uow, clock, upload_id)


def corrected_rows(
    kept: Sequence[Mapping[str, Any]], units: Collection[str], put: Sequence[Correction]
) -> list[dict[str, Any]]:
    """Return rows, as they are kept, with what was put right in some of them.

    Raises:
        InvalidInputError: A row or a unit is unknown, or a cell is none of a roster.
    """
    rows = {each["number"]: Row.load(each) for each in kept}
    for each in put:
        if each.number not in rows:
            zh = f"文件里没有第 {each.number} 行"
            raise InvalidInputError([Problem("number", zh, "the file has no such row")])
        if each.unit and each.unit not in {*units, NEW}:
            raise InvalidInputError([Problem("unit", "没有这个单位", "there is no such unit")])
        rows[each.number] = _corrected(rows[each.number], each)
    return [row.dump() for row in rows.values()]


def _corrected(row: Row, put: Correction) -> Row:
    for key in put.cells:
        start, _, end = key.rpartition("_")
        if key not in (*UNIT_FIELDS, *SEAT_FIELDS) and not (
            start in SEAT_FIELDS and end.isdecimal() and int(end) <= row.people()
        ):
            raise InvalidInputError([Problem(key, "没有这一列", "there is no such column")])
    changed = {key for key, text in put.cells.items() if text != row.cells.get(key, "")}
    cells = {key: text for key, text in {**row.cells, **put.cells}.items() if text.strip()}
    # Whoever saves a row has looked at what was guessed in it.
    guessed = row.guessed if not changed and put.is_out else ()
    unit = row.unit if put.unit is None else put.unit
    return replace(row, cells=cells, unit=unit, is_out=put.is_out, guessed=guessed)


def choose(
    uow: UnitOfWork,
    clock: Clock,
    upload_id: UUID,
    seen: int,
    leaving: Collection[str],
    staying: Collection[str],
) -> Preview:
    """Say which absent units leave and which absent people stay; return the preview.

    Raises:
        NotFoundError: There is no such upload.
        StaleError: It, or the roster, changed since it was seen.
    """
    before = look_as_seen(uow, clock, upload_id, seen)
    before.upload.leaving = sorted(leaving)
    before.upload.staying = sorted(staying)
    before.upload.position += 1
    uow.session.flush()
    return look(uow, clock, upload_id)

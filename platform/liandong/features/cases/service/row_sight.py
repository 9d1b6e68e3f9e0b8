"""Which rows of a case a unit may see, in Python and as conditions for the database.

An inner row is its own authority's. A row that is shown to some is seen by the unit that put it
there, by its holder and by the units it names; papers, events and files follow the row.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, cast, exists, false, or_, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import InstrumentedAttribute

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import Case, CaseRow
from liandong.features.tenants.service import installed
from liandong.mechanisms import Landing, Mechanism, RowType


def may_see(mechanism: Mechanism, row: CaseRow, unit_id: UUID) -> bool:
    """Say whether a unit that sees the case in full sees a row of it."""
    if row.unit_id == unit_id:
        return True
    kind = mechanism.row(row.type)
    is_named = kind.shown_to is None or str(unit_id) in viewers_of(kind, row.facts)
    return row.audience == "parties" and is_named


def seen_rows(mechanism: Mechanism, rows: Iterable[CaseRow], unit_id: UUID) -> list[CaseRow]:
    """Return the rows of a case that a unit sees."""
    return [row for row in rows if may_see(mechanism, row, unit_id)]


def numbers_of(mechanism: Mechanism, rows: Iterable[CaseRow], unit_id: UUID) -> dict[UUID, int]:
    """Return the numbers by which a unit knows the rows it sees: 1, 2, 3 … of each type.

    The numbers that are stored would tell it of the rows between that it does not see.
    """
    counted: Counter[str] = Counter()
    found: dict[UUID, int] = {}
    for row in sorted(seen_rows(mechanism, rows, unit_id), key=lambda each: each.number):
        counted[row.type] += 1
        found[row.id] = counted[row.type]
    return found


def viewers_of(kind: RowType, facts: Mapping[str, Any]) -> frozenset[str]:
    """Return the units, by id, that a row names as its holder and its viewers."""
    named = (facts.get(field.key) for field in (kind.held_by, kind.shown_to) if field)
    listed = (each if isinstance(each, list) else [each] for each in named if each)
    return frozenset(str(unit) for units in listed for unit in units)


def may_stay_hidden(kind: RowType) -> bool:
    """Tell whether rows of a type may be kept from units that read the case."""
    is_inner = kind.internal or any(move.internal for move in kind.transitions)
    return is_inner or kind.shown_to is not None


def told_of(
    rows: Iterable[CaseRow], landing: Landing, unit_id: UUID, mechanism: Mechanism
) -> list[str] | None:
    """Return who may know of an act on rows alone; None: whoever may know of the case."""
    kinds = {kind.key: kind for kind in mechanism.rows}
    open_rows = [row for row in landing.rows if not row.row_type.internal]
    if landing.transition or not all(kinds[r.row_type.key].shown_to for r in open_rows):
        return None
    before = {row.id: row for row in rows}
    found = {str(unit_id)}
    for landed in open_rows:
        row = before.get(landed.row_id)  # type: ignore[call-overload]  # the kit knows ids as hashable, rows here have UUIDs
        stated = {**(row.facts if row else {}), **landed.facts}
        found |= viewers_of(landed.row_type, stated) | ({str(row.unit_id)} if row else set())
    return sorted(found)


def is_hidden(unit_id: UUID) -> ColumnElement[bool]:
    """Return the condition that a unit sees nothing of a row, as `may_see` says of one."""
    return and_(
        CaseRow.unit_id != unit_id, or_(CaseRow.audience == "unit", _is_for_others(unit_id))
    )


def about_hidden_row(
    uow: UnitOfWork, row_id: InstrumentedAttribute[UUID | None], unit_id: UUID
) -> ColumnElement[bool]:
    """Return the condition that something hangs on a row that a unit does not see."""
    mine = (CaseRow.tenant_id == uow.tenant_id, CaseRow.id == row_id)
    return exists(select(CaseRow.id).where(*mine, is_hidden(unit_id)))


def _is_for_others(unit_id: UUID) -> ColumnElement[bool]:
    unit = cast(str(unit_id), JSONB)
    kinds = [
        and_(
            Case.mechanism == mechanism.key,
            Case.version == mechanism.version,
            CaseRow.type == kind.key,
            *(
                ~_names(field.key, unit)
                for field in (kind.held_by, kind.shown_to)
                if field is not None
            ),
        )
        for mechanism in installed().registry
        for kind in mechanism.rows
        if kind.shown_to is not None
    ]
    return or_(false(), *kinds)


def _names(key: str, unit: ColumnElement[Any]) -> ColumnElement[bool]:
    """A field may be empty yet, and hold one unit or a list of them: the same question."""
    return CaseRow.facts[key].contains(unit).is_(True)

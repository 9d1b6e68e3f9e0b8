"""The units that facts name: each is one of the county's, and of a role that its field asks for."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.errors import FactsError
from liandong.features.cases.service.commands import FireTransition
from liandong.features.units import service as units
from liandong.features.units.models import Unit
from liandong.kernel.errors import Problem
from liandong.mechanisms import Field, FieldKind, Mechanism, Transition

Stated = tuple[str, Field, str]


def require_units(uow: UnitOfWork, mechanism: Mechanism, command: FireTransition) -> None:
    """Refuse a unit that is not there, is no longer, or may not stand in its field.

    Raises:
        FactsError: One of the fields names such a unit.
    """
    stated = list(_units(mechanism, command))
    known = units.names(uow) if stated else {}
    problems = [
        Problem(where, *words)
        for where, field, value in stated
        if (words := _wrong(field, known.get(_as_id(value))))
    ]
    if problems:
        raise FactsError(problems)


def _wrong(field: Field, unit: Unit | None) -> tuple[str, str] | None:
    if unit is None or not unit.is_active:
        return f"“{field.label}”：没有这个单位", f"'{field.key}': there is no such unit"
    roles, closed = ([role.key for role in each] for each in (field.roles, field.closed_to))
    if (roles and not units.holds_any(unit, roles)) or units.holds_any(unit, closed):
        return f"“{field.label}”不能是{unit.name}", f"'{field.key}' cannot be {unit.name}"
    return None


def _units(mechanism: Mechanism, command: FireTransition) -> Iterator[Stated]:
    yield from _stated(mechanism.transitions, command.transition, command.facts, "facts.")
    moves = {row.key: row.transitions for row in mechanism.rows}
    for number, row in enumerate(command.rows):
        path = f"rows[{number}].facts."
        yield from _stated(moves.get(row.type, ()), row.transition, row.facts, path)


def _stated(
    moves: Iterable[Transition], key: str | None, facts: Mapping[str, Any], path: str
) -> Iterator[Stated]:
    fields = (field for move in moves if move.key == key for field in move.inputs)
    for field in fields:
        value = facts.get(field.key)
        if field.kind is FieldKind.UNIT and value:
            for one in value if isinstance(value, list | tuple) else [value]:
                yield f"{path}{field.key}", field, str(one)


def _as_id(stated: str) -> UUID:
    try:
        return UUID(stated)
    except ValueError:
        return UUID(int=0)  # what is no id names no unit

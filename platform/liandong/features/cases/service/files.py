"""The files that an act names, as proof or as facts, must be the acting unit's own."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.errors import FactsError
from liandong.features.cases.service.commands import FireTransition
from liandong.features.documents.models import FileRecord
from liandong.kernel.errors import Problem
from liandong.mechanisms import FieldKind, Mechanism, Transition

Named = tuple[str, str]


def require_files(
    uow: UnitOfWork, principal: Principal, mechanism: Mechanism, command: FireTransition
) -> None:
    """Refuse a file that is none of this unit's.

    Raises:
        FactsError: A file is unknown or another unit's.
    """
    named = list(_files(mechanism, command))
    if not named:
        return
    query = select(FileRecord.id).where(
        FileRecord.tenant_id == uow.tenant_id,
        FileRecord.id.in_([_as_id(stated) for _, stated in named]),
        FileRecord.unit_id == principal.unit_id,
    )
    known = set(uow.session.scalars(query))
    problems = [
        Problem(where, "没有这个文件", "there is no such file")
        for where, stated in named
        if _as_id(stated) not in known
    ]
    if problems:
        raise FactsError(problems)


def _files(mechanism: Mechanism, command: FireTransition) -> Iterator[Named]:
    for number, file_id in enumerate(command.proof):
        yield f"proof[{number}]", str(file_id)
    yield from _stated(mechanism.transitions, command.transition, command.facts, "")
    moves = {row.key: row.transitions for row in mechanism.rows}
    for number, row in enumerate(command.rows):
        yield from _stated(moves.get(row.type, ()), row.transition, row.facts, f"rows[{number}].")


def _stated(
    moves: Iterable[Transition], key: str | None, facts: Mapping[str, Any], path: str
) -> Iterator[Named]:
    fields = (field for move in moves if move.key == key for field in move.inputs)
    for field in fields:
        stated = facts.get(field.key)
        if field.kind is FieldKind.FILE and stated:
            for one in stated if isinstance(stated, list | tuple) else [stated]:
                yield f"{path}{field.key}", str(one)


def _as_id(stated: str) -> UUID:
    try:
        return UUID(stated)
    except ValueError:
        return UUID(int=0)  # what is no id names no file

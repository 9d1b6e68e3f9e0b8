"""The files that an act names, as proof or as facts, must be the acting unit's own."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.errors import FactsError
from liandong.features.cases.service.commands import FireTransition
from liandong.features.cases.service.sealed_files import sealed_among
from liandong.features.documents.models import FileRecord
from liandong.kernel.errors import Problem
from liandong.mechanisms import FieldKind, Mechanism, Transition, sealed_files
from liandong.mechanisms.secrecy import OF_CASE

#: Where a file is named, its id, and whether that place takes sealed files alone.
Named = tuple[str, str, bool]


def require_files(
    uow: UnitOfWork, principal: Principal, mechanism: Mechanism, command: FireTransition
) -> None:
    """Refuse a file that is none of this unit's, or is not sealed where it has to be.

    Raises:
        FactsError: A file is unknown, another unit's, or not sealed where it has to be.
    """
    named = list(_files(mechanism, command))
    if not named:
        return
    query = select(FileRecord.id).where(
        FileRecord.tenant_id == uow.tenant_id,
        FileRecord.id.in_([_as_id(stated) for _, stated, _ in named]),
        FileRecord.unit_id == principal.unit_id,
    )
    known = set(uow.session.scalars(query))
    sealed = sealed_among(uow, known)
    problems = [
        problem
        for where, stated, is_secret in named
        if (problem := _problem(where, _as_id(stated), known, sealed, is_secret=is_secret))
    ]
    if problems:
        raise FactsError(problems)


def _problem(
    where: str, file_id: UUID, known: set[UUID], sealed: set[UUID], *, is_secret: bool
) -> Problem | None:
    if file_id not in known:
        return Problem(where, "没有这个文件", "there is no such file")
    if is_secret and file_id not in sealed:
        return Problem(where, "要按涉密文件上传", "is to be handed in sealed")
    if not is_secret and file_id in sealed:
        return Problem(where, "涉密文件不能放在这里", "a sealed file has no place here")
    return None


def _files(mechanism: Mechanism, command: FireTransition) -> Iterator[Named]:
    secret = sealed_files(mechanism)
    for number, file_id in enumerate(command.proof):
        yield f"proof[{number}]", str(file_id), False
    own = secret.get(OF_CASE, frozenset())
    yield from _stated(mechanism.transitions, command.transition, command.facts, "", own)
    moves = {row.key: row.transitions for row in mechanism.rows}
    for number, row in enumerate(command.rows):
        path, keys = f"rows[{number}].", secret.get(row.type, frozenset())
        yield from _stated(moves.get(row.type, ()), row.transition, row.facts, path, keys)


def _stated(
    moves: Iterable[Transition],
    key: str | None,
    facts: Mapping[str, Any],
    path: str,
    secret: AbstractSet[str],
) -> Iterator[Named]:
    fields = (field for move in moves if move.key == key for field in move.inputs)
    for field in fields:
        stated = facts.get(field.key)
        if field.kind is FieldKind.FILE and stated:
            for one in stated if isinstance(stated, list | tuple) else [stated]:
                yield f"{path}{field.key}", str(one), field.key in secret


def _as_id(stated: str) -> UUID:
    try:
        return UUID(stated)
    except ValueError:
        return UUID(int=0)  # what is no id names no file

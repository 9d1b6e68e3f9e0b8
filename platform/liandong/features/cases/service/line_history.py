"""What lines were before: the unit that enters them reads every version, others what was shown."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import CaseEvent, CaseLine
from liandong.features.cases.service.line_masks import masked
from liandong.features.cases.service.line_versions import presenting
from liandong.features.cases.service.viewing import Opened
from liandong.mechanisms import Table

Content = Mapping[str, Any]


def earlier_of(
    uow: UnitOfWork, opened: Opened, table: Table, unit_id: UUID, numbers: Collection[int]
) -> dict[int, list[Content]]:
    """Return for each of these lines what it held before, the newest first, masked for the unit.

    Whoever does not enter them knows of a version only if it stood when the lines were handed in.
    """
    query = select(CaseLine.number, CaseLine.position, CaseLine.content).where(
        CaseLine.tenant_id == uow.tenant_id,
        CaseLine.case_id == opened.case.id,
        CaseLine.table_key == table.key,
        CaseLine.number.in_(numbers),
    )
    versions: dict[int, list[tuple[int, Content]]] = {}
    for number, position, content in uow.session.execute(query.order_by(CaseLine.position)):
        versions.setdefault(number, []).append((position, content))
    if unit_id != opened.case.issuer_id:
        shown = _handed_in(uow, opened)
        versions = {number: _stood(known, shown) for number, known in versions.items()}
    return {
        number: _masked_alike(table, [content for _, content in known], opened.parts)[-2::-1]
        for number, known in versions.items()
        if len(known) > 1
    }


def _masked_alike(
    table: Table, versions: Sequence[Content], parts: frozenset[str]
) -> list[Content]:
    """Return all versions with what any of them hides: a correction to hide betrays nothing."""
    shown = [masked(table, content, parts)[0] for content in versions]
    hidden = {
        key
        for before, after in zip(versions, shown, strict=True)
        for key in before
        if after.get(key) != before[key]
    }
    last = shown[-1]
    return [
        {key: last.get(key) if key in hidden else value for key, value in each.items()}
        for each in shown
    ]


def _handed_in(uow: UnitOfWork, opened: Opened) -> Sequence[int]:
    query = select(CaseEvent.position).where(
        CaseEvent.tenant_id == uow.tenant_id,
        CaseEvent.case_id == opened.case.id,
        CaseEvent.kind == "move",
        CaseEvent.transition.in_(presenting(opened.mechanism)),
    )
    return uow.session.scalars(query.order_by(CaseEvent.position)).all()


def _stood(
    versions: Iterable[tuple[int, Content]], shown: Iterable[int]
) -> list[tuple[int, Content]]:
    """Return the versions of a line that stood at one of these events, in their order."""
    known = list(versions)
    found: dict[int, Content] = {}
    for at in shown:
        before = [each for each in known if each[0] <= at]
        if before:
            found[before[-1][0]] = before[-1][1]
    return sorted(found.items())

"""The lines of a table as somebody may see them: searched, filtered, a page at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, func, not_, or_, select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.service.line_cells import bare
from liandong.features.cases.service.line_checking import Known, lines_before
from liandong.features.cases.service.line_clocks import LastDay, last_days, marked
from liandong.features.cases.service.line_history import earlier_of
from liandong.features.cases.service.line_masks import is_masked, masked
from liandong.features.cases.service.line_versions import (
    NEWEST,
    pending_since,
    standing,
    until_for,
)
from liandong.features.cases.service.viewing import Opened
from liandong.mechanisms import Table

PAGE = 50
SHOWN = ("all", "marked", "earlier", "pending", "struck")


@dataclass(frozen=True)
class Wanted:
    """What is looked for: a word, days, a place; lines marked, reported before, struck out.

    `pending` are those that were entered or mended since the case handed its lines in.
    """

    word: str = ""
    shown: str = "all"
    since: date | None = None
    until: date | None = None
    after: int = 0
    limit: int | None = PAGE


@dataclass(frozen=True)
class SeenLine:
    """One line as a reader sees it: names masked where they must be."""

    number: int
    content: Mapping[str, Any]
    hidden: frozenset[str]
    position: int
    days: Sequence[LastDay] = ()
    before: Known | None = None
    earlier: Sequence[Mapping[str, Any]] = ()
    is_pending: bool = False


@dataclass(frozen=True)
class Listed:
    """A page of lines, and how many there are in all; `after` is where the next page begins."""

    lines: Sequence[SeenLine] = ()
    total: int = 0
    after: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


def list_lines(
    uow: UnitOfWork, principal: Principal, opened: Opened, table: Table, wanted: Wanted
) -> Listed:
    """Return the lines that stand for this reader; of a case seen in full alone."""
    until = until_for(uow, opened, principal.unit_id)
    lines = standing(uow, opened.case.id, table.key, until)
    is_mine = principal.unit_id == opened.case.issuer_id
    is_struck = wanted.shown == "struck" and is_mine  # others know only what was handed in
    filters = [lines.c.is_struck.is_(is_struck), *_filters(lines, opened, table, wanted)]
    since = pending_since(uow, opened, principal.unit_id)
    if wanted.shown == "pending":
        filters.append(lines.c.position > (NEWEST if since is None else since))
    if wanted.shown in {"marked", "earlier"}:
        chosen = _chosen(uow, principal, opened, table, lines, filters, wanted.shown)
        filters.append(lines.c.number.in_(chosen))
    total = uow.session.scalar(select(func.count()).select_from(lines).where(*filters)) or 0
    query = select(lines.c.number, lines.c.content, lines.c.position, lines.c.digest)
    query = query.where(*filters, lines.c.number > wanted.after).order_by(lines.c.number)
    if wanted.limit is not None:
        query = query.limit(wanted.limit + 1)
    rows = uow.session.execute(query).all()
    has_more = wanted.limit is not None and len(rows) > wanted.limit
    shown = rows[: wanted.limit] if has_more else rows
    numbers = [row.number for row in shown] if wanted.limit is not None else []
    earlier = earlier_of(uow, opened, table, principal.unit_id, numbers) if numbers else {}
    found = [
        replace(
            line,
            earlier=earlier.get(line.number, ()),
            is_pending=since is not None and line.position > since,
        )
        for line in _seen(uow, principal, opened, table, shown)
    ]
    return Listed(found, total, found[-1].number if has_more else None)


def count_lines(uow: UnitOfWork, principal: Principal, opened: Opened, table: Table) -> int:
    """Return how many lines stand for this reader."""
    lines = standing(uow, opened.case.id, table.key, until_for(uow, opened, principal.unit_id))
    query = select(func.count()).select_from(lines).where(~lines.c.is_struck)
    return uow.session.scalar(query) or 0


def count_pending(uow: UnitOfWork, principal: Principal, opened: Opened, table: Table) -> int:
    """Return how many lines the unit has entered, mended or struck out since it handed them in."""
    since = pending_since(uow, opened, principal.unit_id)
    if since is None:
        return 0
    lines = standing(uow, opened.case.id, table.key, NEWEST)
    query = select(func.count()).select_from(lines).where(lines.c.position > since)
    return uow.session.scalar(query) or 0


def _filters(
    lines: Subquery, opened: Opened, table: Table, wanted: Wanted
) -> Iterator[ColumnElement[bool]]:
    word = bare(wanted.word)
    if word:
        named = [lines.c.words.contains(word, autoescape=True)]
        for field in dict.fromkeys(mask.field for mask in table.masks):
            text = func.lower(lines.c.content[field.key].astext)
            said = text.contains(word, autoescape=True)
            hidden = [*is_masked(lines.c.content, table, field, opened.parts)]
            named.append(and_(said, not_(or_(*hidden))) if hidden else said)
        yield or_(*named)
    if wanted.since is not None:
        yield lines.c.day >= wanted.since
    if wanted.until is not None:
        yield lines.c.day <= wanted.until


def _chosen(
    uow: UnitOfWork,
    principal: Principal,
    opened: Opened,
    table: Table,
    lines: Subquery,
    filters: Sequence[ColumnElement[bool]],
    shown: str,
) -> list[int]:
    query = select(lines.c.number, lines.c.content, lines.c.digest).where(*filters)
    rows = uow.session.execute(query).all()
    if shown == "marked":
        flags = marked(opened.config, table, [row.content for row in rows])
        return [row.number for row, flag in zip(rows, flags, strict=True) if flag]
    before = lines_before(uow, principal, opened, table, [row.digest for row in rows])
    return [row.number for row in rows if row.digest in before]


def _seen(
    uow: UnitOfWork, principal: Principal, opened: Opened, table: Table, rows: Sequence[Any]
) -> Iterator[SeenLine]:
    before = lines_before(uow, principal, opened, table, [row.digest for row in rows])
    days = last_days(opened.config, table, [row.content for row in rows])
    for row, last in zip(rows, days, strict=True):
        content, hidden = masked(table, row.content, opened.parts)
        yield SeenLine(row.number, content, hidden, row.position, last, before.get(row.digest))

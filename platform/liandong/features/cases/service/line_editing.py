"""One line is entered, corrected or struck out by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.errors import FactsError
from liandong.features.cases.models import Case
from liandong.features.cases.service.line_cells import digest_of, reader_of
from liandong.features.cases.service.line_checking import lines_before, lines_here
from liandong.features.cases.service.line_digests import NewLine
from liandong.features.cases.service.line_keeping import Entry, keep_lines, opened_for_lines
from liandong.features.cases.service.line_versions import NEWEST, last_number, standing
from liandong.features.cases.service.viewing import Opened
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError, Problem
from liandong.mechanisms import DayOf, Table


@dataclass(frozen=True)
class OneLine:
    """One line of one table, by its number; without a number a new one.

    `cells` hold what was typed, by the keys of the fields. With `again`, a line that was reported
    in an earlier case is taken all the same.
    """

    case_id: UUID
    table: str
    number: int | None = None
    cells: Mapping[str, Any] = field(default_factory=dict)
    again: bool = False
    seen: int | None = None


def seen_at(asked: OneLine, version: int) -> OneLine:
    """Return what was asked of a case as it was read at a version."""
    return replace(asked, seen=version)


def enter_line(uow: UnitOfWork, principal: Principal, clock: Clock, asked: OneLine) -> Case:
    """Add a line, or put a new version in the place of one; the old one stays readable.

    Raises:
        NotFoundError: The case is unknown or hidden, or there is no such table or line.
        FactsError: Something is missing or wrong, or the line stands there already.
    """
    opened, table = opened_for_lines(uow, principal, asked.case_id, asked.table, asked.seen)
    if asked.number is not None:
        line_of(uow, opened, table, asked.number)
    columns = {each.key: at for at, each in enumerate(table.fields)}
    cells = [asked.cells.get(each.key) for each in table.fields]
    line = reader_of(table, columns, {DayOf.EVENT: clock.today()})(cells)
    problems = [Problem(f"line.{each.field}", each.zh, each.en) for each in line.wrong]
    if not problems:
        problems = _known(uow, principal, opened, table, asked, line.content)
    if problems:
        raise FactsError(problems)
    number = asked.number or last_number(uow, opened.case.id, table.key) + 1
    how = "correct" if asked.number else "add"
    entry = Entry(how, [NewLine(number, line.content)], {"number": number})
    return keep_lines(uow, principal, clock, opened, table, entry)


def strike_line(uow: UnitOfWork, principal: Principal, clock: Clock, asked: OneLine) -> Case:
    """Strike a line out; what it held stays readable.

    Raises:
        NotFoundError: There is no such line.
    """
    opened, table = opened_for_lines(uow, principal, asked.case_id, asked.table, asked.seen)
    number = asked.number or 0
    content = line_of(uow, opened, table, number)
    struck = [NewLine(number, content, is_struck=True)]
    return keep_lines(
        uow, principal, clock, opened, table, Entry("strike", struck, {"number": number})
    )


def line_of(
    uow: UnitOfWork, opened: Opened, table: Table, number: int, until: int = NEWEST
) -> dict[str, Any]:
    """Return what a line holds as it stands.

    Raises:
        NotFoundError: There is none with this number.
    """
    lines = standing(uow, opened.case.id, table.key, until)
    query = select(lines.c.content).where(lines.c.number == number, ~lines.c.is_struck)
    found: dict[str, Any] | None = uow.session.scalar(query)
    if found is None:
        raise NotFoundError
    return found


def _known(
    uow: UnitOfWork,
    principal: Principal,
    opened: Opened,
    table: Table,
    asked: OneLine,
    content: dict[str, Any],
) -> list[Problem]:
    digest = digest_of(table, content)
    where = f"line.{table.unique[0].key}"
    here = lines_here(uow, opened, table).get(digest)
    if here is not None and here.number != asked.number:
        zh, en = f"与第 {here.number} 行重复", f"it is line {here.number} again"
        return [Problem(where, zh, en)]
    if asked.again or asked.number is not None:
        return []
    before = lines_before(uow, principal, opened, table, [digest]).get(digest)
    if before is None:
        return []
    zh = f"已在“{before.title}”第 {before.number} 行报过。要再报一次的，勾选“再报一次”"
    return [Problem(where, zh, f"reported before: {before.title}, line {before.number}")]

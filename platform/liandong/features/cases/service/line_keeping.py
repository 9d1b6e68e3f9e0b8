"""Lines are kept: one event for the act, and the new version of each line beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import text

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.errors import TransitionNotAllowedError
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.cases.service import checking
from liandong.features.cases.service.acting import append
from liandong.features.cases.service.course import course_of
from liandong.features.cases.service.line_cells import digest_of, search_words
from liandong.features.cases.service.line_digests import NewLine, digest_of_lines
from liandong.features.cases.service.viewing import Opened, open_up
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError
from liandong.kernel.ids import uuid7
from liandong.mechanisms import Table

KIND = "lines"
#: Row-level security keeps COPY away from the table; this is one statement all the same.
_INSERT = text("""
    INSERT INTO case_lines (tenant_id, id, case_id, table_key, number, position, unit_id,
                            is_struck, digest, day, words, content)
    SELECT :tenant, line.id, :case, :table, line.number, :position, :unit,
           line.is_struck, line.digest, line.day, line.words, CAST(line.content AS jsonb)
    FROM unnest(CAST(:ids AS uuid[]), CAST(:numbers AS integer[]), CAST(:struck AS boolean[]),
                CAST(:digests AS text[]), CAST(:days AS date[]), CAST(:words AS text[]),
                CAST(:contents AS text[]))
         AS line (id, number, is_struck, digest, day, words, content)
""")


@dataclass(frozen=True)
class Entry:
    """One act on the lines of a table: how, with which lines, and what else its event says."""

    how: str
    lines: Sequence[NewLine]
    told: dict[str, Any] = field(default_factory=dict)


def opened_for_lines(
    uow: UnitOfWork, principal: Principal, case_id: UUID, table_key: str, seen: int | None = None
) -> tuple[Opened, Table]:
    """Return a case whose lines somebody may enter now, locked until the transaction ends.

    Raises:
        NotFoundError: The case is unknown or hidden, or there is no such table.
        ForbiddenError: The unit's part and the account's duty do not allow it.
        TransitionNotAllowedError: The case's state takes no lines.
        StaleError: The case moved since it was read.
    """
    case = queries.get_visible(uow, principal, case_id, lock=True)
    opened = open_up(uow, principal, case)
    table = table_of(opened, table_key)
    principal.require_fire(opened.mechanism.key, table.action, table.actors, opened.parts)
    if not table.takes_lines_in(case.state):
        zh = "已经报送，现在不能改。要改的，先办“更正”"
        raise TransitionNotAllowedError(zh, "handed in: no line can be changed now")
    checking.require_version(course_of(uow, case_id, principal.unit_id), seen)
    return opened, table


def table_of(opened: Opened, key: str) -> Table:
    """Return a table of a case.

    Raises:
        NotFoundError: There is none of this name.
    """
    found = next((each for each in opened.mechanism.tables if each.key == key), None)
    if found is None:
        raise NotFoundError
    return found


def keep_lines(
    uow: UnitOfWork, principal: Principal, clock: Clock, opened: Opened, table: Table, entry: Entry
) -> Case:
    """Append the event of an act on lines, and the lines themselves."""
    case, now = opened.case, clock.now()
    payload = {
        "table": table.key,
        "lines": len(entry.lines),
        "digest": digest_of_lines(entry.lines),
        **entry.told,
    }
    event = CaseEvent(
        tenant_id=principal.tenant_id,
        id=uuid7(int(now.timestamp() * 1000)),
        case_id=case.id,
        position=case.position + 1,
        kind=KIND,
        transition=f"{table.key}.{entry.how}",
        landed_in=case.state,
        occurred_on=clock.today(),
        recorded_at=now,
        account_id=principal.account_id,
        unit_id=principal.unit_id,
        audience="unit",
        payload=payload,
    )
    found = append(uow, principal, clock, event)
    _insert(uow, event, table, entry.lines)
    return found


def _insert(uow: UnitOfWork, event: CaseEvent, table: Table, lines: Sequence[NewLine]) -> None:
    by = table.sorted_by.key if table.sorted_by else ""
    at = int(event.recorded_at.timestamp() * 1000)
    days = (line.content.get(by) for line in lines)
    uow.session.execute(
        _INSERT,
        {
            "tenant": uow.tenant_id,
            "case": event.case_id,
            "table": table.key,
            "position": event.position,
            "unit": event.unit_id,
            "ids": [uuid7(at) for _ in lines],
            "numbers": [line.number for line in lines],
            "struck": [line.is_struck for line in lines],
            "digests": [digest_of(table, line.content) for line in lines],
            "days": [date.fromisoformat(day) if day else None for day in days],
            "words": [search_words(table, line.content) for line in lines],
            "contents": [orjson.dumps(line.content).decode() for line in lines],
        },
    )

"""What becomes of each row of a file: taken, changed, known already, refused; with the reason."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Text, any_, exists, literal, select
from sqlalchemy.orm import aliased

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.models import Case, CaseEvent, CaseLine
from liandong.features.cases.service.line_cells import Wrong, digest_of, reader_of
from liandong.features.cases.service.line_sheets import Sheet
from liandong.features.cases.service.line_versions import NEWEST, presenting, standing
from liandong.features.cases.service.viewing import Opened
from liandong.mechanisms import DayOf, Table

#: A row may be new, change a line, be as it stands already, stand twice in the file, have been
#: reported in an earlier case of the unit, or be refused.
VERDICTS = ("new", "changed", "same", "twice", "earlier", "refused")


@dataclass(frozen=True)
class Known:
    """Where a line stands that was entered before: its number, and the case it is in."""

    number: int
    content: Mapping[str, Any] = field(default_factory=dict)
    case_id: UUID | None = None
    title: str = ""


@dataclass(frozen=True)
class Judged:
    """One row of the file: its number there, its verdict, and what it holds.

    `known` is the line it meets; for `twice` its number is that of the row before.
    """

    number: int
    verdict: str
    content: dict[str, Any]
    wrong: tuple[Wrong, ...] = ()
    known: Known | None = None


@dataclass(frozen=True)
class Checked:
    """A whole file, judged."""

    rows: tuple[Judged, ...]
    counts: Mapping[str, int]

    def of(self, *verdicts: str) -> tuple[Judged, ...]:
        """Return the rows with one of these verdicts."""
        return tuple(row for row in self.rows if row.verdict in verdicts)


def check_sheet(
    uow: UnitOfWork,
    principal: Principal,
    opened: Opened,
    table: Table,
    sheet: Sheet,
    today: date,
) -> Checked:
    """Judge every row of a file against the table, the case and the unit's earlier cases."""
    read = reader_of(table, sheet.columns, {DayOf.EVENT: today})
    lines = [(number, read(row)) for number, row in sheet.rows]
    digests = {n: digest_of(table, line.content) for n, line in lines if not line.wrong}
    here = lines_here(uow, opened, table)
    before = lines_before(uow, principal, opened, table, set(digests.values()) - here.keys())
    found: list[Judged] = []
    first: dict[str, int] = {}
    for number, line in lines:
        if line.wrong:
            found.append(Judged(number, "refused", line.content, line.wrong))
            continue
        digest = digests[number]
        found.append(_judge(number, line.content, digest, first, here, before))
        first.setdefault(digest, number)
    counts = Counter(row.verdict for row in found)
    return Checked(tuple(found), {verdict: counts[verdict] for verdict in VERDICTS})


def _judge(
    number: int,
    content: dict[str, Any],
    digest: str,
    first: Mapping[str, int],
    here: Mapping[str, Known],
    before: Mapping[str, Known],
) -> Judged:
    if digest in first:
        return Judged(number, "twice", content, known=Known(first[digest]))
    if digest in here:
        stands = here[digest]
        verdict = "same" if stands.content == content else "changed"
        return Judged(number, verdict, content, known=stands)
    if digest in before:
        return Judged(number, "earlier", content, known=before[digest])
    return Judged(number, "new", content)


def lines_here(uow: UnitOfWork, opened: Opened, table: Table) -> dict[str, Known]:
    """Return the lines that stand in the case now, by what tells them apart."""
    lines = standing(uow, opened.case.id, table.key, NEWEST)
    query = select(lines.c.digest, lines.c.number, lines.c.content).where(~lines.c.is_struck)
    return {row.digest: Known(row.number, row.content) for row in uow.session.execute(query)}


def _handed_in(
    uow: UnitOfWork, principal: Principal, opened: Opened
) -> Iterator[ColumnElement[bool]]:
    """Yield, for others than the unit itself, that the other case has handed the line in."""
    if principal.unit_id == opened.case.issuer_id:
        return
    moves = presenting(opened.mechanism)
    handed_in = select(CaseEvent.position).where(
        CaseEvent.tenant_id == uow.tenant_id,
        CaseEvent.case_id == CaseLine.case_id,
        CaseEvent.kind == "move",
        CaseEvent.transition.in_(moves),
        CaseEvent.position >= CaseLine.position,
    )
    yield exists(handed_in)


def lines_before(
    uow: UnitOfWork, principal: Principal, opened: Opened, table: Table, digests: Iterable[str]
) -> dict[str, Known]:
    """Return those that stand in another case of the same unit, the earliest of each."""
    wanted = list(digests)
    if not wanted:
        return {}
    once = opened.mechanism.once
    query = (
        select(CaseLine.digest, CaseLine.number, CaseLine.case_id, Case.title)
        .join(Case, (Case.tenant_id == CaseLine.tenant_id) & (Case.id == CaseLine.case_id))
        .where(
            CaseLine.tenant_id == uow.tenant_id,
            CaseLine.unit_id == opened.case.issuer_id,
            CaseLine.table_key == table.key,
            CaseLine.case_id != opened.case.id,
            Case.mechanism == opened.mechanism.key,
            Case.state.not_in([state.key for state in (once.unless if once else ())]),
            CaseLine.digest == any_(literal(wanted, ARRAY(Text))),
            ~CaseLine.is_struck,
            is_newest(uow),
            queries.seen_by(uow, principal),
            *_handed_in(uow, principal, opened),
        )
        .order_by(CaseLine.case_id, CaseLine.number)
    )
    found: dict[str, Known] = {}
    for row in uow.session.execute(query):
        found.setdefault(row.digest, Known(row.number, {}, row.case_id, row.title))
    return found


def is_newest(uow: UnitOfWork) -> ColumnElement[bool]:
    """Return the condition that no later version took a line's place."""
    later = aliased(CaseLine)
    return ~exists(
        select(later.id).where(
            later.tenant_id == uow.tenant_id,
            later.case_id == CaseLine.case_id,
            later.table_key == CaseLine.table_key,
            later.number == CaseLine.number,
            later.position > CaseLine.position,
        )
    )

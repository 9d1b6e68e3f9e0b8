"""Many cases at once, each as one unit may see it: lists and worklists, a handful of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.models import Case
from liandong.features.cases.service.course import Course, courses_of
from liandong.features.cases.service.line_counts import line_counts
from liandong.features.cases.service.reading import may_know, offers_of
from liandong.features.cases.service.receiving import papers_for
from liandong.features.cases.service.viewing import Opened, acting_parts, held_by
from liandong.features.deadlines.models import Deadline
from liandong.features.documents.models import Document
from liandong.features.tenants.service import current, installed
from liandong.kernel.clock import Clock
from liandong.mechanisms import Offer

MOST = 500


@dataclass(frozen=True)
class Glance:
    """What a unit sees of a case in a list; a header has neither clocks nor papers."""

    opened: Opened
    level: str
    course: Course
    deadlines: tuple[Deadline, ...]
    papers: tuple[Document, ...]

    @property
    def case(self) -> Case:
        """Return the case itself."""
        return self.opened.case


def glance(uow: UnitOfWork, principal: Principal, cases: Sequence[Case]) -> list[Glance]:
    """Return what the principal's unit sees of each; a case that is hidden from it is left out."""
    ids = [case.id for case in cases]
    levels = queries.levels_in(uow, principal.unit_id, ids)
    courses = courses_of(uow, ids, principal.unit_id)
    parts: dict[str, dict[UUID, list[Any]]] = {
        "parties": _by_case(queries.list_parts_in(uow, ids)),
        "rows": _by_case(queries.list_rows_in(uow, ids)),
        "deadlines": _by_case(_deadlines(uow, ids)),
        "papers": _by_case(_papers(uow, ids)),
    }
    known = {case.id: installed().registry[case.mechanism, case.version] for case in cases}
    lines = line_counts(uow, known.values(), [key for key, each in known.items() if each.tables])
    found = []
    for case in cases:
        if case.id in levels:
            mine: dict[str, Any] = {name: grouped[case.id] for name, grouped in parts.items()}
            mine["lines"] = lines.get(case.id, {})
            opened = _open(uow, principal, case, mine)
            found.append(_seen(opened, levels[case.id], courses[case.id], principal.unit_id))
    return found


def _by_case(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.case_id].append(row)
    return grouped


def _open(uow: UnitOfWork, principal: Principal, case: Case, mine: dict[str, Any]) -> Opened:
    parts = acting_parts(principal, mine["parties"])
    return Opened(
        case=case,
        mechanism=installed().registry[case.mechanism, case.version],
        config=current(uow),
        parts=parts,
        held=held_by(principal, parts),
        **mine,
    )


def _seen(opened: Opened, level: str, course: Course, unit_id: UUID) -> Glance:
    clocks = opened.deadlines if level == "full" else []
    return Glance(
        opened=opened,
        level=level,
        course=course,
        deadlines=tuple(d for d in clocks if may_know(d, opened, unit_id)),
        papers=tuple(papers_for(opened, unit_id, level)),
    )


def _deadlines(uow: UnitOfWork, ids: list[UUID]) -> Iterable[Deadline]:
    query = select(Deadline).where(Deadline.tenant_id == uow.tenant_id, Deadline.case_id.in_(ids))
    return uow.session.scalars(query.order_by(Deadline.started_on, Deadline.id))


def _papers(uow: UnitOfWork, ids: list[UUID]) -> Iterable[Document]:
    query = select(Document).where(Document.tenant_id == uow.tenant_id, Document.case_id.in_(ids))
    return uow.session.scalars(query.order_by(Document.position, Document.id))


def newest_events(uow: UnitOfWork) -> frozenset[UUID]:
    """Return the events written last; as long as they are the same, so is all work."""
    return queries.newest_events(uow)


def list_work(
    uow: UnitOfWork, principal: Principal, clock: Clock, mechanism: str = ""
) -> list[tuple[Glance, tuple[Offer, ...]]]:
    """Return the running cases in which the principal's unit acts, with what this person may do.

    Those of one mechanism alone, if one is named.
    """
    running = [Case.is_final.is_(False), queries.takes_part(uow, principal.unit_id)]
    readable = [key for key in installed().registry.keys if principal.read_scopes(key)]
    readable = [key for key in readable if mechanism in {"", key}]
    filters = [*running, Case.mechanism.in_(readable)]
    cases = queries.list_cases(uow, principal, filters=filters, limit=MOST)
    return [
        (each, offers_of(principal, clock, each.opened))
        for each in glance(uow, principal, cases)
        if each.level in {"header", "full"}
    ]

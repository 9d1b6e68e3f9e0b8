"""A case as one unit may see it: header, document or full; never the other side's drafts."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from uuid import UUID

from liandong.authz import Principal, action_of
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.models import Case, CaseEvent, CaseParty, CaseRow, Visibility
from liandong.features.cases.service.course import Course, course_of
from liandong.features.cases.service.facets import CaseFilter, filters_of
from liandong.features.cases.service.handing_over import Linked, list_links, may_begin
from liandong.features.cases.service.judging import offers_told
from liandong.features.cases.service.receiving import papers_for
from liandong.features.cases.service.recounting import KIND
from liandong.features.cases.service.revealing import reveal
from liandong.features.cases.service.row_sight import numbers_of, seen_rows
from liandong.features.cases.service.secret_reads import note_shown
from liandong.features.cases.service.standing import apart_from, find_seen
from liandong.features.cases.service.viewing import Opened, blank_view, held_by, open_up, view_of
from liandong.features.deadlines.models import Deadline
from liandong.features.documents.models import Document
from liandong.features.tenants.service import current, installed
from liandong.features.units import service as units
from liandong.features.units.models import Unit
from liandong.kernel.clock import Clock
from liandong.mechanisms import Offer, offered

heard_by, hears, seen_by = queries.heard_by, queries.hears, queries.seen_by


@dataclass(frozen=True)
class CasePicture:
    """All that one person may see of one case, and what they could do now."""

    opened: Opened
    unit_id: UUID
    level: str
    course: Course
    units: dict[UUID, Unit]
    rows: list[CaseRow] = field(default_factory=list)
    events: list[CaseEvent] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    papers: list[Document] = field(default_factory=list)
    offers: tuple[Offer, ...] = ()
    viewers: list[Visibility] = field(default_factory=list)
    links: list[Linked] = field(default_factory=list)

    @property
    def case(self) -> Case:
        """Return the case itself."""
        return self.opened.case

    @cached_property
    def numbers(self) -> dict[UUID, int]:
        """Return the numbers by which this reader knows the rows, gapless in each type."""
        return numbers_of(self.opened.mechanism, self.opened.rows, self.unit_id)


def look(
    uow: UnitOfWork, principal: Principal, clock: Clock, mechanism: str, case_id: UUID
) -> CasePicture:
    """Return what the principal may see of a case; that secrets are among it goes on record.

    Raises:
        NotFoundError: Unknown, foreign, hidden, or not a case of this mechanism.
    """
    picture = peek(uow, principal, clock, mechanism, case_id)
    shown = [picture.case.facts] if picture.level == "full" else []
    shown += [each.facts for each in picture.rows]
    shown += [each.content for each in picture.papers]
    shown += [each.payload for each in picture.events]
    note_shown(uow, principal, clock, case_id, shown)
    return picture


def peek(
    uow: UnitOfWork, principal: Principal, clock: Clock, mechanism: str, case_id: UUID
) -> CasePicture:
    """Return the same for a decision of the platform's, of which nobody is shown anything.

    Raises:
        NotFoundError: Unknown, foreign, hidden, or not a case of this mechanism.
    """
    case, level = find_seen(uow, principal, mechanism, case_id)
    opened = open_up(uow, principal, case)
    known = units.names(uow)
    course = course_of(uow, case_id, principal.unit_id)
    papers = papers_for(opened, principal.unit_id, level)
    if level != "full":
        offers = offers_of(principal, clock, opened) if level == "header" else ()
        return CasePicture(
            opened, principal.unit_id, level, course, known, papers=papers, offers=offers
        )
    deadlines = [d for d in opened.deadlines if may_know(d, opened, principal.unit_id)]
    events = queries.list_events(uow, case_id, principal.unit_id)
    reveal(uow, principal, opened.mechanism, case_id, events)
    return CasePicture(
        opened=replace(opened, parties=_parties_shown(opened, principal.unit_id)),
        unit_id=principal.unit_id,
        level=level,
        course=course,
        units=known,
        rows=seen_rows(opened.mechanism, opened.rows, principal.unit_id),
        events=[e for e in events if _may_hear(e, deadlines)],
        deadlines=deadlines,
        papers=papers,
        offers=offers_of(principal, clock, opened),
        viewers=_viewers_shown(uow, opened, principal.unit_id),
        links=list_links(uow, principal, case_id),
    )


def _apart(opened: Opened, unit_id: UUID) -> frozenset[str]:
    return apart_from(opened.case, opened.mechanism, unit_id)


def _parties_shown(opened: Opened, unit_id: UUID) -> list[CaseParty]:
    apart = _apart(opened, unit_id)
    return [p for p in opened.parties if p.part not in apart or p.unit_id == unit_id]


def _viewers_shown(uow: UnitOfWork, opened: Opened, unit_id: UUID) -> list[Visibility]:
    apart = _apart(opened, unit_id)
    seen = queries.list_visibility(uow, opened.case.id)
    return [each for each in seen if each.reason not in apart or each.unit_id == unit_id]


def may_know(deadline: Deadline, opened: Opened, unit_id: UUID) -> bool:
    """The issuer's inner clocks are its own; a unit knows its own and those its rows started."""
    if unit_id in {opened.case.issuer_id, deadline.unit_id}:
        return True
    return any(row.id == deadline.row_id and row.unit_id == unit_id for row in opened.rows)


def _may_hear(event: CaseEvent, deadlines: list[Deadline]) -> bool:
    """A recount is told to those alone who know one of the clocks it changed."""
    if event.kind != KIND:
        return True
    known = {str(deadline.id) for deadline in deadlines}
    return any(each["id"] in known for each in event.payload["deadlines"]["changed"])


def offers_of(principal: Principal, clock: Clock, opened: Opened) -> tuple[Offer, ...]:
    """Return what this person could do now, with the reason where it is not possible yet.

    With a matter that is offered or given to another county nobody can do anything.
    """
    if opened.case.custody != "own":
        return ()
    view = replace(view_of(opened, clock.today()), unit=principal.unit_id)
    found = offers_told(opened.mechanism, opened.rows, principal.unit_id, view, opened.held)
    key, parts = opened.mechanism.key, opened.parts
    seen = {None, *(r.id for r in seen_rows(opened.mechanism, opened.rows, principal.unit_id))}
    return tuple(
        replace(offer, along=tuple(each for each in offer.along if each.row_id in seen))
        for offer in found
        if offer.row_id in seen and _may_fire(principal, key, offer, parts)
    )


def _may_fire(principal: Principal, mechanism: str, offer: Offer, parts: frozenset[str]) -> bool:
    row_type = offer.row_type.key if offer.row_type else None
    action = action_of(offer.transition.key, row_type)
    may_fire = principal.may_fire(mechanism, action, offer.transition.actors, parts)
    return may_fire and may_begin(principal, offer.transition)


def offers_to_open(
    uow: UnitOfWork, principal: Principal, clock: Clock, mechanism: str
) -> tuple[Offer, ...]:
    """Return the moves with which this person could open a case of a mechanism."""
    config = current(uow)
    if mechanism not in config.enabled & set(installed().registry.keys):
        return ()
    known = installed().registry.current(mechanism)
    parts = frozenset(a.party.key for m in known.transitions if m.creates for a in m.actors)
    found = offered(known, blank_view(config, clock.today()), held_by(principal, parts))
    return tuple(offer for offer in found if _may_fire(principal, mechanism, offer, parts))


def list_cases(
    uow: UnitOfWork,
    principal: Principal,
    wanted: CaseFilter,
    *,
    after: UUID | None = None,
    before: UUID | None = None,
    limit: int = 50,
) -> list[Case]:
    """Return one page of the cases this unit may know of, newest first; `after` is the cursor."""
    filters = filters_of(uow, principal, wanted)
    return queries.list_cases(
        uow, principal, filters=filters, after=after, before=before, limit=limit
    )


def count_cases(uow: UnitOfWork, principal: Principal, wanted: CaseFilter) -> int:
    """Return how many cases a list would show in all."""
    return queries.count_cases(uow, principal, filters_of(uow, principal, wanted))

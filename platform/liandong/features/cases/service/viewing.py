"""A case as the kit sees it, for one person on one day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.models import Case, CaseParty, CaseRow
from liandong.features.cases.service.begun import begun_of
from liandong.features.cases.service.commands import FireTransition, PartyCommand
from liandong.features.cases.service.line_counts import line_counts
from liandong.features.cases.service.revealing import reveal
from liandong.features.deadlines.models import Deadline
from liandong.features.deadlines.service import list_of_case
from liandong.features.documents.models import Document
from liandong.features.tenants.service import (
    Configuration,
    calendar_of,
    current,
    installed,
    reading,
)
from liandong.mechanisms import (
    BegunView,
    CaseView,
    DeadlineState,
    DeadlineView,
    Held,
    Mechanism,
    Part,
    RowView,
)

_STATES = {
    "open": DeadlineState.RUNNING,
    "paused": DeadlineState.SUSPENDED,
    "done": DeadlineState.ENDED,
    "released": DeadlineState.RELEASED,
}


@dataclass(frozen=True)
class Opened:
    """A case with all that a decision about it needs."""

    case: Case
    mechanism: Mechanism
    config: Configuration
    parties: list[CaseParty]
    rows: list[CaseRow]
    deadlines: list[Deadline]
    papers: list[Document]
    parts: frozenset[str]
    held: frozenset[Held]
    lines: Mapping[str, int] = field(default_factory=dict)
    begun: tuple[BegunView, ...] = ()

    def units(self, part: str) -> list[UUID]:
        """Return the units that have a part in the case."""
        return [party.unit_id for party in self.parties if party.part == part]

    def paper(self, paper_type: str, row_id: UUID | None = None) -> Document | None:
        """Return the newest paper of a type that still lives, for a row or the case."""
        fitting = [p for p in self.papers if p.type == paper_type and p.row_id == row_id]
        return next((p for p in reversed(fitting) if p.state != "withdrawn"), None)


def open_up(uow: UnitOfWork, principal: Principal, case: Case) -> Opened:
    """Load everything a decision about a case needs, its secrets in clear for who may see them.

    Raises:
        SecretsKeyError: The case's key cannot be read.
    """
    mechanism = installed().registry[case.mechanism, case.version]
    parties = queries.list_parties(uow, case.id)
    parts = acting_parts(principal, parties)
    papers = select(Document).where(
        Document.tenant_id == uow.tenant_id, Document.case_id == case.id
    )
    opened = Opened(
        case=case,
        mechanism=mechanism,
        config=current(uow),
        parties=parties,
        rows=queries.list_rows(uow, case.id),
        deadlines=list_of_case(uow, case.id),
        papers=list(uow.session.scalars(papers.order_by(Document.position, Document.id))),
        parts=parts,
        held=held_by(principal, parts),
        lines=line_counts(uow, [mechanism], [case.id]).get(case.id, {}),
        begun=begun_of(uow, mechanism, case.id),
    )
    reveal(uow, principal, mechanism, case.id, (case, *opened.rows, *opened.papers))
    return opened


def blank_case(
    principal: Principal,
    mechanism: Mechanism,
    config: Configuration,
    command: FireTransition,
    parts: frozenset[str],
) -> Opened:
    """Return a case that is about to be opened: its parties, and nothing else yet."""
    own = tuple(PartyCommand(principal.unit_id, part) for part in sorted(parts))
    case = Case(
        mechanism=mechanism.key,
        version=mechanism.version,
        state="",
        facts={},
        issuer_id=principal.unit_id,
        opened_on=command.occurred_on,
        last_occurred_on=command.occurred_on,
        position=0,
    )
    held = held_by(principal, parts)
    return with_parties(
        Opened(case, mechanism, config, [], [], [], [], parts, held), (*own, *command.parties)
    )


def with_parties(opened: Opened, named: Iterable[PartyCommand]) -> Opened:
    """Return the case with the units that an act names: in that act they take part already."""
    added = [CaseParty(unit_id=p.unit_id, part=p.part, reason=p.reason) for p in named]
    return replace(opened, parties=[*opened.parties, *added])


def acting_parts(principal: Principal, parties: Iterable[CaseParty]) -> frozenset[str]:
    """Return the parts in which a person acts: whom a matter goes to does not supervise it."""
    parts = {p.part for p in parties if p.unit_id == principal.unit_id}
    return frozenset(parts - {Part.SUPERVISOR} if Part.ADDRESSEE in parts else parts)


def held_by(principal: Principal, parts: Iterable[str]) -> frozenset[Held]:
    """Return what a person holds in a case: each part of their unit times each duty."""
    return frozenset((Part(part), duty) for part in parts for duty in principal.duties)


def view_of(opened: Opened, on: date, *, row_id: UUID | None = None) -> CaseView:
    """Return the case as guards see it on a day; `row_id` says whose papers are asked for."""
    case = opened.case
    letter = _delivered_letter(opened)
    delivery = (letter.delivery or {}) if letter else {}
    received = delivery.get("received_on")
    ordered = sorted(opened.deadlines, key=lambda each: each.state in {"open", "paused"})
    return CaseView(
        state=case.state,
        facts=case.facts,
        rows=tuple(RowView(r.id, r.type, r.state, r.facts) for r in opened.rows),
        deadlines={d.stands_for: _clock(d, on) for d in ordered},
        on=on,
        ready=ready_papers(opened, row_id),
        enabled=opened.config.enabled & set(installed().registry.keys),
        issued_on=date.fromisoformat(letter.content["signed_on"]) if letter else None,
        received_on=date.fromisoformat(received) if received else None,
        contest_until=contest_until(opened.config, delivery),
        lists=opened.config.lists_on(on),
        settings=opened.config.settings_on(on),
        ladder=tuple(rung["key"] for rung in opened.config.rungs(opened.mechanism.key)),
        lines=opened.lines,
        begun=opened.begun,
    )


def _delivered_letter(opened: Opened) -> Document | None:
    """Return the signed paper of the case that is served, as it stands."""
    for move in opened.mechanism.transitions:
        paper = opened.paper(move.delivers.key) if move.delivers else None
        if paper is not None and paper.state == "signed":
            return paper
    return None


def delivered_at(opened: Opened) -> tuple[date | None, datetime | None]:
    """Return the day of the proven delivery, and its moment where the receiver confirmed it."""
    letter = _delivered_letter(opened)
    delivery = (letter.delivery or {}) if letter else {}
    day = date.fromisoformat(delivery["received_on"]) if "received_on" in delivery else None
    is_confirmed = delivery.get("mode") == "electronic" and "recorded_at" in delivery
    return day, datetime.fromisoformat(delivery["recorded_at"]) if is_confirmed else None


def issued_on(opened: Opened) -> date | None:
    """Return the day the letter was signed that is served, or on its way."""
    kinds = {move.delivers.key for move in opened.mechanism.transitions if move.delivers}
    papers = (opened.paper(key) for key in kinds)
    signed = [p.content["signed_on"] for p in papers if p is not None and p.state == "signed"]
    return date.fromisoformat(max(signed)) if signed else None


def contest_until(config: Configuration, delivery: dict[str, Any]) -> date | None:
    """Return the last day on which a delivery may be contested; None: its receiver confirmed it."""
    if delivery.get("mode") not in {"paper", "announced"} or "recorded_at" not in delivery:
        return None
    zone = ZoneInfo(config.tenant["timezone"])
    told_on = datetime.fromisoformat(delivery["recorded_at"]).astimezone(zone).date()
    return calendar_of(config).add(told_on, contest_days(config))


def contest_days(config: Configuration) -> int:
    """Return in how many working days a delivery is contested, and a contest decided."""
    return int(reading(config, "delivery.contest_days").value)


def _clock(deadline: Deadline, on: date) -> DeadlineView:
    state = _STATES[deadline.state]
    lapsed = deadline.is_right and deadline.due_on is not None and deadline.due_on < on
    if lapsed and state is DeadlineState.RUNNING:
        state = DeadlineState.LAPSED
    return DeadlineView(
        deadline.due_on,
        state,
        accuses=deadline.accuses,
        is_stated=deadline.inputs.get("stated") is not None,
    )


def ready_papers(opened: Opened, row_id: UUID | None) -> frozenset[str]:
    """Return the papers whose draft and review are done, for the case or for one row."""
    return frozenset(
        paper.type
        for paper in opened.papers
        if paper.state == "reviewed" and (row_id is None or paper.row_id in {None, row_id})
    )


def blank_view(config: Configuration, on: date) -> CaseView:
    """Return the view of a case that is not there yet."""
    enabled = config.enabled & set(installed().registry.keys)
    return CaseView(
        state=None,
        on=on,
        enabled=enabled,
        lists=config.lists_on(on),
        settings=config.settings_on(on),
    )

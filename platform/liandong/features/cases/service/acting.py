"""Somebody acts: find, permit, check, decide, append one fact, and let the rest follow."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.audit import service as audit
from liandong.features.cases import queries
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.cases.service import (
    bringing,
    checking,
    consequences,
    copies,
    copying,
    drawing,
    files,
    handing_over,
    naming,
    presenting,
)
from liandong.features.cases.service.commands import FireTransition
from liandong.features.cases.service.course import course_of
from liandong.features.cases.service.delivering import received_on
from liandong.features.cases.service.judging import decided
from liandong.features.cases.service.periods import meet_periods
from liandong.features.cases.service.presenting import require_once
from liandong.features.cases.service.projecting import project
from liandong.features.cases.service.row_checks import require_rows
from liandong.features.cases.service.sealing import seal
from liandong.features.cases.service.signing import held_with_drafter, row_move, with_draft
from liandong.features.cases.service.standing_in import on_behalf, stand_in
from liandong.features.cases.service.stating import copied_units
from liandong.features.cases.service.unit_facts import require_units
from liandong.features.cases.service.viewing import (
    Opened,
    blank_case,
    blank_view,
    delivered_at,
    held_by,
    open_up,
    view_of,
    with_parties,
)
from liandong.features.tenants.service import current, installed
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError
from liandong.kernel.ids import uuid7
from liandong.mechanisms import DayOf, Fire, Held, Landing, Mechanism, RowFire


def open_case(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    mechanism_key: str,
    command: FireTransition,
    origin: dict[str, str] | None = None,
) -> Case:
    """Open a case: its first move, with its parties and rows, all or nothing.

    `origin` is the case that was handed over, and the move that did it.

    Raises:
        NotFoundError: The county has not enabled the mechanism, or there is no such move.
        ForbiddenError: The account's duty does not allow it.
        OccurredOnError: The day is out of bounds.
        PartiesError: A unit cannot take the part it is given.
        FactsError: Fields are missing or wrong.
        TransitionNotAllowedError: A guard refuses.
    """
    config = current(uow)
    if mechanism_key not in config.enabled & set(installed().registry.keys):
        raise NotFoundError
    mechanism = installed().registry.current(mechanism_key)
    move = next((m for m in mechanism.transitions if m.key == command.transition), None)
    if move is None or not move.creates:
        raise NotFoundError
    parts = frozenset(actor.party.key for actor in move.actors)
    checking.require_permission(principal, mechanism, move, parts)
    return begin_case(
        uow,
        principal,
        clock,
        mechanism,
        command,
        parts,
        held_by(principal, parts),
        {"origin": origin},
    )


def begin_case(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    mechanism: Mechanism,
    command: FireTransition,
    parts: frozenset[str],
    held: frozenset[Held],
    came_from: dict[str, Any],
) -> Case:
    """Begin a case that may be begun: `parts` is what the unit takes, `held` by whom it is decided.

    `came_from` stands in its first event.

    Raises:
        OccurredOnError: The day is out of bounds.
        PartiesError: A unit cannot take the part it is given.
        FactsError: Fields are missing or wrong.
        TransitionNotAllowedError: A guard refuses.
    """
    config, day = current(uow), command.occurred_on
    move = next(m for m in mechanism.transitions if m.key == command.transition)
    checking.require_day(config, command, not_before=date.min, today=clock.today())
    require_rows(mechanism, (), principal.unit_id, command)
    require_once(uow, principal, mechanism, command.facts)
    files.require_files(uow, principal, mechanism, command)
    require_units(uow, mechanism, command)
    naming.require_parties(uow, mechanism, command)
    naming.require_named(config, principal, move, command)
    taken = {principal.unit_id, *(party.unit_id for party in command.parties)}
    command = _with_row_ids(copying.with_rules(uow, config, mechanism.key, command, taken))
    opened = blank_case(principal, mechanism, config, command, parts)
    command = bringing.with_brought(opened, move, command)
    opened = blank_case(principal, mechanism, config, command, parts)
    drawing.require_undrawn(opened, command)
    command = naming.with_put_rows(opened, move, command)
    view = replace(blank_view(config, day), unit=principal.unit_id)
    landing = _decided(principal, opened, view, command, held)
    case_id = uuid7(int(clock.now().timestamp() * 1000))
    landing = presenting.with_title(mechanism, landing)
    payload = consequences.of_opening(uow, principal, opened, command, landing, clock.now())
    payload["opened"] |= came_from
    event = _fact(principal, clock, case_id, 1, command, landing, payload)
    return append(uow, principal, clock, event)


def fire_transition(
    uow: UnitOfWork, principal: Principal, clock: Clock, case_id: UUID, command: FireTransition
) -> Case:
    """Move a case, or rows of it alone, along its mechanism: append the fact, let the rest follow.

    Raises:
        NotFoundError: The principal's unit may not know of such a case, or there is no such move.
        ForbiddenError: The unit's part and the account's duty do not allow the move.
        StaleError: The case moved since it was read.
        OccurredOnError: The day is out of bounds.
        FactsError: The move asks for fields the command lacks.
        TransitionNotAllowedError: The case's state, or the guard, refuses.
    """
    case = queries.get_visible(uow, principal, case_id, lock=True)
    checking.require_custody(case)
    opened = open_up(uow, principal, case)
    _require_moves(principal, opened, command)
    course = course_of(uow, case.id, principal.unit_id)
    checking.require_version(course, command.seen)
    require_rows(opened.mechanism, opened.rows, principal.unit_id, command)
    command = with_draft(opened, _with_row_ids(command))
    checking.require_past(command, clock.today())
    command = _with_own_day(opened, command, clock)
    checking.require_day(opened.config, command, not_before=course.last_on, today=clock.today())
    files.require_files(uow, principal, opened.mechanism, command)
    require_units(uow, opened.mechanism, command)
    naming.require_parties(uow, opened.mechanism, command)
    move = next((m for m in opened.mechanism.transitions if m.key == command.transition), None)
    has_part = [(party.unit_id, party.part) for party in opened.parties]
    naming.require_named(opened.config, principal, move, command, has_part)
    command = bringing.with_brought(opened, move, command)
    drawing.require_undrawn(opened, command)
    command, draws = drawing.with_drawn(opened, command)
    opened = with_parties(opened, command.parties)
    command = naming.with_put_rows(opened, move, command)
    taken = {*(party.unit_id for party in opened.parties), *copied_units(opened)}
    command = copying.with_rules(uow, opened.config, opened.mechanism.key, command, taken)
    row_id = command.rows[0].row_id if command.transition is None and command.rows else None
    view = replace(view_of(opened, command.occurred_on, row_id=row_id), unit=principal.unit_id)
    landing = _decided(principal, opened, view, command, held_with_drafter(opened, command))
    copies.require_copies(opened, landing)
    landing, handed_in = presenting.with_lines(uow, opened, landing)
    payload = consequences.of_move(uow, principal, opened, command, landing, clock.now())
    payload |= handed_in
    drawing.record(payload, draws)
    event = _fact(principal, clock, case.id, case.position + 1, command, landing, payload)
    begun = handing_over.begun_by(principal, opened, command, landing)
    case = append(uow, principal, clock, event)
    for mechanism_key, opening in begun:
        origin = {"case_id": str(case.id), "move": event.transition}
        open_case(uow, principal, clock, mechanism_key, opening, origin)
    return case


def _with_row_ids(command: FireTransition) -> FireTransition:
    rows = tuple(replace(row, row_id=row.row_id or uuid7()) for row in command.rows)
    return replace(command, rows=rows)


def _require_moves(principal: Principal, opened: Opened, command: FireTransition) -> None:
    mechanism = opened.mechanism
    if command.transition is not None:
        move = next((m for m in mechanism.transitions if m.key == command.transition), None)
        if move is None or move.creates:
            raise NotFoundError
        checking.require_permission(principal, mechanism, move, opened.parts)
        return
    for row in command.rows:
        move = row_move(mechanism, row)
        if move is None:
            raise NotFoundError
        checking.require_permission(principal, mechanism, move, opened.parts, row.type)


def _with_own_day(opened: Opened, command: FireTransition, clock: Clock) -> FireTransition:
    """An electronic confirmation happens when it happens: the platform records the day (V1)."""
    move = next((m for m in opened.mechanism.transitions if m.key == command.transition), None)
    if move is not None and move.delivers and command.facts.get("delivery_mode") == "electronic":
        counts_on = received_on(opened.config, clock.now())
        return replace(command, occurred_on=clock.today(), counts_on=counts_on)
    if move is not None and move.counts_from is DayOf.DELIVERY:
        received, at = delivered_at(opened)
        return replace(command, counts_on=received, counts_at=at)
    return command


def _decided(
    principal: Principal, opened: Opened, view: Any, command: FireTransition, held: frozenset[Held]
) -> Landing:
    fire = Fire(
        command.transition,
        command.occurred_on,
        command.facts,
        tuple(RowFire(r.type, r.transition, r.row_id, r.facts) for r in command.rows),
        by=held,
    )
    return decided(opened.mechanism, opened.rows, principal.unit_id, view, fire)


def _fact(
    principal: Principal,
    clock: Clock,
    case_id: UUID,
    position: int,
    command: FireTransition,
    landing: Landing,
    payload: dict[str, Any],
) -> CaseEvent:
    row_key = landing.rows[0].transition if landing.rows else None
    key = landing.transition or row_key
    return CaseEvent(
        tenant_id=principal.tenant_id,
        id=uuid7(int(clock.now().timestamp() * 1000)),
        case_id=case_id,
        position=position,
        kind="move" if landing.transition else "row",
        transition=key.key if key else "",
        landed_in=landing.state.key,
        occurred_on=command.occurred_on,
        recorded_at=clock.now(),
        account_id=principal.account_id,
        unit_id=principal.unit_id,
        audience=payload.pop("audience"),
        payload=payload,
    )


def append(uow: UnitOfWork, principal: Principal, clock: Clock, event: CaseEvent) -> Case:
    """Add one fact, let the projections follow, announce it and close the audit chain over it.

    Raises:
        CasePurgedError: It states a secret, and those of the case were purged.
        OwnDraftError: A deputy passes or signs what they drafted themselves.
    """
    stand_in(uow, principal, event)
    seal(uow, event)
    stood = known_standing(uow.session.get(Case, (uow.tenant_id, event.case_id)), event.unit_id)
    uow.session.add(event)
    uow.session.flush()
    case = project(uow, event)
    meet_periods(uow, clock, case, event)
    uow.announce(event.id)
    stands = known_standing(case, event.unit_id)
    audit.append(
        uow,
        clock,
        f"case.draft:{event.transition}" if event.kind == "draft" else f"case.{event.transition}",
        f"cases/{event.case_id}",
        {"event": str(event.id), "landed_in": stands["state"], **on_behalf(event)},
        account_id=principal.account_id,
        unit_id=principal.unit_id,
        before=stood,
        after=stands,
    )
    return case


def known_standing(case: Case | None, unit_id: UUID) -> dict[str, Any]:
    """Return where a case stands as a unit knows it, for the audit; empty: it is not there yet.

    The inner moves of others, and how many there were, are nothing to it.
    """
    if case is None:
        return {}
    is_known = case.known_to_id in (None, unit_id)
    return {
        "state": case.state if is_known else case.shown_state,
        "number": case.number,
        "custody": case.custody,
    }

"""What follows from a move that landed: the payload of its event, complete and replayable."""

from datetime import datetime
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.queries import SHOWN_TO
from liandong.features.cases.service import opening_up
from liandong.features.cases.service.commands import FireTransition, PartyCommand
from liandong.features.cases.service.paper_consequences import (
    change_papers,
    first_papers,
    fresh_paper,
)
from liandong.features.cases.service.row_sight import told_of
from liandong.features.cases.service.rung_settling import settled_by
from liandong.features.cases.service.timing import clocks_of
from liandong.features.cases.service.viewing import Opened
from liandong.kernel.ids import uuid7
from liandong.mechanisms import VARIANT, Landing, RowLanding, Transition

Payload = dict[str, Any]


def of_opening(
    uow: UnitOfWork,
    principal: Principal,
    opened: Opened,
    command: FireTransition,
    landing: Landing,
    now: datetime,
) -> Payload:
    """Return the payload of the first event: what any move brings, and who takes part from now."""
    payload = of_move(uow, principal, opened, command, landing, now)
    mechanism = opened.mechanism
    made = {each["type"] for each in payload["documents"]}
    drafts = [each for each in first_papers(mechanism, landing) if each.key not in made]
    own = [PartyCommand(principal.unit_id, part) for part in sorted(opened.parts)]
    return payload | {
        "opened": {"mechanism": mechanism.key, "version": mechanism.version},
        "distinct_from": [str(case_id) for case_id in command.distinct_from],
        "parties": [*map(_party, own), *payload["parties"]],
        "documents": [*payload["documents"], *(fresh_paper(paper) for paper in drafts)],
        "visibility": [
            opening_up.grant(principal.unit_id, "full", own[0].part),
            *payload["visibility"],
        ],
    }


def of_move(
    uow: UnitOfWork,
    principal: Principal,
    opened: Opened,
    command: FireTransition,
    landing: Landing,
    now: datetime,
) -> Payload:
    """Return the payload of a later event that is recorded now."""
    move = landing.transition
    named = () if move and move.internal else command.parties
    payload: Payload = {
        "facts": {**_given_up(opened, landing), **landing.facts},
        "rows": [_row(landed) for landed in landing.rows],
        "parties": [_party(party) for party in (*named, *opening_up.copied(opened, landing))],
        "documents": [],
        "deadlines": {
            **clocks_of(opened, command, landing, now),
            "escalated": settled_by(uow, principal, opened, landing, command.occurred_on),
        },
        "visibility": opening_up.by_move(uow, opened, landing),
        "proof": [str(file_id) for file_id in command.proof],
    }
    for moved, row_id in _moves(landing):
        change_papers(uow, principal, opened, command, payload, moved, row_id)
    opening_up.require_away(uow, opened, payload)
    payload["audience"] = _audience(uow, opened, landing)
    if payload["audience"] == "unit":
        _keep_inside(payload["rows"], landing)
        return payload
    told = told_of(opened.rows, landing, principal.unit_id, opened.mechanism)
    return payload if told is None else payload | {"audience": "unit", SHOWN_TO: told}


def _given_up(opened: Opened, landing: Landing) -> Payload:
    """Return, as empty, what only the variant asked for that the case leaves now."""
    if VARIANT not in landing.facts:
        return {}
    chosen = opened.mechanism.variant(landing.facts[VARIANT])
    kept = {field.key for field in (chosen.asks if chosen else ())}
    asked = {field.key for each in opened.mechanism.variants for field in each.asks}
    return dict.fromkeys(sorted((asked - kept) & opened.case.facts.keys()))


def _keep_inside(rows: list[Payload], landing: Landing) -> None:
    """What was given up before anybody else knew of it never leaves the unit."""
    for row, landed in zip(rows, landing.rows, strict=True):
        if not any(move.leaves(landed.state.key) for move in landed.row_type.transitions):
            row["audience"] = "unit"


def _moves(landing: Landing) -> list[tuple[Transition, UUID | None]]:
    found: list[tuple[Transition, UUID | None]] = []
    if landing.transition:
        found.append((landing.transition, None))
    found += [(row.transition, _uuid(row)) for row in landing.rows if row.transition]
    return found


def _uuid(row: RowLanding) -> UUID:
    return UUID(str(row.row_id))


def _row(landed: RowLanding) -> Payload:
    return {
        "id": str(landed.row_id),
        "type": landed.row_type.key,
        "transition": landed.transition.key if landed.transition else "",
        "landed_in": landed.state.key,
        "facts": dict(landed.facts),
        "audience": "unit" if _is_inner(landed) else "parties",
    }


def _is_inner(landed: RowLanding) -> bool:
    """Tell whether a row stays inside: by its type, or until a move that is not internal."""
    return landed.row_type.internal or bool(landed.transition and landed.transition.internal)


def _party(party: PartyCommand) -> Payload:
    return {
        "id": str(uuid7()),
        "unit_id": str(party.unit_id),
        "part": party.part,
        "reason": party.reason,
    }


def _audience(uow: UnitOfWork, opened: Opened, landing: Landing) -> str:
    """Inner doings stay inside: what happens before the paper leaves, and inner rows."""
    if landing.transition is None:
        internal = all(_is_inner(row) for row in landing.rows)
        return "unit" if internal or not opening_up.is_out(uow, opened) else "parties"
    if landing.transition.internal:
        return "unit"
    leaves = bool(landing.transition.tells) or opening_up.will_be_delivered(opened, landing)
    return "parties" if leaves or opening_up.is_out(uow, opened) else "unit"

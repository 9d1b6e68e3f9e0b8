"""What a move hands over: the cases of another mechanism that begin in the same act."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.models import Case
from liandong.features.cases.service.commands import FireTransition, PartyCommand, RowCommand
from liandong.features.cases.service.course import courses_of
from liandong.features.cases.service.viewing import Opened
from liandong.features.tenants.service import installed
from liandong.mechanisms import Field, HandedRows, HandOver, Landing, Transition, is_empty


@dataclass(frozen=True)
class Linked:
    """Another case that this one came from (`is_origin`) or led to, as somebody may know of it.

    `level` is how much of that case they see, `state` how it stands as far as they know; who has
    a copy of its paper learns no state.
    """

    case: Case
    state: str
    move: str
    is_origin: bool
    level: str


def begun_by(
    principal: Principal, opened: Opened, command: FireTransition, landing: Landing
) -> list[tuple[str, FireTransition]]:
    """Return the cases that an act begins: of which mechanism, and with which opening.

    `opened` is the case with the units that the act itself names.
    """
    move = landing.transition
    over = move.hands_over if move and landing.on_target else None
    if over is None:
        return []
    facts = {**opened.case.facts, **landing.facts}
    shared = _shared(over.shares, facts)
    rows, holders = handed_rows(principal.unit_id, opened, landing, over)
    day = command.occurred_on
    return [
        (
            over.mechanism,
            FireTransition(over.opening, day, shared, rows, _together(parties, holders)),
        )
        for parties in _parties(opened, command, over)
    ]


def _shared(shares: Mapping[str, Field], facts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: facts[field.key] for key, field in shares.items() if not is_empty(facts.get(field.key))
    }


def _together(
    parties: tuple[PartyCommand, ...], holders: tuple[PartyCommand, ...]
) -> tuple[PartyCommand, ...]:
    known = {(party.unit_id, party.part) for party in parties}
    return (*parties, *(each for each in holders if (each.unit_id, each.part) not in known))


def handed_rows(
    own: UUID, opened: Opened, landing: Landing, over: HandOver
) -> tuple[tuple[RowCommand, ...], tuple[PartyCommand, ...]]:
    """Return the rows that go along with a hand-over, and the parts that their holders take."""
    rows: list[RowCommand] = []
    holders: dict[tuple[UUID, str], None] = {}
    for handed in over.rows:
        kind = installed().registry.current(over.mechanism).row(handed.to)
        for facts in _sources(opened, landing, handed):
            shared = _shared(handed.shares, facts)
            rows.append(RowCommand(handed.to, handed.move, None, shared))
            unit = shared.get(kind.held_by.key) if kind.held_by else None
            if handed.holder and unit and UUID(str(unit)) != own:
                holders[UUID(str(unit)), handed.holder.value] = None
    return tuple(rows), tuple(PartyCommand(*each) for each in holders)


def _sources(opened: Opened, landing: Landing, handed: HandedRows) -> list[dict[str, Any]]:
    """Return the facts that fill the rows: of the case itself, or of each row in the states."""
    if not handed.of:
        return [{**opened.case.facts, **landing.facts}]
    found = {row.id: (row.state, row.facts) for row in opened.rows if row.type == handed.of}
    for landed in landing.rows:
        if landed.row_type.key == handed.of:
            row_id = UUID(str(landed.row_id))  # the kit knows ids as hashable, rows here have UUIDs
            before = found.get(row_id, ("", {}))[1]
            found[row_id] = (landed.state.key, {**before, **landed.facts})
    return [dict(facts) for state, facts in found.values() if state in handed.states]


def _parties(
    opened: Opened, command: FireTransition, over: HandOver
) -> Iterator[tuple[PartyCommand, ...]]:
    """Whom the act names takes the part; where it names nobody, whoever has it already."""

    def units(part: str) -> list[UUID]:
        named = [party.unit_id for party in command.parties if party.part == part]
        return named or opened.units(part)

    whole = [
        PartyCommand(unit, there.value)
        for here, there in over.parties.items()
        if over.each is None or here is not over.each.part
        for unit in units(here.value)
    ]
    if over.each is None:
        yield tuple(whole)
        return
    there = over.parties[over.each.part].value
    for unit in units(over.each.key):
        yield (*whole, PartyCommand(unit, there))


def may_begin(principal: Principal, move: Transition) -> bool:
    """Tell whether somebody may also open what a move hands over; a move that hands nothing may."""
    over = move.hands_over
    if over is None or over.mechanism not in installed().registry.keys:
        return True
    opening = installed().registry.current(over.mechanism).transition(over.opening)
    parts = frozenset(actor.party.key for actor in opening.actors)
    return principal.may_fire(over.mechanism, opening.key, opening.actors, parts)


def list_links(uow: UnitOfWork, principal: Principal, case_id: UUID) -> list[Linked]:
    """Return the cases linked with one, as far as this person may know of them."""
    links = queries.list_links(uow, case_id)
    others = {link.from_case_id if link.case_id == case_id else link.case_id for link in links}
    visible = queries.list_visible(uow, principal, others)
    known = {case.id: case for case in visible if principal.read_scopes(case.mechanism)}
    levels = queries.levels_in(uow, principal.unit_id, [*known])
    courses = courses_of(uow, [*known], principal.unit_id)
    found = []
    for link in links:
        is_origin = link.case_id == case_id
        other = known.get(link.from_case_id if is_origin else link.case_id)
        if other is not None:
            state = courses[other.id].state
            found.append(Linked(other, state, link.move, is_origin, levels[other.id]))
    return found

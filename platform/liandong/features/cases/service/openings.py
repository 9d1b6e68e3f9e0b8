"""What somebody may begin: each opening move of each mechanism, and the rows that go with it."""

from collections.abc import Iterator
from dataclasses import dataclass

from liandong.authz import Principal, action_of
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.service.commands import FireTransition
from liandong.features.cases.service.copies import COPY_ROWS
from liandong.features.cases.service.naming import wrong_numbers
from liandong.features.cases.service.reading import offers_to_open
from liandong.features.tenants.service import installed
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError, Problem
from liandong.mechanisms import DayOf, Mechanism, Offer, RowType, Transition, validate_fields


@dataclass(frozen=True)
class NewRow:
    """A kind of row that may come along with an opening, and the move that makes it."""

    row_type: RowType
    move: Transition


@dataclass(frozen=True)
class Opening:
    """A move with which somebody may open a case, with what its form asks."""

    mechanism: Mechanism
    offer: Offer
    rows: tuple[NewRow, ...]

    @property
    def move(self) -> Transition:
        """Return the move."""
        return self.offer.transition


def list_openings(uow: UnitOfWork, principal: Principal, clock: Clock) -> list[Opening]:
    """Return every way in which this person may open a case here, in the order of the plugins."""
    return [
        _opening(principal, key, offer)
        for key in installed().registry.keys
        for offer in offers_to_open(uow, principal, clock, key)
        if offer.refusal is None and offer.row_type is None
    ]


def get_opening(
    uow: UnitOfWork, principal: Principal, clock: Clock, mechanism: str, move: str = ""
) -> Opening:
    """Return one of them; without a move the first of the mechanism.

    Raises:
        NotFoundError: This person may not open such a case, or there is no such move.
    """
    for offer in offers_to_open(uow, principal, clock, mechanism):
        is_asked = move in {"", offer.transition.key}
        if is_asked and offer.refusal is None and offer.row_type is None:
            return _opening(principal, mechanism, offer)
    raise NotFoundError


def problems_of(opening: Opening, command: FireTransition) -> list[Problem]:
    """Return everything that is missing or wrong in what was entered, in one list."""
    days = {DayOf.EVENT: command.occurred_on}
    problems = [*wrong_numbers(opening.move.names, command)]
    problems += validate_fields(opening.offer.inputs, command.facts, days=days)
    moves = {(each.row_type.key, each.move.key): each.move for each in opening.rows}
    for number, row in enumerate(command.rows):
        asked = moves[row.type, row.transition].inputs
        problems += validate_fields(asked, row.facts, path=f"rows[{number}].facts", days=days)
    return problems


def _opening(principal: Principal, key: str, offer: Offer) -> Opening:
    mechanism = installed().registry.current(key)
    return Opening(mechanism, offer, tuple(_rows(principal, mechanism, offer.transition)))


def _rows(principal: Principal, mechanism: Mechanism, opening: Transition) -> Iterator[NewRow]:
    """Yield the rows that this person may put there; copies follow from the county's rules."""
    landed = {state.key for state in opening.targets_from(None)}
    parts = frozenset(actor.party.key for actor in opening.actors)
    for kind in mechanism.rows:
        for move in kind.transitions if kind.key != COPY_ROWS else ():
            goes = opening.key in move.along if move.along else _fits(move, landed)
            goes = goes and (kind.key, move.key) not in mechanism.drawn_moves
            if move.creates and goes and _may(principal, mechanism, kind, move, parts):
                yield NewRow(kind, move)


def _fits(move: Transition, landed: set[str]) -> bool:
    return any(state.key in landed for state in move.during)


def _may(
    principal: Principal,
    mechanism: Mechanism,
    kind: RowType,
    move: Transition,
    parts: frozenset[str],
) -> bool:
    action = action_of(move.key, kind.key)
    return principal.may_fire(mechanism.key, action, move.actors, parts)

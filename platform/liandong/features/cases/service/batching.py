"""One move of many cases: which cases it can be made of together, and each made by itself."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.errors import OneByOneError
from liandong.features.cases.service.acting import fire_transition
from liandong.features.cases.service.commands import FireTransition
from liandong.features.cases.service.overlooking import Glance, list_work
from liandong.features.cases.service.reading import peek
from liandong.kernel.clock import Clock
from liandong.kernel.errors import LiandongError
from liandong.mechanisms import Field, FieldKind, Mechanism, Offer, Transition

#: So many cases go with one request.
MOST = 100
Opens = Callable[[], AbstractContextManager[UnitOfWork]]
#: Makes an act at most once, however often the request comes, under a name of the case's own.
Once = Callable[[UnitOfWork, str, Callable[[UnitOfWork], dict[str, Any]]], dict[str, Any]]


@dataclass(frozen=True)
class Together:
    """A move that this person can make of several cases now, and what it asks of each alike."""

    move: Transition
    inputs: tuple[Field, ...]
    cases: tuple[Glance, ...]


@dataclass(frozen=True)
class Outcome:
    """What became of one case: done, or why not."""

    case_id: UUID
    refused: LiandongError | None = None


@dataclass(frozen=True)
class Batch:
    """A move of many cases: each by its id and the version that was read."""

    mechanism: str
    command: FireTransition
    cases: Sequence[tuple[UUID, int]]


def list_together(
    uow: UnitOfWork, principal: Principal, clock: Clock, mechanism: str
) -> list[Together]:
    """Return the moves that can be made of two cases or more, in the order of the declaration."""
    found: dict[str, list[tuple[Glance, Offer]]] = {}
    for seen, offers in list_work(uow, principal, clock, mechanism):
        for offer in offers:
            if is_plain(seen.opened.mechanism, offer):
                found.setdefault(offer.transition.key, []).append((seen, offer))
    return [made for pairs in found.values() for made in _alike(pairs)]


def _alike(pairs: Sequence[tuple[Glance, Offer]]) -> Iterator[Together]:
    """Yield the most cases of which the move asks the same."""
    by_inputs: dict[tuple[str, ...], list[tuple[Glance, Offer]]] = {}
    for seen, offer in pairs:
        by_inputs.setdefault(tuple(f.key for f in offer.inputs), []).append((seen, offer))
    group = max(by_inputs.values(), key=len)
    if len(group) > 1:
        offer = group[0][1]
        inputs = tuple(field for field in offer.inputs if field.kind is not FieldKind.FILE)
        yield Together(offer.transition, inputs, tuple(seen for seen, _ in group))


def list_plain(mechanism: Mechanism) -> list[Transition]:
    """Return the moves that ask nothing of a case that is its own.

    Not: what somebody else has to sign or is served, units it names or draws, a hand-over.
    """
    return [
        move
        for move in mechanism.transitions
        if not (move.creates or move.names or move.draws or move.delivers or move.hands_over)
        and (move.produces is None or move.produces.approval is None)
        and not any(field.kind is FieldKind.FILE for field in move.inputs if field.required)
    ]


def is_plain(mechanism: Mechanism, offer: Offer) -> bool:
    """Say whether a move that is offered asks nothing of this case that is its own."""
    if offer.refusal is not None or offer.row_type is not None or offer.instead is not None:
        return False
    return not offer.along and offer.transition in list_plain(mechanism)


def act_together(
    opens: Opens, once: Once, principal: Principal, clock: Clock, batch: Batch
) -> list[Outcome]:
    """Make the move of each case in a transaction of its own: one that is refused keeps no other.

    Raises:
        NotFoundError: One of them is unknown, foreign or hidden; nothing was done.
        ForbiddenError: Cases of the mechanism are not this person's to read; nothing was done.
    """
    with opens() as uow:
        for case_id, _ in batch.cases:
            peek(uow, principal, clock, batch.mechanism, case_id)
    return [_act(opens, once, principal, clock, batch, *each) for each in batch.cases]


def _act(
    opens: Opens,
    once: Once,
    principal: Principal,
    clock: Clock,
    batch: Batch,
    case_id: UUID,
    seen: int,
) -> Outcome:
    def fire(uow: UnitOfWork) -> dict[str, Any]:
        picture = peek(uow, principal, clock, batch.mechanism, case_id)
        key = batch.command.transition
        named = (o for o in picture.offers if o.row_type is None and o.transition.key == key)
        mechanism = picture.opened.mechanism
        if not all(is_plain(mechanism, each) for each in named if each.refusal is None):
            raise OneByOneError
        command = replace(batch.command, seen=seen)
        fire_transition(uow, principal, clock, case_id, command)
        return {"case_id": str(case_id)}

    try:
        with opens() as uow:
            once(uow, str(case_id), fire)
    except LiandongError as error:
        return Outcome(case_id, error)
    return Outcome(case_id)

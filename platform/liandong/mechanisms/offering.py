"""Tells what somebody could do now: buttons that will work, and reasons where there is none."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from liandong.mechanisms.acts import Offer, Refusal, RefusalCode
from liandong.mechanisms.conditions import why_not
from liandong.mechanisms.declaration import VARIANT, Mechanism
from liandong.mechanisms.fields import Field
from liandong.mechanisms.graph import Transition
from liandong.mechanisms.parties import Held
from liandong.mechanisms.permitting import (
    check_hand_over,
    check_here,
    check_holder,
    check_ready,
    check_row,
    is_held,
)
from liandong.mechanisms.row_types import RowType
from liandong.mechanisms.views import CaseView, RowView


def offered(mechanism: Mechanism, case: CaseView, held: AbstractSet[Held]) -> tuple[Offer, ...]:
    """Return the moves of the case and its rows for somebody who holds these duties.

    Moves of other states and other people are left out, hand-overs that the county has not
    enabled too. What remains but is not possible yet carries its reason.
    """
    view = replace(case, acting=frozenset(held), offering=True)
    return (*_case_offers(mechanism, view, held), *_row_offers(mechanism, view, held, None))


def _case_offers(mechanism: Mechanism, view: CaseView, held: AbstractSet[Held]) -> Iterator[Offer]:
    for move in mechanism.transitions:
        if not (move.leaves(view.state) and is_held(move, held)):
            continue
        if check_hand_over(move, view) or check_here(move, view):
            continue
        along = tuple(_row_offers(mechanism, view, held, move))
        yield replace(
            _judge(move, _with_prospects(view, along), _inputs(mechanism, move, view)),
            along=along,
        )


def _row_offers(
    mechanism: Mechanism, view: CaseView, held: AbstractSet[Held], along: Transition | None
) -> Iterator[Offer]:
    if view.state is None and along is None:
        return
    drawn = mechanism.drawn_moves
    for row_type in mechanism.rows:
        for move in row_type.transitions:
            wanted = along.key in move.along if along else not move.along
            wanted = wanted and check_here(move, view) is None
            wanted = wanted and (row_type.key, move.key) not in drawn
            if wanted and is_held(move, held) and not check_row(mechanism, move, view, along):
                yield from _offers_of(mechanism, view, row_type, move)


def _offers_of(
    mechanism: Mechanism, view: CaseView, row_type: RowType, move: Transition
) -> Iterator[Offer]:
    inputs = _inputs(mechanism, move, view)
    if move.creates:
        fresh = RowView(None, row_type.key, "")
        yield replace(_judge(move, replace(view, row=fresh), inputs), row_type=row_type)
    for row in view.rows_of(row_type.key):
        if move.leaves(row.state) and not check_holder(row_type, move, row, view):
            offer = _judge(move, replace(view, row=row), inputs)
            yield replace(offer, row_type=row_type, row_id=row.id)


def _judge(move: Transition, view: CaseView, inputs: tuple[Field, ...]) -> Offer:
    refusal = check_ready(move, view)
    words = why_not(move.guard, view, view.on)
    if refusal is None and words is not None:
        if move.otherwise is not None:
            return Offer(move, inputs, instead=move.otherwise)
        refusal = Refusal(RefusalCode.GUARD, *words)
    return Offer(move, inputs, refusal=refusal)


def _with_prospects(view: CaseView, along: tuple[Offer, ...]) -> CaseView:
    """Let the guard see what the rows may become in the same act."""
    become: dict[tuple[str, object], set[str]] = {}
    appear: set[tuple[str, str]] = set()
    for offer in along:
        if offer.refusal is None and offer.row_type is not None:
            landed = offer.instead or offer.transition.target
            states = {s.key for s in offer.transition.targets_from(None) if s is landed}
            if offer.transition.creates:
                appear |= {(offer.row_type.key, state) for state in states}
            else:
                become.setdefault((offer.row_type.key, offer.row_id), set()).update(states)
    rows = tuple(
        replace(row, may_become=frozenset(become.get((row.type, row.id), ()))) for row in view.rows
    )
    return replace(view, rows=rows, may_appear=frozenset(appear))


def _inputs(mechanism: Mechanism, move: Transition, view: CaseView) -> tuple[Field, ...]:
    """Return the fields of the move, and those that a variant may ask."""
    inputs = {field.key: field for field in move.inputs}
    if VARIANT in inputs:
        for variant in mechanism.variants:
            for field in variant.asks:
                inputs.setdefault(field.key, field.optional())
    asked = (field.for_holder(view.acting) for field in inputs.values())
    return tuple(field.for_county(view.lists) for field in asked)

"""Whose turn a matter is: the moves that lead on from where it stands; pure."""

from collections.abc import Iterable

from liandong.features.cases.pages.seen_words import has_left
from liandong.features.cases.pages.stopping import stopping
from liandong.features.cases.pages.words import Setting
from liandong.features.cases.pages.work_lines import Work
from liandong.features.cases.service import Glance
from liandong.features.deadlines.models import Deadline
from liandong.mechanisms import SAME, Offer, Transition


def leading(
    seen: Glance,
    deadline: Deadline,
    moves: list[Transition],
    possible: tuple[Offer, ...],
    setting: Setting,
) -> Transition | None:
    """Return this person's move that leads to where the duty of our unit can be met at all."""
    of_case = [move for move in moves if move in seen.opened.mechanism.transitions]
    if deadline.unit_id != setting.unit_id or len(of_case) < len(moves):
        return None
    if any(move.leaves(seen.case.state) for move in of_case):
        return None
    mine = (offer.transition for offer in possible if offer.row_type is None)
    going = (m for m in mine if goes_on(m) and not _ends(seen, m))
    return next(going, None)


def rows_to_do(
    seen: Glance,
    deadline: Deadline,
    moves: list[Transition],
    offers: tuple[Offer, ...],
    setting: Setting,
) -> frozenset[str]:
    """Return the kinds of rows that our unit's duty waits for and this person may move.

    Those by which it is met; where a move of the case is held up, all that have no day of their
    own.
    """
    if deadline.unit_id != setting.unit_id or not has_left(seen, setting):
        return frozenset()
    rows = {row for row, move in seen.opened.mechanism.moves if row and move in moves}
    is_held_up = any(offer.transition in moves for offer in offers)
    movable = (o.row_type for o in offers if o.row_type and o.row_id and o.refusal is None)
    return frozenset(
        row.key
        for row in movable
        if not row.told_by_moves and (row in rows or (is_held_up and row.due is None))
    )


def leads_to(seen: Glance, move: Transition | None, deadline: Deadline) -> bool:
    """Say whether a move ends a deadline, or leads to where one that does can be made."""
    ending = stopping(seen.opened, deadline)
    if move is None or move in ending:
        return move is not None
    reached = {state.key for state in move.targets_from(None)}
    of_case = (m for m in ending if m in seen.opened.mechanism.transitions)
    return any(m.leaves(state) for m in of_case for state in reached)


def is_next(seen: Glance, move: Transition, work: Work, setting: Setting) -> bool:
    """Say whether a paper nobody has begun is what the matter waits for."""
    if not has_left(seen, setting):
        return True
    if work.tasks or work.waiting:
        return False
    moves = usual_first(seen, seen.opened.mechanism.transitions)
    onward = [m for m in moves if m.leaves(seen.case.state) and goes_on(m)]
    going = [m for m in onward if not _ends(seen, m)]
    return move in (going or onward)[:1]


def usual_first(seen: Glance, moves: Iterable[Transition]) -> list[Transition]:
    """Return the moves in their order, those of the declared usual way before all others."""
    usual = {key for way in seen.opened.mechanism.ways for key in way}
    return sorted(moves, key=lambda move: move.key not in usual)


def goes_on(move: Transition) -> bool:
    """Say whether a move leaves the state for another, and takes no paper back."""
    return move.target is not SAME and move.revokes is None


def _ends(seen: Glance, move: Transition) -> bool:
    mechanism = seen.opened.mechanism
    return any(mechanism.is_final(state.key) for state in move.targets_from(None))

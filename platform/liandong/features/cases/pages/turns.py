"""Whose turn a matter is: the moves that lead on from where it stands; pure."""

from liandong.features.cases.pages.seen_words import has_left
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


def has_rows_to_do(
    seen: Glance,
    deadline: Deadline,
    moves: list[Transition],
    offers: tuple[Offer, ...],
    setting: Setting,
) -> bool:
    """Say whether our unit's duty waits for rows that this person, who could meet it, may move."""
    if deadline.unit_id != setting.unit_id or not has_left(seen, setting):
        return False
    rows = {row for row, move in seen.opened.mechanism.moves if row and move in moves}
    is_held_up = any(offer.transition in moves for offer in offers)
    movable = (o.row_type for o in offers if o.row_type and o.row_id and o.refusal is None)
    return any((row in rows or is_held_up) and not row.told_by_moves for row in movable)


def is_next(seen: Glance, move: Transition, work: Work, setting: Setting) -> bool:
    """Say whether a paper nobody has begun is what the matter waits for."""
    if not has_left(seen, setting):
        return True
    if work.tasks or work.waiting:
        return False
    moves = seen.opened.mechanism.transitions
    onward = [m for m in moves if m.leaves(seen.case.state) and goes_on(m)]
    going = [m for m in onward if not _ends(seen, m)]
    return move in (going or onward)[:1]


def goes_on(move: Transition) -> bool:
    """Say whether a move leaves the state for another, and takes no paper back."""
    return move.target is not SAME and move.revokes is None


def _ends(seen: Glance, move: Transition) -> bool:
    mechanism = seen.opened.mechanism
    return any(mechanism.is_final(state.key) for state in move.targets_from(None))

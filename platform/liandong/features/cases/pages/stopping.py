"""Which moves end a deadline, and so what it asks for; pure."""

from datetime import date

from liandong.features.cases.service.delivering import CONFIRMATION
from liandong.features.cases.service.viewing import Opened
from liandong.features.deadlines.models import Deadline
from liandong.mechanisms import RowType, Transition
from liandong.web.languages import say


def stopping(opened: Opened, deadline: Deadline) -> list[Transition]:
    """Return the moves that end a deadline: of who owes it, those of others where it has none.

    Of these the ones that are possible in this state, if there are any.
    """
    named = _named(opened, deadline)
    own = [move for move in named if _is_by(opened, deadline, move)]
    fitting = [move for move in own or named if move.leaves(opened.case.state)]
    return fitting or own or named


def hands_of(opened: Opened, deadline: Deadline) -> list[str]:
    """Return the posts in the owing unit that can end a deadline."""
    actors = (actor for move in stopping(opened, deadline) for actor in move.actors)
    owing = (each for each in actors if deadline.unit_id in opened.units(each.party.key))
    return [*dict.fromkeys(say(actor.duty.label) for actor in owing)]


def _is_by(opened: Opened, deadline: Deadline, move: Transition) -> bool:
    return any(deadline.unit_id in opened.units(actor.party.key) for actor in move.actors)


def verb_for(opened: Opened, deadline: Deadline) -> str:
    """Return what a deadline asks for: the first move that ends it, else its matter.

    Of one that was met, the first of all: what the case's state allows now is another thing.
    """
    is_done, matter = deadline.state == "done", str(deadline.inputs.get("matter") or "")
    moves = _named(opened, deadline) if is_done else stopping(opened, deadline)
    judged = _judged(opened, moves)
    if judged is not None:
        return say("复核{row}", row=say(judged.label))
    return say(moves[0].label if moves else matter)


def _judged(opened: Opened, moves: list[Transition]) -> RowType | None:
    """Return the kind of row that the moves judge: the outcome is none of them before it is."""
    rows = [row for row, move in opened.mechanism.moves if row is not None and move in moves]
    return rows[0] if len(rows) > 1 and len(rows) == len(moves) else None


def is_over(deadline: Deadline, today: date) -> bool:
    """Say whether it is a right that nobody used in time: it asks for nothing any more."""
    return deadline.is_right and bool(deadline.due_on and deadline.due_on < today)


def _named(opened: Opened, deadline: Deadline) -> list[Transition]:
    return [move for _, move in opened.mechanism.moves if _ends(move, deadline)]


def _ends(move: Transition, deadline: Deadline) -> bool:
    if deadline.stands_for == CONFIRMATION:
        return move.delivers is not None
    return any(limit.id == deadline.stands_for for limit in move.stops)

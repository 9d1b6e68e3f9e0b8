"""Which moves end a deadline, and so what it asks for; pure."""

from datetime import date

from liandong.features.cases.service.delivering import CONFIRMATION
from liandong.features.cases.service.viewing import Opened
from liandong.features.deadlines.models import Deadline
from liandong.mechanisms import RowType, Transition
from liandong.web.languages import say


def stopping(opened: Opened, deadline: Deadline) -> list[Transition]:
    """Return the moves that end a deadline, those possible in this state if there are any.

    What the unit that owes it does itself comes alone: that others may end it too is not its task.
    """
    named = _named(opened, deadline)
    fitting = [move for move in named if move.leaves(opened.case.state)]
    return fitting or named


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
    named = [move for _, move in opened.mechanism.moves if _ends(move, deadline)]
    parts = {party.part for party in opened.parties if party.unit_id == deadline.unit_id}
    own = [move for move in named if any(actor.party.key in parts for actor in move.actors)]
    return own or named


def _ends(move: Transition, deadline: Deadline) -> bool:
    if deadline.stands_for == CONFIRMATION:
        return move.delivers is not None
    return any(limit.id == deadline.stands_for for limit in move.stops)

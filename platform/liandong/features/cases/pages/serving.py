"""Papers on their way: the move that serves one, and on whom; pure."""

from liandong.features.cases.pages.case_days import AT_ONCE, MODE
from liandong.features.cases.service import Glance
from liandong.mechanisms import Transition
from liandong.mechanisms.documents import as_actors


def serving_move(seen: Glance) -> Transition | None:
    """Return the move that serves the paper which is on its way."""
    for move in seen.opened.mechanism.transitions:
        if move.delivers and not move.counts_from and move.leaves(seen.case.state):
            paper = seen.opened.paper(move.delivers.key)
            if paper is not None and paper.state == "signed" and not paper.delivery:
                return move
    return None


def receiving_parts(move: Transition) -> frozenset[str]:
    """Return the parts that a paper is served on: who may confirm, else who made no paper of it."""
    confirming = [
        actor
        for field in move.inputs
        for choice in field.choices
        if (field.key, choice.key) == (MODE, AT_ONCE)
        for actor in as_actors(choice.by)
    ]
    approval = move.delivers.approval if move.delivers else None
    senders = {actor.party.key for actor in approval.actors} if approval else set[str]()
    return frozenset(
        actor.party.key for actor in confirming or move.actors if actor.party.key not in senders
    )

"""The questions asked before a move, each answered by None or by the reason why not."""

from collections.abc import Set as AbstractSet

from liandong.mechanisms.acts import Refusal, RefusalCode
from liandong.mechanisms.declaration import Mechanism
from liandong.mechanisms.graph import Transition
from liandong.mechanisms.parties import Held
from liandong.mechanisms.row_types import RowType
from liandong.mechanisms.views import CaseView, RowView


def check_state(move: Transition, state: str | None) -> Refusal | None:
    """Refuse a move that does not leave the state."""
    if move.leaves(state):
        return None
    return Refusal(
        RefusalCode.WRONG_STATE,
        f"现在的状态不能“{move.label}”",
        f"'{move.key}' cannot be fired from '{state}'",
    )


def check_actor(move: Transition, held: AbstractSet[Held] | None) -> Refusal | None:
    """Refuse a person who holds none of the duties; None was checked by the caller."""
    if held is None or is_held(move, held):
        return None
    return Refusal(
        RefusalCode.NOT_PERMITTED,
        f"您的职责不能“{move.label}”",
        f"none of your duties may fire '{move.key}'",
    )


def is_held(move: Transition, held: AbstractSet[Held]) -> bool:
    """Tell whether somebody who holds this may fire the move."""
    return any(actor.held in held for actor in move.actors)


def check_holder(
    row_type: RowType, move: Transition, row: RowView | None, case: CaseView
) -> Refusal | None:
    """Refuse a move that is only for the unit that holds the row; no unit was not asked for."""
    if not move.by_holder or case.unit is None or row_type.held_by is None:
        return None
    holder = row.facts.get(row_type.held_by.key) if row else None
    if str(holder) == str(case.unit):
        return None
    return Refusal(
        RefusalCode.NOT_PERMITTED,
        f"“{move.label}”由这一条写明的单位办理",
        f"'{move.key}' is only for the unit that holds the row",
    )


def check_hand_over(move: Transition, case: CaseView) -> Refusal | None:
    """Refuse a hand-over to a mechanism that the county has not enabled."""
    over = move.hands_over
    if over is None or case.enabled is None or over.mechanism in case.enabled:
        return None
    return Refusal(
        RefusalCode.NOT_ENABLED,
        f"本县没有启用“{move.label}”要转入的机制",
        f"the county has not enabled '{over.mechanism}'",
    )


def check_here(move: Transition, case: CaseView) -> Refusal | None:
    """Refuse a move that this county does not have."""
    if move.here is None or move.here.holds(case.settings):
        return None
    return Refusal(
        RefusalCode.NOT_ENABLED,
        f"本县没有“{move.label}”这一步",
        f"the county does not have '{move.key}'",
    )


def check_ready(move: Transition, case: CaseView) -> Refusal | None:
    """Refuse a signature before draft and review are done."""
    paper = move.produces
    if paper is None or paper.approval is None or case.ready is None or paper.key in case.ready:
        return None
    return Refusal(
        RefusalCode.NOT_READY,
        f"“{paper.label}”还没有拟好、审核完",
        f"draft and review of '{paper.key}' are not done",
    )


def check_row(
    mechanism: Mechanism, move: Transition, case: CaseView, along: Transition | None
) -> Refusal | None:
    """Refuse a row's move outside its states of the case, or without the move it goes with.

    A move that names no states is possible in every state that is not final.
    """
    if move.along and (along is None or along.key not in move.along):
        return Refusal(
            RefusalCode.NOT_ALONE,
            f"“{move.label}”要与所属的步骤一并办理",
            f"'{move.key}' goes only along with: {', '.join(move.along)}",
        )
    if along is not None and along.internal and move not in _internal_moves(mechanism):
        return Refusal(
            RefusalCode.NOT_ALONE,
            f"“{move.label}”不能与内部步骤一并办理",
            f"'{move.key}' cannot go along with an inner move",
        )
    here = {case.state}
    if case.state is None and along is not None:
        here = {state.key for state in along.targets_from(None)}
    if any(state.key in here for state in move.during):
        return None
    if not move.during and not any(state and mechanism.is_final(state) for state in here):
        return None
    return Refusal(
        RefusalCode.NOT_DURING,
        f"现在的状态不能“{move.label}”",
        f"'{move.key}' cannot be fired while the case is '{case.state}'",
    )


def _internal_moves(mechanism: Mechanism) -> list[Transition]:
    moves = ((row, move) for row in mechanism.rows for move in row.transitions)
    return [move for row, move in moves if row.internal or move.internal]

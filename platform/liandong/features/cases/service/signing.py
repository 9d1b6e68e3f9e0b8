"""A signature takes over what was drafted and reviewed, word for word."""

from dataclasses import replace
from typing import Any, NoReturn
from uuid import UUID

from liandong.features.cases.errors import TransitionNotAllowedError
from liandong.features.cases.service.commands import FireTransition, RowCommand
from liandong.features.cases.service.viewing import (
    Opened,
)
from liandong.mechanisms import Held, Mechanism, Part


def with_draft(opened: Opened, command: FireTransition) -> FireTransition:
    """Let a signature take over what was drafted and reviewed, word for word."""
    paper = drafted_for(opened, command)
    if paper is None or paper.state not in {"submitted", "reviewed"}:
        return command
    content = paper.content
    if not content:
        _require_as_drafted(opened, command)
        return command
    if content["transition"] != _key_of(command):
        _refuse_other()
    rows = tuple(
        RowCommand(r["type"], r["transition"], UUID(r["row_id"]), r["facts"])
        for r in content.get("rows", ())
    )
    if command.transition is None:
        return replace(command, rows=rows)
    return replace(command, facts=content["facts"], rows=rows)


def _require_as_drafted(opened: Opened, command: FireTransition) -> None:
    """Where the case itself is the draft, a signature may repeat what stands, not change it."""
    stands = opened.case.facts
    if command.rows or any(stated != stands.get(key) for key, stated in command.facts.items()):
        _refuse_other()


def _refuse_other() -> NoReturn:
    raise TransitionNotAllowedError(
        "签发的内容与拟稿、审核的不一致，请退回修改",
        "what is signed differs from what was drafted and reviewed; return it",
        code="case.draft_differs",
    )


def drafted_for(opened: Opened, command: FireTransition) -> Any:
    """Return the paper whose signature this command is, if there is one."""
    if command.transition is not None:
        move = next((m for m in opened.mechanism.transitions if m.key == command.transition), None)
        row_id = None
    elif command.rows:
        move, row_id = row_move(opened.mechanism, command.rows[0]), command.rows[0].row_id
    else:
        return None
    paper = move.produces if move else None
    return opened.paper(paper.key, row_id) if paper and paper.approval else None


def _key_of(command: FireTransition) -> str | None:
    return command.transition or (command.rows[0].transition if command.rows else None)


def row_move(mechanism: Mechanism, row: RowCommand) -> Any:
    row_type = next((r for r in mechanism.rows if r.key == row.type), None)
    moves = row_type.transitions if row_type else ()
    return next((m for m in moves if m.key == row.transition), None)


def held_with_drafter(opened: Opened, command: FireTransition) -> frozenset[Held]:
    """A signature carries what the drafter put into the paper: their hand counts for its rows."""
    paper = drafted_for(opened, command)
    if paper is None:
        return opened.held
    kind = next(d for d in opened.mechanism.documents if d.key == paper.type)
    drafters = kind.approval.drafters if kind.approval else ()
    return opened.held | {(Part(actor.party.part), actor.duty.key) for actor in drafters}

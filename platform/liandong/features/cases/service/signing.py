"""A signature takes over what was drafted and reviewed, word for word."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from liandong.features.cases.errors import DraftDiffersError
from liandong.features.cases.service.commands import FireTransition, RowCommand
from liandong.features.cases.service.viewing import Opened
from liandong.kernel.errors import Problem
from liandong.mechanisms import Held, Mechanism, Part

Facts = Mapping[str, Any]
Rows = tuple[RowCommand, ...]


def with_draft(opened: Opened, command: FireTransition) -> FireTransition:
    """Let a signature take over what was drafted and reviewed, word for word.

    A signature may leave the content out or repeat it, never change it.

    Raises:
        DraftDiffersError: What the signature states is not what was drafted; names each place.
    """
    paper = drafted_for(opened, command)
    if paper is None or paper.state not in {"submitted", "reviewed"}:
        return command
    content = paper.content
    if not content:
        _refuse(_beside_case(opened, command))
        return command
    if content["transition"] != _key_of(command):
        _refuse(["transition"])
    rows = tuple(
        RowCommand(r["type"], r["transition"], UUID(r["row_id"]), r["facts"])
        for r in content.get("rows", ())
    )
    if command.transition is None:
        _refuse(_beside_rows(_stated(command.rows), rows))
        return replace(command, rows=rows)
    facts = dict(content["facts"])
    _refuse([*_beside_facts(command.facts, facts), *_beside_rows(command.rows, rows)])
    return replace(command, facts=facts, rows=rows)


def _stated(rows: Rows) -> Rows:
    """Return the rows of a signature about one row; one without facts repeats nothing."""
    return rows if len(rows) > 1 or any(row.facts for row in rows) else ()


def _beside_case(opened: Opened, command: FireTransition) -> list[str]:
    """Where the case itself is the draft, a signature may repeat what stands, not change it."""
    stands = opened.case.facts
    differ = [key for key, stated in command.facts.items() if stated != stands.get(key)]
    return [*(f"facts.{key}" for key in differ), *(["rows"] if command.rows else [])]


def _beside_facts(stated: Facts, drafted: Facts) -> list[str]:
    return _differing(stated, drafted) if stated else []


def _differing(stated: Facts, drafted: Facts, path: str = "") -> list[str]:
    keys = sorted(stated.keys() | drafted.keys())
    return [f"{path}facts.{key}" for key in keys if stated.get(key) != drafted.get(key)]


def _beside_rows(stated: Rows, drafted: Rows) -> list[str]:
    """Return where stated rows are not those of the draft; the order says nothing."""
    if not stated:
        return []
    waiting = {row.row_id: row for row in drafted}
    found: list[str] = []
    for number, row in enumerate(stated):
        own = waiting.pop(row.row_id, None)
        found += _beside_row(row, own, f"rows[{number}].")
    return found if not waiting else [*found, "rows"]


def _beside_row(row: RowCommand, own: RowCommand | None, path: str) -> list[str]:
    if own is None or own.type != row.type:
        return [f"{path}row_id"]
    if own.transition != row.transition:
        return [f"{path}transition"]
    return _differing(row.facts, own.facts, path)


def _refuse(places: list[str]) -> None:
    zh, en = "与送审的草稿不一致", "differs from the draft that was submitted"
    if places:
        raise DraftDiffersError([Problem(place, zh, en) for place in places])


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

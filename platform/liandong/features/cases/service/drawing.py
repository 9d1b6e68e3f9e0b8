"""People drawn from a county's pool in an act: who, from whom, and why not the others."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from liandong.features.cases.errors import FactsError, TooFewToDrawError
from liandong.features.cases.models import CaseParty, CaseRow
from liandong.features.cases.service import opening_up
from liandong.features.cases.service.commands import FireTransition, PartyCommand, RowCommand
from liandong.features.cases.service.signing import row_move
from liandong.features.cases.service.viewing import Opened
from liandong.features.tenants.service import stable_id
from liandong.kernel.errors import Problem
from liandong.kernel.ids import uuid7
from liandong.mechanisms import Draw, Field, Transition, drawing
from liandong.mechanisms.drawing import Drawn, Member, Terms

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Made:
    """One draw of an act."""

    draw: Draw
    label: str
    digest: str
    outcome: Drawn


def require_undrawn(opened: Opened, command: FireTransition) -> None:
    """Refuse a row that the platform alone puts there when it draws.

    Raises:
        FactsError: Somebody was chosen by hand.
    """
    drawn = opened.mechanism.drawn_moves
    problems = [
        Problem(f"rows[{number}]", "由平台抽取", "the platform draws")
        for number, row in enumerate(command.rows)
        if (row.type, row.transition) in drawn
    ]
    if problems:
        raise FactsError(problems)


def with_drawn(opened: Opened, command: FireTransition) -> tuple[FireTransition, tuple[Made, ...]]:
    """Return the act with a row for everybody whom its moves draw, their units, and the draws.

    Raises:
        TooFewToDrawError: The county has no such pool, or too few in it can serve.
    """
    made: list[Made] = []
    for draw, row in _draws(opened, command):
        facts = _facts(opened, row)
        outcome = _drawn(opened, command, draw, row)
        made.append(outcome)
        shared = {key: facts[field.key] for key, field in draw.shares.items() if field.key in facts}
        rows = tuple(
            RowCommand(
                draw.row,
                draw.move,
                uuid7(),
                drawing.facts_of(member, _about(facts, row)) | shared,
            )
            for member in outcome.outcome.drawn
        )
        joined = tuple(_joining(opened, command, outcome))
        command = replace(command, rows=(*command.rows, *rows), parties=(*command.parties, *joined))
    return command, tuple(made)


def record(payload: dict[str, Any], made: tuple[Made, ...]) -> None:
    """Write into the payload of the act what was drawn, so that the draw can be repeated."""
    if not made:
        return
    payload["draws"] = [_recorded(each) for each in made]
    payload["visibility"] += [
        opening_up.grant(UUID(member.unit), "full", each.draw.party.key)
        for each in made
        for member in each.outcome.drawn
        if member.unit and each.draw.party
    ]


def _recorded(made: Made) -> dict[str, Any]:
    outcome = made.outcome
    return {
        "pool": made.draw.pool,
        "label": made.label,
        "digest": made.digest,
        "seed": outcome.seed,
        "drawn": [_named(member) for member in outcome.drawn],
        "eligible": [_named(member) for member in outcome.eligible],
        "excluded": [{**_named(member), "why": why} for member, why in outcome.excluded],
    }


def _named(member: Member) -> dict[str, Any]:
    return {"key": member.key, "name": member.name, "unit_id": member.unit or None}


def _draws(opened: Opened, command: FireTransition) -> Iterator[tuple[Draw, RowCommand | None]]:
    found = (m for m in opened.mechanism.transitions if m.key == command.transition)
    moves: list[tuple[Transition | None, RowCommand | None]] = [(next(found, None), None)]
    moves += [(row_move(opened.mechanism, row), row) for row in command.rows]
    for move, row in moves:
        for draw in move.draws if move else ():
            yield draw, row


def _facts(opened: Opened, row: RowCommand | None) -> Facts:
    """Return what stands of the row whose move draws, or of the case."""
    if row is None:
        return opened.case.facts
    known = next((each.facts for each in opened.rows if each.id == row.row_id), {})
    return {**known, **row.facts}


def _about(facts: Facts, row: RowCommand | None) -> str:
    """Return the id of the row that the drawn serve: that whose place they take, or this one."""
    if row is None:
        return ""
    return str(facts.get(drawing.drawn_for.key) or row.row_id)


def _drawn(opened: Opened, command: FireTransition, draw: Draw, row: RowCommand | None) -> Made:
    pool = opened.config.pool(draw.pool)
    if pool is None:
        zh, en = "本县没有这个人员库", "the county has no such pool"
        raise TooFewToDrawError(f"{zh}：{draw.pool}", f"{en}: {draw.pool}")
    facts = _facts(opened, row)
    fellows = list(_rows(opened, draw, _about(facts, row)))
    leaving = {each.row_id for each in command.rows}
    kind = opened.mechanism.row(draw.row)
    terms = Terms(
        on=command.occurred_on,
        kept_out=frozenset(_kept_out(opened, command, draw, facts)),
        drawn_before=frozenset(str(each.facts.get(drawing.person.key)) for each in fellows),
        units_in=frozenset(
            str(each.facts.get(drawing.person_unit.key))
            for each in fellows
            if each.id not in leaving and _serves(opened, each)
        ),
        by_unit=kind.held_by is not None,
    )
    ids = {key: str(unit) for key, unit in _unit_ids(opened).items()}
    members = [drawing.member_of(person, ids) for person in pool["persons"]]
    outcome = drawing.draw(members, draw.count, secrets.token_hex(16), terms)
    if len(outcome.drawn) < draw.count:
        zh = f"“{pool['label']}”可抽的人数不够：要 {draw.count} 人，能抽 {len(outcome.drawn)} 人"
        en = f"too few can be drawn: {draw.count} wanted, {len(outcome.drawn)} possible"
        raise TooFewToDrawError(zh, en)
    return Made(draw, pool["label"], _digest(pool), outcome)


def _rows(opened: Opened, draw: Draw, about: str) -> Iterator[CaseRow]:
    for row in opened.rows:
        if row.type == draw.row and str(row.facts.get(drawing.drawn_for.key) or "") == about:
            yield row


def _serves(opened: Opened, row: CaseRow) -> bool:
    """Tell whether somebody drawn still serves: nobody was drawn in their place."""
    kind = opened.mechanism.row(row.type)
    left = {
        state.key for move in kind.transitions if move.draws for state in move.targets_from(None)
    }
    return row.state not in left


def _kept_out(opened: Opened, command: FireTransition, draw: Draw, facts: Facts) -> Iterator[str]:
    named: list[CaseParty | PartyCommand] = [*opened.parties, *command.parties]
    for each in draw.excludes:
        if isinstance(each, Field):
            stated = facts.get(each.key) or []
            yield from map(str, stated if isinstance(stated, list) else [stated])
        else:
            yield from (str(party.unit_id) for party in named if party.part == each.key)


def _unit_ids(opened: Opened) -> dict[str, UUID]:
    units = opened.config.package["units"]
    return {u["key"]: stable_id(opened.config.tenant_id, "unit", u["key"]) for u in units}


def _joining(opened: Opened, command: FireTransition, made: Made) -> Iterable[PartyCommand]:
    """Yield the units of those drawn that do not take the part yet."""
    part = made.draw.party
    known: list[CaseParty | PartyCommand] = [*opened.parties, *command.parties]
    taken = {(str(party.unit_id), party.part) for party in known}
    units = dict.fromkeys(member.unit for member in made.outcome.drawn if member.unit)
    for unit in units if part else ():
        if part and (unit, part.key) not in taken:
            yield PartyCommand(UUID(unit), part.key, {"pool": made.draw.pool})


def _digest(pool: Mapping[str, Any]) -> str:
    """Return SHA-256 of the people of a pool as they stood: whom the draw was made from."""
    text = json.dumps(pool["persons"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()

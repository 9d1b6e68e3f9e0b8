"""Checks that whoever informs is shown to nobody but the unit that was told and the procuratorate.

A field of class INFORMANT is entered by internal moves, which stay with their authority; or openly
where every other unit that can take part in such a case is the procuratorate; or in a mechanism
that keeps the unit concerned from the case whatever the act (`kept_from`).
"""

from collections.abc import Iterator

from liandong.kernel.errors import Problem
from liandong.mechanisms import roles
from liandong.mechanisms.declaration import Mechanism
from liandong.mechanisms.fields import Field, Secrecy
from liandong.mechanisms.graph import Same, Transition
from liandong.mechanisms.parties import Part, Party
from liandong.mechanisms.row_types import RowType

#: Whom the rules of a county may name.
_COPIED = Party(Part.COPIED, held_by=roles.any_unit, label="抄送")
Move = tuple[RowType | None, Transition]


def check_informants(mechanism: Mechanism) -> Iterator[Problem]:
    """Name each open move that would show an informant to a unit of another kind."""
    if mechanism.kept_from is not None:
        return
    openers = {a.party for move in mechanism.transitions if move.creates for a in move.actors}
    placed = openers | {party for _, move in mechanism.moves for party in _taking_part(move)}
    told: dict[tuple[str, str, str], Problem] = {}
    for opening in (move for move in mechanism.transitions if move.creates):
        made = _moves_after(mechanism, opening)
        named = [party for _, move in made for party in _taking_part(move)]
        named += [a.party for _, move in made for a in move.actors if a.party not in placed]
        for opener in {actor.party for actor in opening.actors}:
            present = dict.fromkeys((opener, *named))
            for row, move in made:
                for field, party in _shown(row, move, present):
                    where = ".".join(
                        filter(None, (mechanism.key, row.key if row else "", move.key))
                    )
                    told[where, field.key, party.key] = _problem(where, field, party)
    yield from told.values()


def _shown(
    row: RowType | None, move: Transition, present: dict[Party, None]
) -> Iterator[tuple[Field, Party]]:
    """Yield what an open move says of informants, with each party that would read it."""
    fields = [field for field in move.inputs if field.secrecy is Secrecy.INFORMANT]
    if not fields or _stays_inside(row, move):
        return
    for entering in {actor.party for actor in move.actors} & present.keys():
        for party in present:
            if party is not entering and set(party.roles) != {roles.procuratorate}:
                yield from ((field, party) for field in fields)


def _stays_inside(row: RowType | None, move: Transition) -> bool:
    """A row comes out with its first move that is not internal, and what it says with it."""
    if row is None:
        return move.internal
    return row.internal or all(each.internal for each in row.transitions)


def _moves_after(mechanism: Mechanism, opening: Transition) -> list[Move]:
    """Return an opening and every move, of the case or its rows, that may follow it."""
    reached = {state.key for state in opening.targets_from(None)}
    known: list[Transition] = [opening]
    before = -1
    while before != len(known):
        before = len(known)
        for move in mechanism.transitions:
            if move not in known and any(state.key in reached for state in move.sources):
                known.append(move)
                landed = () if isinstance(move.target, Same) else (move.target,)
                reached |= {s.key for s in (*landed, move.otherwise) if s is not None}
    keys = {move.key for move in known}
    rows = [
        (row, move)
        for row in mechanism.rows
        for move in row.transitions
        if not (move.during or move.along)
        or keys & {*move.along}
        or reached & {state.key for state in move.during}
    ]
    return [*((None, move) for move in known), *rows]


def _taking_part(move: Transition) -> tuple[Party, ...]:
    """Return the parties whose units come into the case by a move, beside who opened it."""
    drawn = (each.party for each in move.draws if each.party is not None)
    copied = (_COPIED,) if move.copies else ()
    return (*(each.party for each in move.names), *move.brings, *drawn, *copied)


def _problem(where: str, field: Field, party: Party) -> Problem:
    who = party.label or party.key
    return Problem(
        where,
        f"“{field.label}”是举报人身份，“{who}”会看到，只能在内部步骤填写",
        f"informant field '{field.key}' would be shown to the {party.key}: ask it internally",
    )

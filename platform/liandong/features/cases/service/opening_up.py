"""Who comes to see a case, and when: visibility is written with the event that opens it."""

from typing import Any
from uuid import UUID

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.service.commands import PartyCommand
from liandong.features.cases.service.copies import COPY_UNIT
from liandong.features.cases.service.viewing import Opened
from liandong.features.units import service as units
from liandong.kernel.ids import uuid7
from liandong.mechanisms import Landing

Payload = dict[str, Any]


def grant(unit_id: UUID, level: str, reason: str) -> Payload:
    """Return the entry that lets a unit see a case at a level."""
    return {"id": str(uuid7()), "unit_id": str(unit_id), "level": level, "reason": reason}


def by_move(uow: UnitOfWork, opened: Opened, landing: Landing) -> list[Payload]:
    """Return what a move opens: the header with the signature, the rest with the delivery."""
    move = landing.transition
    if move is None:
        return [grant(each.unit_id, "document", "copied") for each in copied(opened, landing)]
    if move.delivers is not None:
        return [
            *(grant(unit, "full", "addressee") for unit in opened.units("addressee")),
            *_office(uow),
        ]
    if will_be_delivered(opened, landing):
        return [grant(unit, "header", "addressee") for unit in opened.units("addressee")]
    return []


def copied(opened: Opened, landing: Landing) -> list[PartyCommand]:
    """Return the units that this act copies: rows that name one and produce a paper."""
    facts = {row.id: row.facts for row in opened.rows}
    found = []
    for row in landing.rows:
        stated = {**facts.get(row.row_id, {}), **row.facts}  # type: ignore[call-overload]  # the kit knows ids as hashable, rows here have UUIDs
        if row.transition and row.transition.produces and COPY_UNIT in stated:
            why = {
                key: stated[key]
                for key in ("copy_kind", "copy_rule", "copy_basis")
                if key in stated
            }
            found.append(PartyCommand(UUID(stated[COPY_UNIT]), "copied", why))
    return found


def will_be_delivered(opened: Opened, landing: Landing) -> bool:
    """Tell whether an act makes a paper that has to be delivered next."""
    moves = opened.mechanism.transitions
    paper = landing.transition.produces if landing.transition else None
    return paper is not None and any(
        move.delivers == paper and move.leaves(landing.state.key) for move in moves
    )


def _office(uow: UnitOfWork) -> list[Payload]:
    """The office of the joint meeting sees the header of every delivered matter."""
    known = units.names(uow).values()
    return [grant(u.id, "header", "office") for u in known if u.is_active and "office" in u.roles]


def is_out(opened: Opened) -> bool:
    """Whether anybody outside the issuing authority may know of the case by now."""
    return opened.case.number is not None

"""Who comes to see a case, and when: visibility is written with the event that opens it."""

from typing import Any
from uuid import UUID

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.errors import PartiesError
from liandong.features.cases.service.commands import PartyCommand
from liandong.features.cases.service.copies import COPY_UNIT, automatic_copies
from liandong.features.cases.service.viewing import Opened
from liandong.features.units import service as units
from liandong.kernel.errors import Problem
from liandong.kernel.ids import uuid7
from liandong.mechanisms import Landing

Payload = dict[str, Any]

_CONVENERS = {"convener": "convener", "deputy_convener": "convener"}
_WITH_OFFICE = {"office": "office", **_CONVENERS}
_WITHOUT_OFFICE = {**_CONVENERS, "supervision_body": "coordinator"}
#: As what a role oversees the matters of a county.
OVERSEERS = {**_WITH_OFFICE, **_WITHOUT_OFFICE}


def grant(unit_id: UUID, level: str, reason: str) -> Payload:
    """Return the entry that lets a unit see a case at a level."""
    return {"id": str(uuid7()), "unit_id": str(unit_id), "level": level, "reason": reason}


def by_move(uow: UnitOfWork, opened: Opened, landing: Landing) -> list[Payload]:
    """Return what a move opens.

    The addressee sees the header with the signature and the rest with the delivery; whom the move
    tells sees the matter from now on, and who is told as a copy its numbered papers.
    """
    move = landing.transition
    copies = [grant(each.unit_id, "document", "copied") for each in copied(opened, landing)]
    if move is None:
        return copies
    told = [party.key for party in move.tells]
    told += ["addressee"] if move.delivers is not None else []
    if told:
        seen = [
            grant(unit, "document" if part == "copied" else "full", part)
            for part in told
            for unit in opened.units(part)
        ]
        is_overseen = "addressee" in told and not opened.mechanism.is_confidential
        return [
            *copies,
            *seen,
            *(_overseeing(uow, opened) if is_overseen else []),
        ]
    if will_be_delivered(opened, landing):
        return [
            *copies,
            *(grant(unit, "header", "addressee") for unit in opened.units("addressee")),
        ]
    return copies


def require_away(uow: UnitOfWork, opened: Opened, payload: Payload) -> None:
    """Refuse an act by which the unit that a matter is kept from would take part or see it.

    Raises:
        PartiesError: It is named, copied, told, or opens the matter itself.
    """
    field = opened.mechanism.kept_from
    unit = {**opened.case.facts, **payload["facts"]}.get(field.key) if field else None
    if unit is None:
        return
    seen = queries.list_visibility(uow, opened.case.id) if opened.case.id else []
    known = {*(str(each.unit_id) for each in opened.parties), *(str(s.unit_id) for s in seen)}
    known |= {each["unit_id"] for each in (*payload["parties"], *payload["visibility"])}
    if str(unit) in known:
        zh, en = "这件事不能让所涉单位知道", "the unit that it is about may not know of it"
        raise PartiesError([Problem(f"facts.{field.key if field else ''}", zh, en)])


def copied(opened: Opened, landing: Landing) -> list[PartyCommand]:
    """Return the units that this act copies: by the county's rules, and by rows with a paper."""
    facts = {row.id: row.facts for row in opened.rows}
    found = automatic_copies(opened, landing)
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


def _overseeing(uow: UnitOfWork, opened: Opened) -> list[Payload]:
    """The office and the conveners see the header of every delivered matter.

    Where a county's document names no office, its supervision body coordinates instead.
    """
    known = [unit for unit in units.names(uow).values() if unit.is_active]
    has_office = any("office" in unit.roles for unit in known)
    reasons = _WITH_OFFICE if has_office else _WITHOUT_OFFICE
    parties = {party.unit_id for party in opened.parties if party.part != "copied"}
    return [
        grant(unit.id, "header", reasons[role])
        for unit in known
        for role in [key for key in reasons if key in unit.roles][:1]
        if unit.id not in parties
    ]


def is_out(uow: UnitOfWork, opened: Opened) -> bool:
    """Tell whether another unit than the one that opened the case may know of it by now."""
    seen = queries.list_visibility(uow, opened.case.id) if opened.case.id else []
    return any(each.unit_id != opened.case.issuer_id for each in seen)

"""A county in which the court and the enforcement unit have people too."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases import service
from liandong.features.cases.service import FireTransition, PartyCommand, RowCommand
from liandong.features.units.service import list_active
from support.counties import County

PEOPLE = {
    "officer": ("bureau", ("handler", "liaison")),
    "boss": ("bureau", ("unit_head",)),
    "judge": ("court", ("handler",)),
    "court_head": ("court", ("unit_head",)),
    "desk": ("procuratorate", ("desk",)),
    "clerk": ("justice_bureau", ("handler", "liaison")),
    "director": ("justice_bureau", ("unit_head",)),
}


def with_court(county: County) -> County:
    """Add a court and a justice bureau with their people, and the desk of the procuratorate."""
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        for unit in list_active(uow):
            if unit.kind in {"court", "justice_bureau"}:
                county.units.setdefault(unit.kind, unit.id)
            if unit.kind == "enforcement_department" and unit.id != county.units["bystander"]:
                county.units.setdefault("bureau", unit.id)
    county.join_all(PEOPLE)
    return county


def begin(
    county: County,
    mechanism: str,
    who: str,
    day: str,
    facts: Mapping[str, Any],
    move: str = "open",
    **parties: str,
) -> UUID:
    """Open a case of a mechanism; `parties` names units of the county by part."""
    named = tuple(PartyCommand(county.units[unit], part) for part, unit in parties.items())
    with county.acting(who, day) as (uow, me, clock):
        command = FireTransition(move, date.fromisoformat(day), facts, (), named)
        return service.open_case(uow, me, clock, mechanism, command).id


def fire(
    county: County,
    who: str,
    day: str,
    case_id: UUID,
    move: str,
    facts: Mapping[str, Any] | None = None,
    **parties: str,
) -> str:
    """Make a move of the case; return the state in which it landed."""
    named = tuple(PartyCommand(county.units[unit], part) for part, unit in parties.items())
    return county.fire(who, day, case_id, move, facts=facts or {}, parties=named)


def sign(
    county: County,
    by: tuple[str, ...],
    day: str,
    case_id: UUID,
    move: str,
    paper: str,
    facts: Mapping[str, Any] | None = None,
    **parties: str,
) -> str:
    """Draft, submit, if need be review, and sign a paper; `by` are drafter, reviewer, signer."""
    county.draft(by[0], day, case_id, FireTransition(move, date.fromisoformat(day), facts or {}))
    county.step(by[0], day, case_id, "submit", paper)
    if len(by) > 2:
        county.step(by[1], day, case_id, "review", paper)
    return fire(county, by[-1], day, case_id, move, **parties)


def row(
    county: County, who: str, day: str, case_id: UUID, kind: str, move: str, **facts: Any
) -> None:
    """Add a row to a case."""
    county.fire(who, day, case_id, None, rows=(RowCommand(kind, move, None, facts),))


def sees(county: County, mechanism: str, who: str, case_id: UUID, day: str) -> Any:
    """Return the case as a person reads it."""
    with county.acting(who, day) as (uow, me, clock):
        return service.dump_case(service.look(uow, me, clock, mechanism, case_id))

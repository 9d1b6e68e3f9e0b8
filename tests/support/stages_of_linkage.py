"""Steps that stories of several mechanisms share: people, papers drafted and signed, cases seen."""

from datetime import date
from typing import Any
from uuid import UUID

from liandong.features.cases import service
from liandong.features.cases.service import FireTransition, PartyCommand, RowCommand
from liandong.features.cases.service.handing_over import list_links
from liandong.kernel.errors import NotFoundError
from support.counties import County


def begin(
    county: County,
    mechanism: str,
    who: str,
    day: str,
    move: str,
    facts: dict[str, Any],
    *named: tuple[str, str],
) -> UUID:
    """Open a case of a mechanism; `named` are units and their parts."""
    parties = tuple(PartyCommand(county.units[unit], part) for unit, part in named)
    command = FireTransition(move, date.fromisoformat(day), facts, (), parties)
    with county.acting(who, day) as (uow, me, clock):
        return service.open_case(uow, me, clock, mechanism, command).id


def sign(county: County, day: str, case_id: UUID, move: str, paper: str, **rest: Any) -> str:
    """Draft, review and sign a paper of the procuratorate with a move of the case."""
    facts, rows = rest.pop("facts", {}), rest.pop("rows", ())
    county.draft(
        "prosecutor", day, case_id, FireTransition(move, date.fromisoformat(day), facts, rows)
    )
    county.step("prosecutor", day, case_id, "submit", paper)
    county.step("reviewer", day, case_id, "review", paper)
    return county.fire("chief", day, case_id, move, **rest)


def sign_row(
    county: County, day: str, case_id: UUID, row: RowCommand, paper: str, *who: str
) -> None:
    """Draft, review (where somebody does) and sign a paper with a move of a row."""
    drafter, *reviewers, signer = who or ("prosecutor", "reviewer", "chief")
    command = FireTransition(None, date.fromisoformat(day), {}, (row,))
    county.draft(drafter, day, case_id, command)
    county.step(drafter, day, case_id, "submit", paper, row_id=row.row_id)
    for reviewer in reviewers:
        county.step(reviewer, day, case_id, "review", paper, row_id=row.row_id)
    bare = RowCommand(row.type, row.transition, row.row_id, {})
    county.fire(signer, day, case_id, None, rows=(bare,))


def seen(county: County, mechanism: str, who: str, case_id: UUID, day: str) -> Any:
    """Return what somebody sees of a case; None where they may not know of it."""
    with county.acting(who, day) as (uow, me, clock):
        try:
            return service.look(uow, me, clock, mechanism, case_id)
        except NotFoundError:
            return None


def led_to(county: County, who: str, case_id: UUID, day: str) -> list[UUID]:
    """Return the cases that a case led to, as far as somebody may know of them."""
    with county.acting(who, day) as (uow, me, _):
        links = list_links(uow, me, case_id)
        return [each.case.id for each in links if not each.is_origin]

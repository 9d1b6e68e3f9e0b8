"""A unit proposes who is to sit in one of its seats, where a convener has to approve it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from liandong.authz import Principal, said_by
from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.audit import service as audit
from liandong.features.cases.service.line_cells import bare
from liandong.features.notifications.service import tell
from liandong.features.rosters.errors import RosterProcedureError, SeatPendingError
from liandong.features.rosters.models import SeatProposal
from liandong.features.rosters.service.seats import FORMER, find_waiting, standing_of
from liandong.features.rosters.service.wording import wording
from liandong.features.tenants.service import current, roster_change
from liandong.features.units import service as units
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.kernel.ids import uuid7

#: What a unit may ask for that has no such seat yet.
NEW_KINDS = ("member", "liaison")
_LONGEST, _FARTHEST = 200, timedelta(days=366)


@dataclass(frozen=True)
class Asked:
    """Who is to sit where, from which day and why; without `seat` one of a kind, to be made."""

    person: str
    from_on: date | None
    reason: str
    seat: str = ""
    kind: str = ""
    post: str = ""


def propose(uow: UnitOfWork, principal: Principal, clock: Clock, asked: Asked) -> SeatProposal:
    """Propose who is to sit in a seat of one's own unit; conveners and the office are told.

    Raises:
        InvalidInputError: Something that was said cannot be; every place is named.
        RosterProcedureError: The office decides on seats of this kind.
        SeatPendingError: Another proposal for the seat waits.
    """
    principal.require_call("seats.propose")
    lock(uow, "seat proposals")
    config, unit = current(uow), units.get(uow, principal.unit_id)
    seats = [each for each in config.package["seats"] if each["unit"] == unit.key]
    today = clock.today()
    held = [each for each in seats if standing_of(each, today.isoformat()) != FORMER]
    seat = next((each for each in held if asked.seat and each["key"] == asked.seat), None)
    problems = [*_seat_problems(asked, held, is_member=unit.is_member)]
    problems += _person_problems(asked, seat, today)
    if problems:
        raise InvalidInputError(problems)
    kind = seat["seat"] if seat else asked.kind
    if not roster_change(config, today).needs_approval(kind):
        zh = "这类席位由办公室登记，不用提出、批准"
        raise RosterProcedureError(zh, "the office enters seats of this kind")
    if find_waiting(uow, unit.id, asked.seat, kind):
        raise SeatPendingError
    proposal = SeatProposal(
        tenant_id=uow.tenant_id,
        id=uuid7(int(clock.now().timestamp() * 1000)),
        unit_id=unit.id,
        seat=asked.seat,
        kind=kind,
        label=seat["label"] if seat else wording().seat_labels[kind],
        replaces=seat["person"] if seat else "",
        person=asked.person.strip(),
        post=asked.post.strip(),
        from_on=asked.from_on,
        reason=asked.reason.strip(),
        proposed_at=clock.now(),
        proposed_by=said_by(principal, "seats.propose"),
    )
    uow.session.add(proposal)
    uow.session.flush()
    note(uow, clock, proposal, "seat.proposed", proposal.proposed_by)
    tell_overseers(uow, clock, proposal, "seat.proposed")
    return proposal


def note(
    uow: UnitOfWork, clock: Clock, proposal: SeatProposal, action: str, by: Mapping[str, Any]
) -> None:
    """Keep an act in the audit chain."""
    said = {"unit": str(proposal.unit_id), "seat": proposal.seat, "person": proposal.person}
    audit.append(uow, clock, action, f"seats/{proposal.id}", {**said, "by": dict(by)})


def tell_overseers(uow: UnitOfWork, clock: Clock, proposal: SeatProposal, kind: str) -> None:
    """Tell the units of the conveners, and the office; every office where there are several."""
    known = [unit for unit in units.names(uow).values() if unit.is_active]
    has_office = any("office" in unit.roles for unit in known)
    roles = {"convener", "office" if has_office else "supervision_body"}
    for unit in known:
        if not roles.isdisjoint(unit.roles):
            tell_unit(uow, clock, proposal, unit.id, kind)


def tell_unit(
    uow: UnitOfWork, clock: Clock, proposal: SeatProposal, unit_id: Any, kind: str
) -> None:
    """Tell a unit what happened to a proposal."""
    name = units.get(uow, proposal.unit_id).name
    title = f"{name} {proposal.label} {proposal.person}"
    content = {"title": title, "proposal_id": str(proposal.id)}
    tell(uow, clock, unit_id, f"{kind}/{proposal.id}", kind, None, content)


def _seat_problems(
    asked: Asked, held: list[dict[str, Any]], *, is_member: bool
) -> Iterator[Problem]:
    if asked.seat:
        if all(each["key"] != asked.seat for each in held):
            yield Problem("seat", "本单位现在没有这个席位", "your unit holds no such seat")
        return
    if asked.kind not in NEW_KINDS or (asked.kind == "member" and not is_member):
        yield Problem("kind", "请选本单位的席位", "choose a seat of your unit")
    elif any(each["seat"] == asked.kind for each in held):
        zh = "本单位已有这类席位，请选它"
        yield Problem("seat", zh, "your unit has such a seat: choose it")


def _person_problems(
    asked: Asked, seat: Mapping[str, Any] | None, today: date
) -> Iterator[Problem]:
    person = asked.person.strip()
    if not person:
        yield Problem("person", "请写姓名", "say who")
    elif seat and bare(seat["person"]) == bare(person):
        zh, en = f"现在就是{person}", "that is who sits there now"
        yield Problem("person", zh, en)
    if not asked.reason.strip():
        yield Problem("reason", "请写明理由", "say why")
    for field in ("person", "post", "reason"):
        if len(getattr(asked, field)) > _LONGEST:
            zh, en = f"最多 {_LONGEST} 个字", f"{_LONGEST} characters at most"
            yield Problem(field, zh, en)
    yield from _day_problems(asked.from_on, seat, today)


def _day_problems(
    day: date | None, seat: Mapping[str, Any] | None, today: date
) -> Iterator[Problem]:
    begun = seat["from_on"] if seat and seat["person"] else None
    if day is None:
        yield Problem("from_on", "请写从哪天起", "say from which day on")
    elif not today <= day <= today + _FARTHEST:
        zh = "从今天到一年以内的一天起：没有批准以前，谁也不在任"
        en = "a day from today to a year ahead: nobody sits there before the approval"
        yield Problem("from_on", zh, en)
    elif begun and day.isoformat() <= begun:
        zh, en = f"要晚于现任的起始日期 {begun}", f"later than {begun}, when the present one began"
        yield Problem("from_on", zh, en)

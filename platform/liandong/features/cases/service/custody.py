"""Whether a county still has a matter: offered to another county, kept, given, or taken over."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.authz.vocabulary import CHANGE_COUNTY
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.audit import service as audit
from liandong.features.cases import queries
from liandong.features.cases.errors import NotTransferableError
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.cases.service import checking, opening_up
from liandong.features.cases.service.acting import append, known_standing
from liandong.features.cases.service.course import course_of
from liandong.features.cases.service.projecting import project
from liandong.features.cases.service.reading import CasePicture
from liandong.features.cases.service.viewing import Opened, open_up
from liandong.features.deadlines import service as clocks
from liandong.features.deadlines.models import Deadline
from liandong.kernel.clock import Clock
from liandong.kernel.errors import ForbiddenError
from liandong.kernel.ids import uuid7

Payload = dict[str, Any]
KIND = "custody"


def leads(opened: Opened) -> bool:
    """Tell whether this unit is the one that a law lets hand the matter to another county."""
    change = opened.mechanism.changes_county
    return change is not None and change.by.key in opened.parts


def may_offer(principal: Principal, picture: CasePicture) -> bool:
    """Tell whether this person could offer the matter to another county now."""
    opened = picture.opened
    if picture.level != "full" or not leads(opened):
        return False
    may = principal.may(opened.mechanism.key, CHANGE_COUNTY)
    return may and not _why_not(principal, opened)


def offer_case(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    case_id: UUID,
    transfer_id: UUID,
    seen: int | None,
    reason: str,
) -> Case:
    """Freeze a matter, because it is offered to another county: no act, no word, no lateness.

    Raises:
        NotFoundError: The unit may not know of it.
        ForbiddenError: Another unit leads it, or another duty signs.
        StaleError: It moved since it was read.
        NotTransferableError: It stands where it cannot go to another county.
        NotInCustodyError: It is on its way already.
    """
    case = queries.get_visible(uow, principal, case_id, lock=True)
    checking.require_custody(case)
    opened = open_up(uow, principal, case)
    if not leads(opened) or not principal.may(case.mechanism, CHANGE_COUNTY):
        raise ForbiddenError
    checking.require_version(course_of(uow, case.id, principal.unit_id), seen)
    if why := _why_not(principal, opened):
        raise NotTransferableError(*why)
    frozen = [_frozen(each, clock) for each in opened.deadlines if each.state in clocks.RUNNING]
    payload = {
        "custody": {"custody": "offered", "transfer_id": str(transfer_id)},
        "deadlines": {"frozen": frozen},
        "note": reason,
    }
    event = _event(uow, clock, case, "offered", principal.unit_id, payload, clock.today())
    event.account_id = principal.account_id
    event.audience = "parties" if opening_up.is_out(uow, opened) else "unit"
    return append(uow, principal, clock, event)


def _why_not(principal: Principal, opened: Opened) -> tuple[str, str] | None:
    """Return what keeps a matter here: its state, or what another unit still owes in it."""
    case, change = opened.case, opened.mechanism.changes_county
    if case.custody != "own" or change is None:
        return "这一件不能移交其他县", "this matter cannot go to another county"
    if case.state not in {state.key for state in change.leaves}:
        return "这一件现在的状态不能移交其他县", "in this state it cannot go to another county"
    running = [each for each in opened.deadlines if each.state in clocks.RUNNING]
    if any(each.unit_id not in {None, principal.unit_id} for each in running):
        zh = "其他单位还有没办完的期限，现在不能移交其他县"
        return zh, "another unit still owes something here: it cannot go to another county now"
    return None


def _frozen(deadline: Deadline, clock: Clock) -> Payload:
    is_over = deadline.state == "open" and deadline.accuses and _is_past(deadline, clock)
    return {"id": str(deadline.id), "is_frozen": True, "is_over": is_over}


def _is_past(deadline: Deadline, clock: Clock) -> bool:
    if deadline.due_at is not None:
        return deadline.due_at <= clock.now()
    return deadline.due_on is not None and deadline.due_on < clock.today()


def keep_case(uow: UnitOfWork, clock: Clock, case_id: UUID, verb: str, on: date, why: str) -> None:
    """Unfreeze a matter whose offer came to nothing (`rejected`, `revoked`): all is as before."""
    case = _lock_case(uow, case_id)
    thawed = [{"id": str(each.id), "is_frozen": False} for each in _silenced(uow, case)]
    _append(uow, clock, case, verb, "own", {"frozen": thawed}, on, why)


def give_case(uow: UnitOfWork, clock: Clock, case_id: UUID, on: date) -> None:
    """End a matter here because another county has taken it over.

    What its unit had let pass before it offered the matter is done, and late; the rest is released.
    """
    case = _lock_case(uow, case_id)
    silenced = _silenced(uow, case)
    said = {
        "frozen": [{"id": str(each.id), "is_frozen": False} for each in silenced],
        "ended": [{"id": str(each.id), "how": _how(each)} for each in silenced],
    }
    _append(uow, clock, case, "given", "given", said, on, "")


def _how(deadline: Deadline) -> str:
    return "done" if deadline.inputs[clocks.FROZEN]["is_over"] else "released"


def _silenced(uow: UnitOfWork, case: Case) -> list[Deadline]:
    found = clocks.list_of_case(uow, case.id)
    return [each for each in found if each.state in clocks.RUNNING and clocks.FROZEN in each.inputs]


def _lock_case(uow: UnitOfWork, case_id: UUID) -> Case:
    query = select(Case).where(Case.tenant_id == uow.tenant_id, Case.id == case_id)
    return uow.session.scalars(query.with_for_update()).one()


def _append(
    uow: UnitOfWork,
    clock: Clock,
    case: Case,
    verb: str,
    custody: str,
    said: Payload,
    on: date,
    why: str,
) -> None:
    """Add the fact that the platform itself records, heard by whom the offer was heard by."""
    offered = _offer_of(uow, case)
    payload = {
        "custody": {"custody": custody, "transfer_id": str(case.transfer_id)},
        "deadlines": said,
        "note": why,
    }
    event = _event(uow, clock, case, verb, offered.unit_id, payload, on)
    event.audience = offered.audience
    uow.session.add(event)
    uow.session.flush()
    stands = known_standing(project(uow, event), event.unit_id)
    uow.announce(event.id)
    content = {"event": str(event.id), "landed_in": stands["state"]}
    audit.append(uow, clock, f"case.{verb}", f"cases/{case.id}", content, unit_id=event.unit_id)


def _offer_of(uow: UnitOfWork, case: Case) -> CaseEvent:
    query = select(CaseEvent).where(
        CaseEvent.tenant_id == uow.tenant_id,
        CaseEvent.case_id == case.id,
        CaseEvent.kind == KIND,
        CaseEvent.transition == "offered",
    )
    return uow.session.scalars(query.order_by(CaseEvent.position.desc()).limit(1)).one()


def _event(
    uow: UnitOfWork,
    clock: Clock,
    case: Case,
    verb: str,
    unit_id: UUID,
    payload: Payload,
    on: date,
) -> CaseEvent:
    return CaseEvent(
        tenant_id=uow.tenant_id,
        id=uuid7(int(clock.now().timestamp() * 1000)),
        case_id=case.id,
        position=case.position + 1,
        kind=KIND,
        transition=verb,
        landed_in=case.state,
        occurred_on=max(on, case.last_occurred_on),
        recorded_at=clock.now(),
        account_id=None,
        unit_id=unit_id,
        audience="unit",
        payload=payload,
    )

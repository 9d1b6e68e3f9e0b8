"""A person decides on a rung: lets its document go, holds it back, or takes it up again."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.authz.vocabulary import ESCALATE
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.errors import FactsError, TransitionNotAllowedError
from liandong.features.cases.models import Case
from liandong.features.cases.service import escalating
from liandong.features.cases.service.acting import append
from liandong.features.cases.service.checking import require_custody
from liandong.features.cases.service.numbering import next_number
from liandong.features.cases.service.rung_drafting import draft
from liandong.features.deadlines import service as clocks
from liandong.features.deadlines.models import Deadline, Escalation
from liandong.features.tenants.service import LADDER, current
from liandong.kernel.clock import Clock
from liandong.kernel.errors import ForbiddenError, NotFoundError, Problem, StaleError

LONGEST = 10_000

Payload = dict[str, Any]


@dataclass(frozen=True)
class Decision:
    """What a person decides: `confirm` with the text, `decline` with a reason, or `resume`.

    Declined, the ladder of the deadline stops; with `skip` it goes on to the next rung.
    """

    kind: str
    text: str = ""
    reason: str = ""
    skip: bool = False
    seen: int | None = None


def may_decide(principal: Principal, rung: Escalation) -> bool:
    """Say whether a person decides on a rung: the duty the ladder names, in the unit it names."""
    duty = rung.terms["confirmed_by"].partition("@")[0]
    holder = principal.acting_as(duty)
    is_allowed = principal.may(rung.terms["mechanism"], ESCALATE)
    return (
        rung.unit_id == principal.unit_id
        and is_allowed
        and holder.may(rung.terms["mechanism"], ESCALATE)
    )


def may_resume(uow: UnitOfWork, rung: Escalation, deadline: Deadline) -> bool:
    """Say whether a rung can be taken up again: the last of a deadline that is late still."""
    if rung.state not in {"declined", "ended"} or deadline.rung or not clocks.may_climb(deadline):
        return False
    return clocks.list_rungs(uow, deadline.id)[-1].id == rung.id


def decide_rung(
    uow: UnitOfWork, principal: Principal, clock: Clock, rung_id: UUID, decision: Decision
) -> Escalation:
    """Decide on a rung: one fact, from which everything else follows.

    Raises:
        NotFoundError: There is no such rung, or the unit may not know of it.
        ForbiddenError: Another duty or unit decides on it.
        StaleError: It was decided, or ended, since it was read.
        FactsError: A text or a reason is missing.
        TransitionNotAllowedError: It stands where this cannot be decided.
    """
    query = select(Escalation).where(
        Escalation.tenant_id == uow.tenant_id, Escalation.id == rung_id
    )
    rung = uow.session.scalar(query)
    if rung is None or rung.unit_id != principal.unit_id:
        raise NotFoundError
    case = queries.get_visible(uow, principal, rung.case_id, lock=True)
    require_custody(case)
    uow.session.refresh(rung)
    if not may_decide(principal, rung):
        raise ForbiddenError
    if decision.seen is not None and decision.seen != rung.version:
        raise StaleError
    mine = (Deadline.tenant_id == uow.tenant_id, Deadline.id == rung.deadline_id)
    deadline = uow.session.scalars(select(Deadline).where(*mine)).one()
    decide = {"confirm": _confirmed, "decline": _declined, "resume": _resumed}[decision.kind]
    said = decide(uow, clock.today(), case, deadline, rung, decision)
    said["decided_by"] = str(principal.account_id)
    verb = "resumed" if decision.kind == "resume" else said["state"]
    event = escalating.event_of(
        uow,
        clock,
        case,
        f"{rung.rung}.{verb}",
        said,
        account_id=principal.account_id,
        audience="parties" if decision.kind == "confirm" else "unit",
    )
    append(uow, principal, clock, event)
    return uow.session.get_one(Escalation, (uow.tenant_id, UUID(said["id"])))


def _confirmed(
    uow: UnitOfWork,
    today: date,
    case: Case,
    deadline: Deadline,
    rung: Escalation,
    decision: Decision,
) -> Payload:
    _require_state(rung, "suggested")
    if rung.terms["move"]:
        zh, en = (
            "这一级在案件页办理，办了就算确认",
            "this rung is done by a move of the case itself",
        )
        raise TransitionNotAllowedError(zh, en)
    check_text(decision.text)
    following = escalating.following(uow, case, deadline, today, after=rung.rung)
    number = next_number(uow, current(uow).prefix(LADDER), today.year)
    letter = {"text": decision.text.strip(), "letter_number": number}
    return _said(rung, "confirmed", following) | letter


def _declined(
    uow: UnitOfWork,
    today: date,
    case: Case,
    deadline: Deadline,
    rung: Escalation,
    decision: Decision,
) -> Payload:
    _require_state(rung, "suggested")
    _require_text("reason", decision.reason, "请写明理由", "say why")
    following = None
    if decision.skip:
        following = escalating.following(uow, case, deadline, today, after=rung.rung)
    terms = {**rung.terms, "skipped": decision.skip}
    said = _said(rung, "declined", following)
    text = draft(uow, today, deadline, case, rung.terms, rung.addressees)
    return said | {"reason": decision.reason.strip(), "terms": terms, "text": text}


def _resumed(
    uow: UnitOfWork,
    today: date,
    case: Case,
    deadline: Deadline,
    rung: Escalation,
    _decision: Decision,
) -> Payload:
    _require_state(rung, "declined", "ended")
    if not may_resume(uow, rung, deadline):
        zh, en = "这一级不能再提起", "this rung cannot be taken up again"
        raise TransitionNotAllowedError(zh, en)
    stated = next(each for each in deadline.inputs["ladder"] if each["key"] == rung.rung)
    return escalating.suggestion(uow, today, deadline, case, stated)


def _said(rung: Escalation, state: str, following: Payload | None) -> Payload:
    return {
        "id": str(rung.id),
        "deadline_id": str(rung.deadline_id),
        "unit_id": str(rung.unit_id),
        "terms": rung.terms,
        "state": state,
        "next": following,
    }


def _require_state(rung: Escalation, *states: str) -> None:
    if rung.state not in states:
        zh, en = "这一级已经有了结果", f"this rung is {rung.state} already"
        raise TransitionNotAllowedError(zh, en)


def check_text(text: str) -> None:
    """Refuse a document that could not leave.

    Raises:
        FactsError: It is empty or too long.
    """
    _require_text("text", text, "请写明文书内容", "the document needs a text")


def _require_text(field: str, text: str, zh: str, en: str) -> None:
    if not text.strip():
        raise FactsError([Problem(field, zh, en)])
    if len(text) > LONGEST:
        zh, en = f"最多 {LONGEST} 字", f"takes {LONGEST} characters at most"
        raise FactsError([Problem(field, zh, en)])

"""The ladder climbs: after the late word the next rung waits, then it is suggested to a person.

Nothing leaves here: a suggestion goes to the unit that decides, and to nobody else.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.audit import service as audit
from liandong.features.cases import queries
from liandong.features.cases.models import Case, CaseEvent, CaseRow
from liandong.features.cases.service.projecting import project
from liandong.features.cases.service.rung_drafting import draft
from liandong.features.cases.service.rung_units import addressees_of, confirmer_of, inherited
from liandong.features.deadlines import service as clocks
from liandong.features.deadlines.models import Deadline
from liandong.features.tenants.service import calendar_of, current, installed
from liandong.features.units import service as units
from liandong.kernel.clock import Clock
from liandong.kernel.ids import uuid7

Payload = dict[str, Any]


def after_late_word(
    uow: UnitOfWork, case: Case, deadline: Deadline, fired_at: datetime
) -> Payload | None:
    """Return the rung that follows the last word of a deadline.

    Counted from its due day, or from the last decision where that is later. A ladder that a person
    stopped stays stopped, however often the last word is said.
    """
    if deadline.due_on is None or fired_at != deadline.fires[-1]:
        return None
    rungs = clocks.list_rungs(uow, deadline.id)
    if rungs and clocks.has_stopped(rungs[-1]):
        return None
    passed = [r for r in rungs if r.state == "confirmed" or r.terms.get("skipped")]
    last = passed[-1] if passed else None
    since = max(deadline.due_on, last.decided_on or deadline.due_on) if last else deadline.due_on
    return following(uow, case, deadline, since, after=last.rung if last else None)


def following(
    uow: UnitOfWork, case: Case, deadline: Deadline, since: date, *, after: str | None
) -> Payload | None:
    """Return the next rung and its moment, so many working days after `since`; None: the top."""
    if not _is_for_others(uow, case, deadline):
        return None
    config = current(uow)
    ladder = deadline.inputs.get("ladder") or clocks.ladder_of(config, case.mechanism)
    known = list(units.names(uow).values())
    seeing = queries.list_visibility(uow, case.id)
    knowing = {seen.unit_id for seen in seeing}

    def is_possible(rung: Payload) -> bool:
        unit = confirmer_of(known, rung["confirmed_by"], case, deadline)
        return unit is not None and (unit.id in knowing or bool(inherited(seeing, unit)))

    rung, passed = clocks.next_rung(ladder, after, is_possible)
    if rung is None:
        return None
    at = clocks.moment_of(config, calendar_of(config), since, rung)
    return {"rung": rung["key"], "at": at.isoformat(), "ladder": ladder, "passed": passed}


def _is_for_others(uow: UnitOfWork, case: Case, deadline: Deadline) -> bool:
    """Say whether others may know of it: inner duties and confidential matters climb nowhere."""
    mechanism = installed().registry[case.mechanism, case.version]
    if not clocks.may_climb(deadline) or deadline.unit_id == case.issuer_id:
        return False
    if mechanism.is_confidential:
        return False
    query = select(CaseRow.audience, CaseRow.type).where(
        CaseRow.tenant_id == uow.tenant_id, CaseRow.id == deadline.row_id
    )
    row = uow.session.execute(query).first()
    if row is None:
        return True
    kinds = mechanism.rows
    to_few = any(kind.key == row.type and kind.shown_to for kind in kinds)
    return row.audience == "parties" and not to_few


def suggest(uow: UnitOfWork, clock: Clock, deadline: Deadline, case: Case) -> None:
    """Put the rung that is due before the unit that decides; the caller holds the case's lock."""
    rung = next(r for r in deadline.inputs["ladder"] if r["key"] == deadline.rung)
    said = suggestion(uow, clock.today(), deadline, case, rung)
    event = event_of(uow, clock, case, f"{rung['key']}.{said['state']}", said)
    confirmer = units.get(uow, UUID(said["unit_id"]))
    opened = inherited(queries.list_visibility(uow, case.id), confirmer)
    event.payload = {**event.payload, "visibility": opened}
    uow.session.add(event)
    uow.session.flush()
    project(uow, event)
    uow.announce(event.id)
    content = {"event": str(event.id), "deadline": str(deadline.id)}
    content |= {"rung": said["rung"], "state": said["state"]}
    audit.append(uow, clock, "escalation.suggested", f"cases/{case.id}", content)


def suggestion(
    uow: UnitOfWork, today: date, deadline: Deadline, case: Case, rung: Payload
) -> Payload:
    """Return a rung as suggested, with its draft; where nobody can decide any more, as ended."""
    config, known = current(uow), units.names(uow)
    confirmer = confirmer_of(known.values(), rung["confirmed_by"], case, deadline)
    is_possible = config.is_live and clocks.may_climb(deadline) and confirmer is not None
    addressees = addressees_of(known.values(), rung["to"], deadline.unit_id)
    return {
        "id": str(uuid7()),
        "deadline_id": str(deadline.id),
        "rung": rung["key"],
        "number": len(clocks.list_rungs(uow, deadline.id)) + 1,
        "state": "suggested" if is_possible else "ended",
        "reason": None if is_possible else "stopped",
        "unit_id": str(confirmer.id if confirmer else case.issuer_id),
        "addressees": addressees,
        "text": draft(uow, today, deadline, case, rung, addressees),
        "terms": {
            **rung,
            "case_title": case.title,
            "case_number": case.number,
            "mechanism": case.mechanism,
            "limit_id": deadline.limit_id,
            "due_on": (deadline.due_on or today).isoformat(),
            "debtor": str(deadline.unit_id),
        },
    }


def event_of(
    uow: UnitOfWork,
    clock: Clock,
    case: Case,
    transition: str,
    said: Payload,
    *,
    account_id: UUID | None = None,
    audience: str = "unit",
) -> CaseEvent:
    """Return the fact that says what became of a rung."""
    label, note = said["terms"]["label"], said.get("reason") or ""
    return CaseEvent(
        tenant_id=uow.tenant_id,
        id=uuid7(int(clock.now().timestamp() * 1000)),
        case_id=case.id,
        position=case.position + 1,
        kind="escalation",
        transition=transition,
        landed_in=case.state,
        occurred_on=max(clock.today(), case.last_occurred_on),
        recorded_at=clock.now(),
        account_id=account_id,
        unit_id=UUID(said["unit_id"]),
        audience=audience,
        payload={
            "deadlines": {"escalated": [said]},
            "escalation": {"id": said["id"], "label": label},
            "note": note if account_id else "",
        },
    )

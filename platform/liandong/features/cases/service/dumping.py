"""A picture of a case as plain data, for machines."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.cases.service.course import Course, courses_of, landings
from liandong.features.cases.service.handing_over import Linked
from liandong.features.cases.service.naming import left_to_name, parts_shown
from liandong.features.cases.service.reading import CasePicture
from liandong.features.deadlines.models import Deadline
from liandong.features.documents.models import Document
from liandong.features.tenants.service import installed
from liandong.mechanisms import Offer

Plain = dict[str, Any]


def list_headers(uow: UnitOfWork, principal: Principal, cases: Sequence[Case]) -> list[Plain]:
    """Return what a list shows of each case."""
    ids = [case.id for case in cases]
    courses = courses_of(uow, ids, principal.unit_id)
    levels = queries.levels_in(uow, principal.unit_id, ids)
    return [dump_header(case, courses[case.id], levels[case.id]) for case in cases]


def dump_header(case: Case, course: Course, level: str) -> Plain:
    """Return what every list shows of a case; who has a document alone learns no more than it."""
    mechanism = installed().registry[case.mechanism, case.version]
    found = {
        "id": str(case.id),
        "mechanism": case.mechanism,
        "version": case.version,
        "number": case.number,
        "title": case.title,
        "level": level,
    }
    if level == "document":
        return found
    return found | {
        "state": course.state,
        "state_label": mechanism.state(course.state).label,
        "is_final": case.is_final,
        "opened_on": course.opened_on.isoformat(),
        "last_occurred_on": course.last_on.isoformat(),
        "position": course.version,
    }


def dump_case(picture: CasePicture) -> Plain:
    """Return all that the caller may see of a case; a header is a header and no more."""
    found = dump_header(picture.case, picture.course, picture.level)
    known = parts_shown(picture.opened, picture.level)
    found["parties"] = [
        {"unit_id": str(p.unit_id), "unit": _name(picture, p.unit_id), "part": p.part}
        for p in picture.opened.parties
        if p.part in known
    ]
    found["documents"] = [_paper(picture, paper) for paper in picture.papers]
    found["moves"] = [_offer(offer, picture) for offer in picture.offers]
    if picture.level != "full":
        return found
    inner = picture.opened.mechanism.inner_facts(picture.opened.parts)
    found["facts"] = {k: v for k, v in picture.case.facts.items() if k not in inner}
    found["rows"] = [
        {
            "id": str(row.id),
            "type": row.type,
            "number": picture.numbers[row.id],
            "state": row.state,
            "facts": row.facts,
            "unit_id": str(row.unit_id),
        }
        for row in picture.rows
    ]
    found["links"] = [_link(linked) for linked in picture.links]
    found["deadlines"] = [dump_deadline(deadline) for deadline in picture.deadlines]
    landed = landings(picture.opened.mechanism, picture.events[::-1])[::-1]
    found["events"] = [
        {
            "id": str(event.id),
            "position": len(picture.events) - number,
            "kind": event.kind,
            "transition": event.transition,
            "landed_in": state,
            "occurred_on": event.occurred_on.isoformat(),
            "recorded_at": event.recorded_at.isoformat(),
            "unit_id": str(event.unit_id),
            "draws": _draws(event, picture),
        }
        for number, (event, state) in enumerate(zip(picture.events, landed, strict=True))
    ]
    return found


def _draws(event: CaseEvent, picture: CasePicture) -> list[Plain]:
    """Return what a draw was made of, to the unit that made it."""
    drawn: list[Plain] = event.payload.get("draws", [])
    return drawn if event.unit_id == picture.unit_id else []


def _link(linked: Linked) -> Plain:
    """Return a linked case; who has a copy of its paper alone learns no state."""
    case = linked.case
    mechanism = installed().registry[case.mechanism, case.version]
    is_known = linked.level != "document"
    return {
        "id": str(case.id),
        "mechanism": case.mechanism,
        "number": case.number,
        "title": case.title,
        "move": linked.move,
        "is_origin": linked.is_origin,
        "state": linked.state if is_known else None,
        "state_label": mechanism.state(linked.state).label if is_known else None,
    }


def _name(picture: CasePicture, unit_id: UUID) -> str:
    return picture.units[unit_id].name


def _paper(picture: CasePicture, paper: Document) -> Plain:
    return {
        "id": str(paper.id),
        "type": paper.type,
        "number": paper.number,
        "state": paper.state,
        "unit": _name(picture, paper.unit_id),
        "digest": paper.digest,
        "signed_at": paper.signed_at.isoformat() if paper.signed_at else None,
        "delivery": _delivery(paper) if picture.level == "full" else None,
    }


def _delivery(paper: Document) -> Plain | None:
    """Return how a paper was served, by which unit; the person stays on our own record."""
    stated = paper.delivery
    return {key: stated[key] for key in stated if key != "account"} if stated else None


def dump_deadline(deadline: Deadline) -> Plain:
    """Return a clock with all that explains it."""
    return {
        "id": str(deadline.id),
        "limit_id": deadline.limit_id,
        "stands_for": deadline.stands_for,
        "unit_id": str(deadline.unit_id) if deadline.unit_id else None,
        "started_on": deadline.started_on.isoformat(),
        "due_on": deadline.due_on.isoformat() if deadline.due_on else None,
        "due_at": deadline.due_at.isoformat() if deadline.due_at else None,
        "state": deadline.state,
        "outcome": deadline.outcome,
        "ended_on": deadline.ended_on.isoformat() if deadline.ended_on else None,
        "is_right": deadline.is_right,
        "is_provisional": deadline.is_provisional,
        "is_enforceable": deadline.is_enforceable,
        "fires": [at.isoformat() for at in deadline.fires],
        "inputs": _inputs(deadline.inputs),
    }


def _inputs(inputs: Plain) -> Plain:
    """Return the inputs; the number of an event tells what others do inside, and stays there."""
    if "revisions" not in inputs:
        return inputs
    known = inputs["revisions"]
    revisions = [{k: v for k, v in each.items() if k != "position"} for each in known]
    return {**inputs, "revisions": revisions}


def _offer(offer: Offer, picture: CasePicture) -> Plain:
    held = [party.part for party in picture.opened.parties]
    return {
        "transition": offer.transition.key,
        "label": offer.transition.label,
        "row_type": offer.row_type.key if offer.row_type else None,
        "row_id": str(offer.row_id) if offer.row_id else None,
        "possible": offer.refusal is None,
        "why_not": offer.refusal.message_zh if offer.refusal else None,
        "asks": [field.key for field in offer.inputs],
        "names": [
            {"part": each.party.key, "least": each.least, "most": each.most}
            for each in left_to_name(offer.transition, held)
        ],
    }

"""A deputy acts: the fact says for whom, and nobody passes what they wrote themselves."""

from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal, action_of
from liandong.authz.vocabulary import CHANGE_COUNTY, ESCALATE, PURGE
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.errors import OwnDraftError
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.cases.service.authorship import draft_of
from liandong.features.cases.service.paper_consequences import digest_of
from liandong.features.cases.service.paper_hands import hands_of
from liandong.features.tenants.service import installed
from liandong.mechanisms import Mechanism
from liandong.mechanisms.parties import Actor

Plain = dict[str, Any]
FOR = "on_behalf_of"
_WHOLE = {"escalation": ESCALATE, "custody": CHANGE_COUNTY, "purge": PURGE}


def stand_in(uow: UnitOfWork, principal: Principal, event: CaseEvent) -> None:
    """Let an event say on whose behalf it was done, if it took a duty that a colleague lent.

    Raises:
        OwnDraftError: Who passes or signs the paper wrote some of it.
    """
    if principal.covering:
        mechanism = _mechanism_of(uow, event)
        covers = map(principal.stands_in, _checks(uow, mechanism, event))
        cover = next((each for each in covers if each is not None), None)
        if cover is not None:
            _stamp(event, {**cover.stated, "deputy": principal.name})
    _require_other_eyes(uow, principal, event)


def on_behalf(event: CaseEvent) -> Plain:
    """Return for whom an event was done; nothing if by a duty of one's own."""
    return {FOR: event.payload[FOR]} if FOR in event.payload else {}


def _mechanism_of(uow: UnitOfWork, event: CaseEvent) -> Mechanism:
    opened = event.payload.get("opened")
    if opened and "mechanism" in opened:
        return installed().registry[opened["mechanism"], opened["version"]]
    case = uow.session.get_one(Case, (uow.tenant_id, event.case_id))
    return installed().registry[case.mechanism, case.version]


def _checks(
    uow: UnitOfWork, mechanism: Mechanism, event: CaseEvent
) -> Iterator[Callable[[Principal], bool]]:
    """Yield, for each act of an event, whether a person could have done it."""
    if event.kind in _WHOLE:
        yield lambda person: person.may(mechanism.key, _WHOLE[event.kind])
    elif event.kind == "lines":
        action = mechanism.table(event.payload["table"]).action
        yield lambda person: person.may(mechanism.key, action)
    else:
        for action, actors in _acts_of(mechanism, event):
            asked = mechanism.key, action, actors, _parts(uow, event, actors)
            yield partial(_may_fire, asked)


def _may_fire(asked: tuple[str, str, Collection[Actor], frozenset[str]], person: Principal) -> bool:
    return person.may_fire(*asked)


def _acts_of(mechanism: Mechanism, event: CaseEvent) -> Iterator[tuple[str, Collection[Actor]]]:
    """Yield the action of a move, of each row's move or of a step of a paper, and who may do it."""
    if event.kind in {"draft", "approval"}:
        step = "draft" if event.kind == "draft" else event.transition.partition(":")[0]
        kind = next(each for each in mechanism.documents if each.key == _papers(event)[0])
        yield f"{kind.key}.{step}", hands_of(kind, step)
    elif event.kind == "move":
        yield event.transition, mechanism.transition(event.transition).actors
    else:
        for row in event.payload["rows"]:
            if row["transition"]:
                move = mechanism.row(row["type"]).transition(row["transition"])
                yield action_of(move.key, row["type"]), move.actors


def _parts(uow: UnitOfWork, event: CaseEvent, actors: Collection[Actor]) -> frozenset[str]:
    """Return the parts of the unit; who opens a case takes the part that opens it."""
    if event.position == 1:
        return frozenset(actor.party.part for actor in actors)
    held = queries.list_parties(uow, event.case_id)
    return frozenset(party.part for party in held if party.unit_id == event.unit_id)


def _papers(event: CaseEvent) -> list[str]:
    return [stated["type"] for stated in event.payload.get("documents", ())]


def _stamp(event: CaseEvent, stated: Plain) -> None:
    """Let the event and each letter that it signs keep for whom it was done."""
    event.payload = {**event.payload, FOR: stated}
    for paper in event.payload.get("documents", ()):
        if paper.get("signed"):
            paper["content"] = {**paper["content"], FOR: stated}
            paper["digest"] = digest_of(paper["content"])


def _require_other_eyes(uow: UnitOfWork, principal: Principal, event: CaseEvent) -> None:
    """Refuse a review or signature of what the same person wrote, where a loan made it possible.

    A seat that was lent stays the eyes of another person than the one who wrote.
    """
    passes = event.kind == "approval" and event.transition.startswith("review:")
    stated = event.payload.get("documents", ())
    papers = [each for each in stated if passes or each.get("signed")]
    earlier = _earlier(uow, event, principal.account_id) if papers else []
    is_lent = FOR in event.payload
    if not is_lent:
        earlier = [each for each in earlier if FOR in each.payload]
    if not earlier:
        return
    mechanism = _mechanism_of(uow, event)
    drafts = [draft_of(uow, mechanism, event, each) for each in papers]
    if any(draft.is_by(each) for draft in drafts for each in earlier):
        raise OwnDraftError


def _earlier(uow: UnitOfWork, event: CaseEvent, account_id: UUID) -> list[CaseEvent]:
    query = select(CaseEvent).where(
        CaseEvent.tenant_id == uow.tenant_id,
        CaseEvent.case_id == event.case_id,
        CaseEvent.account_id == account_id,
        CaseEvent.kind.in_(("draft", "approval", "move", "row")),
        ~CaseEvent.transition.startswith("return:"),
    )
    return list(uow.session.scalars(query))

"""What a person can do now in a case: moves, rows together, drafts, and steps of a paper."""

from collections.abc import Iterator
from uuid import UUID

from liandong.authz import Principal
from liandong.features.cases.service.judging import offers_told
from liandong.features.cases.service.possible import Act, place_of
from liandong.features.cases.service.reading import CasePicture
from liandong.features.cases.service.viewing import view_of
from liandong.kernel.clock import Clock
from liandong.mechanisms import (
    SAME,
    Approval,
    DocumentType,
    Offer,
    RowType,
    Transition,
)


def acts_of(principal: Principal, clock: Clock, picture: CasePicture) -> tuple[Act, ...]:
    """Return what this person could do now: signatures first, what takes a paper back last."""
    if picture.level == "document" or picture.case.custody != "own":
        return ()
    possible = [offer for offer in picture.offers if offer.refusal is None]
    signed = [o for o in possible if _approval(o.transition) is not None]
    plain = [o for o in possible if _approval(o.transition) is None]
    found = (
        *_signatures(principal, picture, signed),
        *_steps(principal, picture),
        *_drafts(principal, clock, picture),
        *_moves(plain),
        *_rows(plain),
    )
    mechanism = picture.opened.mechanism
    return tuple(sorted(found, key=lambda act: place_of(act, mechanism)))


def _approval(move: Transition) -> Approval | None:
    return move.produces.approval if move.produces else None


def _signatures(principal: Principal, picture: CasePicture, offers: list[Offer]) -> Iterator[Act]:
    for offer in offers:
        paper = offer.transition.produces
        row_id = offer.row_id if isinstance(offer.row_id, UUID) else None
        document = picture.opened.paper(paper.key, row_id) if paper else None
        planned = document.content.get("transition") if document else None
        if paper is None or document is None or planned not in {None, offer.transition.key}:
            continue
        steps = ("fire", "return") if _may(principal, picture, paper, "return") else ("fire",)
        label = f"签发：{paper.label}"
        yield Act(_key(offer), "fire", label, (offer,), paper, document, steps)


def _steps(principal: Principal, picture: CasePicture) -> Iterator[Act]:
    """A reviewer passes or returns; the drafter of a case's own letter submits."""
    known = {paper.key: paper for paper in picture.opened.mechanism.documents}
    for document in picture.opened.papers:
        paper = known[document.type]
        if document.unit_id != principal.unit_id or paper.approval is None:
            continue
        if document.state == "submitted" and _may(principal, picture, paper, "review"):
            key = f"review:{paper.key}:{document.id}"
            label = f"审核：{paper.label}"
            yield Act(key, "step", label, (), paper, document, ("review", "return"))
        is_own_draft = document.state == "draft" and not document.content
        if is_own_draft and _may(principal, picture, paper, "submit"):
            key = f"submit:{paper.key}:{document.id}"
            yield Act(key, "step", f"送审：{paper.label}", (), paper, document, ("submit",))


def _drafts(principal: Principal, clock: Clock, picture: CasePicture) -> Iterator[Act]:
    """What is typed by one and signed by another: the signer's offers, for the drafter."""
    opened = picture.opened
    signers = {
        actor.held
        for paper in opened.mechanism.documents
        if paper.approval and _may(principal, picture, paper, "draft")
        for actor in paper.approval.signers
    }
    view = view_of(opened, clock.today())
    held = opened.held | signers
    seen = {None, *picture.numbers}
    for offer in offers_told(opened.mechanism, opened.rows, principal.unit_id, view, held):
        if offer.row_id not in seen:
            continue
        paper = offer.transition.produces
        if paper is None or paper.approval is None or offer.transition.creates:
            continue
        if not _may(principal, picture, paper, "draft") or _is_stated_by_case(picture, offer):
            continue
        row_id = offer.row_id if isinstance(offer.row_id, UUID) else None
        document = opened.paper(paper.key, row_id)
        if document is not None and document.state in {"submitted", "reviewed"}:
            continue
        if offer.transition.guard is None or _possible(offer):
            label = (
                offer.transition.label
                if offer.row_type is None
                else f"拟：{offer.transition.label}"
            )
            draft = document if document and document.state == "draft" else None
            yield Act(
                f"draft:{_key(offer)}", "draft", label, (offer,), paper, draft, ("draft", "submit")
            )


def _possible(offer: Offer) -> bool:
    return offer.refusal is None or offer.refusal.code == "not_ready"


def _is_stated_by_case(picture: CasePicture, offer: Offer) -> bool:
    """The letter is drafted by revising the case itself, not beside it.

    A letter of which something is missing that no revision asks for is drafted like any other.
    """
    paper = offer.transition.produces
    own = picture.opened.paper(paper.key) if paper else None
    if own is None or own.state != "draft" or own.content:
        return False
    here = picture.opened.case
    revised = (
        field.key
        for move in picture.opened.mechanism.transitions
        if move.target is SAME and move.leaves(here.state)
        for field in move.inputs
    )
    missing = {field.key for field in offer.inputs if field.required} - here.facts.keys()
    return missing <= {*revised}


def _moves(offers: list[Offer]) -> Iterator[Act]:
    for offer in offers:
        if offer.row_type is None or offer.transition.creates:
            label = _about(offer.transition.label, offer.row_type)
            yield Act(_key(offer), "fire", label, (offer,), steps=("fire",))


def _about(label: str, row_type: RowType | None) -> str:
    """Return the verb with what it is about, where it does not say so itself."""
    if row_type is None or row_type.told_by_moves or row_type.label in label:
        return label
    return f"{label}：{row_type.label}"


def _rows(offers: list[Offer]) -> Iterator[Act]:
    """Rows of one type that can move are done on one form, item by item."""
    types: dict[RowType, list[Offer]] = {}
    for offer in offers:
        if offer.row_type is not None and not offer.transition.creates:
            types.setdefault(offer.row_type, []).append(offer)
    for row_type, found in types.items():
        verbs = list(dict.fromkeys(o.transition.label for o in found))
        label = _about(verbs[0], row_type) if len(verbs) == 1 else f"逐条办理：{row_type.label}"
        yield Act(f"rows:{row_type.key}", "rows", label, tuple(found), steps=("fire",))


def _may(principal: Principal, picture: CasePicture, paper: DocumentType, step: str) -> bool:
    approval = paper.approval
    if approval is None:
        return False
    hands = {
        "draft": approval.drafters,
        "submit": approval.drafters,
        "review": approval.reviewers,
        "return": (*approval.reviewers, *approval.signers),
    }[step]
    key = picture.opened.mechanism.key
    return principal.may_fire(key, f"{paper.key}.{step}", hands, picture.opened.parts)


def _key(offer: Offer) -> str:
    if offer.row_type is None:
        return offer.transition.key
    return f"{offer.row_type.key}:{offer.transition.key}:{offer.row_id or 'new'}"

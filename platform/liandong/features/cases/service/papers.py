"""拟稿 → 审核 → 签发 inside one authority; the signature itself is the move that produces it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.errors import FactsError, TransitionNotAllowedError
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.cases.service import checking, files
from liandong.features.cases.service.acting import append
from liandong.features.cases.service.commands import FireTransition, HandlePaper
from liandong.features.cases.service.course import course_of
from liandong.features.cases.service.judging import judged
from liandong.features.cases.service.paper_hands import hands_of
from liandong.features.cases.service.row_checks import require_named_row, require_rows
from liandong.features.cases.service.unit_facts import require_units
from liandong.features.cases.service.viewing import Opened, open_up, view_of
from liandong.features.documents.models import Document
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError, Problem
from liandong.kernel.ids import uuid7
from liandong.mechanisms import (
    DocumentType,
    Fire,
    Refusal,
    RefusalCode,
    RowFire,
    Transition,
)

#: Step → the states a paper may be in, and the state it comes to.
STEPS = {
    "submit": (("draft",), "submitted"),
    "review": (("submitted",), "reviewed"),
    "return": (("submitted", "reviewed"), "draft"),
}
LABELS = {"draft": "存草稿", "submit": "送审", "review": "审核通过", "return": "退回修改"}


def save_draft(
    uow: UnitOfWork, principal: Principal, clock: Clock, case_id: UUID, command: FireTransition
) -> Case:
    """Keep what was typed towards a move whose paper somebody else signs; nobody else sees it.

    Raises:
        NotFoundError: No such case or move for this unit.
        ForbiddenError: The person does not draft this paper.
        StaleError: The case moved since it was read.
        FactsError: A row it names is none of this case.
    """
    opened = _open(uow, principal, case_id)
    move, row_id = _move_of(opened, command)
    kind = move.produces
    if kind is None or kind.approval is None:
        raise NotFoundError
    _require_hand(principal, opened, kind, "draft")
    checking.require_version(course_of(uow, case_id, principal.unit_id), command.seen)
    require_rows(opened.mechanism, opened.rows, principal.unit_id, command)
    require_named_row(opened, command)
    files.require_files(uow, principal, opened.mechanism, command)
    require_units(uow, opened.mechanism, command)
    paper = opened.paper(kind.key, row_id)
    content = {
        "transition": move.key,
        "facts": command.facts,
        "rows": [
            {
                "type": r.type,
                "transition": r.transition,
                "row_id": str(r.row_id or uuid7()),
                "facts": r.facts,
            }
            for r in command.rows
        ],
    }
    living = paper is not None and paper.state != "signed"
    stated = {
        "id": str(paper.id) if paper is not None and living else str(uuid7()),
        "type": kind.key,
        "row_id": str(row_id) if row_id else None,
        "state": "draft",
        "content": content,
    }
    return _record(uow, principal, clock, opened, "draft", move.key, stated)


def handle_paper(
    uow: UnitOfWork, principal: Principal, clock: Clock, case_id: UUID, command: HandlePaper
) -> Case:
    """Submit a draft, pass its review, or return it with a reason.

    Raises:
        NotFoundError: No such case or paper for this unit.
        ForbiddenError: The person has no hand in this step.
        TransitionNotAllowedError: The paper does not stand where the step begins.
        FactsError: A return without a reason.
    """
    opened = _open(uow, principal, case_id)
    kind = next((d for d in opened.mechanism.documents if d.key == command.type), None)
    paper = opened.paper(command.type, command.row_id)
    if kind is None or kind.approval is None or paper is None:
        raise NotFoundError
    _require_hand(principal, opened, kind, command.step)
    checking.require_version(course_of(uow, case_id, principal.unit_id), command.seen)
    before, after = STEPS[command.step]
    if paper.state not in before:
        raise TransitionNotAllowedError(
            f"“{kind.label}”现在不能{LABELS[command.step]}",
            f"'{kind.key}' is {paper.state}: '{command.step}' is not possible",
        )
    if command.step == "return" and not command.note.strip():
        problem = Problem("note", "请写明退回的理由", "say why it is returned")
        raise FactsError([problem])
    if command.step == "submit":
        _require_complete(opened, kind, paper, clock)
    if command.step == "submit" and not kind.approval.reviewers:
        after = "reviewed"
    stated: dict[str, Any] = {"id": str(paper.id), "type": paper.type, "state": after}
    key = f"{command.step}:{kind.key}"
    return _record(uow, principal, clock, opened, "approval", key, stated, command.note)


def _require_complete(opened: Opened, kind: DocumentType, paper: Document, clock: Clock) -> None:
    """Refuse to submit what could not be signed: the signature would be refused the same way.

    Of a letter that the case itself states only the fields are asked for: its rows and copies may
    still be settled until it is signed.

    Raises:
        FactsError: Something asked for is missing or wrong.
        TransitionNotAllowedError: The guard of the move would refuse what was drafted.
    """
    view = replace(view_of(opened, clock.today()), ready=None)
    fires = _signatures_of(opened, kind, paper, clock.today())
    outcomes = [judged(opened.mechanism, opened.rows, paper.unit_id, view, fire) for fire in fires]
    refusals = [each for each in outcomes if isinstance(each, Refusal)]
    if not paper.content:
        refusals = [each for each in refusals if each.code is RefusalCode.INVALID_FIELDS]
    if refusals and len(refusals) == len(outcomes):
        checking.raise_refusal(refusals[0])


def _signatures_of(
    opened: Opened, kind: DocumentType, paper: Document, today: date
) -> tuple[Fire, ...]:
    """Return the acts that would sign a paper as it stands: the one drafted, or any of the case."""
    content, facts = paper.content, opened.case.facts
    if not content:
        moves = opened.mechanism.transitions
        signing = (m for m in moves if m.produces == kind and m.leaves(opened.case.state))
        return tuple(Fire(move.key, today, _asked(move, facts)) for move in signing)
    rows = tuple(
        RowFire(r["type"], r["transition"], UUID(r["row_id"]), r["facts"])
        for r in content.get("rows", ())
    )
    row_moves = {move.key for row in opened.mechanism.rows for move in row.transitions}
    is_row = paper.row_id is not None and content["transition"] in row_moves
    stated = {} if is_row else content["facts"]
    return (Fire(None if is_row else content["transition"], today, stated, rows),)


def _asked(move: Transition, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands in the case of what a signature asks: it may repeat it, not add to it."""
    return {field.key: facts[field.key] for field in move.asks if field.key in facts}


def _open(uow: UnitOfWork, principal: Principal, case_id: UUID) -> Opened:
    case = queries.get_visible(uow, principal, case_id, lock=True)
    checking.require_custody(case)
    return open_up(uow, principal, case)


def _move_of(opened: Opened, command: FireTransition) -> tuple[Transition, UUID | None]:
    if command.transition is not None:
        found = next((m for m in opened.mechanism.transitions if m.key == command.transition), None)
        if found is None or not found.leaves(opened.case.state):
            raise NotFoundError
        return found, None
    row = command.rows[0] if command.rows else None
    kinds = {kind.key: kind for kind in opened.mechanism.rows}
    if row is None or row.type not in kinds:
        raise NotFoundError
    found = next((m for m in kinds[row.type].transitions if m.key == row.transition), None)
    if found is None:
        raise NotFoundError
    return found, row.row_id


def _require_hand(principal: Principal, opened: Opened, kind: DocumentType, step: str) -> None:
    action = f"{kind.key}.{step}"
    hands = hands_of(kind, step)
    principal.require_fire(opened.mechanism.key, action, hands, opened.parts)


def _record(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    opened: Opened,
    kind: str,
    key: str,
    stated: dict[str, Any],
    note: str = "",
) -> Case:
    case = opened.case
    event = CaseEvent(
        tenant_id=principal.tenant_id,
        id=uuid7(int(clock.now().timestamp() * 1000)),
        case_id=case.id,
        position=case.position + 1,
        kind=kind,
        transition=key,
        landed_in=case.state,
        occurred_on=max(clock.today(), case.last_occurred_on),
        recorded_at=clock.now(),
        account_id=principal.account_id,
        unit_id=principal.unit_id,
        audience="unit",
        payload={"documents": [stated], "note": note},
    )
    return append(uow, principal, clock, event)

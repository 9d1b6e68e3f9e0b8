"""Letters of a round: numbered, kept as they were sent, delivered to units, received by each.

A letter of a round belongs to no case, so it is a fact of the round (ADR 0020). It is never
changed: a correction is another letter, which names the one that it takes the place of.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment import queries
from liandong.features.assessment.errors import StepError
from liandong.features.assessment.models import AssessmentEvent
from liandong.features.assessment.service import papers
from liandong.features.assessment.service.parts import parts_of, require_assessor
from liandong.features.assessment.service.recording import held, record
from liandong.features.assessment.service.reports import Paper
from liandong.features.assessment.service.saying import require_state, text_of
from liandong.features.assessment.service.standing import RUNNING, Letter, Standing
from liandong.features.assessment.service.viewing import Sight, see
from liandong.features.cases.service import next_number, open_stored
from liandong.features.documents.service import FileStore, to_pdf
from liandong.features.documents.service.letters import Letter as Sheet
from liandong.features.documents.service.records import keep_made
from liandong.features.tenants.service import current
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem
from liandong.kernel.reasons import require_reason

#: 考核通知, 检查通知, 整改通知, 通报.
LETTERS = ("notice", "inspection", "task", "bulletin")
_MECHANISM, _WORD = "assessment_supervision", "考"
_NAMES = 200


@dataclass(frozen=True)
class Order:
    """What is to be sent.

    Args:
        kind: One of `LETTERS`.
        task: What a 整改通知 is about.
        units: Whom a 检查通知 goes to.
        on: When the inspection comes.
        by: Who comes.
        what: What is looked at.
        replaces: The letter that this one corrects.
        reason: Why it does.
    """

    kind: str
    task: UUID | None = None
    units: Collection[str] = ()
    on: date | None = None
    by: str = ""
    what: str = ""
    replaces: UUID | None = None
    reason: str = ""


def issue(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    store: FileStore,
    round_id: UUID,
    order: Order,
) -> AssessmentEvent:
    """Number a letter, keep it as it reads now, and deliver it to the units it goes to.

    Raises:
        NotFoundError: There is no such task, or no such letter to correct.
        InvalidInputError: It is not said what, to whom or when.
        StepError: The round is not there yet, or the letter went out and this corrects none.
    """
    require_assessor(uow, principal)
    standing = held(uow, round_id)
    if order.kind not in LETTERS:
        raise InvalidInputError([Problem("kind", "请选文书", "choose a letter")])
    require_state(standing, *(("published",) if order.kind == "bulletin" else RUNNING))
    corrected = _corrected(standing, order)
    task = str(corrected.content["task"] if corrected else order.task or "")
    to = _addressees(standing, order, task)
    if corrected is None and _went_out(standing, order.kind, task):
        zh = "这份文书已经发过；有错的，从原文书更正"
        raise StepError(zh, "this letter went out: correct it instead")
    today = clock.today()
    issuer = min(parts_of(uow).assessors)
    word = current(uow).prefix(_MECHANISM, _WORD, issuer)
    number = next_number(uow, word, today.year, queries.list_letter_numbers(uow))
    names = "、".join(standing.member(each).name for each in to)
    everybody = len(to) == len(standing.participants)
    heading = papers.headed(uow, number, today, "" if everybody else names)
    sheet = _sheet(uow, standing, order, task, heading, today)
    title = "".join(run.text for run in sheet.title)
    name = f"{title} {number}.pdf"
    kept = keep_made(uow, clock, principal, store, to_pdf(sheet), name, "application/pdf")
    content = {
        "letter": order.kind,
        "number": number,
        "title": title,
        "on": today.isoformat(),
        "to": to,
        "file": str(kept.id),
        "sha256": kept.sha256,
        "task": task,
        "replaces": str(order.replaces or ""),
        "reason": require_reason(order.reason) if corrected else "",
    }
    return record(uow, principal, clock, standing, "letter", content, endpoint="assessment.manage")


def _corrected(standing: Standing, order: Order) -> Letter | None:
    if order.replaces is None:
        return None
    found = standing.letters.get(order.replaces)
    if found is None or found.content["letter"] != order.kind:
        raise NotFoundError
    if found.replaced_by is not None:
        raise StepError("这份文书已有更正，从更正的那份再改", "this letter was corrected already")
    return found


def _went_out(standing: Standing, kind: str, task: str) -> bool:
    """Tell whether the one letter there is of this kind, or about this task, was sent."""
    return kind != "inspection" and any(
        each.content["letter"] == kind and each.content["task"] == task
        for each in standing.letters.values()
    )


def _addressees(standing: Standing, order: Order, task: str) -> list[str]:
    if order.kind == "task":
        if not task:
            raise InvalidInputError([Problem("task", "请选整改事项", "choose a task")])
        found = standing.tasks.get(UUID(task))
        if found is None or found.unit not in standing.participants:
            raise NotFoundError
        return [found.unit]
    if order.kind != "inspection":
        return [*standing.participants]
    chosen = [each for each in standing.participants if each in set(order.units)]
    if not chosen or set(order.units) - set(chosen):
        raise InvalidInputError([Problem("units", "请选被检查的单位", "choose the units")])
    return chosen


def _sheet(
    uow: UnitOfWork,
    standing: Standing,
    order: Order,
    task: str,
    heading: Paper,
    today: date,
) -> Sheet:
    if order.kind == "notice":
        return papers.notice_of(uow, standing, heading)
    if order.kind == "bulletin":
        return papers.bulletin_of(uow, standing, standing.results[-1].content["content"], heading)
    if task:
        return papers.task_notice_of(uow, standing, standing.tasks[UUID(task)], heading)
    on, problems = order.on, []
    if on is None or on < today:
        problems.append(Problem("on", "请选检查的日子，不早于今天", "a day, not in the past"))
    if not 0 < len(order.by.strip()) <= _NAMES:
        zh, en = f"请写检查的人，最多 {_NAMES} 个字", f"who comes, in {_NAMES} characters at most"
        problems.append(Problem("by", zh, en))
    if on is None or problems:
        raise InvalidInputError(problems)
    matters = text_of(order.what, "what", wanted=True).splitlines()
    return papers.inspection_notice_of(uow, standing, on, order.by.strip(), matters, heading)


def receive(
    uow: UnitOfWork, principal: Principal, clock: Clock, round_id: UUID, letter_id: UUID
) -> AssessmentEvent:
    """Say that a letter has come to one's own unit.

    Raises:
        NotFoundError: No such letter went to this unit.
        StepError: It was received already.
    """
    principal.require_call("assessment.answer")
    standing = held(uow, round_id)
    letter, own = standing.letters.get(letter_id), standing.unit_of(principal.unit_id)
    if letter is None or own not in letter.content["to"]:
        raise NotFoundError
    if own in letter.receipts:
        raise StepError("这份文书已经签收", "this letter was received already")
    content = {"letter": str(letter_id)}
    return record(
        uow,
        principal,
        clock,
        standing,
        "letter_receipt",
        content,
        endpoint="assessment.answer",
        unit=own,
    )


def letters_seen(sight: Sight) -> list[Letter]:
    """Return the letters that somebody may read, the newest first: all, or their own unit's."""
    seen = reversed(sight.standing.letters.values())
    return [e for e in seen if sight.assesses or sight.confirms or sight.unit in e.content["to"]]


def open_letter(
    uow: UnitOfWork, principal: Principal, store: FileStore, round_id: UUID, letter_id: UUID
) -> Any:
    """Return a letter as it was sent: name, media_type and content.

    Raises:
        NotFoundError: There is none such, or it is not for this person.
    """
    sight = see(uow, principal, round_id)
    found = next((each for each in letters_seen(sight) if each.id == letter_id), None)
    record_ = None if found is None else queries.find_file(uow, UUID(found.content["file"]))
    if record_ is None:
        raise NotFoundError
    return open_stored(uow, store, record_)


def dump_letters(sight: Sight) -> list[dict[str, Any]]:
    """Return letters as plain data; who received one is told to who sees all, else one's own."""
    sees_all = sight.assesses or sight.confirms
    return [
        {
            "id": str(each.id),
            **{key: value for key, value in each.content.items() if key != "file"},
            "to": [key for key in each.content["to"] if sees_all or key == sight.unit],
            "replaced_by": str(each.replaced_by or ""),
            "receipts": [
                {"unit": unit, "by": said.by["name"], "at": said.at.isoformat()}
                for unit, said in each.receipts.items()
                if sees_all or unit == sight.unit
            ],
        }
        for each in letters_seen(sight)
    ]

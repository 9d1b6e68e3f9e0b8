"""督导检查: what somebody found at a unit on a day, and what it has to put right (M04, 五(三))."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.errors import (
    ConflictOfInterestError,
    NotYoursError,
    StepError,
)
from liandong.features.assessment.models import AssessmentEvent
from liandong.features.assessment.service.evidencing import Paper, contents_of
from liandong.features.assessment.service.parts import (
    is_assessor,
    related_keys,
    require_assessor,
)
from liandong.features.assessment.service.recording import Saying, held, record, record_all
from liandong.features.assessment.service.saying import About, item_of, require_state, text_of
from liandong.features.assessment.service.standing import RUNNING, Standing, Task
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem
from liandong.kernel.reasons import require_reason

_NAMES = 200


@dataclass(frozen=True)
class Inspection:
    """Who found what on which day; with the papers that show it."""

    on: date | None
    by: str
    found: str
    papers: tuple[Paper, ...] = ()
    mend: str = ""
    due: date | None = None


def inspect(
    uow: UnitOfWork, principal: Principal, clock: Clock, about: About, said: Inspection
) -> AssessmentEvent:
    """Note an inspection of a unit, of one item or, with an empty code, of its whole work.

    With something to mend it sets a task as well; the unit is told of both.

    Raises:
        NotYoursError: One is neither the assessor nor an evaluator of this unit.
        ConflictOfInterestError: It is one's own unit, or one above or below it.
        InvalidInputError: The day is not within the round, or something is not said.
        StepError: The round is not noticed yet, or abandoned.
    """
    standing = held(uow, about.round_id)
    assesses = is_assessor(uow, principal)
    endpoint = "assessment.manage" if assesses else "assessment.mark"
    principal.require_call(endpoint)
    mine = standing.assignments.get(str(principal.account_id))
    if about.unit not in standing.participants:
        raise NotFoundError
    if not assesses and (mine is None or about.unit not in mine.units):
        raise NotYoursError
    if about.unit in related_keys(uow, principal):
        raise ConflictOfInterestError
    require_state(standing, *RUNNING)
    if about.code:
        item_of(standing, about)
    problems = [*_problems(standing, said, clock.today())]
    if problems:
        raise InvalidInputError(problems)
    content = {
        "on": said.on.isoformat() if said.on else "",
        "by": said.by.strip(),
        "found": text_of(said.found, "found", wanted=True),
        "papers": contents_of(uow, principal, said.papers),
    }
    where = about.unit, about.code
    found = [Saying("check", content, *where)]
    if said.mend.strip():
        found.append(Saying("task", _task(said.mend, said.due, clock.today()), *where))
    return record_all(uow, principal, clock, standing, found, endpoint=endpoint)[0]


def _problems(standing: Standing, said: Inspection, today: date) -> list[Problem]:
    found = []
    since = standing.round.since
    if said.on is None or not since <= said.on <= today:
        zh = f"要在 {since} 以后，不晚于今天"
        found.append(Problem("on", zh, f"from {since}, not in the future"))
    if not 0 < len(said.by.strip()) <= _NAMES:
        zh, en = f"请写检查的人，最多 {_NAMES} 个字", f"who went, in {_NAMES} characters at most"
        found.append(Problem("by", zh, en))
    return found


def _task(what: str, due: date | None, today: date) -> dict[str, str]:
    if due is None or due < today:
        raise InvalidInputError(
            [Problem("due", "请选整改到哪天，不早于今天", "a day, not in the past")]
        )
    return {"what": text_of(what, "mend", wanted=True), "due": due.isoformat()}


def set_task(
    uow: UnitOfWork, principal: Principal, clock: Clock, about: About, what: str, due: date | None
) -> AssessmentEvent:
    """Tell a unit what to put right until when.

    Raises:
        NotFoundError: The unit is not assessed, or has no such item.
        InvalidInputError: It is not said what, or the day is over.
        StepError: The round is not noticed yet, or abandoned.
    """
    require_assessor(uow, principal)
    standing = held(uow, about.round_id)
    require_state(standing, *RUNNING)
    if about.unit not in standing.participants:
        raise NotFoundError
    if about.code:
        item_of(standing, about)
    content = _task(what, due, clock.today())
    where = {"unit": about.unit, "code": about.code}
    return record(
        uow, principal, clock, standing, "task", content, endpoint="assessment.manage", **where
    )


@dataclass(frozen=True)
class Answer:
    """What a unit did about a task, and the papers that show it."""

    text: str
    papers: tuple[Paper, ...] = ()


def answer_task(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    round_id: UUID,
    task_id: UUID,
    said: Answer,
) -> AssessmentEvent:
    """Say that one's own unit did what a task asks for.

    Raises:
        NotFoundError: There is no such task of this unit.
        StepError: It waits for its check already, or was verified.
    """
    principal.require_call("assessment.answer")
    standing = held(uow, round_id)
    task = standing.tasks.get(task_id)
    if task is None or standing.unit_of(principal.unit_id) != task.unit:
        raise NotFoundError
    content = {
        "task": str(task_id),
        "step": "done",
        "text": text_of(said.text, "text", wanted=True),
        "papers": contents_of(uow, principal, said.papers),
    }
    return _step(uow, principal, clock, standing, task, content, "assessment.answer")


def judge_task(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    round_id: UUID,
    task_id: UUID,
    step: str,
    reason: str,
) -> AssessmentEvent:
    """Say whether what a unit did is enough: verified, or returned with a reason.

    Raises:
        NotFoundError: There is no such task.
        InvalidInputError: There is no such step, or no reason.
        StepError: The unit has not said that it is done.
    """
    require_assessor(uow, principal)
    standing = held(uow, round_id)
    task = standing.tasks.get(task_id)
    if task is None:
        raise NotFoundError
    if step not in {"verified", "returned"}:
        raise InvalidInputError([Problem("step", "请选验收结果", "choose verified or returned")])
    content = {"task": str(task_id), "step": step, "text": require_reason(reason), "papers": []}
    return _step(uow, principal, clock, standing, task, content, "assessment.manage")


#: What may follow what in a task.
_FOLLOWS = {"open": {"done"}, "returned": {"done"}, "done": {"verified", "returned"}}


def _step(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    standing: Standing,
    task: Task,
    content: Mapping[str, object],
    endpoint: str,
) -> AssessmentEvent:
    require_state(standing, *RUNNING)
    if content["step"] not in _FOLLOWS.get(task.state, ()):
        raise StepError("这件整改现在不在这一步", "the task is not at this step")
    where = {"unit": task.unit, "code": task.code}
    return record(uow, principal, clock, standing, "task_step", content, endpoint=endpoint, **where)

"""What a unit contests of its preliminary result, and what is decided."""

from dataclasses import dataclass
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.errors import (
    AppealError,
    ConflictOfInterestError,
)
from liandong.features.assessment.models import AssessmentEvent
from liandong.features.assessment.service.appealing import last_day
from liandong.features.assessment.service.parts import (
    is_assessor,
    related_keys,
    require_assessor,
    unit_key,
)
from liandong.features.assessment.service.recording import held, record
from liandong.features.assessment.service.saying import (
    About,
    item_of,
    own_round,
    points_of,
    require_day,
    require_state,
    text_of,
)
from liandong.features.tenants.service import current
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem
from liandong.kernel.reasons import require_reason


def appeal(
    uow: UnitOfWork, principal: Principal, clock: Clock, about: About, wanted: str, reason: str
) -> AssessmentEvent:
    """Contest an item of the preliminary result of one's own unit.

    Raises:
        AppealError: An appeal on the item waits already, or it was decided.
        InvalidInputError: The wanted points are none of this item's, or there is no reason.
        StepError: There is no preliminary result to contest.
        TooLateError: The window is over.
    """
    standing = own_round(uow, principal, about)
    require_state(standing, "preliminary")
    require_day(clock.today(), last_day(standing, current(uow)))
    item = item_of(standing, about)
    if any(e.unit == about.unit and e.code == about.code for e in standing.open_appeals()):
        raise AppealError("这一项已有申诉在复核", "an appeal on this item waits already")
    content = {"wanted": points_of(item, wanted, "wanted"), "reason": require_reason(reason)}
    where = {"unit": about.unit, "code": about.code}
    return record(
        uow, principal, clock, standing, "appeal", content, endpoint="assessment.answer", **where
    )


def post(
    uow: UnitOfWork, principal: Principal, clock: Clock, round_id: UUID, appeal_id: UUID, text: str
) -> AssessmentEvent:
    """Say something in the thread of an appeal: the unit that appeals, or the assessor.

    Raises:
        NotFoundError: There is no such appeal for this unit.
        AppealError: It was decided.
    """
    standing = held(uow, round_id)
    found = standing.appeals.get(appeal_id)
    assesses = is_assessor(uow, principal)
    if found is None or not (assesses or unit_key(uow, principal) == found.unit):
        raise NotFoundError
    endpoint = "assessment.manage" if assesses else "assessment.answer"
    principal.require_call(endpoint)
    if found.decision is not None:
        raise AppealError("这一项已经复核完毕", "it was decided already")
    content = {"appeal": str(appeal_id), "text": text_of(text, "text", wanted=True)}
    where = {"unit": found.unit, "code": found.code}
    return record(
        uow, principal, clock, standing, "appeal_post", content, endpoint=endpoint, **where
    )


@dataclass(frozen=True)
class Decision:
    """What becomes of an appeal: upheld, partly or rejected; with which points, and why."""

    outcome: str
    points: str
    reason: str


OUTCOMES = ("upheld", "partly", "rejected")


def decide_appeal(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    round_id: UUID,
    appeal_id: UUID,
    said: Decision,
) -> AssessmentEvent:
    """Decide on an appeal; nobody decides on their own unit or on what they marked.

    Raises:
        NotFoundError: There is no such appeal.
        AppealError: It was decided.
        ConflictOfInterestError: One marked the item, or it is one's own unit.
        InvalidInputError: No such outcome or points, or no reason.
    """
    require_assessor(uow, principal)
    standing = held(uow, round_id)
    require_state(standing, "preliminary")
    found = standing.appeals.get(appeal_id)
    if found is None:
        raise NotFoundError
    if found.decision is not None:
        raise AppealError("这一项已经复核完毕", "it was decided already")
    marked = standing.marks.get((found.unit, found.code), {})
    if found.unit in related_keys(uow, principal) or str(principal.account_id) in marked:
        raise ConflictOfInterestError
    if said.outcome not in OUTCOMES:
        raise InvalidInputError([Problem("outcome", "请选复核结果", "choose an outcome")])
    item = item_of(standing, About(round_id, found.unit, found.code))
    points = None if said.outcome == "rejected" else points_of(item, said.points, "points")
    content = {
        "appeal": str(appeal_id),
        "outcome": said.outcome,
        "points": points,
        "reason": require_reason(said.reason),
    }
    where = {"unit": found.unit, "code": found.code}
    return record(
        uow,
        principal,
        clock,
        standing,
        "appeal_decision",
        content,
        endpoint="assessment.manage",
        **where,
    )

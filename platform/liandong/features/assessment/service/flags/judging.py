"""What people say of a flag: whether it holds, and what the unit answers."""

from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.errors import NotYoursError
from liandong.features.assessment.models import AssessmentEvent
from liandong.features.assessment.service.parts import is_assessor, may_confirm, related_keys
from liandong.features.assessment.service.recording import held, record
from liandong.features.assessment.service.saying import require_state, text_of
from liandong.features.assessment.service.standing import Standing
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem
from liandong.kernel.reasons import require_reason

#: Asked: the unit sees it and may answer. The others say whether it holds.
VERDICTS = ("asked", "founded", "unfounded")
_OPEN = ("frozen", "preliminary", "reviewed")


def judge(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    round_id: UUID,
    key: str,
    verdict: str,
    reason: str,
) -> AssessmentEvent:
    """Say whether a flag holds, or ask the unit; what was said before stays in the history.

    A verdict takes no point by itself: who thinks that it should marks, notes or adjudicates.

    Raises:
        NotFoundError: There is no such flag.
        NotYoursError: One neither organises the assessment nor confirms its result, or the flag
            is about one's own unit, one above or below it.
        InvalidInputError: There is no such verdict, or no reason.
        StepError: The figures are not frozen yet, or the result is decided.
    """
    standing = held(uow, round_id)
    assesses = is_assessor(uow, principal)
    endpoint = "assessment.manage" if assesses else "assessment.decide"
    principal.require_call(endpoint)
    if not assesses and not may_confirm(uow, principal):
        raise NotYoursError
    flag = _flag(standing, key)
    if flag["unit"] in related_keys(uow, principal):
        raise NotYoursError("要由别的单位来判断", "another unit has to judge this")
    require_state(standing, *_OPEN)
    if verdict not in VERDICTS:
        raise InvalidInputError([Problem("verdict", "请选怎么认定", "choose a verdict")])
    content = {"flag": key, "verdict": verdict, "reason": require_reason(reason)}
    about = {"unit": str(flag["unit"])}
    return record(
        uow, principal, clock, standing, "flag_verdict", content, endpoint=endpoint, **about
    )


def answer(
    uow: UnitOfWork, principal: Principal, clock: Clock, round_id: UUID, key: str, text: str
) -> AssessmentEvent:
    """Say what is to be said of a flag about one's own unit, once it was shown to it.

    Raises:
        NotFoundError: There is no such flag of this unit, or it was not shown to it.
        InvalidInputError: Nothing is said.
        StepError: The result is decided.
    """
    principal.require_call("assessment.answer")
    standing = held(uow, round_id)
    flag = _flag(standing, key)
    is_own = standing.unit_of(principal.unit_id) == flag["unit"]
    if not is_own or not standing.is_told_of(key):
        raise NotFoundError
    require_state(standing, *_OPEN)
    content = {"flag": key, "text": text_of(text, "text", wanted=True)}
    about = {"unit": str(flag["unit"])}
    return record(
        uow,
        principal,
        clock,
        standing,
        "flag_answer",
        content,
        endpoint="assessment.answer",
        **about,
    )


def _flag(standing: Standing, key: str) -> dict[str, object]:
    found = standing.flags.get(key)
    if found is None:
        raise NotFoundError
    return dict(found)

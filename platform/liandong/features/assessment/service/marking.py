"""What evaluators say items are worth, and what the assessor settles between them."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.errors import (
    ConflictOfInterestError,
    NothingToTakeBackError,
    NotYoursError,
)
from liandong.features.assessment.models import AssessmentEvent
from liandong.features.assessment.service.parts import related_keys, require_assessor
from liandong.features.assessment.service.recording import Saying, held, record, record_all
from liandong.features.assessment.service.saying import (
    About,
    Judgement,
    item_of,
    require_state,
    text_of,
    values_of,
)
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, NotFoundError
from liandong.kernel.reasons import require_reason


def mark(
    uow: UnitOfWork, principal: Principal, clock: Clock, about: About, said: Judgement
) -> AssessmentEvent:
    """Say what an item of a unit is worth; a later mark takes the place of an earlier one.

    Raises:
        ConflictOfInterestError: It is one's own unit, or one stood aside.
        NotYoursError: The item is assigned to others.
        InvalidInputError: A value is of another kind or out of its range.
        StepError: The figures are not frozen yet, or the result is out.
    """
    return mark_all(uow, principal, clock, about.round_id, [(about, said)])[0]


def mark_all(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    round_id: UUID,
    said: Sequence[tuple[About, Judgement]],
) -> list[AssessmentEvent]:
    """Say what several items are worth: all of them, or none.

    Raises:
        ConflictOfInterestError: One of them is of one's own unit, or one stood aside.
        NotYoursError: One of them is assigned to others.
        InvalidInputError: A value is of another kind or out of its range; every place is named.
        StepError: The figures are not frozen yet, or the result is out.
    """
    principal.require_call("assessment.mark")
    standing = held(uow, round_id)
    require_state(standing, "frozen")
    own, me = related_keys(uow, principal), str(principal.account_id)
    found, problems = [], []
    for about, judgement in said:
        item = item_of(standing, about)
        if about.unit in own or (me, about.unit) in standing.recusals:
            raise ConflictOfInterestError
        if me not in standing.evaluators(about.unit, about.code):
            raise NotYoursError("这一项没有分给您", "this item is not assigned to you")
        try:
            values = values_of(standing, item, judgement.values)
            content = {"values": values, "reason": text_of(judgement.reason, "reason")}
        except InvalidInputError as error:
            place = "" if len(said) == 1 else f"{about.unit}.{about.code}."
            problems += [replace(each, where=f"{place}{each.where}") for each in error.problems]
        else:
            found.append(Saying("mark", content, about.unit, about.code))
    if problems:
        raise InvalidInputError(problems)
    return record_all(uow, principal, clock, standing, found, endpoint="assessment.mark")


def take_back(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    round_id: UUID,
    shown: str | None = None,
) -> AssessmentEvent:
    """Take back the mark one made last; the one before it counts again, both stay in the history.

    Args:
        uow: Holds the round.
        principal: Whose mark.
        clock: When.
        round_id: Of which round.
        shown: The mark that was shown as the last; another is not taken back in its place.

    Raises:
        NothingToTakeBackError: None is left that was not settled since, or it is not the one shown.
        StepError: The figures are not frozen yet, or the result is out.
    """
    principal.require_call("assessment.mark")
    standing = held(uow, round_id)
    require_state(standing, "frozen")
    last = standing.newest_mark(str(principal.account_id))
    if last is None or shown not in {None, str(last.said.id)}:
        raise NothingToTakeBackError
    content = {"cancels": str(last.said.id)}
    said = Saying("mark_cancelled", content, last.unit, last.code)
    return record_all(uow, principal, clock, standing, [said], endpoint="assessment.mark")[0]


def adjudicate(
    uow: UnitOfWork, principal: Principal, clock: Clock, about: About, said: Judgement
) -> AssessmentEvent:
    """Settle an item on which the evaluators differ; nobody settles what they marked themselves.

    Raises:
        ConflictOfInterestError: One marked it oneself, or it is one's own unit.
        InvalidInputError: A value is wrong, or there is no reason.
        StepError: The figures are not frozen yet, or the result is out.
    """
    require_assessor(uow, principal)
    standing = held(uow, about.round_id)
    require_state(standing, "frozen")
    item = item_of(standing, about)
    marked = standing.marks.get((about.unit, about.code), {})
    if about.unit in related_keys(uow, principal) or str(principal.account_id) in marked:
        raise ConflictOfInterestError
    content = {
        "values": values_of(standing, item, said.values),
        "reason": require_reason(said.reason),
    }
    where = {"unit": about.unit, "code": about.code}
    return record(
        uow,
        principal,
        clock,
        standing,
        "adjudication",
        content,
        endpoint="assessment.manage",
        **where,
    )


def recuse(
    uow: UnitOfWork, principal: Principal, clock: Clock, about: About, account: str, reason: str
) -> AssessmentEvent:
    """Stand aside from a unit, or have an evaluator stand aside; the marks no longer count.

    Raises:
        NotFoundError: The account is no evaluator of this unit.
        NotYoursError: Only oneself or the assessor can say so.
    """
    standing = held(uow, about.round_id)
    if account != str(principal.account_id):
        require_assessor(uow, principal)
    else:
        principal.require_call("assessment.mark")
    assigned = standing.assignments.get(account)
    if assigned is None or about.unit not in assigned.units:
        raise NotFoundError
    content = {"account": account, "reason": require_reason(reason)}
    kind = {"endpoint": "assessment.mark", "unit": about.unit}
    return record(uow, principal, clock, standing, "recusal", content, **kind)

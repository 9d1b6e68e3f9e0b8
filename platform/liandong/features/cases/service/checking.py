"""What is asked before an act is decided: who, which day, which version."""

from datetime import date
from typing import NoReturn

from liandong.authz import Principal, action_of
from liandong.features.cases.errors import (
    FactsError,
    NotInCustodyError,
    OccurredOnError,
    TransitionNotAllowedError,
)
from liandong.features.cases.models import Case
from liandong.features.cases.service.commands import FireTransition
from liandong.features.cases.service.course import Course
from liandong.features.deadlines.service import day_problem, future_problem
from liandong.features.tenants.service import Configuration
from liandong.kernel.errors import ForbiddenError, NotFoundError, StaleError
from liandong.mechanisms import Mechanism, Refusal, RefusalCode, Transition


def require_permission(
    principal: Principal,
    mechanism: Mechanism,
    move: Transition,
    parts: frozenset[str],
    row_type: str | None = None,
) -> None:
    """Let Casbin's policy decide: duty, part, mechanism and move.

    Raises:
        ForbiddenError: The unit's part and the account's duty do not allow the move.
    """
    action = action_of(move.key, row_type)
    principal.require_fire(mechanism.key, action, move.actors, parts)


def require_custody(case: Case) -> None:
    """Refuse to act on a matter that is offered to another county, or was given to it.

    Raises:
        NotInCustodyError: Nothing can be done here, but to take the offer back.
    """
    if case.custody != "own":
        raise NotInCustodyError


def require_version(course: Course, seen: int | None) -> None:
    """Refuse to act on a case that moved, as far as one may know, since it was read.

    Raises:
        StaleError: Somebody else was quicker.
    """
    if seen is not None and seen != course.version:
        raise StaleError


def require_day(
    config: Configuration, command: FireTransition, *, not_before: date, today: date
) -> None:
    """Hold the day of an act to the rules B1–B3 for dates that people enter.

    Raises:
        OccurredOnError: In the future, before the previous event, or old without proof.
    """
    wrong = day_problem(
        config,
        command.occurred_on,
        not_before=not_before,
        today=today,
        is_proven=bool(command.proof),
    )
    if wrong is not None:
        raise OccurredOnError([wrong])


def require_past(command: FireTransition, today: date) -> None:
    """Refuse a day that has not come.

    Raises:
        OccurredOnError: In the future.
    """
    wrong = future_problem(command.occurred_on, today)
    if wrong is not None:
        raise OccurredOnError([wrong])


def raise_refusal(refusal: Refusal) -> NoReturn:
    """Raise what a refusal of the kit means to the caller.

    Raises:
        FactsError: Fields are missing or wrong.
        NotFoundError: There is no such move or row.
        ForbiddenError: Not this person's to do.
        TransitionNotAllowedError: State or guard refuses.
    """
    if refusal.code is RefusalCode.INVALID_FIELDS:
        raise FactsError(list(refusal.problems), refusal.message_zh, refusal.message_en)
    if refusal.code in {RefusalCode.UNKNOWN_TRANSITION, RefusalCode.UNKNOWN_ROW}:
        raise NotFoundError
    if refusal.code is RefusalCode.NOT_PERMITTED:
        raise ForbiddenError
    raise TransitionNotAllowedError(
        refusal.message_zh, refusal.message_en, code=f"case.{refusal.code}"
    )

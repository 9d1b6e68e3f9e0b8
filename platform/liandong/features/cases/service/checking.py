"""What is asked before an act is decided: who, which day, which version."""

from datetime import date
from typing import NoReturn

from liandong.authz import Principal, action_of
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.errors import (
    FactsError,
    OccurredOnError,
    PartiesError,
    TransitionNotAllowedError,
)
from liandong.features.cases.service.commands import FireTransition
from liandong.features.cases.service.course import Course
from liandong.features.deadlines.service import day_problem, future_problem
from liandong.features.tenants.service import Configuration
from liandong.features.units import service as units
from liandong.kernel.errors import ForbiddenError, NotFoundError, Problem, StaleError
from liandong.mechanisms import Mechanism, Part, Refusal, RefusalCode, Transition


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


def require_parties(uow: UnitOfWork, mechanism: Mechanism, command: FireTransition) -> None:
    """Hold each unit to the roles that its part asks for.

    Raises:
        PartiesError: Unknown unit, unknown part, or a unit that cannot have it.
    """
    problems: list[Problem] = []
    declared = {party.key: party for party in mechanism.parties}
    known = units.names(uow)
    for number, asked in enumerate(command.parties):
        where = f"parties[{number}]"
        unit, party = known.get(asked.unit_id), declared.get(asked.part)
        if unit is None or not unit.is_active:
            problems.append(Problem(f"{where}.unit_id", "没有这个单位", "there is no such unit"))
        elif party is None and asked.part != "copied":
            problems.append(Problem(f"{where}.part", "没有这种角色", "there is no such part"))
        elif party and not units.holds_any(unit, [role.key for role in party.roles]):
            zh, en = f"{unit.name}不能是这一方", f"{unit.name} cannot have this part"
            problems.append(Problem(f"{where}.unit_id", zh, en))
    if problems:
        raise PartiesError(problems)


def require_addressee(principal: Principal, mechanism: Mechanism, command: FireTransition) -> None:
    """Hold a new case to one addressee beside the unit that opens it; copies are listed later.

    Raises:
        PartiesError: None, several, the opening unit itself, or a part nobody is given here.
    """
    parts = {party.part for party in mechanism.parties}
    if Part.ADDRESSEE not in parts:
        return
    problems: list[Problem] = []
    for number, asked in enumerate(command.parties):
        if asked.part != Part.ADDRESSEE:
            zh, en = "立项时只写相对方", "only the addressee is named when a case is opened"
            problems.append(Problem(f"parties[{number}].part", zh, en))
        elif asked.unit_id == principal.unit_id:
            zh, en = "不能发给本单位", "the addressee cannot be your own unit"
            problems.append(Problem(f"parties[{number}].unit_id", zh, en))
    if len(command.parties) != 1:
        zh, en = "要写明一个相对方单位，只能写一个", "name one addressee, and one only"
        problems.append(Problem("parties", zh, en))
    if problems:
        raise PartiesError(problems)

"""The day book: what happened through the year and counts against, or for, a unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.models import AssessmentEvent
from liandong.features.assessment.service.parts import require_assessor
from liandong.features.assessment.service.recording import held, record
from liandong.features.assessment.service.saying import About, item_of, require_day, require_state
from liandong.features.assessment.service.standing import (
    Standing,
)
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem
from liandong.kernel.reasons import require_reason
from liandong.scoring.fixed import fixed
from liandong.scoring.quantities import Input
from liandong.scoring.tree import Item


@dataclass(frozen=True)
class Deduction:
    """Something that happened on a day and counts against, or for, a unit."""

    input: str
    value: str
    on: date | None
    reason: str


def daybook_inputs(standing: Standing) -> list[tuple[Item, Input]]:
    """Return what the scheme counts from the day book: item and input."""
    return [
        (item, input_)
        for item in standing.scheme.items
        for input_, source in item.inputs
        if source.kind == "deductions"
    ]


def deduct(
    uow: UnitOfWork, principal: Principal, clock: Clock, about: About, said: Deduction
) -> AssessmentEvent:
    """Note what happened through the year, as many times as stated.

    Raises:
        InvalidInputError: No such input, day or value.
        StepError: The figures are frozen.
        TooLateError: The freeze day is over.
    """
    require_assessor(uow, principal)
    standing = held(uow, about.round_id)
    require_state(standing, "planned", "noticed")
    require_day(clock.today(), standing.round.freeze_on)
    item = item_of(standing, about)
    problems = [*_deduction_problems(standing, item, said, clock.today())]
    if problems:
        raise InvalidInputError(problems)
    content = {
        "input": said.input,
        "value": said.value,
        "on": said.on.isoformat() if said.on else "",
        "reason": require_reason(said.reason),
    }
    where = {"unit": about.unit, "code": about.code}
    return record(
        uow, principal, clock, standing, "deduction", content, endpoint="assessment.manage", **where
    )


def _deduction_problems(
    standing: Standing, item: Item, said: Deduction, today: date
) -> Iterable[Problem]:
    daily = {i.key.partition("/")[2]: i for i, s in item.inputs if s.kind == "deductions"}
    if said.input not in daily:
        yield Problem("input", "这一项没有这样的日常登记", "no such daily entry in this item")
        return
    if not _is_positive(said.value):
        yield Problem("value", "请填大于零的数，至多四位小数", "a number above zero")
    round_ = standing.round
    if said.on is None or not round_.since <= said.on <= min(round_.until, today):
        zh = f"要在 {round_.since} 至 {round_.until} 之间，不晚于今天"
        yield Problem("on", zh, f"a day from {round_.since} to {round_.until}, not in the future")


def _is_positive(stated: str) -> bool:
    try:
        return fixed(stated) > 0
    except ValueError:
        return False


def take_back(
    uow: UnitOfWork, principal: Principal, clock: Clock, round_id: UUID, event: UUID, reason: str
) -> AssessmentEvent:
    """Take a deduction back; both stay in the history.

    Raises:
        NotFoundError: There is no such deduction, or it was taken back already.
        StepError: The figures are frozen.
    """
    require_assessor(uow, principal)
    standing = held(uow, round_id)
    require_state(standing, "planned", "noticed")
    entry = standing.daybook.get(event)
    if entry is None or entry.cancelled is not None:
        raise NotFoundError
    content = {"cancels": str(event), "reason": require_reason(reason)}
    where = {"unit": entry.unit, "code": entry.code}
    return record(
        uow,
        principal,
        clock,
        standing,
        "deduction_cancelled",
        content,
        endpoint="assessment.manage",
        **where,
    )

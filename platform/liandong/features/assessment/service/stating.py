"""What a unit says of its own work, and the papers that show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.models import AssessmentEvent
from liandong.features.assessment.service.evidencing import Paper, contents_of
from liandong.features.assessment.service.recording import record
from liandong.features.assessment.service.saying import (
    About,
    item_of,
    own_round,
    require_day,
    require_state,
    text_of,
    values_of,
)
from liandong.features.assessment.service.standing import Standing
from liandong.kernel.clock import Clock

Plain = Mapping[str, Any]


@dataclass(frozen=True)
class Statement:
    """What a unit says of its own work in an item, and the papers that show it."""

    text: str
    values: Plain = field(default_factory=dict)
    papers: tuple[Paper, ...] = ()


def state(
    uow: UnitOfWork, principal: Principal, clock: Clock, about: About, said: Statement
) -> AssessmentEvent:
    """Assess one's own unit in an item; a later statement takes the place of an earlier one.

    Raises:
        NotYoursError: It is another unit's item.
        InvalidInputError: A value is wrong, or a paper is none of this unit's.
        StepError: The round has not been noticed, or the figures are frozen.
        TooLateError: The last day of self-assessment is over.
    """
    standing = own_round(uow, principal, about)
    require_state(standing, "noticed")
    require_day(clock.today(), min(standing.round.self_until, standing.round.freeze_on))
    item = item_of(standing, about)
    given = {key: value for key, value in said.values.items() if value not in {"", None}}
    content = {
        "text": text_of(said.text, "text", wanted=True),
        "values": values_of(standing, item, given, partly=True),
        "papers": contents_of(uow, principal, said.papers, _before(standing, about)),
    }
    where = {"unit": about.unit, "code": about.code}
    return record(
        uow, principal, clock, standing, "statement", content, endpoint="assessment.answer", **where
    )


def _before(standing: Standing, about: About) -> list[Plain]:
    """Return the papers of the last statement: what is given again stays as it was named."""
    last = standing.statements.get((about.unit, about.code))
    return [] if last is None else [*last.content.get("papers", ())]

"""A scheme that nobody has kept yet, tried on a round whose figures are there; nothing is kept."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment import queries
from liandong.features.assessment.errors import StepError
from liandong.features.assessment.models import AssessmentRound
from liandong.features.assessment.service.assembling import evidence, units_of
from liandong.features.assessment.service.parts import require_assessor
from liandong.features.assessment.service.recording import standing_of
from liandong.features.assessment.service.schemes import require_usable
from liandong.features.assessment.service.viewing import result_of
from liandong.scoring.editions import computed
from liandong.scoring.trying import Trial, tried

Plain = dict[str, Any]


def counted_rounds(uow: UnitOfWork, principal: Principal) -> list[AssessmentRound]:
    """Return the rounds that a scheme can be tried on, the newest first.

    Raises:
        ForbiddenError: Only the assessor asks.
    """
    require_assessor(uow, principal)
    return [each for each in queries.list_rounds(uow) if standing_of(uow, each.id).figures]


def try_scheme(
    uow: UnitOfWork, principal: Principal, round_id: UUID, raw: Mapping[str, Any]
) -> Trial:
    """Compute a round by another scheme: from its newest result, or from what stands before one.

    Raises:
        NotFoundError: The county has no such round.
        SchemeError: Something in the scheme is wrong; every place is named.
        StepError: The figures of the round are not frozen yet.
        UnscorableError: The scheme has open places, or no place for a unit of the round.
    """
    require_assessor(uow, principal)
    standing = standing_of(uow, round_id)
    if not standing.figures:
        zh = "这一轮的数据还没有冻结，没有可以试算的数"
        raise StepError(zh, "the figures of this round are not frozen: there is nothing to try on")
    require_usable(uow, raw)
    content = result_of(standing) or computed(
        standing.raw, units_of(standing), evidence(standing), standing.awarded()
    )
    return tried(content, raw)


def dump_trial(trial: Trial) -> Plain:
    """Return what came of it as plain data, in both languages."""
    return {
        "units": [
            {
                "unit": each.unit,
                "name": each.name,
                "before": dict(each.before),
                "after": dict(each.after),
                "changed": [
                    {
                        "code": item.code,
                        "before": item.before,
                        "after": item.after,
                        "sum": [{"zh": step.zh, "en": step.en} for step in item.words],
                    }
                    for item in each.changed
                ],
            }
            for each in trial.units
        ],
        "not_carried": [
            {"where": each.where, "message_zh": each.message_zh, "message_en": each.message_en}
            for each in trial.unknown
        ],
    }

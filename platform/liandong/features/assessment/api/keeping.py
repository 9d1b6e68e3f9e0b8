"""How whatever is said in a round is kept and answered, for machines."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response

from liandong.features.assessment.models import AssessmentEvent
from liandong.features.assessment.service.evidencing import Paper
from liandong.features.assessment.service.saying import About
from liandong.web.context import current_clock, current_principal
from liandong.web.writes import write

PREFIX = "/api/v1/t/<code>/assessment"
REFUSED = "The round is not there, the last day is over, or there is a conflict of interest"
Plain = dict[str, Any]


def keep(act: Callable[..., AssessmentEvent], *said: Any, status: int = 201) -> Response:
    """Have a service keep what the caller says, once; answer with its id and kind.

    Args:
        act: Takes the unit of work, who, when, and what is said.
        said: In its order.
        status: Of the answer.
    """
    return write(
        lambda uow: told(act(uow, current_principal(), current_clock(), *said)), status=status
    )


def told(event: AssessmentEvent) -> Plain:
    """Return what was kept: its id and kind."""
    return {"id": str(event.id), "kind": event.kind}


def about(said: Plain, round_id: UUID) -> About:
    """Return of which unit and item something is said."""
    return About(round_id, said["unit"], said.get("code", ""))


def papers(said: Plain) -> tuple[Paper, ...]:
    """Return the papers that are named."""
    return tuple(Paper(each) for each in said["papers"])

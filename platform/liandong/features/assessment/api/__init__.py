"""The assessment for machines: rounds and results; what is said and done in them."""

from flask_smorest import Blueprint

from liandong.features.assessment.api import (
    ballots,
    doing,
    flags,
    inspections,
    letters,
    province,
    rounds,
    schemes,
)

_ROOMS = (rounds, doing, inspections, letters, ballots, flags, schemes, province)


def blueprints() -> list[Blueprint]:
    """Return the blueprints of the interface."""
    return [each.blp for each in _ROOMS]

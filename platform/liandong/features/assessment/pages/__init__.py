"""考核: the control room, the evaluators' desk, a unit's score, ranks."""

from flask import Blueprint

from liandong.features.assessment.pages import (
    ballot_acts,
    daybook_acts,
    evaluator_acts,
    flag_acts,
    inspection_acts,
    letter_acts,
    office_acts,
    province,
    routes,
    scheme_acts,
    unit_acts,
)

_ROOMS = (
    routes,
    office_acts,
    daybook_acts,
    evaluator_acts,
    unit_acts,
    inspection_acts,
    letter_acts,
    ballot_acts,
    flag_acts,
    scheme_acts,
    province,
)


def blueprints() -> list[Blueprint]:
    """Return the blueprints of the pages."""
    return [each.blp for each in _ROOMS]

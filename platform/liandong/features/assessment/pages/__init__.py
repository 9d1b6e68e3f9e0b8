"""考核: the control room, the evaluators' desk, a unit's score, ranks."""

from flask import Blueprint

from liandong.features.assessment.pages import acts, routes


def blueprints() -> list[Blueprint]:
    """Return the blueprints of the pages."""
    return [routes.blp, acts.blp]

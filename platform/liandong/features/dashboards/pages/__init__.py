"""总览: what slips, and whom to chase next."""

from flask import Blueprint

from liandong.features.dashboards.pages.overview import blp


def blueprints() -> list[Blueprint]:
    """Return the blueprints of the pages."""
    return [blp]

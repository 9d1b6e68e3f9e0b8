"""总览: what slips, and whom to chase next; 统计: the figures of the mechanisms."""

from flask import Blueprint

from liandong.features.dashboards.pages import figures, overview, published


def blueprints() -> list[Blueprint]:
    """Return the blueprints of the pages."""
    return [overview.blp, figures.blp, published.blp]

"""The figures over HTTP: as they stand now, and as they were published."""

from flask_smorest import Blueprint

from liandong.features.dashboards.api import metrics, snapshots


def blueprints() -> list[Blueprint]:
    """Return the blueprints of the interface."""
    return [metrics.blp, snapshots.blp]

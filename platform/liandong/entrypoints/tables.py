"""Every table of the platform, gathered so that migrations and tests see all of them."""

from importlib import import_module

from sqlalchemy import MetaData

from liandong.db import idempotency as _idempotency
from liandong.db import outbox as _outbox
from liandong.db.base import Base

FEATURES = ("tenants", "units", "accounts", "audit", "notifications", "documents", "deadlines")
OF_TRUST = ("clients", "single_sign_on", "visits")


def metadata() -> MetaData:
    """Return the metadata with the tables of all features."""
    for feature in (*FEATURES, *OF_TRUST, "cases", "transfers", "rosters", "dashboards"):
        import_module(f"liandong.features.{feature}.models")
    return Base.metadata


__all__ = ["FEATURES", "_idempotency", "_outbox", "metadata"]

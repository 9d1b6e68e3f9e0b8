"""机制与依据, and the register's entry for every clause."""

from liandong.features.tenants.pages.rules import blp

__all__ = ["blp"]

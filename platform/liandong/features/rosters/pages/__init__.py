"""单位名册: who belongs to the county's linkage, and tables that are to change it."""

from liandong.features.rosters.pages.routes import blp

__all__ = ["blp"]

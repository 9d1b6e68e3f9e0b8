"""单位名册 and 席位: who belongs to the county's linkage, who sits there, and what changes it."""

from liandong.features.rosters.pages.routes import blp
from liandong.features.rosters.pages.seats import blp as seats

__all__ = ["blp", "seats"]

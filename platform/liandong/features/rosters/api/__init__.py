"""The roster for machines: the workbook, and who is to sit in a seat."""

from liandong.features.rosters.api.seats import blp as seats
from liandong.features.rosters.api.uploads import blp

__all__ = ["blp", "seats"]

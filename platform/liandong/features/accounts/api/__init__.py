"""Signing in, who one is, and one's own sessions and second factor, for machines."""

from liandong.features.accounts.api.own import blp as own
from liandong.features.accounts.api.sessions import blp, me

__all__ = ["blp", "me", "own"]

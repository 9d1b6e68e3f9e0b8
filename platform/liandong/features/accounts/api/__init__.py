"""Signing in, who one is, one's own sessions, and the accounts of a county, for machines."""

from liandong.features.accounts.api.accounts import blp as accounts
from liandong.features.accounts.api.loans import blp as loans
from liandong.features.accounts.api.own import blp as own
from liandong.features.accounts.api.sessions import blp, me

__all__ = ["accounts", "blp", "loans", "me", "own"]

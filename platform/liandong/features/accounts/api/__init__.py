"""Signing in, who one is, and the accounts of a county, for machines."""

from liandong.features.accounts.api.accounts import blp as accounts
from liandong.features.accounts.api.loans import blp as loans
from liandong.features.accounts.api.sessions import blp, me

__all__ = ["accounts", "blp", "loans", "me"]

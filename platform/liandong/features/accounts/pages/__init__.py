"""Signing in and out, the language, and one's own account."""

from liandong.features.accounts.pages.account import blp as account_blp
from liandong.features.accounts.pages.entering import blp as entering_blp
from liandong.features.accounts.pages.feeds_view import told_page
from liandong.features.accounts.pages.people_blueprints import people_blueprints

__all__ = ["account_blp", "entering_blp", "people_blueprints", "told_page"]

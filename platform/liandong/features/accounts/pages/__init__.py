"""Signing in and out, the language, and one's own account."""

from liandong.features.accounts.pages.account import blp as account_blp
from liandong.features.accounts.pages.entering import blp as entering_blp
from liandong.features.accounts.pages.feeds_view import told_page
from liandong.features.accounts.pages.greeting import ENTERED, greet
from liandong.features.accounts.pages.own import blp as own_blp
from liandong.features.accounts.pages.own import confirming as confirming_blp
from liandong.features.accounts.pages.own import second_factor as second_factor_blp
from liandong.features.accounts.pages.people_blueprints import people_blueprints

__all__ = [
    "ENTERED",
    "account_blp",
    "confirming_blp",
    "entering_blp",
    "greet",
    "own_blp",
    "people_blueprints",
    "second_factor_blp",
    "told_page",
]

"""The pages about people: the county's accounts, one-time links, loans."""

from flask import Blueprint

from liandong.features.accounts.pages import invitation, lending, people, people_asks


def people_blueprints() -> tuple[Blueprint, ...]:
    """Return every page about people."""
    return people.blp, people_asks.blp, invitation.blp, lending.blp

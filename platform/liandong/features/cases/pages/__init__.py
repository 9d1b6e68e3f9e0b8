"""Pages about cases: the worklist, the lists, one case, a new one."""

from importlib import import_module
from importlib.util import find_spec

from flask import Blueprint

MODULES = (
    "todo",
    "calendar",
    "lists",
    "case",
    "lines",
    "purge",
    "together",
    "deadline",
    "new",
    "opening",
    "papers",
    "escalations",
    "feed",
    "feed_account",
    "contacts",
    "audit",
)


def blueprints() -> list[Blueprint]:
    """Return the blueprint of every module of pages that is there."""
    names = [f"{__name__}.{module}" for module in MODULES]
    return [import_module(name).blp for name in names if find_spec(name)]

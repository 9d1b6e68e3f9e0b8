"""What `pyproject.toml` declares, loaded and checked as at a start, whatever is installed."""

import tomllib
from functools import cache
from importlib.metadata import EntryPoint
from pathlib import Path

from liandong.features.tenants.service import ClauseRegister, load_clauses
from liandong.mechanisms import Registry, load_plugins
from liandong.mechanisms.limit_files import LIMITS
from liandong.mechanisms.registry import GROUP

REPO = Path(__file__).resolve().parents[2]


def entry_points() -> list[EntryPoint]:
    """Return the entry points of mechanisms and of limits."""
    declared = tomllib.loads((REPO / "pyproject.toml").read_text())["project"]["entry-points"]
    return [
        EntryPoint(name, value, group)
        for group in (GROUP, LIMITS)
        for name, value in declared[group].items()
    ]


@cache
def register() -> ClauseRegister:
    """Return the clauses, read once."""
    return load_clauses()


@cache
def registry() -> Registry:
    """Return mechanisms and limits, loaded once.

    Raises:
        ConfigurationError: A declaration is wrong.
    """
    return load_plugins(register().pairs, entry_points())

"""What `pyproject.toml` declares, loaded and checked as at a start, whatever is installed."""

import tomllib
from functools import cache
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import yaml

from liandong.features.tenants.service import ClauseRegister, load_clauses
from liandong.kernel.yamlfile import load
from liandong.mechanisms import LimitReader, Registry, TimeLimit, load_plugins
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


@cache
def examples_in(path: Path) -> list[dict[str, Any]]:
    """Return the examples that a file gives, read once; nobody changes them."""
    found: list[dict[str, Any]] = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return found


@cache
def county_limits() -> dict[Path, dict[str, TimeLimit]]:
    """Return the limits of each county that comes with the platform, by its package's folder."""
    found: dict[Path, dict[str, TimeLimit]] = {}
    for path in sorted((REPO / "tenants").glob("*/*/*/mechanisms.yaml")):
        loaded = load(path)
        reader = LimitReader(loaded, "", ("limits",), own="")
        found[path.parent] = reader.read(loaded.data["limits"])
        assert not reader.problems
    return found


@cache
def limits() -> dict[str, TimeLimit]:
    """Return every limit with a value by its id: of the law, and of the counties."""
    known = (limit for file in registry().files for limit in file.limits.values())
    law = {limit.id: limit for limit in known if not limit.is_slot}
    return law | {key: limit for each in county_limits().values() for key, limit in each.items()}

"""Takes apart data that may have any form, so that a wrong part hides nothing beside it."""

from collections.abc import Iterator, Mapping
from typing import Any

from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded

Part = Mapping[str, Any]
Path = tuple[str | int, ...]


def mapping(value: object) -> Part:
    """Return the value if it is a mapping, else an empty one: the schema names what is wrong."""
    return value if isinstance(value, dict) else {}


def listed(value: object) -> list[Any]:
    """Return the value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def text(value: object) -> str:
    """Return the value if it is text, else nothing."""
    return value if isinstance(value, str) else ""


def entries(value: object) -> Iterator[tuple[int, Part]]:
    """Yield the mappings of a list with their places in it."""
    yield from ((i, part) for i, part in enumerate(listed(value)) if isinstance(part, dict))


def unit_keys(roster: Loaded) -> frozenset[str] | None:
    """Return the keys of the units, or None while the roster does not say them all."""
    units = mapping(roster.data).get("units")
    keys = [text(mapping(unit).get("key")) for unit in listed(units)]
    return frozenset(keys) if isinstance(units, list) and all(keys) else None


def mechanism_keys(mechanisms: Loaded, inherited: Part) -> frozenset[str] | None:
    """Return the keys of the enabled mechanisms, or None while the file does not say them."""
    stated = mapping(mechanisms.data).get("enabled", {})
    if not isinstance(stated, dict) or not mechanisms.is_readable:
        return None
    removed = {key for key, entry in stated.items() if mapping(entry).get("remove") is True}
    return frozenset((inherited.keys() | stated.keys()) - removed)


def instrument_of(tenant: Loaded) -> str:
    """Return the id of the county's own document, or nothing where none is named."""
    return text(mapping(mapping(tenant.data).get("document")).get("instrument"))


def twice(where: str, key: str) -> Problem:
    """Say that a key stands in a list a second time."""
    return Problem(where, f"“{key}”写了两次", f"'{key}' stands here twice")


def unknown_unit(where: str, unit: str) -> Problem:
    """Say that the roster has no such unit."""
    return Problem(where, f"没有单位“{unit}”", f"unknown unit '{unit}'")

"""What applying a package would change, part by part; nothing is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.tenants.service.compiling import Compiled, compile_package
from liandong.features.tenants.service.configuration import LINE
from liandong.features.tenants.service.layering import load_layers
from liandong.features.tenants.service.merging import COLLECTIONS
from liandong.features.tenants.service.revisions import newest, stated_of

Part = Mapping[str, Any]
Origins = Mapping[str, Mapping[str, str]]

_LISTS = {
    "units": "key",
    "seats": "key",
    "pools": "key",
    "mechanisms": "key",
    "limits": "id",
    "copy_rules": "key",
    "settings": "key",
    "terminology": "key",
    "assessment": "key",
    "escalation": "key",
    "reminders": "limit",
    "notices": "key",
}


@dataclass(frozen=True)
class Change:
    """One value of one thing: `before` is None for what comes, `after` for what goes.

    `part` is the list it stands in, `key` its key there, `path` the value inside it.
    """

    part: str
    key: str
    path: str = ""
    before: Any = None
    after: Any = None

    @property
    def mark(self) -> str:
        """Return + for what comes, - for what goes, ~ for what becomes another."""
        if self.before is None:
            return "+"
        return "-" if self.after is None else "~"


def plan(uow: UnitOfWork, compiled: Compiled) -> list[Change]:
    """Return what would change in the tenant if the package were applied now."""
    last = newest(uow)
    before = last.package if last else {}
    found = list(changes(before, compiled.package.canonical()))
    if last is None or last.stated is None:
        return found
    was = compile_package(stated_of(last), load_layers(last.above)).origins
    return [*found, *_moved(was, compiled.origins)]


def _moved(before: Origins, after: Origins) -> Iterator[Change]:
    """Yield the entries that another layer states from now on; their words may be the same."""
    for part in COLLECTIONS:
        was, will = before.get(part, {}), after.get(part, {})
        for key in sorted(was.keys() | will.keys()):
            if was.get(key) != will.get(key):
                yield Change(part, key, "origin", was.get(key, ""), will.get(key, ""))


def changes(before: Part, after: Part) -> Iterator[Change]:
    """Yield every difference of two canonical packages, in the order of a package's files."""
    yield from _values("tenant", "", before.get("tenant"), after["tenant"])
    for part, name in _LISTS.items():
        yield from _entries(part, _by(before.get(part, []), name), _by(after[part], name))
        yield from _order(part, before.get(part, []), after[part], name)
    policies = [_by_value(each.get("policy", [])) for each in (before, after)]
    yield from _entries("policy", *policies)
    yield from _values("calendar", "", before.get("calendar"), after["calendar"])
    documents = [_documents(each.get("instruments", [])) for each in (before, after)]
    yield from _entries("instruments", *documents)


def _by(entries: list[Any], name: str) -> dict[str, Any]:
    return {str(entry[name]): entry for entry in entries}


def _by_value(lines: list[Any]) -> dict[str, Any]:
    """A line is what it says, in whatever order the store gives its parts back."""
    return {",".join(line[part] for part in LINE).rstrip(","): line for line in lines}


def _documents(stated: list[Any]) -> dict[str, Any]:
    """Return instruments by their id, each with its clauses by their key."""
    return {
        each["id"]: {**each, "clauses": {clause["key"]: clause for clause in each["clauses"]}}
        for each in stated
    }


def _entries(part: str, before: Part, after: Part) -> Iterator[Change]:
    for key in dict.fromkeys([*before, *after]):
        if key not in before:
            yield Change(part, key, after=after[key])
        elif key not in after:
            yield Change(part, key, before=before[key])
        else:
            yield from _values(part, key, before[key], after[key])


def _order(part: str, before: list[Any], after: list[Any], name: str) -> Iterator[Change]:
    """Yield one change where the same entries stand in another order, as the rungs of a ladder."""
    keys = [[str(entry[name]) for entry in entries] for entries in (before, after)]
    if keys[0] != keys[1] and set(keys[0]) == set(keys[1]):
        yield Change(part, "*", "order", *keys)


def _values(part: str, key: str, before: Any, after: Any, path: str = "") -> Iterator[Change]:
    """Yield the innermost values that differ; a list is one value."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in dict.fromkeys([*before, *after]):
            inner = f"{path}.{name}" if path else name
            yield from _values(part, key, before.get(name), after.get(name), inner)
    elif before != after:
        yield Change(part, key, path, before, after)

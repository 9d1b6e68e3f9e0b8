"""Two counties side by side: where what governs them differs, and who states it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from liandong.db.unit_of_work import Sessions, UnitOfWork, unit_of_work
from liandong.features.audit import service as audit
from liandong.features.tenants.service import (
    Change,
    changes,
    compile_package,
    load_layers,
    newest,
    stated_of,
)
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError

#: Of a seat and a pool: what is configured, never who sits there or how they are reached.
_SHOWN = {
    "seats": ("key", "seat", "unit", "label", "source"),
    "pools": ("key", "name", "label", "source"),
}
#: What every two tenants have of their own.
_OWN = ("code", "name", "short_name", "province", "city", "parent")
_OWN_NUMBERS = "county.numbering"


@dataclass(frozen=True)
class Asker:
    """Who above compares: kept in the chain of each county that was read."""

    login: str
    tenant_code: str


@dataclass(frozen=True)
class Side:
    """What governs one county, without the people in it."""

    code: str
    name: str
    package: Mapping[str, Any]
    origins: Mapping[str, Mapping[str, str]]

    def layer_of(self, change: Change) -> str | None:
        """Return the division code of the layer above that states a value; None: its own."""
        return self.origins.get(change.part, {}).get(change.key)


@dataclass(frozen=True)
class Comparison:
    """The differences of two counties, in the order of a package's files."""

    left: Side
    right: Side
    differences: tuple[Change, ...]

    def name_of(self, change: Change) -> str:
        """Return what the entry is called that a difference is about; nothing without a name."""
        sides = (self.left.package, self.right.package)
        entries = (entry for side in sides for entry in side.get(change.part, ()))
        return next((_called(each) for each in entries if change.key in _keys(each)), "")


def _keys(entry: object) -> tuple[str, ...]:
    if not isinstance(entry, Mapping):
        return ()
    return tuple(str(entry[name]) for name in ("key", "id", "limit") if name in entry)


def _called(entry: Mapping[str, Any]) -> str:
    matter = entry.get("definition", {}).get("matter", "")
    return str(entry.get("name") or entry.get("label") or matter)


def compare(
    sessions: Sessions, clock: Clock, left_id: int, right_id: int, asker: Asker | None
) -> Comparison:
    """Compare what governs two counties, each read in a transaction of its own.

    Whoever asks from above is kept in the chain of each; the command line is not, as for export.

    Raises:
        NotFoundError: One of them never had a package.
    """
    sides = []
    for tenant_id in (left_id, right_id):
        with unit_of_work(sessions, tenant_id) as uow:
            sides.append(_read(uow))
            if asker is not None:
                content = {"by": asker.login, "from": asker.tenant_code}
                audit.append(uow, clock, "tenant.compared", f"tenants/{tenant_id}", content)
    left, right = sides
    return Comparison(left, right, tuple(_differences(left, right)))


def _differences(left: Side, right: Side) -> list[Change]:
    """Return every difference but those of the documents each rests on, and of its numbers."""
    found = changes(left.package, right.package)
    return [each for each in found if not _is_apart(each.path)]


def _is_apart(path: str) -> bool:
    is_source = any(part.endswith("source") for part in path.split("."))
    return is_source or path.startswith(_OWN_NUMBERS)


def _read(uow: UnitOfWork) -> Side:
    last = newest(uow)
    if last is None:
        raise NotFoundError
    stated = stated_of(last)
    compiled = compile_package(stated, load_layers(last.above))
    shown = {part: [_cut(e, keys) for e in last.package[part]] for part, keys in _SHOWN.items()}
    tenant = {key: each for key, each in last.package["tenant"].items() if key not in _OWN}
    package = {**last.package, **shown, "tenant": tenant}
    return Side(stated.code, str(stated.tenant["name"]), package, compiled.origins)


def _cut(entry: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: entry[key] for key in keys if key in entry}

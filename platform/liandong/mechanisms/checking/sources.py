"""Checks where limits come from: they stand in their file, and each basis is a known clause."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from importlib.util import find_spec

from liandong.kernel.errors import Problem
from liandong.mechanisms.declaration import Mechanism
from liandong.mechanisms.limit_files import LimitFile, read_limits

Clause = tuple[str, str]


def check_sources(file: LimitFile, clauses: AbstractSet[Clause]) -> Iterator[Problem]:
    """Name what is wrong with a plugin's file of limits."""
    yield from file.problems
    for limit in file.limits.values():
        if limit.extends is not None and limit.extends not in file.limits:
            yield Problem(
                file.where(limit.id, "extends"),
                f"没有期限“{limit.extends}”",
                f"there is no time limit '{limit.extends}'",
            )
        for day, value in limit.values:
            for i, basis in enumerate(value.basis if value else ()):
                if (basis.instrument, basis.clause) not in clauses:
                    yield Problem(
                        file.where(limit.id, "values", day.isoformat(), "basis", i),
                        f"没有登记“{basis.instrument}”的“{basis.clause}”",
                        f"no clause '{basis.clause}' of '{basis.instrument}' is registered",
                    )


def check_ids(mechanism: Mechanism) -> Iterator[Problem]:
    """Name limits that a mechanism names but that stand in no file."""
    for limit in mechanism.limits:
        if not limit.values and not limit.is_slot and not _is_unreadable(limit.package):
            yield Problem(
                mechanism.key,
                f"期限文件中没有“{limit.id}”",
                f"time limit '{limit.id}' does not stand in the plugin's time_limits.yaml",
            )


def _is_unreadable(package: str) -> bool:
    """Whether nobody knows what the plugin's file holds; that is said once, of the file."""
    loaded = read_limits(package).loaded if package and find_spec(package) else None
    return loaded is not None and not loaded.is_readable

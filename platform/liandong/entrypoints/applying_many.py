"""Thousands of packages in one run: each alone, parents first, what fails named at the end.

A run that was broken off is run again: what is in force already costs a comparison of digests.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy.exc import DataError, IntegrityError

from liandong.db.unit_of_work import Sessions, global_session, unit_of_work
from liandong.entrypoints.wiring import wire
from liandong.features.tenants.service import (
    Layer,
    Shelf,
    StatedPackage,
    apply,
    layers_for,
    load_package,
    write_states,
)
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, LiandongError

#: A package's folder, and how it is read when its turn comes.
Waiting = tuple[Path, Callable[[], StatedPackage]]


@dataclass
class Run:
    """What a run did: the codes that changed, how many were in force already, what failed."""

    changed: list[str] = field(default_factory=list)
    n_same: int = 0
    failed: dict[Path, Exception] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """Return 0 if nothing had to change, 1 if something did, 2 for bad packages, 3 else."""
        if not self.failed:
            return 1 if self.changed else 0
        return 2 if all(isinstance(e, InvalidInputError) for e in self.failed.values()) else 3


def waiting_in(folders: Iterable[Path]) -> list[Waiting]:
    """Return the packages of folders: one with a `tenant.yaml` is one, another all below it.

    Nothing is read yet.
    """
    here = wire()
    found: list[Waiting] = []
    for folder in folders:
        if (folder / "tenant.yaml").is_file() or not folder.is_dir():
            found.append((folder, partial(load_package, folder, here.register, here.known)))
            continue
        shelf = Shelf(folder, here.register, here.known)
        found += [(path, partial(shelf.read, path)) for path in shelf.folders()]
    return found


def run_through(waiting: Iterable[Waiting], apply_one: Callable[[StatedPackage], bool]) -> Run:
    """Read and apply one package after the other; one that fails does not stop the others.

    A database that does not answer, or has no such tables, ends the run.
    """
    run = Run()
    for path, read in waiting:
        try:
            package = read()
            if apply_one(package):
                run.changed.append(package.code)
            else:
                run.n_same += 1
        except (LiandongError, DataError, IntegrityError) as error:
            run.failed[path] = error
    return run


def applier(
    sessions: Sessions, clock: Clock, *, by: str, is_demo: bool = False
) -> Callable[[StatedPackage], bool]:
    """Return what applies one package in a transaction of its own; it asks each parent once."""
    with global_session(sessions) as session:
        write_states(session, wire().registry.mechanisms)
    below: dict[str, tuple[Layer, ...]] = {}

    def apply_one(package: StatedPackage) -> bool:
        parent = package.parent
        if parent and parent not in below:
            below[parent] = layers_for(sessions, int(parent))
        above = below[parent] if parent else ()
        with unit_of_work(sessions, int(package.code)) as uow:
            is_changed = apply(uow, clock, package, above, by=by, is_demo=is_demo)
        if is_changed:
            below.pop(package.code, None)
        return is_changed

    return apply_one

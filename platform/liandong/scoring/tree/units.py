"""Who is scored, where inputs come from, and what places of the tree come to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from liandong.scoring.columns import Column, Marks, Standing
from liandong.scoring.fixed import Ints
from liandong.scoring.quantities import Evaluation
from liandong.scoring.rules import Exemption

Where = NDArray[np.bool_]


@dataclass(frozen=True)
class Source:
    """Where an input comes from: its kind, and what it names there."""

    kind: str
    name: str = ""
    take: str = ""
    #: Why the same data count in another place too; empty: they do not.
    shared: str = ""


@dataclass(frozen=True)
class Selector:
    """The units that something is for; empty: all."""

    kinds: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    excepted: frozenset[str] = frozenset()

    def has(self, unit: "Unit") -> bool:
        """Tell whether a unit is among them."""
        if unit.key in self.excepted:
            return False
        if not (self.kinds or self.roles or self.units):
            return True
        return unit.key in self.units or unit.kind in self.kinds or bool(self.roles & unit.roles)

    def outside(self, units: "tuple[Unit, ...]") -> Where | None:
        """Return which units it leaves out; nothing where it is for all."""
        if self == EVERYBODY:
            return None
        return np.array([not self.has(unit) for unit in units], dtype=bool)


EVERYBODY = Selector()


@dataclass(frozen=True)
class Unit:
    """Who is scored, as far as a scheme tells units apart."""

    key: str
    kind: str = ""
    roles: frozenset[str] = frozenset()


@dataclass
class Points:
    """What a place of the tree is worth for every unit, of how many, and who failed by it."""

    earned: Column
    full: Ints
    failed: Where


@dataclass
class Sums:
    """Points of every place of a sheet by its code, for the units of one evaluation."""

    evaluation: Evaluation
    units: tuple[Unit, ...]
    awarded: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    of: dict[str, Points] = field(default_factory=dict)

    def award(self, unit: Unit, code: str) -> int | None:
        """Return the points that a decision gave a unit for an item, in place of its rule."""
        return self.awarded.get(unit.key, {}).get(code)

    def keep(self, code: str, points: Points) -> Points:
        """Keep what a place comes to, and return it."""
        self.of[code] = points
        return points


def without(standing: Marks | None, outside: Where | None) -> Marks | None:
    """Return how units stand: whom a place is not for has nothing missing in it."""
    if outside is None or not outside.any():
        return standing
    base = np.zeros(len(outside), dtype=np.uint8) if standing is None else standing
    return np.where(outside, np.uint8(Standing.NOT_APPLICABLE), base)


def failed_by(exceptions: tuple[Exemption, ...], all_: Evaluation) -> Where:
    """Return who fails by one of some exceptions."""
    return any_of([all_.of(each.when).values > 0 for each in exceptions if each.fails], all_)


def as_one(values: Ints) -> Ints:
    """Return one number where it is the same for everybody, as told by how it is stored."""
    return values[:1] if values.strides == (0,) else values


def any_of(flags: list[Where], all_: Evaluation) -> Where:
    """Return where any of some flags holds; flags that hold nowhere by themselves cost nothing."""
    some = [each for each in flags if each.strides != (0,)]
    if not some:
        return all_.nowhere
    return np.asarray(np.any(some, axis=0))

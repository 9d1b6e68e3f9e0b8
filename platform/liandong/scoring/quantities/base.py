"""What every quantity is: one number per unit, its bounds, and how it came about in words."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from liandong.calendars import Text
from liandong.scoring.columns import Column, Standing, constant
from liandong.scoring.fixed import (
    LARGEST,
    ROOM,
    SCALE,
    Ints,
    shown,
)

Bounds = tuple[int, int]
Where = NDArray[np.bool_]
Part = Literal["exact", "begun", "full"]
PERCENT = 100 * SCALE
#: More than ten times the whole is told as ten times.
HIGHEST_RATE = 1000 * SCALE
#: Unit of a rate; its gaps are told in percentage points.
RATE = Text("%", "%")
POINTS = Text(" 个百分点", " percentage points")
NO_UNIT = Text("", "")
#: Bytes of memory asked for at once: the most that an allocator keeps and uses again.
_AT_ONCE, _ROOMS = 30_000_000, 64
YES, NO = Text("是", "yes"), Text("否", "no")


@dataclass(frozen=True)
class Input:
    """A number that somebody states or the platform counts, with what it may be.

    `options` makes it a choice: its number is the place of the chosen one in them; a flag is one
    or zero.
    """

    key: str
    label: Text
    unit: Text = NO_UNIT
    lowest: int = 0
    highest: int = LARGEST * SCALE
    options: tuple[tuple[str, Text], ...] = ()
    is_flag: bool = False


@dataclass
class Evaluation:
    """Everything a rule is computed from: the inputs of some units, and their peer groups.

    Args:
        n: How many units there are.
        columns: Inputs by their key, each with one number per unit.
        groups: Number of the peer group of each unit; groups of units that stand together.
    """

    n: int
    columns: Mapping[str, Column]
    groups: Ints
    _known: dict[int, Column] = field(default_factory=dict)
    _rooms: list[Ints] = field(default_factory=list)
    _alike: dict[int, Ints] = field(default_factory=dict)

    def of(self, quantity: "Quantity") -> Column:
        """Return a quantity, computed once."""
        found = self._known.get(id(quantity))
        if found is None:
            found = self._known[id(quantity)] = quantity.compute(self)
        return found

    @cached_property
    def halves(self) -> NDArray[np.int32]:
        """Room for one column in half the width, used again by every rule."""
        return np.empty(self.n, dtype=np.int32)

    @cached_property
    def nowhere(self) -> Where:
        """What holds for no unit."""
        return np.broadcast_to(np.False_, self.n)

    def alike(self, value: int) -> Ints:
        """Return one number for every unit, stored once."""
        if value not in self._alike:
            self._alike[value] = np.broadcast_to(np.int64(value), self.n)
        return self._alike[value]

    def room(self) -> Ints:
        """Return room for one column; several are asked of the system at once."""
        if not self._rooms:
            n = min(_ROOMS, max(1, _AT_ONCE // (8 * max(1, self.n))))
            self._rooms = [*np.empty((n, self.n), dtype=np.int64)]
        return self._rooms.pop()


class Quantity(ABC):
    """A number per unit."""

    @property
    @abstractmethod
    def parts(self) -> "tuple[Quantity, ...]":
        """What it is made of."""

    @abstractmethod
    def compute(self, all_: Evaluation) -> Column:
        """Return its number for every unit."""

    @abstractmethod
    def bounds(self) -> Bounds:
        """Return the least and the greatest it can be.

        Raises:
            OverflowError: Some step of it does not fit into 64 bits.
        """

    @abstractmethod
    def clauses(self, all_: Evaluation, unit: int) -> Iterator[Text]:
        """Yield how it came about for one unit, step by step."""

    @property
    def unit(self) -> Text:
        """What it is counted in."""
        return NO_UNIT

    @property
    def way(self) -> Text:
        """Which way it lies from where nothing is lost, as in: for each point below."""
        return NO_UNIT

    def said(self, all_: Evaluation, unit: int) -> Text:
        """Return its number for one unit, with what it is counted in."""
        return amount(all_.of(self), unit, self.unit)


def amount(column: Column, unit: int, counted_in: Text = NO_UNIT) -> Text:
    """Return a number as people read it, or that there is none."""
    standing = column.stands(unit)
    if standing is Standing.MISSING:
        return Text("未填", "not given")
    if standing is Standing.NOT_APPLICABLE:
        return Text("不适用", "not applicable")
    number = shown(int(column.values[unit]))
    return Text(f"{number}{counted_in.zh}", f"{number}{counted_in.en}")


def inputs_of(quantity: Quantity) -> Iterator[Input]:
    """Yield every input that a quantity reads."""
    if isinstance(quantity, Given):
        yield quantity.input
    for part in quantity.parts:
        yield from inputs_of(part)


def fitting(*ends: int) -> Bounds:
    """Return the bounds around some ends.

    Raises:
        OverflowError: They do not fit.
    """
    low, high = min(ends), max(ends)
    if max(abs(low), abs(high)) >= ROOM:
        raise OverflowError
    return low, high


@dataclass(frozen=True, eq=False)
class Number(Quantity):
    """The same for everybody."""

    value: int

    @property
    def parts(self) -> tuple[Quantity, ...]:
        return ()

    def compute(self, all_: Evaluation) -> Column:
        return constant(self.value, all_.n)

    def bounds(self) -> Bounds:
        return self.value, self.value

    def clauses(self, all_: Evaluation, unit: int) -> Iterator[Text]:  # noqa: ARG002
        yield from ()


@dataclass(frozen=True, eq=False)
class Given(Quantity):
    """An input as it was stated or counted."""

    input: Input

    @property
    def parts(self) -> tuple[Quantity, ...]:
        return ()

    @property
    def unit(self) -> Text:
        return self.input.unit

    def compute(self, all_: Evaluation) -> Column:
        return all_.columns[self.input.key]

    def bounds(self) -> Bounds:
        return self.input.lowest, self.input.highest

    def clauses(self, all_: Evaluation, unit: int) -> Iterator[Text]:
        said = self.said(all_, unit)
        label = self.input.label
        mark = "：" if self.input.options or self.input.is_flag else " "
        yield Text(f"{label.zh}{mark}{said.zh}", f"{label.en}: {said.en}")

    def said(self, all_: Evaluation, unit: int) -> Text:
        column = all_.of(self)
        if self.input.options and column.stands(unit) is Standing.SCORED:
            return self.input.options[int(column.values[unit]) // SCALE][1]
        if self.input.is_flag and column.stands(unit) is Standing.SCORED:
            return YES if int(column.values[unit]) else NO
        return super().said(all_, unit)


class Made(Quantity):
    """What is computed from other quantities."""

    def clauses(self, all_: Evaluation, unit: int) -> Iterator[Text]:
        for part in self.parts:
            yield from part.clauses(all_, unit)
        if all_.of(self).stands(unit) is Standing.SCORED:
            yield from self.step(all_, unit)

    def step(self, all_: Evaluation, unit: int) -> Iterator[Text]:  # noqa: ARG002
        """Yield what it does itself; nothing where its number speaks for itself."""
        yield from ()

"""One number per unit, some of them missing or not applicable; neither is a zero."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from liandong.scoring.fixed import Ints, fixed

Marks = NDArray[np.uint8]


class Standing(IntEnum):
    """How a number stands; of several that make one number, the greatest counts."""

    SCORED = 0
    NOT_APPLICABLE = 1
    MISSING = 2


@dataclass(frozen=True)
class Column:
    """Numbers at four places, one per unit; `standing` is left out where all are there.

    Where a number is missing or not applicable, its value is zero and says nothing.
    """

    values: Ints
    standing: Marks | None = None

    def __len__(self) -> int:
        return len(self.values)

    def stands(self, unit: int) -> Standing:
        """Return how the number of one unit stands."""
        return Standing(int(self.standing[unit])) if self.standing is not None else Standing.SCORED

    def present(self) -> NDArray[np.bool_] | None:
        """Return where there is a number; nothing where there is one everywhere."""
        return None if self.standing is None else self.standing == Standing.SCORED


def column(numbers: Iterable[str | int | None]) -> Column:
    """Return decimal numbers as a column; None is missing."""
    given = list(numbers)
    values = np.array([0 if each is None else fixed(each) for each in given], dtype=np.int64)
    gone = np.array([each is None for each in given], dtype=bool)
    return Column(values, gone.astype(np.uint8) * Standing.MISSING if gone.any() else None)


def constant(value: int, n: int) -> Column:
    """Return the same number for every unit."""
    return Column(np.full(n, value, dtype=np.int64))


def worst(columns: Sequence[Column]) -> Marks | None:
    """Return how a number stands that is made of all of these."""
    marked = [each.standing for each in columns if each.standing is not None]
    return reduce(np.maximum, marked) if marked else None


def made(values: Ints, standing: Marks | None) -> Column:
    """Return a column with zeros where there is no number."""
    if standing is None or not standing.any():
        return Column(values)
    return Column(np.where(standing == Standing.SCORED, values, 0), standing)

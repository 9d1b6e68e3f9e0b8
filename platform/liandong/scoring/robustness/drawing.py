"""Draws of weights and marks, and the ranks that follow from them, in blocks of bounded size.

Every weight has its own numbers, which follow from seed and code, and so has every unit, from seed
and key: who else is on the sheet changes none of them, and neither does the size of a block.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from liandong.scoring.fixed import Ints
from liandong.scoring.ranks import ranked
from liandong.scoring.robustness.stating import Floats, Sheet, Specification

ALGORITHM = "2/numpy.PCG64"
#: What is ranked is a whole number of this part of the whole; what is nearer than that is equal.
GRAIN = 2**30
#: At most so many totals are held at once, and so many are ranked at once.
_HELD, _AT_ONCE = 2**23, 2**16
_UNITS = 512


def stream(seed: int, *names: str) -> np.random.PCG64:
    """Return the numbers that belong to a name, from their beginning."""
    said = "\0".join((str(seed), *names)).encode()
    return np.random.PCG64(int.from_bytes(hashlib.sha256(said).digest()[:16], "big"))


@dataclass(frozen=True)
class Block:
    """Whole peer groups of a sheet, and the draws that are looked at together."""

    units: Ints
    since: int
    until: int

    @property
    def draws(self) -> slice:
        """The draws among all."""
        return slice(self.since, self.until)


def standings_ranked(stands: Floats, groups: Ints) -> Ints:
    """Return the rank of each within its group; the last axis is the units.

    A draw is ranked by itself: its groups are apart from those of every other.
    """
    whole = np.rint(stands * GRAIN).astype(np.int64)
    if whole.ndim == 1:
        return ranked(whole, groups)
    of = int(groups.max()) + 1
    found = np.empty(whole.shape, dtype=np.int64)
    step = max(1, _AT_ONCE // whole.shape[1])
    for start in range(0, len(whole), step):
        part = whole[start : start + step]
        apart = (np.arange(len(part))[:, None] * of + groups).ravel()
        found[start : start + step] = ranked(part.ravel(), apart).reshape(part.shape)
    return found


@dataclass(frozen=True)
class Draws:
    """All draws of one sheet, made again from their seed wherever they are needed.

    Args:
        of: Name of the set; another set has other numbers.
    """

    sheet: Sheet
    stated: Specification
    of: str = "a"

    @cached_property
    def doubtful(self) -> Ints:
        """The indicators whose marks are in doubt, by place, in the order of their codes."""
        codes = self.sheet.codes
        places = [i for i, code in enumerate(codes) if self.stated.errors.get(code)]
        return np.array(sorted(places, key=lambda i: codes[i]), dtype=np.int64)

    @cached_property
    def weights(self) -> Floats:
        """The factor of each weight: draws × indicators."""
        low, high = 1 - self.stated.weights, 1 + self.stated.weights
        rows = [
            np.random.Generator(stream(self.stated.seed, self.of, "weight", code)).uniform(
                low, high, self.stated.draws
            )
            for code in self.sheet.codes
        ]
        return np.stack(rows, axis=1)

    def moved(self, unit: int, block: Block) -> Floats:
        """Return how far the marks of a unit are off: draws × indicators in doubt.

        A mark never leaves what can be given: it stays from zero to its full points.
        """
        wide, counts = len(self.doubtful), self.sheet.counts
        source = stream(self.stated.seed, self.of, "marks", self.sheet.units[unit])
        source.advance(block.since * wide)
        off = np.random.Generator(source).random((block.until - block.since, wide))
        errors = self._errors if counts is None else self._errors * counts[unit, self.doubtful]
        off *= 2 * errors
        off -= errors
        points = self.sheet.points[unit, self.doubtful]
        full = self.sheet.full[unit, self.doubtful]
        lower = np.where(full > 0, np.minimum(-points, 0), 0)
        upper = np.where(full > 0, np.maximum(full - points, 0), 0)
        return np.clip(off, lower, upper, out=off)

    @cached_property
    def _errors(self) -> Floats:
        return np.array([self.stated.errors[self.sheet.codes[i]] for i in self.doubtful])

    def earned(self, block: Block) -> Floats:
        """Return the weighed points of the units of a block: draws × units."""
        weights = self.weights[block.draws]
        found = weights @ self.sheet.points[block.units].T
        if len(self.doubtful):
            own = np.ascontiguousarray(weights[:, self.doubtful])
            for place, unit in enumerate(block.units):
                found[:, place] += np.einsum("dj,dj->d", own, self.moved(int(unit), block))
        return found

    def whole(self, block: Block) -> Floats:
        """Return the weighed full points of the units of a block: draws × units."""
        return self.weights[block.draws] @ self.sheet.full[block.units].T

    def blocks(self, wide: int = 1) -> Iterator[Block]:
        """Yield every draw of every unit, peer groups in one piece.

        Args:
            wide: How many numbers are held of each draw of a unit.
        """
        for units in whole_groups(self.sheet.group_numbers):
            step = max(1, _HELD // (len(units) * wide))
            for since in range(0, self.stated.draws, step):
                yield Block(units, since, min(since + step, self.stated.draws))


def whole_groups(groups: Ints) -> Iterator[Ints]:
    """Yield the places of units, whole groups together, about as many at a time as fit a cache."""
    order = np.argsort(groups, kind="stable")
    ends = np.flatnonzero(np.r_[groups[order][1:] != groups[order][:-1], True]) + 1
    start = 0
    for end in ends:
        if end - start >= _UNITS or end == ends[-1]:
            yield order[start:end]
            start = int(end)

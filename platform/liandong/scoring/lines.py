"""The plainest rule over a whole column: a start, and so many points for each one of a number.

Numbers are held in half the width where the bounds of the input prove that nothing overflows and
nothing goes below zero, so that each step is one short pass; each rounds as it does elsewhere.
"""

from dataclasses import dataclass
from math import gcd

import numpy as np
from numpy.typing import NDArray

from liandong.scoring.fixed import PLACES, SCALE, Ints

Halves = NDArray[np.int32]
_MOST = 2**31 - 1


@dataclass(frozen=True)
class Line:
    """`start` and, for each one, `each` points (at scale), at most `cap` of them, between ends.

    Args:
        places: To which the result is rounded.
    """

    start: int
    each: int
    cap: int | None
    floor: int | None
    ceiling: int | None
    places: int

    def is_short(self, low: int, high: int) -> bool:
        """Tell whether numbers from `low` to `high` at scale can be held in half the width."""
        times, over = self._share()
        moved, (least, _) = self._moved(high), self._ends(high)
        if self.floor is not None:
            least = max(least, self.floor)
        if self.ceiling is not None:
            least = min(least, self.ceiling)
        ends = (self.start, self.floor or 0, self.ceiling or 0, self.cap or 0)
        largest = max(high * times + over, abs(self.start) + moved, *map(abs, ends))
        return low >= 0 and least >= 0 and largest + SCALE <= _MOST

    def _share(self) -> tuple[int, int]:
        """Return numerator and divisor of the points for each one, without their sign."""
        shared = gcd(self.each, SCALE)
        return abs(self.each) // shared, SCALE // shared

    def _moved(self, value: int) -> int:
        times, over = self._share()
        found = (value * times + over // 2) // over
        return found if self.cap is None else min(found, self.cap)

    def _ends(self, high: int) -> tuple[int, int]:
        """Return the least and the greatest before floor and ceiling."""
        moved = self._moved(high)
        return (
            (self.start, self.start + moved) if self.each > 0 else (self.start - moved, self.start)
        )

    def points(self, values: Ints, high: int, own: Halves, out: Ints) -> Ints:
        """Write the points of a column that is short into `out`, and return it.

        Args:
            values: At scale, from zero to `high`.
            high: The greatest they can be.
            own: Room for as many numbers.
            out: Where the points go.
        """
        times, over = self._share()
        np.copyto(own, values, casting="unsafe")
        if times != 1:
            own *= np.int32(times)
        if over != 1:
            own += np.int32(over // 2)
            _whole(own, over)
        if self.cap is not None and (high * times + over // 2) // over > self.cap:
            np.minimum(own, np.int32(self.cap), out=own)
        step = 10 ** (PLACES - self.places)
        half = step // 2 if step > 1 else 0  # is added with the start: it is one pass less
        start = np.int32(self.start + half)
        if self.each < 0:
            np.subtract(start, own, out=own)
        elif start:
            own += start
        least, most = self._ends(high)
        if self.floor is not None and least < self.floor:
            np.maximum(own, np.int32(self.floor + half), out=own)
        if self.ceiling is not None and max(most, self.floor or 0) > self.ceiling:
            np.minimum(own, np.int32(self.ceiling + half), out=own)
        if step > 1:
            _whole(own, step)
            own *= np.int32(step)
        np.copyto(out, own)
        return out


def _whole(own: Halves, by: int) -> None:
    """Divide numbers that are not below zero in their place, cutting off what is left."""
    whole = own.view(np.uint32)  # without a sign it divides faster
    whole //= np.uint32(by)

"""Exact numbers: int64 at four decimal places, each step rounded half away from zero (四舍五入).

A published point is never a float: binary fractions cannot hold 0.1, and totals then differ from
what anybody gets who adds the sheet up by hand.
"""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

import numpy as np
from numpy.typing import NDArray

PLACES = 4
SCALE: int = 10_000
#: The largest amount a sheet may state, and the largest product that int64 still holds.
LARGEST = 1_000_000
ROOM = 2**62

Ints = NDArray[np.int64]


def fixed(text: str | int | Decimal) -> int:
    """Return a number at four places.

    Raises:
        ValueError: It is no number, has more than four places, or is larger than a million.
    """
    if isinstance(text, bool):
        raise ValueError(text)  # noqa: TRY004 - one error for whatever is no number
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not number.is_finite() or abs(number) > LARGEST:
        raise ValueError(text)
    scaled = number * SCALE
    if scaled != scaled.to_integral_value():
        raise ValueError(text)
    return int(scaled)


def shown(value: int, places: int = 0) -> str:
    """Return a number as people write it: without needless zeros, but with at least `places`."""
    number = (Decimal(int(value)) / SCALE).quantize(Decimal(1).scaleb(-PLACES), ROUND_HALF_UP)
    whole, _, rest = f"{number:f}".partition(".")
    rest = rest.rstrip("0").ljust(places, "0")
    return f"{whole}.{rest}" if rest else whole


def divided(values: Ints, divisor: Ints | int) -> Ints:
    """Divide whole numbers, rounded half away from zero; the divisor is above zero."""
    half = divisor // 2 if isinstance(divisor, int) else np.floor_divide(divisor, 2)
    if values.size and int(values.min()) >= 0:
        return _halved_up(values + half, divisor)
    size = (np.abs(values) + half) // divisor
    return np.asarray(np.where(values < 0, -size, size), dtype=np.int64)


def _halved_up(own: Ints, divisor: Ints | int) -> Ints:
    """Divide numbers above zero that already have the half added, in their own place."""
    if not isinstance(divisor, int):
        return np.asarray(own // divisor, dtype=np.int64)
    whole = own.view(np.uint64)  # without a sign it divides in half the time
    whole //= np.uint64(divisor)
    return own


def _divided_own(own: Ints, divisor: int) -> Ints:
    """Divide numbers that nobody else holds, in their own place where none is below zero."""
    if not own.size or int(own.min()) < 0:
        return divided(own, divisor)
    own += divisor // 2
    return _halved_up(own, divisor)


def to_places(values: Ints, places: int, *, is_own: bool = False) -> Ints:
    """Round numbers at scale to fewer places, half away from zero; own ones may be changed."""
    if places >= PLACES:
        return values
    step = 10 ** (PLACES - places)
    found = _divided_own(values, step) if is_own else divided(values, step)
    found *= step
    return found


def rounded(value: int, places: int) -> int:
    """Round one number at scale to fewer places, half away from zero."""
    if places >= PLACES:
        return value
    step = 10 ** (PLACES - places)
    size: int = (abs(value) + step // 2) // step * step
    return -size if value < 0 else size


def by_constant(values: Ints, constant: int) -> Ints:
    """Multiply numbers at scale by a constant at scale, rounded to four places."""
    if constant % SCALE == 0:
        return np.asarray(values * (constant // SCALE), dtype=np.int64)
    found = _divided_own(values * abs(constant), SCALE)
    return np.negative(found, out=found) if constant < 0 else found

"""Ranks, in the one way in which anything here is ranked."""

import numpy as np

from liandong.scoring.fixed import Ints

_ROOM = 2**62


def ranked(values: Ints, groups: Ints) -> Ints:
    """Return the rank of each number within its group, the highest first; equals share: 1, 2, 2, 4.

    Args:
        values: Integers of 64 bits.
        groups: Number of each one's group, from zero; in any order.
    """
    found = np.empty(len(values), dtype=np.int64)
    if not len(values):
        return found
    order = _order(values, groups)
    by_group, by_value = groups[order], values[order]
    place = np.arange(len(order))
    starts = np.r_[True, by_group[1:] != by_group[:-1]]
    firsts = starts | np.r_[True, by_value[1:] != by_value[:-1]]
    first = np.maximum.accumulate(np.where(firsts, place, 0))
    start = np.maximum.accumulate(np.where(starts, place, 0))
    found[order] = first - start + 1
    return found


def _order(values: Ints, groups: Ints) -> Ints:
    """Sort by group, then the highest first; by one key where both fit into 64 bits."""
    low, high = int(values.min()), int(values.max())
    span = high - low + 1
    if (int(groups.max()) + 1) * span < _ROOM:
        return np.argsort(groups * span + (high - values))
    return np.lexsort((-values, groups))

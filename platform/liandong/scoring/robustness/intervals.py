"""Between which ranks a unit is: exact order statistics of its ranks, a few ends kept at a time."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from liandong.scoring.fixed import Ints
from liandong.scoring.robustness.drawing import Draws, standings_ranked
from liandong.scoring.robustness.stating import Floats

LOW = 0.05
Small = NDArray[np.int32]
Told = Callable[[int, int], None]


def intervals(draws: Draws, ranks: Ints, told: Told) -> tuple[Ints, Ints, Floats]:
    """Return of each unit the low and high rank of 90 of 100 draws, and how often it keeps its own.

    The k-th least and k-th greatest of its ranks are kept exactly, k being one more than a
    twentieth of the draws but one: that many ends of each unit are held, and no other rank.
    """
    many = draws.stated.draws
    kept = int(LOW * (many - 1)) + 1
    groups = draws.sheet.group_numbers
    low, high = np.empty_like(ranks), np.empty_like(ranks)
    keeps = np.zeros(len(ranks), dtype=np.int64)
    done = 0
    ends: list[Small] = []
    for block in draws.blocks():
        if not block.since:
            ends = [np.empty((0, len(block.units)), dtype=np.int32)] * 2
        stands = draws.sheet.stands(draws.earned(block), draws.whole(block), block.units)
        drawn = standings_ranked(stands, groups[block.units]).astype(np.int32)
        keeps[block.units] += (drawn == ranks[block.units]).sum(axis=0)
        ends = [_least(ends[0], drawn, kept), _least(ends[1], -drawn, kept)]
        if block.until == many:
            low[block.units], high[block.units] = ends[0].max(axis=0), -ends[1].max(axis=0)
        done += len(block.units) * (block.until - block.since)
        told(done, len(ranks) * many)
    return low, high, keeps / many


def _least(held: Small, drawn: Small, kept: int) -> Small:
    """Return the least ranks among those held and those drawn."""
    both = np.concatenate((held, drawn))
    return both if len(both) <= kept else np.partition(both, kept - 1, axis=0)[:kept]

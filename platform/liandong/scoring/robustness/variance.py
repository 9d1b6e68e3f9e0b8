"""Which weight and which mark the order hangs on: Sobol indices of the mean shift of ranks.

Two sets of draws, and for each factor the first set with that one factor from the second
(Saltelli); of these, the estimators of Jansen.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from liandong.scoring.fixed import Ints
from liandong.scoring.robustness.drawing import Block, Draws, standings_ranked
from liandong.scoring.robustness.stating import Floats, Sheet, Specification


@dataclass(frozen=True)
class Influence:
    """What one factor does: by itself, and with all that it does together with others."""

    first: float
    total: float


def indices(first: Floats, second: Floats, mixed: Floats) -> list[Influence]:
    """Return the indices of each factor; none where nothing varies.

    Args:
        first: What comes of each row of the first set.
        second: The same of the second set.
        mixed: Rows × factors: of the first set, the factor taken from the second.
    """
    both = np.concatenate((first, second))
    variance = float(both.var())
    if not variance:
        return []
    by_itself = variance - ((second[:, None] - mixed) ** 2).mean(axis=0) / 2
    in_all = ((first[:, None] - mixed) ** 2).mean(axis=0) / 2
    return [
        Influence(float(one) / variance, float(all_) / variance)
        for one, all_ in zip(by_itself, in_all, strict=True)
    ]


def influences(
    sheet: Sheet, stated: Specification, ranks: Ints
) -> tuple[dict[str, Influence], dict[str, Influence]]:
    """Return what each weight does, and each mark in doubt, by code of the indicator."""
    own = replace(stated, draws=stated.samples)
    sets = Draws(sheet, own), Draws(sheet, own, "b")
    doubtful = sets[0].doubtful
    shifts = np.zeros((stated.samples, 2 + len(sheet.codes) + len(doubtful)))
    groups = sheet.group_numbers
    for block in sets[0].blocks(1 + 2 * len(doubtful)):
        for place, stands in enumerate(_varied(sets, block)):
            moved = standings_ranked(stands, groups[block.units]) - ranks[block.units]
            shifts[block.draws, place] += np.abs(moved).sum(axis=1)
    shifts /= len(sheet.units)
    found = indices(shifts[:, 0], shifts[:, 1], shifts[:, 2:])
    marked = [sheet.codes[i] for i in doubtful]
    weights = dict(zip(sheet.codes, found, strict=False)) if stated.weights else {}
    return weights, dict(zip(marked, found[len(sheet.codes) :], strict=False))


def _varied(sets: tuple[Draws, Draws], block: Block) -> Iterator[Floats]:
    """Yield how units stand in the first set and in the second, then once for each factor."""
    sheet, doubtful = sets[0].sheet, sets[0].doubtful
    off = [_offs(each, block) for each in sets]
    weights = [each.weights[block.draws] for each in sets]
    whole = [each.whole(block) for each in sets]
    earned = [
        w @ sheet.points[block.units].T + np.einsum("dj,djn->dn", w[:, doubtful], o)
        for w, o in zip(weights, off, strict=True)
    ]
    stands = partial(sheet.stands, units=block.units)
    yield from map(stands, earned, whole)
    place_of = {int(i): n for n, i in enumerate(doubtful)}
    for i in range(len(sheet.codes)):
        by = (weights[1] - weights[0])[:, i, None]
        points = sheet.points[block.units, i]
        given = points + off[0][:, place_of[i]] if i in place_of else points
        yield stands(earned[0] + by * given, whole[0] + by * sheet.full[block.units, i])
    for n, i in enumerate(doubtful):
        other = off[1][:, n] - off[0][:, n]
        yield stands(earned[0] + weights[0][:, i, None] * other, whole[0])


def _offs(draws: Draws, block: Block) -> Floats:
    """Return how far marks are off: draws × indicators in doubt × units."""
    if not len(draws.doubtful):
        return np.zeros((block.until - block.since, 0, len(block.units)))
    return np.stack([draws.moved(int(unit), block) for unit in block.units], axis=2)

"""What becomes of the order without one indicator."""

from collections.abc import Iterator

import numpy as np

from liandong.scoring.fixed import Ints
from liandong.scoring.robustness.drawing import standings_ranked
from liandong.scoring.robustness.stating import Sheet


def unvaried(sheet: Sheet) -> Ints:
    """Return the ranks as they were, nothing varied."""
    return standings_ranked(sheet.stood, sheet.group_numbers)


def left_out(sheet: Sheet, ranks: Ints) -> Iterator[tuple[str, float, int]]:
    """Yield of each indicator the mean shift of ranks without it, and how many neighbours turn."""
    groups = sheet.group_numbers
    earned, whole = sheet.points.sum(axis=1), sheet.full.sum(axis=1)
    line = np.lexsort((ranks, groups))
    ahead, behind = line[:-1], line[1:]
    together = groups[ahead] == groups[behind]
    ahead, behind = ahead[together], behind[together]
    before = np.sign(ranks[ahead] - ranks[behind])
    for i, code in enumerate(sheet.codes):
        stands = sheet.stands(earned - sheet.points[:, i], whole - sheet.full[:, i])
        without = standings_ranked(stands, groups)
        turned = before != np.sign(without[ahead] - without[behind])
        yield code, float(np.abs(without - ranks).mean()), int(turned.sum())

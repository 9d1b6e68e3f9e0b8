"""What the units that are compared come to, and the place of one among them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from liandong.calendars import Text
from liandong.scoring.columns import Column, Standing, made
from liandong.scoring.fixed import (
    LARGEST,
    PLACES,
    SCALE,
    Ints,
    divided,
)
from liandong.scoring.quantities.base import (
    NO_UNIT,
    Bounds,
    Evaluation,
    Made,
    Quantity,
)
from liandong.scoring.ranks import ranked

Taking = Literal["mean", "best", "worst", "rank", "rank_from_last"]
_TAKEN = {
    "mean": Text("平均", "mean"),
    "best": Text("最好", "best"),
    "worst": Text("最差", "worst"),
    "rank": Text("名次", "rank"),
    "rank_from_last": Text("倒数名次", "rank from the last"),
}


@dataclass(frozen=True, eq=False)
class Peers(Made):
    """Something of the units that are compared: their mean, the best, or one's own place.

    Units without a number are not among them. Ranks share: 1, 2, 2, 4.
    """

    of: Quantity
    take: Taking
    within: Literal["group", "all"] = "group"
    more_is_better: bool = True
    places: int = 2

    @property
    def parts(self) -> tuple[Quantity, ...]:
        return (self.of,)

    @property
    def unit(self) -> Text:
        return NO_UNIT if self.take.startswith("rank") else self.of.unit

    def compute(self, all_: Evaluation) -> Column:
        of = all_.of(self.of)
        present = of.present()
        values = np.zeros(all_.n, dtype=np.int64)
        groups = all_.groups if self.within == "group" else np.zeros(all_.n, dtype=np.int64)
        chosen = np.arange(all_.n) if present is None else np.flatnonzero(present)
        if chosen.size:
            values[chosen] = self._among(of.values[chosen], groups[chosen])
        return made(values, of.standing)

    def _among(self, values: Ints, groups: Ints) -> Ints:
        up = values if self.more_is_better else -values
        if self.take.startswith("rank"):
            return ranked(-up if self.take == "rank_from_last" else up, groups) * SCALE
        order = np.lexsort((-up, groups))
        sorted_groups = groups[order]
        starts = np.flatnonzero(np.r_[True, sorted_groups[1:] != sorted_groups[:-1]])
        sizes = np.diff(np.r_[starts, len(order)])
        found = np.empty(len(order), dtype=np.int64)
        found[order] = self._taken(values[order], starts, sizes)
        return found

    def _taken(self, values: Ints, starts: Ints, sizes: Ints) -> Ints:
        if self.take == "mean":
            sums = np.add.reduceat(values, starts)
            step = 10 ** (PLACES - self.places)
            return np.repeat(divided(sums, sizes * step) * step, sizes)
        ends = starts if self.take == "best" else starts + sizes - 1
        return np.repeat(values[ends], sizes)

    def bounds(self) -> Bounds:
        low, high = self.of.bounds()
        if self.take.startswith("rank"):
            return SCALE, LARGEST * SCALE
        return low, high

    def clauses(self, all_: Evaluation, unit: int) -> Iterator[Text]:
        if self.take.startswith("rank"):
            yield from self.of.clauses(all_, unit)
        if all_.of(self).stands(unit) is Standing.SCORED:
            yield from self.step(all_, unit)

    def step(self, all_: Evaluation, unit: int) -> Iterator[Text]:
        said, words = self.said(all_, unit), _TAKEN[self.take]
        place = (
            Text("同组", "of the peer group") if self.within == "group" else Text("全部", "of all")
        )
        yield Text(f"{place.zh}{words.zh} {said.zh}", f"{words.en} {place.en}: {said.en}")

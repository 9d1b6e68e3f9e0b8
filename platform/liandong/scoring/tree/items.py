"""The leaves: what an item is worth, by which rule, from which inputs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from liandong.calendars import Text
from liandong.scoring.columns import Column, Standing, made
from liandong.scoring.fixed import shown
from liandong.scoring.quantities import Bounds, Input
from liandong.scoring.rules import Rule
from liandong.scoring.tree.units import (
    EVERYBODY,
    Points,
    Selector,
    Source,
    Sums,
    failed_by,
    without,
)


@dataclass(frozen=True, eq=False)
class Item:
    """A leaf: what it is worth, by which rule, from which inputs, and who scores it.

    Args:
        code: Stable over the editions of a scheme.
        full: Points that it is worth; zero for what can only be taken or added.
        absent: What a number that is not applicable makes of it: it leaves both sides, or counts
            as full or as nothing.
        weight: Share of its block, in per cent; nothing where its block adds points up.
        is_open: Points and rule are still to be entered by the tenant from its own copy.
    """

    code: str
    label: Text
    full: int
    rule: Rule
    inputs: tuple[tuple[Input, Source], ...]
    scorer: str = ""
    selector: Selector = EVERYBODY
    absent: Literal["leave_out", "full", "zero"] = "leave_out"
    is_bonus: bool = False
    weight: int | None = None
    is_open: bool = False

    def scored(self, sums: Sums) -> Points:
        """Return its points for every unit."""
        all_ = sums.evaluation
        earned = self.rule.scored(all_, self.full)
        full = all_.alike(0 if self.is_bonus else self.full)
        earned = self._awarded(self._where_absent(earned), sums)
        outside = self.selector.outside(sums.units)
        standing = without(earned.standing, outside)
        if standing is not None:
            full = np.where(standing == Standing.NOT_APPLICABLE, 0, full)
        failed = failed_by(self.rule.exceptions, all_)
        return sums.keep(self.code, Points(made(earned.values, standing), full, failed))

    def _where_absent(self, earned: Column) -> Column:
        if self.absent == "leave_out" or earned.standing is None:
            return earned
        gone = earned.standing == Standing.NOT_APPLICABLE
        value = self.full if self.absent == "full" else 0
        values = np.where(gone, value, earned.values)
        return made(values, np.where(gone, np.uint8(0), earned.standing))

    def _awarded(self, earned: Column, sums: Sums) -> Column:
        if not sums.awarded:
            return earned
        given = [(i, sums.award(unit, self.code)) for i, unit in enumerate(sums.units)]
        decided = {i: points for i, points in given if points is not None}
        if not decided:
            return earned
        values = earned.values.copy()
        standing = None if earned.standing is None else earned.standing.copy()
        for i, points in decided.items():
            values[i] = points
            if standing is not None:
                standing[i] = Standing.SCORED
        return Column(values, standing)

    def bounds(self) -> Bounds:
        """Return the least and the greatest points it can give."""
        return self.rule.bounds()

    def worth(self) -> int:
        """Return its full points where everything applies."""
        return 0 if self.is_bonus else self.full

    def leaves(self) -> "Iterator[Item]":
        """Yield itself."""
        yield self

    def places(self) -> Iterator["Item"]:
        """Yield itself."""
        yield self

    def clauses(self, sums: Sums, unit: int) -> Iterator[Text]:
        """Yield the sum of one unit in words."""
        if not self.selector.has(sums.units[unit]):
            yield Text("不适用本单位", "not for this unit")
            return
        award = sums.award(sums.units[unit], self.code)
        ruled = self.rule.scored(sums.evaluation, self.full)
        yield from self.rule.clauses(sums.evaluation, unit, self._where_absent(ruled))
        if award is not None:
            points = shown(award, 2)
            yield Text(f"复核后定为 {points} 分", f"set to {points} on review")

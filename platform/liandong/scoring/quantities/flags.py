"""What is so or not: comparisons, several of them, the opposite."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from liandong.calendars import Text
from liandong.scoring.columns import Column, Standing, made, worst
from liandong.scoring.fixed import (
    SCALE,
)
from liandong.scoring.quantities.base import (
    NO,
    NO_UNIT,
    YES,
    Bounds,
    Evaluation,
    Made,
    Number,
    Quantity,
)

Comparison = Literal["at_least", "at_most", "above", "below", "equals"]
_COMPARED = {
    "at_least": (np.greater_equal, Text("不少于", "at least")),
    "at_most": (np.less_equal, Text("不超过", "at most")),
    "above": (np.greater, Text("高于", "above")),
    "below": (np.less, Text("低于", "below")),
    "equals": (np.equal, Text("等于", "equal to")),
}


class Flag(Made):
    """One where something is so, zero where it is not."""

    def bounds(self) -> Bounds:
        for part in self.parts:
            part.bounds()
        return 0, SCALE

    def said(self, all_: Evaluation, unit: int) -> Text:
        column = all_.of(self)
        if column.stands(unit) is not Standing.SCORED:
            return super().said(all_, unit)
        return YES if int(column.values[unit]) else NO


@dataclass(frozen=True, eq=False)
class Test(Flag):
    """Whether one quantity compares so to another."""

    __test__ = False

    of: Quantity
    to: Quantity
    how: Comparison

    @property
    def parts(self) -> tuple[Quantity, ...]:
        return self.of, self.to

    def compute(self, all_: Evaluation) -> Column:
        of, to = all_.of(self.of), all_.of(self.to)
        found = _COMPARED[self.how][0](of.values, to.values)
        return made(found.astype(np.int64) * SCALE, worst((of, to)))

    def step(self, all_: Evaluation, unit: int) -> Iterator[Text]:
        limit, how = self.to.said(all_, unit), _COMPARED[self.how][1]
        counted_in = self.of.unit if isinstance(self.to, Number) else NO_UNIT
        said = self.said(all_, unit)
        yield Text(
            f"是否{how.zh} {limit.zh}{counted_in.zh}:{said.zh}".replace(":", "："),
            f"{how.en} {limit.en}{counted_in.en}: {said.en}",
        )


@dataclass(frozen=True, eq=False)
class Several(Flag):
    """Whether all of some flags hold, or any."""

    flags: tuple[Quantity, ...]
    is_all: bool

    @property
    def parts(self) -> tuple[Quantity, ...]:
        return self.flags

    def compute(self, all_: Evaluation) -> Column:
        columns = [all_.of(each) for each in self.flags]
        rows = np.stack([each.values for each in columns])
        found = rows.min(axis=0) if self.is_all else rows.max(axis=0)
        return made((found > 0).astype(np.int64) * SCALE, worst(columns))

    def step(self, all_: Evaluation, unit: int) -> Iterator[Text]:
        said = self.said(all_, unit)
        words = Text("全部符合", "all hold") if self.is_all else Text("任一符合", "any holds")
        yield Text(f"{words.zh}：{said.zh}", f"{words.en}: {said.en}")


@dataclass(frozen=True, eq=False)
class Not(Flag):
    """Whether something is not so."""

    of: Quantity

    @property
    def parts(self) -> tuple[Quantity, ...]:
        return (self.of,)

    def compute(self, all_: Evaluation) -> Column:
        of = all_.of(self.of)
        return made((of.values <= 0).astype(np.int64) * SCALE, of.standing)

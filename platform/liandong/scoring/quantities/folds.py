"""Several quantities in one: added, multiplied, chosen by a table, an option or a flag."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from liandong.calendars import Text
from liandong.scoring.columns import Column, Marks, Standing, made, worst
from liandong.scoring.fixed import (
    SCALE,
    by_constant,
    divided,
    shown,
)
from liandong.scoring.quantities.base import (
    Bounds,
    Evaluation,
    Given,
    Made,
    Number,
    Quantity,
    Where,
    fitting,
)

Folding = Literal["sum", "most", "least"]
_FOLDED = {
    "sum": Text("合计", "together"),
    "most": Text("取最高", "the greatest"),
    "least": Text("取最低", "the least"),
}


@dataclass(frozen=True, eq=False)
class Fold(Made):
    """Several quantities added up, or the greatest or least of them."""

    of: tuple[Quantity, ...]
    how: Folding

    @property
    def parts(self) -> tuple[Quantity, ...]:
        return self.of

    @property
    def unit(self) -> Text:
        return self.of[0].unit

    def compute(self, all_: Evaluation) -> Column:
        columns = [all_.of(each) for each in self.of]
        rows = np.stack([each.values for each in columns])
        fold = {"sum": np.add, "most": np.maximum, "least": np.minimum}[self.how]
        return made(np.asarray(fold.reduce(rows, axis=0), dtype=np.int64), worst(columns))

    def bounds(self) -> Bounds:
        ends = [each.bounds() for each in self.of]
        lows, highs = [low for low, _ in ends], [high for _, high in ends]
        if self.how == "sum":
            return fitting(sum(lows), sum(highs))
        pick = max if self.how == "most" else min
        return pick(lows), pick(highs)

    def step(self, all_: Evaluation, unit: int) -> Iterator[Text]:
        said, words = self.said(all_, unit), _FOLDED[self.how]
        yield Text(f"{words.zh} {said.zh}", f"{words.en}: {said.en}")


@dataclass(frozen=True, eq=False)
class Times(Made):
    """One quantity times another, rounded to four places."""

    of: Quantity
    by: Quantity

    @property
    def parts(self) -> tuple[Quantity, ...]:
        return self.of, self.by

    @property
    def unit(self) -> Text:
        return self.of.unit

    def compute(self, all_: Evaluation) -> Column:
        of, by = all_.of(self.of), all_.of(self.by)
        if isinstance(self.by, Number):
            return made(by_constant(of.values, self.by.value), of.standing)
        return made(divided(of.values * by.values, SCALE), worst((of, by)))

    def bounds(self) -> Bounds:
        ends = [a * b for a in self.of.bounds() for b in self.by.bounds()]
        fitting(*ends)
        return fitting(*(end // SCALE for end in ends))

    def step(self, all_: Evaluation, unit: int) -> Iterator[Text]:
        of, by, said = (each.said(all_, unit) for each in (self.of, self.by, self))
        yield Text(f"{of.zh} × {by.zh} = {said.zh}", f"{of.en} × {by.en} = {said.en}")


@dataclass(frozen=True, eq=False)
class Bands(Made):
    """What a table gives from which number on; below the first band, `otherwise`."""

    of: Quantity
    edges: tuple[int, ...]
    given: tuple[int, ...]
    otherwise: int = 0

    @property
    def parts(self) -> tuple[Quantity, ...]:
        return (self.of,)

    def compute(self, all_: Evaluation) -> Column:
        of = all_.of(self.of)
        place = np.searchsorted(np.array(self.edges, dtype=np.int64), of.values, side="right")
        table = np.array((self.otherwise, *self.given), dtype=np.int64)
        return made(table[place], of.standing)

    def bounds(self) -> Bounds:
        low, high = self.of.bounds()
        first = sum(edge <= low for edge in self.edges)
        last = sum(edge <= high for edge in self.edges)
        return fitting(*(self.otherwise, *self.given)[first : last + 1])

    def step(self, all_: Evaluation, unit: int) -> Iterator[Text]:
        value, said = int(all_.of(self.of).values[unit]), self.said(all_, unit)
        reached = [edge for edge in self.edges if edge <= value]
        counted_in = self.of.unit
        if reached:
            edge = shown(reached[-1])
            zh, en = f"{edge}{counted_in.zh} 起一档", f"band from {edge}{counted_in.en}"
        else:
            zh, en = "未到任何一档", "below every band"
        yield Text(f"{zh}，计 {said.zh}", f"{en}: {said.en}")


@dataclass(frozen=True, eq=False)
class Choice(Made):
    """What a table gives for the option that was chosen."""

    of: Given
    given: tuple[int, ...]

    @property
    def parts(self) -> tuple[Quantity, ...]:
        return (self.of,)

    def compute(self, all_: Evaluation) -> Column:
        of = all_.of(self.of)
        return made(np.array(self.given, dtype=np.int64)[of.values // SCALE], of.standing)

    def bounds(self) -> Bounds:
        return fitting(*self.given)

    def step(self, all_: Evaluation, unit: int) -> Iterator[Text]:
        said = self.said(all_, unit)
        yield Text(f"计 {said.zh}", f"counts {said.en}")


@dataclass(frozen=True, eq=False)
class When(Made):
    """One quantity where a flag holds, another where it does not; the other may be missing."""

    flag: Quantity
    then: Quantity
    otherwise: Quantity

    @property
    def parts(self) -> tuple[Quantity, ...]:
        return self.flag, self.then, self.otherwise

    @property
    def unit(self) -> Text:
        return self.then.unit

    def compute(self, all_: Evaluation) -> Column:
        flag, then, other = (all_.of(each) for each in self.parts)
        holds = flag.values > 0
        values = np.where(holds, then.values, other.values)
        marks = _picked(holds, then.standing, other.standing)
        if flag.standing is not None:
            marks = np.maximum(flag.standing, marks if marks is not None else np.uint8(0))
        return made(values, marks)

    def bounds(self) -> Bounds:
        self.flag.bounds()
        return fitting(*self.then.bounds(), *self.otherwise.bounds())

    def clauses(self, all_: Evaluation, unit: int) -> Iterator[Text]:
        yield from self.flag.clauses(all_, unit)
        if all_.of(self.flag).stands(unit) is Standing.SCORED:
            taken = self.then if int(all_.of(self.flag).values[unit]) else self.otherwise
            yield from taken.clauses(all_, unit)


def _picked(holds: Where, then: Marks | None, other: Marks | None) -> Marks | None:
    if then is None and other is None:
        return None
    nothing = np.zeros(len(holds), dtype=np.uint8)
    picked = np.where(holds, nothing if then is None else then, nothing if other is None else other)
    return np.asarray(picked, dtype=np.uint8)

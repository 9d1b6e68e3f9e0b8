"""Rates of two quantities, and how far a quantity is from its target."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from liandong.calendars import Text
from liandong.scoring.columns import Column, Marks, Standing, made, worst
from liandong.scoring.fixed import (
    PLACES,
    SCALE,
    Ints,
    divided,
    rounded,
    shown,
)
from liandong.scoring.quantities.base import (
    HIGHEST_RATE,
    NO_UNIT,
    PERCENT,
    POINTS,
    RATE,
    Bounds,
    Evaluation,
    Made,
    Number,
    Part,
    Quantity,
    Where,
    fitting,
)


@dataclass(frozen=True, eq=False)
class Ratio(Made):
    """One number divided by another, times something: a rate is times 100.

    `empty` says how it stands where there is nothing to divide by, and `at_least` how many there
    have to be for it to say anything (small samples).
    """

    of: Quantity
    to: Quantity
    times: int = PERCENT
    places: int = 2
    empty: Standing | int = Standing.NOT_APPLICABLE
    at_least: int = 0
    is_rate: bool = True

    @property
    def parts(self) -> tuple[Quantity, ...]:
        """The whole first, as people tell it."""
        return self.to, self.of

    @property
    def unit(self) -> Text:
        return RATE if self.is_rate else NO_UNIT

    def compute(self, all_: Evaluation) -> Column:
        of, to = all_.of(self.of), all_.of(self.to)
        standing = worst((of, to))
        nothing = to.values <= 0
        few = ~nothing & (to.values < self.at_least) if self.at_least else None
        is_thin = bool(nothing.any()) or bool(few is not None and few.any())
        below = np.where(nothing, 1, to.values) if is_thin else to.values
        values = self._divided(of.values, below)
        if self.is_rate:
            np.minimum(values, HIGHEST_RATE, out=values)
        if not is_thin:
            return made(values, standing)
        values, standing = self._without(values, nothing, standing)
        if few is not None and few.any():
            standing = _marked(standing, few, Standing.NOT_APPLICABLE)
        return made(values, standing)

    def _divided(self, of: Ints, below: Ints) -> Ints:
        """Return the quotient, rounded once."""
        step = 10 ** (PLACES - self.places)
        if self.times % SCALE == 0:
            found = divided(of * (self.times // SCALE * (SCALE // step)), below)
        else:
            found = divided(of * self.times, below * step)
        return np.asarray(found * step, dtype=np.int64)

    def _without(
        self,
        values: Ints,
        nothing: Where,
        standing: Marks | None,
    ) -> tuple[Ints, Marks | None]:
        if isinstance(self.empty, Standing):
            return values, _marked(standing, nothing, self.empty)
        return np.where(nothing, self.empty, values), standing

    def bounds(self) -> Bounds:
        low, high = self.of.bounds()
        least, most = self.to.bounds()
        fitting(low * self.times, high * self.times)
        least, most = max(least, self.at_least, 1), max(most, 1)
        ends = [edge * self.times // whole for edge in (low, high) for whole in (least, most)]
        if self.is_rate:
            ends = [min(each, HIGHEST_RATE) for each in ends]
        if not isinstance(self.empty, Standing):
            ends.append(self.empty)
        return fitting(*ends)

    def step(self, all_: Evaluation, unit: int) -> Iterator[Text]:
        of, to = all_.of(self.of), all_.of(self.to)
        said = self.said(all_, unit)
        if int(to.values[unit]) <= 0:
            yield Text(f"没有可计的，按 {said.zh}", f"nothing to count, taken as {said.en}")
            return
        over, under = shown(int(of.values[unit])), shown(int(to.values[unit]))
        times = "" if self.is_rate or self.times == SCALE else f" × {shown(self.times)}"
        yield Text(f"{over} ÷ {under}{times} = {said.zh}", f"{over} ÷ {under}{times} = {said.en}")


def _marked(standing: Marks | None, where: Where, how: Standing) -> Marks:
    found = where.astype(np.uint8) * np.uint8(how)
    return found if standing is None else np.maximum(standing, found)


@dataclass(frozen=True, eq=False)
class Gap(Made):
    """How far something is short of a number, or over it; in steps where a step is given."""

    of: Quantity
    limit: Quantity
    is_short: bool = True
    step_size: int = SCALE
    part: Part = "exact"

    @property
    def parts(self) -> tuple[Quantity, ...]:
        return self.of, self.limit

    @property
    def unit(self) -> Text:
        if self.step_size != SCALE or self.part != "exact":
            return Text(" 档", " steps")
        return POINTS if self.of.unit == RATE else self.of.unit

    def compute(self, all_: Evaluation) -> Column:
        of, limit = all_.of(self.of), all_.of(self.limit)
        away = limit.values - of.values if self.is_short else of.values - limit.values
        away = np.maximum(away, 0)
        if self.part == "begun":
            away = -(-away // self.step_size) * SCALE
        elif self.part == "full":
            away = away // self.step_size * SCALE
        elif self.step_size != SCALE:
            away = divided(away * SCALE, self.step_size)
        return made(np.asarray(away, dtype=np.int64), worst((of, limit)))

    def bounds(self) -> Bounds:
        low, high = self.of.bounds()
        floor, roof = self.limit.bounds()
        most = roof - low if self.is_short else high - floor
        least = floor - high if self.is_short else low - roof
        stretch = 1 if self.step_size == SCALE else SCALE
        fitting(most * stretch, least * stretch)
        return self._stepped(max(least, 0)), self._stepped(max(most, 0))

    def _stepped(self, away: int) -> int:
        if self.part == "begun":
            return -(-away // self.step_size) * SCALE
        if self.part == "full":
            return away // self.step_size * SCALE
        return rounded(away * SCALE // self.step_size, 4) if self.step_size != SCALE else away

    @property
    def way(self) -> Text:
        return Text("低", " below") if self.is_short else Text("高", " above")

    def step(self, all_: Evaluation, unit: int) -> Iterator[Text]:
        said, limit = self.said(all_, unit), self.limit.said(all_, unit)
        counted_in = self.of.unit
        edge = Text(f"{limit.zh}{counted_in.zh}", f"{limit.en}{counted_in.en}")
        if self.limit.unit != NO_UNIT or not isinstance(self.limit, Number):
            edge = limit
        name = Text("目标", "target") if self.is_short else Text("上限", "limit")
        if int(all_.of(self).values[unit]) == 0:
            word = Text("达到", "reached") if self.is_short else Text("没有超过", "not exceeded")
            yield Text(f"{word.zh}{name.zh} {edge.zh}", f"{name.en} {edge.en} {word.en}")
            return
        steps = self._steps()
        yield Text(
            f"{name.zh} {edge.zh}，{self.way.zh} {said.zh.strip()}{steps.zh}",
            f"{name.en} {edge.en}, {said.en}{self.way.en}{steps.en}",
        )

    def _steps(self) -> Text:
        """Return what a step is, where there are steps."""
        if self.unit in {self.of.unit, POINTS}:
            return NO_UNIT
        counted_in = POINTS if self.of.unit == RATE else self.of.unit
        size = shown(self.step_size)
        rest = {"begun": "，不足一档按一档", "full": "，不足一档不计", "exact": ""}[self.part]
        return Text(
            f"（{size}{counted_in.zh}一档{rest}）", f" (of {size}{counted_in.en}, {self.part})"
        )

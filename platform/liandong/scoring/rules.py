"""How an item of a sheet comes to its points: a start, terms that add or take, ends, exceptions."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from liandong.calendars.words import NOTHING, Text
from liandong.scoring.columns import Column, Marks, Standing, made, worst
from liandong.scoring.fixed import SCALE, Ints, by_constant, divided, shown, to_places
from liandong.scoring.lines import Line
from liandong.scoring.quantities import Bounds, Evaluation, Given, Quantity, fitting

_NOT_COUNTED = Text("不适用，不计分", "not applicable, no points either way")


class Amount(ABC):
    """Points that something adds (above zero) or takes (below zero), never more than its cap."""

    cap: int | None
    label: Text

    @property
    @abstractmethod
    def quantities(self) -> tuple[Quantity, ...]:
        """What it is computed from."""

    @abstractmethod
    def uncapped(self, all_: Evaluation) -> Column:
        """Return its points before the cap."""

    @abstractmethod
    def uncapped_bounds(self) -> Bounds:
        """Return the least and the greatest points before the cap."""

    @abstractmethod
    def clauses(self, all_: Evaluation, unit: int, *, is_open: bool = True) -> Iterator[Text]:
        """Yield how it came about for one unit; `is_open`: the last sum shows its moves."""

    def moves(self, all_: Evaluation, unit: int) -> list[str]:
        """Return what it adds or takes as the sum of an item shows it, each with its sign."""
        points = int(self.points(all_).values[unit])
        return [f"{'−' if points < 0 else '+'} {shown(abs(points))}"] if points else []

    def is_capped(self, all_: Evaluation, unit: int) -> bool:
        """Tell whether its cap was touched."""
        return self.cap is not None and abs(int(self.uncapped(all_).values[unit])) > self.cap

    def points(self, all_: Evaluation) -> Column:
        """Return its points for every unit."""
        found = self.uncapped(all_)
        if self.cap is None:
            return found
        return made(np.clip(found.values, -self.cap, self.cap), found.standing)

    def bounds(self) -> Bounds:
        """Return the least and the greatest points."""
        low, high = self.uncapped_bounds()
        if self.cap is None:
            return low, high
        return max(low, -self.cap), min(high, self.cap)

    def capped(self, all_: Evaluation, unit: int) -> Iterator[Text]:
        """Yield that the cap was touched, where it was."""
        if self.cap is not None:
            before = int(self.uncapped(all_).values[unit])
            if abs(before) > self.cap:
                word = Text("封顶", "capped at") if before > 0 else Text("扣分上限", "at most")
                yield Text(f"{word.zh} {shown(self.cap)} 分", f"{word.en} {shown(self.cap)}")


def signed(value: int) -> str:
    """Return points with their sign, the minus as people print it."""
    return f"−{shown(-value)}" if value < 0 else f"+{shown(value)}"


@dataclass(frozen=True, eq=False)
class Term(Amount):
    """So many points for each one of a quantity."""

    per: Quantity
    each: int = SCALE
    cap: int | None = None
    label: Text = NOTHING

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        return (self.per,)

    def uncapped(self, all_: Evaluation) -> Column:
        per = all_.of(self.per)
        if self.each == SCALE:
            return per
        return made(by_constant(per.values, self.each), per.standing)

    def uncapped_bounds(self) -> Bounds:
        low, high = self.per.bounds()
        fitting(low * self.each, high * self.each)
        return fitting(low * self.each // SCALE, -(-high * self.each // SCALE))

    def moves(self, all_: Evaluation, unit: int) -> list[str]:
        value = int(all_.of(self.per).values[unit])
        is_plain = value in {0, SCALE} or abs(self.each) == SCALE or value * self.each % SCALE != 0
        if is_plain or self.is_capped(all_, unit):
            return super().moves(all_, unit)
        sign = "−" if value * self.each < 0 else "+"
        return [f"{sign} {shown(abs(value))} × {shown(abs(self.each))}"]

    def clauses(self, all_: Evaluation, unit: int, *, is_open: bool = True) -> Iterator[Text]:
        if self.label.zh:
            yield self.label
        yield from self.per.clauses(all_, unit)
        column = all_.of(self.per)
        value = int(column.values[unit])
        if column.stands(unit) is not Standing.SCORED or not value or self.each == SCALE:
            return
        yield self._each(all_, unit, value, is_open=is_open)
        yield from self.capped(all_, unit)

    def _each(self, all_: Evaluation, unit: int, value: int, *, is_open: bool) -> Text:
        each, per = shown(abs(self.each)), self.per
        zh, en = ("扣", "lost") if self.each < 0 else ("得", "earned")
        total = shown(abs(int(self.uncapped(all_).values[unit])))
        if per.unit.zh.strip() in {"", "分"} and (value == SCALE or abs(self.each) == SCALE):
            return Text(f"{zh} {total} 分", f"{total} {en}")
        said = Text(
            f"每{per.way.zh or ' '}{' ' if per.way.zh else ''}1{per.unit.zh}{zh} {each} 分",
            f"{each} {en} for each 1{per.unit.en}{per.way.en}",
        )
        if SCALE in {value, abs(self.each)}:
            return said
        if is_open and any("×" in move for move in self.moves(all_, unit)):
            return said
        sum_ = f"{shown(value)} × {each} = {total}"
        return Text(f"{said.zh}，{sum_}", f"{said.en}, {sum_}")


@dataclass(frozen=True, eq=False)
class Together(Amount):
    """Several terms: their sum, or the one that weighs most alone (not both for one thing)."""

    terms: tuple[Amount, ...]
    combine: Literal["sum", "largest"]
    cap: int | None = None
    label: Text = NOTHING

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        return tuple(each for term in self.terms for each in term.quantities)

    def uncapped(self, all_: Evaluation) -> Column:
        columns = [term.points(all_) for term in self.terms]
        rows = np.stack([each.values for each in columns])
        standing = worst(columns)
        if self.combine == "sum":
            return made(np.asarray(rows.sum(axis=0), dtype=np.int64), standing)
        chosen = np.abs(rows).argmax(axis=0)
        return made(np.asarray(rows[chosen, np.arange(rows.shape[1])]), standing)

    def uncapped_bounds(self) -> Bounds:
        ends = [term.bounds() for term in self.terms]
        if self.combine == "sum":
            return fitting(sum(low for low, _ in ends), sum(high for _, high in ends))
        return fitting(*(end for pair in ends for end in pair))

    def _shows_parts(self, all_: Evaluation, unit: int) -> bool:
        return self.combine == "sum" and not self.is_capped(all_, unit)

    def moves(self, all_: Evaluation, unit: int) -> list[str]:
        if self._shows_parts(all_, unit):
            return [move for term in self.terms for move in term.moves(all_, unit)]
        return super().moves(all_, unit)

    def clauses(self, all_: Evaluation, unit: int, *, is_open: bool = True) -> Iterator[Text]:
        if self.label.zh:
            yield self.label
        for term in self.terms:
            shows = is_open and self._shows_parts(all_, unit)
            yield from term.clauses(all_, unit, is_open=shows)
        if self.combine == "largest":
            points = signed(int(self.uncapped(all_).values[unit]))
            yield Text(f"只计最重的一项：{points}", f"the heaviest alone: {points}")
        yield from self.capped(all_, unit)


@dataclass(frozen=True, eq=False)
class Exemption:
    """Where a flag holds, the item is worth something else, leaves both sides, or loses more."""

    when: Quantity
    label: Text
    becomes: int | None = None
    losses_times: int = SCALE
    #: The whole sheet fails with it: its grade is the lowest.
    fails: bool = False
    #: There was nothing to score: the item stands on neither side.
    leaves_out: bool = False

    def stands(self, all_: Evaluation, standing: Marks | None) -> Marks | None:
        """Return how the item stands: what it becomes needs none of its other inputs.

        An exception that nobody states does not hold.
        """
        if self.leaves_out:
            holds = all_.of(self.when).values > 0
            if not holds.any():
                return standing
            base = np.zeros(len(holds), dtype=np.uint8) if standing is None else standing
            return np.where(holds, np.uint8(Standing.NOT_APPLICABLE), base)
        if standing is None or self.becomes is None:
            return standing
        return np.where(all_.of(self.when).values > 0, np.uint8(0), standing)

    def applied(self, all_: Evaluation, full: Ints, values: Ints, floor: int | None) -> Ints:
        """Return the points once it is applied where its flag holds."""
        holds = all_.of(self.when).values > 0
        if not holds.any():
            return values
        if self.becomes is not None:
            changed = np.full(len(values), self.becomes, dtype=np.int64)
        else:
            lost = by_constant(np.asarray(full - values, dtype=np.int64), self.losses_times)
            changed = np.asarray(full - lost, dtype=np.int64)
            if floor is not None:
                changed = np.maximum(changed, floor)
        return np.asarray(np.where(holds, changed, values), dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Rule:
    """Start, terms, floor, ceiling, exceptions, in this order; then rounded.

    Args:
        start: Points that one begins with: the full points where things are taken, zero where
            they are earned, or a base.
        floor: The least an item can be worth (扣完为止 is zero); nothing: no end.
        ceiling: The most; nothing: no end, as for a bonus that has none.
    """

    start: int
    terms: tuple[Amount, ...]
    floor: int | None
    ceiling: int | None
    exceptions: tuple[Exemption, ...] = ()
    places: int = 2

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Everything it is computed from."""
        terms = (each for term in self.terms for each in term.quantities)
        return (*terms, *(each.when for each in self.exceptions))

    @cached_property
    def _line(self) -> tuple[Line, Quantity, int] | None:
        """The rule as one line over one input, and its greatest number, where it is so plain.

        Nothing is read that is out of the range of its input, so that its bounds prove what fits.
        """
        term = self.terms[0]
        if len(self.terms) != 1 or self.exceptions or not isinstance(term, Term):
            return None
        if not isinstance(term.per, Given):
            return None
        low, high = term.per.bounds()
        line = Line(self.start, term.each, term.cap, self.floor, self.ceiling, self.places)
        return (line, term.per, high) if line.is_short(low, high) else None

    def scored(self, all_: Evaluation, full: int) -> Column:
        """Return the points of every unit."""
        if self._line is not None:
            line, per, high = self._line
            column = all_.of(per)
            if column.standing is None:
                return Column(line.points(column.values, high, all_.halves, all_.room()))
        columns = [term.points(all_) for term in self.terms]
        values = columns[0].values + self.start
        for each in columns[1:]:
            values += each.values
        if self.floor is not None:
            np.maximum(values, self.floor, out=values)
        if self.ceiling is not None:
            np.minimum(values, self.ceiling, out=values)
        standing = worst(columns)
        whole: Ints = np.broadcast_to(np.int64(full), all_.n)
        for exemption in self.exceptions:
            values = exemption.applied(all_, whole, values, self.floor)
            standing = exemption.stands(all_, standing)
        return made(to_places(values, self.places, is_own=True), standing)

    def bounds(self) -> Bounds:
        """Return the least and the greatest points it can give, exceptions left out."""
        ends = [term.bounds() for term in self.terms]
        low = self.start + sum(least for least, _ in ends)
        high = self.start + sum(most for _, most in ends)
        fitting(low, high)
        if self.floor is not None:
            low, high = max(low, self.floor), max(high, self.floor)
        if self.ceiling is not None:
            low, high = min(low, self.ceiling), min(high, self.ceiling)
        return low, high

    def clauses(self, all_: Evaluation, unit: int, points: Column) -> Iterator[Text]:
        """Yield the sum of one unit in words, its last step the result."""
        out = [e for e in self.exceptions if e.leaves_out and int(all_.of(e.when).values[unit]) > 0]
        if out and points.stands(unit) is Standing.NOT_APPLICABLE:
            yield from (each.label for each in out)
            yield _NOT_COUNTED
            return
        if self.start:
            yield Text(f"起评 {shown(self.start)} 分", f"begins with {shown(self.start)}")
        for term in self.terms:
            yield from term.clauses(all_, unit)
        standing = points.stands(unit)
        if standing is not Standing.SCORED:
            is_out = standing is Standing.NOT_APPLICABLE
            yield _NOT_COUNTED if is_out else Text("待评", "not scored yet")
            return
        yield from self._result(all_, unit, int(points.values[unit]))

    def _result(self, all_: Evaluation, unit: int, points: int) -> Iterator[Text]:
        total = self.start + sum(int(term.points(all_).values[unit]) for term in self.terms)
        if self.floor is not None and total < self.floor:
            yield Text(f"扣到 {shown(self.floor)} 分为止", f"never below {shown(self.floor)}")
        if self.ceiling is not None and total > self.ceiling:
            yield Text(f"最高 {shown(self.ceiling)} 分", f"never above {shown(self.ceiling)}")
        yield from (
            each.label for each in self.exceptions if int(all_.of(each.when).values[unit]) > 0
        )
        moved = " ".join(move for term in self.terms for move in term.moves(all_, unit))
        is_bare = not self.start and moved.startswith("+")
        sum_ = f"{'' if is_bare else shown(self.start)} {moved}"
        yield summed(sum_.strip().removeprefix("+ "), total, points)


def summed(sum_: str, total: int, points: int) -> Text:
    """Return a sum with its result; where it is worth something else than it adds up to, both."""
    result, is_said = shown(points, 2), sum_ == shown(total)
    if total != points:
        zh = f"合计 {sum_} 分" if is_said else f"{sum_} = {shown(total)}"
        en = sum_ if is_said else f"{sum_} = {shown(total)}"
        return Text(f"{zh}，计 {result} 分", f"{en}, counted as {result}")
    if is_said:
        return Text(f"得 {result} 分", result)
    return Text(f"{sum_} = {result} 分", f"{sum_} = {result}")


def shared_out(values: Ints, of: Ints, to: Ints) -> Ints:
    """Return values of sheets that are worth `of` as if they were worth `to`."""
    safe = np.where(of <= 0, 1, of)
    return np.where(of <= 0, 0, divided(np.asarray(values * to, dtype=np.int64), safe))

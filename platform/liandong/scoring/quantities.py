"""What a rule counts: inputs, rates, gaps to a target, tests, tables, and places among peers.

Each quantity is one number per unit at four decimal places. It says its bounds before anything is
scored, so that a rule that can overflow or never reach its points is refused, and it says in words
how it came about.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from liandong.calendars import Text
from liandong.scoring.columns import Column, Marks, Standing, constant, made, worst
from liandong.scoring.fixed import (
    LARGEST,
    PLACES,
    ROOM,
    SCALE,
    Ints,
    by_constant,
    divided,
    rounded,
    shown,
)
from liandong.scoring.ranks import ranked

Bounds = tuple[int, int]
Where = NDArray[np.bool_]
Part = Literal["exact", "begun", "full"]
PERCENT = 100 * SCALE
#: More than ten times the whole is told as ten times.
HIGHEST_RATE = 1000 * SCALE
#: Unit of a rate; its gaps are told in percentage points.
RATE = Text("%", "%")
POINTS = Text(" 个百分点", " percentage points")
NO_UNIT = Text("", "")
YES, NO = Text("是", "yes"), Text("否", "no")


@dataclass(frozen=True)
class Input:
    """A number that somebody states or the platform counts, with what it may be.

    `options` makes it a choice: its number is the place of the chosen one in them; a flag is one
    or zero.
    """

    key: str
    label: Text
    unit: Text = NO_UNIT
    lowest: int = 0
    highest: int = LARGEST * SCALE
    options: tuple[tuple[str, Text], ...] = ()
    is_flag: bool = False


@dataclass
class Evaluation:
    """Everything a rule is computed from: the inputs of some units, and their peer groups.

    Args:
        n: How many units there are.
        columns: Inputs by their key, each with one number per unit.
        groups: Number of the peer group of each unit; groups of units that stand together.
    """

    n: int
    columns: Mapping[str, Column]
    groups: Ints
    _known: dict[int, Column] = field(default_factory=dict)

    def of(self, quantity: "Quantity") -> Column:
        """Return a quantity, computed once."""
        found = self._known.get(id(quantity))
        if found is None:
            found = self._known[id(quantity)] = quantity.compute(self)
        return found


class Quantity(ABC):
    """A number per unit."""

    @property
    @abstractmethod
    def parts(self) -> "tuple[Quantity, ...]":
        """What it is made of."""

    @abstractmethod
    def compute(self, all_: Evaluation) -> Column:
        """Return its number for every unit."""

    @abstractmethod
    def bounds(self) -> Bounds:
        """Return the least and the greatest it can be.

        Raises:
            OverflowError: Some step of it does not fit into 64 bits.
        """

    @abstractmethod
    def clauses(self, all_: Evaluation, unit: int) -> Iterator[Text]:
        """Yield how it came about for one unit, step by step."""

    @property
    def unit(self) -> Text:
        """What it is counted in."""
        return NO_UNIT

    @property
    def way(self) -> Text:
        """Which way it lies from where nothing is lost, as in: for each point below."""
        return NO_UNIT

    def said(self, all_: Evaluation, unit: int) -> Text:
        """Return its number for one unit, with what it is counted in."""
        return amount(all_.of(self), unit, self.unit)


def amount(column: Column, unit: int, counted_in: Text = NO_UNIT) -> Text:
    """Return a number as people read it, or that there is none."""
    standing = column.stands(unit)
    if standing is Standing.MISSING:
        return Text("未填", "not given")
    if standing is Standing.NOT_APPLICABLE:
        return Text("不适用", "not applicable")
    number = shown(int(column.values[unit]))
    return Text(f"{number}{counted_in.zh}", f"{number}{counted_in.en}")


def inputs_of(quantity: Quantity) -> Iterator[Input]:
    """Yield every input that a quantity reads."""
    if isinstance(quantity, Given):
        yield quantity.input
    for part in quantity.parts:
        yield from inputs_of(part)


def fitting(*ends: int) -> Bounds:
    """Return the bounds around some ends.

    Raises:
        OverflowError: They do not fit.
    """
    low, high = min(ends), max(ends)
    if max(abs(low), abs(high)) >= ROOM:
        raise OverflowError
    return low, high


@dataclass(frozen=True, eq=False)
class Number(Quantity):
    """The same for everybody."""

    value: int

    @property
    def parts(self) -> tuple[Quantity, ...]:
        return ()

    def compute(self, all_: Evaluation) -> Column:
        return constant(self.value, all_.n)

    def bounds(self) -> Bounds:
        return self.value, self.value

    def clauses(self, all_: Evaluation, unit: int) -> Iterator[Text]:  # noqa: ARG002
        yield from ()


@dataclass(frozen=True, eq=False)
class Given(Quantity):
    """An input as it was stated or counted."""

    input: Input

    @property
    def parts(self) -> tuple[Quantity, ...]:
        return ()

    @property
    def unit(self) -> Text:
        return self.input.unit

    def compute(self, all_: Evaluation) -> Column:
        return all_.columns[self.input.key]

    def bounds(self) -> Bounds:
        return self.input.lowest, self.input.highest

    def clauses(self, all_: Evaluation, unit: int) -> Iterator[Text]:
        said = self.said(all_, unit)
        label = self.input.label
        mark = "：" if self.input.options or self.input.is_flag else " "
        yield Text(f"{label.zh}{mark}{said.zh}", f"{label.en}: {said.en}")

    def said(self, all_: Evaluation, unit: int) -> Text:
        column = all_.of(self)
        if self.input.options and column.stands(unit) is Standing.SCORED:
            return self.input.options[int(column.values[unit]) // SCALE][1]
        if self.input.is_flag and column.stands(unit) is Standing.SCORED:
            return YES if int(column.values[unit]) else NO
        return super().said(all_, unit)


class Made(Quantity):
    """What is computed from other quantities."""

    def clauses(self, all_: Evaluation, unit: int) -> Iterator[Text]:
        for part in self.parts:
            yield from part.clauses(all_, unit)
        if all_.of(self).stands(unit) is Standing.SCORED:
            yield from self.step(all_, unit)

    def step(self, all_: Evaluation, unit: int) -> Iterator[Text]:  # noqa: ARG002
        """Yield what it does itself; nothing where its number speaks for itself."""
        yield from ()


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


def places_of(quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield every quantity and all that it is made of."""
    for each in quantities:
        yield each
        yield from places_of(each.parts)

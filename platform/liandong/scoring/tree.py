"""The sheet of a kind of unit: items with rules, blocks that add them up, one total."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from liandong.calendars import Text
from liandong.scoring.columns import Column, Marks, Standing, made
from liandong.scoring.fixed import SCALE, Ints, by_constant, shown, to_places
from liandong.scoring.quantities import Bounds, Evaluation, Input, Quantity, fitting
from liandong.scoring.rules import Exemption, Rule, shared_out, summed

Where = NDArray[np.bool_]
WHOLE = 100 * SCALE


@dataclass(frozen=True)
class Source:
    """Where an input comes from: its kind, and what it names there."""

    kind: str
    name: str = ""
    take: str = ""
    #: Why the same data count in another place too; empty: they do not.
    shared: str = ""


@dataclass(frozen=True)
class Selector:
    """The units that something is for; empty: all."""

    kinds: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    excepted: frozenset[str] = frozenset()

    def has(self, unit: "Unit") -> bool:
        """Tell whether a unit is among them."""
        if unit.key in self.excepted:
            return False
        if not (self.kinds or self.roles or self.units):
            return True
        return unit.key in self.units or unit.kind in self.kinds or bool(self.roles & unit.roles)


@dataclass(frozen=True)
class Unit:
    """Who is scored, as far as a scheme tells units apart."""

    key: str
    kind: str = ""
    roles: frozenset[str] = frozenset()


@dataclass
class Points:
    """What a place of the tree is worth for every unit, of how many, and who failed by it."""

    earned: Column
    full: Ints
    failed: Where


@dataclass
class Sums:
    """Points of every place of a sheet by its code, for the units of one evaluation."""

    evaluation: Evaluation
    units: tuple[Unit, ...]
    awarded: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    of: dict[str, Points] = field(default_factory=dict)

    def award(self, unit: Unit, code: str) -> int | None:
        """Return the points that a decision gave a unit for an item, in place of its rule."""
        return self.awarded.get(unit.key, {}).get(code)


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
    selector: Selector = Selector()
    absent: Literal["leave_out", "full", "zero"] = "leave_out"
    is_bonus: bool = False
    weight: int | None = None
    is_open: bool = False

    def scored(self, sums: Sums) -> Points:
        """Return its points for every unit."""
        all_ = sums.evaluation
        earned = self.rule.scored(all_, self.full)
        full = np.full(all_.n, 0 if self.is_bonus else self.full, dtype=np.int64)
        earned = self._awarded(self._where_absent(earned), sums)
        outside = _outside(self.selector, sums.units)
        standing = _with(earned.standing, outside)
        if standing is not None:
            full = np.where(standing == Standing.NOT_APPLICABLE, 0, full)
        failed = _failed(self.rule.exceptions, all_)
        return _kept(sums, self.code, Points(made(earned.values, standing), full, failed))

    def _where_absent(self, earned: Column) -> Column:
        if self.absent == "leave_out" or earned.standing is None:
            return earned
        gone = earned.standing == Standing.NOT_APPLICABLE
        value = self.full if self.absent == "full" else 0
        values = np.where(gone, value, earned.values)
        return made(values, np.where(gone, np.uint8(0), earned.standing))

    def _awarded(self, earned: Column, sums: Sums) -> Column:
        given = [(i, sums.award(unit, self.code)) for i, unit in enumerate(sums.units)]
        decided = {i: points for i, points in given if points is not None}
        if not sums.awarded or not decided:
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

    def places(self) -> "Iterator[Place]":
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


@dataclass(frozen=True)
class Losses:
    """Points lost that are multiplied, where a flag holds or always."""

    times: int
    when: Quantity | None = None


@dataclass(frozen=True, eq=False)
class Block:
    """Places added up: in points, or each by its weight.

    The order is: start and children, losses multiplied, floor and cap, rescaled, rounded; then its
    exceptions.

    Args:
        start: Points that it begins with, beside those of its children.
        cap: The most that it gives (a group of bonuses); nothing: no end.
        worth_of: What it is rescaled to be worth; nothing: what its children are.
        fills: Whether what does not apply is made up for: the rest counts as the whole.
    """

    code: str
    label: Text
    children: "tuple[Place, ...]"
    selector: Selector = Selector()
    start: int = 0
    floor: int | None = None
    cap: int | None = None
    worth_of: int | None = None
    fills: bool = False
    losses: Losses | None = None
    exceptions: tuple[Exemption, ...] = ()
    weight: int | None = None
    places_kept: int = 2

    def scored(self, sums: Sums) -> Points:
        """Return its points for every unit."""
        all_ = sums.evaluation
        parts = [(child, child.scored(sums)) for child in self.children]
        values = np.full(all_.n, self.start, dtype=np.int64)
        full = np.full(all_.n, self.start, dtype=np.int64)
        failed = np.zeros(all_.n, dtype=bool)
        for child, points in parts:
            values += _weighed(points.earned.values, child.weight)
            full += _weighed(points.full, child.weight)
            failed |= points.failed
        standing = self._standing([points.earned for _, points in parts])
        standing = _with(standing, _outside(self.selector, sums.units))
        values = self._ended(all_, values, full)
        values, full = self._rescaled(values, full)
        for each in self.exceptions:
            values = each.applied(all_, full, values, self.floor)
            standing = each.stands(all_, standing) if each.leaves_out else standing
        failed |= _failed(self.exceptions, all_)
        if standing is not None:
            full = np.where(standing == Standing.NOT_APPLICABLE, 0, full)
        earned = made(to_places(values, self.places_kept), standing)
        return _kept(sums, self.code, Points(earned, full, failed))

    def _standing(self, parts: list[Column]) -> Marks | None:
        marked = [each.standing for each in parts if each.standing is not None]
        if not marked:
            return None
        missing = np.max([each == Standing.MISSING for each in marked], axis=0)
        found = np.where(missing, np.uint8(Standing.MISSING), np.uint8(0))
        if len(marked) == len(parts) and not self.start:
            gone = np.min([each == Standing.NOT_APPLICABLE for each in marked], axis=0)
            found = np.where(gone, np.uint8(Standing.NOT_APPLICABLE), found)
        return np.asarray(found, dtype=np.uint8)

    def _ended(self, all_: Evaluation, values: Ints, full: Ints) -> Ints:
        if self.losses is not None:
            lost = by_constant(np.asarray(full - values, dtype=np.int64), self.losses.times)
            harder = np.asarray(full - lost, dtype=np.int64)
            when = self.losses.when
            holds = np.True_ if when is None else all_.of(when).values > 0
            values = np.asarray(np.where(holds, harder, values), dtype=np.int64)
        if self.floor is not None:
            values = np.maximum(values, self.floor)
        return values if self.cap is None else np.minimum(values, self.cap)

    def _rescaled(self, values: Ints, full: Ints) -> tuple[Ints, Ints]:
        """A block that does not apply at all stays worth nothing."""
        worth = self.worth_of if self.worth_of is not None else self.summed()
        if self.worth_of is None and not self.fills:
            return values, full
        to = np.where(full > 0, np.int64(worth), 0)
        if not self.fills:  # what does not apply stays left out, in proportion
            to = np.where(full > 0, shared_out(full, np.full_like(full, self.summed()), to), 0)
        return shared_out(values, full, np.asarray(to, dtype=np.int64)), np.asarray(to)

    def bounds(self) -> Bounds:
        """Return the least and the greatest points it can give, multiplied losses left out."""
        low = high = self.start
        for child in self.children:
            least, most = child.bounds()
            weight = WHOLE if child.weight is None else child.weight
            fitting(least * weight, most * weight)
            low += least * weight // WHOLE
            high += -(-most * weight // WHOLE)
        if self.floor is not None:
            low, high = max(low, self.floor), max(high, self.floor)
        if self.cap is not None:
            low, high = min(low, self.cap), min(high, self.cap)
        if self.worth_of is not None and self.summed():
            low, high = (end * self.worth_of // self.summed() for end in (low, high))
        return fitting(low, high)

    def summed(self) -> int:
        """Return the full points of its children where everything applies."""
        total = self.start
        for child in self.children:
            weight = WHOLE if child.weight is None else child.weight
            total += child.worth() * weight // WHOLE
        return total

    def worth(self) -> int:
        """Return its full points where everything applies."""
        return self.summed() if self.worth_of is None else self.worth_of

    def leaves(self) -> Iterator[Item]:
        """Yield the items below it."""
        for child in self.children:
            yield from child.leaves()

    def places(self) -> "Iterator[Place]":
        """Yield itself and everything below it."""
        yield self
        for child in self.children:
            yield from child.places()

    def clauses(self, sums: Sums, unit: int) -> Iterator[Text]:
        """Yield its sum of one unit in words."""
        own = sums.of[self.code]
        if own.earned.stands(unit) is not Standing.SCORED:
            return
        said, total, of = [shown(self.start)] if self.start else [], self.start, self.start
        for child in self.children:
            points = sums.of[child.code]
            weight = WHOLE if child.weight is None else child.weight
            of += int(points.full[unit]) * weight // WHOLE
            if points.earned.stands(unit) is Standing.SCORED:
                value = int(points.earned.values[unit])
                total += int(_weighed(points.earned.values[unit : unit + 1], child.weight)[0])
                said.append(shown(value) + ("" if child.weight is None else f" × {shown(weight)}%"))
        full = int(own.full[unit])
        if of != full and of:
            words = f"适用的满分 {shown(of)} 分，折算为 {shown(full)} 分"
            yield Text(words, f"{shown(of)} points apply, counted as {shown(full)}")
        sum_ = " + ".join(said).replace("+ -", "− ") or "0"
        yield summed(sum_, total, int(own.earned.values[unit]))


Place = Item | Block


def _weighed(values: Ints, weight: int | None) -> Ints:
    if weight is None:
        return values
    return by_constant(values, weight * SCALE // WHOLE)


def _outside(selector: Selector, units: tuple[Unit, ...]) -> Where | None:
    if selector == Selector():
        return None
    return np.array([not selector.has(unit) for unit in units], dtype=bool)


def _with(standing: Marks | None, outside: Where | None) -> Marks | None:
    """Whom a place is not for has nothing missing in it."""
    if outside is None or not outside.any():
        return standing
    base = np.zeros(len(outside), dtype=np.uint8) if standing is None else standing
    return np.where(outside, np.uint8(Standing.NOT_APPLICABLE), base)


def _failed(exceptions: tuple[Exemption, ...], all_: Evaluation) -> Where:
    failed = np.zeros(all_.n, dtype=bool)
    for each in exceptions:
        if each.fails:
            failed |= all_.of(each.when).values > 0
    return failed


def _kept(sums: Sums, code: str, points: Points) -> Points:
    sums.of[code] = points
    return points


def score(
    root: Block,
    units: tuple[Unit, ...],
    columns: Mapping[str, Column],
    groups: Ints,
    awarded: Mapping[str, Mapping[str, int]] | None = None,
) -> Sums:
    """Score some units by one sheet.

    Args:
        root: The sheet.
        units: Who is scored by it, in the order of the columns.
        columns: Every input of the sheet by its key.
        groups: Number of each unit's peer group; every group is here as a whole.
        awarded: By unit and code, points at scale that a decision gave in place of the rule.

    Returns:
        The points of every place, that of the sheet under its own code.
    """
    sums = Sums(Evaluation(len(units), columns, groups), units, awarded or {})
    root.scored(sums)
    return sums

"""Places added up, and a whole sheet scored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from liandong.calendars import Text
from liandong.scoring.columns import Column, Marks, Standing, made
from liandong.scoring.fixed import SCALE, Ints, by_constant, shown, to_places
from liandong.scoring.quantities import Bounds, Evaluation, Quantity, fitting
from liandong.scoring.rules import Exemption, shared_out, summed
from liandong.scoring.tree.items import Item
from liandong.scoring.tree.units import (
    EVERYBODY,
    Points,
    Selector,
    Sums,
    Unit,
    any_of,
    as_one,
    failed_by,
    without,
)

WHOLE = 100 * SCALE


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
    selector: Selector = EVERYBODY
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
        parts, values = [], all_.room()
        values.fill(self.start)
        for child in self.children:  # added up at once, while it is near
            points = child.scored(sums)
            values += _weighed(points.earned.values, child.weight)
            parts.append((child, points))
        full = self._full(all_, parts)
        failed = any_of([points.failed for _, points in parts], all_)
        standing = self._standing([points.earned for _, points in parts])
        standing = without(standing, self.selector.outside(sums.units))
        values = self._ended(all_, values, full)
        values, full = self._rescaled(values, full)
        for each in self.exceptions:
            values = each.applied(all_, full, values, self.floor)
            standing = each.stands(all_, standing) if each.leaves_out else standing
        failed = any_of([failed, failed_by(self.exceptions, all_)], all_)
        if standing is not None:
            full = np.where(standing == Standing.NOT_APPLICABLE, 0, full)
        earned = made(to_places(values, self.places_kept, is_own=True), standing)
        return sums.keep(self.code, Points(earned, full, failed))

    def _full(self, all_: Evaluation, parts: "list[tuple[Place, Points]]") -> Ints:
        """Add up full points; what is the same for everybody is added up once."""
        each = [_weighed(as_one(points.full), child.weight) for child, points in parts]
        alike = self.start + sum(int(one[0]) for one in each if len(one) == 1)
        if all(len(one) == 1 for one in each) or all_.n == 1:
            return all_.alike(alike)
        found = np.full(all_.n, alike, dtype=np.int64)
        for one in each:
            if len(one) > 1:
                found += one
        return found

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

"""What is varied, of whom; what cannot be so is refused with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from liandong.kernel.errors import InvalidInputError, Problem
from liandong.scoring.fixed import Ints

Floats = NDArray[np.float64]
_FEWEST = 2
_ALL = slice(None)


class SpecificationError(InvalidInputError):
    """What is to be varied is stated in a way that cannot be."""

    code = "assessment.specification"
    title_zh = "稳健性分析的设定不对"
    title_en = "The robustness analysis is wrongly specified"


@dataclass(frozen=True)
class Specification:
    """What is varied, how much, how often.

    Args:
        weights: Share by which the weight of each indicator goes up or down, 0 to 1.
        errors: Points by which a mark may be off, by code of the judged indicator.
        draws: How many times.
        seed: From which every draw follows.
        samples: How many rows each of the two sets has by which the variance is taken apart; zero:
            it is not.
    """

    weights: float
    errors: Mapping[str, float]
    draws: int
    seed: int
    samples: int = 0


@dataclass(frozen=True)
class Sheet:
    """Units that are ranked together: their points and full points by indicator, their groups.

    Args:
        units: Keys of the units.
        codes: Of the indicators.
        points: Units × indicators, as they count in the total; what does not apply is zero.
        full: Units × indicators, likewise.
        groups: Peer group of each unit.
        totals: By which the units were ranked; nothing: by the share of their full points.
        worth: Full points of each unit; nothing: one, as for shares.
        counts: Units × indicators: by what a point of a mark is multiplied in the total; nothing:
            it counts as it is.
    """

    units: tuple[str, ...]
    codes: tuple[str, ...]
    points: Floats
    full: Floats
    groups: tuple[str, ...]
    totals: Floats | None = None
    worth: Floats | None = None
    counts: Floats | None = None

    @cached_property
    def group_numbers(self) -> Ints:
        """The peer group of each unit as a number from zero."""
        return np.unique(np.array(self.groups), return_inverse=True)[1].astype(np.int64)

    @cached_property
    def stood(self) -> Floats:
        """What the units were ranked by, one being the most that any of them could have."""
        if self.totals is None:
            return self._linear(self.points.sum(axis=1), self.full.sum(axis=1), _ALL)
        return self.totals / self._most

    def stands(self, earned: Floats, whole: Floats, units: Ints | slice = _ALL) -> Floats:
        """Return what units are ranked by with other points; the last axis is the units.

        The share of the full points that apply, of what the unit could have; beside it stays what
        starts, caps, floors and rounding made of the points as they were.
        """
        return np.asarray(self._linear(earned, whole, units) + self._beside[units])

    @cached_property
    def _beside(self) -> Floats:
        return self.stood - self._linear(self.points.sum(axis=1), self.full.sum(axis=1), _ALL)

    @cached_property
    def _most(self) -> float:
        return 1.0 if self.worth is None else float(max(self.worth.max(), 1))

    def _linear(self, earned: Floats, whole: Floats, units: Ints | slice) -> Floats:
        share = earned / np.where(whole > 0, whole, 1)
        if self.worth is None:
            return np.asarray(share)
        worth = self.worth[units]
        return np.asarray(share * np.where(worth > 0, worth, 1) / self._most)

    def shares(self) -> Floats:
        """Return the share of its full points of each indicator; nan where it does not apply."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.where(self.full > 0, self.points / self.full, np.nan))


def confirm(sheet: Sheet, stated: Specification) -> None:
    """Let pass what can be varied.

    Raises:
        SpecificationError: There is nothing to vary, or a share or error cannot be.
    """
    problems = [*_problems(sheet, stated)]
    if problems:
        raise SpecificationError(problems)


def _problems(sheet: Sheet, stated: Specification) -> Iterator[Problem]:
    if not 0 <= stated.weights < 1:
        yield Problem("weights", "要在 0 到 1 之间", "from 0 to below 1")
    if stated.draws < 1:
        yield Problem("draws", "至少一次", "at least one")
    if stated.samples < 0 or stated.samples == 1:
        yield Problem("samples", "零，或者至少两个", "none, or at least two")
    if stated.seed < 0:
        yield Problem("seed", "不能小于零", "not below zero")
    if not stated.weights and not any(stated.errors.values()):
        yield Problem("weights", "没有可变动的", "nothing is varied")
    yield from _wrong_errors(sheet, stated)
    if len(sheet.units) < _FEWEST:
        yield Problem("units", "至少两个单位才有先后", "an order takes at least two units")
    if not sheet.codes:
        yield Problem("codes", "没有指标", "there are no indicators")


def _wrong_errors(sheet: Sheet, stated: Specification) -> Iterator[Problem]:
    for code, error in stated.errors.items():
        if code not in sheet.codes:
            yield Problem(f"errors.{code}", "没有这个指标", "there is no such indicator")
        elif not (isfinite(error) and error >= 0):
            yield Problem(f"errors.{code}", "要是不小于零的数", "a number, not below zero")

"""A scheme: the sheets of a year, who is compared with whom, and what the totals are called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from liandong.calendars import Text
from liandong.scoring.tree import Block, Item, Selector, Unit


@dataclass(frozen=True)
class Sheet:
    """What one kind of unit is scored by."""

    root: Block
    selector: Selector

    @property
    def key(self) -> str:
        """Its code."""
        return self.root.code


@dataclass(frozen=True)
class PeerGroup:
    """Units that are ranked against each other, and nobody else."""

    key: str
    label: Text
    selector: Selector


@dataclass(frozen=True)
class Grade:
    """A grade: from which total on, for which share or how many of a group; or neither."""

    label: Text
    from_: int | None = None
    share: int | None = None
    at_most: int | None = None


@dataclass(frozen=True)
class Grading:
    """How totals become grades: by thresholds, by quotas, by both, or by people.

    Args:
        grades: The best first; the last is what a failed unit gets.
        of: Whether thresholds speak of points or of the share of the full points.
        ties: Whether units of one rank are all taken in where a quota does not hold them all.
    """

    grades: tuple[Grade, ...] = ()
    of: Literal["points", "percent"] = "points"
    ties: Literal["in", "out"] = "out"
    by_decision: bool = False


@dataclass(frozen=True)
class Reader:
    """How lists, ballots and events of an input become one number."""

    kind: str
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Scheme:
    """One edition of a scheme."""

    key: str
    edition: str
    year: int
    title: Text
    sheets: tuple[Sheet, ...]
    groups: tuple[PeerGroup, ...]
    grading: Grading
    readers: Mapping[str, Reader]
    content: Mapping[str, Any]
    is_demo: bool = False
    effective_from: date | None = None
    codes: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def items(self) -> Iterator[Item]:
        """Every leaf of every sheet."""
        for sheet in self.sheets:
            yield from sheet.root.leaves()

    def sheet_of(self, unit: Unit) -> Sheet | None:
        """Return the sheet of a unit; nothing where it is not scored."""
        return next((each for each in self.sheets if each.selector.has(unit)), None)

    def groups_of(self, unit: Unit) -> tuple[PeerGroup, ...]:
        """Return the peer groups of a unit; more than one is a mistake of the scheme."""
        return tuple(each for each in self.groups if each.selector.has(unit))

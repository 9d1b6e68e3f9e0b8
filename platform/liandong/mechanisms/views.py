"""The case as a guard sees it: plain values, no database."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from liandong.mechanisms.fields import DayOf
from liandong.mechanisms.parties import Actor, Held


class DeadlineState(StrEnum):
    """How a deadline stands; LAPSED is the end of a right, which makes nobody late."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    ENDED = "ended"
    RELEASED = "released"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class DeadlineView:
    """One run of a limit: no `due_on` where it has no number; `accuses`: it may name late.

    `is_stated`: the paper itself states the period, no rule does.
    """

    due_on: date | None
    state: DeadlineState | str = DeadlineState.RUNNING
    accuses: bool = True
    is_stated: bool = False

    @property
    def runs(self) -> bool:
        """Tell whether something is still owed."""
        return self.state in {DeadlineState.RUNNING, DeadlineState.SUSPENDED}


@dataclass(frozen=True)
class RowView:
    """One row; `may_become` is what it may become in the act that is being offered."""

    id: Hashable
    type: str
    state: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    moved: bool = False
    may_become: frozenset[str] = frozenset()


@dataclass(frozen=True)
class BegunView:
    """A matter that a move of the case handed over, as far as it got there.

    `known_to` are the units it is addressed to that may know of it; of its paper that is served,
    `number` and `received_on`, the day of the proven delivery.
    """

    move: str
    known_to: frozenset[str] = frozenset()
    number: str | None = None
    received_on: date | None = None


@dataclass(frozen=True)
class CaseView:
    """A case on a day. Deadlines are keyed by the limit the move names, before any replacement.

    `ready` holds the papers whose draft and review are done (None: not asked), `enabled` the
    mechanisms of the county (None: all), `acting` what the person who fires holds, `unit` that
    person's unit (None: not asked), and `row` the row whose move is asked. With `offering`, nothing
    has been entered yet. `issued_on` is the day of the letter, `received_on` that of its proven
    delivery, `contest_until` the last day on which a delivery that its sender recorded may be
    contested. `lists` are the county's settings that list words, by key, `settings` all that it
    states (None: not asked).
    `ladder` holds the keys of the county's rungs, in their order; `lines` says how many lines stand
    in each table; `begun` are the matters that the case handed over.
    """

    state: str | None
    facts: Mapping[str, Any] = field(default_factory=dict)
    rows: tuple[RowView, ...] = ()
    deadlines: Mapping[str, DeadlineView] = field(default_factory=dict)
    on: date = date.min
    ready: frozenset[str] | None = None
    enabled: frozenset[str] | None = None
    acting: frozenset[Held] = frozenset()
    unit: Hashable = None
    row: RowView | None = None
    offering: bool = False
    may_appear: frozenset[tuple[str, str]] = frozenset()
    issued_on: date | None = None
    received_on: date | None = None
    contest_until: date | None = None
    lines: Mapping[str, int] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] | None = None
    settings: Mapping[str, Any] | None = None
    ladder: tuple[str, ...] = ()
    begun: tuple[BegunView, ...] = ()

    def acts_as(self, actor: Actor) -> bool:
        """Tell whether the person who fires holds this duty at this part."""
        return actor.held in self.acting

    @property
    def days(self) -> dict[DayOf, date]:
        """Return the days to which fields may be held."""
        days = {
            DayOf.EVENT: self.on,
            DayOf.ISSUE: self.issued_on,
            DayOf.DELIVERY: self.received_on,
        }
        return {what: day for what, day in days.items() if day is not None}

    def rows_of(self, row_type: str) -> tuple[RowView, ...]:
        """Return the rows of one type."""
        return tuple(row for row in self.rows if row.type == row_type)


Guard = Callable[[CaseView, date], bool]
"""A guard reads after "if": it is asked with the case and the day of the act."""

"""What somebody wants to do, and what comes of it."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from liandong.kernel.errors import Problem
from liandong.mechanisms.fields import Field
from liandong.mechanisms.graph import State, Transition
from liandong.mechanisms.limits import TimeLimit
from liandong.mechanisms.parties import Held
from liandong.mechanisms.row_types import RowType


@dataclass(frozen=True)
class RowFire:
    """One row moved in the act; without `row_id`, or with a new one, a row that is created."""

    row_type: str
    transition: str
    row_id: Hashable = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Fire:
    """One act: a move of the case with rows, or rows alone (`transition` None).

    `by` is what the person holds in this case; None leaves the question to the caller.
    """

    transition: str | None
    on: date
    facts: Mapping[str, Any] = field(default_factory=dict)
    rows: tuple[RowFire, ...] = ()
    by: frozenset[Held] | None = None


@dataclass(frozen=True)
class _Landed:
    """What a move that landed does to the clocks: nothing starts where it landed elsewhere."""

    transition: Transition | None
    state: State
    facts: Mapping[str, Any]
    on_target: bool

    @property
    def starts(self) -> tuple[TimeLimit, ...]:
        """Limits that start, as declared; `Mechanism.starts` and `resolve` make them concrete."""
        return self.transition.starts if self.transition and self.on_target else ()

    @property
    def opens(self) -> tuple[TimeLimit, ...]:
        """Rights whose period begins."""
        return self.transition.opens if self.transition and self.on_target else ()

    @property
    def stops(self) -> tuple[TimeLimit, ...]:
        """Limits whose clock ends this day, before anything starts."""
        return self.transition.stops if self.transition and self.on_target else ()

    @property
    def releases(self) -> tuple[TimeLimit, ...]:
        """Limits that are no longer owed, before anything starts."""
        return self.transition.releases if self.transition and self.on_target else ()


@dataclass(frozen=True)
class RowLanding(_Landed):
    """Where a row landed; `row_id` as in the act."""

    row_type: RowType
    row_id: Hashable


@dataclass(frozen=True)
class Landing(_Landed):
    """Where the case landed, with the rows that moved, in the order of the act."""

    rows: tuple[RowLanding, ...]


class RefusalCode(StrEnum):
    """Stable codes of refusals."""

    UNKNOWN_TRANSITION = "unknown_transition"
    UNKNOWN_ROW = "unknown_row"
    WRONG_STATE = "wrong_state"
    NOT_DURING = "not_during"
    NOT_ALONE = "not_alone"
    NOT_PERMITTED = "not_permitted"
    NOT_ENABLED = "not_enabled"
    NOT_READY = "not_ready"
    INVALID_FIELDS = "invalid_fields"
    GUARD = "guard"


@dataclass(frozen=True)
class Refusal:
    """Why an act does not happen; `problems` names the fields."""

    code: RefusalCode
    message_zh: str
    message_en: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Offer:
    """A move somebody could make now: a button if `refusal` is None, else why there is none.

    `instead` is where the move would land because its guard does not hold; `along` are the moves
    of rows that go with it, each for one row, or for a new one where `row_id` is None.
    """

    transition: Transition
    inputs: tuple[Field, ...]
    row_type: RowType | None = None
    row_id: Hashable = None
    refusal: Refusal | None = None
    instead: State | None = None
    along: tuple["Offer", ...] = ()

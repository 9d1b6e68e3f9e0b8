"""What a round is made of: who is scored, who scores, what was said of whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from liandong.scoring.tree import Unit

Plain = Mapping[str, Any]


@dataclass(frozen=True)
class Participant:
    """Who is scored in a round, by which sheet, compared with whom."""

    unit_id: UUID
    key: str
    name: str
    kind: str
    roles: tuple[str, ...]
    sheet: str
    group: str

    @property
    def unit(self) -> Unit:
        """As a scheme tells units apart."""
        return Unit(self.key, self.kind, frozenset(self.roles))


@dataclass(frozen=True)
class Assignment:
    """An evaluator, with the units and items that are theirs."""

    account: str
    name: str
    unit: str
    units: frozenset[str]
    codes: frozenset[str]


@dataclass(frozen=True)
class Said:
    """One event, its account and moment."""

    id: UUID
    content: Plain
    account: str
    by: Plain
    at: datetime


@dataclass
class Appeal:
    """What a unit contests of one item, what was said about it, and what was decided."""

    id: UUID
    unit: str
    code: str
    content: Plain
    by: Plain
    at: datetime
    posts: list[Said] = field(default_factory=list)
    decision: Said | None = None


@dataclass(frozen=True)
class Placed:
    """What was said of an item of a unit or, with an empty code, of all its work."""

    unit: str
    code: str
    said: Said


@dataclass
class Task:
    """What a unit has to put right, and until when."""

    id: UUID
    unit: str
    code: str
    content: Plain
    by: Plain
    at: datetime
    steps: list[Said] = field(default_factory=list)

    @property
    def state(self) -> str:
        """Return open, done, returned or verified."""
        return str(self.steps[-1].content["step"]) if self.steps else "open"


@dataclass
class Letter:
    """A letter as it was sent, who has received it, and which one corrects it."""

    id: UUID
    content: Plain
    by: Plain
    at: datetime
    receipts: dict[str, Said] = field(default_factory=dict)
    replaced_by: UUID | None = None


@dataclass(frozen=True)
class Entry(Placed):
    """What the day book holds of an item of a unit, and what took it back."""

    cancelled: Said | None = None


def day_of(raw: Any) -> date:
    """Return a day that an event states."""
    return date.fromisoformat(str(raw))

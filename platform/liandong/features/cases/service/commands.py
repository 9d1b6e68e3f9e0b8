"""What somebody asks of a case: plain, frozen, already of the right shape."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class RowCommand:
    """One row to move in the act; without an id, one to create."""

    type: str
    transition: str
    row_id: UUID | None = None
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PartyCommand:
    """A unit that takes part, and why."""

    unit_id: UUID
    part: str
    reason: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class FireTransition:
    """A move of a case, of rows alone (`transition` None), or of a draft towards one.

    `counts_on` is the day from which its clocks count where it is not the day it happened, and
    `counts_at` the moment of that day where the platform itself recorded it. `distinct_from`
    are matters that look like the one it opens, and were held to be others.
    """

    transition: str | None
    occurred_on: date
    facts: dict[str, Any] = field(default_factory=dict)
    rows: tuple[RowCommand, ...] = ()
    parties: tuple[PartyCommand, ...] = ()
    proof: tuple[UUID, ...] = ()
    seen: int | None = None
    counts_on: date | None = None
    counts_at: datetime | None = None
    distinct_from: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class HandlePaper:
    """A step of a paper's approval: submit, review or return (with the reason)."""

    step: str
    type: str
    row_id: UUID | None = None
    note: str = ""
    seen: int | None = None

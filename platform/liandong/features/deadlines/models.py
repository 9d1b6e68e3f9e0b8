from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, TIMESTAMP, CheckConstraint, Index, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from liandong.db.base import Base, Fact, Projection

#: Stands among the inputs of an obligation.
STANDS_FOR = "stands_for"


class Deadline(Projection, Base):
    """One run of a time limit in a case, with the inputs and the sentence that explain it."""

    __tablename__ = "deadlines"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'paused', 'done', 'released')", name="state"),
        Index(None, "tenant_id", "case_id"),
        Index(None, "tenant_id", "unit_id", "state", "due_on"),
        Index(None, "tenant_id", "next_fire_at", postgresql_where="next_fire_at IS NOT NULL"),
    )

    case_id: Mapped[UUID]
    row_id: Mapped[UUID | None]
    limit_id: Mapped[str] = mapped_column(comment="The limit that runs, SUG-01 or its local one")
    stands_for: Mapped[str] = mapped_column(comment="The limit the mechanism names")
    unit_id: Mapped[UUID | None] = mapped_column(comment="Who owes it")
    started_on: Mapped[date]
    due_on: Mapped[date | None]
    due_at: Mapped[datetime | None] = mapped_column(comment="The moment, of a limit in hours")
    is_right: Mapped[bool] = mapped_column(comment="A right that lapses; nobody is late by it")
    is_provisional: Mapped[bool]
    is_enforceable: Mapped[bool] = mapped_column(comment="Text, in force, tenant live")
    state: Mapped[str]
    ended_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(comment="in_time, late, not_accused")
    inputs: Mapped[dict[str, Any]] = mapped_column(comment="Rule, value, calendar, steps, basis")
    fires: Mapped[list[datetime]] = mapped_column(
        ARRAY(TIMESTAMP(timezone=True)), comment="When it speaks, in order"
    )
    next_fire_at: Mapped[datetime | None] = mapped_column(comment="Next reminder or notice")
    rung: Mapped[str | None] = mapped_column(
        comment="Rung that next_fire_at suggests; null: an ordinary word"
    )
    position: Mapped[int] = mapped_column(comment="Event of the case that last changed it")

    @property
    def accuses(self) -> bool:
        """Whether anybody may be called late by it: never by a right or a day only expected."""
        return self.is_enforceable and not self.is_provisional and not self.is_right


class ObligationRecord(Fact, Base):
    """What happened to something owed for a period: from its announcement to its filing."""

    __tablename__ = "obligation_records"
    __table_args__ = (
        UniqueConstraint("tenant_id", "obligation_id", "position"),
        CheckConstraint(
            "kind IN ('owed', 'filed', 'nil', 'met_by_case', 'returned', 'waived', 'recounted',"
            " 'reminded')",
            name="kind",
        ),
    )

    obligation_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(comment="1, 2, 3 … within the obligation")
    kind: Mapped[str]
    occurred_on: Mapped[date] = mapped_column(comment="The day it happened, as entered")
    content: Mapped[dict[str, Any]]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())
    account_id: Mapped[UUID | None] = mapped_column(comment="Who recorded it; none: the platform")
    unit_id: Mapped[UUID] = mapped_column(comment="Unit that did it, or that owes it")


class Obligation(Projection, Base):
    """What a unit owes in one period without a case, and how it was met."""

    __tablename__ = "obligations"
    __table_args__ = (
        UniqueConstraint("tenant_id", "limit_id", "unit_id", "period_start"),
        CheckConstraint("state IN ('open', 'met', 'nil', 'waived')", name="state"),
        Index(None, "tenant_id", "unit_id", "state", "due_on"),
        Index(None, "tenant_id", "next_fire_at", postgresql_where="next_fire_at IS NOT NULL"),
    )

    limit_id: Mapped[str]
    mechanism: Mapped[str] = mapped_column(comment="Key of the mechanism it belongs to")
    unit_id: Mapped[UUID] = mapped_column(comment="Who owes it")
    period_start: Mapped[date]
    period_end: Mapped[date]
    label: Mapped[str] = mapped_column(comment="The period in words: 2026年10月")
    nominal_on: Mapped[date] = mapped_column(comment="The last day before it moved")
    due_on: Mapped[date]
    is_provisional: Mapped[bool]
    is_enforceable: Mapped[bool] = mapped_column(comment="Text, in force, tenant live")
    state: Mapped[str]
    met_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(comment="in_time, late, not_accused")
    evidence: Mapped[dict[str, Any]] = mapped_column(comment="Files, proof, case, note")
    inputs: Mapped[dict[str, Any]] = mapped_column(comment="Rule, basis, steps, calendar, returns")
    fires: Mapped[list[datetime]] = mapped_column(
        ARRAY(TIMESTAMP(timezone=True)), comment="When it speaks, in order"
    )
    next_fire_at: Mapped[datetime | None] = mapped_column(comment="Next reminder or notice")
    position: Mapped[int] = mapped_column(comment="Record that last changed it: the ETag")

    @property
    def accuses(self) -> bool:
        """Whether anybody may be called late by it: never by a day that is only expected."""
        return self.is_enforceable and not self.is_provisional

    @property
    def stands_for(self) -> str:
        """The limit or slot that the mechanism names, where the county's own limit fills it."""
        return str(self.inputs.get(STANDS_FOR, self.limit_id))


class Escalation(Projection, Base):
    """One rung of the ladder as it was suggested for a deadline, and what a person made of it."""

    __tablename__ = "escalations"
    __table_args__ = (
        CheckConstraint("state IN ('suggested', 'confirmed', 'declined', 'ended')", name="state"),
        UniqueConstraint("tenant_id", "deadline_id", "number"),
        UniqueConstraint("tenant_id", "letter_number"),
        Index(None, "tenant_id", "unit_id", "state"),
        Index(None, "tenant_id", "case_id"),
    )

    case_id: Mapped[UUID]
    deadline_id: Mapped[UUID]
    rung: Mapped[str]
    number: Mapped[int] = mapped_column(comment="1, 2, 3 … of one deadline")
    state: Mapped[str]
    unit_id: Mapped[UUID] = mapped_column(comment="Unit of the one who confirms")
    suggested_on: Mapped[date]
    decided_on: Mapped[date | None]
    decided_by: Mapped[UUID | None] = mapped_column(comment="Account; none: ended by itself")
    reason: Mapped[str | None] = mapped_column(comment="Why declined or skipped, or how it ended")
    addressees: Mapped[list[Any]] = mapped_column(
        comment="Role, unit and name of each; no unit: sent by hand"
    )
    text: Mapped[str] = mapped_column(comment="The document: a draft until confirmed")
    letter_number: Mapped[str | None] = mapped_column(comment="Given when it is confirmed")
    terms: Mapped[dict[str, Any]] = mapped_column(
        comment="The rung as the ladder had it, and the matter it is about"
    )
    position: Mapped[int] = mapped_column(comment="Event of the case that last changed it")

    @property
    def label(self) -> str:
        """Return what the county calls the rung."""
        return str(self.terms["label"])

    @property
    def document(self) -> str:
        """Return the kind of its document."""
        return str(self.terms["document"])

    @property
    def version(self) -> int:
        """Return the ETag: a suggestion is decided once, and tells nothing else of the case."""
        return 1 if self.state == "suggested" else 2

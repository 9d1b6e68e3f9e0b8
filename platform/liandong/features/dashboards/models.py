from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from liandong.db.base import Base, Fact


class Snapshot(Fact, Base):
    """Figures of one mechanism and period as a unit counted them at one moment."""

    __tablename__ = "figure_snapshots"
    __table_args__ = (Index(None, "tenant_id", "recorded_at", "id"),)

    unit_id: Mapped[UUID] = mapped_column(comment="Unit that counted")
    account_id: Mapped[UUID] = mapped_column(comment="Person who took it")
    mechanism: Mapped[str]
    period: Mapped[str] = mapped_column(comment="2026, 2026-Q1 or 2026-03")
    counted_on: Mapped[date]
    content: Mapped[dict[str, Any]] = mapped_column(comment="Figures and records, as counted")
    digest: Mapped[str] = mapped_column(comment="SHA-256 of the content")
    on_behalf_of: Mapped[dict[str, Any] | None] = mapped_column(comment="For whom a deputy took it")
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())


class SnapshotStep(Fact, Base):
    """What became of a snapshot: its approval, its return, its withdrawal."""

    __tablename__ = "figure_snapshot_steps"
    __table_args__ = (
        UniqueConstraint("tenant_id", "snapshot_id", "position"),
        ForeignKeyConstraint(
            ["tenant_id", "snapshot_id"], ["figure_snapshots.tenant_id", "figure_snapshots.id"]
        ),
        CheckConstraint("step IN ('approved', 'returned', 'withdrawn')", name="step"),
    )

    snapshot_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(comment="1, 2 within the snapshot; settles every race")
    step: Mapped[str]
    reason: Mapped[str]
    on_behalf_of: Mapped[dict[str, Any] | None] = mapped_column(
        comment="For whom a deputy took the step"
    )
    account_id: Mapped[UUID]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())

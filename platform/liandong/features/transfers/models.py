from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from liandong.db.base import Base, Fact, Projection


class TransferRecord(Fact, Base):
    """One step of a transfer as this county recorded it; its id is that of the message."""

    __tablename__ = "transfer_records"
    __table_args__ = (
        UniqueConstraint("tenant_id", "transfer_id", "position"),
        UniqueConstraint("tenant_id", "answers"),
        CheckConstraint(
            "kind IN ('offered', 'received', 'revoke_asked', 'accepted', 'rejected', 'revoked',"
            " 'revoke_refused', 'resulted')",
            name="kind",
        ),
    )

    transfer_id: Mapped[UUID] = mapped_column(comment="The same in both counties")
    position: Mapped[int] = mapped_column(comment="1, 2, 3 … within the transfer, in this county")
    kind: Mapped[str]
    occurred_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())
    account_id: Mapped[UUID | None] = mapped_column(comment="Who signed; none: the platform")
    unit_id: Mapped[UUID | None] = mapped_column(comment="Unit of this county; none: unknown here")
    answers: Mapped[UUID | None] = mapped_column(
        comment="Record of the other county that this one follows from: taken once"
    )
    content: Mapped[dict[str, Any]] = mapped_column(comment="What was offered, decided, and why")
    on_behalf_of: Mapped[dict[str, Any] | None] = mapped_column(
        comment="For whom a deputy signed; stays in this county"
    )


class Transfer(Projection, Base):
    """A matter on its way between this county and another, as far as this county knows."""

    __tablename__ = "transfers"
    __table_args__ = (
        CheckConstraint("direction IN ('out', 'in')", name="direction"),
        CheckConstraint(
            "state IN ('offered', 'received', 'accepted', 'rejected', 'revoked', 'resolved',"
            " 'unresolved')",
            name="state",
        ),
        CheckConstraint("purpose IN ('custody', 'joint')", name="purpose"),
        Index(None, "tenant_id", "unit_id", "id"),
        Index(None, "tenant_id", "returns_id"),
    )

    direction: Mapped[str] = mapped_column(comment="out: from this county; in: to it")
    purpose: Mapped[str] = mapped_column(
        comment="custody: the matter goes; joint: it stays, and the other county takes part"
    )
    state: Mapped[str] = mapped_column(comment="What the receiving county's record says last")
    is_revoking: Mapped[bool] = mapped_column(comment="Asked back, and not answered yet")
    other_id: Mapped[int] = mapped_column(Integer, comment="The other county")
    other_unit: Mapped[str] = mapped_column(comment="Unit of the other county, by its name")
    unit_id: Mapped[UUID | None] = mapped_column(comment="Unit of this county that hands or takes")
    case_id: Mapped[UUID | None] = mapped_column(comment="The matter here; in: once it is accepted")
    returns_id: Mapped[UUID | None] = mapped_column(comment="Transfer by which the matter had come")
    mechanism: Mapped[str]
    title: Mapped[str]
    digest: Mapped[str] = mapped_column(comment="SHA-256 of the package, the same on both sides")
    reason: Mapped[str]
    legal_basis: Mapped[str]
    answer: Mapped[str | None] = mapped_column(comment="Why it was rejected, or not given back")
    offered_on: Mapped[date]
    decided_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(comment="Records so far; also the ETag")

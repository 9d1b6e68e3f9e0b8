from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from liandong.db.base import Base, Fact, GlobalTable, Projection


class VisitSession(GlobalTable, Base):
    """The short session of one entry, beside that of the account; known by its hash."""

    __tablename__ = "visit_sessions"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    visit_id: Mapped[UUID]
    tenant_id: Mapped[int] = mapped_column(Integer, comment="The county that is entered")
    home_id: Mapped[int] = mapped_column(Integer, comment="The tenant of the account")
    account_id: Mapped[UUID]
    expires_at: Mapped[datetime]


class VisitRecord(Fact, Base):
    """What happened in an entry: it began, an address was asked for, it ended."""

    __tablename__ = "visit_records"
    __table_args__ = (UniqueConstraint("tenant_id", "visit_id", "position"),)

    visit_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(comment="1, 2, 3 … within the entry")
    kind: Mapped[str] = mapped_column(comment="entered, requested, ended")
    content: Mapped[dict[str, Any]]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())
    recorded_by: Mapped[str] = mapped_column(comment="Login")


class Visit(Projection, Base):
    """An entry as this side knows it: `in` at the county, `out` at the province."""

    __tablename__ = "visits"
    __table_args__ = (
        CheckConstraint("direction IN ('in', 'out')", name="direction"),
        Index(None, "tenant_id", "until_at"),
    )

    direction: Mapped[str]
    other_id: Mapped[int] = mapped_column(Integer, comment="The tenant at the other end")
    other_name: Mapped[str]
    visitor: Mapped[str] = mapped_column(comment="Login of who entered")
    visitor_name: Mapped[str]
    reason: Mapped[str]
    reach: Mapped[str] = mapped_column(comment="configuration, headers")
    entered_at: Mapped[datetime]
    until_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]
    n_requests: Mapped[int] = mapped_column(Integer)

    def is_running(self, now: datetime) -> bool:
        """Say whether it still opens anything."""
        return self.ended_at is None and now < self.until_at

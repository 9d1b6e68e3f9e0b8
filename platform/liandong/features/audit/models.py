from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from liandong.db.base import Base, Fact


class AuditEntry(Fact, Base):
    """One link of a tenant's chain: its hash covers its content and the hash before it."""

    __tablename__ = "audit_entries"
    __table_args__ = (UniqueConstraint("tenant_id", "position"),)

    position: Mapped[int]
    recorded_at: Mapped[datetime]
    account_id: Mapped[UUID | None]
    unit_id: Mapped[UUID | None] = mapped_column(comment="Who may read the entry in full")
    action: Mapped[str]
    subject: Mapped[str] = mapped_column(comment="Table and id of what it was done to")
    content: Mapped[dict[str, Any]]
    previous: Mapped[str]
    digest: Mapped[str]

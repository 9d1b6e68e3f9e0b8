from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from liandong.db.base import Base, Fact


class AuditEntry(Fact, Base):
    """One link of a tenant's chain: its hash covers its content and the hash before it."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        UniqueConstraint("tenant_id", "position"),
        Index(None, "tenant_id", "recorded_at"),
        Index(None, "tenant_id", "subject"),
    )

    position: Mapped[int]
    recorded_at: Mapped[datetime]
    account_id: Mapped[UUID | None]
    unit_id: Mapped[UUID | None] = mapped_column(comment="Who may read the entry in full")
    action: Mapped[str]
    subject: Mapped[str] = mapped_column(comment="Table and id of what it was done to")
    content: Mapped[dict[str, Any]]
    previous: Mapped[str]
    digest: Mapped[str]
    version: Mapped[int] = mapped_column(
        server_default="1", comment="2: the digest is of body; 1: of the columns"
    )
    algorithm: Mapped[str] = mapped_column(server_default="sha256", comment="sha256 or sm3")
    body: Mapped[str | None] = mapped_column(
        comment="The very bytes under the digest: canonical JSON with who, from where and what"
    )
    actor: Mapped[str | None] = mapped_column(comment="Login of who acted, as it was that day")

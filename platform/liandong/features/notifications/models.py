from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from liandong.db.base import Base, Fact


class Notice(Fact, Base):
    """Something a unit was told, once; the key keeps a repeated run from telling it twice."""

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("tenant_id", "unit_id", "key"),
        Index(None, "tenant_id", "unit_id", "recorded_at"),
    )

    unit_id: Mapped[UUID]
    key: Mapped[str] = mapped_column(comment="What makes it the same notice")
    kind: Mapped[str]
    case_id: Mapped[UUID | None]
    content: Mapped[dict[str, Any]]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())


class NoticeRead(Fact, Base):
    """An account has seen a notice."""

    __tablename__ = "notice_reads"
    __table_args__ = (UniqueConstraint("tenant_id", "account_id", "notice_id"),)

    account_id: Mapped[UUID]
    notice_id: Mapped[UUID]
    read_at: Mapped[datetime] = mapped_column(server_default=func.now())

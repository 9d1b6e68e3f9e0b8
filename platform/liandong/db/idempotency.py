"""Answers already given, so that a repeated request has no second effect."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from liandong.db.base import Base, Fact


class AnsweredRequest(Fact, Base):
    """The answer to one request of one account under its `Idempotency-Key`."""

    __tablename__ = "answered_requests"
    __table_args__ = (UniqueConstraint("tenant_id", "account_id", "key"),)

    account_id: Mapped[UUID]
    key: Mapped[str]
    digest: Mapped[str] = mapped_column(
        comment="SHA-256 of method, path and body; of a secret one an HMAC that goes with it"
    )
    status: Mapped[int] = mapped_column(Integer)
    answer: Mapped[dict[str, Any]]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())

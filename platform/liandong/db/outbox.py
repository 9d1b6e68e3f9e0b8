"""Messages on their way to the workers: a tenant and an event, never content."""

from datetime import datetime

from sqlalchemy import Index, func
from sqlalchemy.orm import Mapped, mapped_column

from liandong.db.base import Base, Queue


class OutboxMessage(Queue, Base):
    """An event that the relay has not yet handed to the broker; `id` is the event's id."""

    __tablename__ = "outbox"
    __table_args__ = (Index(None, "due"),)

    due: Mapped[datetime] = mapped_column(server_default=func.now(), comment="Not before this")

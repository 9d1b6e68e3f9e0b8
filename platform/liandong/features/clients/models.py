from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, Integer, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from liandong.db.base import Base, Fact, GlobalTable, Projection


class ClientToken(GlobalTable, Base):
    """What a program shows; known by its hash, it says which tenant to enter."""

    __tablename__ = "client_tokens"
    __table_args__ = (Index(None, "tenant_id", "client_id"),)

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(Integer)
    client_id: Mapped[UUID]
    seen_at: Mapped[datetime | None] = mapped_column(comment="Last request, to the minute")


class ClientRecord(Fact, Base):
    """What happened to a client: it was created, it was revoked."""

    __tablename__ = "client_records"
    __table_args__ = (UniqueConstraint("tenant_id", "client_id", "position"),)

    client_id: Mapped[UUID]
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(comment="created, revoked")
    content: Mapped[dict[str, Any]]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())
    recorded_by: Mapped[str] = mapped_column(comment="Login, or the command line")


class Client(Projection, Base):
    """A program that may call the interface for a unit."""

    __tablename__ = "clients"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "unit_id"], ["units.tenant_id", "units.id"]),
    )

    name: Mapped[str]
    unit_id: Mapped[UUID]
    duties: Mapped[list[Any]]
    scopes: Mapped[list[Any]]
    hint: Mapped[str] = mapped_column(comment="The first signs of its token")
    expires_on: Mapped[date] = mapped_column(comment="The last day it opens anything")
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str | None]

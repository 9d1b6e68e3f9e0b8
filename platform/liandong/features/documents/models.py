from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from liandong.db.base import Base, Fact, Projection


class FileRecord(Fact, Base):
    """A file somebody handed in; its bytes lie in the file store at (tenant, hash)."""

    __tablename__ = "files"
    __table_args__ = (Index(None, "tenant_id", "sha256"),)

    sha256: Mapped[str]
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger, comment="Bytes")
    unit_id: Mapped[UUID] = mapped_column(comment="Unit that handed it in")
    account_id: Mapped[UUID]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Document(Projection, Base):
    """A paper of a case: draft, signed, delivered; its number is given with the signature."""

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("tenant_id", "number"),
        Index(None, "tenant_id", "case_id"),
    )

    case_id: Mapped[UUID]
    type: Mapped[str] = mapped_column(comment="Key of the document type")
    row_id: Mapped[UUID | None] = mapped_column(comment="Row it answers, if any")
    unit_id: Mapped[UUID] = mapped_column(comment="Unit whose paper it is")
    state: Mapped[str] = mapped_column(comment="draft, submitted, reviewed, signed, withdrawn")
    number: Mapped[str | None]
    content: Mapped[dict[str, Any]]
    digest: Mapped[str | None] = mapped_column(comment="SHA-256 of the signed content")
    signed_at: Mapped[datetime | None]
    signed_by: Mapped[UUID | None]
    delivery: Mapped[dict[str, Any] | None] = mapped_column(comment="Mode, day, receiver, proof")
    position: Mapped[int] = mapped_column(comment="Event of the case that last changed it")

from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from liandong.db.base import Base, GlobalTable
from liandong.kernel.ids import uuid7


class Identity(GlobalTable, Base):
    """A subject of a provider may sign in to an account; of one county to one alone."""

    __tablename__ = "identities"
    __table_args__ = (
        UniqueConstraint("issuer", "subject", "tenant_id"),
        UniqueConstraint("tenant_id", "account_id", "issuer"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    issuer: Mapped[str]
    subject: Mapped[str]
    tenant_id: Mapped[int] = mapped_column(Integer)
    account_id: Mapped[UUID]
    linked_at: Mapped[datetime] = mapped_column(server_default=func.now())
    linked_by: Mapped[str] = mapped_column(comment="Login, or the command line")


class SignOnFlow(GlobalTable, Base):
    """A browser on its way to the provider and back, once; known by the hash of its cookie."""

    __tablename__ = "sign_on_flows"

    flow_hash: Mapped[str] = mapped_column(primary_key=True)
    state_hash: Mapped[str]
    nonce: Mapped[str]
    verifier: Mapped[str] = mapped_column(comment="Of PKCE")
    target: Mapped[str] = mapped_column(comment="The page afterwards, of ours")
    session_hash: Mapped[str | None] = mapped_column(
        comment="The session that links its account; none: it signs in"
    )
    subject: Mapped[str | None] = mapped_column(
        comment="Verified: several accounts, one to be chosen"
    )
    expires_at: Mapped[datetime]

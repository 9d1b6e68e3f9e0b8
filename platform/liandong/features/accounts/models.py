from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, Integer, UniqueConstraint, false, func
from sqlalchemy.orm import Mapped, mapped_column

from liandong.db.base import Base, Fact, GlobalTable, Projection


class Login(GlobalTable, Base):
    """A name to sign in with; says which tenant to enter, nothing about the person."""

    __tablename__ = "logins"

    login: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(Integer)
    account_id: Mapped[UUID]
    password_hash: Mapped[str]
    failures: Mapped[int] = mapped_column(comment="Failed sign-ins since the last that succeeded")
    signed_in_at: Mapped[datetime | None] = mapped_column(comment="Last sign-in")
    signed_in_from: Mapped[str] = mapped_column(server_default="", comment="Address of it")


class SignInCount(GlobalTable, Base):
    """How often signing in failed of late: by login (its digest), by address, by county.

    A login nobody has is counted like any other, so that a lock tells nothing.
    """

    __tablename__ = "sign_in_counts"
    __table_args__ = (Index(None, "counted_at"),)

    kind: Mapped[str] = mapped_column(primary_key=True, comment="login, address, county")
    subject: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(comment="In this round, or this window")
    rounds: Mapped[int] = mapped_column(comment="Locks in a row; each lasts twice as long")
    began_at: Mapped[datetime] = mapped_column(comment="Start of the window")
    counted_at: Mapped[datetime] = mapped_column(comment="Swept a day later")
    locked_until: Mapped[datetime | None]


class SecondFactor(GlobalTable, Base):
    """The shared secret of a person's authenticator, under the installation's key."""

    __tablename__ = "second_factors"
    __table_args__ = (Index(None, "tenant_id"),)

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(Integer)
    sealed: Mapped[bytes]
    begun_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None] = mapped_column(comment="In force from then on")
    last_step: Mapped[int] = mapped_column(comment="Of the last code taken; none before it counts")


class RecoveryCode(GlobalTable, Base):
    """A code for who has lost the authenticator; taken once, known by its hash."""

    __tablename__ = "recovery_codes"

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(Integer)
    used_at: Mapped[datetime | None]


class SessionToken(GlobalTable, Base):
    """A signed-in browser, known by the hash of its token."""

    __tablename__ = "session_tokens"
    __table_args__ = (Index(None, "expires_at"), Index(None, "tenant_id", "account_id"))

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(Integer)
    account_id: Mapped[UUID]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    seen_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    address: Mapped[str] = mapped_column(server_default="", comment="Where it was opened from")
    agent: Mapped[str] = mapped_column(server_default="", comment="As the browser calls itself")
    confirmed_at: Mapped[datetime | None] = mapped_column(
        comment="Password (and code) were given once more; none: when it was opened"
    )
    previous_at: Mapped[datetime | None] = mapped_column(comment="Sign-in before this one")
    previous_address: Mapped[str] = mapped_column(server_default="")
    n_failed_before: Mapped[int] = mapped_column(
        server_default="0", comment="Failed sign-ins between the two"
    )

    @property
    def public_id(self) -> UUID:
        """Return what its owner calls it by: it opens nothing."""
        return UUID(self.token_hash[:32])

    @property
    def sure_at(self) -> datetime:
        """Return when the person last proved who they are."""
        return self.confirmed_at or self.created_at


class FeedToken(GlobalTable, Base):
    """An address at which a person's calendar program reads their deadlines, known by its hash."""

    __tablename__ = "feed_tokens"
    __table_args__ = (Index(None, "tenant_id", "account_id"),)

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(Integer)
    account_id: Mapped[UUID]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    seen_at: Mapped[datetime | None] = mapped_column(comment="Last time it was read")
    revoked_at: Mapped[datetime | None]

    @property
    def public_id(self) -> UUID:
        """Return what its owner calls it by: it opens nothing."""
        return UUID(self.token_hash[:32])


class AccountLink(GlobalTable, Base):
    """A one-time link that lets a person set their password, known by its hash."""

    __tablename__ = "account_links"
    __table_args__ = (Index(None, "tenant_id", "account_id"),)

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(Integer)
    account_id: Mapped[UUID]
    purpose: Mapped[str] = mapped_column(comment="invitation, reset")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class AccountRecord(Fact, Base):
    """What happened to an account: who did what to it, when and why."""

    __tablename__ = "account_records"
    __table_args__ = (UniqueConstraint("tenant_id", "account_id", "position"),)

    account_id: Mapped[UUID]
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(comment="created, duty_given, moved, lent, closed …")
    content: Mapped[dict[str, Any]]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())
    recorded_by: Mapped[str]


class Account(Projection, Base):
    """A person's access in one county."""

    __tablename__ = "accounts"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "unit_id"], ["units.tenant_id", "units.id"]),
        UniqueConstraint("tenant_id", "login"),
    )

    login: Mapped[str]
    name: Mapped[str] = mapped_column(comment="As colleagues call the post or person")
    unit_id: Mapped[UUID]
    desk: Mapped[str] = mapped_column(comment="The section inside the unit; may be empty")
    is_active: Mapped[bool]
    is_invited: Mapped[bool] = mapped_column(
        server_default=false(), comment="Has no password: one is set by the link handed over"
    )
    has_news: Mapped[bool] = mapped_column(
        server_default=false(), comment="The password was reset; the person has not said they know"
    )


class AccountDuty(Projection, Base):
    """A duty an account holds, from a day until a day."""

    __tablename__ = "account_duties"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "account_id"], ["accounts.tenant_id", "accounts.id"]),
        UniqueConstraint("tenant_id", "account_id", "duty", "held_from"),
    )

    account_id: Mapped[UUID]
    duty: Mapped[str]
    held_from: Mapped[date]
    held_until: Mapped[date | None]


class Delegation(Projection, Base):
    """A duty that its holder has lent to a colleague, until a day."""

    __tablename__ = "delegations"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "account_id"], ["accounts.tenant_id", "accounts.id"]),
        Index(None, "tenant_id", "account_id"),
        Index(None, "tenant_id", "deputy_id"),
    )

    account_id: Mapped[UUID] = mapped_column(comment="Who holds the duty")
    deputy_id: Mapped[UUID] = mapped_column(comment="Who stands in; of the same unit")
    duty: Mapped[str]
    lent_from: Mapped[date]
    lent_until: Mapped[date] = mapped_column(comment="Last day; an earlier end moves it")
    reason: Mapped[str]


class AccountAsk(Projection, Base):
    """An act on an account of the other authority, which one of that authority has to confirm."""

    __tablename__ = "account_asks"
    __table_args__ = (Index(None, "tenant_id", "state"),)

    account_id: Mapped[UUID]
    unit_id: Mapped[UUID] = mapped_column(comment="Unit whose authority confirms")
    act: Mapped[str]
    content: Mapped[dict[str, Any]]
    asked_by: Mapped[dict[str, Any]] = mapped_column(comment="Account, name and unit of that day")
    asked_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(comment="asked, confirmed, declined")

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    false,
    func,
)
from sqlalchemy.orm import Mapped, mapped_column

from liandong.db.base import Base, Fact, Key, Projection


class CaseEvent(Fact, Base):
    """One thing that happened to a case; the only source of everything current."""

    __tablename__ = "case_events"
    __table_args__ = (
        UniqueConstraint("tenant_id", "case_id", "position"),
        CheckConstraint("audience IN ('unit', 'parties')", name="audience"),
    )

    case_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(comment="1, 2, 3 … within the case; settles every race")
    kind: Mapped[str] = mapped_column(
        comment="move, row, lines, draft, approval, reminder, clock, purge"
    )
    transition: Mapped[str] = mapped_column(comment="Key of the transition that fired")
    landed_in: Mapped[str] = mapped_column(comment="State of the case it ended in")
    occurred_on: Mapped[date] = mapped_column(comment="Day it happened, as the actor says")
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())
    account_id: Mapped[UUID | None] = mapped_column(comment="Person who acted; none: the platform")
    unit_id: Mapped[UUID] = mapped_column(comment="Unit that acted")
    audience: Mapped[str] = mapped_column(comment="unit: its own authority only; parties: all")
    payload: Mapped[dict[str, Any]] = mapped_column(
        comment="What followed; a secret is a reference"
    )


class Case(Projection, Base):
    """One matter that runs through one mechanism: the sum of its events."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("tenant_id", "number"),
        CheckConstraint("custody IN ('own', 'offered', 'given')", name="custody"),
        ForeignKeyConstraint(
            ["mechanism", "version", "state"],
            ["mechanism_states.mechanism", "mechanism_states.version", "mechanism_states.state"],
        ),
        Index(None, "tenant_id", "mechanism", "state", "opened_on", "id"),
    )

    mechanism: Mapped[str] = mapped_column(comment="Key of the mechanism that governs the case")
    version: Mapped[int] = mapped_column(comment="Pinned when the case was opened")
    number: Mapped[str | None] = mapped_column(comment="Given when the first paper is signed")
    title: Mapped[str]
    state: Mapped[str] = mapped_column(comment="Key of the state of the last event")
    known_to_id: Mapped[UUID | None] = mapped_column(
        comment="Unit whose inner moves brought it there; none: everybody who sees states knows it"
    )
    shown_state: Mapped[str | None] = mapped_column(comment="The state as all others know it")
    is_final: Mapped[bool]
    variant: Mapped[str | None]
    facts: Mapped[dict[str, Any]] = mapped_column(comment="Latest value of every field")
    issuer_id: Mapped[UUID] = mapped_column(comment="Unit that opened it")
    opened_on: Mapped[date]
    last_occurred_on: Mapped[date]
    position: Mapped[int] = mapped_column(comment="Events so far; also the ETag of the resource")
    custody: Mapped[str] = mapped_column(
        server_default="own", comment="own; offered to another county; given to it, final here"
    )
    transfer_id: Mapped[UUID | None] = mapped_column(
        comment="Transfer by which it left, is to leave, or came"
    )


class CaseParty(Projection, Base):
    """What a unit is in one case."""

    __tablename__ = "case_parties"
    __table_args__ = (
        UniqueConstraint("tenant_id", "case_id", "unit_id", "part"),
        ForeignKeyConstraint(["tenant_id", "case_id"], ["cases.tenant_id", "cases.id"]),
        ForeignKeyConstraint(["tenant_id", "unit_id"], ["units.tenant_id", "units.id"]),
    )

    case_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    part: Mapped[str]
    reason: Mapped[dict[str, Any]] = mapped_column(comment="Why: rule, basis, who decided")


class CaseLink(Projection, Base):
    """A case that began because another one was handed over."""

    __tablename__ = "case_links"
    __table_args__ = (
        UniqueConstraint("tenant_id", "case_id", "from_case_id"),
        Index(None, "tenant_id", "from_case_id"),
    )

    case_id: Mapped[UUID] = mapped_column(comment="The case that began")
    from_case_id: Mapped[UUID] = mapped_column(comment="The case that led to it")
    move: Mapped[str] = mapped_column(comment="Key of the transition that handed it over")


class CaseRow(Projection, Base):
    """A part of a case with a state of its own: a content item, an objection, an opinion."""

    __tablename__ = "case_rows"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "case_id"], ["cases.tenant_id", "cases.id"]),
        Index(None, "tenant_id", "case_id", "type"),
    )

    case_id: Mapped[UUID]
    type: Mapped[str]
    number: Mapped[int] = mapped_column(comment="1, 2, 3 … within the type")
    state: Mapped[str]
    unit_id: Mapped[UUID] = mapped_column(comment="Unit that put it there")
    audience: Mapped[str]
    facts: Mapped[dict[str, Any]]
    position: Mapped[int]


class CaseLine(Fact, Base):
    """One line of a case's table as it stands from an event on; a later version takes its place."""

    __tablename__ = "case_lines"
    __table_args__ = (
        UniqueConstraint("tenant_id", "case_id", "table_key", "number", "position"),
        Index(None, "tenant_id", "unit_id", "table_key", "digest"),
    )

    case_id: Mapped[UUID]
    table_key: Mapped[str] = mapped_column(comment="Key of the table in the mechanism")
    number: Mapped[int] = mapped_column(comment="1, 2, 3 … within the case's table")
    position: Mapped[int] = mapped_column(comment="Event of the case that brought this version")
    unit_id: Mapped[UUID] = mapped_column(comment="Unit that entered it")
    is_struck: Mapped[bool] = mapped_column(comment="From this event on the line is struck out")
    digest: Mapped[str] = mapped_column(comment="SHA-256 of what tells it from other lines")
    day: Mapped[date | None] = mapped_column(comment="Day that the table is filtered by")
    words: Mapped[str] = mapped_column(comment="What is searched in; no name that may be masked")
    content: Mapped[dict[str, Any]] = mapped_column(comment="What it holds, by the keys of fields")


# Why a unit sees the headers of delivered matters in which it has no part.
OVERSEEING = ("office", "coordinator", "convener")


class Visibility(Projection, Base):
    """What a unit may see of a case; every read joins it."""

    __tablename__ = "visibility"
    __table_args__ = (
        UniqueConstraint("tenant_id", "case_id", "unit_id"),
        CheckConstraint("level IN ('header', 'document', 'full')", name="level"),
        Index(None, "tenant_id", "unit_id", "case_id"),
    )

    case_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    level: Mapped[str]
    since: Mapped[date]
    reason: Mapped[str] = mapped_column(comment="Part or rule that opens it")


class CaseKey(Key, Base):
    """The key of one secret of a case, under the key of the installation; a purge deletes it."""

    __tablename__ = "case_keys"

    wrapped: Mapped[bytes] = mapped_column(
        comment="Under the installation's key; id = that of what lies under it"
    )
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())


class SealedFact(Fact, Base):
    """A secret that was entered, encrypted under its own key; everything else refers to it."""

    __tablename__ = "sealed_facts"
    __table_args__ = (Index(None, "tenant_id", "case_id"),)

    case_id: Mapped[UUID]
    field: Mapped[str] = mapped_column(comment="Key of the field, after that of its row type")
    ciphertext: Mapped[bytes] = mapped_column(comment="AES-256-GCM; its nonce first")
    digest: Mapped[str] = mapped_column(comment="HMAC-SHA256 under its own key")
    event_id: Mapped[UUID] = mapped_column(comment="Event with which it was entered")
    row_id: Mapped[UUID | None] = mapped_column(comment="Row that holds it; none: the case")
    is_file: Mapped[bool] = mapped_column(
        default=False,
        server_default=false(),
        comment="It stands for the file of the same id; its digest is of the stored bytes",
    )

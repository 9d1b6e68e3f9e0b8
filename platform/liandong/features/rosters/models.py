from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from liandong.db.base import Base, Fact, Queue


class RosterUpload(Queue, Base):
    """A table of units and people that nobody has accepted yet; gone once it is, or put aside.

    It holds names and phone numbers that may never become part of the roster: no fact keeps them.
    """

    __tablename__ = "roster_uploads"

    name: Mapped[str] = mapped_column(comment="Of the file")
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[str] = mapped_column(comment="Login, or the command line")
    position: Mapped[int] = mapped_column(comment="Moves with every change in the preview")
    rows: Mapped[list[Any]] = mapped_column(comment="As read, with what was put right since")
    aside: Mapped[list[Any]] = mapped_column(comment="Lines that are no units, with their numbers")
    unused: Mapped[list[Any]] = mapped_column(comment="Heads that say nothing of a roster")
    is_partial: Mapped[bool] = mapped_column(comment="Refused rows alone: nobody is missing in it")
    leaving: Mapped[list[Any]] = mapped_column(comment="Keys of absent units that leave")
    staying: Mapped[list[Any]] = mapped_column(comment="Keys of absent people's seats that stay")


class SeatProposal(Fact, Base):
    """A unit says who is to sit in one of its seats; nothing changes until a convener approves."""

    __tablename__ = "seat_proposals"

    unit_id: Mapped[UUID]
    seat: Mapped[str] = mapped_column(comment="Key in the roster; empty: one it does not have yet")
    kind: Mapped[str] = mapped_column(comment="member, liaison, deputy_convener …")
    label: Mapped[str]
    replaces: Mapped[str] = mapped_column(comment="Who sat there when it was proposed; or nobody")
    person: Mapped[str]
    post: Mapped[str]
    from_on: Mapped[date] = mapped_column(comment="First day, unless it is approved later")
    reason: Mapped[str]
    proposed_at: Mapped[datetime]
    proposed_by: Mapped[dict[str, Any]] = mapped_column(comment="Account, login, name, unit")


class SeatDecision(Fact, Base):
    """What became of a proposal; without one it waits."""

    __tablename__ = "seat_decisions"
    __table_args__ = (
        UniqueConstraint("tenant_id", "proposal_id"),
        CheckConstraint("outcome IN ('approved', 'declined', 'withdrawn')", name="outcome"),
        ForeignKeyConstraint(
            ["tenant_id", "proposal_id"], ["seat_proposals.tenant_id", "seat_proposals.id"]
        ),
    )

    proposal_id: Mapped[UUID]
    outcome: Mapped[str]
    reason: Mapped[str]
    seated_from: Mapped[date | None] = mapped_column(comment="First day of who was approved")
    decided_at: Mapped[datetime]
    decided_by: Mapped[dict[str, Any]] = mapped_column(comment="Account, login, name, unit")

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from liandong.db.base import Base, Queue


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

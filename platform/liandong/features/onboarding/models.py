from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from liandong.db.base import Base, Queue


class OnboardingDraft(Queue, Base):
    """The package of a county to come, as far as it is filled in; gone once the county is there.

    It holds names and phone numbers that may never come into force: no fact keeps them.
    """

    __tablename__ = "onboarding_drafts"
    __table_args__ = (UniqueConstraint("tenant_id", "code"),)

    code: Mapped[str] = mapped_column(comment="Division code of the county to come")
    position: Mapped[int] = mapped_column(comment="Moves with every change")
    model: Mapped[str] = mapped_column(
        comment="What it was started from: template:FAMILY, county:CODE, package, or nothing yet"
    )
    stated: Mapped[dict[str, Any]] = mapped_column(comment="What the county is to state, by file")
    people: Mapped[list[Any]] = mapped_column(comment="Who gets a first account")
    upload: Mapped[dict[str, Any]] = mapped_column(
        comment="Workbook of units that nobody has accepted yet, with what was put right"
    )
    begun_at: Mapped[datetime]
    begun_by: Mapped[str]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from liandong.authz.vocabulary import KINDS
from liandong.db.base import Base, Projection


class Unit(Projection, Base):
    """A body of the county: one kind from the closed list, any number of roles."""

    __tablename__ = "units"
    __table_args__ = (
        UniqueConstraint("tenant_id", "key"),
        CheckConstraint(f"kind IN ({', '.join(map(repr, sorted(KINDS)))})", name="kind"),
    )

    key: Mapped[str] = mapped_column(comment="Stable name inside the package")
    name: Mapped[str] = mapped_column(comment="As the document writes it")
    full_name: Mapped[str] = mapped_column(comment="As a letter addresses it")
    kind: Mapped[str]
    roles: Mapped[list[Any]]
    is_member: Mapped[bool]
    is_vertical: Mapped[bool]
    position: Mapped[int] = mapped_column(comment="Order of the document")
    is_active: Mapped[bool] = mapped_column(comment="Still in the current package")


class Seat(Projection, Base):
    """A dated place of a unit or person in the linkage."""

    __tablename__ = "seats"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "unit_id"], ["units.tenant_id", "units.id"]),
    )

    unit_id: Mapped[UUID | None]
    kind: Mapped[str] = mapped_column(comment="convener, deputy_convener, member …")
    title: Mapped[str]
    person: Mapped[str | None]
    post: Mapped[str | None]
    seated_from: Mapped[date | None]
    seated_until: Mapped[date | None]
    position: Mapped[int]

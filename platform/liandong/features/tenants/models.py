from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    Integer,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from liandong.db.base import Base, Fact, GlobalTable, Projection
from liandong.kernel.ids import uuid7

#: In what mode a county stands. It is written and spoken to while it works.
REHEARSAL, LIVE, SUSPENDED, ARCHIVED = "rehearsal", "live", "suspended", "archived"
WORKING = (REHEARSAL, LIVE)
#: Who reads on when a county is archived.
READING_ON = frozenset({"tenant_admin", "auditor"})


class Tenant(GlobalTable, Base):
    """A node of platform, province, city, county; casework lives in counties."""

    __tablename__ = "tenants"
    __table_args__ = (
        CheckConstraint("mode IN ('rehearsal', 'live', 'suspended', 'archived')", name="mode"),
        CheckConstraint("level IN ('province', 'city', 'county')", name="level"),
        ForeignKeyConstraint(["parent_id"], ["tenants.id"]),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(unique=True, comment="Division code (GB/T 2260)")
    name: Mapped[str]
    short_name: Mapped[str]
    level: Mapped[str]
    parent_id: Mapped[int | None]
    mode: Mapped[str]
    timezone: Mapped[str]
    policy_version: Mapped[int] = mapped_column(comment="Moves when what anybody may do moves")
    is_demo: Mapped[bool] = mapped_column(comment="Holds invented matters")
    position: Mapped[int] = mapped_column(
        server_default="0", default=0, comment="That of its latest revision"
    )
    parent_position: Mapped[int] = mapped_column(
        server_default="0",
        default=0,
        comment="That of the revision above which it has taken in",
    )
    refusal: Mapped[list[Any] | None] = mapped_column(
        comment="Why it could not take in what came last"
    )
    activates_at: Mapped[datetime | None] = mapped_column(
        comment="When its next scheduled package takes effect"
    )

    @property
    def is_working(self) -> bool:
        """Whether it is neither suspended nor archived."""
        return self.mode in WORKING


class TenantHealth(GlobalTable, Base):
    """How a county says it fares; counts and instants, written by itself for those above it."""

    __tablename__ = "tenant_health"
    __table_args__ = (ForeignKeyConstraint(["tenant_id"], ["tenants.id"]),)

    tenant_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    n_unfilled_seats: Mapped[int] = mapped_column(comment="No person and no post named")
    n_units_without_liaison: Mapped[int] = mapped_column(comment="Of the member units")
    n_mechanisms_without_basis: Mapped[int]
    n_open_deadlines: Mapped[int] = mapped_column(comment="By which somebody may be called late")
    n_overdue: Mapped[int] = mapped_column(comment="Of these")
    last_activity_at: Mapped[datetime | None] = mapped_column(comment="A person's act in a case")
    reported_at: Mapped[datetime]


class MechanismState(GlobalTable, Base):
    """The states of every installed version of every mechanism; cases refer to them."""

    __tablename__ = "mechanism_states"

    mechanism: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    state: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str]
    is_final: Mapped[bool]


class TenantWakeup(GlobalTable, Base):
    """When the scheduler has to look into a tenant next; ids and instants only."""

    __tablename__ = "tenant_wakeups"
    __table_args__ = (Index(None, "due_at"),)

    tenant_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    due_at: Mapped[datetime]


class CalendarSchedule(GlobalTable, Base):
    """A schedule of a notice that an administrator imported; no county counts by it for that."""

    __tablename__ = "calendar_schedules"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    year: Mapped[int]
    digest: Mapped[str] = mapped_column(comment="SHA-256 of the content")
    content: Mapped[dict[str, Any]] = mapped_column(comment="Notice, holidays, make-up days")
    imported_at: Mapped[datetime] = mapped_column(server_default=func.now())
    imported_by: Mapped[str] = mapped_column(comment="Login, or the command line")


class DiscardedSchedule(GlobalTable, Base):
    """An imported schedule was put aside before anybody counted by it."""

    __tablename__ = "discarded_schedules"
    __table_args__ = (ForeignKeyConstraint(["schedule_id"], ["calendar_schedules.id"]),)

    schedule_id: Mapped[UUID] = mapped_column(primary_key=True)
    reason: Mapped[str]
    discarded_at: Mapped[datetime] = mapped_column(server_default=func.now())
    discarded_by: Mapped[str] = mapped_column(comment="Login, or the command line")


class AcceptedSchedule(Fact, Base):
    """From here on the tenant counts by an imported schedule; of one year the last holds."""

    __tablename__ = "accepted_schedules"
    __table_args__ = (
        UniqueConstraint("tenant_id", "position"),
        UniqueConstraint("tenant_id", "schedule_id"),
        ForeignKeyConstraint(["schedule_id"], ["calendar_schedules.id"]),
    )

    position: Mapped[int] = mapped_column(comment="1, 2, 3 … within the tenant")
    schedule_id: Mapped[UUID]
    year: Mapped[int]
    digest: Mapped[str] = mapped_column(comment="That of the schedule")
    accepted_at: Mapped[datetime] = mapped_column(server_default=func.now())
    accepted_by: Mapped[str] = mapped_column(comment="Login, or the command line")


class TenantRevision(Fact, Base):
    """One package as it was applied; everything configured follows from the latest."""

    __tablename__ = "tenant_revisions"
    __table_args__ = (UniqueConstraint("tenant_id", "position"),)

    position: Mapped[int] = mapped_column(comment="1, 2, 3 … within the tenant")
    digest: Mapped[str] = mapped_column(comment="SHA-256 of the canonical package")
    package: Mapped[dict[str, Any]] = mapped_column(comment="The package, canonical")
    applied_at: Mapped[datetime] = mapped_column(server_default=func.now())
    applied_by: Mapped[str] = mapped_column(comment="Login, or the command line")
    stated: Mapped[dict[str, Any] | None] = mapped_column(
        comment="What the tenant itself states, by file"
    )
    above: Mapped[list[Any] | None] = mapped_column(
        comment="The layers it was laid over, highest first"
    )
    source: Mapped[str | None] = mapped_column(comment="SHA-256 of what is stated and inherited")
    cause: Mapped[str] = mapped_column(
        server_default="package",
        default="package",
        comment="package, page, rollback, inherited, scheduled",
    )


class ScheduledPackage(Fact, Base):
    """A package that takes effect on a day to come."""

    __tablename__ = "scheduled_packages"

    active_on: Mapped[date] = mapped_column(comment="In the tenant's own time")
    stated: Mapped[dict[str, Any]] = mapped_column(comment="What is to be stated")
    base: Mapped[dict[str, Any]] = mapped_column(comment="What was stated then")
    scheduled_at: Mapped[datetime]
    scheduled_by: Mapped[str]


class ScheduledPackageEnd(Fact, Base):
    """What became of a scheduled package; without one it is still to come."""

    __tablename__ = "scheduled_package_ends"
    __table_args__ = (
        UniqueConstraint("tenant_id", "package_id"),
        ForeignKeyConstraint(
            ["tenant_id", "package_id"], ["scheduled_packages.tenant_id", "scheduled_packages.id"]
        ),
    )

    package_id: Mapped[UUID]
    outcome: Mapped[str] = mapped_column(comment="activated, cancelled, refused")
    problems: Mapped[list[Any]] = mapped_column(comment="Why it was refused")
    ended_at: Mapped[datetime]
    ended_by: Mapped[str]


class EnabledMechanism(Projection, Base):
    """A mechanism this tenant has switched on, with its clauses."""

    __tablename__ = "enabled_mechanisms"
    __table_args__ = (UniqueConstraint("tenant_id", "key"),)

    key: Mapped[str]
    basis: Mapped[list[Any]]
    revision_id: Mapped[UUID] = mapped_column(comment="The revision it comes from")


class TenantRemoval(GlobalTable, Base):
    """That a county is to be removed, and once it is, the certificate of it.

    It is of no tenant: it has to be read when the county's own rows are gone.
    """

    __tablename__ = "tenant_removals"
    __table_args__ = (
        Index(
            "uq_tenant_removals_open",
            "tenant_id",
            unique=True,
            postgresql_where=text("called_off_at IS NULL AND removed_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    tenant_id: Mapped[int] = mapped_column(Integer)
    code: Mapped[str]
    name: Mapped[str]
    short_name: Mapped[str]
    province_id: Mapped[int] = mapped_column(Integer, comment="Who reads the certificate")
    reason: Mapped[str]
    announced_at: Mapped[datetime]
    announced_by: Mapped[str] = mapped_column(comment="Login, or the command line")
    due_at: Mapped[datetime] = mapped_column(comment="Not before this")
    confirmation: Mapped[str] = mapped_column(comment="What has to be said to carry it out")
    export: Mapped[str] = mapped_column(comment="SHA-256 of the manifest of the full export")
    called_off_at: Mapped[datetime | None]
    called_off_by: Mapped[str | None]
    called_off_because: Mapped[str | None]
    begun_at: Mapped[datetime | None] = mapped_column(comment="From then on there is no way back")
    before: Mapped[dict[str, Any] | None] = mapped_column(comment="What there was when it began")
    removed_at: Mapped[datetime | None]
    certificate: Mapped[dict[str, Any] | None]
    digest: Mapped[str | None] = mapped_column(comment="SHA-256 of the canonical certificate")

    @property
    def is_open(self) -> bool:
        """Whether it is announced and neither called off nor done."""
        return self.called_off_at is None and self.removed_at is None

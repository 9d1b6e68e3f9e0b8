"""Schedules that were imported, and which of them a tenant counts by."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from liandong.calendars import (
    Schedule,
    WorkingDayCalendar,
    content_of,
    default_calendar,
    schedule_of,
)
from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.tenants.models import AcceptedSchedule, CalendarSchedule
from liandong.kernel.clock import Clock
from liandong.kernel.ids import uuid7


@dataclass(frozen=True)
class Imported:
    """A schedule as it lies in the database."""

    id: UUID
    digest: str
    schedule: Schedule
    imported_at: datetime
    imported_by: str

    @property
    def year(self) -> int:
        """Return the year it is for."""
        return self.schedule.year


def keep_schedule(session: Session, clock: Clock, schedule: Schedule, by: str) -> bool:
    """Keep a schedule that was judged; return whether it is new. Nobody counts by it for that.

    One that was put aside by a later import becomes the newest again.
    """
    digest = digest_of(schedule)
    if any(each.digest == digest for each in newest_schedules(session, schedule.year)):
        return False
    session.add(
        CalendarSchedule(
            id=uuid7(),
            year=schedule.year,
            digest=digest,
            content=content_of(schedule),
            imported_at=clock.now(),
            imported_by=by,
        )
    )
    session.flush()
    return True


def digest_of(schedule: Schedule) -> str:
    """Return the SHA-256 of a schedule's content, in hex."""
    text = json.dumps(content_of(schedule), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def newest_schedules(session: Session, year: int | None = None) -> list[Imported]:
    """Return the newest import of each year, or of one year alone, in the order of the years."""
    query = select(CalendarSchedule)
    if year is not None:
        query = query.where(CalendarSchedule.year == year)
    newest = query.order_by(CalendarSchedule.imported_at, CalendarSchedule.id)
    found = {row.year: _imported(row) for row in session.scalars(newest)}
    return [found[each] for each in sorted(found)]


def _imported(row: CalendarSchedule) -> Imported:
    schedule = schedule_of(row.content)
    return Imported(row.id, row.digest, schedule, row.imported_at, row.imported_by)


def newest_of_each_year(session: Session, ids: tuple[UUID, ...]) -> tuple[Schedule, ...]:
    """Return the schedules that hold; the ids of those accepted come newest first."""
    query = select(CalendarSchedule).where(CalendarSchedule.id.in_(ids))
    known = {row.id: schedule_of(row.content) for row in session.scalars(query)} if ids else {}
    by_year = {known[each].year: known[each] for each in reversed(ids)}
    return tuple(by_year[year] for year in sorted(by_year))


@lru_cache(maxsize=256)
def laid_out(
    schedules: tuple[Schedule, ...], days: tuple[tuple[str, str], ...]
) -> WorkingDayCalendar:
    """Return the shipped calendar with schedules and then a county's own days laid over it."""
    calendar = default_calendar()
    if schedules:
        calendar = calendar.laid_over(schedules)
    if days:
        off = [date.fromisoformat(day) for day, kind in days if kind == "holiday"]
        worked = [date.fromisoformat(day) for day, kind in days if kind == "makeup"]
        calendar = calendar.overlay(off, worked)
    return calendar


def accept_schedule(uow: UnitOfWork, clock: Clock, imported: Imported, by: str) -> bool:
    """Let the tenant count by a schedule from now on; return whether it did not do so before."""
    lock(uow, "schedules")
    mine = AcceptedSchedule.tenant_id == uow.tenant_id
    query = select(AcceptedSchedule.id).where(mine, AcceptedSchedule.schedule_id == imported.id)
    if uow.session.scalar(query) is not None:
        return False
    newest = select(func.max(AcceptedSchedule.position)).where(mine)
    uow.session.add(
        AcceptedSchedule(
            tenant_id=uow.tenant_id,
            position=(uow.session.scalar(newest) or 0) + 1,
            schedule_id=imported.id,
            year=imported.year,
            digest=imported.digest,
            accepted_at=clock.now(),
            accepted_by=by,
        )
    )
    uow.session.flush()
    return True

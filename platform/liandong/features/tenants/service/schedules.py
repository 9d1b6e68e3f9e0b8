"""Schedules that were imported, and which of them a tenant counts by."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from liandong.calendars import (
    Schedule,
    WorkingDayCalendar,
    content_of,
    default_calendar,
    schedule_of,
)
from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.tenants.errors import DiscardedScheduleError
from liandong.features.tenants.models import (
    AcceptedSchedule,
    CalendarSchedule,
    DiscardedSchedule,
)
from liandong.kernel.clock import Clock
from liandong.kernel.errors import Problem
from liandong.kernel.ids import uuid7

#: While it is held nobody puts a schedule aside.
_NO_DISCARDING = text("SELECT pg_advisory_xact_lock_shared(0, hashtext('schedules'))")


@dataclass(frozen=True)
class Discarded:
    """That an import was put aside: when, by whom and why."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class Imported:
    """A schedule as it lies in the database."""

    id: UUID
    digest: str
    schedule: Schedule
    imported_at: datetime
    imported_by: str
    discarded: Discarded | None = None

    @property
    def year(self) -> int:
        """Return the year it is for."""
        return self.schedule.year


def keep_schedule(session: Session, clock: Clock, schedule: Schedule, by: str) -> bool:
    """Keep a schedule that was judged; return whether it is new. Nobody counts by it for that.

    One that was put aside, or followed by a later import, becomes the newest again.
    """
    digest, newest = digest_of(schedule), newest_schedules(session, schedule.year)
    if any(each.digest == digest and each.discarded is None for each in newest):
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
    """Return the newest import of each year, or of one year alone, in the order of the years.

    One that was put aside says so: it stands for its year until another is imported.
    """
    found = {each.year: each for each in list_imported(session, year)}
    return [found[each] for each in sorted(found)]


def list_imported(session: Session, year: int | None = None) -> list[Imported]:
    """Return every import, or those of one year, as they came, also those put aside."""
    is_of = DiscardedSchedule.schedule_id == CalendarSchedule.id
    query = select(CalendarSchedule, DiscardedSchedule).outerjoin(DiscardedSchedule, is_of)
    if year is not None:
        query = query.where(CalendarSchedule.year == year)
    in_order = query.order_by(CalendarSchedule.imported_at, CalendarSchedule.id)
    return [_imported(row, aside) for row, aside in session.execute(in_order)]


def _imported(row: CalendarSchedule, aside: DiscardedSchedule | None) -> Imported:
    put = Discarded(aside.discarded_at, aside.discarded_by, aside.reason) if aside else None
    schedule = schedule_of(row.content)
    return Imported(row.id, row.digest, schedule, row.imported_at, row.imported_by, put)


def newest_of_each_year(session: Session, ids: tuple[UUID, ...]) -> tuple[Schedule, ...]:
    """Return the schedules that hold; the ids of those accepted come newest first."""
    query = select(CalendarSchedule).where(CalendarSchedule.id.in_(ids))
    known = {row.id: schedule_of(row.content) for row in session.scalars(query)} if ids else {}
    by_year = {known[each].year: known[each] for each in reversed(ids)}
    return tuple(by_year[year] for year in sorted(by_year))


def require_standing(session: Session, imported: Imported) -> None:
    """Refuse an import that was put aside.

    Raises:
        DiscardedScheduleError: With the number of its notice, the day and the reason.
    """
    aside = session.get(DiscardedSchedule, imported.id)
    if aside is not None:
        put = Discarded(aside.discarded_at, aside.discarded_by, aside.reason)
        raise DiscardedScheduleError([put_aside(replace(imported, discarded=put))])


def put_aside(imported: Imported) -> Problem:
    """Return in words that an import was put aside; it must have been."""
    put = imported.discarded
    if put is None:
        raise ValueError(imported.id)
    notice, day = imported.schedule.notice, f"{put.at:%Y-%m-%d}"
    zh = f"{notice} 的导入 {day} 作废（{put.by}）：{put.reason}。要用，再导入一次"
    en = f"the import of {notice} was put aside on {day} by {put.by}: {put.reason}; import it again"
    return Problem(str(imported.year), zh, en)


@lru_cache(maxsize=256)
def laid_out(
    schedules: tuple[Schedule, ...],
    days: tuple[tuple[str, str], ...],
    december: int | None = None,
) -> WorkingDayCalendar:
    """Return the shipped calendar with schedules and then a county's own days laid over it.

    `december` is the day of that month from which on a county lets days wait for the next notice.
    """
    calendar = default_calendar()
    if schedules:
        calendar = calendar.laid_over(schedules)
    if days:
        off = [date.fromisoformat(day) for day, kind in days if kind == "holiday"]
        worked = [date.fromisoformat(day) for day, kind in days if kind == "makeup"]
        calendar = calendar.overlay(off, worked)
    return calendar if december is None else calendar.waiting_from(december)


def accept_schedule(uow: UnitOfWork, clock: Clock, imported: Imported, by: str) -> bool:
    """Let the tenant count by a schedule from now on; return whether it did not do so before.

    Raises:
        DiscardedScheduleError: It was put aside meanwhile.
    """
    lock(uow, "schedules")
    uow.session.execute(_NO_DISCARDING)
    require_standing(uow.session, imported)
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

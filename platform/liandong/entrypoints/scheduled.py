"""What `calendar show` answers: every known year, and by what each county counts."""

from datetime import date, timedelta
from typing import Any

from liandong.calendars import Schedule, WorkingDayCalendar, default_calendar
from liandong.db.unit_of_work import Sessions, global_session, unit_of_work
from liandong.entrypoints.scheduling import Asked, County, counties_in
from liandong.entrypoints.wiring import wire
from liandong.features.tenants.service import (
    Imported,
    calendar_of,
    current,
    list_imported,
    put_aside,
)
from liandong.kernel.errors import InvalidInputError, Problem

Plain = dict[str, Any]


def show(sessions: Sessions, asked: Asked) -> Plain:
    """Return the years with their notices, and for each county its version and what waits.

    Raises:
        InvalidInputError: No such county or year.
    """
    wire()
    counties = counties_in(sessions, asked.tenant)
    with global_session(sessions) as session:
        imports = list_imported(session)
    newest = {each.year: each for each in imports}
    imported = {each.year: each for each in imports if each.discarded is None}
    calendar = default_calendar().laid_over(each.schedule for each in imported.values())
    years = [each for each in calendar.schedules if asked.year in {None, each.year}]
    if not years:
        known = f"{calendar.schedules[0].year}–{calendar.schedules[-1].year}"
        zh, en = f"只知道 {known} 年", f"only {known} are known"
        raise InvalidInputError([Problem("YEAR", zh, en)])
    is_one = asked.year is not None
    return {
        "years": [_year(each, calendar, imported.get(each.year), is_one=is_one) for each in years],
        "discarded": [_aside(each) for each in imports if _is_asked(each, asked)],
        "tenants": [_tenant(sessions, county, newest) for county in counties],
    }


def _is_asked(each: Imported, asked: Asked) -> bool:
    return each.discarded is not None and asked.year in {None, each.year}


def _aside(each: Imported) -> Plain:
    said = put_aside(each)
    return {"id": str(each.id), "year": each.year, "zh": said.message_zh, "en": said.message_en}


def _year(
    schedule: Schedule, calendar: WorkingDayCalendar, imported: Imported | None, *, is_one: bool
) -> Plain:
    first, last = date(schedule.year, 1, 1), date(schedule.year, 12, 31)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    status = "provisional" if schedule.provisional else "published"
    found = {
        "year": schedule.year,
        "status": "imported" if imported else status,
        "notice": schedule.notice,
        "published_on": str(schedule.published_on) if schedule.published_on else None,
        "working_days": sum(map(calendar.is_working, days)),
        "id": str(imported.id) if imported else None,
        "imported_at": imported.imported_at.isoformat() if imported else None,
    }
    if is_one:
        found["holidays"] = [
            {
                "name": each.name,
                "name_en": each.name_en,
                "from": str(each.first),
                "until": str(each.last),
            }
            for each in schedule.holidays
        ]
        found["makeup"] = [str(day) for day in schedule.makeup]
    return found


def _tenant(sessions: Sessions, county: County, newest: dict[int, Imported]) -> Plain:
    with unit_of_work(sessions, county.id) as uow:
        config = current(uow)
    waiting = [
        year
        for year, each in newest.items()
        if each.discarded is None and each.id not in config.accepted
    ]
    return {
        "tenant": county.code,
        "name": county.name,
        "version": calendar_of(config).version,
        "accepted": [each.year for each in config.schedules],
        "waiting": waiting,
    }

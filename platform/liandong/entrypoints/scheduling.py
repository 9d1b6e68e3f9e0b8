"""What the command line does with schedules: import, preview, accept; county by county."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from liandong.calendars import Given, ScheduleError
from liandong.db.unit_of_work import Sessions, UnitOfWork, global_session, unit_of_work
from liandong.entrypoints.administering import addresses, opened
from liandong.entrypoints.settings import Settings
from liandong.entrypoints.wiring import wire
from liandong.features.cases import service as cases
from liandong.features.tenants.errors import DiscardedScheduleError
from liandong.features.tenants.service import (
    Imported,
    digest_of,
    keep_schedule,
    list_counties,
    newest_schedules,
    put_aside,
    read_schedule,
)
from liandong.features.units import service as units
from liandong.kernel.clock import Clock, SystemClock
from liandong.kernel.errors import InvalidInputError, Problem

Plain = dict[str, Any]
Told = Callable[[Plain], object]
BY = "cli"


@dataclass(frozen=True)
class Asked:
    """Which year and which county; None: each one."""

    year: int | None = None
    tenant: str | None = None


@dataclass(frozen=True)
class County:
    """A county as the command line names it."""

    id: int
    code: str
    name: str


@contextmanager
def opened_database(settings: Settings) -> Iterator[Sessions]:
    """Yield sessions of the application's role over the settings' database."""
    with addresses(settings) as (app, _), opened(app) as sessions:
        yield sessions


def import_schedule(settings: Settings, path: Path, given: Given) -> Plain:
    """Keep the schedule of a file; no deadline and no county changes.

    Raises:
        ScheduleError: The file is wrong; everything is listed and nothing is stored.
    """
    wire()
    judged = read_schedule(path, given)
    schedule = judged.schedule
    if schedule.published_on and schedule.published_on > SystemClock().today():
        zh, en = "发布日期不能晚于今天", "the day of publication has not come"
        raise ScheduleError([Problem(f"{path.name} 发布日期/published_on", zh, en)])
    with opened_database(settings) as sessions, global_session(sessions) as session:
        is_new = keep_schedule(session, SystemClock(), schedule, BY)
    return {
        "year": schedule.year,
        "notice": schedule.notice,
        "published_on": str(schedule.published_on),
        "digest": digest_of(schedule),
        "is_new": is_new,
        "holidays": sum(1 for each in schedule.holidays for _ in each),
        "makeup": len(schedule.makeup),
        "warnings": [
            {"where": each.where, "zh": each.message_zh, "en": each.message_en}
            for each in judged.warnings
        ],
    }


def preview(sessions: Sessions, asked: Asked) -> list[Plain]:
    """Return for each county what accepting would move; each is read in its own transaction.

    Raises:
        InvalidInputError: No such county, or nothing was imported for the year.
    """
    wanted, counties = wanted_in(sessions, asked)
    found = []
    for county in counties:
        with unit_of_work(sessions, county.id) as uow:
            seen = cases.preview_schedules(uow, SystemClock(), wanted)
            found.append(_plain(uow, county, seen))
    return found


def accept(sessions: Sessions, clock: Clock, asked: Asked, told: Told) -> None:
    """Let county after county count by what was imported; `told` hears of each once it is done.

    Each county is one transaction: broken off, the next run goes on with those that are left.

    Raises:
        InvalidInputError: No such county, or nothing was imported for the year.
    """
    wanted, counties = wanted_in(sessions, asked)
    for county in counties:
        with unit_of_work(sessions, county.id) as uow:
            done = _plain(uow, county, cases.accept_schedules(uow, clock, wanted, BY))
        told(done)


def wanted_in(sessions: Sessions, asked: Asked) -> tuple[list[Imported], list[County]]:
    """Return the newest import of each year asked for, and the counties asked for.

    Raises:
        DiscardedScheduleError: Nothing is left but what was put aside; each is named.
        InvalidInputError: No such county, or nothing was imported for the year.
    """
    wire()
    with global_session(sessions) as session:
        newest = newest_schedules(session, asked.year)
    wanted = [each for each in newest if each.discarded is None]
    if newest and not wanted:
        raise DiscardedScheduleError([put_aside(each) for each in newest])
    if not wanted:
        year = asked.year or "任何年 / any year"
        zh = f"没有导入过 {year} 的放假安排，先用 liandong calendar import"
        en = f"no schedule was imported for {year}: begin with liandong calendar import"
        raise InvalidInputError([Problem("YEAR", zh, en)])
    return wanted, counties_in(sessions, asked.tenant)


def counties_in(sessions: Sessions, code: str | None) -> list[County]:
    """Return every county, or the one of a division code.

    Raises:
        InvalidInputError: There is no such county.
    """
    with global_session(sessions) as session:
        counties = [County(each.id, each.code, each.name) for each in list_counties(session)]
    found = [each for each in counties if code in {None, each.code}]
    if code is not None and not found:
        zh, en = f"没有区县“{code}”", f"there is no county '{code}'"
        raise InvalidInputError([Problem("--tenant", zh, en)])
    return found


def _plain(uow: UnitOfWork, county: County, accepted: cases.Accepted) -> Plain:
    names = units.names(uow) if accepted.owed else {}
    changed = [each.plain() for each in accepted.recount.changed]
    return {
        "tenant": county.code,
        "name": county.name,
        "accepted_before": not accepted.is_new,
        **{
            kind: [each for each in changed if each["kind"] == kind]
            for kind in ("moved", "settled", "reminders")
        },
        "owed": [
            {
                **{key: each[key] for key in ("limit", "period", "from", "to")},
                "unit": names[each["unit_id"]].name,
            }
            for each in accepted.owed
        ],
        "stuck": [each.plain() for each in accepted.recount.stuck],
    }

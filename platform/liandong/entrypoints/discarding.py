"""What the command line does to put an imported schedule aside, and to name what was."""

from liandong.db.unit_of_work import Sessions, global_session
from liandong.entrypoints.scheduling import BY, Plain
from liandong.entrypoints.wiring import wire
from liandong.features.tenants.service import (
    discard_schedule,
    list_imported,
    newest_schedules,
    put_aside,
)
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, Problem


def discard(sessions: Sessions, clock: Clock, named: str, reason: str) -> Plain:
    """Put an import aside, named by its id or, the newest of a year, by the year.

    Raises:
        AcceptedScheduleError: Counties accepted it; each is named.
        DiscardedScheduleError: It was put aside before.
        InvalidInputError: There is no such import, or no reason.
    """
    wire()
    if not reason.strip():
        raise InvalidInputError([Problem("--reason", "要写原因", "the reason is missing")])
    with global_session(sessions) as session:
        imports = list_imported(session)
    meant = [each for each in imports if named in {str(each.id), str(each.year)}]
    if not meant:
        zh, en = f"没有导入过“{named}”", f"nothing was imported as '{named}'"
        raise InvalidInputError([Problem("ID|YEAR", zh, en)])
    discard_schedule(sessions, clock, meant[-1], BY, reason.strip())
    return {"id": str(meant[-1].id), "year": meant[-1].year, "notice": meant[-1].schedule.notice}


def set_aside(sessions: Sessions, year: int | None) -> list[Problem]:
    """Return in words the years whose newest import was put aside, or the one asked for."""
    with global_session(sessions) as session:
        newest = newest_schedules(session, year)
    return [put_aside(each) for each in newest if each.discarded is not None]

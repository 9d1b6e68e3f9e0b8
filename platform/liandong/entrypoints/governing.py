"""By what a county is counted at the command line: what is in force in the database, or shipped."""

from dataclasses import dataclass

from liandong.calendars import Text
from liandong.db.unit_of_work import Sessions, global_session, unit_of_work
from liandong.entrypoints.administering import read_packages
from liandong.entrypoints.scheduling import opened_database
from liandong.entrypoints.settings import Settings
from liandong.entrypoints.wiring import wire
from liandong.features.tenants.service import (
    Configuration,
    compile_all,
    current,
    list_counties,
)
from liandong.kernel.errors import InvalidInputError, Problem

COUNTY, SHIPPED = "county", "shipped"
NO_TENANT = Text(
    "按随平台的放假安排，不含任何区县接受的和本地的",
    "by the shipped schedules, without what any county accepted or has of its own",
)
_NO_DATABASE = Text(
    "按随平台的资料包和放假安排：没有数据库，不知道本县接受了哪些",
    "by the shipped package and schedules: without a database nobody knows what was accepted",
)
_NO_COUNTY = Text(
    "按随平台的资料包和放假安排：数据库里没有这个区县",
    "by the shipped package and schedules: the county is not in the database",
)


@dataclass(frozen=True)
class Governing:
    """What governs a county, and where that was found: `source` is county or shipped."""

    config: Configuration
    source: str
    words: Text


def governing(settings: Settings, code: str) -> Governing:
    """Return what governs a county: as the service counts, where there is a database to ask.

    An embedded database that was never set up is none.

    Raises:
        InvalidInputError: There is no such county.
        OperationalError: The database that is set does not answer; nothing is guessed.
    """
    wire()
    if settings.is_embedded and not (settings.home / "postgres" / "data" / "PG_VERSION").exists():
        return Governing(shipped(code), SHIPPED, _NO_DATABASE)
    with opened_database(settings) as sessions:
        config = _in_force(sessions, code)
    if config is None:
        return Governing(shipped(code), SHIPPED, _NO_COUNTY)
    return Governing(config, COUNTY, _accepted(config))


def _in_force(sessions: Sessions, code: str) -> Configuration | None:
    with global_session(sessions) as session:
        known = {each.code: each.id for each in list_counties(session)}
    if code not in known:
        return None
    with unit_of_work(sessions, known[code]) as uow:
        return current(uow)


def _accepted(config: Configuration) -> Text:
    if not config.schedules:
        return Text(
            "按本县现行的：没有接受过新的放假安排，用随平台的",
            "by what is in force in the county: no schedule was accepted, the shipped ones count",
        )
    notices = "、".join(f"{each.year} 年（{each.notice}）" for each in config.schedules)
    years = ", ".join(f"{each.year} ({each.notice})" for each in config.schedules)
    zh = f"按本县现行的：已接受 {notices}放假安排"
    return Text(zh, f"by what is in force in the county: schedules accepted of {years}")


def shipped(code: str) -> Configuration:
    """Return what governs a county as its package is shipped.

    Raises:
        InvalidInputError: There is no such county.
    """
    for each in compile_all(read_packages()):
        if each.stated.code == code and each.stated.is_county:
            return Configuration(int(code), each.package.digest, each.package.canonical())
    zh, en = f"没有区县“{code}”", f"there is no county '{code}'"
    raise InvalidInputError([Problem("tenant", zh, en)])

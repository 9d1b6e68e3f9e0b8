"""`calendar`: working days and periods, and the schedules of the State Council."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from liandong.entrypoints.cli.answering import AS_JSON, DAY, failures_in_words, say
from liandong.entrypoints.settings import read_settings

if TYPE_CHECKING:
    from liandong.calendars import Text, WorkingDayCalendar

YEAR = click.argument("year", type=int, required=False)
TENANT = click.option("--tenant", help="Division code of one county; without it, all.")


@click.group()
def calendar() -> None:
    """Working days and periods."""


@calendar.command("add")
@click.option("--from", "start", type=DAY, help="Day of the start event; not counted itself.")
@click.option("--length", type=int)
@click.option("--counted-in", type=click.Choice(["day", "working_day", "month"]))
@click.option("--backwards", is_flag=True)
@click.option(
    "--roll",
    type=click.Choice(["none", "next_working_day", "previous_working_day"]),
    default="none",
)
@click.option("--tenant", help="Division code of a county whose own days count too.")
@click.option("--input", "lines", type=click.File("rb"), help="JSON lines.")
@AS_JSON
def calendar_add(lines: Any, tenant: str | None, *, as_json: bool, **asked: Any) -> None:
    """Count a period and say why it ends on that day."""
    from liandong.calendars.command import add_lines, add_period

    with failures_in_words():
        own, source, words = _counting_by(tenant)
        if lines is not None:
            for found in add_lines(lines, own):
                click.echo(json.dumps({**found, "counted_by": source}, ensure_ascii=False))
            return
        found = {**add_period(_plain(asked), own), "counted_by": source}
    steps = "\n".join(f"  {s['on']}  {s['reason_zh']} / {s['reason_en']}" for s in found["steps"])
    mark = "（预计，放假安排未公布 / provisional）" if found["provisional"] else ""
    by_what = f"  {words.zh} / {words.en}"
    say(found, f"{found['due_on']}{mark}\n{steps}\n{by_what}", as_json=as_json)


def _counting_by(code: str | None) -> "tuple[WorkingDayCalendar | None, str, Text]":
    """Return the calendar of a county, None for the shipped one; what it comes from, in words."""
    from liandong.entrypoints.governing import NO_TENANT, SHIPPED, governing
    from liandong.features.tenants.service import calendar_of

    if code is None:
        return None, SHIPPED, NO_TENANT
    governs = governing(read_settings(), code)
    return calendar_of(governs.config), governs.source, governs.words


def _plain(asked: dict[str, Any]) -> dict[str, Any]:
    start = asked.pop("start")
    day: date | None = start.date() if start else None
    known = {key: value for key, value in asked.items() if value is not None}
    return {**known, "from": day.isoformat()} if day else known


@calendar.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--notice", help="Number of the notice, where the file does not name it.")
@click.option("--published-on", type=DAY, help="Day the notice was published, likewise.")
@click.option("--year", type=int, help="Year of the schedule; without it, that of its days.")
@AS_JSON
def calendar_import(file: Path, *, as_json: bool, **asked: Any) -> None:
    """Read a schedule of the State Council from YAML, CSV or XLSX and keep it.

    No deadline and no county changes; `preview` and `accept` come after it.
    """
    from liandong.calendars import Given
    from liandong.entrypoints.cli.calendar_words import imported_words
    from liandong.entrypoints.scheduling import import_schedule

    published = asked["published_on"]
    given = Given(asked["year"], asked["notice"], published.date() if published else None)
    with failures_in_words():
        found = import_schedule(read_settings(), file, given)
    say(found, imported_words(found), as_json=as_json)


@calendar.command("preview")
@YEAR
@TENANT
@AS_JSON
def calendar_preview(year: int | None, tenant: str | None, *, as_json: bool) -> None:
    """Say which deadlines would move if the imported schedules were accepted.

    Exit 0: none. Exit 1: some would, or cannot be counted. Exit 2: nothing was imported.
    """
    from liandong.entrypoints.cli.calendar_words import changed_words
    from liandong.entrypoints.discarding import set_aside
    from liandong.entrypoints.scheduling import Asked, opened_database, preview

    with failures_in_words(), opened_database(read_settings()) as sessions:
        found = preview(sessions, Asked(year, tenant))
        aside = set_aside(sessions, year)
    for each in aside:
        click.echo(str(each), err=True)
    say(found, "\n".join(map(changed_words, found)), as_json=as_json)
    sys.exit(1 if any(each["moved"] or each["owed"] or each["stuck"] for each in found) else 0)


@calendar.command("accept")
@YEAR
@TENANT
@AS_JSON
def calendar_accept(year: int | None, tenant: str | None, *, as_json: bool) -> None:
    """Let counties count by the imported schedules, one transaction each; run again to go on.

    Every deadline that moves keeps the cause, and those it concerns are told.
    """
    from liandong.entrypoints.cli.calendar_words import changed_words
    from liandong.entrypoints.scheduling import Asked, accept, opened_database
    from liandong.kernel.clock import SystemClock

    done: list[dict[str, Any]] = []

    def told(county: dict[str, Any]) -> None:
        done.append(county)
        if not as_json:
            click.echo(changed_words(county))

    with failures_in_words(), opened_database(read_settings()) as sessions:
        accept(sessions, SystemClock(), Asked(year, tenant), told)
    if as_json:
        say(done, "", as_json=True)


@calendar.command("discard")
@click.argument("named", metavar="ID|YEAR")
@click.option("--reason", required=True, help="Why; it is shown to whoever wants to accept it.")
@AS_JSON
def calendar_discard(named: str, reason: str, *, as_json: bool) -> None:
    """Put an imported schedule aside before a county accepts it; nothing is removed.

    Exit 2: counties accepted it; each is named. Import the right one again and accept that.
    """
    from liandong.entrypoints.discarding import discard
    from liandong.entrypoints.scheduling import opened_database
    from liandong.kernel.clock import SystemClock

    with failures_in_words(), opened_database(read_settings()) as sessions:
        found = discard(sessions, SystemClock(), named, reason)
    words = f"已作废 / put aside：{found['year']} {found['notice']} {found['id']}"
    say(found, words, as_json=as_json)


@calendar.command("show")
@YEAR
@TENANT
@AS_JSON
def calendar_show(year: int | None, tenant: str | None, *, as_json: bool) -> None:
    """Show every known year with its notice, and by what each county counts."""
    from liandong.entrypoints.cli.calendar_words import shown_words
    from liandong.entrypoints.scheduled import show
    from liandong.entrypoints.scheduling import Asked, opened_database

    with failures_in_words(), opened_database(read_settings()) as sessions:
        found = show(sessions, Asked(year, tenant))
    say(found, shown_words(found), as_json=as_json)

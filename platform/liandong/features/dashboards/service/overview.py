"""What slips in the cases that a unit may know of, counted on one day."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.calendars import WorkingDayCalendar, chip
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service as cases
from liandong.features.cases.models import Case
from liandong.features.cases.service import SeenRung
from liandong.features.dashboards import queries
from liandong.features.deadlines.models import Deadline
from liandong.features.tenants.service import calendar_of, current, installed
from liandong.features.units import service as units
from liandong.features.units.models import Unit

Run = tuple[Deadline, Case]
MONTHS = 12


@dataclass
class Month:
    """What fell due for one unit in one month."""

    due: int = 0
    late: int = 0


@dataclass(frozen=True)
class Overview:
    """Everything the overview says, as of one day."""

    today: date
    calendar: WorkingDayCalendar
    units: dict[UUID, Unit]
    in_all: int
    running: int
    paused: int = 0
    ladder: list[dict[str, Any]] = field(default_factory=list)
    rungs: dict[UUID, list[SeenRung]] = field(default_factory=dict)
    near: list[Run] = field(default_factory=list)
    late: list[Run] = field(default_factory=list)
    reminded: list[Run] = field(default_factory=list)
    in_time: int = 0
    ended: int = 0
    months: list[date] = field(default_factory=list)
    heat: dict[UUID, dict[date, Month]] = field(default_factory=dict)


def overview(uow: UnitOfWork, principal: Principal, today: date) -> Overview:
    """Return what the principal's unit may know of what slips; always as many queries."""
    readable = [key for key in installed().registry.keys if principal.read_scopes(key)]
    config, months = current(uow), _months(today)
    calendar = calendar_of(config)
    running = queries.list_open(uow, principal, readable)
    ended = queries.list_ended(uow, principal, readable, months[0])
    late = [run for run in running if _is_late(run[0], today)]
    this_year = [d for d, _ in ended if d.ended_on and d.ended_on.year == today.year]
    return Overview(
        today=today,
        calendar=calendar,
        units=units.names(uow),
        in_all=cases.count_cases(uow, principal, cases.CaseFilter()),
        running=cases.count_cases(uow, principal, cases.CaseFilter(is_open=True)),
        paused=queries.count_paused(uow, principal, readable),
        ladder=config.package["escalation"],
        rungs=_by_deadline(cases.list_rungs(uow, principal)),
        near=[run for run in running if _is_near(run[0], today, calendar)],
        late=late,
        reminded=[run for run in running if _is_past(run[0], today) and run not in late],
        in_time=sum(d.outcome == "in_time" for d in this_year),
        ended=len(this_year),
        months=months,
        heat=_heat([d for d, _ in [*ended, *late]], months),
    )


def _by_deadline(found: list[SeenRung]) -> dict[UUID, list[SeenRung]]:
    rungs: dict[UUID, list[SeenRung]] = defaultdict(list)
    for seen in sorted(found, key=lambda each: each.rung.number):
        rungs[seen.deadline.id].append(seen)
    return dict(rungs)


def _months(today: date) -> list[date]:
    """Return the first days of the last twelve months, this one last."""
    last = today.year * MONTHS + today.month - 1
    counted = range(last - MONTHS + 1, last + 1)
    return [date(n // MONTHS, n % MONTHS + 1, 1) for n in counted]


def _is_past(deadline: Deadline, today: date) -> bool:
    return deadline.due_on is not None and deadline.due_on < today


def _is_late(deadline: Deadline, today: date) -> bool:
    accuses = deadline.accuses
    return accuses and _is_past(deadline, today)


def _is_near(deadline: Deadline, today: date, calendar: WorkingDayCalendar) -> bool:
    """Ask the chip of an enforceable limit: it knows near, with and without a calendar."""
    if deadline.due_on is None or deadline.due_on < today:
        return False
    found = chip(deadline.due_on, today, calendar, state="open", is_enforceable=True)
    return found.state in {"today", "near"}


def _heat(counted: list[Deadline], months: list[date]) -> dict[UUID, dict[date, Month]]:
    """Return what fell due by unit and month; what runs late is late in the month it was due."""
    heat: dict[UUID, dict[date, Month]] = defaultdict(lambda: defaultdict(Month))
    for deadline in counted:
        if deadline.due_on is None or deadline.unit_id is None:
            continue
        month = deadline.due_on.replace(day=1)
        if month in months:
            cell = heat[deadline.unit_id][month]
            cell.due += 1
            cell.late += deadline.outcome != "in_time"
    return dict(heat)

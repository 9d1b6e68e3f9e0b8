"""What the calendar shows: the address read, and the deadlines with what they ask for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.pages.stopping import is_over, verb_for
from liandong.features.cases.pages.words import (
    Plain,
    Setting,
    case_href,
    chip_of,
    deadline_href,
)
from liandong.features.cases.service import DueFilter, Glance
from liandong.features.deadlines.models import Deadline
from liandong.features.deadlines.service import RUNNING

MOST = 1000
_YEARS = range(2000, 2100)
_MONTHS = "month"


@dataclass(frozen=True)
class Asked:
    """What the address asks for: the view, the month by its first day, one day, one unit.

    A list without a month, `is_open`, holds what is over and the days to come.
    """

    path: str
    view: str
    month: date
    on: date | None = None
    unit: str = ""
    is_open: bool = False

    def href(self, **changed: str) -> str:
        """Return the address with something changed; a day of the list goes with its list."""
        month = "" if self.is_open else self.month.strftime("%Y-%m")
        kept = {"view": self.view if self.view != _MONTHS else "", "month": month}
        stated = {"unit": self.unit, **kept, **changed}
        return f"{self.path}?{urlencode({key: text for key, text in stated.items() if text})}"


def asked_for(given: Mapping[str, str], path: str, today: date) -> Asked:
    """Read the address; what cannot be read is left out."""
    view = "list" if given.get("view") == "list" else _MONTHS
    month, unit = _month(given.get("month", "")), given.get("unit", "")
    on = _day(given.get("on", "")) if view == "list" else None
    shown = month or today.replace(day=1)
    return Asked(path, view, shown, on=on, unit=unit, is_open=month is None)


def _month(text: str) -> date | None:
    day = _day(f"{text}-01")
    return day if day and day.year in _YEARS else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def next_month(month: date) -> date:
    """Return the first day of the month after."""
    return (month + timedelta(days=31)).replace(day=1)


def weeks_of(month: date) -> list[list[date]]:
    """Return the weeks that hold the month, Monday first."""
    monday = month - timedelta(days=month.weekday())
    last = next_month(month) - timedelta(days=1)
    n_weeks = (last - monday).days // 7 + 1
    return [[monday + timedelta(days=7 * w + d) for d in range(7)] for w in range(n_weeks)]


@dataclass(frozen=True)
class Entry:
    """One deadline of the calendar, with the case it runs in."""

    deadline: Deadline
    seen: Glance
    setting: Setting

    @property
    def due_on(self) -> date | None:
        """Return the day it stands on; while it is paused it stands on none."""
        return self.deadline.due_on if self.deadline.state != "paused" else None

    @property
    def is_own(self) -> bool:
        """Say whether the reader's unit owes it."""
        return self.deadline.unit_id == self.setting.unit_id

    @property
    def chip(self) -> Plain:
        """Return how it stands today."""
        return chip_of(self.deadline, self.setting)

    def view(self) -> Plain:
        """Return what both the month and the list show of it."""
        case, base, chip = self.seen.case, self.setting.base, self.chip
        return {
            "key": str(self.deadline.id),
            "chip": chip,
            "date_line": chip["date_line"],
            "verb": verb_for(self.seen.opened, self.deadline),
            "unit": self.setting.name(self.deadline.unit_id),
            "is_own": self.is_own,
            "number": case.number or case.title,
            "title": case.title,
            "href": case_href(base, case),
            "how_href": deadline_href(base, case, self.deadline),
        }


def entries_of(
    uow: UnitOfWork, principal: Principal, asked: Asked, setting: Setting
) -> list[Entry]:
    """Return what runs, and what was done in the weeks of the month; each known to this reader."""
    weeks = weeks_of(asked.month)
    done = DueFilter(since=weeks[0][0], until=weeks[-1][-1], states=("done",))
    running = DueFilter(states=tuple(sorted(RUNNING)))
    found = [
        each
        for wanted in (running, done)
        for each in service.list_deadlines(uow, principal, wanted, limit=MOST)
        if not is_over(each.deadline, setting.today)
    ]
    cases = {each.case.id: each.case for each in found}
    seen = {each.case.id: each for each in service.glance(uow, principal, [*cases.values()])}
    return [
        Entry(each.deadline, seen[each.case.id], setting)
        for each in found
        if each.case.id in seen
        and each.deadline.id in {known.id for known in seen[each.case.id].deadlines}
    ]


def narrowed(entries: list[Entry], asked: Asked) -> list[Entry]:
    """Return those of the unit that is asked for, all without one."""
    return [each for each in entries if asked.unit in {"", str(each.deadline.unit_id)}]

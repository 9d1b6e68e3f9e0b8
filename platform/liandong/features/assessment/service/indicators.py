"""Six raw indicators of the duties of each unit, in one pass over the deadlines.

How many there are, the share in time, how many late and how many still open, in how many days they
were done on average, and how they divide by kind: `standing` says in SQL what `clocks` says of one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, case, exists, func, literal_column, select

from liandong.calendars import WorkingDayCalendar
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import Visibility
from liandong.features.deadlines.models import Deadline

#: How a duty may stand; the first two are done, `missed` and `not_due` are open.
KINDS = (
    *("in_time", "late", "missed", "not_due"),
    *("paused", "released", "provisional", "never_late"),
)


@dataclass(frozen=True)
class Indicators:
    """What the duties of one unit come to; `kinds`: how many stand so, by `KINDS`."""

    kinds: dict[str, int]
    mean_days: Decimal | None

    @property
    def count(self) -> int:
        """All of them."""
        return sum(self.kinds.values())

    @property
    def late(self) -> int:
        """Those done after their day, and those whose day is over."""
        return self.kinds["late"] + self.kinds["missed"]

    @property
    def open(self) -> int:
        """Those still to be done."""
        return self.kinds["missed"] + self.kinds["not_due"]

    @property
    def on_time_rate(self) -> Decimal | None:
        """The share of what was due that was in time; nothing where nothing was."""
        whole = self.kinds["in_time"] + self.late
        return Decimal(self.kinds["in_time"]) / whole if whole else None


def standing(today: date, expected: Collection[date]) -> ColumnElement[int]:
    """Return the place in `KINDS`; `expected` are the days that a schedule may still move."""
    place: dict[str, ColumnElement[int]] = {
        kind: literal_column(str(n), Integer) for n, kind in enumerate(KINDS)
    }
    return case(
        (~Deadline.is_enforceable | Deadline.is_right, place["never_late"]),
        (Deadline.is_provisional & Deadline.due_on.in_(expected), place["provisional"]),
        (Deadline.outcome == "in_time", place["in_time"]),
        (Deadline.outcome == "late", place["late"]),
        (Deadline.state == "paused", place["paused"]),
        (Deadline.outcome.is_not(None), place["never_late"]),
        (Deadline.state != "open", place["released"]),
        (~Deadline.is_provisional & (Deadline.due_on < today), place["missed"]),
        else_=place["not_due"],
    )


def per_unit(
    tenant_id: int | None,
    today: date,
    expected: Collection[date],
    *conditions: ColumnElement[bool],
) -> Select[*tuple[Any, ...]]:
    """Return the query: one pass that counts by unit and kind, then a row for each unit.

    Without a tenant it is of all that the connection may read.
    """
    of = () if tenant_id is None else (Deadline.tenant_id == tenant_id,)
    counted = (
        select(
            Deadline.unit_id,
            standing(today, expected).label("kind"),
            func.count().label("n"),
            func.sum(Deadline.ended_on - Deadline.started_on).label("days"),
        )
        .where(Deadline.unit_id.is_not(None), *of, *conditions)
        .group_by(Deadline.unit_id, "kind")
        .subquery()
    )
    each = counted.c
    kinds = {kind: each.kind == n for n, kind in enumerate(KINDS)}
    done = kinds["in_time"] | kinds["late"]
    numbers = {kind: func.sum(each.n).filter(is_one) for kind, is_one in kinds.items()}
    return select(
        each.unit_id,
        (func.sum(each.days).filter(done) / func.sum(each.n).filter(done)).label("mean_days"),
        *(func.coalesce(number, 0).label(kind) for kind, number in numbers.items()),
    ).group_by(each.unit_id)


def indicators_of(  # one question has as many sides
    uow: UnitOfWork,
    limits: Collection[str],
    since: date,
    until: date,
    today: date,
    calendar: WorkingDayCalendar,
) -> dict[UUID, Indicators]:
    """Return the indicators of the duties under some limits that fall due in a period, by unit.

    What a unit does not see is left out.
    """
    days = ((since + timedelta(n)) for n in range((until - since).days + 1))
    sees = exists().where(
        Visibility.tenant_id == uow.tenant_id,
        Visibility.case_id == Deadline.case_id,
        Visibility.unit_id == Deadline.unit_id,
        Visibility.level.in_(("header", "full")),
    )
    query = per_unit(
        uow.tenant_id,
        today,
        [day for day in days if calendar.is_provisional(day)],
        Deadline.is_right.is_(False),
        Deadline.stands_for.in_(limits),
        Deadline.due_on.between(since, until),
        sees,
    )
    return {
        row["unit_id"]: Indicators({kind: int(row[kind]) for kind in KINDS}, row["mean_days"])
        for row in uow.session.execute(query).mappings()
    }


def dumped(found: Indicators) -> dict[str, Any]:
    """Return the indicators as they are frozen; days to one place."""
    mean = found.mean_days
    return {
        "count": found.count,
        "late": found.late,
        "open": found.open,
        "mean_days": None if mean is None else f"{mean:.1f}",
        "kinds": found.kinds,
    }

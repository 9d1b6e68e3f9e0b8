"""What happens to cases of one unit, made up so that a figure counts them; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from liandong.calendars import WorkingDayCalendar
from liandong.features.assessment.service.records import Seen
from liandong.features.assessment.service.tallying import Sparing, Tally, tally
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.deadlines.models import Deadline, Obligation
from liandong.features.tenants.service import calendar_of
from liandong.mechanisms import Mechanism, Metric, RowType
from liandong.mechanisms import Obligation as Owed
from liandong.mechanisms.measures import CaseCount, CopyCount, Count, Days, Due, Met, RowCount, Sum
from support.counties import HUIJI
from support.readings import config_of

UNIT, ISSUER = UUID(int=1), UUID(int=2)
BEGUN, DAY, TODAY = date(2026, 3, 1), date(2026, 3, 5), date(2026, 5, 12)
CLOCK = {"state": "open", "due_on": DAY, "is_provisional": False, "is_enforceable": True}
IN_TIME = {"state": "done", "outcome": "in_time"}


@dataclass
class Life:
    """One case, with a row of it, its clocks, and what is owed beside it."""

    case: Case = field(default_factory=lambda: Case(id=uuid4(), issuer_id=UNIT))
    row: str = field(default_factory=lambda: str(uuid4()))
    moves: list[CaseEvent] = field(default_factory=list)
    runs: list[Deadline] = field(default_factory=list)
    owed: list[Obligation] = field(default_factory=list)

    def come(self, state: str, by: UUID = UNIT, move: str = "", **payload: Any) -> None:
        """Let the case come into a state."""
        self.moves.append(
            CaseEvent(kind="move", transition=move, landed_in=state, occurred_on=DAY, unit_id=by,
                      position=len(self.moves) + 1, payload=payload)
        )  # fmt: skip

    def put(self, kind: str, state: str, row: str, by: UUID = UNIT, **facts: Any) -> None:
        """Let a row of the case come into a state."""
        told = {"id": row, "type": kind, "landed_in": state, "transition": "", "facts": facts}
        self.come(self.moves[-1].landed_in if self.moves else "", by, rows=[told])

    def count(self, count: Count, clock: Mapping[str, Any] | None = None, **facts: Any) -> None:
        """Let a count count it; a clock is missed where nothing else is said of it."""
        if isinstance(count, Sum):
            self.count(count.parts[0], clock)
        elif isinstance(count, Days):
            if isinstance(count.since, RowCount | CaseCount):
                self.count(count.since)
            else:
                facts[count.since.key] = BEGUN.isoformat()
            if count.until:
                facts[count.until.key] = DAY.isoformat()
            self.count(count.of, **facts)
        elif isinstance(count, CopyCount):
            self.come("", move=count.moves[0])
        elif isinstance(count, Met | Due):
            self._run(count.of, {**CLOCK, **(clock or {})})
        else:
            said = facts | ({count.only[0].key: count.only[1][0]} if count.only else {})
            if isinstance(count, RowCount):
                self.put(count.row_type.key, count.states[0].key, self.row, **said)
            else:
                move = count.moves[0] if count.moves else ""
                self.come(count.states[0].key if count.states else "", move=move, facts=said)

    def _run(self, of: Any, clock: Mapping[str, Any]) -> None:
        said: dict[str, Any] = {"unit_id": UNIT, "inputs": {"matter": "办理"}, **clock}
        if isinstance(of, Owed):
            self.owed.append(Obligation(limit_id=of.limit.id, label="", period_start=DAY, **said))
        else:
            about = {"limit_id": of.id, "stands_for": of.id, "case_id": self.case.id}
            self.runs.append(Deadline(**about, is_right=False, started_on=DAY, **said))


def first(count: Count) -> Count:
    """What is counted first of all that is."""
    count = count.parts[0] if isinstance(count, Sum) else count
    return count.of if isinstance(count, Days) else count


def row_of(metric: Metric) -> RowType | None:
    """The rows that a metric is of; None: cases, clocks or copies."""
    count = first(metric.denominator)
    return count.row_type if isinstance(count, RowCount) else None


def done(metric: Metric) -> Life:
    """One that counts on both sides."""
    life = Life()
    life.count(metric.denominator, IN_TIME)
    if not isinstance(first(metric.denominator), Due):
        life.count(metric.numerator)
    return life


def undone(metric: Metric, **clock: Any) -> Life:
    """One that counts below the line alone."""
    life = Life()
    life.count(metric.denominator, clock)
    return life


@cache
def _calendar() -> WorkingDayCalendar:
    return calendar_of(config_of(str(HUIJI)))


def tallied(mechanism: Mechanism, metric: Metric, *lives: Life, scored: bool = True) -> Tally:
    """What a metric makes of several lives."""
    rows = [row for e in lives for move in e.moves for row in move.payload.get("rows", ())]
    seen = Seen(
        mechanism,
        [(run, each.case) for each in lives for run in each.runs],
        [(event, each.case) for each in lives for event in each.moves],
        [owed for each in lives for owed in each.owed],
        {},
        {row["id"]: None for row in rows},
        TODAY,
        _calendar(),
        lambda _: [frozenset({UNIT})],
    )
    return tally(seen, metric, Sparing(seen, scored=scored))


def sides(found: Tally) -> tuple[float, float]:
    """The weight above the line and below it."""
    above, below, _ = found
    return sum(each.weight for each in above), sum(each.weight for each in below)

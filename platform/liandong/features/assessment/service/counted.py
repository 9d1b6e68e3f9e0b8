"""What a count of the kit counts: each thing once, with its day and the unit it speaks of; pure."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from liandong.calendars import WorkingDayCalendar
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.deadlines.models import Deadline, Obligation
from liandong.mechanisms import (
    CaseCount,
    CopyCount,
    Days,
    Due,
    Field,
    Mechanism,
    Met,
    RowCount,
    Sum,
    TimeLimit,
)
from liandong.mechanisms.measures import Count

_ENDED = frozenset({"in_time", "late"})
Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Record:
    """One thing that counts: of which unit, on which day, how much, and where it is found."""

    unit_id: UUID
    on: date
    matter: str
    outcome: str
    weight: float = 1
    case: Case | None = None


#: What is told from the others by its id, as it counted, and what was known of it then.
Reached = tuple[object, Record, Facts]


@dataclass(frozen=True)
class Seen:
    """All that a person may know of the cases of one mechanism.

    `runs` are duties with a day, `moves` what happened, in its order, `owed` what is owed without
    a case, `parties` the unit that each case speaks of, `rows` the rows, each with its holder,
    `calendar` the county's as it stands, `owed_copies` the units that each mandatory rule names
    which a case with these facts meets.
    """

    mechanism: Mechanism
    runs: Sequence[tuple[Deadline, Case]]
    moves: Sequence[tuple[CaseEvent, Case]]
    owed: Sequence[Obligation]
    parties: Mapping[UUID, UUID]
    rows: Mapping[str, UUID | None]
    today: date
    calendar: WorkingDayCalendar
    owed_copies: Callable[[Mapping[str, Any]], Sequence[frozenset[UUID]]]


def counted(seen: Seen, count: Count) -> Iterator[Record]:
    """Yield every record of a count, whatever its day."""
    if isinstance(count, Sum):
        for part in count.parts:
            yield from counted(seen, part)
    elif isinstance(count, RowCount | CaseCount):
        yield from (record for _, record, _ in _reached(seen, count))
    elif isinstance(count, Days):
        yield from _days(seen, count)
    elif isinstance(count, CopyCount):
        yield from _copies(seen, count)
    elif isinstance(count.of, TimeLimit):
        yield from _runs(seen, count, count.of)
    else:
        yield from _owed(seen, count, count.of.limit)


def _reached(seen: Seen, count: RowCount | CaseCount) -> Iterator[Reached]:
    return _rows(seen, count) if isinstance(count, RowCount) else _cases(seen, count)


def _days(seen: Seen, count: Days) -> Iterator[Record]:
    """A day that comes after the one that ends it is no beginning: nothing went by."""
    since = count.since
    begun = {} if isinstance(since, Field) else {k: r.on for k, r, _ in _reached(seen, since)}
    for key, record, facts in _reached(seen, count.of):
        first = _day(facts, since) if isinstance(since, Field) else begun.get(key)
        last = _day(facts, count.until) if count.until else record.on
        if first is not None and last is not None and first <= last:
            yield replace(record, weight=1 if count.each else (last - first).days)


def _day(facts: Facts, field: Field) -> date | None:
    stated = facts.get(field.key)
    return date.fromisoformat(str(stated)) if stated else None


def _runs(seen: Seen, count: Met | Due, limit: TimeLimit) -> Iterator[Record]:
    for deadline, case in seen.runs:
        if limit.id not in {deadline.stands_for, deadline.limit_id} or deadline.unit_id is None:
            continue
        outcome = _outcome(deadline, seen)
        if outcome in _wanted(count) and deadline.due_on is not None:
            matter = str(deadline.inputs["matter"])
            yield Record(deadline.unit_id, deadline.due_on, matter, outcome, case=case)


def _owed(seen: Seen, count: Met | Due, limit: TimeLimit) -> Iterator[Record]:
    for owed in seen.owed:
        if limit.id == owed.stands_for:
            outcome = _outcome(owed, seen)
            if outcome in _wanted(count):
                matter = f"{owed.inputs['matter']} {owed.label}"
                yield Record(owed.unit_id, owed.due_on, matter, outcome)


def _wanted(count: Met | Due) -> frozenset[str]:
    return frozenset({"in_time"}) if isinstance(count, Met) else _ENDED


def _outcome(owed: Deadline | Obligation, seen: Seen) -> str:
    """Return how it stands to its day; nothing where it is not due yet, or could never be late.

    What could be in time alone would make every rate a full one. A day that was only expected
    counts once the schedule of its year is in force.
    """
    if not owed.is_enforceable or owed.due_on is None:
        return ""
    if owed.is_provisional and seen.calendar.is_provisional(owed.due_on):
        return ""
    is_missed = owed.state == "open" and owed.accuses and owed.due_on < seen.today
    return owed.outcome or ("late" if is_missed else "")


def _rows(seen: Seen, count: RowCount) -> Iterator[Reached]:
    """A row speaks of the unit that holds it; where none does, of the unit of its case."""
    wanted = {state.key: state.label for state in count.states}
    known: set[str] = set()
    holders: dict[str, UUID] = {}
    facts: dict[str, dict[str, Any]] = defaultdict(dict)
    held_by = count.row_type.held_by
    for event, case in seen.moves:
        for row in event.payload.get("rows", ()):
            if held_by is not None and row["facts"].get(held_by.key):
                holders[row["id"]] = UUID(str(row["facts"][held_by.key]))
            facts[row["id"]] |= row["facts"]
            is_one = row["landed_in"] in wanted and _is_of(row, count)
            if is_one and row["id"] in seen.rows and row["id"] not in known:
                known.add(row["id"])
                label = wanted[row["landed_in"]]
                found = _of_case(seen, event, case, count.row_type.label, label, count.weight)
                holder = holders.get(row["id"]) or seen.rows[row["id"]]
                record = replace(found, unit_id=holder or found.unit_id)
                yield row["id"], record, dict(facts[row["id"]])


def _is_of(row: Mapping[str, Any], count: RowCount) -> bool:
    """Tell whether a row is of the type, and came there with an answer that counts."""
    if row["type"] != count.row_type.key:
        return False
    return count.only is None or row["facts"].get(count.only[0].key) in count.only[1]


def _cases(seen: Seen, count: CaseCount) -> Iterator[Reached]:
    wanted = {state.key: state.label for state in count.states}
    acts = {m.key: m.label for m in seen.mechanism.transitions if m.key in count.moves}
    known: set[UUID] = set()
    for event, case, facts in _with_facts(seen):
        made = acts.get(event.transition) if event.kind == "move" else None
        outcome = wanted.get(event.landed_in) or made
        if outcome and case.id not in known and _answers(facts, count):
            known.add(case.id)
            record = _of_case(seen, event, case, seen.mechanism.label, outcome, 1)
            yield case.id, record, dict(facts)


def _answers(facts: Mapping[str, Any], count: CaseCount) -> bool:
    return count.only is None or facts.get(count.only[0].key) in count.only[1]


def _copies(seen: Seen, count: CopyCount) -> Iterator[Record]:
    """Each rule counts once for a case; its copy went where all whom it names take part by then."""
    acts = {m.key: m.label for m in seen.mechanism.transitions if m.key in count.moves}
    involved: dict[UUID, set[UUID]] = {}
    known: set[UUID] = set()
    for event, case, facts in _with_facts(seen):
        named = involved.setdefault(case.id, set())
        named.update(UUID(each["unit_id"]) for each in event.payload.get("parties", ()))
        if event.kind == "move" and event.transition in acts and case.id not in known:
            known.add(case.id)
            for units in seen.owed_copies(facts):
                if not count.sent or (units and units <= named):
                    label = acts[event.transition]
                    yield _of_case(seen, event, case, seen.mechanism.label, label, 1)


def _with_facts(seen: Seen) -> Iterator[tuple[CaseEvent, Case, Mapping[str, Any]]]:
    """Yield what happened, each with the facts of its case as they stand after it."""
    stands: dict[UUID, dict[str, Any]] = {}
    for event, case in seen.moves:
        facts = stands.setdefault(case.id, {})
        facts.update(event.payload.get("facts", {}))
        yield event, case, facts


def _of_case(  # one record has as many sides
    seen: Seen, event: CaseEvent, case: Case, matter: str, outcome: str, weight: float
) -> Record:
    unit_id = seen.parties.get(case.id, case.issuer_id)
    return Record(unit_id, event.occurred_on, matter, outcome, weight, case)


def dumped(record: Record) -> dict[str, Any]:
    """Return a record as machines read it: number, day, matter, outcome, never the content."""
    return {
        "unit_id": str(record.unit_id),
        "on": record.on.isoformat(),
        "matter": record.matter,
        "outcome": record.outcome,
        "weight": record.weight,
        "number": record.case.number if record.case else None,
        "case_id": str(record.case.id) if record.case else None,
    }

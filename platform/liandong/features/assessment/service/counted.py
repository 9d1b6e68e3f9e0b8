"""What a count of the kit counts: each thing once, with its day and the unit it speaks of; pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from liandong.features.assessment.service import clocks
from liandong.features.assessment.service.records import Record, Seen
from liandong.features.cases.models import Case, CaseEvent
from liandong.mechanisms import (
    CaseCount,
    CopyCount,
    Days,
    Field,
    Met,
    RowCount,
    Sum,
    TimeLimit,
)
from liandong.mechanisms.measures import Count

Facts = Mapping[str, Any]
#: What is told from the others by its id, as it counted, and what was known of it then.
Reached = tuple[object, Record, Facts]


def counted(seen: Seen, count: Count) -> Iterator[Record]:
    """Yield every record of a count, whatever its day."""
    return (each for each in listed(seen, count) if each.left is None)


def listed(seen: Seen, count: Count) -> Iterator[Record]:
    """Yield every record of a count, and with its reason what its clock leaves out."""
    if isinstance(count, Sum):
        for part in count.parts:
            yield from listed(seen, part)
    elif isinstance(count, RowCount | CaseCount):
        yield from (record for _, record, _ in _reached(seen, count))
    elif isinstance(count, Days):
        yield from _days(seen, count)
    elif isinstance(count, CopyCount):
        yield from _copies(seen, count)
    else:
        of, is_met = count.of, isinstance(count, Met)
        found = clocks.runs(seen, of) if isinstance(of, TimeLimit) else clocks.owed(seen, of.limit)
        yield from (each for each in found if each.outcome != "late" or not is_met)


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
                came = {"row": str(row["id"]), "state": row["landed_in"]}
                record = replace(found, unit_id=holder or found.unit_id, **came)
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
    state = event.landed_in
    return Record(unit_id, event.occurred_on, matter, outcome, weight, case, state=state)

"""Which records of a metric count above the line and below it, and which on neither side; pure.

On neither side stands what was withdrawn, excused or is paused (mechanism catalogue, 1.5). Where
points hang on the figure, what is objected to does not stand there either, and of what was lawfully
not done, or not in full, only what was done (invariant of M04).
"""

from collections import defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from uuid import UUID

from liandong.features.assessment.service.counted import listed
from liandong.features.assessment.service.records import Left, Record, Seen
from liandong.features.cases.models import CaseEvent
from liandong.mechanisms import Because, Metric, Spare

#: What counts above the line, what below it, and what on neither side.
Tally = tuple[list[Record], list[Record], list[Record]]


@dataclass(frozen=True)
class _Stand:
    """Where a row, of a type, or the case itself stands now, and by whose act."""

    kind: str
    state: str
    unit_id: UUID


@dataclass(frozen=True)
class _Reason:
    """Why something leaves: for one unit alone, or for all but one; `kind`: by such a row."""

    left: Left
    only: UUID | None = None
    never: UUID | None = None
    kind: str = ""


class Sparing:
    """What of a mechanism's cases leaves its figures, as it stands now."""

    def __init__(self, seen: Seen, *, scored: bool) -> None:
        """Read how each case and row stands; `scored`: points hang on the figures."""
        self.scored = scored
        self._stands: dict[object, _Stand] = {}
        self._ever: dict[object, set[str]] = defaultdict(set)
        self._case_of: dict[object, UUID] = {}
        self._reasons: dict[object, list[_Reason]] = defaultdict(list)
        for event, case in seen.moves:
            self._note(event, case.id)
        for spare in seen.mechanism.spares:
            if scored or spare.because is not Because.OBJECTED:
                self._declare(spare)
        for run, case in seen.runs:
            if run.state == "paused":
                thing = str(run.row_id) if run.row_id else case.id
                self._reasons[thing].append(_Reason(Left("paused"), only=run.unit_id))

    def _note(self, event: CaseEvent, case_id: UUID) -> None:
        self._ever[case_id].add(event.landed_in)
        known = self._stands.get(case_id)
        if known is None or known.state != event.landed_in:
            self._stands[case_id] = _Stand("", event.landed_in, event.unit_id)
        for row in event.payload.get("rows", ()):
            self._stands[row["id"]] = _Stand(row["type"], row["landed_in"], event.unit_id)
            self._ever[row["id"]].add(row["landed_in"])
            self._case_of[row["id"]] = case_id

    def _declare(self, spare: Spare) -> None:
        """Nobody withdraws or excuses what it owes itself; an objection is always one's own."""
        kind = spare.row_type.key if spare.row_type else ""
        labels = {state.key: state.label for state in spare.states}
        is_objection = spare.because is Because.OBJECTED
        for thing, stand in self._stands.items():
            if stand.kind == kind and stand.state in labels:
                left = Left(spare.because.value, labels[stand.state])
                never = None if is_objection else stand.unit_id
                reason = _Reason(left, never=never, kind=kind if spare.whole else "")
                self._reasons[self._case_of[thing] if spare.whole else thing].append(reason)

    def judged(self, record: Record) -> Record:
        """Return a record with the reason why it leaves, if it does."""
        if record.case is None or (record.left and record.left.why != "released"):
            return record
        for thing in (record.row, record.case.id):
            for reason in self._reasons.get(thing, ()):
                if self._concerns(reason, record):
                    return replace(record, left=reason.left)
        return record

    def _concerns(self, reason: _Reason, record: Record) -> bool:
        """What a row takes along of its case are not the rows of its own kind: those are counted.

        A clock that is held is its unit's alone, and no unit withdraws or excuses what it owes.
        """
        own = self._stands.get(record.row)
        if reason.kind and own is not None and own.kind == reason.kind:
            return False
        return record.unit_id != reason.never and reason.only in {None, record.unit_id}

    def was_in(self, record: Record, states: AbstractSet[str]) -> bool:
        """Tell whether the row or case of a record ever came into one of these states."""
        return not states.isdisjoint(self._ever.get(_thing(record), ()))


def tally(seen: Seen, metric: Metric, sparing: Sparing) -> Tally:
    """Return the records of a metric, whatever their day."""
    above = [sparing.judged(each) for each in listed(seen, metric.numerator)]
    below = [sparing.judged(each) for each in listed(seen, metric.denominator)]
    if sparing.scored and metric.reasoned:
        below = _reasoned(metric, above, below, sparing)
    left = {each.name: each for each in (*above, *below) if each.left}
    return _counting(above), _counting(below), [*left.values()]


def _counting(side: list[Record]) -> list[Record]:
    return [each for each in side if each.left is None]


def _reasoned(
    metric: Metric, above: list[Record], below: list[Record], sparing: Sparing
) -> list[Record]:
    """Let stand below the line, of what was lawfully not done in full, what stands above it."""
    states = {state.key for state in metric.reasoned}
    done: dict[object, float] = defaultdict(float)
    for each in above:
        if each.left is None:
            done[_thing(each)] += each.weight

    def spared(each: Record) -> Record:
        if each.left is not None or not sparing.was_in(each, states):
            return each
        weight = min(each.weight, done[_thing(each)])
        said = None if weight else Left("reasoned", each.outcome)
        return replace(each, weight=weight, left=said)

    return [spared(each) for each in below]


def _thing(record: Record) -> object:
    return record.row or (record.case.id if record.case else None)

"""How a clock stands to its day: in time, late, or on neither side and why; pure."""

from collections.abc import Iterator

from liandong.features.assessment.service.records import Left, Record, Seen, Span
from liandong.features.deadlines.models import Deadline, Obligation
from liandong.mechanisms import TimeLimit

_ENDED = frozenset({"in_time", "late"})
_STATES = {"paused": "paused", "waived": "excused"}


def runs(seen: Seen, limit: TimeLimit) -> Iterator[Record]:
    """Yield every run of a limit, or of what stands for it, that a unit owes."""
    acts = {(case.id, event.position): event for event, case in seen.moves}
    for run, case in seen.runs:
        on = run.due_on or run.started_on
        if limit.id not in {run.stands_for, run.limit_id} or run.unit_id is None:
            continue
        outcome, left = _stands(run, seen)
        if left is not None and left.why == "released":
            event = acts.get((run.case_id, run.position))
            left = left if event is None else Left("released", _label(seen, event.transition))
        span = Span(run.limit_id, _clause(run), run.started_on, run.due_on, run.ended_on)
        matter, row = str(run.inputs["matter"]), str(run.row_id) if run.row_id else None
        yield Record(run.unit_id, on, matter, outcome, 1, case, row, span=span, left=left)


def owed(seen: Seen, limit: TimeLimit) -> Iterator[Record]:
    """Yield every period in which something is owed under a limit without a case."""
    for each in seen.owed:
        if limit.id == each.stands_for:
            outcome, left = _stands(each, seen)
            matter = f"{each.inputs['matter']} {each.label}"
            ended = each.met_on
            span = Span(each.limit_id, _clause(each), each.period_start, each.due_on, ended)
            yield Record(each.unit_id, each.due_on, matter, outcome, span=span, left=left)


def _stands(clock: Deadline | Obligation, seen: Seen) -> tuple[str, Left | None]:
    """Return in time or late; or why neither: not due yet, or nobody could ever be late by it.

    What could be in time alone would make every rate a full one. A day that was only expected
    counts once the schedule of its year is in force.
    """
    why = _why_never(clock, seen)
    if why is not None:
        return "", Left(why)
    if clock.outcome in _ENDED:
        return str(clock.outcome), None
    if clock.state != "open":
        return "", Left(_STATES.get(clock.state, "not_accused" if clock.outcome else "released"))
    is_missed = clock.accuses and clock.due_on is not None and clock.due_on < seen.today
    return ("late", None) if is_missed else ("", Left("not_due"))


def _why_never(clock: Deadline | Obligation, seen: Seen) -> str | None:
    """Return why nobody may be called late by it, or in time."""
    if not clock.is_enforceable:
        return _unenforceable(clock)
    if clock.due_on is None:
        return "paused" if clock.state == "paused" else "no_day"
    is_expected = clock.is_provisional and seen.calendar.is_provisional(clock.due_on)
    return "provisional" if is_expected else None


def _unenforceable(clock: Deadline | Obligation) -> str:
    if clock.inputs.get("doubt"):
        return "contested"
    is_text = clock.inputs.get("evidence", "text") == "text"
    return "not_enforceable" if is_text else "unconfirmed"


def _clause(clock: Deadline | Obligation) -> str:
    """Return where the limit stands: document and clause."""
    basis = next(iter(clock.inputs.get("basis") or ()), None)
    return f"{basis['instrument']} {basis['clause']}".strip() if basis else ""


def _label(seen: Seen, transition: str) -> str:
    return next((move.label for _, move in seen.mechanism.moves if move.key == transition), "")

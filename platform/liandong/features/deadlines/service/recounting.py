"""A deadline counted again from what it was counted from: its rule as stored, and its acts; pure.

The same inputs give the same day, however often. What changed carries its cause.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from liandong.calendars import ActKind, ClockAct, CountedIn, HourRule, Roll, WorkingDayCalendar
from liandong.calendars import compute_history as live
from liandong.features.deadlines.models import Deadline
from liandong.features.deadlines.service.counting import Counted, count_limit
from liandong.features.deadlines.service.explaining import other_reading, plain_step
from liandong.features.deadlines.service.precedence import beside_again
from liandong.features.deadlines.service.speaking import Speaks, asking_about_pause, moments_of
from liandong.features.tenants.service import Configuration, Rule
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.mechanisms import Bound, Evidence, LimitValue, Regime, TimeLimit
from liandong.mechanisms import CountedIn as Unit
from liandong.mechanisms import Roll as LimitRoll

Payload = dict[str, Any]
RUNNING = frozenset({"open", "paused"})
#: Who else holds a clock, and lets go of it, is kept in its life; it changes no day.
_KINDS = frozenset(ActKind)
_UNCOUNTED = {Regime.HOUR, Regime.POINT, Regime.NONE}


class UnchangeableError(InvalidInputError):
    """A limit in hours, a point, or one without a number: it is neither held nor lengthened."""

    code = "deadline.unchangeable"


@dataclass(frozen=True)
class _Standing:
    """Where a deadline ends, and whether and why it is held."""

    counted: Counted
    paused_since: date | None = None


def recount(
    config: Configuration,
    calendar: WorkingDayCalendar,
    deadline: Deadline,
    cause: Payload,
    acts: Sequence[Payload] | None = None,
) -> Payload | None:
    """Return what an event has to say so that a running deadline stands where it should.

    Args:
        config: What governs the county.
        calendar: The calendar to count by.
        deadline: One that runs, or is paused.
        cause: Why it is counted again: kind, zh, en.
        acts: All acts in its life, in their order; without them those that are on record.

    Returns:
        The item for `deadlines.changed` of the event; None where everything stands as it was.

    Raises:
        HistoryError: An act cannot be: after the end, held twice, resumed while it runs.
        UnchangeableError: The limit knows no such acts.
        OutsideCalendarError: No schedule covers the days.
    """
    inputs = deadline.inputs
    life: list[Payload] = list(inputs.get("acts", []) if acts is None else acts)
    at = _started_at(config, deadline)
    standing = _stand(deadline, calendar, life, at)
    if standing is None:
        return None
    counted, since = standing.counted, standing.paused_since
    due_at = counted.due_at
    names = frozenset({deadline.limit_id, deadline.stands_for})
    speaks = Speaks(names, at, counted.due_on, due_at, deadline.is_right)
    moments = asking_about_pause(config, calendar, since) if since else None
    fires = moments_of(config, calendar, speaks) if moments is None else moments
    if _as_it_was(deadline, standing, life) and _speaks_as_it_did(deadline, fires):
        return None
    return {
        "id": str(deadline.id),
        "state": "paused" if since else "open",
        "due_on": counted.due_on.isoformat(),
        "due_at": due_at.isoformat() if due_at else None,
        "is_provisional": counted.is_provisional,
        "fires": [at.isoformat() for at in fires],
        "inputs": {
            "calendar": calendar.version,
            "nominal_on": counted.nominal_on.isoformat(),
            "steps": [plain_step(step) for step in counted.steps],
            "other_reading": other_reading(_rule(deadline), counted),
            "beside": beside_again(config, calendar, inputs.get("beside", []), at),
            "acts": life,
            "paused_since": since.isoformat() if since else None,
            "paused_reason": _reason(life) if since else "",
        },
        "cause": cause,
    }


def _as_it_was(deadline: Deadline, standing: _Standing, life: list[Payload]) -> bool:
    now = (deadline.due_on, deadline.is_provisional, deadline.inputs.get("acts", []))
    counted = standing.counted
    return now == (counted.due_on, counted.is_provisional, life)


def _speaks_as_it_did(deadline: Deadline, fires: list[datetime]) -> bool:
    """Who has said all, or climbs the ladder, is left alone as long as the day stays."""
    is_over = deadline.next_fire_at is None or deadline.rung is not None
    return is_over or fires == deadline.fires


def _stand(
    deadline: Deadline, calendar: WorkingDayCalendar, life: list[Payload], at: datetime
) -> _Standing | None:
    inputs = deadline.inputs
    rule = _rule(deadline)
    if not life:
        if rule.limit.regime is Regime.NONE and rule.target is None:
            return None
        stated = inputs["stated"]
        day = date.fromisoformat(stated) if isinstance(stated, str) else stated
        counted = count_limit(rule, at, calendar, day)
        return _Standing(counted) if counted else None
    limit = rule.limit
    if limit.regime in _UNCOUNTED or inputs.get("bound") == Bound.BEFORE:
        zh, en = "这条期限不能中止、延长、扣除", "this limit is neither held nor lengthened"
        raise UnchangeableError([Problem("limit", f"{limit.id}：{zh}", f"{limit.id}: {en}")])
    history = live(
        deadline.started_on,
        length=None if isinstance(inputs["stated"], str) else inputs["length"],
        counted_in=_unit(inputs),
        roll=Roll(inputs["roll"]),
        due_on=date.fromisoformat(inputs["stated"]) if isinstance(inputs["stated"], str) else None,
        acts=[_act(each) for each in life if each["kind"] in _KINDS],
        calendar=calendar,
    )
    done = history.computation
    counted = Counted(done.due_on, None, done.nominal_on, done.provisional, done.steps)
    return _Standing(counted, history.suspended_since)


def _rule(deadline: Deadline) -> Rule:
    """Return the rule as it was read when the clock began: what is stored, not what is now."""
    inputs = deadline.inputs
    limit = TimeLimit(
        deadline.limit_id,
        regime=Regime(inputs["regime"]),
        roll=LimitRoll(inputs["roll"]),
        inclusive=inputs.get("inclusive"),
    )
    unit = Unit(inputs["counted_in"]) if inputs["counted_in"] else None
    length = None if unit is Unit.STATED else inputs["length"]
    bound = Bound(inputs.get("bound", "at_most"))
    evidence = Evidence(inputs["evidence"] or Evidence.UNCONFIRMED)
    return Rule(
        limit,
        LimitValue(deadline.started_on, length, unit, evidence, (), bound),
        hour_rule=HourRule(inputs.get("hour_rule", HourRule.EXACT_MOMENT)),
        stops_on_holiday=inputs.get("stops_on_holiday", False),
        target=length if inputs.get("is_target") else None,
    )


def _reason(life: Sequence[Payload]) -> str:
    holding = (act for act in reversed(life) if act["kind"] in {"suspend", "hold"})
    return str(next(holding)["reason"])


def _unit(inputs: Payload) -> CountedIn:
    unit = inputs["counted_in"]
    return CountedIn.DAY if unit in {None, "stated"} else CountedIn(unit)


def _started_at(config: Configuration, deadline: Deadline) -> datetime:
    if stored := deadline.inputs.get("started_at"):
        return datetime.fromisoformat(stored)
    return datetime.combine(deadline.started_on, time(), ZoneInfo(config.tenant["timezone"]))


def _act(said: Payload) -> ClockAct:
    return ClockAct(
        kind=ActKind(said["kind"]),
        on=date.fromisoformat(said["on"]),
        until=date.fromisoformat(said["until"]) if said.get("until") else None,
        length=said.get("length"),
        counted_in=CountedIn(said["counted_in"]) if said.get("counted_in") else None,
        roll=Roll(said["roll"]) if said.get("roll") else None,
        due_on=date.fromisoformat(said["due_on"]) if said.get("due_on") else None,
        reason=said["reason"],
    )

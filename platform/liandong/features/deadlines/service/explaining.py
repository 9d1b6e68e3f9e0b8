"""What a limit means in a county for an event, in the form in which it is answered; pure."""

from datetime import date, datetime
from typing import Any

from liandong.calendars import Step, Text
from liandong.features.deadlines.service.counting import Counted, count_limit
from liandong.features.deadlines.service.precedence import Duty, beside
from liandong.features.tenants.service import (
    ClauseRegister,
    Configuration,
    Rule,
    calendar_of,
    citation,
    installed,
    rule_of,
)
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.mechanisms import CountedIn, LimitValue, Regime, TimeLimit, why_never_late

Plain = dict[str, Any]


def explain_limit(
    config: Configuration,
    limit_id: str,
    at: datetime,
    stated: int | date | None = None,
    opened_on: date | None = None,
) -> Plain:
    """Return what a limit means in a county for an event: rule, value, steps, who may be late.

    `opened_on` is the day the case was opened, for rules whose version goes by it.

    Raises:
        InvalidInputError: No such limit, no value in force on that day, or a period stated for a
            limit whose rule sets it.
        OutsideCalendarError: No schedule covers the days.
    """
    named = _limit(config, limit_id)
    limit = config.replacements_on(at.date(), opened_on).get(named.id, named)
    if limit.is_slot:
        raise _no_limit(config, limit_id)
    day = limit.version_day(at.date(), opened_on)
    rule = rule_of(config, limit, day)
    if rule.value is None:
        missing = rule.missing or Text("", "")
        raise InvalidInputError([Problem("event-at", missing.zh, missing.en)])
    if stated is not None and limit.regime is not Regime.STATED:
        zh, en = (
            "这条期限由规定写明，不由文书载明",
            "the rule itself sets this period, not the document",
        )
        raise InvalidInputError([Problem("stated", zh, en)])
    calendar = calendar_of(config)
    counted = count_limit(rule, at, calendar, stated)
    return {
        **_rule(config.register, rule, rule.value, named),
        **_days(counted),
        "enforceable": is_enforceable(config, rule, day, counted),
        "calendar": calendar.version,
        "readings": [_told(config.register, each.stored()) for each in rule.readings],
        "other_reading": other_reading(rule, counted),
        "beside": beside(config, Duty(named, limit, at, counted), calendar),
        "steps": steps_of(counted),
    }


def is_enforceable(config: Configuration, rule: Rule, day: date, counted: Counted | None) -> bool:
    """Say whether a day that was counted out may call anyone late; a target never does."""
    return counted is not None and not counted.is_target and config.is_enforceable(rule.limit, day)


def steps_of(counted: Counted | None) -> list[dict[str, str]]:
    """Return the steps of a count as they are stored and answered."""
    return [plain_step(step) for step in counted.steps] if counted else []


def plain_step(step: Step) -> dict[str, str]:
    """Return a step of a count as it is stored and answered."""
    return {
        "key": str(step.key),
        "on": step.on.isoformat(),
        "reason_zh": step.reason_zh,
        "reason_en": step.reason_en,
    }


def other_reading(rule: Rule, counted: Counted | None) -> dict[str, str] | None:
    """Return the day by the reading that was not chosen, in words (A3)."""
    if counted is None or counted.other_on is None or rule.value is None:
        return None
    by_work = rule.value.counted_in is CountedIn.WORKING_DAY
    day = counted.other_on.isoformat()
    return {
        "on": day,
        "zh": f"另按{'自然日' if by_work else '工作日'}计为 {day}",
        "en": f"counted in {'calendar' if by_work else 'working'} days it would be {day}",
    }


def _limit(config: Configuration, limit_id: str) -> TimeLimit:
    """Return a limit of the county or of the law, or a slot that the county may fill."""
    found, registry = config.limits_here.get(limit_id), installed().registry
    if found is None and not registry.has_limit(limit_id):
        raise _no_limit(config, limit_id)
    return found or registry.limit(limit_id)


def _no_limit(config: Configuration, limit_id: str) -> InvalidInputError:
    name = config.tenant["name"]
    zh, en = f"{name}没有期限“{limit_id}”", f"there is no time limit '{limit_id}' in {name}"
    return InvalidInputError([Problem("limit", zh, en)])


def _rule(register: ClauseRegister, rule: Rule, value: LimitValue, named: TimeLimit) -> Plain:
    never = why_never_late(rule.limit, value)
    return {
        "limit": rule.limit.id,
        "asked": named.id,
        "matter": rule.limit.matter,
        "start_event": rule.limit.start_event,
        "applies_to": rule.limit.applies_to.value,
        "bound": value.bound.value,
        "evidence": value.evidence.value,
        "effective_from": value.effective_from.isoformat(),
        "never_late": {"key": never.key, "zh": never.zh, "en": never.en} if never else None,
        "basis": [citation(register, basis.instrument, basis.clause) for basis in value.basis],
    }


def _told(register: ClauseRegister, reading: Plain) -> Plain:
    """Return a reading with its clauses as people cite them."""
    cited = [citation(register, b["instrument"], b["clause"]) for b in reading["basis"]]
    return {**reading, "cited": cited}


def _days(counted: Counted | None) -> Plain:
    return {
        "due_on": counted.due_on.isoformat() if counted else None,
        "due_at": counted.due_at.isoformat() if counted and counted.due_at else None,
        "provisional": bool(counted and counted.is_provisional),
        "is_target": bool(counted and counted.is_target),
    }

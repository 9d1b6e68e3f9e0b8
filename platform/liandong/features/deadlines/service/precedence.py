"""Where several limits speak of one duty: which governs, why, and what stands beside it (A12).

Special before local before national; where two stand on one level, the earlier day. What does
not govern is shown with its own day, never dropped.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from liandong.calendars import Text, WorkingDayCalendar
from liandong.features.deadlines.service.counting import Counted, count_limit
from liandong.features.tenants.service import Configuration, reading, rule_of
from liandong.kernel.errors import InvalidInputError
from liandong.mechanisms import Conflict, TimeLimit

PRECEDENCE = "rule.precedence"
_SPECIAL = Text("特别规定优先于一般规定", "special rules come before general ones")
_LOCAL = Text("本地规定优先于国家一般规定", "a county's own rule comes before the national one")
_EARLIER = Text("同一级规定，按先到的日子", "rules of one level: the earlier day")


@dataclass(frozen=True)
class Duty:
    """A limit that governs a duty here, the one it was asked for, and its day."""

    named: TimeLimit
    governing: TimeLimit
    at: datetime
    counted: Counted | None
    opened_on: date | None = None


def beside(config: Configuration, duty: Duty, calendar: WorkingDayCalendar) -> list[dict[str, Any]]:
    """Return what speaks of the same duty beside the limit that governs, in stored form.

    What only supplements has no day; what conflicts has its day, the id of the one that governs
    and the reason in both languages.
    """
    return [
        *_supplements(config, duty),
        *_overruled(config, duty, calendar),
        *_declared(config, duty, calendar),
    ]


def beside_again(
    config: Configuration,
    calendar: WorkingDayCalendar,
    stored: list[dict[str, Any]],
    at: datetime,
) -> list[dict[str, Any]]:
    """Return what stands beside a deadline, its days by another calendar; no act moves them."""
    known = config.limits_here
    found: list[dict[str, Any]] = []
    for each in stored:
        counted = None
        if each.get("due_on") and each["id"] in known:
            counted = _counted(config, known[each["id"]], at, calendar)
        found.append(each | {"due_on": counted.due_on.isoformat()} if counted else each)
    return found


def _supplements(config: Configuration, duty: Duty) -> Iterator[dict[str, Any]]:
    for named in dict.fromkeys((duty.named.id, duty.governing.id)):
        for local in config.supplements.get(named, ()):
            if local.value_on(duty.at.date()):
                yield _entry(local, duty)


def _overruled(
    config: Configuration, duty: Duty, calendar: WorkingDayCalendar
) -> Iterator[dict[str, Any]]:
    """Yield the limits in whose place another stands, where they end on another day."""
    general = config.replacements_on(duty.at.date(), duty.opened_on).get(duty.named.id, duty.named)
    is_special = duty.governing.id not in {general.id, duty.named.id}
    for limit in {each.id: each for each in (general, duty.named)}.values():
        if limit.id == duty.governing.id:
            continue
        counted = _counted(config, limit, duty.at, calendar)
        if counted and (duty.counted is None or counted.due_on != duty.counted.due_on):
            why = _SPECIAL if is_special else _LOCAL
            yield _entry(limit, duty) | _conflict(counted, duty.governing, config, why, None)


def _declared(
    config: Configuration, duty: Duty, calendar: WorkingDayCalendar
) -> Iterator[dict[str, Any]]:
    """Yield the limits that the rules themselves name as speaking of the same duty."""
    for other, conflict in _conflicts(config, duty.governing):
        counted = _counted(config, other, duty.at, calendar)
        if counted and duty.counted:
            governs, why = _which(config, duty, other, counted)
            yield _entry(other, duty) | _conflict(counted, governs, config, why, conflict)


def _conflicts(config: Configuration, limit: TimeLimit) -> Iterator[tuple[TimeLimit, Conflict]]:
    """Yield the declared conflicts of a limit, from either side, with limits in force here."""
    for other in config.limits_here.values():
        declared = {each.limit_id: each for each in limit.conflicts}.get(other.id)
        found = declared or {each.limit_id: each for each in other.conflicts}.get(limit.id)
        if found:
            yield other, found


def _which(
    config: Configuration, duty: Duty, other: TimeLimit, counted: Counted
) -> tuple[TimeLimit, Text]:
    mine, theirs = (limit.id in config.local_limits for limit in (duty.governing, other))
    if mine != theirs:
        return (duty.governing if mine else other), _LOCAL
    is_earlier = duty.counted is not None and duty.counted.due_on <= counted.due_on
    return (duty.governing if is_earlier else other), _EARLIER


def _counted(
    config: Configuration, limit: TimeLimit, at: datetime, calendar: WorkingDayCalendar
) -> Counted | None:
    try:
        return count_limit(rule_of(config, limit, at.date()), at, calendar)
    except InvalidInputError:  # what stands beside has no say in whether the duty is counted
        return None


def _entry(limit: TimeLimit, duty: Duty) -> dict[str, Any]:
    value = limit.value_on(duty.at.date())
    basis = value.basis if value else ()
    return {
        "id": limit.id,
        "matter": limit.matter,
        "basis": [{"instrument": b.instrument, "clause": b.clause} for b in basis],
    }


def _conflict(
    counted: Counted,
    governs: TimeLimit,
    config: Configuration,
    why: Text,
    declared: Conflict | None,
) -> dict[str, Any]:
    zh, en = "", ""
    if declared:
        zh = f"{declared.message_zh}（两条按同一天起算）"
        en = f"{declared.message_en} (both counted from the same day)"
    return {
        "due_on": counted.due_on.isoformat(),
        "governs": governs.id,
        "precedence": reading(config, PRECEDENCE).value,
        "why_zh": "；".join(part for part in (why.zh, zh) if part),
        "why_en": "; ".join(part for part in (why.en, en) if part),
    }

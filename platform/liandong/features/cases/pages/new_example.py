"""What the reply period would mean if the letter were served tomorrow's working day; pure."""

from collections.abc import Mapping
from typing import Any

from liandong.calendars import Computation, compute
from liandong.features.cases.pages.words import Setting, weekday_words
from liandong.mechanisms import LimitValue, Mechanism, TimeLimit, Variant, resolve
from liandong.web.languages import say

_MOST_DAYS = 3660


def example(
    mechanism: Mechanism,
    setting: Setting,
    replacements: Mapping[str, TimeLimit],
    typed: Mapping[str, Any],
) -> str:
    """Return the sentence for the variant that was chosen; empty where no number is known."""
    counted = _counted(mechanism, setting, replacements, typed)
    if counted is None:
        return ""
    on = weekday_words(counted.started_on, setting.today)
    due = weekday_words(counted.due_on, setting.today)
    expected = say("放假安排未公布，日期是预计的。") if counted.provisional else ""
    if not counted.moved:
        return say("如 {day} 送达，{due} 截止。", day=on, due=due) + expected
    nominal = weekday_words(counted.nominal_on, setting.today)
    said = "如 {day} 送达，{due} 截止（{nominal} 不是工作日，顺延）。"
    return say(said, day=on, due=due, nominal=nominal) + expected


def _counted(
    mechanism: Mechanism,
    setting: Setting,
    replacements: Mapping[str, TimeLimit],
    typed: Mapping[str, Any],
) -> Computation | None:
    limits = [limit for move in mechanism.transitions if move.delivers for limit in move.starts]
    if not limits:
        return None
    chosen = typed.get("facts.variant")
    variant = next((each for each in mechanism.variants if each.key == chosen), None)
    limit = resolve(limits[0], variant, replacements)
    value = limit.value_on(setting.today)
    period = _stated(variant, typed) if value and value.length is None else _of(value)
    if period is None:
        return None
    return compute(
        setting.calendar.add(setting.today, 1),
        length=period[0],
        counted_in=period[1],
        roll=limit.roll.value,
        calendar=setting.calendar,
    )


def _of(value: LimitValue | None) -> tuple[int, str] | None:
    if value is None or value.length is None or value.counted_in is None:
        return None
    return value.length, value.counted_in.value


def _stated(variant: Variant | None, typed: Mapping[str, Any]) -> tuple[int, str] | None:
    """Return the days that the letter itself is to state, where the variant asks for them."""
    asked = {field.key for field in variant.asks} if variant else set()
    days = typed.get("facts.stated_days") if "stated_days" in asked else None
    return (days, "day") if isinstance(days, int) and 0 < days <= _MOST_DAYS else None

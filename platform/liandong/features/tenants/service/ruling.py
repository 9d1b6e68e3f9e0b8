"""A limit as a county reads it: its row, the value of the day, and the settings that decide."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from liandong.calendars import HourRule, Text
from liandong.features.tenants.service.ambiguities import Spec, ambiguities
from liandong.features.tenants.service.configuration import Configuration
from liandong.features.tenants.service.readings import Reading, read
from liandong.mechanisms import CountedIn, LimitValue, Regime, Roll, TimeLimit

COURT_DAYS = "execution.court_day_kind"
_HOURS = ("hours.rule", "hours.stop_on_holiday")
_END = "rule.effective_to.<id>"
_TARGET = "target.<id>"


@dataclass(frozen=True)
class Rule:
    """What is counted: the limit and its value as they are read here, and who decided what.

    `value` is None where the rule is not in force; `missing` then says why. `target` is a service
    target in working days where the law gives no number: it reminds, and nobody is late by it.
    """

    limit: TimeLimit
    value: LimitValue | None
    readings: tuple[Reading, ...] = ()
    hour_rule: HourRule = HourRule.EXACT_MOMENT
    stops_on_holiday: bool = False
    target: int | None = None
    missing: Text | None = None


def rule_of(config: Configuration, limit: TimeLimit, day: date) -> Rule:
    """Return a limit as it is read in a county; `day` decides which value and which settings.

    An extension is read as the limit that it extends.
    """
    base = config.limits_here.get(limit.extends, limit) if limit.extends else limit
    found = {each.key: each for each in _readings(config, base, day)}
    ends = found.pop(f"rule.effective_to.{base.id}")
    value = limit.value_on(day)
    if value is None:
        return Rule(limit, None, missing=_missing(limit, day))
    if ends.value and ends.value < day.isoformat():
        return Rule(limit, None, (ends,), missing=_ended(limit, day, ends.value))
    said = {key: each.value for key, each in found.items() if each.value is not None}
    row, read_value = _as_read(limit, value, base.id, said)
    return Rule(
        limit=row,
        value=read_value,
        readings=tuple(each for each in found.values() if each.value is not None),
        hour_rule=HourRule(said.get("hours.rule", HourRule.EXACT_MOMENT)),
        stops_on_holiday=said.get("hours.stop_on_holiday", False),
        target=said.get(f"target.{base.id}"),
    )


def _readings(config: Configuration, limit: TimeLimit, day: date) -> Iterator[Reading]:
    """Yield every setting that has a say in a limit, families by the limit that they take."""
    for ambiguity in ambiguities():
        for spec in ambiguity.specs:
            if _concerns(spec, limit):
                yield read(config, spec, limit.id, default=_row_says(spec, limit, day), day=day)


def _concerns(spec: Spec, limit: TimeLimit) -> bool:
    if spec.key in _HOURS:
        return limit.regime is Regime.HOUR
    if spec.key == COURT_DAYS or spec.is_family:
        return spec.takes(limit)
    return False


def _row_says(spec: Spec, limit: TimeLimit, day: date) -> Any:
    """Return what the row of a limit says where a setting has no default of its own."""
    if spec.key in {_END, _TARGET}:
        return None
    what = spec.key.rpartition(".")[2]
    if what == "counted_in":
        value = limit.value_on(day)
        return value.counted_in.value if value and value.counted_in else None
    said: Any = getattr(limit, what, None)
    return said.value if isinstance(said, Roll) else said


def _as_read(
    limit: TimeLimit, value: LimitValue, named: str, said: dict[str, Any]
) -> tuple[TimeLimit, LimitValue]:
    """Return row and value with what the settings of the limit `named` put in their place."""
    places = {what: f"limits.{named}.{what}" for what in ("roll", "inclusive", "start_event")}
    changed = {what: said[key] for what, key in places.items() if key in said}
    counted_in = said.get(f"limits.{named}.counted_in") or said.get(COURT_DAYS)
    if counted_in:
        value = replace(value, counted_in=CountedIn(counted_in))
    if said.get(COURT_DAYS) == CountedIn.DAY:
        changed["roll"] = Roll.NEXT_WORKING_DAY
    if "roll" in changed:
        changed["roll"] = Roll(changed["roll"])
    return replace(limit, **changed), value


def _ended(limit: TimeLimit, day: date, until: str) -> Text:
    return Text(
        f"本县：“{limit.id}”的规定到 {until} 为止，{day} 没有期限",
        f"in this county {limit.id} holds until {until}: there is no limit on {day}",
    )


def _missing(limit: TimeLimit, day: date) -> Text:
    first = limit.values[0][0] if limit.values else day
    if day < first:
        return Text(
            f"{day} 还没有这条规定（{first} 起施行）",
            f"the rule was not in force on {day}: it took effect on {first}",
        )
    return Text(f"{day} 这条规定已经失效", f"the rule was no longer in force on {day}")

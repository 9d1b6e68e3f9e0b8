"""From which day a limit gives what, by one configuration and by another; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from liandong.calendars import Text
from liandong.features.deadlines.service.length_words import length_words
from liandong.features.tenants.service import Configuration, Rule, rule_of
from liandong.mechanisms import AppliesTo, Regime, TimeLimit

_ONE_DAY = timedelta(days=1)
_ROLLS = {
    "next_working_day": Text("末日是休息日的顺延", "a day off rolls on"),
    "previous_working_day": Text("末日是休息日的提前", "a day off rolls back"),
    "none": Text("末日是休息日的不顺延", "a day off stays"),
}
_OTHER_START = Text("起算的事由另定", "counted from another event")


@dataclass(frozen=True)
class Ruled:
    """What a limit gives from a day on; equal ones give the same last day."""

    length: Text
    roll: str = "none"
    start_event: str = ""
    regime: str = ""
    inclusive: bool | None = None
    hours: str = ""
    by_opening: bool = False

    @property
    def rules(self) -> bool:
        """Whether it gives anything at all."""
        return bool(self.regime)


@dataclass(frozen=True)
class LimitChange:
    """A limit that gives something else by another configuration.

    `before` is what it gave until the first day that differs, `after` what it gives from each day
    on; without a day it differs from its beginning.
    """

    limit: TimeLimit
    before: Ruled
    after: tuple[tuple[date | None, Ruled], ...]
    recurs: bool


def limit_changes(
    before: Configuration, after: Configuration, named: Sequence[TimeLimit]
) -> Iterator[LimitChange]:
    """Yield the limits that give something else by `after`; `named` as mechanisms name them."""
    own = (*before.local_limits.values(), *after.local_limits.values())
    recurring = {each.id: each for each in own if each.recurs}
    spoken = {each.in_place_of for each in recurring.values()}
    others = {each.id: each for each in named if each.id not in spoken}
    for limit in (*others.values(), *recurring.values()):
        found = _differing(before, after, limit)
        if found is not None:
            yield found


def _differing(before: Configuration, after: Configuration, limit: TimeLimit) -> LimitChange | None:
    days = sorted({day for each in (before, after) for day in _days(each, limit)})
    was = [_ruled(before, limit, day) for day in days]
    will = [_ruled(after, limit, day) for day in days]
    pairs = enumerate(zip(was, will, strict=True))
    first = next((n for n, (old, new) in pairs if old != new), None)
    if first is None:
        return None
    begins = None if first == 0 and was[0].rules else days[first]
    steps: list[tuple[date | None, Ruled]] = [(begins, will[first])]
    for day, ruled in zip(days[first + 1 :], will[first + 1 :], strict=True):
        if ruled != steps[-1][1]:
            steps.append((day, ruled))
    return LimitChange(limit, was[first], tuple(steps), recurs=_recurs(before, after, limit))


def _recurs(before: Configuration, after: Configuration, limit: TimeLimit) -> bool:
    found = (each for config in (before, after) for each in _governing(config, limit))
    return any(each.recurs for each in found)


def _governing(config: Configuration, limit: TimeLimit) -> tuple[TimeLimit, ...]:
    """Return every limit that may stand where one is named."""
    own = config.local_limits.get(limit.id)
    if own is not None:
        return (own,)
    here = (config.replacements[limit.id],) if limit.id in config.replacements else ()
    known = () if limit.is_slot or limit.id not in config.limits_here else (limit,)
    return (*here, *known)


def _days(config: Configuration, limit: TimeLimit) -> Iterator[date]:
    """Yield each day on which it may begin to give something else."""
    for each in _governing(config, limit):
        for day, value in each.values:
            yield day
            if value and value.effective_to:
                yield value.effective_to + _ONE_DAY
    for setting in config.package["settings"]:
        if setting["from_on"]:
            yield date.fromisoformat(setting["from_on"])
        if setting["key"] == f"rule.effective_to.{limit.id}":
            yield date.fromisoformat(setting["value"]) + _ONE_DAY


def _ruled(config: Configuration, limit: TimeLimit, day: date) -> Ruled:
    governing = next((x for x in _governing(config, limit) if x.value_on(day) is not None), None)
    if governing is None:
        return Ruled(length_words(None, None))
    rule = rule_of(config, governing, day)
    if rule.value is None:
        return Ruled(length_words(None, None))
    return Ruled(
        _length(rule),
        rule.limit.roll.value,
        rule.limit.start_event,
        rule.limit.regime.value,
        rule.limit.inclusive,
        f"{rule.hour_rule}{rule.stops_on_holiday}" if rule.limit.regime is Regime.HOUR else "",
        rule.limit.applies_to is AppliesTo.CASE_OPENED,
    )


def _length(rule: Rule) -> Text:
    value = rule.value
    if rule.target is not None:
        return length_words(rule.target, "working_day")
    if value is None:
        return length_words(None, None)
    unit = value.counted_in.value if value.counted_in else None
    recurs = rule.limit.every(value) is not None
    return length_words(value.length, unit, value.bound.value, recurs=recurs)


def ruled_words(ruled: Ruled, before: Ruled) -> Text:
    """Return what it gives, and how it counts where that alone, or that too, is another."""
    more = []
    both = ruled.rules and before.rules
    if both and ruled.roll != before.roll:
        more.append(_ROLLS[ruled.roll])
    if both and ruled.start_event != before.start_event:
        more.append(_OTHER_START)
    zh = "，".join((ruled.length.zh, *(each.zh for each in more)))
    return Text(zh, ", ".join((ruled.length.en, *(each.en for each in more))))

"""Whether a county's answers to open questions can be: the key, the limit it names, the value."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from liandong.calendars import Text, december_from
from liandong.features.tenants.service.ambiguities import ID, Spec, ambiguities, spelt

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_LONGEST, _EARLIEST = 366, december_from()
_KINDS = {
    "boolean": Text("true 或 false", "true or false"),
    "working_days": Text(f"1 到 {_LONGEST} 的整数", f"a whole number from 1 to {_LONGEST}"),
    "day_of_december": Text(
        f"1 到 {_EARLIEST} 的整数：12月{_EARLIEST}日有过改动，不能更晚",
        f"a whole number from 1 to {_EARLIEST}: the {_EARLIEST}th has been changed before",
    ),
    "time": Text("“17:30”这样的时刻", "a time of day such as '17:30'"),
    "date": Text("日期", "a date"),
}


def families() -> tuple[str, ...]:
    """Return the keys that stand for one setting per limit, such as `limits.<id>.roll`."""
    keys = [s.key for each in ambiguities() for s in each.specs if s.is_family]
    return tuple(dict.fromkeys(keys))


def limit_named(key: str) -> tuple[str, str] | None:
    """Return the family and the limit that a key names; None for a key of no family."""
    for family in families():
        before, _, after = family.partition(ID)
        if key.startswith(before) and key.endswith(after) and len(key) > len(before + after):
            return family, key[len(before) : len(key) - len(after)]
    return None


def key_problem(key: str, family: str, limit_id: str, known: Mapping[str, Spec]) -> Text:
    """Say why a limit that exists does not take a setting, and which ones it takes."""
    others = [each for each in known if limit_id in each.split(".")]
    listed = ", ".join(others) or "–"
    if family.startswith("target."):
        return Text(
            f"期限“{limit_id}”由规定或者文书写明天数，不能另设目标；能设的：{listed}",
            f"the rule or the document gives '{limit_id}' its number: there is no target for it; "
            f"known are: {listed}",
        )
    return Text(
        f"期限“{limit_id}”不能设“{key}”，能设的：{listed}",
        f"time limit '{limit_id}' takes no setting '{key}'; known are: {listed}",
    )


def value_problems(spec: Spec, value: Any) -> Iterator[Text]:
    """Yield why a value cannot be set."""
    if spec.kind == "elsewhere":
        yield Text(
            f"“{spec.key}”不在这里设，写在 {spec.stands_in}",
            f"'{spec.key}' is not set here but in {spec.stands_in}",
        )
    elif spelt(value) in spec.refused:
        reason = spec.refused[spelt(value)]
        yield Text(
            f"“{spec.key}”不能设为“{value}”：{reason.zh}",
            f"'{spec.key}' cannot be '{value}': {reason.en}",
        )
    elif not _fits(spec, value):
        choices = ", ".join(spec.choices)
        kind = _KINDS.get(spec.kind, Text(choices, choices))
        yield Text(
            f"“{spec.key}”的值要是：{kind.zh}", f"the value of '{spec.key}' must be: {kind.en}"
        )


def _fits(spec: Spec, value: Any) -> bool:
    match spec.kind:
        case "boolean":
            return isinstance(value, bool)
        case "working_days":
            return type(value) is int and 1 <= value <= _LONGEST
        case "day_of_december":
            return type(value) is int and 1 <= value <= _EARLIEST
        case "time":
            return isinstance(value, str) and _TIME.fullmatch(value) is not None
        case "date":
            return isinstance(value, str) and _is_day(value)
        case _:
            return isinstance(value, str) and value in spec.choices


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False

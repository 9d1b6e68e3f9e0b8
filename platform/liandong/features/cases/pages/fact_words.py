"""What people wrote, under the labels of its fields, as a line to read; pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from liandong.features.cases.pages.words import Setting, day_words
from liandong.mechanisms import Field, FieldKind
from liandong.web.languages import say

_LONGEST = 2000


def value_words(field: Field, value: Any, setting: Setting) -> str:
    """Return one value as a person reads it: choices by label, files by name, units by name."""
    listed = value if isinstance(value, list) else [value]
    if field.kind is FieldKind.FILE:
        names = [setting.files.get(str(each), "") for each in listed]
        return say("、").join(names) if all(names) else say("{n} 份", n=len(listed))
    if field.kind is FieldKind.DATE:
        return _day(str(value), setting)
    labels = {choice.key: say(choice.label) for choice in field.choices}
    units = {str(key): unit.name for key, unit in setting.units.items()}
    return say("、").join(labels.get(each) or units.get(str(each)) or str(each) for each in listed)


def _day(value: str, setting: Setting) -> str:
    """Return a stored day in words; a draft may hold something else, which stays as typed."""
    try:
        return day_words(date.fromisoformat(value), setting.today)
    except ValueError:
        return value


def told(fields: Iterable[Field], facts: Mapping[str, Any], setting: Setting) -> list[str]:
    """Return “理由：…” for each field that holds something, in the order of the fields."""
    found = []
    for field in fields:
        value = facts.get(field.key)
        if value in (None, "", []):
            continue
        words = value_words(field, value, setting)[:_LONGEST]
        found.append(say("{label}：{value}", label=say(field.label), value=words))
    return found


def joined(parts: Iterable[str]) -> str:
    """Return several statements as one line."""
    return say("；").join(part for part in parts if part)

"""What people wrote, under the labels of its fields, as a line to read; pure."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from liandong.calendars.words import period_words
from liandong.features.cases.pages.words import Setting, day_words
from liandong.kernel.sealing import MaskedText, Purged, PurgedFile, PurgedText
from liandong.mechanisms import Field, FieldKind
from liandong.web.languages import language, say

_LONGEST = 2000


def value_words(field: Field, value: Any, setting: Setting) -> str:
    """Return one value as a person reads it: choices by label, files by name, units by name."""
    listed = value if isinstance(value, list) else [value]
    if isinstance(value, PurgedText):
        return purged_words(value, setting)
    if isinstance(value, MaskedText):
        return say("已隐去，您的岗位不能看")
    if field.kind is FieldKind.FILE:
        names = [_file(each, setting) for each in listed]
        return say("、").join(names) if all(names) else say("{n} 份", n=len(listed))
    if field.kind in _WORDS:
        return say("、").join(_WORDS[field.kind](each, setting) for each in listed)
    labels = {choice.key: say(choice.label) for choice in field.choices}
    units = {str(key): unit.name for key, unit in setting.units.items()}
    return say("、").join(labels.get(each) or units.get(str(each)) or str(each) for each in listed)


def _file(value: Any, setting: Setting) -> str:
    """Return the name of a file, or that it was purged."""
    if isinstance(value, PurgedFile):
        return purged_words(value, setting)
    return setting.files.get(str(value), "")


def purged_words(value: Purged, setting: Setting) -> str:
    """Return what stands where a secret was: that it is purged, since when and on which basis."""
    if not value.on:
        return say("已清除")
    day = day_words(date.fromisoformat(value.on), setting.today)
    return say("已清除（{day}，依据：{basis}）", day=day, basis=value.basis)


def _day(value: str, setting: Setting) -> str:
    """Return a stored day in words; a draft may hold something else, which stays as typed."""
    try:
        return day_words(date.fromisoformat(value), setting.today)
    except ValueError:
        return value


def _month(value: str) -> str:
    """Return a stored month in words; what is none stays as typed."""
    try:
        first = date.fromisoformat(f"{value}-01")
    except ValueError:
        return value
    return period_words(first, first.replace(day=28)).pick(language())


def _amount(value: Any, _: Setting) -> str:
    """Return fen as 元; a draft may hold something else, which stays as typed."""
    if isinstance(value, bool) or not isinstance(value, int):
        return str(value)
    return say("{amount} 元", amount=f"{Decimal(value) / 100:,.2f}")


def _answer(value: Any, _: Setting) -> str:
    return {"True": say("是"), "False": say("否")}.get(str(value).capitalize(), str(value))


def _unit(value: Any, setting: Setting) -> str:
    names = {str(key): unit.name for key, unit in setting.units.items()}
    return names.get(str(value), str(value))


_WORDS: dict[FieldKind, Callable[[Any, Setting], str]] = {
    FieldKind.DATE: lambda value, setting: _day(str(value), setting),
    FieldKind.MONTH: lambda value, _: _month(str(value)),
    FieldKind.AMOUNT: _amount,
    FieldKind.BOOLEAN: _answer,
    FieldKind.UNIT: _unit,
}


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

"""Days, words of a scheme and values in the language of this answer; pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from liandong.calendars import Text
from liandong.calendars.words import dated_words
from liandong.scoring.tree import Item
from liandong.web.languages import language, say

Plain = dict[str, Any]


def day_text(day: date) -> str:
    """Return 2026年5月6日 in the language of this answer."""
    return dated_words(day).pick(language())


def said(text: Text) -> str:
    """Return words of a scheme in the language of this answer."""
    return text.pick(language())


def values_words(item: Item, values: Mapping[str, Any]) -> str:
    """Return the values of an item in words: 部分到位 1 件，未到位 0 件."""
    found = []
    for input_, _ in item.inputs:
        name = input_.key.partition("/")[2]
        if name not in values:
            continue
        value = values[name]
        if isinstance(value, bool):
            text = say("是") if value else say("否")
        elif input_.options:
            text = said(dict(input_.options)[value])
        elif isinstance(value, list):
            text = say("{n} 条", n=len(value))
        else:
            text = f"{value}{said(input_.unit)}"
        found.append(f"{said(input_.label)} {text}")
    return say("，").join(found)

"""The stories that plugins bring along: `demo/<mechanism>.yaml` beside each mechanism.

A story says how many `days_ago` it began, which `units` take which part (keys of the roster; a
list where several do, of which the `nth` moves the `nth` row), its
`title` and its `steps`; with `only`, in which counties. A step is made `by` a duty at a part, so
many working days `after` the one before: a `move` of the case, one of a `row` (the `nth` of its
type; without, a new one), a `step` of a `paper`, or a workbook of `lines` for a `table`, repeated
`times` times with their number at `{n}`; `wait` lets working days pass,
and after `goes_on` the steps are those of the matter that the act before began. A paper that a move
signs is drafted, submitted and reviewed first by those who have to.

A story with `each`, the key of an obligation, has no days of its own: it is told once for every
period of the year that nothing else met, by the unit that owes it as its issuer.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from importlib.metadata import entry_points
from importlib.resources import files
from typing import Any
from uuid import UUID

from liandong.entrypoints.demo.people import FOLDERS
from liandong.kernel.yamlfile import parse
from liandong.mechanisms import Field, FieldKind
from liandong.mechanisms.registry import GROUP

Story = dict[str, Any]


def told_each(mechanism: str, obligation: str) -> list[Story]:
    """Return the stories of a mechanism that are told once for each period of an obligation."""
    return [story for story in _stories_of(mechanism) if story.get("each") == obligation]


def told_in(
    tenant_id: int, enabled: Iterable[str], units: Iterable[str]
) -> list[tuple[str, Story]]:
    """Return the stories of a county: of what it has enabled, with units that it has."""
    here = set(units)
    known = [(key, story) for key in sorted(set(enabled)) for story in _stories_of(key)]
    return [
        (key, story)
        for key, story in known
        if "each" not in story
        and units_in(story) <= here
        and FOLDERS[tenant_id] in story.get("only", FOLDERS.values())
    ]


@cache
def _stories_of(mechanism: str) -> tuple[Story, ...]:
    found: list[Story] = []
    for point in entry_points(group=GROUP, name=mechanism):
        file = files(point.module.rpartition(".")[0]) / "demo" / f"{mechanism}.yaml"
        if file.is_file():
            found += parse(file.read_text("utf-8"), f"demo/{mechanism}.yaml").data["stories"]
    return tuple(found)


def units_in(story: Story) -> set[str]:
    """Return the units of a story, by their keys in the roster."""
    return {unit for part in story["units"] for unit in holders(story, part)}


def holders(story: Story, part: str) -> list[str]:
    """Return the units that have a part in a story: one, or several."""
    found = story["units"][part]
    return list(found) if isinstance(found, list) else [found]


def value_of(
    field: Field, value: Any, day: date, units: Mapping[str, UUID], keep: Callable[[Field], UUID]
) -> Any:
    """Return what a story states as a command takes it.

    A unit is its key, a file the word `file`, a day a number of days after the step, a month a
    number of months before it.
    """
    if isinstance(value, list):
        return [value_of(replace(field, multiple=False), each, day, units, keep) for each in value]
    if field.kind is FieldKind.FILE:
        kept = str(keep(field))
        return [kept] if field.multiple else kept
    if field.kind is FieldKind.UNIT:
        return str(units[value])
    if field.kind is FieldKind.DATE and isinstance(value, int):
        return (day + timedelta(days=value)).isoformat()
    if field.kind is FieldKind.MONTH and isinstance(value, int):
        return f"{_months_before(day, value):%Y-%m}"
    return str(value) if isinstance(value, date) else value


def _months_before(day: date, months: int) -> date:
    for _ in range(months):
        day = day.replace(day=1) - timedelta(days=1)
    return day

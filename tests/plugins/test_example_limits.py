"""Runs the examples of limits of every plugin, `examples/<mechanism>.yaml`, and of every county
that comes with the platform, `examples.yaml` of its package.

An example of a limit gives `limit`, `event_on` and `due_on` (null: not in force; `stated_days` is
what the paper states), or `in_force` where the limit has no number.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import liandong.mechanisms as lm
import liandong_plugins
from liandong.calendars import Holiday, Schedule, WorkingDayCalendar, load_schedules
from liandong.features.deadlines.service import count_limit
from liandong.features.tenants.service import Rule
from support.declared import county_limits, examples_in

PLUGINS = Path(liandong_plugins.__file__).parent
OF_COUNTIES = {folder / "examples.yaml": own for folder, own in county_limits().items()}
FILES = sorted([*PLUGINS.glob("*/examples/*.yaml"), *OF_COUNTIES])


def _name(path: Path) -> str:
    return path.parent.name if path in OF_COUNTIES else path.stem


EXAMPLES = [
    pytest.param(path, each, id=f"{_name(path)}-{each['name']}")
    for path in FILES
    for each in examples_in(path)
    if "limit" in each
]
DUE = [each for each in EXAMPLES if "due_on" in each.values[1]]
IN_FORCE = [each for each in EXAMPLES if "in_force" in each.values[1]]
ONE_DAY = timedelta(days=1)
HOLIDAYS = {
    2017: (Holiday("春节", "Spring Festival", date(2017, 1, 27), date(2017, 2, 2)),),
    2018: (Holiday("元旦", "New Year's Day", date(2018, 1, 1), date(2018, 1, 1)),),
    2021: (Holiday("国庆节", "National Day", date(2021, 10, 1), date(2021, 10, 7)),),
}
FIRST_YEAR = 2006  # the oldest effective date of a limit that has a number


def calendar() -> WorkingDayCalendar:
    """Let the years before the published schedules have weekends only.

    What an example of those years ends on is known: else it ends on no holiday, so that what is
    left out does not matter.
    """
    published = load_schedules()
    first = min(each.year for each in published)
    bare = [
        Schedule(year, None, None, provisional=True, holidays=HOLIDAYS.get(year, ()), makeup=())
        for year in range(FIRST_YEAR, first)
    ]
    return WorkingDayCalendar([*bare, *published])


CALENDAR = calendar()


def limits_of(path: Path) -> dict[str, lm.TimeLimit]:
    if path in OF_COUNTIES:
        return OF_COUNTIES[path]
    return lm.read_limits(f"liandong_plugins.{path.parts[-3]}").limits


def due_on(limit: lm.TimeLimit, example: dict[str, Any], roll: lm.Roll) -> date | None:
    value = limit.value_on(example["event_on"])
    if value is None:
        return None
    stated = example["stated_days"] if value.counted_in is lm.CountedIn.STATED else None
    at = datetime.combine(example["event_on"], time(9), ZoneInfo("Asia/Shanghai"))
    counted = count_limit(Rule(replace(limit, roll=roll), value), at, CALENDAR, stated)
    return counted.due_on if counted else None


@pytest.mark.parametrize(("path", "example"), DUE)
def test_a_limit_falls_due_on_the_day_of_its_example(path: Path, example: dict[str, Any]) -> None:
    limit = limits_of(path)[example["limit"]]

    assert due_on(limit, example, limit.roll) == example["due_on"]


@pytest.mark.parametrize(("path", "example"), IN_FORCE)
def test_a_limit_without_number_is_in_force_as_its_example_says(
    path: Path, example: dict[str, Any]
) -> None:
    value = limits_of(path)[example["limit"]].value_on(example["event_on"])

    assert (value is not None) is example["in_force"]
    assert value is None or value.length is None


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_every_limit_has_examples_on_both_sides_of_each_effective_date(path: Path) -> None:
    days = {
        (each.values[1]["limit"], each.values[1]["event_on"])
        for each in EXAMPLES
        if each.values[0].parent == path.parent
    }

    wanted = {
        (limit.id, day)
        for limit in limits_of(path).values()
        for effective_from, _ in limit.values
        for day in (effective_from - ONE_DAY, effective_from)
    }

    assert wanted - days == set()


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_every_limit_that_rolls_has_an_example_that_rolled(path: Path) -> None:
    limits = limits_of(path)
    rolled = {
        example["limit"]
        for where, example in (each.values for each in DUE)
        if where.parent == path.parent
        and due_on(limits[example["limit"]], example, lm.Roll.NONE) != example["due_on"]
    }

    rolling = {limit.id for limit in limits.values() if limit.roll is not lm.Roll.NONE}

    assert rolling - rolled == set()

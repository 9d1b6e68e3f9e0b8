"""By which procedure people change, and what a workbook may not change then."""

from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from liandong.features.rosters.service.guarding import touched
from liandong.features.tenants.service import RosterChange, roster_change
from liandong.features.tenants.service.configuration import Configuration
from support.counties import compiled, shipped

TODAY = date(2026, 4, 27)
RULE = RosterChange(frozenset({"convener", "deputy_convener", "member"}))
ROSTER = shipped("410108").files["roster"]
NAMED = {"person": "王一", "from": "2026-05-01"}


def _changed(key: str, **said: Any) -> dict[str, Any]:
    roster: dict[str, Any] = deepcopy(ROSTER)
    seat = next(each for each in roster["seats"] if each["key"] == key)
    seat |= said
    return roster


def _config(code: str, **changed: Any) -> Configuration:
    package = next(each for each in compiled() if each.tenant.code == code)
    return Configuration(int(code), "", replace(package, **changed).canonical())


def test_each_county_states_its_procedure_with_the_clause() -> None:
    huiji = roster_change(_config("410108"), TODAY)
    assert huiji.needs_approval("member")
    assert not huiji.needs_approval("liaison")  # a unit names its own, the document says
    assert huiji.basis[0]["clause"] == "二(三)3"
    for code in ("620725", "320830", "141121"):
        found = roster_change(_config(code), TODAY)
        assert (found.approved, len(found.basis)) == (frozenset(), 1), code


def test_without_a_convener_a_rule_from_above_sleeps() -> None:
    units = next(each for each in compiled() if each.tenant.code == "410108").units
    nobody = tuple(replace(unit, roles=()) for unit in units)
    assert not roster_change(_config("410108", units=nobody), TODAY).approved


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("convener", {"person": "王一"}),
        ("convener", {"to": "2026-04-30"}),
        ("convener", {"from": "2026-01-01"}),
        ("convener", {"unit": "police"}),
        ("convener", {"seat": "liaison"}),
        ("deputy_convener_police", {"person": ""}),
    ],
)
def test_a_named_person_is_not_changed_by_a_workbook(key: str, said: dict[str, Any]) -> None:
    assert [each["key"] for each in touched(ROSTER, _changed(key, **said), RULE)] == [key]
    assert not touched(ROSTER, _changed(key, **said), RosterChange())


def test_nor_is_a_seat_taken_away_or_put_beside_it() -> None:
    gone = deepcopy(ROSTER)
    gone["seats"] = [each for each in gone["seats"] if each["key"] != "convener"]
    assert [each["key"] for each in touched(ROSTER, gone, RULE)] == ["convener"]
    beside = deepcopy(ROSTER)
    second = {"key": "second", "seat": "convener", "unit": "government", "label": "召集人"}
    beside["seats"].append(second | NAMED)
    assert [each["key"] for each in touched(ROSTER, beside, RULE)] == ["second"]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("member_statistics", NAMED),  # nobody was named: that changes nobody
        ("convener", {"phone": "63639999", "title": "区长"}),
    ],
)
def test_what_changes_nobody_a_workbook_may_say(key: str, said: dict[str, Any]) -> None:
    assert not touched(ROSTER, _changed(key, **said), RULE)

"""A rung goes with the deciding office when the roster gives the office to another unit."""

from collections.abc import Callable

import pytest

from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.administering import apply_all
from liandong.features.cases import queries, service
from liandong.features.cases.service import follow_roster
from liandong.features.units.models import Unit
from support.counties import County, on, shipped
from support.ladders import FIRST, decide, late, rungs, sweep, told


@pytest.fixture
def huiji(county: Callable[..., County]) -> County:
    return county()


def move_office(county: County) -> None:
    """Let another unit be the office from now on: a package says so and is applied."""
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        named = uow.session.get_one(Unit, (uow.tenant_id, county.units["bystander"])).key
    package = shipped(county.tenant_id)
    units = [
        {**each, "roles": [*(r for r in each.get("roles", ()) if r != "office"), *added]}
        for each in package.files["roster"]["units"]
        for added in [("office",) if each["key"] == named else ()]
    ]
    package = package.with_file("roster", {**package.files["roster"], "units": units})
    assert apply_all(county.sessions, on(FIRST), [package]) == [str(county.tenant_id)]


def follow(county: County) -> int:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        return follow_roster(uow, on(FIRST))


def test_what_waits_goes_to_the_unit_that_is_the_office_now(huiji: County) -> None:
    case_id = late(huiji)
    sweep(huiji, FIRST)
    move_office(huiji)

    assert follow(huiji) == 0
    (rung,) = rungs(huiji)
    assert (rung.state, rung.unit_id) == ("suggested", huiji.units["bystander"])
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        seeing = {s.unit_id: (s.level, s.reason) for s in queries.list_visibility(uow, case_id)}
    assert seeing[huiji.units["bystander"]] == ("header", "office")
    huiji.tell(FIRST)
    assert told(huiji, "suggested") == [huiji.units["bystander"]]
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        service.rebuild(uow)
    assert rungs(huiji)[0].unit_id == huiji.units["bystander"]


def test_the_next_rung_waits_for_the_new_office_too(huiji: County) -> None:
    case_id = late(huiji)
    move_office(huiji)
    sweep(huiji, FIRST)

    (rung,) = rungs(huiji)
    assert rung.unit_id == huiji.units["bystander"]
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        seeing = {seen.unit_id for seen in queries.list_visibility(uow, case_id)}
    assert rung.unit_id in seeing


def test_where_nobody_decides_any_more_it_stays(huiji: County) -> None:
    late(huiji)
    sweep(huiji, FIRST)
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        office = uow.session.get_one(Unit, (uow.tenant_id, huiji.units["office"]))
        office.roles = []

    assert follow(huiji) == 0
    assert rungs(huiji)[-1].unit_id == huiji.units["office"]


def test_what_was_decided_stays_with_the_unit_that_decided(huiji: County) -> None:
    late(huiji)
    sweep(huiji, FIRST)
    decide(huiji, "office", FIRST, "confirm")
    move_office(huiji)

    assert follow(huiji) == 0
    assert rungs(huiji)[-1].unit_id == huiji.units["office"]

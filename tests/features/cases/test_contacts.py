"""联络名册: who speaks for a unit is known in the county, how it came to that is not."""

from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.features.cases import service
from liandong.features.cases.service import Contact
from support.browsing import Visit
from support.casework import Work, staff
from support.counties import HUIJI, WENSHUI, build_county
from support.http import open_app, sign_in

DAY = "2026-04-27"
UNITS = {
    "bureau": "ecology_environment",
    "other": "natural_resources",
    "office": "justice_bureau",
    "procuratorate": "procuratorate",
}
PEOPLE = {
    "liaison": ("bureau", ("liaison",)),
    "clerk": ("office", ("office_clerk", "handler")),
    "stranger": ("other", ("handler",)),
    "prosecutor": ("procuratorate", ("prosecutor",)),
}
SEAT = {
    "title": "联络员调整",
    "seat": "liaison",
    "person": "钱某",
    "post": "法规科科长",
    "phone": "0371-1234",
    "why": "原联络员退休",
}


@pytest.fixture
def work(sessions: sessionmaker[Session]) -> Work:
    return Work(staff(sessions, HUIJI, UNITS, PEOPLE), "liaison_network")


def known_to(work: Work, who: str) -> list[Contact]:
    with work.county.acting(who, DAY) as (uow, me, _):
        return service.list_contacts(uow, me)


def registered(work: Work, **changed: Any) -> Any:
    case_id = work.open("liaison", DAY, "propose_seat", {**SEAT, **changed}, supervisor="office")
    work.fire("clerk", DAY, case_id, "confirm", from_on=DAY)
    return case_id


def test_who_is_in_a_seat_is_known_to_every_unit_until_the_seat_ends(work: Work) -> None:
    proposed = {**SEAT, "person": "孙某"}
    work.open("liaison", DAY, "propose_seat", proposed, supervisor="office")
    case_id = registered(work)
    bureau = work.county.units["bureau"]
    for who in PEOPLE:
        assert known_to(work, who) == [Contact(bureau, "联络员", "钱某", "法规科科长", "0371-1234")]

    work.fire("liaison", DAY, case_id, "end_seat", until_on=DAY, why="调离")

    assert known_to(work, "stranger") == []


def test_machines_read_the_same_and_nothing_of_how_it_came(work: Work) -> None:
    registered(work)
    caller = sign_in(open_app(work.county.sessions, DAY), work.county, "stranger", DAY)

    answer = caller.call("GET", f"/api/v1/t/{caller.code}/contacts")

    assert [(each["unit"], each["phone"]) for each in answer.json["items"]] == [
        ("市生态环境局惠济分局", "0371-1234")
    ]
    assert "原联络员退休" not in answer.text
    assert "联络员调整" not in answer.text


def test_the_page_finds_by_unit_name_or_number(work: Work, visit: Visit) -> None:
    registered(work)
    registered(work, person="李某", phone="")
    browser = visit(work.county, "stranger")
    address = f"/t/{work.county.tenant_id}/contacts"

    assert address in browser.get(f"/t/{work.county.tenant_id}/todo").text
    every, found = browser.get(address).text, browser.get(f"{address}?q=1234").text
    assert "钱某" in every
    assert "李某" in every
    assert "李某" not in found
    assert "没有找到" in browser.get(f"{address}?q=周某").text


def test_a_county_without_it_has_an_empty_list_and_no_entry(
    sessions: sessionmaker[Session], visit: Visit
) -> None:
    county = build_county(sessions, WENSHUI)
    browser = visit(county, "handler")

    assert "联络名册" not in browser.get(f"/t/{WENSHUI}/todo").text
    assert "还没有登记联络人员" in browser.get(f"/t/{WENSHUI}/contacts").text

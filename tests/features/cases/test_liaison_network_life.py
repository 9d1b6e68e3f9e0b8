"""A seat that the convener approves, a contact between two units, a matter raised to a meeting."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases.errors import TransitionNotAllowedError
from liandong.features.cases.models import Case
from liandong.features.cases.service import PartyCommand
from liandong.kernel.errors import ForbiddenError, NotFoundError
from support.casework import Work, staff
from support.counties import HUIJI, XUYI

UNITS = {
    "justice": "justice_bureau",
    "procuratorate": "procuratorate",
    "market": "market_regulation",
    "housing": "housing_construction",
    "government": "government",
}
PEOPLE = {
    "clerk": ("justice", ("office_clerk", "handler")),
    "prosecutor": ("procuratorate", ("prosecutor",)),
    "market": ("market", ("unit_head", "handler")),
    "housing": ("housing", ("unit_head", "handler")),
    "convener": ("government", ("convener", "unit_head")),
}
SEAT = {
    "title": "成员调整",
    "seat": "member",
    "person": "张某",
    "post": "副局长",
    "why": "分工调整",
}
UNKNOWN = (ForbiddenError, NotFoundError)


@pytest.fixture
def work(sessions: sessionmaker[Session]) -> Work:
    return Work(staff(sessions, HUIJI, UNITS, PEOPLE), "liaison_network")


def named(work: Work, who: str, day: str, case_id: UUID, move: str, part: str, unit: str,
          **facts: Any) -> None:  # fmt: skip
    parties = (PartyCommand(work.county.units[unit], part),)
    work.county.fire(who, day, case_id, move, parties=parties, facts=facts)


def test_a_member_is_changed_by_the_convener_alone(work: Work) -> None:
    case_id = work.open("market", "2026-03-02", "propose_seat", SEAT, supervisor="justice")
    with pytest.raises(TransitionNotAllowedError):
        work.fire("clerk", "2026-03-03", case_id, "confirm", from_on="2026-03-03")
    named(work, "clerk", "2026-03-03", case_id, "pass_on", "other_party", "government")
    with pytest.raises(ForbiddenError):
        work.fire("clerk", "2026-03-04", case_id, "approve")
    work.fire("convener", "2026-03-06", case_id, "approve")
    assert work.fire("clerk", "2026-03-09", case_id, "take_effect", from_on="2026-03-09") == (
        "seat_active"
    )
    with pytest.raises(UNKNOWN):
        work.look("housing", case_id, "2026-03-09")
    ended = {"until_on": "2026-10-30", "why": "离任"}
    assert work.fire("market", "2026-11-02", case_id, "end_seat", **ended) == "seat_ended"


def test_a_unit_names_its_liaison_itself(work: Work) -> None:
    asked = {**SEAT, "seat": "liaison", "phone": "0371-0000000"}
    case_id = work.open("market", "2026-03-02", "propose_seat", asked, supervisor="justice")
    assert work.fire("clerk", "2026-03-03", case_id, "confirm", from_on="2026-03-03") == (
        "seat_active"
    )
    for who in ("prosecutor", "housing", "convener"):
        with pytest.raises(UNKNOWN):
            work.look(who, case_id, "2026-03-04")


def test_a_contact_is_between_two_units(work: Work) -> None:
    asked = {"title": "核对数据", "matter": "请核对移送件数"}
    case_id = work.open("prosecutor", "2026-03-02", "contact", asked, addressee="market")
    with pytest.raises(ForbiddenError):
        work.fire("prosecutor", "2026-03-03", case_id, "answer", answer="一致")
    work.fire("market", "2026-03-03", case_id, "answer", answer="一致")
    assert work.fire("prosecutor", "2026-03-04", case_id, "close_contact") == "contact_closed"
    with pytest.raises(UNKNOWN):
        work.look("housing", case_id, "2026-03-04")


def test_what_stays_difficult_is_an_item_of_a_meeting(work: Work) -> None:
    asked = {"title": "移送标准", "situation": "移送标准理解不一致"}
    case_id = work.open("prosecutor", "2026-03-02", "raise_matter", asked, supervisor="justice")
    with pytest.raises(UNKNOWN):
        work.look("market", case_id, "2026-03-02")
    work.fire("clerk", "2026-03-03", case_id, "accept")
    named(
        work, "clerk", "2026-03-04", case_id, "coordinate", "addressee", "market", step="请提意见"
    )
    work.row("market", "2026-03-06", case_id, "opinion", "give", opinion="同意以责令期满为准")
    assert work.fire("clerk", "2026-03-10", case_id, "to_meeting") == "to_meeting"

    with unit_of_work(work.county.sessions, HUIJI) as uow:
        query = select(Case.id).where(Case.mechanism == "joint_meeting", Case.title == "移送标准")
        (meeting,) = uow.session.scalars(query)
    seen = Work(work.county, "joint_meeting").look("clerk", meeting, "2026-03-11")
    assert seen["state"] == "planned"
    assert [(row["type"], row["facts"]["topic"]) for row in seen["rows"]] == [
        ("agenda", "移送标准理解不一致")
    ]


def test_each_side_names_its_lead_where_the_county_says_so(sessions: sessionmaker[Session]) -> None:
    units = {"justice": "justice_bureau", "procuratorate": "procuratorate"}
    people = {key: PEOPLE[key] for key in ("clerk", "prosecutor")}
    xuyi = Work(staff(sessions, XUYI, units, people), "liaison_network")
    asked = {**SEAT, "seat": "lead"}
    case_id = xuyi.open("prosecutor", "2026-03-02", "propose_seat", asked, supervisor="justice")

    with pytest.raises(TransitionNotAllowedError):
        xuyi.fire("clerk", "2026-03-03", case_id, "return_seat", why="人选不合适")
    assert xuyi.fire("clerk", "2026-03-03", case_id, "confirm", from_on="2026-03-03") == (
        "seat_active"
    )

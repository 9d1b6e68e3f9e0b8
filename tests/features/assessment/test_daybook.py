"""The day book of the year: entries are made, seen by their unit, taken back with a reason."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from liandong.db.unit_of_work import unit_of_work
from liandong.features.assessment.errors import NotYoursError, StepError
from liandong.features.assessment.pages.daybook_view import daybook_page
from liandong.features.assessment.service import noting
from liandong.features.assessment.service.assembling import evidence
from liandong.features.assessment.service.noting import Deduction
from liandong.features.assessment.service.saying import About
from liandong.features.assessment.service.viewing import see
from liandong.kernel.errors import InvalidInputError, NotFoundError
from support.assessing import DAYS, FROZEN, SELF, Assessing, scheme
from support.counties import HUIJI, County
from support.http import Caller, open_app, post_form, sign_in

HOME = f"/t/{HUIJI}/assessment"
API = f"/api/v1/t/{HUIJI}/assessment/rounds"
Enter = Callable[[str], Caller]
LATE = Deduction("practices", "2", DAYS["since"], "5月统计表晚报")


def booked_scheme() -> dict[str, Any]:
    """A scheme with an item that is noted through the year."""
    raw = scheme("booked")
    item = raw["sheets"][0]["items"][-1]["items"][0]
    item["inputs"]["practices"]["source"] = {"deductions": True}
    return raw


@pytest.fixture
def booked(play: Assessing) -> Assessing:
    play.plan(raw=booked_scheme())
    play.step("clerk", SELF, "noticed")
    return play


def value(play: Assessing) -> object:
    return evidence(play.standing())["finance"]["5.1/practices"]


def test_an_entry_that_was_taken_back_counts_no_more_and_stays(booked: Assessing) -> None:
    about, clerk = About(booked.round_id, "finance", "5.1"), booked.who("clerk", SELF)
    kept = noting.deduct(booked.uow, clerk, SELF, about, LATE)
    assert value(booked) == "2"
    other = booked.who("finance_head", SELF)
    with pytest.raises(NotYoursError):
        noting.take_back(booked.uow, other, SELF, booked.round_id, kept.id, "误记")
    with pytest.raises(InvalidInputError):
        noting.take_back(booked.uow, clerk, SELF, booked.round_id, kept.id, " ")
    noting.take_back(booked.uow, clerk, SELF, booked.round_id, kept.id, "误记")

    assert value(booked) == "0"
    (entry,) = booked.standing().daybook.values()
    assert entry.said.content["reason"] == "5月统计表晚报"
    assert entry.cancelled is not None
    assert entry.cancelled.content["reason"] == "误记"
    with pytest.raises(NotFoundError):
        noting.take_back(booked.uow, clerk, SELF, booked.round_id, kept.id, "误记")


def test_nothing_is_taken_back_once_the_figures_are_frozen(booked: Assessing) -> None:
    about = About(booked.round_id, "finance", "5.1")
    kept = noting.deduct(booked.uow, booked.who("clerk", SELF), SELF, about, LATE)
    booked.step("clerk", FROZEN, "frozen")

    clerk = booked.who("clerk", FROZEN)
    with pytest.raises(StepError):
        noting.take_back(booked.uow, clerk, FROZEN, booked.round_id, kept.id, "误记")
    assert value(booked) == "2"


@pytest.fixture(scope="module")
def opened(own_county: County) -> tuple[Enter, UUID]:
    with unit_of_work(own_county.sessions, HUIJI) as uow:
        play = Assessing(uow, own_county)
        play.plan(raw=booked_scheme())
        play.step("clerk", SELF, "noticed")
    today = SELF.today().isoformat()
    app = open_app(own_county.sessions, today)
    return lambda who: sign_in(app, own_county, who, today), play.round_id


def test_a_scheme_without_a_day_book_offers_none(play: Assessing) -> None:
    raw = scheme("unbooked")
    item = raw["sheets"][0]["items"][1]["items"][0]
    item["inputs"], item["terms"] = {"quality": item["inputs"]["quality"]}, item["terms"][:1]
    play.plan(raw=raw)
    clerk = play.who("clerk", SELF)
    page = daybook_page(see(play.uow, clerk, play.round_id), HOME)

    assert page["actions"] == []
    assert page["empty"]["text"] == "这一版方案没有按日常登记计分的指标。"


def test_an_entry_is_made_seen_by_its_unit_and_taken_back_in_the_browser(
    opened: tuple[Enter, UUID],
) -> None:
    enter, round_id = opened
    base = f"{HOME}/{round_id}/daybook"
    clerk, liaison, police = (enter(who).browser for who in ("clerk", "liaison", "police"))
    said = {"unit": "finance", "entry": "5.1/practices", "value": "1", "reason": "统计表晚报"}
    wrong = post_form(clerk, f"{base}/new", base, **said, on="2031-01-01")
    assert wrong.status_code == 422
    assert "统计表晚报" in wrong.text
    made = post_form(clerk, f"{base}/new", base, **said, on=DAYS["since"].isoformat())
    assert made.status_code == 303, made.text
    assert "统计表晚报" in liaison.get(base).text
    assert "统计表晚报" not in police.get(base).text
    assert liaison.get(f"{base}/new").status_code in {404, 409}
    (cancel,) = set(re.findall(rf'href="({base}/[0-9a-f-]+/cancel)"', clerk.get(base).text))
    assert cancel not in liaison.get(base).text
    assert liaison.get(cancel).status_code in {404, 409}
    assert post_form(clerk, cancel).status_code == 422
    assert post_form(clerk, cancel, reason="请假单后补").status_code == 303
    assert "请假单后补" in liaison.get(base).text
    assert clerk.get(cancel).status_code == 404


def test_machines_make_read_and_cancel_entries(
    opened: tuple[Enter, UUID],
) -> None:
    enter, round_id = opened
    clerk, liaison, police = (enter(who) for who in ("clerk", "liaison", "police"))
    path = f"{API}/{round_id}/deductions"
    said = {"unit": "finance", "code": "5.1", "input": "practices", "reason": "缺席一次"}
    made = clerk.call("POST", path, said | {"on": DAYS["since"].isoformat()})
    assert made.status_code == 201, made.text
    gone = clerk.call("POST", f"{path}/{made.json['id']}/cancellation", {"reason": "有请假单"})
    again = clerk.call("POST", f"{path}/{made.json['id']}/cancellation", {"reason": "有请假单"})

    assert (gone.status_code, again.status_code) == (201, 404), gone.text
    seen = {e["id"]: e for e in liaison.call("GET", path).json["deductions"]}
    assert seen[made.json["id"]]["cancelled"] == "有请假单"
    assert police.call("GET", path).json["deductions"] == []

"""`GET /api/v1/t/<code>/calendar`: what each day of a year is in this county."""

from collections import Counter

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.tenants.service import accept_schedule
from support.counties import HUIJI, build_county, on
from support.http import Caller, open_app, sign_in
from support.notices import NOTICE, keep, schedule

DAY = "2026-11-06"


@pytest.fixture
def caller(sessions: sessionmaker[Session]) -> Caller:
    county = build_county(sessions)
    return sign_in(open_app(sessions, DAY), county, "handler", DAY)


def ask(caller: Caller, query: str) -> dict:
    answer = caller.call("GET", f"/api/v1/t/{HUIJI}/calendar{query}")
    assert answer.status_code == 200, answer.text
    return answer.json


def test_a_published_year_has_every_day_with_its_kind_and_notice(caller: Caller) -> None:
    found = ask(caller, "")

    kinds = Counter(day["kind"] for day in found["days"])
    assert (len(found["days"]), kinds["working"] + kinds["makeup"]) == (365, 248)
    assert (found["year"], found["notice"]) == (2026, "国办发明电〔2025〕7号")
    assert (found["published_on"], found["is_provisional"]) == ("2025-11-04", False)
    labour = next(day for day in found["days"] if day["day"] == "2026-05-01")
    assert labour == {
        "day": "2026-05-01",
        "kind": "holiday",
        "name": "劳动节",
        "name_en": "Labour Day",
    }


def test_a_year_to_come_is_provisional_until_its_notice_is_accepted(
    caller: Caller, sessions: sessionmaker[Session]
) -> None:
    before = ask(caller, "?year=2027")
    (imported,) = keep(sessions, schedule())
    assert ask(caller, "?year=2027") == before
    with unit_of_work(sessions, HUIJI) as uow:
        accept_schedule(uow, on(DAY), imported, "test")

    after = ask(caller, "?year=2027")

    assert (before["is_provisional"], before["notice"]) == (True, None)
    assert (after["is_provisional"], after["notice"]) == (False, NOTICE)
    assert after["version"] != before["version"]
    assert {day["day"]: day["kind"] for day in after["days"]}["2027-02-20"] == "makeup"


@pytest.mark.parametrize("year", ["1999", "99999", "-1", "x"])
def test_a_year_nobody_knows_is_refused(caller: Caller, year: str) -> None:
    answer = caller.call("GET", f"/api/v1/t/{HUIJI}/calendar?year={year}")

    assert answer.status_code == 422

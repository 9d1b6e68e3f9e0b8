"""A round over the interface: each sees their part, and is refused by name."""

import pytest

from liandong.db.unit_of_work import unit_of_work
from support.assessing import FROZEN, PEOPLE, SELF, Assessing, scheme
from support.counties import HUIJI, County
from support.http import Caller, open_app, sign_in

DAY = "2026-11-06"
ROUNDS = f"/api/v1/t/{HUIJI}/assessment/rounds"
Callers = dict[str, Caller]


@pytest.fixture(scope="module")
def callers(own_county: County) -> Callers:
    with unit_of_work(own_county.sessions, HUIJI) as uow:
        play = Assessing(uow, own_county)
        play.plan()
        play.step("clerk", SELF, "noticed")
        play.assign()
        play.step("clerk", FROZEN, "frozen")
    app = open_app(own_county.sessions, DAY)
    return {who: sign_in(app, own_county, who, DAY) for who in PEOPLE}


def here(callers: Callers) -> str:
    (found,) = callers["clerk"].call("GET", ROUNDS).json["items"]
    return f"{ROUNDS}/{found['id']}"


def marks(value: str, unit: str = "finance") -> dict[str, object]:
    return {"marks": [{"unit": unit, "code": "4.1", "values": {"quality": value}}]}


def test_a_unit_reads_itself_alone_and_no_result_before_there_is_one(callers: Callers) -> None:
    path = here(callers)
    seen = callers["liaison"].call("GET", path).json

    assert seen["state"] == "frozen"
    assert [each["key"] for each in seen["units"]] == ["finance"]
    assert len(callers["clerk"].call("GET", path).json["units"]) == 30
    for rest in ("units/finance", "units/police", "results", "edition"):
        assert callers["liaison"].call("GET", f"{path}/{rest}").status_code == 404, rest


def test_evaluators_mark_and_nobody_else(callers: Callers) -> None:
    path = here(callers)
    kept = callers["first"].call("POST", f"{path}/marks", marks("5"))
    own = callers["second"].call("POST", f"{path}/marks", marks("5", "statistics"))
    wrong = callers["first"].call("POST", f"{path}/marks", marks("7"))

    assert (kept.status_code, kept.json["kept"]) == (200, 1), kept.text
    assert (own.status_code, own.json["code"]) == (409, "assessment.conflict")
    assert (wrong.status_code, wrong.json["errors"][0]["field"]) == (422, "quality"), wrong.text
    assert callers["liaison"].call("POST", f"{path}/marks", marks("5")).status_code == 404


def test_a_mark_is_taken_back_once(callers: Callers) -> None:
    path = here(callers)
    kept = callers["first"].call("POST", f"{path}/marks", marks("4"))
    taken = callers["first"].call("DELETE", f"{path}/marks/last")
    others = callers["liaison"].call("DELETE", f"{path}/marks/last")

    assert (kept.status_code, taken.status_code) == (200, 200), taken.text
    assert taken.json["kind"] == "mark_cancelled"
    assert others.status_code == 404


def test_a_scheme_is_tried_and_not_kept(callers: Callers) -> None:
    path, clerk = here(callers), callers["clerk"]
    raw = scheme()
    raw["sheets"][0]["items"][1]["items"][0]["inputs"]["quality"]["to"] = 7
    tried = clerk.call("POST", f"{path}/trial", {"content": raw})
    wrong = clerk.call("POST", f"{path}/trial", {"content": {**raw, "sheets": []}})

    assert tried.status_code == 200, tried.text
    assert len(tried.json["units"]) == 30
    assert tried.json["not_carried"] == []
    assert (wrong.status_code, wrong.json["code"]) == (422, "assessment.scheme")
    listed = clerk.call("GET", f"{ROUNDS.removesuffix('/rounds')}/schemes").json["items"]
    assert len(listed) == 1
    for who in ("liaison", "first"):
        refused = callers[who].call("POST", f"{path}/trial", {"content": raw})
        assert refused.status_code in {404, 409}, who


def test_a_step_that_does_not_follow_says_why(callers: Callers) -> None:
    path = here(callers)
    early = callers["clerk"].call("POST", f"{path}/steps", {"step": "preliminary"})
    other = callers["finance_head"]

    assert (early.status_code, early.json["code"]) == (409, "assessment.step")
    answer = other.call("POST", f"{path}/steps", {"step": "preliminary"})
    assert (answer.status_code, answer.json["code"]) == (409, "assessment.not_yours")

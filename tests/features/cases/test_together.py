"""One move of several cases: each by itself, what is refused keeps no other, nobody sees more."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from support.casework import Work
from support.counties import HUIJI, XUYI, County, build_county
from support.http import open_app, sign_in
from support.reports import KEY, xuyi

DAY = "2026-03-03"
HERE = f"/t/{XUYI}/together/{KEY}"
Browse = Callable[..., Any]


@pytest.fixture
def county(sessions: sessionmaker[Session]) -> County:
    return xuyi(sessions)


@pytest.fixture
def app(county: County) -> Flask:
    return open_app(county.sessions, DAY)


@pytest.fixture
def reports(county: County) -> list[UUID]:
    """Two nil reports of two units that lie with the bureau, and one that is not handed in."""
    work, made = Work(county, KEY), []
    for who in ("clerk", "neighbour"):
        case_id = work.open(who, DAY, "open", {"month": "2026-02"}, addressee="bureau")
        work.fire(who, DAY, case_id, "submit_nil", is_nil="nothing")
        made.append(case_id)
    made.append(work.open("clerk", DAY, "open", {"month": "2026-01"}, addressee="bureau"))
    return made


@pytest.fixture
def browse(app: Flask, county: County) -> Browse:
    """Ask for a page as one of the people, or send a form."""

    def _ask(who: str, path: str = HERE, form: dict[str, Any] | None = None) -> Any:
        client = app.test_client()
        client.set_cookie("ld_session", sign_in(app, county, who, DAY).token)
        return client.get(path) if form is None else client.post(path, data=form)

    return _ask


def _form(page: str, *values: str, move: str = "file", **more: str) -> dict[str, Any]:
    token = re.search(r'name="form_token" value="([^"]+)"', page)
    assert token is not None
    hidden = {"form_token": token[1], "idempotency_key": str(uuid4()), "move": move}
    return {**hidden, "case": list(values), **more}


def _values(page: str) -> dict[UUID, str]:
    found = re.findall(r'name="case" value="([^"]+)"', page)
    return {UUID(each.partition(":")[0]): each for each in found}


def _states(county: County, reports: list[UUID]) -> list[str]:
    work = Work(county, KEY)
    return [work.look("clerk", case, DAY)["state"] for case in reports]


def test_the_checker_files_what_the_units_handed_in(
    browse: Browse, county: County, reports: list[UUID]
) -> None:
    listed = browse("checker", f"/t/{XUYI}/cases?mechanism={KEY}").text
    assert HERE in listed
    page = browse("checker", f"{HERE}?move=file").text
    assert set(_values(page)) == set(reports[:2])
    assert "checked" not in page
    assert browse("checker", f"{HERE}?move=file&all=1").text.count(" checked") == 2

    form = _form(page, *_values(page).values(), **{"facts.opinion": "齐全"})
    done = browse("checker", HERE, form)

    assert done.status_code == 303, done.text
    assert _states(county, reports[:1]) == ["filed"]
    assert browse("checker", HERE).text.count('name="case"') == 0


def test_one_that_changed_meanwhile_is_named_and_the_others_are_done(
    browse: Browse, county: County, reports: list[UUID]
) -> None:
    page = browse("checker", f"{HERE}?move=file").text
    values = _values(page)
    Work(county, KEY).fire("checker", DAY, reports[0], "give_back", why="请补充")
    form = _form(page, *values.values(), **{"facts.opinion": "齐全"})

    again = browse("checker", HERE, form)

    assert again.status_code == 409
    assert "办成 1 件，1 件没有办" in again.text
    assert _states(county, reports[:1]) == ["returned"]
    assert browse("checker", HERE, form).status_code == 409  # the same request twice: done once


def test_what_is_missing_is_said_and_nothing_is_done(
    browse: Browse, county: County, reports: list[UUID]
) -> None:
    page = browse("checker", f"{HERE}?move=give_back").text
    values = _values(page)
    nothing = browse("checker", HERE, _form(page, move="give_back"))
    assert nothing.status_code == 422
    assert "请选 1 到 100 件" in nothing.text
    for wrong in ("x:1", f"{reports[0]}:", f"{reports[0]}:99999999999"):
        assert browse("checker", HERE, _form(page, wrong, move="give_back")).status_code == 422

    refused = browse("checker", HERE, _form(page, *values.values(), move="give_back"))

    assert "办成 0 件，2 件没有办" in refused.text
    assert _states(county, reports[:1]) == ["submitted"]


def test_nobody_reaches_more_than_case_by_case(
    browse: Browse, county: County, app: Flask, reports: list[UUID]
) -> None:
    assert 'name="case"' not in browse("prosecutor", f"{HERE}?move=file").text
    page = browse("checker", f"{HERE}?move=file").text
    body = {
        "transition": "file",
        "occurred_on": DAY,
        "facts": {"opinion": "齐全"},
        "cases": [{"id": str(each), "position": 1} for each in reports],
    }
    path = f"/api/v1/t/{XUYI}/cases/{KEY}/batches"

    def call(who: str, **changes: Any) -> Any:
        caller = sign_in(app, county, who, DAY)
        return caller.call("POST", path, {**body, **changes}, Idempotency_Key=str(uuid4()))

    assert call("checker").status_code == 404  # one of them is a draft it must not know of
    assert _states(county, reports[:1]) == ["submitted"]
    seen = [{"id": each.partition(":")[0], "position": int(each.partition(":")[2])}
            for each in _values(page).values()]  # fmt: skip
    unable = call("prosecutor", cases=seen).json["items"]
    assert [each["done"] for each in unable] == [False, False]
    assert call("checker", cases=seen, transition="open").status_code == 422
    assert [each["done"] for each in call("checker", cases=seen).json["items"]] == [True, True]


def test_what_is_served_with_a_receipt_is_taken_one_by_one(
    sessions: sessionmaker[Session],
) -> None:
    county = build_county(sessions, HUIJI)
    cases = [county.issue("2026-03-02") for _ in range(2)]
    app = open_app(sessions, DAY)
    caller = sign_in(app, county, "handler", DAY)
    suggestion = "procuratorial_suggestion"
    facts = {"delivery_mode": "electronic"}
    body = {
        "transition": "serve",
        "occurred_on": DAY,
        "facts": facts,
        "cases": [{"id": str(each), "position": 0} for each in cases],
    }

    path = f"/api/v1/t/{HUIJI}/cases/{suggestion}/batches"
    answer: Any = caller.call("POST", path, body, Idempotency_Key=str(uuid4()))

    assert answer.status_code == 422
    client = app.test_client()
    client.set_cookie("ld_session", caller.token)
    assert "move=serve" not in client.get(f"/t/{HUIJI}/together/{suggestion}").text
    assert client.get(f"/t/{HUIJI}/together/no_such").status_code == 404

"""Errors have one shape, and what one may not do looks like what is not there."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from support.counties import County, build_county
from support.http import UNKNOWN, Caller, open_app, opening, sign_in

DAY = "2026-04-27"
SHAPE = {"type", "title", "detail", "status", "code"}
OPEN = "/procuratorial_suggestion"


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions)


@pytest.fixture
def app(sessions: sessionmaker[Session]) -> Flask:
    return open_app(sessions, DAY)


@pytest.fixture
def prosecutor(app: Flask, huiji: County) -> Caller:
    return sign_in(app, huiji, "prosecutor", DAY)


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", f"/api/v1/t/410108/cases{OPEN}/{UNKNOWN}", None, 404),
        ("GET", "/api/v1/t/410108/nothing", None, 404),
        ("GET", "/api/v1/t/410108/cases?limit=0", None, 422),
        ("GET", "/api/v1/t/410108/cases?colour=red", None, 422),
        ("DELETE", "/api/v1/t/410108/cases", None, 405),
        ("POST", f"/api/v1/t/410108/cases{OPEN}", {"facts": {}}, 422),
        ("POST", f"/api/v1/t/410108/cases{OPEN}", [], 422),
    ],
)
def test_every_error_is_a_problem_document(
    prosecutor: Caller, method: str, path: str, body: object, status: int
) -> None:
    answer = prosecutor.call(method, path, body)

    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.json.keys() >= SHAPE
    assert answer.json["status"] == status
    assert answer.json["type"] == f"/api/v1/problems#{answer.json['code']}"
    assert any("\u4e00" <= sign <= "\u9fff" for sign in answer.json["title"])


def test_a_schema_names_each_field_in_words(prosecutor: Caller) -> None:
    body = {"occurred_on": "soon", "facts": {"kind": "other", "colour": "red"}}

    refused = prosecutor.post(OPEN, body)

    assert {e["field"]: e["message"] for e in refused.json["errors"]} == {
        "occurred_on": "日期写成 2026-04-30 这样",
        "facts.title": "要填这一项",
        "facts.colour": "没有这一项",
    }


def test_the_kit_names_the_place_too(prosecutor: Caller) -> None:
    body = opening(DAY, title="长" * 201)

    refused = prosecutor.post(OPEN, body)

    assert refused.status_code == 422
    assert [e["field"].removeprefix("facts.") for e in refused.json["errors"]] == ["title"]


def test_what_one_may_not_do_looks_like_what_is_not_there(app: Flask, huiji: County) -> None:
    case_id = huiji.serve(DAY)
    handler = sign_in(app, huiji, "handler", DAY)
    path = "{}/transitions/withdraw"
    body = {"occurred_on": DAY, "facts": {"why": "有误"}}

    refused = handler.post(f"{OPEN}/{path.format(case_id)}", body, If_Match='"1"')
    unknown = handler.post(f"{OPEN}/{path.format(UNKNOWN)}", body, If_Match='"1"')

    assert (refused.status_code, refused.data) == (404, unknown.data)


def test_an_error_of_ours_says_nothing_of_its_cause_but_how_to_find_it(app: Flask) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.get("/api/v1/broken", endpoint="healthz_broken")
    def broken() -> str:
        raise RuntimeError("password=secret")

    from liandong.entrypoints import entering

    opened = entering.OPEN
    try:
        entering.OPEN = opened | {"healthz_broken"}
        answer = app.test_client().get("/api/v1/broken")
    finally:
        entering.OPEN = opened

    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert len(answer.json["request_id"]) == 16


def test_a_write_from_a_foreign_page_is_refused(app: Flask, huiji: County) -> None:
    sign_in(app, huiji, "prosecutor", DAY)
    client = app.test_client()
    client.set_cookie("ld_session", f"{huiji.tenant_id}-prosecutor")
    path = f"/api/v1/t/410108/cases{OPEN}"
    body = opening(DAY)

    foreign = client.post(path, json=body, headers={"Origin": "https://elsewhere.example"})
    hidden = client.post(path, json=body, headers={"Sec-Fetch-Site": "cross-site"})
    ours = client.post(path, json=body, headers={"Origin": "http://localhost"})

    assert (foreign.status_code, hidden.status_code, ours.status_code) == (400, 400, 201)

"""What no field can hold is refused with the field's name, on every route, never a 500.

Of the names of fields each route is asked for every third, its neighbours for the others;
LIANDONG_EXHAUSTIVE=1 asks each route for all.
"""

import json
import os
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from liandong.web.security import form_token
from support.counties import KEY, County, build_county
from support.http import UNKNOWN, Caller, open_app, opening, routes, rules, sign_in

DAY = "2026-04-27"
OPEN = f"/{KEY}"
NUL, DIGITS, DEEP = "校园\x00周边", "9" * 5000, "[" * 100_000
STEP = 1 if os.environ.get("LIANDONG_EXHAUSTIVE") else 3
NAMES = ("text", "q", "state", "mechanism", "limit", "after", "on", "act", "show", "kind", "next")


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions)


@pytest.fixture
def app(sessions: sessionmaker[Session]) -> Flask:
    made = open_app(sessions, DAY)
    made.config["PROPAGATE_EXCEPTIONS"] = False
    return made


@pytest.fixture
def prosecutor(app: Flask, huiji: County) -> Caller:
    return sign_in(app, huiji, "prosecutor", DAY)


@pytest.fixture
def browser(app: Flask, prosecutor: Caller) -> FlaskClient:
    client = app.test_client()
    client.set_cookie("ld_session", prosecutor.token)
    return client


def _paths(app: Flask, method: str, case_id: object) -> Iterator[str]:
    for rule in rules(app, KEY):
        if method in (rule.methods or ()) and not rule.rule.startswith("/static"):
            path = rule.rule.replace("<code>", "410108").replace("<uuid:case_id>", str(case_id))
            path = path.replace("<mechanism>", KEY)
            yield re.sub(r"<[^>]+>", str(UNKNOWN), path)


def _some(names: Sequence[str], number: int) -> Sequence[str]:
    return names[number % STEP :: STEP]


def test_no_query_breaks_any_route(app: Flask, huiji: County, browser: FlaskClient) -> None:
    paths = [*_paths(app, "GET", huiji.issue(DAY))]

    assert len(paths) > 20
    for number, path in enumerate(paths):
        for name in _some(NAMES, number):
            answer = browser.get(path, query_string={name: DIGITS})
            assert answer.status_code in {302, 404, 422}, (path, name, answer.status_code)
        # Which field holds a character that none can hold is no matter: all are read alike.
        assert browser.get(path, query_string={"text": NUL}).status_code in {302, 404, 422}, path
        assert browser.get(path, query_string={NUL: "a"}).status_code in {302, 404, 422}, path


@pytest.mark.parametrize("header", ["Idempotency-Key", "User-Agent", "If-Match", "X-Other"])
def test_no_header_breaks_a_write(prosecutor: Caller, header: str) -> None:
    path = f"/api/v1/t/{prosecutor.code}/cases/{KEY}"
    sent = {header.replace("-", "_"): "a\0b"}
    refused = prosecutor.call("POST", path, opening(DAY), **sent)

    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, header)


@pytest.mark.parametrize("body", [
    json.dumps({"occurred_on": DAY, "facts": {"title": NUL, "why": NUL}, "note": NUL}),
    json.dumps({"occurred_on": DAY, "rows": [{"facts": {"text": "\ud800"}}]}),
    json.dumps({"occurred_on": DAY, "facts": {NUL: 1}}),
    json.dumps({"occurred_on": DAY, "facts": {"objection_days": 10**30}}),
    '{"facts": {"objection_days": ' + DIGITS + "}}",
    '{"facts": {"objection_days": NaN}}',
    DEEP,
    '{"facts": ' + "[" * 40 + "]" * 40 + "}",
])  # fmt: skip
def test_no_body_breaks_any_route(app: Flask, huiji: County, prosecutor: Caller, body: str) -> None:
    case_id = huiji.issue(DAY)
    headers = {"Authorization": f"Bearer {prosecutor.token}", "If-Match": '"1"'}

    for route in routes(app, "procuratorial_suggestion", "criminal_transfer"):
        if route.method != "GET":
            path = route.path("410108", case_id)
            answer = prosecutor.client.open(
                path,
                method=route.method,
                data=body.encode(),
                content_type="application/json",
                headers=headers,
            )
            assert answer.status_code == 422, (path, answer.status_code)
            assert answer.mimetype == "application/problem+json"


def test_no_form_breaks_any_page(app: Flask, huiji: County, browser: FlaskClient) -> None:
    case_id = huiji.issue(DAY)
    names = (
        *NAMES,
        *("facts.title", "facts.objection_days", "contents", "remove_contents", "etag"),
        *("note", "idempotency_key", "account", "password", "old", "again", "language", "step"),
    )

    for number, path in enumerate(_paths(app, "POST", case_id)):
        if path.startswith("/api/") or path == "/sign-out":
            continue
        mine = {"form_token": form_token(f"{huiji.tenant_id}-prosecutor")}
        for stated in ({"note": NUL}, *({name: DIGITS} for name in _some(names, number))):
            answer = browser.post(path, data=mine | stated)
            assert answer.status_code < 500, (path, stated, answer.status_code)
    assert browser.post("/sign-out", data={"form_token": "令牌"}).status_code == 400


def test_an_address_with_such_a_character_leads_nowhere(browser: FlaskClient) -> None:
    assert browser.get(f"/t/410108/cases/%00/{UNKNOWN}").status_code == 404
    assert browser.get("/t/410108/mechanisms/a%00b").status_code == 404


def _fields(answer: Any) -> list[str]:
    assert answer.status_code == 422, answer.text
    return [error["field"] for error in answer.json["errors"]]


def test_the_field_is_named_as_in_the_request(prosecutor: Caller, browser: FlaskClient) -> None:
    body = opening(DAY, title=NUL)
    body["rows"] = [{"type": "item", "transition": "propose", "facts": {"text": "\ud800"}}]

    assert set(_fields(prosecutor.post(OPEN, body))) == {"facts.title", "rows[0].facts.text"}
    assert _fields(prosecutor.get("?text=%00")) == ["text"]
    login = {"login": "hj\x00", "password": "x"}
    assert _fields(browser.post("/api/v1/sessions", json=login)) == ["login"]
    headers = {"Authorization": f"Bearer {prosecutor.token}"}
    answer = browser.post(
        "/api/v1/t/410108/files",
        data={"note": NUL},
        headers=headers,
        content_type="multipart/form-data",
    )
    assert _fields(answer) == ["note"]


@pytest.mark.parametrize(("seen", "status"), [(f'"{DIGITS}"', 412), ("a" * 5000, 422)])
def test_an_endless_version_is_refused(
    huiji: County, prosecutor: Caller, seen: str, status: int
) -> None:
    path = f"{OPEN}/{huiji.issue(DAY)}/transitions/withdraw"
    body = {"occurred_on": DAY, "facts": {"why": "有误"}}

    assert prosecutor.post(path, body, If_Match=seen).status_code == status

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


def test_the_type_of_a_problem_leads_to_its_entry(prosecutor: Caller) -> None:
    answer = prosecutor.get("?limit=0")

    path, _, code = answer.json["type"].partition("#")
    page = prosecutor.client.get(path)
    assert page.status_code == 200
    assert f'id="{code}"' in page.text


def test_a_body_that_is_no_json_is_refused_as_such(prosecutor: Caller) -> None:
    path = f"/api/v1/t/410108/cases{OPEN}"
    sent = {"Authorization": f"Bearer {prosecutor.token}", "Idempotency-Key": "k"}
    client = prosecutor.client

    broken = client.post(path, data="{", content_type="application/json", headers=sent)
    plain = client.post(path, data="{}", content_type="text/plain", headers=sent)
    nameless = client.post(path, data="{}", headers=sent)

    assert (broken.status_code, broken.json["code"]) == (400, "http.400")
    assert broken.json["title"] == "请求正文不是有效的 JSON"
    assert "errors" not in broken.json
    assert (plain.status_code, plain.json["code"]) == (415, "http.415")
    assert plain.json["title"] == "要用 application/json 提交"
    assert nameless.status_code == 415


def test_what_the_schemas_say_is_said_in_both_languages(prosecutor: Caller) -> None:
    body = {"occurred_on": DAY, "proof": "x", "parties": [{"unit_id": str(UNKNOWN), "part": "x"}]}

    refused = prosecutor.post(OPEN, body)

    assert refused.status_code == 422
    for error in refused.json["errors"]:
        assert any("\u4e00" <= sign <= "\u9fff" for sign in error["message"]), error
        assert error["message_en"].isascii(), error
    said = {error["field"]: error["message"] for error in refused.json["errors"]}
    assert said["proof"] == "要填一个列表"
    assert said["parties.0.part"].startswith("只能填其中之一：")


def test_an_error_page_is_in_the_language_of_the_reader(app: Flask) -> None:
    client = app.test_client()
    client.set_cookie("ld_language", "en")

    page = client.delete("/sign-in")

    assert page.status_code == 405
    assert "Method Not Allowed" in page.text
    assert "这个地址不支持这种操作" in app.test_client().delete("/sign-in").text

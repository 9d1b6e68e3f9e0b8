"""Writes over HTTP: the version one saw, and requests that are sent again."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases.models import Case, CaseEvent
from support.counties import County, build_county
from support.http import Caller, open_app, opening, sign_in

DAY = "2026-04-27"
BODY = opening(DAY)
OPEN = "/procuratorial_suggestion"


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions)


@pytest.fixture
def app(sessions: sessionmaker[Session]) -> Iterator[Flask]:
    return open_app(sessions, DAY)


@pytest.fixture
def prosecutor(app: Flask, huiji: County) -> Caller:
    return sign_in(app, huiji, "prosecutor", DAY)


def _count(county: County, table: type = Case) -> int:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        mine = table.tenant_id == uow.tenant_id
        return uow.session.scalar(select(func.count()).select_from(table).where(mine))


def _serve(caller: Caller, case_id: object, **headers: str) -> object:
    body = {"occurred_on": DAY, "facts": {"delivery_mode": "electronic"}}
    return caller.post(f"{OPEN}/{case_id}/transitions/serve", body, **headers)


def test_a_request_sent_again_under_its_key_has_one_effect_and_the_same_answer(
    prosecutor: Caller, huiji: County
) -> None:
    first, again = (prosecutor.post(OPEN, BODY, Idempotency_Key="a") for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json
    assert first.headers["ETag"] == again.headers["ETag"]
    assert _count(huiji) == 1


def test_without_a_key_a_request_sent_again_is_a_second_one(
    prosecutor: Caller, huiji: County
) -> None:
    for _ in range(2):
        prosecutor.post(OPEN, BODY)

    assert _count(huiji) == 2


def test_a_key_that_was_used_for_another_request_is_refused(
    prosecutor: Caller, huiji: County
) -> None:
    prosecutor.post(OPEN, BODY, Idempotency_Key="a")
    other = opening(DAY, title="另一件")

    refused = prosecutor.post(OPEN, other, Idempotency_Key="a")

    assert (refused.status_code, refused.json["code"]) == (409, "idempotency.reused")
    assert _count(huiji) == 1


def test_the_key_of_one_person_means_nothing_for_another(app: Flask, huiji: County) -> None:
    case_id = huiji.issue(DAY)
    for who in ("handler", "head"):
        caller = sign_in(app, huiji, who, DAY)
        position = caller.get(f"{OPEN}/{case_id}").json["position"]
        answer = _serve(caller, case_id, Idempotency_Key="a", If_Match=f'"{position}"')
        assert answer.status_code == (
            200 if who == "handler" else 409
        )  # it acts anew: served already


def test_a_key_sent_twice_at_once_has_one_effect(app: Flask, huiji: County) -> None:
    callers = [sign_in(app, huiji, "prosecutor", DAY) for _ in range(3)]

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda c: c.post(OPEN, BODY, Idempotency_Key="a"), callers))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json["id"] for answer in answers}) == 1
    assert _count(huiji) == 1


def test_a_refused_request_leaves_its_key_free(prosecutor: Caller, huiji: County) -> None:
    long_ago = {**BODY, "occurred_on": "2026-01-05"}

    assert prosecutor.post(OPEN, long_ago, Idempotency_Key="a").status_code == 422
    assert prosecutor.post(OPEN, BODY, Idempotency_Key="a").status_code == 201
    assert _count(huiji) == 1


def test_an_endless_key_is_refused(prosecutor: Caller) -> None:
    refused = prosecutor.post(OPEN, BODY, Idempotency_Key="a" * 201)

    assert refused.status_code == 422
    assert refused.json["errors"][0]["field"] == "Idempotency-Key"


def test_a_write_says_which_version_it_saw(app: Flask, huiji: County) -> None:
    case_id = huiji.issue(DAY)
    handler = sign_in(app, huiji, "handler", DAY)
    read = handler.get(f"{OPEN}/{case_id}")
    before = _count(huiji, CaseEvent)

    missing = _serve(handler, case_id)
    foreign = _serve(handler, case_id, If_Match="soon")
    stale = _serve(handler, case_id, If_Match='"7"')
    assert _count(huiji, CaseEvent) == before
    done = _serve(handler, case_id, If_Match=read.headers["ETag"])

    assert (missing.status_code, missing.json["code"]) == (428, "precondition.required")
    assert (foreign.status_code, foreign.json["errors"][0]["field"]) == (422, "If-Match")
    assert (stale.status_code, stale.json["code"]) == (412, "stale")
    assert done.status_code == 200
    assert done.headers["ETag"] == f'"{done.json["position"]}"'


def test_a_repeated_confirmation_is_answered_as_the_first_time(app: Flask, huiji: County) -> None:
    case_id = huiji.issue(DAY)
    handler = sign_in(app, huiji, "handler", DAY)
    seen = handler.get(f"{OPEN}/{case_id}").headers["ETag"]

    first, again = (_serve(handler, case_id, If_Match=seen, Idempotency_Key="k") for _ in range(2))

    assert (first.status_code, first.json) == (again.status_code, again.json)
    clocks = [d["stands_for"] for d in again.json["deadlines"]]
    assert clocks.count("SUG-01") == 1


def _upload(caller: Caller, content: str, name: str) -> TestResponse:
    headers = {"Authorization": f"Bearer {caller.token}", "Idempotency-Key": "f"}
    data = {"file": (BytesIO(content.encode()), name)}
    return caller.client.post(f"/api/v1/t/{caller.code}/files", data=data, headers=headers)


@pytest.mark.parametrize(
    ("content", "name"), [("%PDF-1.4 two", "one.pdf"), ("%PDF-1.4 one", "two.pdf")]
)
def test_a_key_that_was_used_for_another_file_is_refused(
    prosecutor: Caller, content: str, name: str
) -> None:
    first, again = (_upload(prosecutor, "%PDF-1.4 one", "one.pdf") for _ in range(2))
    refused = _upload(prosecutor, content, name)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json
    assert (refused.status_code, refused.json["code"]) == (409, "idempotency.reused")

"""A row or a day that cannot be is refused with its place in the request."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from support.counties import KEY, County, build_county
from support.http import UNKNOWN, Caller, open_app, opening, sign_in

DAY = "2026-04-27"
ADOPT = {"type": "item", "transition": "adopt", "row_id": str(UNKNOWN), "facts": {}}


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions)


@pytest.fixture
def app(sessions: sessionmaker[Session]) -> Iterator[Flask]:
    return open_app(sessions, DAY)


def _fields(answer: Any) -> list[str]:
    assert answer.status_code == 422, answer.text
    return [error["field"] for error in answer.json["errors"]]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({**ADOPT, "type": "zz"}, "rows[0].type"),
        ({**ADOPT, "transition": "zz"}, "rows[0].transition"),
        (ADOPT, "rows[0].row_id"),
        ({**ADOPT, "row_id": None}, "rows[0].row_id"),
    ],
)
def test_an_unknown_row_is_named(
    app: Flask, huiji: County, row: dict[str, Any], field: str
) -> None:
    case_id = huiji.serve(DAY)
    body = {"occurred_on": DAY, "facts": {}, "rows": [row]}

    def answers(who: str, method: str, path: str) -> list[str]:
        caller: Caller = sign_in(app, huiji, who, DAY)
        seen = caller.get(f"/{KEY}/{case_id}").headers["ETag"]
        address = f"/api/v1/t/{caller.code}/cases/{KEY}/{case_id}/{path}"
        return _fields(caller.call(method, address, body, If_Match=seen))

    assert answers("handler", "PUT", "transitions/reply/draft") == [field]
    assert answers("head", "POST", "transitions/reply") == [field]


def test_a_new_row_brings_no_id_of_its_own(app: Flask, huiji: County) -> None:
    taken: UUID = huiji.row(huiji.open(DAY), "item")
    row = {"type": "item", "transition": "propose", "facts": {"text": "x"}, "row_id": str(taken)}
    body = {**opening(DAY), "rows": [row]}

    refused = sign_in(app, huiji, "prosecutor", DAY).post(f"/{KEY}", body)

    assert _fields(refused) == ["rows[0].row_id"]


def test_a_draft_about_a_row_that_is_not_there_is_not_found(app: Flask, huiji: County) -> None:
    case_id = huiji.serve(DAY)
    caller = sign_in(app, huiji, "prosecutor", DAY)
    seen = caller.get(f"/{KEY}/{case_id}").headers["ETag"]
    path = f"/api/v1/t/{caller.code}/cases/{KEY}/{case_id}/rows/objection/{UNKNOWN}"
    body = {"occurred_on": DAY, "facts": {"why": "属实"}}

    answer = caller.call("PUT", f"{path}/transitions/reject/draft", body, If_Match=seen)

    assert answer.status_code == 404


def test_a_day_outside_every_calendar_is_named(app: Flask, huiji: County) -> None:
    for day in ("0001-01-01", "9999-12-31"):
        refused = sign_in(app, huiji, "prosecutor", DAY).post(f"/{KEY}", opening(day))

        assert _fields(refused) == ["occurred_on"]

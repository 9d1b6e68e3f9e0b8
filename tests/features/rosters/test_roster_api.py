"""The roster over the interface: uploaded, put right, accepted; for whoever may."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from liandong.db.embedded import EmbeddedServer, clone, drop
from liandong.db.engine import open_engine, open_sessions
from support.counties import build_county
from support.http import Caller, open_app, sign_in
from support.rosters import book

DAY = "2026-04-27"
ROSTER = "/api/v1/t/410108/roster"
TABLE = book([["单位", "联络员", "电话"], ["区水利局", "王一", "不知道"]])


@dataclass
class People:
    """Those of a county who call."""

    office: Caller
    admin: Caller
    liaison: Caller


@pytest.fixture(scope="module")
def people(server: EmbeddedServer, template: str) -> Iterator[People]:
    url = clone(server, template)
    engine = open_engine(url)
    sessions: sessionmaker[Session] = open_sessions(engine)
    county = build_county(sessions)
    county.join("admin", "office", "tenant_admin")
    app = open_app(sessions, DAY)
    yield People(*(sign_in(app, county, who, DAY) for who in ("office", "admin", "handler")))
    engine.dispose()
    drop(server, url.partition("@/")[2].partition("?")[0])


def _send(caller: Caller, data: bytes = TABLE, **headers: str) -> TestResponse:
    sent = {"Authorization": f"Bearer {caller.token}", **headers}
    file = {"file": (BytesIO(data), "名单.xlsx")}
    return caller.client.post(f"{ROSTER}/uploads", data=file, headers=sent)


def _units(caller: Caller) -> list[str]:
    items: list[dict[str, Any]] = caller.call("GET", "/api/v1/t/410108/units").json["items"]
    return [each["name"] for each in items]


def test_a_table_is_uploaded_put_right_and_accepted(people: People) -> None:
    office = people.office
    sent = _send(office, **{"Idempotency-Key": "one"})
    assert sent.status_code == 201, sent.text
    upload, here = sent.json, f"{ROSTER}/uploads/{sent.json['id']}"
    assert _send(office, **{"Idempotency-Key": "one"}).json == upload
    assert upload["counts"]["failed"] == 1
    assert upload["rows"][0]["wrong"][0]["field"] == "phone"
    etag = office.call("GET", here).headers["ETag"]

    refused = load_workbook(BytesIO(office.call("GET", f"{here}/refused").data)).worksheets[0]
    assert [cell.value for cell in refused[2]][2] == "区水利局"
    no = office.call("POST", f"{here}/accept", If_Match=etag)
    assert (no.status_code, no.json["code"]) == (409, "roster.rows")
    assert "区水利局" not in _units(office)

    put = {"rows": [{"number": 2, "cells": {"phone": "63639999"}}], "staying": []}
    fixed = office.call("PATCH", here, put, If_Match=etag)
    assert fixed.status_code == 200, fixed.text
    assert fixed.json["counts"]["new"] == 1
    stale = office.call("POST", f"{here}/accept", If_Match=etag)
    assert stale.status_code == 412
    done = office.call("POST", f"{here}/accept", If_Match=fixed.headers["ETag"])
    assert [each["what"] for each in done.json["changes"]] == ["unit_added", "seat_begun"]
    assert "区水利局" in _units(office)
    assert office.call("GET", here).status_code == 404

    whole = load_workbook(BytesIO(people.admin.call("GET", f"{ROSTER}/workbook").data))
    phones = [str(cell.value) for row in whole.worksheets[0] for cell in row]
    assert "63639999" in phones


def test_an_upload_is_put_aside(people: People) -> None:
    upload = _send(people.admin).json
    here = f"{ROSTER}/uploads/{upload['id']}"
    waiting = people.office.call("GET", f"{ROSTER}/uploads").json["items"]
    assert upload["id"] in {each["id"] for each in waiting}
    assert people.admin.call("DELETE", here).status_code == 204
    assert people.admin.call("DELETE", here).status_code == 404


def test_a_file_that_is_no_roster_is_refused_in_words(people: People) -> None:
    answer = _send(people.office, book([["甲", "乙"]]))
    assert (answer.status_code, answer.json["code"]) == (422, "roster.file")


def test_who_does_not_keep_the_roster_may_not_touch_it(people: People) -> None:
    liaison = people.liaison
    assert _send(liaison).status_code == 404
    upload = _send(people.office).json["id"]
    for method, path in (
        ("GET", "/workbook"),
        ("GET", "/uploads"),
        ("GET", f"/uploads/{upload}"),
        ("GET", f"/uploads/{upload}/refused"),
        ("POST", f"/uploads/{upload}/accept"),
        ("DELETE", f"/uploads/{upload}"),
    ):
        answer = liaison.call(method, ROSTER + path, If_Match='"1"')
        assert answer.status_code == 404, (method, path)

"""Obligations over HTTP: the same list for machines and people, writes that can be repeated."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases import service as cases
from liandong.features.deadlines import service
from support.counties import (
    HUIJI,
    MONTHLY_REPORT,
    SHANDAN,
    XUYI,
    County,
    add_receiver,
    build_county,
    build_without,
    on,
)
from support.http import UNKNOWN, Caller, hidden_of, open_app, sign_in

DAY = "2026-10-08"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def xuyi(sessions: sessionmaker[Session]) -> County:
    county = add_receiver(build_without(sessions, XUYI, MONTHLY_REPORT))
    with unit_of_work(sessions, XUYI) as uow:
        service.generate(uow, on("2026-10-01"))
    return county


@pytest.fixture
def app(xuyi: County) -> Iterator[Flask]:
    return open_app(xuyi.sessions, DAY)


@pytest.fixture
def owed(xuyi: County) -> UUID:
    return xuyi.obligation(DAY, "SEED-XY-01", "addressee")


def _call(caller: Caller, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
    return caller.call(method, f"/api/v1/t/{caller.code}/obligations{path}", body, **headers)


def _browse(app: Flask, county: County, who: str) -> FlaskClient:
    sign_in(app, county, who, DAY)
    client = app.test_client()
    client.set_cookie("ld_session", f"{county.tenant_id}-{who}")
    return client


def _hidden(html: str) -> dict[str, str]:
    panel = html[html.index('enctype="multipart') :]
    return hidden_of(panel, "form_token", "idempotency_key", "etag", "step")


def test_the_list_is_narrowed_and_goes_on_after_its_cursor(
    xuyi: County, app: Flask, owed: UUID
) -> None:
    office = sign_in(app, xuyi, "office", DAY)
    every = _call(office, "GET", "?limit=200").json["items"]
    mine = _call(office, "GET", f"?unit={xuyi.units['addressee']}&limit_id=SEED-XY-01").json
    first = _call(office, "GET", "?state=open&limit=2").json
    second = _call(office, "GET", f"?state=open&limit=200&after={first['next']}").json

    assert {item["unit_id"] for item in mine["items"]} == {str(xuyi.units["addressee"])}
    assert str(owed) in {item["id"] for item in mine["items"]}
    shown = [item["id"] for item in (*first["items"], *second["items"])]
    assert len(shown) == len(set(shown)) == len(every)
    october = next(item for item in every if item["id"] == str(owed))
    assert (october["nominal_on"], october["due_on"]) == ("2026-10-05", "2026-10-08")
    assert (october["label"], october["state"], october["is_enforceable"]) == (
        "2026年10月",
        "open",
        False,
    )


def test_a_filing_needs_the_version_and_is_answered_once_under_its_key(
    xuyi: County, app: Flask, owed: UUID
) -> None:
    handler = sign_in(app, xuyi, "handler", DAY)
    body = {"occurred_on": DAY, "kind": "filed", "files": [str(xuyi.file("handler"))]}
    path = f"/{owed}/filings"
    etag = _call(handler, "GET", f"/{owed}").headers["ETag"]

    assert _call(handler, "POST", path, body).status_code == 428
    assert _call(handler, "POST", path, body, If_Match='"9"').status_code == 412
    again = {"If_Match": etag, "Idempotency_Key": "october"}
    first = _call(handler, "POST", path, body, **again)
    assert first.status_code == 201, first.text
    assert first.json["state"] == "met"
    assert _call(handler, "POST", path, body, **again).json == first.json
    assert _call(handler, "POST", path, body, If_Match='"2"').status_code == 409
    office = sign_in(app, xuyi, "receiver", DAY)
    returned = _call(office, "POST", f"/{owed}/returns", {"reason": "缺附件"}, If_Match='"2"')
    assert (returned.status_code, returned.json["state"]) == (201, "open")


def test_the_office_reads_the_header_and_not_what_was_filed(
    xuyi: County, app: Flask, owed: UUID
) -> None:
    xuyi.file_obligation("handler", DAY, owed, note="共 12 件")

    read = {
        who: _call(sign_in(app, xuyi, who, DAY), "GET", f"/{owed}").json["evidence"]
        for who in ("office", "receiver", "prosecutor", "handler")
    }

    assert read.pop("office") == {}
    assert {evidence["note"] for evidence in read.values()} == {"共 12 件"}


def test_what_is_wrong_is_named_by_field(xuyi: County, app: Flask, owed: UUID) -> None:
    handler = sign_in(app, xuyi, "handler", DAY)
    body = {"occurred_on": "2026-10-20", "kind": "nil"}

    refused = _call(handler, "POST", f"/{owed}/filings", body, If_Match='"1"')

    assert (refused.status_code, refused.json["code"]) == (422, "obligation.filing")
    text = refused.text
    assert "confirmed" in text
    assert "occurred_on" in text


def test_another_unit_and_another_county_find_nothing(xuyi: County, app: Flask, owed: UUID) -> None:
    huiji = build_county(xuyi.sessions, HUIJI)
    body = {"occurred_on": DAY, "kind": "nil", "confirmed": True}
    for county, who in ((xuyi, "bystander"), (huiji, "handler"), (huiji, "office")):
        caller = sign_in(app, county, who, DAY)
        for obligation_id in (owed, UNKNOWN):
            assert _call(caller, "GET", f"/{obligation_id}").status_code == 404
            path = f"/{obligation_id}/filings"
            assert _call(caller, "POST", path, body, If_Match='"1"').status_code == 404


def test_the_page_files_a_document_that_the_receiver_reads(
    xuyi: County, app: Flask, owed: UUID
) -> None:
    client = _browse(app, xuyi, "handler")
    listed = client.get("/t/320830/obligations").text
    assert "2026年10月" in listed
    assert "原定 10月5日 周一不是工作日，10月8日 周四当天报送也算按时" in listed
    assert "报送任务" in client.get("/t/320830/todo").text, "in the navigation"
    form = _hidden(client.get(f"/t/320830/obligations/{owed}").text)
    typed = {**form, "kind": "filed", "occurred_on": DAY, "note": "共 12 件"}

    without = client.post(f"/t/320830/obligations/{owed}", data=typed)
    assert without.status_code == 422
    assert "要附报送的文件" in without.text
    assert "共 12 件" in without.text
    typed = {**_hidden(without.text), "kind": "filed", "occurred_on": DAY, "note": "共 12 件"}
    sent = client.post(
        f"/t/320830/obligations/{owed}", data={**typed, "files": (BytesIO(PDF), "月报.pdf")}
    )

    assert sent.status_code == 303, sent.text
    assert "已报送" in client.get(sent.headers["Location"]).text
    office = _browse(app, xuyi, "receiver")
    notices = office.get("/t/320830/notices").text
    assert "收到报送：2026年10月" in notices
    assert "市场监管部门 · 截止 10月8日" in notices
    shown = office.get(f"/t/320830/obligations/{owed}").text
    assert "月报.pdf" in shown
    assert "退回的理由" in shown
    header = _browse(app, xuyi, "office").get(f"/t/320830/obligations/{owed}").text
    assert "已报送" in header
    assert "月报.pdf" not in header
    assert "共 12 件" not in header
    link = re.search(r'href="(/api/v1/t/320830/files/[^"]+)"', shown)
    assert link is not None
    assert office.get(link[1]).data == PDF
    back = office.post(
        f"/t/320830/obligations/{owed}", data={**_hidden(shown), "reason": "缺非诉执行部分"}
    )
    assert back.status_code == 303
    assert "缺非诉执行部分" in client.get(f"/t/320830/obligations/{owed}").text


def test_a_nil_return_is_confirmed_on_the_page(xuyi: County, app: Flask, owed: UUID) -> None:
    client = _browse(app, xuyi, "handler")
    typed = {"kind": "nil", "occurred_on": DAY, "note": ""}
    form = _hidden(client.get(f"/t/320830/obligations/{owed}").text)

    refused = client.post(f"/t/320830/obligations/{owed}", data={**form, **typed})
    assert "要确认本期没有需要报送的事项" in refused.text
    form = _hidden(refused.text)
    sent = client.post(f"/t/320830/obligations/{owed}", data={**form, **typed, "confirmed": "true"})

    assert sent.status_code == 303
    assert "零报告" in client.get("/t/320830/obligations?show=done").text


def test_nonsense_in_the_form_is_refused_in_words(xuyi: County, app: Flask, owed: UUID) -> None:
    client = _browse(app, xuyi, "handler")
    form = _hidden(client.get(f"/t/320830/obligations/{owed}").text)

    wrong_day = client.post(
        f"/t/320830/obligations/{owed}", data={**form, "kind": "nil", "occurred_on": "昨天"}
    )
    stale = client.post(f"/t/320830/obligations/{owed}", data={**form, "etag": "x"})

    assert (wrong_day.status_code, stale.status_code) == (422, 422)
    assert "要填日期" in wrong_day.text
    form["etag"] = "7"
    body = {**form, "kind": "nil", "occurred_on": DAY, "confirmed": "true"}
    assert client.post(f"/t/320830/obligations/{owed}", data=body).status_code == 412
    assert client.get(f"/t/320830/obligations/{UNKNOWN}").status_code == 404
    assert client.get("/t/320830/obligations?show=x&unit=y&after=z").status_code == 200


def test_in_english_the_pages_and_the_notices_say_all_of_it(
    xuyi: County, app: Flask, owed: UUID
) -> None:
    cases.sweep(xuyi.sessions, on(DAY))
    client = _browse(app, xuyi, "handler")
    client.set_cookie("ld_language", "en")

    listed = client.get("/t/320830/obligations").text
    notices = client.get("/t/320830/notices").text

    assert "Oct 2026" in listed
    assert "To file" in listed
    assert "To be filed today: Oct 2026" in notices
    assert f"/t/320830/obligations/{owed}" in notices


def test_a_county_without_any_shows_no_entry_and_an_empty_page(xuyi: County, app: Flask) -> None:
    shandan = build_county(xuyi.sessions, SHANDAN)
    client = _browse(app, shandan, "handler")

    assert "报送任务" not in client.get("/t/620725/todo").text
    assert "没有报送任务" in client.get("/t/620725/obligations").text


def test_the_worklist_and_the_calendar_do_not_deny_what_is_owed_without_a_case(
    app: Flask, xuyi: County
) -> None:
    handler, other = (_browse(app, xuyi, who) for who in ("handler", "prosecutor"))
    base = f"/t/{XUYI}"

    worklist, calendar = (handler.get(f"{base}/{page}").text for page in ("todo", "calendar"))

    assert "；报送任务 6 项" in worklist
    assert "2026年10月" in worklist
    assert f"{base}/obligations/" in worklist
    assert "另有 1 项报送任务到期。" in calendar
    for page in ("todo", "calendar"):
        assert "；报送任务" not in other.get(f"{base}/{page}").text
        assert "项报送任务到期" not in other.get(f"{base}/{page}").text

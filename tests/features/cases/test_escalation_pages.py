"""The ladder on pages and over HTTP: who sees what, and what a decision asks for."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.counties import County
from support.http import open_app, sign_in
from support.ladders import FIRST, decide, late, rungs, sweep

NOT_FOUND = 404


@pytest.fixture
def huiji(county: Callable[..., County]) -> County:
    return county()


@pytest.fixture
def app(huiji: County) -> Flask:
    return open_app(huiji.sessions, FIRST)


@pytest.fixture
def suggested(huiji: County) -> UUID:
    late(huiji, facts="内部情况：某人举报")
    sweep(huiji, FIRST)
    return rungs(huiji)[0].id


def _page(app: Flask, county: County, who: str, path: str = "") -> Any:
    browser = _browser(app, county, who)
    return browser.get(f"/t/{county.tenant_id}/escalations{path}")


def _browser(app: Flask, county: County, who: str) -> FlaskClient:
    caller = sign_in(app, county, who, FIRST)
    browser = app.test_client()
    browser.set_cookie("ld_session", caller.token)
    return browser


def test_the_office_finds_first_what_waits_for_it_and_reads_no_contents(
    app: Flask, huiji: County, suggested: UUID
) -> None:
    text = _page(app, huiji, "office").get_data(as_text=True)
    one = _page(app, huiji, "office", f"/{suggested}").get_data(as_text=True)

    assert "1 件到了升级条件，等您决定" in text
    assert "审阅督促函" in text
    assert "逾期 10 个工作日" in text
    assert 'class="ld-ladder-done"' not in text  # 提醒纠正 is a rung of criminal linkage alone
    assert 'class="ld-ladder-next"' in text
    assert "去确认" in one
    for page in (text, one):
        assert "内部情况" not in page
        assert "举报" not in page


def test_nobody_waits_where_nothing_is_late(app: Flask, huiji: County) -> None:
    text = _page(app, huiji, "office").get_data(as_text=True)

    assert "没有等您决定的" in text
    assert "没有要督促的" in text


def test_a_suggestion_of_another_unit_is_not_there(
    app: Flask, huiji: County, suggested: UUID
) -> None:
    base = f"/api/v1/t/{huiji.tenant_id}/escalations"
    for who in ("prosecutor", "chief", "handler", "head", "bystander", "reader"):
        assert _page(app, huiji, who, f"/{suggested}").status_code == NOT_FOUND, who
        caller = sign_in(app, huiji, who, FIRST)
        assert caller.call("GET", base).get_json() == {"items": [], "waiting": 0}, who
        for verb, body in (
            ("confirm", {"text": "x"}),
            ("decline", {"reason": "x"}),
            ("resume", {}),
        ):
            answer = caller.call("POST", f"{base}/{suggested}/{verb}", body, If_Match='"1"')
            assert answer.status_code == NOT_FOUND, who
    assert rungs(huiji)[0].state == "suggested"


def test_the_page_confirms_once_and_a_reason_is_asked_for(
    app: Flask, huiji: County, suggested: UUID
) -> None:
    browser = _browser(app, huiji, "office")
    address = f"/t/{huiji.tenant_id}/escalations/{suggested}"
    shown = browser.get(address).get_data(as_text=True)
    hidden = {
        name: re.search(f'name="{name}" value="([^"]*)"', shown).group(1)
        for name in ("form_token", "idempotency_key", "etag")
    }
    refused = browser.post(address, data={**hidden, "decision": "decline", "reason": " "})
    assert refused.status_code == 422
    assert "请写明理由" in refused.get_data(as_text=True)

    sent = {**hidden, "decision": "confirm", "text": "请于三日内说明。"}
    for _ in range(2):
        assert browser.post(address, data=sent).status_code == 303
    (rung,) = rungs(huiji)
    assert (rung.state, rung.text) == ("confirmed", "请于三日内说明。")
    assert "已确认，发给" in browser.get(address).get_data(as_text=True)
    again = browser.post(address, data={**sent, "idempotency_key": "another"})
    assert again.status_code == 412


def test_the_parties_read_what_was_sent_and_their_case_records_it(
    app: Flask, huiji: County, suggested: UUID
) -> None:
    decide(huiji, "office", FIRST, "confirm", text="请于三日内说明。")
    case_id = rungs(huiji)[0].case_id

    for who in ("handler", "prosecutor"):
        assert "请于三日内说明。" in _page(app, huiji, who, f"/{suggested}").get_data(as_text=True)
        browser = _browser(app, huiji, who)
        path = f"/t/{huiji.tenant_id}/cases/procuratorial_suggestion/{case_id}"
        assert "督办：确认发出" in browser.get(path).get_data(as_text=True)
    assert _page(app, huiji, "bystander", f"/{suggested}").status_code == NOT_FOUND


def test_over_http_a_decision_names_the_version_and_is_repeated_safely(
    app: Flask, huiji: County, suggested: UUID
) -> None:
    office = sign_in(app, huiji, "office", FIRST)
    base = f"/api/v1/t/{huiji.tenant_id}/escalations"
    listed = office.call("GET", base).get_json()
    assert listed["waiting"] == 1
    assert listed["items"][0]["may_decide"]
    read = office.call("GET", f"{base}/{suggested}")
    assert read.headers["ETag"] == '"1"'
    path, body = f"{base}/{suggested}/decline", {"reason": "已当面说明", "skip": True}
    assert office.call("POST", path, body).status_code == 428
    headers = {"If_Match": '"1"', "Idempotency_Key": "once"}

    first, second = (office.call("POST", path, body, **headers) for _ in range(2))

    assert first.status_code == 200
    assert first.get_json() == second.get_json()
    assert first.get_json()["state"] == "declined"
    assert office.call("POST", path, body, If_Match='"1"').status_code == 412
    refused = office.call("POST", f"{base}/{suggested}/resume", {}, If_Match='"2"')
    assert refused.status_code == 409


def test_the_overview_names_the_rung_that_waits(app: Flask, huiji: County, suggested: UUID) -> None:
    browser = _browser(app, huiji, "office")

    text = browser.get(f"/t/{huiji.tenant_id}/overview").get_data(as_text=True)

    assert "建议督办，由您决定" in text
    assert f"/escalations/{suggested}" in text


def test_the_pages_are_english_around_the_document(
    app: Flask, huiji: County, suggested: UUID
) -> None:
    browser = _browser(app, huiji, "office")
    browser.set_cookie("ld_language", "en")
    base = f"/t/{huiji.tenant_id}/escalations"

    listed, one = browser.get(base).text, browser.get(f"{base}/{suggested}").text

    assert "1 reached the next rung and wait for your decision" in listed
    assert "Review the urging letter" in listed
    assert "Check and confirm" in one
    assert "Skip this rung" in one
    for word in ("等您决定", "已有结果", "由谁确认", "确认发出", "为什么是这一级"):
        assert word not in listed + one


def test_a_notice_leads_to_the_draft(app: Flask, huiji: County, suggested: UUID) -> None:
    huiji.tell(FIRST)
    browser = _browser(app, huiji, "office")

    text = browser.get(f"/t/{huiji.tenant_id}/notices").get_data(as_text=True)

    assert f"/escalations/{suggested}" in text
    assert "等决定 督办" in text

"""What a person typed on a rung is kept, what leaves is checked first, and a draft is of today."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases.service import recounting
from liandong.features.units.models import Unit
from support.counties import SHANDAN, County, on
from support.http import hidden_of, open_app, sign_in
from support.ladders import FIRST, decide, late, next_day, rungs, sweep

LATER = "2026-06-30"
EDITED = "请于三日内说明。\n已改过的第二行。"


@pytest.fixture
def huiji(county: Callable[..., County]) -> County:
    found = county()
    late(found)
    sweep(found, FIRST)
    return found


@pytest.fixture
def office(huiji: County) -> FlaskClient:
    caller = sign_in(open_app(huiji.sessions, LATER), huiji, "office", LATER)
    browser = caller.client.application.test_client()
    browser.set_cookie("ld_session", caller.token)
    return browser


def _address(county: County) -> str:
    return f"/t/{county.tenant_id}/escalations/{rungs(county)[-1].id}"


def _hidden(page: str) -> dict[str, str]:
    return hidden_of(page, "form_token", "idempotency_key", "etag")


def _press(office: FlaskClient, county: County, decision: str, **typed: str) -> Any:
    hidden = _hidden(office.get(_address(county)).text)
    return office.post(_address(county), data={**hidden, "decision": decision, **typed})


def test_declined_without_a_reason_the_edited_text_is_still_there(
    huiji: County, office: FlaskClient
) -> None:
    shown = office.get(_address(huiji)).text
    panel = shown[shown.index(f'action="{_address(huiji)}"') :].split("</form>")[0]
    assert 'name="text"' in panel
    assert 'name="reason"' in panel

    refused = _press(office, huiji, "decline", text=EDITED, reason=" ")

    assert refused.status_code == 422
    assert EDITED in refused.text
    skipped = _press(office, huiji, "check", text=" ", reason="电话说过")
    assert skipped.status_code == 422
    assert "请写明文书内容" in skipped.text
    assert "电话说过" in skipped.text


def test_before_it_leaves_the_receivers_and_the_consequence_are_named(
    huiji: County, office: FlaskClient
) -> None:
    sure = _press(office, huiji, "check", text=EDITED)

    assert sure.status_code == 200
    assert rungs(huiji)[-1].state == "suggested"
    assert "确认把督促函发给区发展改革委？" in sure.text
    assert "不能收回" in sure.text
    assert sure.text.index('value="edit" autofocus') < sure.text.index('value="confirm"')
    form = {**_hidden(sure.text), "text": EDITED}
    back = office.post(_address(huiji), data={**form, "decision": "edit"})
    assert EDITED in back.text
    assert 'value="check"' in back.text
    sent = office.post(_address(huiji), data={**form, "decision": "confirm"})
    assert sent.status_code == 303
    assert (rungs(huiji)[-1].state, rungs(huiji)[-1].text) == ("confirmed", EDITED)
    stale = office.post(_address(huiji), data={**form, "decision": "check"})
    assert stale.status_code == 412


def test_a_ladder_that_a_person_stopped_says_so(huiji: County, office: FlaskClient) -> None:
    decide(huiji, "office", FIRST, "decline", reason="已电话说明")

    listed = office.get(f"/t/{huiji.tenant_id}/escalations").text

    assert "已决定不发出督办，不再升级；可以重新提起。" in listed


def test_the_draft_is_of_today_until_it_is_decided(huiji: County, office: FlaskClient) -> None:
    assert "超过期限 10 个工作日" in rungs(huiji)[-1].text
    path = f"/api/v1/t/{huiji.tenant_id}/escalations"
    caller = sign_in(open_app(huiji.sessions, LATER), huiji, "office", LATER)

    page = office.get(_address(huiji)).text
    read = caller.call("GET", path).json["items"][0]["text"]

    for text in (page, read):
        assert "截至2026年6月30日" in text
        assert "超过期限 39 个工作日" in text
    decide(huiji, "office", LATER, "decline", reason="已电话说明")
    assert "超过期限 39 个工作日" in rungs(huiji)[-1].text


def test_a_letter_has_full_names_and_cited_titles(huiji: County, office: FlaskClient) -> None:
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        unit = uow.session.get_one(Unit, (uow.tenant_id, huiji.units["addressee"]))
        unit.full_name = "惠济区发展和改革委员会"

    text = office.get(_address(huiji)).text.split("<textarea")[1].split("</textarea>")[0]

    assert "惠济区发展和改革委员会：" in text
    assert "依据《人民检察院检察建议工作规定》（高检发释字〔2019〕1号）第十九条，惠济区" in text
    assert "区发展改革委" not in text


def _recount(county: County, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the due day move from 6 to 7 May by a corrected calendar."""
    known = recounting.calendar_of
    off = [date(2026, 5, 6)]
    monkeypatch.setattr(recounting, "calendar_of", lambda c: known(c).overlay(off=off, makeup=[]))
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        cause = {"kind": "calendar", "zh": "更正", "en": "corrected"}
        assert recounting.recount_cases(uow, on(day), cause).changed


def test_a_recount_after_a_confirmation_waits_from_the_confirmation(
    huiji: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(huiji, "office", "2026-05-20", "confirm")
    (rung,) = rungs(huiji)
    assert next_day(huiji, rung.case_id) == ("bulletin", "2026-06-03")

    _recount(huiji, "2026-05-21", monkeypatch)

    sweep(huiji, "2026-05-21", "2026-05-22")
    assert next_day(huiji, rung.case_id) == ("bulletin", "2026-06-03")
    assert len(rungs(huiji)) == 1


def test_a_recount_does_not_wake_a_ladder_that_a_person_stopped(
    huiji: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(huiji, "office", FIRST, "decline", reason="已电话说明")

    _recount(huiji, "2026-06-30", monkeypatch)

    sweep(huiji, "2026-07-01", "2026-09-01")
    assert next_day(huiji, rungs(huiji)[0].case_id) == (None, None)
    assert [rung.state for rung in rungs(huiji)] == ["declined"]
    decide(huiji, "office", "2026-09-01", "resume")
    assert [rung.state for rung in rungs(huiji)] == ["declined", "suggested"]


def test_a_recount_after_a_skip_goes_on_above_it(
    huiji: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(huiji, "office", "2026-05-20", "decline", skip=True, reason="已当面督办")

    _recount(huiji, "2026-05-21", monkeypatch)

    sweep(huiji, "2026-05-21")
    assert next_day(huiji, rungs(huiji)[0].case_id) == ("bulletin", "2026-06-03")


def test_who_knows_the_header_alone_learns_of_no_clock_and_of_no_inner_decision(
    county: Callable[..., County],
) -> None:
    shandan = county(SHANDAN)
    case_id = late(shandan)

    def shown(who: str, day: str) -> str:
        caller = sign_in(open_app(shandan.sessions, day), shandan, who, day)
        browser = caller.client.application.test_client()
        browser.set_cookie("ld_session", caller.token)
        return browser.get(f"/t/{shandan.tenant_id}/escalations").text

    assert "5月19日 周二再看是否督促" in shown("chief", "2026-05-11")
    before = shown("office", "2026-05-11")
    sweep(shandan, FIRST)
    suggested = shown("office", FIRST)
    decide(shandan, "chief", FIRST, "decline", skip=True, reason="不宜公开的理由")
    skipped = shown("office", FIRST)

    assert next_day(shandan, case_id)[0] == "bulletin"
    for text in (before, suggested, skipped):
        assert "再看是否" not in text
        assert "逾期" not in text.split("<main")[1].replace("逾期满规定的工作日", "")

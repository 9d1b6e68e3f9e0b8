"""A person's calendar by subscription: two parsers read it, and a wrong secret learns nothing."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import vobject
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from features.cases.test_deadline_page import _alter as alter
from features.cases.test_period_life import record
from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.features.accounts import service as accounts
from liandong.features.accounts.models import Account, FeedToken, Login
from liandong.features.accounts.service.signing_in import counting
from liandong.features.audit.models import AuditEntry
from liandong.features.units.models import Unit
from support.browsing import Visit
from support.case_forms import words
from support.counties import LETTER, SHANDAN, XUYI, County, on
from support.http import UNKNOWN, Caller, open_app, sign_in
from support.ladders import decide, sweep

SERVED, TODAY = "2026-03-02", "2026-04-27"


def _me(county: County, who: str) -> Caller:
    return sign_in(open_app(county.sessions, TODAY), county, who, TODAY)


def _make(caller: Caller, **headers: str) -> dict[str, Any]:
    made = caller.call("POST", f"/api/v1/t/{caller.code}/me/feeds", **headers)
    assert made.status_code == 201
    found: dict[str, Any] = made.json
    return found


def _path(address: str) -> str:
    return "/feeds/" + address.rpartition("/")[2]


def _read(county: County, who: str) -> TestResponse:
    caller = _me(county, who)
    address = _make(caller)["address"]
    return FlaskClient(caller.client.application).get(_path(address))


def _events(answer: TestResponse) -> dict[str, Any]:
    assert answer.status_code == 200
    return {str(e["SUMMARY"]): e for e in Calendar.from_ical(answer.data).walk("VEVENT")}


def test_two_parsers_read_the_same_days_and_words(county: Callable[..., County]) -> None:
    huiji = county()
    huiji.serve(SERVED)
    huiji.serve("2026-03-09")

    answer = _read(huiji, "handler")

    found = {summary: each.decoded("DTSTART") for summary, each in _events(answer).items()}
    assert found == {
        "截止：回复（SUG-01） 惠检建〔2026〕1号": date(2026, 5, 6),
        "截止：回复（SUG-01） 惠检建〔2026〕2号": date(2026, 5, 9),
    }
    other = vobject.readOne(answer.data.decode())
    assert {each.summary.value: each.dtstart.value for each in other.vevent_list} == found
    assert [each.uid.value for each in other.vevent_list] == [
        str(each["UID"]) for each in _events(answer).values()
    ]
    for event in _events(answer).values():
        assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(days=1)
        assert (event["SEQUENCE"], event["STATUS"], event["CLASS"]) == (0, "CONFIRMED", "PRIVATE")
        assert "DTSTAMP" in event


def test_lines_of_chinese_are_folded_at_75_octets_and_no_letter_is_broken(
    county: Callable[..., County],
) -> None:
    huiji = county()
    huiji.serve(SERVED)

    content = _read(huiji, "handler").data

    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in lines) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode()
    assert "检察建议工作规定 第十九条" in content.replace(b"\r\n ", b"").decode()


def test_nothing_of_what_a_case_is_about_leaves_the_platform(
    county: Callable[..., County],
) -> None:
    huiji = county()
    huiji.serve(SERVED)

    for who in ("handler", "prosecutor"):
        text = _read(huiji, who).data.replace(b"\r\n ", b"").decode()
        for content in (LETTER["title"], LETTER["facts"], LETTER["legal_basis"], "第 1 项"):
            assert content not in text


def test_the_other_sides_duty_says_so_and_has_no_alarm(county: Callable[..., County]) -> None:
    huiji = county()
    huiji.serve(SERVED)

    events = _events(_read(huiji, "prosecutor"))

    (theirs,) = [each for summary, each in events.items() if "SUG-01" in summary]
    assert str(theirs["SUMMARY"]).startswith("对方截止：")
    assert not theirs.walk("VALARM")
    assert not [summary for summary in events if "SUG-04" in summary]
    (alarm,) = next(iter(_events(_read(huiji, "handler")).values())).walk("VALARM")
    assert alarm.decoded("TRIGGER") == timedelta(hours=9) - timedelta(days=6)  # 30 April, 9:00


def test_who_is_never_late_is_reminded(county: Callable[..., County]) -> None:
    xuyi = county(XUYI)
    xuyi.serve(SERVED)

    assert [s.partition("：")[0] for s in _events(_read(xuyi, "handler"))] == ["提醒"]


def test_a_moved_day_keeps_its_name_and_a_paused_one_leaves(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    reply = huiji.deadline(case_id, "SUG-01")["id"]
    caller = _me(huiji, "handler")
    path = _path(_make(caller)["address"])
    (before,) = _events(caller.client.get(path)).values()

    alter(huiji, reply, due_on="2027-01-05", is_provisional=True)
    (after,) = _events(caller.client.get(path)).values()
    alter(huiji, reply, state="paused", due_on=None)

    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after.decoded("DTSTART") == date(2027, 1, 5)
    assert after["STATUS"] == "TENTATIVE"
    assert str(after["SUMMARY"]).startswith("预计截止：")
    assert _events(caller.client.get(path)) == {}


def test_what_is_known_already_is_not_sent_again(county: Callable[..., County]) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    caller = _me(huiji, "handler")
    path = _path(_make(caller)["address"])
    first = caller.client.get(path)

    again = caller.client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    huiji.reply("2026-04-27", case_id)
    later = caller.client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["Cache-Control"].startswith("private")
    assert "Last-Modified" in first.headers
    assert (again.status_code, again.data) == (304, b"")
    assert later.status_code == 200
    assert "SUG-01" not in later.text


@pytest.mark.parametrize("who", ["handler", "prosecutor"])
def test_words_and_rungs_of_one_side_leave_no_trace(
    county: Callable[..., County], who: str
) -> None:
    huiji = county()
    huiji.serve(SERVED)
    caller = _me(huiji, who)
    path = _path(_make(caller)["address"])
    before = caller.client.get(path)

    said = sweep(huiji, "2026-04-29", "2026-05-07", "2026-05-20")
    decide(huiji, "office", "2026-05-22", "decline", reason="已经电话联系", skip=True)
    after = caller.client.get(path)

    assert said > 1
    assert "SUG-01" in after.text
    assert [after.headers[name] for name in ("ETag", "Last-Modified")] == [
        before.headers[name] for name in ("ETag", "Last-Modified")
    ]
    assert after.data == before.data


def test_a_moved_day_is_dated_by_the_act_that_moved_it(county: Callable[..., County]) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    days = {"excluded_from": "2026-04-01", "excluded_until": "2026-04-10"}
    record(huiji, "2026-04-20", case_id, "exclude", **days)

    (event,) = _events(_read(huiji, "handler")).values()

    assert event.decoded("DTSTART") == date(2026, 5, 12)
    assert f"{event.decoded('DTSTAMP'):%Y-%m-%d}" == "2026-04-20"


def _ended(county: County) -> None:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        for duty in ("handler", "liaison"):
            accounts.end_duty(uow, on("2026-04-24"), county.people["handler"], duty, "test")


def _closed(county: County) -> None:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        mine = (Account.tenant_id == uow.tenant_id, Account.id == county.people["handler"])
        uow.session.execute(update(Account).where(*mine).values(is_active=False))


def _locked(county: County) -> None:
    with global_session(county.sessions) as session:
        until = on("2026-04-28").now()
        mine = Login.account_id == county.people["handler"]
        login = session.scalars(select(Login.login).where(mine)).one()
        counting.tries_of(session, on(TODAY), login).locked_until = until


def _revoked(county: County) -> None:
    with global_session(county.sessions) as session:
        session.execute(update(FeedToken).values(revoked_at=on(TODAY).now()))


def _left(county: County) -> None:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        mine = (Unit.tenant_id == uow.tenant_id, Unit.id == county.units["addressee"])
        uow.session.execute(update(Unit).where(*mine).values(is_active=False))


@pytest.mark.parametrize("shut", [_closed, _locked, _revoked, _left])
def test_every_refusal_is_the_same_answer(
    county: Callable[..., County], shut: Callable[[County], None]
) -> None:
    huiji = county()
    huiji.serve(SERVED)
    caller = _me(huiji, "handler")
    path = _path(_make(caller)["address"])
    shut(huiji)

    wrong, refused = caller.client.get(f"/feeds/{'x' * 43}.ics"), caller.client.get(path)

    assert (wrong.status_code, refused.status_code) == (404, 404)
    assert wrong.data == refused.data
    assert dict(wrong.headers) == dict(refused.headers)


def test_who_lost_their_duty_sees_nothing(county: Callable[..., County]) -> None:
    huiji = county()
    huiji.serve(SERVED)
    caller = _me(huiji, "handler")
    path = _path(_make(caller)["address"])
    assert _events(caller.client.get(path))

    _ended(huiji)

    assert _events(caller.client.get(path)) == {}


def test_the_secret_is_long_kept_as_a_digest_and_told_once(county: Callable[..., County]) -> None:
    huiji = county()
    caller = _me(huiji, "handler")

    made = _make(caller, Idempotency_Key="one")
    again = _make(caller, Idempotency_Key="one")

    secret = made["address"].rpartition("/")[2].removesuffix(".ics")
    assert len(secret) >= 22  # 128 bits in the alphabet of URLs
    assert again == {**made, "address": None}
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        (kept,) = uow.session.scalars(select(FeedToken))
        assert secret not in repr({c.key: getattr(kept, c.key) for c in FeedToken.__table__.c})
        entries = list(uow.session.scalars(select(AuditEntry.action)))
    assert entries.count("feed.created") == 1


def test_one_may_close_ones_own_alone(county: Callable[..., County]) -> None:
    huiji, shandan = county(), county(SHANDAN)
    caller = _me(huiji, "handler")
    made = _make(caller)
    where = f"me/feeds/{made['id']}"
    listed = caller.call("GET", f"/api/v1/t/{caller.code}/me/feeds").json["items"]
    assert [each["id"] for each in listed] == [made["id"]]

    for county_of, who in ((huiji, "prosecutor"), (huiji, "head"), (shandan, "handler")):
        other = _me(county_of, who)
        refused = other.call("DELETE", f"/api/v1/t/{other.code}/{where}")
        unknown = other.call("DELETE", f"/api/v1/t/{other.code}/me/feeds/{UNKNOWN}")
        assert (refused.status_code, refused.data) == (404, unknown.data), who
        assert other.call("GET", f"/api/v1/t/{other.code}/me/feeds").json["items"] == []
    assert caller.client.get(_path(made["address"])).status_code == 200
    assert caller.call("DELETE", f"/api/v1/t/{caller.code}/{where}").status_code == 200
    assert caller.client.get(_path(made["address"])).status_code == 404
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        assert "feed.revoked" in list(uow.session.scalars(select(AuditEntry.action)))


def test_ten_addresses_are_enough(county: Callable[..., County]) -> None:
    huiji = county()
    caller = _me(huiji, "handler")
    for _ in range(10):
        _make(caller)

    refused = caller.call("POST", f"/api/v1/t/{caller.code}/me/feeds")

    assert (refused.status_code, refused.json["code"]) == (409, "feeds.too_many")


def test_the_page_of_the_account_adds_and_closes(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    browser, account = visit(huiji, "handler"), f"/t/{huiji.tenant_id}/account"
    page = browser.get(account).text
    token = page.partition('name="form_token" value="')[2].partition('"')[0]

    told = browser.post(f"{account}/feeds", data={"form_token": token})
    address = re.search(r'value="(http://localhost/feeds/[^"]+\.ics)"', told.text)
    assert address is not None
    assert "只在这里显示一次" in words(told.text)
    listed = browser.get(account).text
    assert address[1] not in listed
    assert "还没有读取过" in listed
    assert browser.get(_path(address[1])).status_code == 200
    assert "还没有读取过" not in browser.get(account).text
    revoke = re.search(r'action="([^"]+/revoke)"', listed)
    assert revoke is not None
    closed = browser.post(revoke[1], data={"form_token": token})
    assert (closed.status_code, closed.location) == (303, f"{account}?done=feed")
    assert browser.get(_path(address[1])).status_code == 404
    assert "/revoke" not in browser.get(account).text

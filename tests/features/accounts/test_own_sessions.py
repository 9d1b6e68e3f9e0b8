"""Where one is signed in, ending it, what was before, and proving anew who one is."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import global_session
from liandong.entrypoints.app import create_app
from liandong.features.accounts import service
from liandong.features.accounts.models import Login, SessionToken
from liandong.features.accounts.pages.sessions_view import agent_words
from liandong.features.documents.service import FileStore
from liandong.kernel.clock import Clock, FixedClock
from support.applications import app_over
from support.counties import HUIJI, County, build_county, on

DAY = "2026-04-27"
PASSWORD, LOGIN = "府检联动-Story-2026", f"{HUIJI}-handler"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 (KHTML) Chrome/140 Safari/537 Edg/140"
ACCOUNT = f"/t/{HUIJI}/account"


class Turning:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now = on(DAY).now()

    def __call__(self, _zone: str) -> Clock:
        return FixedClock(self.now)

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    county = build_county(sessions)
    with global_session(sessions) as session:
        session.get(Login, LOGIN).password_hash = service.hash_password(PASSWORD)
    return county


@pytest.fixture
def watch() -> Turning:
    return Turning()


@pytest.fixture
def app(huiji: County, watch: Turning) -> Flask:
    return app_over(huiji.sessions, FileStore.at("memory://files"), watch)


def _enter(app: Flask, agent: str = FIREFOX, password: str = PASSWORD) -> FlaskClient:
    browser = app.test_client()
    browser.environ_base["HTTP_USER_AGENT"] = agent
    browser.post("/sign-in", data={"account": LOGIN, "password": password})
    return browser


def _token(browser: FlaskClient) -> dict[str, str]:
    page = browser.get(ACCOUNT).text
    return {"form_token": re.findall(r'name="form_token" value="([^"]*)"', page)[0]}


def test_the_account_says_where_one_is_signed_in_and_ends_one_place(app: Flask) -> None:
    here, there = _enter(app), _enter(app, EDGE)
    page = here.get(ACCOUNT).text

    assert "Firefox · Linux" in page
    assert "Edge · Windows" in page
    assert page.count("就是这里") == 1
    revoke = re.findall(r'action="([^"]+/sessions/[0-9a-f-]{36}/revoke)"', page)
    assert len(revoke) == 1
    assert here.post(revoke[0], data=_token(here)).location == f"{ACCOUNT}?done=session"
    assert there.get(ACCOUNT).status_code == 302
    assert here.get(ACCOUNT).status_code == 200
    assert here.post(revoke[0], data=_token(here)).status_code == 404


def test_every_other_place_is_ended_at_once(app: Flask) -> None:
    here, others = _enter(app), [_enter(app, EDGE) for _ in range(3)]

    here.post(f"{ACCOUNT}/sessions/revoke-others", data=_token(here))
    assert [each.get(ACCOUNT).status_code for each in others] == [302] * 3
    assert here.get(ACCOUNT).status_code == 200


def test_a_machine_lists_and_ends_its_owners_sessions(app: Flask, huiji: County) -> None:
    browser, client = _enter(app), app.test_client()
    opened = client.post("/api/v1/sessions", json={"login": LOGIN, "password": PASSWORD})
    bearer = {"Authorization": f"Bearer {opened.json['token']}"}
    base = f"/api/v1/t/{HUIJI}/me/sessions"

    items = client.get(base, headers=bearer).json["items"]
    assert sorted(each["is_this"] for each in items) == [False, True]
    assert {each["address"] for each in items} == {"127.0.0.1"}
    other = next(each["id"] for each in items if not each["is_this"])
    assert client.delete(f"{base}/{other}", headers=bearer).json == {"revoked": 1}
    assert browser.get(ACCOUNT).status_code == 302
    assert client.delete(f"{base}/{other}", headers=bearer).status_code == 404
    _enter(app)
    assert client.delete(base, headers=bearer).json == {"revoked": 1}
    assert huiji.people


def test_nobody_ends_somebody_elses_session(app: Flask, huiji: County) -> None:
    with global_session(huiji.sessions) as session:
        session.add(_session_of(huiji, "prosecutor"))
    here = _enter(app)
    with global_session(huiji.sessions) as session:
        query = select(SessionToken)
        found = session.scalars(query.where(SessionToken.token_hash == "f" * 64)).one()

    assert str(found.public_id) not in here.get(ACCOUNT).text
    path = f"{ACCOUNT}/sessions/{found.public_id}/revoke"
    assert here.post(path, data=_token(here)).status_code == 404
    here.post(f"{ACCOUNT}/sessions/revoke-others", data=_token(here))
    with global_session(huiji.sessions) as session:
        assert session.get(SessionToken, "f" * 64) is not None


def _session_of(county: County, who: str) -> SessionToken:
    now = on(DAY).now()
    return SessionToken(
        token_hash="f" * 64,
        tenant_id=HUIJI,
        account_id=county.people[who],
        created_at=now,
        seen_at=now,
        expires_at=now + timedelta(hours=1),
    )


def test_the_last_sign_in_and_what_failed_since_is_said_once(app: Flask, watch: Turning) -> None:
    first = _enter(app)
    assert "上次登录" not in first.get(ACCOUNT.replace("account", "notices")).text
    watch.turn(hours=2)
    second = _enter(app)
    assert "上次登录：4月27日 10:00，从 127.0.0.1。" in second.get(f"/t/{HUIJI}/notices").text
    assert "上次登录" not in second.get(f"/t/{HUIJI}/notices").text
    assert "上次登录：4月27日 10:00" in second.get(ACCOUNT).text
    for _ in range(2):
        _enter(app, password="x")
    third = _enter(app)
    assert "有 2 次登录没有成功" in third.get(f"/t/{HUIJI}/notices").text


def test_a_machine_reads_the_last_sign_in(app: Flask) -> None:
    _enter(app)
    client = app.test_client()
    opened = client.post("/api/v1/sessions", json={"login": LOGIN, "password": PASSWORD})
    bearer = {"Authorization": f"Bearer {opened.json['token']}"}

    last = client.get(f"/api/v1/t/{HUIJI}/me", headers=bearer).json["last_sign_in"]
    assert (last["address"], last["failed_since"]) == ("127.0.0.1", 0)


def _value(browser: FlaskClient, name: str = "ld_session") -> str:
    cookie = browser.get_cookie(name)
    return cookie.value if cookie else ""


def test_signing_in_and_a_new_password_give_another_token(app: Flask) -> None:
    browser = app.test_client()
    browser.set_cookie("ld_session", "chosen-by-somebody-else")
    token = {"form_token": _form_token("chosen-by-somebody-else")}
    browser.post("/sign-in", data={"account": LOGIN, "password": PASSWORD, **token})
    first = _value(browser)
    assert first not in {"", "chosen-by-somebody-else"}
    token = {"form_token": _form_token(first)}
    browser.post("/sign-in", data={"account": LOGIN, "password": PASSWORD, **token})
    assert _value(browser) != first
    former = app.test_client()
    former.set_cookie("ld_session", first)
    assert former.get(ACCOUNT).status_code == 302

    second, new = _value(browser), "huangshan-maofeng-77"
    change = {**_token(browser), "old": PASSWORD, "password": new, "again": new}
    assert browser.post(ACCOUNT, data=change).status_code == 303
    assert _value(browser) not in {"", second}
    former.set_cookie("ld_session", second)
    assert former.get(ACCOUNT).status_code == 302
    assert browser.get(ACCOUNT).status_code == 200


def _form_token(session: str) -> str:
    from liandong.web.security import form_token

    return form_token(session)


def test_over_https_the_cookie_is_of_this_host_alone(huiji: County) -> None:
    app = create_app(
        huiji.sessions,
        FileStore.at("memory://files"),
        clock=lambda _: on(DAY),
        secure_cookies=True,
    )
    browser = app.test_client()
    entered = browser.post(
        "/sign-in", data={"account": LOGIN, "password": PASSWORD}, base_url="https://localhost"
    )
    kept = next(c for c in entered.headers.getlist("Set-Cookie") if "ld_session" in c)

    assert kept.startswith("__Host-ld_session=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(kept.split("; "))
    assert "Domain" not in kept
    page = browser.get(ACCOUNT, base_url="https://localhost")
    assert page.status_code == 200
    browser.set_cookie("ld_session", _value(browser, "__Host-ld_session"))
    browser.delete_cookie("__Host-ld_session")
    assert browser.get(ACCOUNT, base_url="https://localhost").status_code == 302


FACTOR = f"{ACCOUNT}/second-factor"


def _confirm(browser: FlaskClient, asked: Any, password: str) -> Any:
    """Answer the page that asks who it is, as a browser does."""
    action = re.findall(r'ld-form-tight" action="([^"]+)"', asked.text)[0]
    pairs = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', asked.text)
    return browser.post(action, data={**dict(pairs), "confirm_password": password})


def test_a_sensitive_act_long_after_signing_in_asks_who_it_is_and_goes_on(
    app: Flask, watch: Turning
) -> None:
    browser = _enter(app)
    token = _token(browser)
    watch.turn(minutes=10)
    assert browser.post(f"{FACTOR}/begin", data=token).status_code == 303
    watch.turn(minutes=1)
    asked = browser.post(f"{FACTOR}/begin", data={**token, "note": "填过的<内容>"})
    assert asked.status_code == 401
    assert 'name="note" value="填过的&lt;内容&gt;"' in asked.text

    wrong = _confirm(browser, asked, "x")
    assert (wrong.status_code, "账号或密码不对" in wrong.text) == (422, True)
    assert "填过的" in wrong.text
    done = _confirm(browser, wrong, PASSWORD)
    assert (done.status_code, done.location) == (303, FACTOR)
    assert browser.post(f"{FACTOR}/begin", data=token).status_code == 303


def test_the_asking_page_counts_wrong_passwords_and_keeps_none(app: Flask, watch: Turning) -> None:
    browser = _enter(app)
    token = _token(browser)
    watch.turn(minutes=11)
    asked = browser.post(f"{FACTOR}/begin", data={**token, "password": "geheim"})
    assert "geheim" not in asked.text
    for _ in range(4):
        assert _confirm(browser, asked, "x").status_code == 422
    locked = _confirm(browser, asked, "x")
    assert (locked.status_code, locked.headers["Retry-After"]) == (429, "600")
    assert _confirm(browser, asked, PASSWORD).status_code == 429


def test_an_answer_from_elsewhere_is_not_heard(app: Flask, watch: Turning) -> None:
    browser = _enter(app)
    watch.turn(minutes=11)
    forged = {"confirm_password": PASSWORD, "form_token": "forged"}
    assert browser.post(f"{FACTOR}/begin", data=forged).status_code == 400


def test_the_page_that_asks_leads_back_to_ours_alone(app: Flask) -> None:
    browser = _enter(app)
    page = browser.get(f"{ACCOUNT}/confirm?next=//elsewhere.example")
    assert _confirm(browser, page, PASSWORD).location == "/"
    page = browser.get(f"{ACCOUNT}/confirm?next={FACTOR}")
    assert _confirm(browser, page, PASSWORD).location == FACTOR


def test_a_machine_is_told_to_prove_itself_and_does(app: Flask, watch: Turning) -> None:
    client = app.test_client()
    opened = client.post("/api/v1/sessions", json={"login": LOGIN, "password": PASSWORD})
    bearer = {"Authorization": f"Bearer {opened.json['token']}"}
    base = f"/api/v1/t/{HUIJI}/me"
    watch.turn(minutes=11)

    refused = client.post(f"{base}/second-factor", headers=bearer)
    assert (refused.status_code, refused.json["code"]) == (401, "reauthentication.required")
    wrong = client.post(f"{base}/confirmation", json={"password": "x"}, headers=bearer)
    assert wrong.json["code"] == "sign_in.wrong"
    right = client.post(f"{base}/confirmation", json={"password": PASSWORD}, headers=bearer)
    assert right.status_code == 204
    assert client.post(f"{base}/second-factor", headers=bearer).status_code == 201


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox · Linux"),
        (EDGE, "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18) AppleWebKit MicroMessenger/8", "微信 · iPhone"),
        ("python-requests/2", "程序"),
        ("", "不知道是什么设备"),
    ],
)
def test_a_browser_is_named_by_what_it_calls_itself(agent: str, words: str) -> None:
    assert agent_words(agent) == words

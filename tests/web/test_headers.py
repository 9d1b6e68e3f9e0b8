"""What every answer carries, which hosts are answered, and that no form goes without its token."""

import re

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from liandong.entrypoints.app import create_app
from liandong.entrypoints.safety import UnsafeSettingsError, require_safe, trusted_hosts
from liandong.entrypoints.settings import Settings
from liandong.features.documents.service import FileStore
from liandong.web.security import form_token
from support.counties import County, build_county, on
from support.http import UNKNOWN, open_app, sign_in

DAY = "2026-04-27"
SAME_SITE = {"Origin": "http://localhost"}


@pytest.fixture
def app(sessions: sessionmaker[Session]) -> Flask:
    return open_app(sessions, DAY)


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions)


def _posts(app: Flask) -> list[str]:
    """Return every address of a page that takes a form, filled with what nobody has."""
    rules = (rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ()))
    pages = sorted(rule.rule for rule in rules if not rule.rule.startswith("/api/"))
    return [re.sub(r"<uuid:\w+>", str(UNKNOWN), page) for page in pages]


@pytest.mark.parametrize("path", ["/sign-in", "/healthz", "/nowhere", "/api/v1/openapi.json"])
def test_every_answer_carries_the_headers(app: Flask, path: str) -> None:
    found = app.test_client().get(path).headers

    assert "script-src 'self'" in found["Content-Security-Policy"]
    assert "unsafe" not in found["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in found["Content-Security-Policy"]
    assert found["X-Content-Type-Options"] == "nosniff"
    assert found["X-Frame-Options"] == "DENY"
    assert found["Referrer-Policy"] == "same-origin"
    assert found["Cross-Origin-Opener-Policy"] == "same-origin"
    assert found["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in found["Permissions-Policy"]
    assert found["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in found
    assert not {"Server", "X-Powered-By"} & set(found.keys())


def test_behind_tls_the_headers_and_every_address_say_so(huiji: County) -> None:
    app = create_app(
        huiji.sessions, FileStore.at("memory://f"), clock=lambda _: on(DAY), secure_cookies=True
    )
    me = sign_in(app, huiji, "prosecutor", DAY)

    made = me.call("POST", f"/api/v1/t/{me.code}/me/feeds")

    assert made.headers["Strict-Transport-Security"].startswith("max-age=")
    assert made.json["address"].startswith("https://localhost/feeds/")


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.cn", ""]
)
@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/nowhere", "/t/410108/todo", "/api/v1/t/410108/me"]
)
def test_another_host_is_refused_whoever_asks(huiji: County, host: str, path: str) -> None:
    app = open_app(huiji.sessions, DAY)
    me = sign_in(app, huiji, "prosecutor", DAY)
    client = app.test_client()
    client.set_cookie("ld_session", me.token)

    for method in ("GET", "POST"):
        answer = client.open(path, method=method, headers={"Host": host, "Accept": "text/html"})
        assert answer.status_code == 400, (method, answer.status_code)
        assert "evil" not in answer.text
        assert "evil" not in str(answer.headers)


@pytest.mark.parametrize(
    "header", ["X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-URL", "Forwarded", "X-Host"]
)
def test_no_header_makes_an_address_of_another_host(huiji: County, header: str) -> None:
    app = open_app(huiji.sessions, DAY)
    me = sign_in(app, huiji, "prosecutor", DAY)

    made = me.call("POST", f"/api/v1/t/{me.code}/me/feeds", **{header.replace("-", "_"): "evil.cn"})

    assert made.json["address"].startswith("http://localhost/feeds/")


def test_no_form_is_taken_without_its_token_or_from_elsewhere(
    huiji: County,
) -> None:
    app = open_app(huiji.sessions, DAY)
    me, other = (sign_in(app, huiji, who, DAY) for who in ("prosecutor", "handler"))
    pages = _posts(app)
    assert len(pages) > 15

    for page in pages:
        path = page.replace("<code>", me.code).replace("<mechanism>", "procuratorial_suggestion")
        client = app.test_client()
        client.set_cookie("ld_session", me.token)
        mine, foreign = form_token(me.token), form_token(other.token)
        for said in ({}, {"form_token": ""}, {"form_token": foreign}, {"form_token": "é"}):
            assert client.post(path, data=said, headers=SAME_SITE).status_code == 400, (page, said)
        for head in (
            {"Origin": "http://evil.example"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
        ):
            answer = client.post(path, data={"form_token": mine}, headers=head)
            assert answer.status_code == 400, (page, head)


def test_a_page_elsewhere_signs_nobody_in(app: Flask) -> None:
    said = {"account": "x", "password": "y"}
    for head in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert app.test_client().post("/sign-in", data=said, headers=head).status_code == 400


def test_the_interface_takes_no_write_of_a_cookie_from_elsewhere(
    huiji: County,
) -> None:
    app = open_app(huiji.sessions, DAY)
    me = sign_in(app, huiji, "prosecutor", DAY)
    client = app.test_client()
    client.set_cookie("ld_session", me.token)
    path = f"/api/v1/t/{me.code}/me/feeds"

    for head in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post(path, headers=head).status_code == 400
    assert client.post(path, headers=SAME_SITE).status_code == 201
    answer = client.options(path, headers={"Origin": "http://evil.example"})
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


def test_a_file_that_is_taken_away_can_run_nothing(huiji: County) -> None:
    app = open_app(huiji.sessions, DAY)
    me = sign_in(app, huiji, "prosecutor", DAY)
    sealed = huiji.sealed_file(store=app.extensions["liandong"].parts["files"])

    answer = me.call("GET", f"/api/v1/t/{me.code}/files/{sealed}")

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("stated", "named"),
    [
        ({"host": "0.0.0.0"}, ["LIANDONG_SECURE_COOKIES", "LIANDONG_HOSTS"]),  # noqa: S104
        ({"hosts": ("ld.gov.cn",)}, ["LIANDONG_SECURE_COOKIES"]),
        ({"hosts": ("*",), "secure_cookies": True}, ["LIANDONG_HOSTS"]),
        ({"accept_risks": ("everything",)}, ["LIANDONG_ACCEPT_RISKS"]),
    ],
)
def test_settings_that_weaken_are_refused_by_name(stated: dict, named: list[str]) -> None:
    with pytest.raises(UnsafeSettingsError) as refused:
        require_safe(Settings(**stated))

    assert [each.where for each in refused.value.problems] == named


def test_what_is_accepted_by_name_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    chosen = Settings(host="10.0.0.1", hosts=("*",), accept_risks=("plain_http", "any_host"))

    require_safe(chosen)

    assert [each.args[0] for each in caplog.records] == ["plain_http", "any_host"]
    assert trusted_hosts(chosen) == ()
    assert trusted_hosts(Settings()) == ("127.0.0.1", "localhost")


def test_no_variable_of_flask_makes_it_show_how_it_is_made(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")

    assert not create_app(app.extensions["liandong"].sessions, FileStore.at("memory://f")).debug

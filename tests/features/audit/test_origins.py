"""Who comes in states from where, from the first entry on: programs, visitors, who signs in."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

import orjson
import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.embedded import EmbeddedServer, clone, drop
from liandong.db.engine import open_engine, open_sessions
from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.features.accounts import service as accounts
from liandong.features.accounts.models import Login
from liandong.features.accounts.service.signing_in.counting import TRIES
from liandong.features.audit.models import AuditEntry
from liandong.features.clients import service as clients
from liandong.features.clients.service import NewClient
from liandong.features.visits import service as visits
from liandong.features.visits.service import AskedVisit
from liandong.kernel.visitors import Visitor
from liandong.web.rates import Rates
from support.counties import HUIJI, County, build_county, on
from support.http import open_app, sign_in
from support.provinces import build_province

DAY = "2026-04-27"
PASSWORD, LOGIN = "府检联动-Story-2026", f"{HUIJI}-handler"
ADDRESS = "203.0.113.9"
FROM = {"REMOTE_ADDR": ADDRESS}


@pytest.fixture(scope="module")
def county(server: EmbeddedServer, template: str) -> Iterator[County]:
    url = clone(server, template)
    engine = open_engine(url)
    county = build_county(open_sessions(engine))
    county.join("admin", "office", "tenant_admin")
    with global_session(county.sessions) as session:
        session.get_one(Login, LOGIN).password_hash = accounts.hash_password(PASSWORD)
    yield county
    engine.dispose()
    drop(server, url.partition("@/")[2].partition("?")[0])


@pytest.fixture
def app(county: County) -> Flask:
    return open_app(county.sessions, DAY)


def _said(sessions: sessionmaker[Session], action: str) -> list[dict[str, Any]]:
    with unit_of_work(sessions, HUIJI) as uow:
        query = select(AuditEntry).where(AuditEntry.action == action)
        found = uow.session.scalars(query.order_by(AuditEntry.position)).all()
        return [{**orjson.loads(each.body or ""), "actor": each.actor} for each in found]


def _client(county: County) -> tuple[UUID, str]:
    asked = NewClient(
        "执法平台",
        county.units["addressee"],
        ("handler",),
        ("read", "procuratorial_suggestion:serve"),
        date(2026, 10, 27),
    )
    with county.acting("admin", DAY) as (uow, me, clock):
        client, token = clients.create(uow, clock, me, asked)
        return client.id, token


def _call(app: Flask, token: str) -> int:
    path, sent = f"/api/v1/t/{HUIJI}/notices/read", {"Authorization": f"Bearer {token}"}
    browser = app.test_client()
    return browser.post(path, json={}, headers=sent, environ_base=FROM).status_code


def test_the_call_of_a_program_says_from_where_unless_it_was_one_too_many(
    app: Flask, county: County
) -> None:
    client_id, token = _client(county)
    app.extensions["liandong"].parts["rates"] = Rates(
        {"address": 9, "account": 1, "tenant": 9}, lambda: 0.0
    )

    assert _call(app, token) != 429
    assert _call(app, token) == 429

    (said,) = _said(county.sessions, "client.called")
    assert (said["from"]["door"], said["from"]["address"]) == ("api", ADDRESS)
    assert said["from"]["request"]
    assert (said["who"]["account"], said["who"]["name"]) == (str(client_id), "执法平台")
    assert said["actor"] == "client:执法平台"


def test_every_request_of_a_visitor_says_from_where(app: Flask, county: County) -> None:
    province = build_province(county.sessions)
    with province.acting("admin", DAY) as (_, me, clock):
        principal, at = me, clock
    asked = AskedVisit(str(HUIJI), "核对惠济区报送口径与依据是否一致", "configuration")
    _, token = visits.begin(province.sessions, at, principal, asked)
    caller = sign_in(app, province, "admin", DAY)
    caller.client.set_cookie("ld_session", caller.token)
    caller.client.set_cookie(f"ld_visit_{HUIJI}", token, path=f"/t/{HUIJI}")

    page = caller.client.get(f"/t/{HUIJI}/mechanisms", environ_base=FROM)

    assert page.status_code == 200
    (said,) = _said(county.sessions, "visit.requested")
    assert (said["from"]["door"], said["from"]["address"]) == ("browser", ADDRESS)
    assert said["from"]["session"]
    assert said["actor"] == "41-admin"


def _sign_on(county: County) -> object:
    with unit_of_work(county.sessions, HUIJI) as uow:
        login, visitor = uow.session.get_one(Login, LOGIN), Visitor(ADDRESS, "Firefox")
        return accounts.open_session(uow, on(DAY), login, visitor, issuer="https://id.example")


def _try(county: County, login: str, password: str, address: str = ADDRESS) -> object:
    given = accounts.Credentials(login, password)
    return accounts.sign_in(county.sessions, on(DAY), given, Visitor(address, "Firefox"))


@pytest.mark.parametrize("enter", [_sign_on, lambda county: _try(county, LOGIN, PASSWORD)])
def test_whoever_signs_in_is_named(county: County, enter: Callable[[County], object]) -> None:
    assert isinstance(enter(county), accounts.SignedIn)

    said = _said(county.sessions, "account.signed_in")[-1]
    who = said["who"]
    assert (who["login"], who["name"]) == (LOGIN, "handler")
    assert (who["account"], who["unit_id"]) == (
        str(county.people["handler"]),
        str(county.units["addressee"]),
    )
    assert said["actor"] == LOGIN


def test_a_sign_in_over_http_says_who_and_from_where(app: Flask, county: County) -> None:
    body = {"login": LOGIN, "password": PASSWORD}
    done = app.test_client().post("/api/v1/sessions", json=body, environ_base=FROM)

    assert done.status_code == 201
    said = _said(county.sessions, "account.signed_in")[-1]
    assert said["from"]["address"] == ADDRESS
    assert said["actor"] == LOGIN


def test_a_lock_names_the_login_that_was_tried_and_not_its_holder_as_the_one_who_tried(
    county: County,
) -> None:
    for _ in range(TRIES):
        _try(county, f"{HUIJI}-chief", "wrong", "198.51.100.7")

    said = _said(county.sessions, "account.locked")[-1]
    assert said["who"] == {"login": f"{HUIJI}-chief", "name": "chief", "unproven": True}
    assert said["account"] is None
    assert said["actor"] == f"{HUIJI}-chief"

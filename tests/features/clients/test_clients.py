"""Programs act within the policy and their scopes, and not at all once they are revoked."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from liandong.authz.generation import actions_of
from liandong.authz.vocabulary import DUTIES, ENDPOINTS
from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.entrypoints.wiring import wire
from liandong.features.accounts.models import FeedToken, SessionToken
from liandong.features.audit.models import AuditEntry
from liandong.features.audit.service import verify
from liandong.features.clients import service
from liandong.features.clients.models import Client, ClientToken
from liandong.features.clients.service import NewClient
from liandong.kernel.errors import ForbiddenError, InvalidInputError, NotFoundError
from support.counties import HUIJI, KEY, SHANDAN, County, build_county, on
from support.http import UNKNOWN, hidden_of, open_app, opening, routes, sign_in

DAY = "2026-04-27"
API = f"/api/v1/t/{HUIJI}"
LAST = date(2026, 10, 27)


@pytest.fixture
def county(sessions: sessionmaker[Session]) -> County:
    county = build_county(sessions)
    county.join("admin", "office", "tenant_admin")
    county.join("inner", "procuratorate", "tenant_admin")
    return county


@pytest.fixture
def app(sessions: sessionmaker[Session]) -> Flask:
    return open_app(sessions, DAY)


def asked(county: County, *scopes: str, **more: Any) -> NewClient:
    usual = NewClient(
        "执法平台", county.units["addressee"], ("handler",), scopes or ("read",), LAST
    )
    return replace(usual, **more)


def make(county: County, *scopes: str, who: str = "admin", **more: Any) -> tuple[UUID, str]:
    with county.acting(who, DAY) as (uow, me, clock):
        client, token = service.create(uow, clock, me, asked(county, *scopes, **more))
        return client.id, token


def call(app: Flask, token: str, path: str, method: str = "GET", body: object = None) -> Any:
    sent = {"Authorization": f"Bearer {token}"}
    return app.test_client().open(path, method=method, json=body, headers=sent)


def test_a_token_is_told_once_and_kept_as_a_hash(county: County) -> None:
    client_id, token = make(county)

    assert token.startswith("ldc_")
    with global_session(county.sessions) as session:
        kept = session.scalars(select(ClientToken)).one()
    assert (kept.client_id, kept.token_hash) == (
        client_id,
        hashlib.sha256(token.encode()).hexdigest(),
    )
    with unit_of_work(county.sessions, HUIJI) as uow:
        entry = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "client.created")
        ).one()
        assert token not in str(entry.content)
        assert entry.content["name"] == "执法平台"


def test_it_reads_what_its_seats_read(app: Flask, county: County) -> None:
    case_id = county.serve("2026-04-20")
    _, token = make(county)

    found = call(app, token, f"{API}/cases")
    me = call(app, token, f"{API}/me")

    assert [item["id"] for item in found.json["items"]] == [str(case_id)]
    assert (me.json["name"], me.json["duties"]) == ("执法平台", ["handler"])
    with global_session(county.sessions) as session:
        assert session.scalars(select(ClientToken.seen_at)).one() == on(DAY).now()


def test_a_draft_of_the_procuratorate_stays_unseen(app: Flask, county: County) -> None:
    case_id = county.open("2026-04-20")
    _, token = make(county)

    assert call(app, token, f"{API}/cases").json["items"] == []
    unseen = call(app, token, f"{API}/cases/procuratorial_suggestion/{case_id}")
    assert unseen.status_code == 404


@pytest.mark.parametrize("path", ["todo", "cases", "account", "clients", "mechanisms"])
def test_it_opens_no_page(app: Flask, county: County, path: str) -> None:
    _, token = make(county)
    browser = app.test_client()

    assert call(app, token, f"/t/{HUIJI}/{path}").location.startswith("/sign-in")
    browser.set_cookie("ld_session", token)
    assert browser.get(f"/t/{HUIJI}/{path}").location.startswith("/sign-in")
    assert browser.get(f"{API}/cases").status_code == 401


def test_reading_alone_changes_nothing_whatever_the_address(app: Flask, county: County) -> None:
    _, token = make(county)

    for path in ("/notices/read", "/me/feeds", "/cases/procuratorial_suggestion"):
        assert call(app, token, API + path, "POST", {}).status_code == 404, path

    with global_session(county.sessions) as session:
        assert session.scalars(select(FeedToken)).all() == []


def test_it_does_what_was_granted_and_nothing_beside(app: Flask, county: County) -> None:
    unit = county.units["procuratorate"]
    grant: dict[str, Any] = {"who": "inner", "unit_id": unit, "duties": ("prosecutor",)}
    _, opener = make(county, "read", "procuratorial_suggestion:open", **grant)
    _, reviser = make(county, "read", "procuratorial_suggestion:revise", name="另一个", **grant)
    path = f"{API}/cases/procuratorial_suggestion"
    body = opening(DAY, addressee=county.units["addressee"])

    refused = call(app, reviser, path, "POST", body)
    opened = call(app, opener, path, "POST", body)

    assert (refused.status_code, opened.status_code) == (404, 201), opened.text
    with unit_of_work(county.sessions, HUIJI) as uow:
        calls = select(AuditEntry).where(AuditEntry.action == "client.called")
        noted = [e.content["client"] for e in uow.session.scalars(calls.order_by("position"))]
        assert noted == ["另一个", "执法平台"]
        assert verify(uow) is None


def test_a_grant_never_widens_the_policy(app: Flask, county: County) -> None:
    with unit_of_work(county.sessions, HUIJI) as uow:
        with pytest.raises(InvalidInputError) as refused:
            service.create(uow, on(DAY), None, asked(county, "procuratorial_suggestion:open"))
        assert [each.where for each in refused.value.problems] == ["scopes"]
    _, token = make(county, "read")
    with unit_of_work(county.sessions, HUIJI) as uow:  # as if a wide grant had been kept
        client = uow.session.scalars(select(Client)).one()
        client.scopes = ["read", "procuratorial_suggestion:open", "platform:tenant.apply"]

    body = opening(DAY, addressee=county.units["addressee"])
    assert (
        call(app, token, f"{API}/cases/procuratorial_suggestion", "POST", body).status_code == 404
    )


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"name": ""}, "name"),
        ({"name": "长" * 61}, "name"),
        ({"duties": ()}, "duties"),
        ({"duties": ("unit_head",)}, "duties"),
        ({"duties": ("tenant_admin",)}, "duties"),
        ({"scopes": ()}, "scopes"),
        ({"scopes": ("*:*",)}, "scopes"),
        ({"scopes": ("page:todo",)}, "scopes"),
        ({"scopes": ("platform:clients.manage",)}, "scopes"),
        ({"scopes": ("platform:account.change_password",)}, "scopes"),
        ({"scopes": ("everything",)}, "scopes"),
        ({"expires_on": None}, "expires_on"),
        ({"expires_on": date(2026, 4, 26)}, "expires_on"),
        ({"expires_on": date(2027, 4, 28)}, "expires_on"),
        ({"unit_id": None}, "unit_id"),
    ],
)
def test_what_cannot_be_granted_is_named(county: County, more: dict[str, Any], where: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        make(county, **more)

    assert [each.where for each in refused.value.problems] == [where]


def test_the_longest_is_a_year_and_the_name_is_free_again_when_revoked(county: County) -> None:
    client_id, _ = make(county, expires_on=date(2027, 4, 27))
    with pytest.raises(InvalidInputError):
        make(county)
    with county.acting("admin", DAY) as (uow, me, clock):
        service.revoke(uow, clock, me, client_id)
    make(county)


def test_neither_authority_makes_or_ends_a_client_of_the_other(county: County) -> None:
    ours, theirs = county.units["procuratorate"], county.units["addressee"]
    for who, unit in (("admin", ours), ("inner", theirs)):
        with pytest.raises(InvalidInputError) as refused:
            make(county, who=who, unit_id=unit)
        assert [each.where for each in refused.value.problems] == ["unit_id"]
    client_id, _ = make(county, who="inner", unit_id=ours, duties=("prosecutor",))
    with county.acting("admin", DAY) as (uow, me, clock):
        assert service.list_clients(uow, me) == []
        with pytest.raises(NotFoundError):
            service.revoke(uow, clock, me, client_id)


@pytest.mark.parametrize("role", ["court", "discipline", "center_12309"])
def test_an_independent_body_has_its_own_administrator(
    sessions: sessionmaker[Session], role: str
) -> None:
    county = build_county(sessions, SHANDAN)
    county.units[role] = county.find_unit(role)
    county.join("admin", "office", "tenant_admin")
    county.join("inner", "procuratorate", "tenant_admin")
    county.join("theirs", role, "tenant_admin")
    with county.acting("theirs", DAY) as (uow, me, _):
        own = {unit.id for unit in service.manageable_units(uow, me)}
    assert county.units[role] in own
    assert county.units["addressee"] not in own
    for who in ("admin", "inner"):
        is_own = (who, role) == ("inner", "center_12309")
        with county.acting(who, DAY) as (uow, me, _):
            found = {unit.id for unit in service.manageable_units(uow, me)}
        assert (county.units[role] in found) == is_own
        assert (county.units["procuratorate"] in found) == (who == "inner")
        if not is_own:
            with pytest.raises(InvalidInputError) as refused:
                make(county, who=who, unit_id=county.units[role])
            assert [each.where for each in refused.value.problems] == ["unit_id"]


def test_making_and_ending_ask_who_it_is_once_more(app: Flask, county: County) -> None:
    client_id, _ = make(county)
    caller = sign_in(app, county, "admin", DAY)
    with global_session(county.sessions) as session:
        session.execute(update(SessionToken).values(confirmed_at=on("2026-04-26").now()))
    body = {
        "name": "另一个",
        "unit_id": str(county.units["addressee"]),
        "duties": ["handler"],
        "scopes": ["read"],
        "expires_on": LAST.isoformat(),
    }
    for answer in (
        caller.call("POST", f"{API}/clients", body),
        caller.call("DELETE", f"{API}/clients/{client_id}"),
    ):
        assert (answer.status_code, answer.json["code"]) == (401, "reauthentication.required")
    caller.client.set_cookie("ld_session", caller.token)
    base = f"/t/{HUIJI}/clients"
    form = hidden_of(caller.client.get(base).text, "form_token")
    for path in (base, f"{base}/{client_id}/revoke"):
        assert "再确认一次是您本人" in caller.client.post(path, data=form).text
    with unit_of_work(county.sessions, HUIJI) as uow:
        assert uow.session.scalars(select(Client.revoked_at)).all() == [None]


def test_no_address_fails_for_a_program_that_holds_everything(app: Flask, county: County) -> None:
    county.serve("2026-04-20")
    _, token = make(county, who="inner", unit_id=county.units["procuratorate"], duties=("desk",))
    with unit_of_work(county.sessions, HUIJI) as uow:  # every duty and word, as none is granted
        client = uow.session.scalars(select(Client)).one()
        every = [f"platform:{name}" for name in sorted(ENDPOINTS)]
        moves = [f"{KEY}:{action}" for _, action in actions_of(wire().registry.current(KEY))]
        client.duties, client.scopes = list(DUTIES), ["read", *every, *moves]
    app.testing = False
    answers = {}
    for route in routes(app, KEY):
        path = route.path(str(HUIJI), UNKNOWN)
        answer = call(app, token, path, route.method, route.body)
        answers[f"{route.method} {path}"] = answer
        if answer.status_code >= 400:
            assert answer.json["code"], path
    assert [path for path, answer in answers.items() if answer.status_code >= 500] == []
    confirmed = answers[f"POST {API}/me/confirmation"]
    assert (confirmed.status_code, confirmed.json["code"]) == (404, "not_found")
    own = ("/me/sessions", "/me/second-factor", "/me/delegations", "/me/feeds")
    refused = {a.status_code for path, a in answers.items() if any(part in path for part in own)}
    assert refused == {404}


def test_a_token_counts_in_the_header_of_the_interface_alone(app: Flask, county: County) -> None:
    _, token = make(county)
    path, client = f"{API}/cases", app.test_client()
    assert call(app, token, path).status_code == 200
    for headers in (
        {"X-Api-Key": token},
        {"Authorization": token},
        {"Authorization": f"Token {token}"},
        {"Authorization": f"Basic {token}"},
        {"Cookie": f"ld_session={token}"},
        {"Cookie": f"__Host-ld_session={token}"},
    ):
        assert client.get(path, headers=headers).status_code == 401, headers
    for query in ("access_token", "token", "api_key"):
        assert client.get(f"{path}?{query}={token}").status_code in {401, 422}


@pytest.mark.parametrize("who", ["handler", "chief", "office"])
def test_nobody_but_an_administrator_manages_clients(app: Flask, county: County, who: str) -> None:
    with pytest.raises(ForbiddenError):
        make(county, who=who)
    caller = sign_in(app, county, who, DAY)
    assert caller.call("GET", f"{API}/clients").status_code == 404
    caller.client.set_cookie("ld_session", caller.token)
    assert caller.client.get(f"/t/{HUIJI}/clients").status_code == 404


def test_revoked_expired_and_unknown_are_one_answer(
    sessions: sessionmaker[Session], county: County
) -> None:
    client_id, revoked = make(county)
    _, short = make(county, name="短期", expires_on=date(2026, 4, 28))
    one, another = open_app(sessions, DAY), open_app(sessions, DAY)
    later = open_app(sessions, "2026-04-29")
    for app in (one, another):
        assert call(app, revoked, f"{API}/cases").status_code == 200

    assert (
        sign_in(one, county, "admin", DAY)
        .call("DELETE", f"{API}/clients/{client_id}")
        .json["revoked_at"]
    )

    unknown = call(one, "ldc_unknown", f"{API}/cases")
    assert unknown.status_code == 401
    for answer in (
        call(one, revoked, f"{API}/cases"),
        call(another, revoked, f"{API}/cases"),
        call(later, short, f"{API}/cases"),
    ):
        assert (answer.status_code, answer.data) == (401, unknown.data)
    assert call(open_app(sessions, "2026-04-28"), short, f"{API}/cases").status_code == 200


def test_a_token_enters_its_own_county_alone(
    app: Flask, sessions: sessionmaker[Session], county: County
) -> None:
    build_county(sessions, SHANDAN)
    _, token = make(county)

    foreign = call(app, token, f"/api/v1/t/{SHANDAN}/cases")
    nowhere = call(app, token, "/api/v1/t/999999/cases")

    assert (foreign.status_code, foreign.data) == (404, nowhere.data)


def test_the_interface_tells_a_token_once_even_for_a_repeated_key(
    app: Flask, county: County
) -> None:
    caller = sign_in(app, county, "admin", DAY)
    body = {
        "name": "执法平台",
        "unit_id": str(county.units["addressee"]),
        "duties": ["handler"],
        "scopes": ["read"],
        "expires_on": LAST.isoformat(),
    }

    first = caller.call("POST", f"{API}/clients", body, Idempotency_Key="k")
    again = caller.call("POST", f"{API}/clients", body, Idempotency_Key="k")

    assert first.status_code == again.status_code == 201, first.text
    assert call(app, first.json["token"], f"{API}/cases").status_code == 200
    assert again.json == {**first.json, "token": None}
    listed = caller.call("GET", f"{API}/clients").json["items"]
    assert [each["hint"] for each in listed] == [first.json["token"][:8]]


def test_clients_follow_from_their_records(county: County) -> None:
    client_id, _ = make(county)
    make(county, name="另一个")
    with county.acting("admin", DAY) as (uow, me, clock):
        service.revoke(uow, clock, me, client_id)

    def state() -> list[dict[str, Any]]:
        with unit_of_work(county.sessions, HUIJI) as uow:
            found = uow.session.scalars(select(Client).order_by(Client.name)).all()
            names = Client.__table__.columns.keys()
            return [{name: getattr(each, name) for name in names} for each in found]

    before = state()
    with unit_of_work(county.sessions, HUIJI) as uow:
        service.rebuild(uow)
    assert state() == before
    assert [each["revoked_by"] for each in before] == [None, f"{HUIJI}-admin"]


@pytest.fixture
def browse(app: Flask, county: County) -> Callable[[str], FlaskClient]:
    def as_one(who: str) -> FlaskClient:
        caller = sign_in(app, county, who, DAY)
        caller.client.set_cookie("ld_session", caller.token)
        return caller.client

    return as_one


def test_the_page_makes_and_ends_a_client(
    app: Flask, county: County, browse: Callable[[str], FlaskClient]
) -> None:
    browser, base = browse("admin"), f"/t/{HUIJI}/clients"
    page = browser.get(base).text
    assert "还没有接口凭证" in page
    form = {
        **hidden_of(page, "form_token"),
        "name": "执法平台",
        "unit_id": str(county.units["addressee"]),
        "duties": "handler",
        "scopes": "read",
        "expires_on": "2026-10-27",
    }

    wrong = browser.post(base, data={**form, "scopes_more": "a:b", "expires_on": "2030-01-01"})
    assert wrong.status_code == 422
    assert "最长一年" in wrong.text
    assert "a:b" in wrong.text
    assert browser.post(base, data={**form, "form_token": "x"}).status_code == 400
    told = browser.post(base, data=form)
    assert told.status_code == 201
    token = told.text.partition('id="token" value="')[2].partition('"')[0]
    assert call(app, token, f"{API}/cases").status_code == 200
    listed = browser.get(base).text
    assert token not in listed
    assert token[:8] in listed
    path = listed.partition(f'action="{base}/')[2].partition('"')[0]
    gone = browser.post(f"{base}/{path}", data=hidden_of(listed, "form_token"))
    assert (gone.status_code, gone.location) == (303, f"{base}?done=revoked")
    assert "已停用，下一次请求起" in browser.get(gone.location).text
    assert call(app, token, f"{API}/cases").status_code == 401

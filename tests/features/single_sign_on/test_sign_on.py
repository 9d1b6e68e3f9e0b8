"""An identity enters the accounts that are linked to it, through the browser that set out."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.features.accounts.errors import GivenAboveError, OwnAccountError
from liandong.features.accounts.models import Account, SecondFactor, SessionToken
from liandong.features.accounts.service.signing_in.sessions import token_hash
from liandong.features.audit.models import AuditEntry
from liandong.features.documents.service import FileStore
from liandong.features.single_sign_on.models import Identity, SignOnFlow
from liandong.kernel.clock import SystemClock
from support.applications import app_over
from support.counties import HUIJI, SHANDAN, County, build_county
from support.http import hidden_of
from support.identity_provider import Running

MINE = f"/t/{HUIJI}/account/identity"


@pytest.fixture
def county(sessions: sessionmaker[Session]) -> County:
    county = build_county(sessions)
    county.join("admin", "office", "tenant_admin")
    return county


@pytest.fixture
def app(sessions: sessionmaker[Session], idp: Running) -> Flask:
    app = app_over(sessions, FileStore.at("memory://files"), SystemClock)
    app.extensions["liandong"].parts["provider"] = idp.known_as("liandong")
    return app


def enter(app: Flask, county: County, who: str) -> FlaskClient:
    """Return the browser of somebody who signed in with a password."""
    now, token = SystemClock().now(), f"{county.tenant_id}-{who}-now"
    with global_session(county.sessions) as session:
        session.merge(
            SessionToken(
                token_hash=token_hash(token),
                tenant_id=county.tenant_id,
                account_id=county.people[who],
                created_at=now,
                seen_at=now,
                expires_at=now + timedelta(hours=1),
            )
        )
    browser = app.test_client()
    browser.set_cookie("ld_session", token)
    return browser


@pytest.fixture
def come_back(app: Flask, idp: Running) -> Callable[..., Any]:
    def go(person: str, browser: FlaskClient | None = None, target: str = "/") -> Any:
        browser = browser or app.test_client()
        sent = browser.get(f"/sso/start?{urlencode({'next': target})}")
        assert sent.status_code == 303
        return browser, browser.get(idp.visit(sent.location, person))

    return go


def linked(county: County, who: str, subject: str, issuer: str) -> None:
    with global_session(county.sessions) as session:
        session.add(
            Identity(
                issuer=issuer,
                subject=subject,
                tenant_id=county.tenant_id,
                account_id=county.people[who],
                linked_at=SystemClock().now(),
                linked_by="test",
            )
        )


def audited(county: County, action: str) -> list[dict[str, Any]]:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        query = select(AuditEntry).where(AuditEntry.action == action)
        return [entry.content for entry in uow.session.scalars(query)]


def link_through_the_page(idp: Running, browser: FlaskClient, person: str) -> Any:
    form = hidden_of(browser.get(MINE).text, "form_token")
    page = browser.post(f"{MINE}/link", data=form)
    assert page.status_code == 200
    address = page.text.partition('ld-btn-primary" href="')[2].partition('"')[0]
    return browser.get(idp.visit(address.replace("&amp;", "&"), person))


def test_the_holder_links_and_signs_in_and_unlinks(
    app: Flask, idp: Running, county: County, come_back: Callable[..., Any]
) -> None:
    browser = enter(app, county, "handler")
    assert MINE in browser.get(f"/t/{HUIJI}/account").text
    done = link_through_the_page(idp, browser, "zhang")
    assert (done.status_code, done.location) == (303, f"{MINE}?done=linked")
    assert "绑定好了" in browser.get(done.location).text
    (said,) = audited(county, "identity.linked")
    assert (said["subject"], said["by"]) == ("zhang", f"{HUIJI}-handler")

    fresh, entered = come_back("zhang", target=f"/t/{HUIJI}/todo")

    assert (entered.status_code, entered.location) == (303, f"/t/{HUIJI}/todo")
    for part in ("HttpOnly", "SameSite=Lax"):
        assert part in entered.headers["Set-Cookie"]
    assert fresh.get(f"/t/{HUIJI}/todo").status_code == 200
    assert [each["issuer"] for each in audited(county, "account.signed_in")] == [idp.issuer]

    form = hidden_of(browser.get(MINE).text, "form_token")
    assert browser.post(f"{MINE}/unlink", data=form).status_code == 303
    _, again = come_back("zhang")
    assert again.status_code == 403
    assert len(audited(county, "identity.unlinked")) == 1


def test_who_is_not_linked_learns_what_to_do_and_nothing_of_accounts(
    county: County, come_back: Callable[..., Any]
) -> None:
    browser, answer = come_back("stranger")

    assert answer.status_code == 403
    assert "还没有绑定账号" in answer.text
    assert "stranger" in answer.text
    with global_session(county.sessions) as session:
        assert session.scalars(select(SessionToken)).all() == []
        assert session.scalars(select(Identity)).all() == []
    assert browser.get("/").location == "/sign-in"


def test_one_identity_chooses_among_its_counties(
    idp: Running,
    sessions: sessionmaker[Session],
    county: County,
    come_back: Callable[..., Any],
) -> None:
    other = build_county(sessions, SHANDAN)
    for each in (county, other):
        linked(each, "handler", "li", idp.issuer)

    browser, sent = come_back("li")
    assert sent.location == "/sso/choose"
    page = browser.get(sent.location).text
    assert "惠济区" in page
    assert "山丹县" in page
    ids = {part.partition('"')[0] for part in page.split('name="identity" value="')[1:]}
    with global_session(sessions) as session:
        theirs = session.scalars(select(Identity).where(Identity.tenant_id == SHANDAN)).one()
        assert len(ids) == 2
    form = {**hidden_of(page, "form_token"), "identity": str(theirs.id)}
    assert browser.post("/sso/choose", data=form).location == "/"
    assert browser.get("/").location.startswith(f"/t/{SHANDAN}/")
    assert browser.post("/sso/choose", data=form).status_code in {400, 422}


def test_nobody_chooses_an_account_of_somebody_else(
    idp: Running,
    sessions: sessionmaker[Session],
    county: County,
    come_back: Callable[..., Any],
) -> None:
    other = build_county(sessions, SHANDAN)
    for each in (county, other):
        linked(each, "handler", "li", idp.issuer)
    linked(county, "chief", "wang", idp.issuer)
    with global_session(sessions) as session:
        theirs = session.scalars(select(Identity.id).where(Identity.subject == "wang")).one()

    browser, sent = come_back("li")
    form = hidden_of(browser.get(sent.location).text, "form_token")
    refused = browser.post("/sso/choose", data={**form, "identity": str(theirs)})

    assert refused.status_code == 422
    with global_session(sessions) as session:
        assert session.scalars(select(SessionToken)).all() == []


def test_a_closed_account_is_not_entered(
    idp: Running, county: County, come_back: Callable[..., Any]
) -> None:
    linked(county, "handler", "zhang", idp.issuer)
    with unit_of_work(county.sessions, HUIJI) as uow:
        uow.session.execute(
            update(Account).where(Account.tenant_id == HUIJI).values(is_active=False)
        )

    _, answer = come_back("zhang")

    assert answer.status_code == 403


def _changed(path: str, **changed: str | None) -> str:
    parts = urlsplit(path)
    said = {key: values[0] for key, values in parse_qs(parts.query).items()} | changed
    return f"{parts.path}?{urlencode({k: v for k, v in said.items() if v is not None})}"


@pytest.mark.parametrize(
    "changed",
    [
        {"state": "another"},
        {"state": None},
        {"iss": "https://elsewhere.example"},
        {"iss": None},
        {"code": None},
        {"code": "another"},
        {"error": "access_denied"},
    ],
)
def test_an_answer_that_was_tampered_with_opens_nothing(
    app: Flask, idp: Running, county: County, changed: dict[str, str | None]
) -> None:
    linked(county, "handler", "zhang", idp.issuer)
    browser = app.test_client()
    back = idp.visit(browser.get("/sso/start").location, "zhang")

    refused = browser.get(_changed(back, **changed))

    assert refused.status_code == 422
    assert "统一身份认证没有完成" in refused.text
    assert browser.get(back).status_code == 422  # a way is gone once it was tried
    with global_session(county.sessions) as session:
        assert session.scalars(select(SessionToken)).all() == []
        assert session.scalars(select(SignOnFlow)).all() == []


def test_another_nonce_or_a_late_return_opens_nothing(
    app: Flask, idp: Running, county: County
) -> None:
    linked(county, "handler", "zhang", idp.issuer)
    ago = SystemClock().now() - timedelta(seconds=1)
    for changed in ({"nonce": "other"}, {"verifier": "v" * 64}, {"expires_at": ago}):
        browser = app.test_client()
        back = idp.visit(browser.get("/sso/start").location, "zhang")
        with global_session(county.sessions) as session:
            session.execute(update(SignOnFlow).values(**changed))
        assert browser.get(back).status_code == 422, changed
    with global_session(county.sessions) as session:
        assert session.scalars(select(SessionToken)).all() == []


def test_only_the_browser_that_set_out_comes_in(app: Flask, idp: Running, county: County) -> None:
    linked(county, "handler", "zhang", idp.issuer)
    attacker, victim = app.test_client(), app.test_client()
    back = idp.visit(attacker.get("/sso/start").location, "zhang")

    assert victim.get(back).status_code == 422
    victim.get("/sso/start")
    assert victim.get(back).status_code == 422
    assert attacker.get(back).status_code == 303


def test_a_link_is_made_for_the_session_that_asked_alone(
    app: Flask, idp: Running, county: County
) -> None:
    browser = enter(app, county, "handler")
    form = hidden_of(browser.get(MINE).text, "form_token")
    assert browser.post(f"{MINE}/link", data={"form_token": "x"}).status_code == 400
    page = browser.post(f"{MINE}/link", data=form).text
    address = page.partition('ld-btn-primary" href="')[2].partition('"')[0].replace("&amp;", "&")
    back = idp.visit(address, "zhang")
    other = enter(app, county, "chief")
    browser.set_cookie("ld_session", other.get_cookie("ld_session").value)  # type: ignore[union-attr]

    assert browser.get(back).status_code == 422
    with global_session(county.sessions) as session:
        assert session.scalars(select(Identity)).all() == []


def test_an_identity_or_an_account_is_linked_once(app: Flask, idp: Running, county: County) -> None:
    linked(county, "chief", "zhang", idp.issuer)
    linked(county, "handler", "li", idp.issuer)
    taken = link_through_the_page(idp, enter(app, county, "reviewer"), "zhang")
    assert taken.status_code == 409
    with global_session(county.sessions) as session:
        assert len(session.scalars(select(Identity)).all()) == 2


@pytest.mark.parametrize("target", ["https://e.example/", "//e.example", "/\\e.example"])
def test_the_way_back_never_leads_elsewhere(
    idp: Running, county: County, come_back: Callable[..., Any], target: str
) -> None:
    linked(county, "handler", "zhang", idp.issuer)

    assert come_back("zhang", target=target)[1].location == "/"


def test_an_administrator_states_the_subject_for_their_own_authority(
    app: Flask, county: County, come_back: Callable[..., Any]
) -> None:
    browser, base = enter(app, county, "admin"), f"/api/v1/t/{HUIJI}/identities"
    login = f"{HUIJI}-handler"

    made = browser.post(base, json={"login": login, "subject": "zhang"})
    twice = browser.post(base, json={"login": login, "subject": "li"})
    walled = browser.post(base, json={"login": f"{HUIJI}-chief", "subject": "wang"})
    unknown = browser.post(base, json={"login": "nobody", "subject": "wang"})

    assert (made.status_code, twice.status_code) == (201, 409), made.text
    assert walled.status_code == unknown.status_code == 422
    assert walled.data == unknown.data
    assert come_back("zhang")[1].status_code == 303
    listed: Any = browser.get(base).json
    assert [each["login"] for each in listed["items"]] == [login]
    assert browser.delete(f"{base}/{listed['items'][0]['id']}").status_code == 200
    assert come_back("zhang")[1].status_code == 403
    assert enter(app, county, "handler").get(base).status_code == 404


@pytest.mark.parametrize("role", ["court", "discipline", "center_12309"])
def test_neither_authority_links_an_account_of_another(
    app: Flask, sessions: sessionmaker[Session], role: str
) -> None:
    county = build_county(sessions, SHANDAN)
    county.units[role] = county.find_unit(role)
    county.join("admin", "office", "tenant_admin")
    county.join("inner", "procuratorate", "tenant_admin")
    county.join("theirs", role, "desk")
    base, login = f"/api/v1/t/{SHANDAN}/identities", f"{SHANDAN}-theirs"
    for who in ("admin", "inner"):
        browser = enter(app, county, who)
        made = browser.post(base, json={"login": login, "subject": "zhang"})
        is_own = (who, role) == ("inner", "center_12309")
        assert made.status_code == (201 if is_own else 422), made.text
        listed: Any = browser.get(base).json
        assert [each["login"] for each in listed["items"]] == ([login] if is_own else [])


def test_an_administrator_links_neither_themselves_nor_who_is_looked_after_above(
    app: Flask, county: County
) -> None:
    county.join("auditor", "office", "auditor")
    browser, base = enter(app, county, "admin"), f"/api/v1/t/{HUIJI}/identities"

    own = browser.post(base, json={"login": f"{HUIJI}-admin", "subject": "zhang"})
    above = browser.post(base, json={"login": f"{HUIJI}-auditor", "subject": "li"})

    assert own.status_code == OwnAccountError.status
    assert own.json["code"] == OwnAccountError.code  # type: ignore[index]
    assert above.status_code == GivenAboveError.status
    assert above.json["code"] == GivenAboveError.code  # type: ignore[index]
    with global_session(county.sessions) as session:
        assert session.scalars(select(Identity)).all() == []


def test_who_has_a_second_factor_is_asked_for_its_code_after_the_provider(
    idp: Running, county: County, come_back: Callable[..., Any]
) -> None:
    linked(county, "handler", "zhang", idp.issuer)
    now = SystemClock().now()
    with global_session(county.sessions) as session:
        session.add(
            SecondFactor(
                account_id=county.people["handler"],
                tenant_id=HUIJI,
                sealed=b"x",
                begun_at=now,
                confirmed_at=now,
                last_step=0,
            )
        )

    browser, answer = come_back("zhang")

    assert 'name="code"' in answer.text
    assert 'name="password"' not in answer.text
    assert browser.get_cookie("ld_session") is None
    with global_session(county.sessions) as session:
        assert session.scalars(select(SessionToken)).all() == []


def test_a_session_that_came_through_the_provider_is_no_fresh_proof(
    idp: Running, county: County, come_back: Callable[..., Any]
) -> None:
    linked(county, "admin", "zhang", idp.issuer)
    browser, _ = come_back("zhang")
    base = f"/api/v1/t/{HUIJI}/identities"
    form = hidden_of(browser.get(MINE).text, "form_token")
    (listed,) = browser.get(base).json["items"]

    for answer in (
        browser.post(base, json={"login": f"{HUIJI}-handler", "subject": "li"}),
        browser.delete(f"{base}/{listed['id']}"),
    ):
        assert (answer.status_code, answer.json["code"]) == (401, "reauthentication.required")
    for step in ("link", "unlink"):
        assert "再确认一次是您本人" in browser.post(f"{MINE}/{step}", data=form).text
    with global_session(county.sessions) as session:
        assert [each.subject for each in session.scalars(select(Identity))] == ["zhang"]


def test_over_https_the_cookie_of_a_way_is_of_this_host_alone(
    app: Flask, idp: Running, county: County
) -> None:
    linked(county, "handler", "zhang", idp.issuer)
    app.config["SECURE_COOKIES"] = True
    browser, base = app.test_client(), "https://localhost"
    sent = browser.get("/sso/start", base_url=base)
    kept = sent.headers["Set-Cookie"]

    assert kept.startswith("__Host-ld_flow=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(kept.split("; "))
    back = idp.visit(sent.location, "zhang")
    weak = app.test_client()
    weak.set_cookie("ld_flow", browser.get_cookie("__Host-ld_flow").value)  # type: ignore[union-attr]
    assert weak.get(back, base_url=base).status_code == 422
    came = browser.get(back, base_url=base)
    assert came.status_code == 303
    assert browser.get_cookie("__Host-ld_flow") is None


def test_the_sign_in_page_offers_it_and_signing_out_leads_to_the_provider(
    idp: Running, county: County, come_back: Callable[..., Any]
) -> None:
    linked(county, "handler", "zhang", idp.issuer)
    browser, _ = come_back("zhang")
    form = hidden_of(browser.get(f"/t/{HUIJI}/account").text, "form_token")

    assert browser.post("/sign-out", data=form).location == "/sign-in"
    page = browser.get("/sign-in").text
    left = browser.get("/sso/leave")

    assert "用省统一身份认证登录" in page
    assert "/sso/leave" in page
    assert left.location.startswith(f"{idp.issuer}/session/end?client_id=liandong&")
    assert "/sso/leave" not in browser.get("/sign-in").text


def test_without_a_provider_there_is_no_such_address(
    sessions: sessionmaker[Session], county: County
) -> None:
    app = app_over(sessions, FileStore.at("memory://files"), SystemClock)
    for path in ("/sso/start", "/sso/callback", "/sso/choose", "/sso/leave"):
        assert app.test_client().get(path).status_code == 404
    assert "/sso/" not in app.test_client().get("/sign-in").text
    assert enter(app, county, "handler").get(MINE).status_code == 404


def test_a_provider_that_is_silent_is_said_to_be(app: Flask, county: County) -> None:
    known = app.extensions["liandong"].parts["provider"]
    known._kept.clear()
    known.issuer = "http://127.0.0.1:1"

    answer = app.test_client().get("/sso/start")

    assert answer.status_code == 503
    assert "暂时没有回应" in answer.text
    with global_session(county.sessions) as session:
        session.execute(delete(SignOnFlow))


def test_no_secret_and_no_token_reaches_a_log(
    idp: Running, county: County, come_back: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    linked(county, "handler", "zhang", idp.issuer)
    caplog.set_level(logging.DEBUG)
    browser, _ = come_back("zhang")
    token = browser.get_cookie("ld_session").value  # type: ignore[union-attr]

    for secret in (token, "secret-of-liandong", "id_token", "code_verifier="):
        assert secret not in caplog.text

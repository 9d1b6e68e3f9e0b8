"""A second factor: set up, asked for, taken once; recovery codes; duties that cannot do without."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.master_keys import use_master_keys
from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.entrypoints.master_key import own_keys
from liandong.entrypoints.safety import duties_with_two_factors, require_safe
from liandong.entrypoints.settings import Settings
from liandong.features.accounts import service
from liandong.features.accounts.errors import FactorKeyError, SecondFactorOnError
from liandong.features.accounts.models import Login, RecoveryCode, SecondFactor
from liandong.features.audit.models import AuditEntry
from liandong.features.documents.service import FileStore
from liandong.kernel.clock import FixedClock
from liandong.kernel.errors import ConfigurationError, InvalidInputError
from liandong.kernel.visitors import Visitor
from support.applications import app_over
from support.counties import HUIJI, XUYI, County, build_county, on
from support.http import open_app, sign_in

DAY = "2026-04-27"
NOW = on(DAY)
PASSWORD, LOGIN = "府检联动-Story-2026", f"{HUIJI}-handler"
HOME = Visitor("198.51.100.7", "Firefox")


def _later(**by: float) -> FixedClock:
    return FixedClock(NOW.now() + timedelta(**by))


def _code(secret: str, clock: FixedClock = NOW) -> str:
    return pyotp.TOTP(secret).at(clock.now())


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    county = build_county(sessions)
    with global_session(sessions) as session:
        session.get(Login, LOGIN).password_hash = service.hash_password(PASSWORD)
    return county


def _set_up(county: County) -> tuple[str, list[str]]:
    """Return the secret and the recovery codes of the handler's second factor."""
    early = _later(minutes=-5)
    with county.acting("handler", DAY) as (uow, me, _):
        secret = service.begin_factor(uow, early, me)
        return secret, service.confirm_factor(uow, early, me, _code(secret, early))


def _enter(county: County, clock: FixedClock = NOW, **given: str) -> Any:
    credentials = service.Credentials(**{"login": LOGIN, "password": PASSWORD} | given)
    return service.sign_in(county.sessions, clock, credentials, HOME)


def test_who_has_it_on_needs_a_code_beside_the_password(huiji: County) -> None:
    secret, _ = _set_up(huiji)

    assert _enter(huiji).code == "sign_in.code_required"
    assert _enter(huiji, code="000000").code == "sign_in.code_wrong"
    assert _enter(huiji, password="x", code=_code(secret)).code == "sign_in.wrong"
    assert isinstance(_enter(huiji, code=_code(secret)), service.SignedIn)


def test_a_code_is_taken_once_and_none_before_it_any_more(huiji: County) -> None:
    secret, _ = _set_up(huiji)
    code, before = _code(secret), _code(secret, _later(seconds=-30))

    assert isinstance(_enter(huiji, code=code), service.SignedIn)
    assert _enter(huiji, code=code).code == "sign_in.code_wrong"
    assert _enter(huiji, code=before).code == "sign_in.code_wrong"
    assert isinstance(_enter(huiji, code=_code(secret, _later(seconds=30))), service.SignedIn)


@pytest.mark.parametrize(("seconds", "is_taken"), [(-60, 0), (-30, 1), (30, 1), (60, 0)])
def test_a_clock_may_be_half_a_minute_off(huiji: County, seconds: int, is_taken: int) -> None:
    secret, _ = _set_up(huiji)

    entered = _enter(huiji, code=_code(secret, _later(seconds=seconds)))
    assert isinstance(entered, service.SignedIn) is bool(is_taken)


def test_of_two_with_the_same_code_at_once_one_comes_in(huiji: County) -> None:
    secret, _ = _set_up(huiji)
    with ThreadPoolExecutor(3) as pool:
        results = list(pool.map(lambda _: _enter(huiji, code=_code(secret)), range(3)))

    assert sum(isinstance(each, service.SignedIn) for each in results) == 1


def test_a_recovery_code_opens_once_however_it_is_written(huiji: County) -> None:
    _, codes = _set_up(huiji)
    assert len(set(codes)) == 10

    assert isinstance(_enter(huiji, code=codes[0]), service.SignedIn)
    assert _enter(huiji, code=codes[0]).code == "sign_in.code_wrong"
    written = codes[1].replace("-", " ").upper()
    assert isinstance(_enter(huiji, code=written), service.SignedIn)
    with huiji.acting("handler", DAY) as (uow, me, _):
        assert service.standing_of(uow, me).n_codes_left == 8
        assert uow.session.scalars(select(RecoveryCode.code_hash)).all().count(codes[2]) == 0


def test_new_recovery_codes_end_the_former(huiji: County) -> None:
    _, codes = _set_up(huiji)
    with huiji.acting("handler", DAY) as (uow, me, clock):
        fresh = service.renew_recovery_codes(uow, clock, me)

    assert _enter(huiji, code=codes[0]).code == "sign_in.code_wrong"
    assert isinstance(_enter(huiji, code=fresh[0]), service.SignedIn)


def test_wrong_codes_lock_as_wrong_passwords_do_and_the_password_alone_forgives_nothing(
    huiji: County,
) -> None:
    secret, _ = _set_up(huiji)
    for _ in range(4):
        assert _enter(huiji, code="000000").code == "sign_in.code_wrong"
        assert _enter(huiji).code == "sign_in.code_required"

    assert _enter(huiji, code="000000").code == "sign_in.locked"
    assert _enter(huiji, code=_code(secret)).code == "sign_in.locked"


def test_the_word_between_password_and_code_is_short_lived_and_of_this_password(
    huiji: County,
) -> None:
    secret, _ = _set_up(huiji)
    step = _enter(huiji).step
    after = {"login": "", "password": "", "step": step}

    assert _enter(huiji, **after, code="1").code == "sign_in.code_wrong"
    assert _enter(huiji, _later(minutes=5), **after, code="1").code == "sign_in.expired"
    assert _enter(huiji, **{**after, "step": step[:-6] + "AAAA=="}).code == "sign_in.expired"
    assert _enter(huiji, **{**after, "step": "x"}).code == "sign_in.expired"
    assert isinstance(_enter(huiji, **after, code=_code(secret)), service.SignedIn)
    with global_session(huiji.sessions) as session:
        session.get(Login, LOGIN).password_hash = service.hash_password("another one")
    assert _enter(huiji, **after, code=_code(secret)).code == "sign_in.wrong"


def test_it_is_in_force_once_a_first_code_was_right(huiji: County) -> None:
    with huiji.acting("handler", DAY) as (uow, me, clock):
        secret = service.begin_factor(uow, clock, me)
        with pytest.raises(InvalidInputError):
            service.confirm_factor(uow, clock, me, "000000")
    assert isinstance(_enter(huiji), service.SignedIn)
    with huiji.acting("handler", DAY) as (uow, me, clock):
        service.confirm_factor(uow, clock, me, _code(secret))
        with pytest.raises(SecondFactorOnError):
            service.begin_factor(uow, clock, me)


def test_the_secret_lies_under_the_installations_key_and_moves_under_a_new_one(
    huiji: County,
) -> None:
    secret, _ = _set_up(huiji)
    with global_session(huiji.sessions) as session:
        assert secret.encode() not in session.scalars(select(SecondFactor)).one().sealed
    former, new = own_keys()[0], b"\x05" * 32
    try:
        use_master_keys(lambda: (new, former))
        with unit_of_work(huiji.sessions, HUIJI) as uow:
            assert service.rewrap_second_factors(uow).n_former == 1
        with unit_of_work(huiji.sessions, HUIJI) as uow:
            assert service.inspect_second_factors(uow).n_current == 1
        use_master_keys(lambda: (former,))
        with pytest.raises(FactorKeyError):
            _enter(huiji, code=_code(secret))
        use_master_keys(lambda: (new,))
        assert isinstance(_enter(huiji, code=_code(secret)), service.SignedIn)
    finally:
        use_master_keys(own_keys)


def test_what_happens_to_it_is_in_the_chain_without_any_code(huiji: County) -> None:
    secret, codes = _set_up(huiji)
    _enter(huiji, code=codes[0])
    with huiji.acting("handler", DAY) as (uow, me, clock):
        service.turn_off_factor(uow, clock, me.account_id, by=me.account_id)

    with unit_of_work(huiji.sessions, HUIJI) as uow:
        query = select(AuditEntry).where(AuditEntry.tenant_id == HUIJI)
        found = uow.session.scalars(query.where(AuditEntry.action.startswith("account."))).all()
    assert [each.action.removeprefix("account.") for each in found] == [
        "second_factor_on",
        "recovery_code_used",
        "signed_in",
        "second_factor_off",
    ]
    assert not any(word in str([e.content for e in found]) for word in (secret, *codes))
    assert isinstance(_enter(huiji), service.SignedIn)


def _token(page: str) -> str:
    return re.findall(r'name="form_token" value="([^"]*)"', page)[0]


def _browser(county: County) -> FlaskClient:
    browser = open_app(county.sessions, DAY).test_client()
    browser.post("/sign-in", data={"account": LOGIN, "password": PASSWORD})
    return browser


def test_somebody_sets_it_up_and_signs_in_with_it_on_the_pages(huiji: County) -> None:
    browser, base = _browser(huiji), f"/t/{HUIJI}/account/second-factor"
    token = {"form_token": _token(browser.get(base).text)}
    assert browser.post(f"{base}/begin", data=token).location == base
    page = browser.get(base).text
    assert 'src="data:image/svg+xml' in page
    secret = re.findall(r'ld-mono">([A-Z2-7 ]+)<', page)[0].replace(" ", "")
    wrong = browser.post(f"{base}/confirm", data={**token, "code": "000000"})
    assert (wrong.status_code, "验证码不对" in wrong.text) == (422, True)
    told = browser.post(f"{base}/confirm", data={**token, "code": _code(secret)})
    codes = re.findall(r"<li>((?:\w{4}-){3}\w{4})</li>", told.text)
    assert (told.status_code, len(codes)) == (201, 10)
    shown = browser.get(base).text
    assert "还有 10 个恢复码没有用过" in shown
    assert secret not in shown.replace(" ", "")

    other = open_app(huiji.sessions, DAY).test_client()
    asked = other.post("/sign-in", data={"account": LOGIN, "password": PASSWORD, "next": base})
    assert "ld_session" not in str(asked.headers)
    assert (asked.status_code, 'name="code"' in asked.text) == (200, True)
    assert PASSWORD not in asked.text
    step = re.findall(r'name="step" value="([^"]+)"', asked.text)[0]
    again = other.post("/sign-in", data={"step": step, "code": "000000", "next": base})
    assert (again.status_code, "验证码不对" in again.text) == (422, True)
    entered = other.post("/sign-in", data={"step": step, "code": codes[0], "next": base})
    assert (entered.status_code, entered.location) == (303, base)


def test_a_machine_is_told_that_a_code_is_missing(huiji: County) -> None:
    _, codes = _set_up(huiji)
    client = open_app(huiji.sessions, DAY).test_client()
    given = {"login": LOGIN, "password": PASSWORD}

    missing = client.post("/api/v1/sessions", json=given)
    assert (missing.status_code, missing.json["code"]) == (422, "sign_in.code_required")
    opened = client.post("/api/v1/sessions", json={**given, "code": codes[0]})
    assert opened.status_code == 201


def test_a_machine_sets_it_up_and_turns_it_off(huiji: County) -> None:
    client = open_app(huiji.sessions, DAY).test_client()
    token = client.post("/api/v1/sessions", json={"login": LOGIN, "password": PASSWORD})
    bearer = {"Authorization": f"Bearer {token.json['token']}"}
    base = f"/api/v1/t/{HUIJI}/me/second-factor"

    begun = client.post(base, headers=bearer).json
    assert begun["uri"].startswith("otpauth://totp/")
    body = {"code": _code(begun["secret"])}
    told = client.post(f"{base}/confirmation", json=body, headers=bearer)
    assert (told.status_code, len(told.json["codes"])) == (201, 10)
    assert client.get(base, headers=bearer).json == {"is_on": True, "codes_left": 10}
    assert len(client.post(f"{base}/codes", headers=bearer).json["codes"]) == 10
    assert client.delete(base, headers=bearer).json == {"is_on": False, "codes_left": 0}
    assert client.delete(base, headers=bearer).json["code"] == "second_factor.off"


@pytest.fixture
def strict(huiji: County) -> Callable[[], FlaskClient]:
    """The application of an installation that asks handlers for a second factor."""
    files, asked = FileStore.at("memory://files"), frozenset({"handler"})
    app = app_over(huiji.sessions, files, lambda _: NOW, second_factor_duties=asked)
    return app.test_client


def test_whose_duty_needs_one_opens_nothing_before_it_is_set_up(
    huiji: County, strict: Callable[[], FlaskClient]
) -> None:
    browser, base = strict(), f"/t/{HUIJI}/account/second-factor"
    browser.post("/sign-in", data={"account": LOGIN, "password": PASSWORD})
    for page in ("todo", "account", "cases"):
        assert browser.get(f"/t/{HUIJI}/{page}").location == base
    token = {"form_token": _token(browser.get(base).text)}
    assert browser.post(f"/t/{HUIJI}/account", data=token).status_code == 403
    machine = browser.get(f"/api/v1/t/{HUIJI}/cases")
    assert (machine.status_code, machine.json["code"]) == (403, "second_factor.required")

    browser.post(f"{base}/begin", data=token)
    secret = re.findall(r'ld-mono">([A-Z2-7 ]+)<', browser.get(base).text)[0].replace(" ", "")
    browser.post(f"{base}/confirm", data={**token, "code": _code(secret)})
    assert browser.get(f"/t/{HUIJI}/todo").status_code == 200
    assert huiji.people


def test_who_looks_after_others_needs_one_without_a_word_in_the_settings(huiji: County) -> None:
    required = duties_with_two_factors(Settings())
    files = FileStore.at("memory://files")
    app = app_over(huiji.sessions, files, lambda _: NOW, second_factor_duties=required)
    xuyi = build_county(huiji.sessions, XUYI)
    for county, asks in ((huiji, True), (xuyi, False)):  # 盱眙 rehearses
        for duty in ("tenant_admin", "province_admin", "auditor"):
            county.join(duty, "office", duty)
            refused = sign_in(app, county, duty, DAY).get().json["code"]
            assert (refused == "second_factor.required") is asks, duty
    assert sign_in(app, huiji, "head", DAY).get().status_code == 200


def test_weaker_defaults_are_said_aloud_and_an_open_door_has_to_be_named(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert duties_with_two_factors(Settings()) == {"tenant_admin", "province_admin", "auditor"}
    assert duties_with_two_factors(Settings(second_factor_duties="none")) == set()
    with pytest.raises(ConfigurationError):
        duties_with_two_factors(Settings(second_factor_duties="auditor,mayor"))
    require_safe(Settings())
    assert not caplog.records
    require_safe(Settings(second_factor_duties="auditor"))
    assert "province_admin, tenant_admin" in caplog.text

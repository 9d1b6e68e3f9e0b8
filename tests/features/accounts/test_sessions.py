from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.entrypoints.letting_in import find_login
from liandong.features.accounts import service
from liandong.features.accounts.models import Login, SessionToken, SignInCount
from liandong.features.accounts.service.signing_in import counting
from liandong.features.accounts.service.signing_in.counting import LOCKED_AT_MOST, LOCKED_FOR, TRIES
from liandong.features.accounts.service.signing_in.sessions import IDLE, LASTS
from liandong.features.audit.models import AuditEntry
from liandong.kernel.clock import FixedClock
from liandong.kernel.errors import ConflictError, NotFoundError, UnauthenticatedError
from liandong.kernel.visitors import Visitor
from support.counties import HUIJI, SHANDAN, County, build_county, on
from support.http import open_app

DAY = "2026-04-27"
NOW = on(DAY)
PASSWORD, LOGIN = "府检联动-Story-2026", f"{HUIJI}-handler"


def _later(by: timedelta) -> FixedClock:
    return FixedClock(NOW.now() + by)


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    county = build_county(sessions)
    with global_session(sessions) as session:
        session.get(Login, LOGIN).password_hash = service.hash_password(PASSWORD)
    return county


def _enter(  # noqa: ANN202
    county: County,
    password: str = PASSWORD,
    *,
    login: str = LOGIN,
    clock: FixedClock = NOW,
    address: str = "198.51.100.7",
):
    given = service.Credentials(login, password)
    return service.sign_in(county.sessions, clock, given, Visitor(address, "Firefox"))


def test_the_right_password_opens_a_session_that_knows_its_county(huiji: County) -> None:
    opened = _enter(huiji)

    assert (opened.tenant_id, opened.account_id) == (HUIJI, huiji.people["handler"])
    with global_session(huiji.sessions) as session:
        assert service.find_session(session, NOW, opened.token).account_id == opened.account_id


def test_whether_account_or_password_was_wrong_is_not_said(huiji: County) -> None:
    wrong, unknown = _enter(huiji, "x"), _enter(huiji, "x", login="nobody")

    assert (type(wrong), str(wrong)) == (type(unknown), str(unknown))


def test_after_too_many_wrong_passwords_the_right_one_waits_too(huiji: County) -> None:
    results = [_enter(huiji, "x") for _ in range(TRIES)]

    assert isinstance(results[-1], service.LockedError)
    assert isinstance(_enter(huiji), service.LockedError)
    soon, then = _later(LOCKED_FOR - timedelta(seconds=1)), _later(LOCKED_FOR)
    assert isinstance(_enter(huiji, clock=soon), service.LockedError)
    assert isinstance(_enter(huiji, clock=then), service.SignedIn)


def _lock(county: County, clock: FixedClock, login: str = LOGIN) -> timedelta:
    """Try until it locks; return for how long."""
    results = [_enter(county, "x", login=login, clock=clock) for _ in range(TRIES)]
    assert [type(each) for each in results[:-1]] == [service.WrongPasswordError] * (TRIES - 1)
    return timedelta(seconds=results[-1].retry_after)


@pytest.mark.parametrize("login", [LOGIN, "nobody"])
def test_each_lock_lasts_twice_as_long_up_to_a_limit(huiji: County, login: str) -> None:
    after, locks = timedelta(0), []
    for _ in range(7):
        locks.append(_lock(huiji, _later(after), login))
        after += locks[-1]

    assert locks[:5] == [LOCKED_FOR * 2**n for n in range(5)]
    assert locks[5:] == [LOCKED_AT_MOST] * 2


def test_a_right_password_ends_the_doubling_and_so_does_a_day(huiji: County) -> None:
    assert _lock(huiji, NOW) == LOCKED_FOR
    assert isinstance(_enter(huiji, clock=_later(LOCKED_FOR)), service.SignedIn)
    assert _lock(huiji, _later(LOCKED_FOR)) == LOCKED_FOR
    tomorrow = _later(timedelta(hours=25))
    assert _lock(huiji, tomorrow) == LOCKED_FOR


def test_a_lock_is_lifted_by_who_made_sure_whose_it_is(huiji: County) -> None:
    _lock(huiji, NOW)
    found = find_login(huiji.sessions, LOGIN)
    with unit_of_work(huiji.sessions, HUIJI) as uow:
        service.unlock(uow, NOW, found)

    assert isinstance(_enter(huiji), service.SignedIn)
    with pytest.raises(NotFoundError):
        find_login(huiji.sessions, "nobody")


def test_a_lock_of_a_login_is_in_the_chain_and_one_of_nobody_is_not(huiji: County) -> None:
    _lock(huiji, NOW)
    _lock(huiji, NOW, "nobody")

    with unit_of_work(huiji.sessions, HUIJI) as uow:
        query = select(AuditEntry).where(AuditEntry.tenant_id == HUIJI)
        found = uow.session.scalars(query.where(AuditEntry.action.startswith("account."))).all()
        assert [(e.action, e.subject) for e in found] == [
            ("account.locked", f"accounts/{huiji.people['handler']}")
        ]
        assert found[0].content == {"address": "198.51.100.7", "minutes": 10}


def _guess(county: County, address: str, n: int, clock: FixedClock = NOW) -> list[object]:
    """Try one password with many logins, from one address."""
    return [_enter(county, "x", login=f"one-{k}", clock=clock, address=address) for k in range(n)]


def test_guessing_many_logins_from_one_address_is_slowed(
    huiji: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "BY_ADDRESS", 8)
    tried = _guess(huiji, "203.0.113.9", 9)

    assert [isinstance(each, service.SlowedError) for each in tried] == [False] * 8 + [True]
    assert tried[-1].retry_after == counting.WINDOW.total_seconds()
    assert isinstance(_enter(huiji, address="203.0.113.9"), service.SlowedError)
    assert isinstance(_enter(huiji, address="203.0.113.10"), service.SignedIn)
    then = _later(counting.WINDOW)
    assert isinstance(_enter(huiji, clock=then, address="203.0.113.9"), service.SignedIn)


def test_the_addresses_of_one_ipv6_network_count_as_one(
    huiji: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "BY_ADDRESS", 2)
    for k in range(2):
        _guess(huiji, f"2001:db8:0:1::{k}", 1)

    assert isinstance(_enter(huiji, address="2001:db8:0:1:ffff::9"), service.SlowedError)
    assert isinstance(_enter(huiji, address="2001:db8:0:2::9"), service.SignedIn)


def test_a_county_guessed_at_from_many_addresses_leaves_each_of_them_less(
    huiji: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "BY_COUNTY", 4)
    monkeypatch.setattr(counting, "BY_ADDRESS_UNDER_ATTACK", 2)
    for k in range(2):
        _enter(huiji, "x", address=f"203.0.113.{k}")
    assert _guess(huiji, "203.0.113.50", 3)[-1].code == "sign_in.wrong"
    for k in range(2):
        _enter(huiji, "x", address=f"203.0.113.{k + 5}")

    assert _guess(huiji, "203.0.113.50", 1)[-1].code == "sign_in.slowed"
    assert isinstance(_enter(huiji, address="203.0.113.99"), service.SignedIn)


def test_guessing_at_logins_nobody_has_slows_its_own_address_and_nobody_else(
    huiji: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "BY_COUNTY", 4)
    monkeypatch.setattr(counting, "BY_ADDRESS", 8)
    monkeypatch.setattr(counting, "BY_ADDRESS_UNDER_ATTACK", 2)
    _enter(huiji, "x", address="203.0.113.60", login="mistyped")
    _enter(huiji, "x", address="203.0.113.60")

    tried = _guess(huiji, "203.0.113.50", 9)

    assert [each.code for each in tried] == ["sign_in.wrong"] * 8 + ["sign_in.slowed"]
    assert isinstance(_enter(huiji, address="203.0.113.60"), service.SignedIn)


def test_tries_at_the_same_moment_are_all_counted(huiji: County) -> None:
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: _enter(huiji, "x"), range(TRIES + 3)))

    codes = [each.code for each in results]
    assert codes.count("sign_in.wrong") == TRIES - 1
    assert codes.count("sign_in.locked") == 4


def test_what_was_counted_is_swept_a_day_later_and_a_lock_is_not(huiji: County) -> None:
    _enter(huiji, "x", login="nobody")
    _enter(huiji)
    service.sweep(huiji.sessions, _later(timedelta(hours=23)))
    assert _n(huiji, SignInCount) == 3
    assert _n(huiji, SessionToken) == 0
    service.sweep(huiji.sessions, _later(timedelta(hours=25)))
    assert _n(huiji, SignInCount) == 0


def _n(county: County, table: type) -> int:
    with global_session(county.sessions) as session:
        return session.scalar(select(func.count()).select_from(table))


def test_a_session_ends_when_idle_when_old_and_when_left(huiji: County) -> None:
    token = _enter(huiji).token

    def find(clock: FixedClock) -> None:
        with global_session(huiji.sessions) as session:
            service.find_session(session, clock, token)

    find(_later(IDLE))
    with pytest.raises(UnauthenticatedError):
        find(_later(IDLE * 2 + timedelta(seconds=1)))
    with pytest.raises(UnauthenticatedError):
        find(_later(LASTS + timedelta(seconds=1)))
    with global_session(huiji.sessions) as session:
        service.sign_out(session, token)
    with pytest.raises(UnauthenticatedError):
        find(NOW)


def test_a_duty_that_ended_opens_nothing_from_the_next_day(huiji: County) -> None:
    account_id = huiji.people["office"]
    with unit_of_work(huiji.sessions, HUIJI) as uow:
        service.end_duty(uow, NOW, account_id, "office_clerk", "admin")

    with unit_of_work(huiji.sessions, HUIJI) as uow:
        assert service.load_principal(uow, NOW, account_id).duties == {"office_clerk"}
        assert service.load_principal(uow, on("2026-04-28"), account_id).duties == set()


def test_a_duty_opens_nothing_before_its_first_day(huiji: County) -> None:
    with unit_of_work(huiji.sessions, HUIJI) as uow:
        early = service.load_principal(uow, on("2023-12-31"), huiji.people["office"])

    assert early.duties == set()


def test_a_login_is_one_persons_in_all_counties(huiji: County) -> None:
    unit_id = build_county(huiji.sessions, SHANDAN).units["office"]

    with (
        pytest.raises(ConflictError),
        unit_of_work(huiji.sessions, SHANDAN) as uow,
    ):
        service.create(
            uow,
            NOW,
            login=LOGIN,
            password=PASSWORD,
            name="同名",
            unit_id=unit_id,
            duties=(),
            held_from=NOW.today(),
        )


def test_a_machine_signs_in_reads_who_it_is_and_leaves(huiji: County) -> None:
    client = open_app(huiji.sessions, DAY).test_client()

    opened = client.post("/api/v1/sessions", json={"login": LOGIN, "password": PASSWORD})
    assert opened.status_code == 201
    bearer = {"Authorization": f"Bearer {opened.json['token']}"}
    me = client.get(f"/api/v1/t/{opened.json['tenant']}/me", headers=bearer)
    assert (me.json["login"], me.json["duties"]) == (LOGIN, ["handler", "liaison"])
    assert client.delete("/api/v1/sessions", headers=bearer).status_code == 204
    assert client.get(f"/api/v1/t/{HUIJI}/me", headers=bearer).status_code == 401
    wrong = client.post("/api/v1/sessions", json={"login": LOGIN, "password": "x"})
    assert (wrong.status_code, wrong.json["code"]) == (422, "sign_in.wrong")

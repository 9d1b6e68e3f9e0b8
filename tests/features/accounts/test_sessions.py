from datetime import timedelta

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.features.accounts import service
from liandong.features.accounts.models import Login
from liandong.features.accounts.service.sessions import IDLE, LASTS, LOCKED_FOR, TRIES
from liandong.kernel.clock import FixedClock
from liandong.kernel.errors import ConflictError, UnauthenticatedError
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


def _enter(county: County, password: str = PASSWORD, *, login: str = LOGIN, clock=NOW):  # noqa: ANN001, ANN202
    with global_session(county.sessions) as session:
        return service.sign_in(session, clock, login, password)


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

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.accounts import service as accounts
from liandong.features.documents.service import FileStore
from liandong.features.units.service import list_active
from liandong.kernel.clock import FixedClock
from support.applications import app_over

HUIJI = 410108
LOGIN, PASSWORD = "hj-lly", "tie-guanyin-2026-cha"


@pytest.fixture
def client(
    sessions: sessionmaker[Session], clock: FixedClock, tmp_path: Path
) -> Callable[[], FlaskClient]:
    with unit_of_work(sessions, HUIJI) as uow:
        bureau = next(u for u in list_active(uow) if u.kind == "enforcement_department")
        accounts.create(
            uow,
            clock,
            login=LOGIN,
            password=PASSWORD,
            name="联络员甲",
            unit_id=bureau.id,
            duties=("liaison", "handler"),
            held_from=date(2024, 1, 1),
        )
    app = app_over(sessions, FileStore.at(str(tmp_path)), lambda _zone: clock)
    return app.test_client


def sign_in(browser: FlaskClient, password: str = PASSWORD, **more: str) -> Any:
    return browser.post("/sign-in", data={"account": LOGIN, "password": password, **more})


def token(html: str) -> str:
    return html.partition('name="form_token" value="')[2].partition('"')[0]


def test_who_is_not_signed_in_is_sent_to_the_door_and_back(
    client: Callable[[], FlaskClient],
) -> None:
    browser = client()
    sent = browser.get("/t/410108/account?x=1")
    assert (sent.status_code, sent.location) == (
        302,
        "/sign-in?next=%2Ft%2F410108%2Faccount%3Fx%3D1",
    )
    form = browser.get(sent.location).text
    assert 'value="/t/410108/account?x=1"' in form
    back = sign_in(browser, next="/t/410108/account?x=1")
    assert (back.status_code, back.location) == (303, "/t/410108/account?x=1")
    page = browser.get(back.location)
    assert page.status_code == 200
    assert "4月27日 星期一" in page.text
    assert "郑州市惠济区" in page.text


def test_a_machine_that_is_not_signed_in_gets_a_problem(
    client: Callable[[], FlaskClient],
) -> None:
    answer = client().get("/api/v1/t/410108/me")
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")


@pytest.mark.parametrize("address", ["https://e.example/", "//e.example", "/\\e.example", "x"])
def test_the_way_back_never_leads_elsewhere(
    client: Callable[[], FlaskClient], address: str
) -> None:
    assert sign_in(client(), next=address).location == "/"


def test_a_wrong_password_and_a_wrong_account_read_the_same(
    client: Callable[[], FlaskClient],
) -> None:
    browser = client()
    wrong = sign_in(browser, "not-it-at-all")
    unknown = browser.post("/sign-in", data={"account": "nobody", "password": "x"})
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert wrong.text == unknown.text.replace('value="nobody"', f'value="{LOGIN}"')
    assert "账号或密码不对" in wrong.text


def test_the_cookie_is_out_of_reach_of_scripts(client: Callable[[], FlaskClient]) -> None:
    given = sign_in(client()).headers["Set-Cookie"]
    assert "HttpOnly" in given
    assert "SameSite=Lax" in given
    assert "Secure" not in given


def test_signing_out_ends_the_session(client: Callable[[], FlaskClient]) -> None:
    browser = client()
    sign_in(browser)
    page = browser.get("/t/410108/account").text
    assert browser.post("/sign-out").status_code == 400
    assert browser.post("/sign-out", data={"form_token": token(page)}).location == "/sign-in"
    assert browser.get("/t/410108/account").status_code == 302


def test_home_is_the_first_entry_of_the_sidebar(client: Callable[[], FlaskClient]) -> None:
    browser = client()
    assert browser.get("/").location == "/sign-in"
    sign_in(browser)
    assert browser.get("/").location == "/t/410108/todo"


def test_english_is_for_who_chose_it(client: Callable[[], FlaskClient]) -> None:
    browser = client()
    assert 'lang="zh-CN"' in browser.get("/sign-in", headers={"Accept-Language": "en"}).text
    assert 'html lang="en"' in browser.get("/sign-in?language=en").text
    sign_in(browser)
    page = browser.get("/t/410108/account").text
    assert 'html lang="en"' in page
    switched = browser.post(
        "/language",
        data={"language": "zh-CN", "form_token": token(page), "next": "/t/410108/account"},
    )
    assert switched.location == "/t/410108/account"
    assert 'html lang="zh-CN"' in browser.get("/t/410108/account").text


def test_a_password_is_changed_by_who_knows_the_old_one(
    client: Callable[[], FlaskClient],
) -> None:
    browser, other = client(), client()
    sign_in(browser)
    sign_in(other)
    key = token(browser.get("/t/410108/account").text)
    new = "huangshan-maofeng-77"

    def change(old: str, first: str, again: str) -> Any:
        data = {"form_token": key, "old": old, "password": first, "again": again}
        return browser.post("/t/410108/account", data=data)

    assert "现在的密码不对" in change("wrong", new, new).text
    assert "两次输入的新密码不一样" in change(PASSWORD, new, "another").text
    weak = change(PASSWORD, "1234567890", "1234567890")
    assert (weak.status_code, "容易被猜到" in weak.text) == (422, True)
    assert change(PASSWORD, new, new).status_code == 303
    assert "密码改好了" in browser.get("/t/410108/account?done=password").text
    assert other.get("/t/410108/account").status_code == 302
    assert sign_in(client(), new).status_code == 303


def test_another_county_looks_like_no_county(client: Callable[[], FlaskClient]) -> None:
    browser = client()
    sign_in(browser)
    foreign, unknown = browser.get("/t/320830/account"), browser.get("/t/999999/account")
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert "没有这一件，或者您看不到" in foreign.text


def test_assets_are_kept_by_their_content(client: Callable[[], FlaskClient]) -> None:
    browser = client()
    page = browser.get("/sign-in").text
    address = page.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
    assert "?v=" in address
    with browser.get(address) as sheet:
        assert "immutable" in sheet.headers["Cache-Control"]

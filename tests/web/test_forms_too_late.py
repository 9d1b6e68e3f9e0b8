"""A form that comes too late loses nothing: what happened, what was typed, the way on."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.features.accounts.models import SessionToken
from liandong.features.cases.models import Case
from support.browsing import Visit, visit
from support.counties import HUIJI, County, build_county

__all__ = ["visit"]
PAGE = "/t/410108/suggestions/new"
TYPED = {
    "facts.title": "规范停车",
    "facts.facts": "第一行\n<b>第二行</b>",
    "contents": ["划定停放区域", "清理盲道"],
    "addressee": "00000000-0000-0000-0000-000000000001",
    "step": "submit",
    "idempotency_key": "k",
}


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions, HUIJI)


def assert_kept(text: str) -> None:
    for words in ("规范停车", "&lt;b&gt;第二行&lt;/b&gt;", "划定停放区域", "清理盲道"):
        assert words in text
    assert text.count("readonly") == 4
    assert 'class="ld-label" for="kept-1">标题<' in text
    assert "没有保存" in text
    assert TYPED["addressee"] not in text


def n_cases(county: Any) -> int:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        return uow.session.scalar(select(func.count()).select_from(Case)) or 0


def test_an_expired_session(huiji: County, visit: Visit, sessions: sessionmaker[Session]) -> None:
    browser = visit(huiji, "prosecutor")
    token = browser.get(PAGE).text.partition('name="form_token" value="')[2].partition('"')[0]
    with global_session(sessions) as session:
        for each in session.scalars(select(SessionToken)):
            each.expires_at -= timedelta(days=1)
    back = {"Referer": f"http://localhost{PAGE}?a=1"}
    answer = browser.post(PAGE, data={**TYPED, "form_token": token}, headers=back)
    assert answer.status_code == 401
    assert "登录已过期" in answer.text
    assert "重新登录" in answer.text
    assert "/sign-in?next=%2Ft%2F410108%2Fsuggestions%2Fnew%3Fa%3D1" in answer.text
    assert_kept(answer.text)
    assert n_cases(huiji) == 0


def test_nobody_signed_in_any_more(huiji: County, visit: Visit) -> None:
    browser = visit(huiji, "prosecutor").application.test_client()
    answer = browser.post(PAGE, data=TYPED)
    assert answer.status_code == 401
    assert_kept(answer.text)


@pytest.mark.parametrize("token", [{}, {"form_token": "x"}, {"form_token": "中文"}])
def test_a_form_of_another_session(huiji: County, visit: Visit, token: dict[str, str]) -> None:
    answer = visit(huiji, "prosecutor").post(PAGE, data={**TYPED, **token})
    assert answer.status_code == 400
    assert "页面已过期，请再提交一次" in answer.text
    assert f'href="{PAGE}"' in answer.text
    assert_kept(answer.text)
    assert n_cases(huiji) == 0


def test_in_english(huiji: County, visit: Visit) -> None:
    browser = visit(huiji, "prosecutor")
    browser.set_cookie("ld_language", "en")
    text = browser.post(PAGE, data=TYPED).text
    assert "The page has expired; please submit it once more" in text
    assert "Nothing was saved" in text
    assert 'for="kept-1">Title<' in text


def test_a_password_is_never_shown_again(huiji: County, visit: Visit) -> None:
    browser = visit(huiji, "prosecutor")
    secret = {"old": "altes-Geheimnis", "first": "neues-Geheimnis", "again": "neues-Geheimnis"}
    assert "Geheimnis" not in browser.post("/t/410108/account/password", data=secret).text
    assert "Geheimnis" not in browser.post("/sign-in", data={"password": "altes-Geheimnis"}).text


def test_the_way_back_never_leads_elsewhere(huiji: County, visit: Visit) -> None:
    browser = visit(huiji, "prosecutor")
    for odd in ("http://evil.example/t/1", "javascript:alert(1)", "http://localhost//evil.example"):
        text = browser.post(PAGE, data=TYPED, headers={"Referer": odd}).text
        assert "evil" not in text
        assert "javascript:" not in text


def test_machines_keep_the_problem_document(huiji: County, visit: Visit) -> None:
    browser = visit(huiji, "prosecutor").application.test_client()
    answer = browser.post("/api/v1/t/410108/notices/read")
    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"

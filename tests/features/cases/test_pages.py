"""Each page as each of the people: it renders, says what is true, and shows no draft."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from liandong.authz import navigation
from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.entrypoints.app import create_app
from liandong.features.accounts import service as accounts
from liandong.features.accounts.models import SessionToken
from liandong.features.documents.service import FileStore
from liandong.kernel.clock import FixedClock

TITLE = "加强校园周边食品经营监管"
SECRET = "还没想好的草稿标题"
PEOPLE = ("prosecutor", "reviewer", "chief", "handler", "head", "bystander", "office")
Visit = Callable[[Any, str], FlaskClient]


@pytest.fixture
def visit(sessions: sessionmaker[Session], clock: FixedClock, tmp_path: Path) -> Visit:
    """A browser in which one of a county's people is signed in."""
    app = create_app(sessions, FileStore.at(str(tmp_path)), clock=lambda _zone: clock)
    app.testing = True

    def enter(county: Any, who: str) -> FlaskClient:
        browser, token = app.test_client(), f"{county.tenant_id}-{who}"
        with global_session(sessions) as session:
            digest = hashlib.sha256(token.encode()).hexdigest()
            if session.get(SessionToken, digest) is None:
                session.add(
                    SessionToken(
                        token_hash=digest,
                        tenant_id=county.tenant_id,
                        account_id=county.people[who],
                        created_at=clock.now(),
                        seen_at=clock.now(),
                        expires_at=clock.now() + timedelta(hours=1),
                    )
                )
        browser.set_cookie("ld_session", token)
        return browser

    return enter


def pages_of(county: Any, who: str, clock: FixedClock) -> list[str]:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        principal = accounts.load_principal(uow, clock, county.people[who])
    entries = [e for e in navigation(principal.policy, principal) if e != "overview"]
    return [*entries, "account", "notices"]


def page(browser: FlaskClient, county: Any, path: str) -> str:
    answer = browser.get(f"/t/{county.tenant_id}/{path}")
    assert answer.status_code == 200, answer.text[-2000:]
    return answer.text


@pytest.fixture
def huiji(county: Callable[..., Any]) -> Any:
    """One suggestion to be answered, one that waits for its receipt, one still a draft."""
    huiji = county()
    huiji.serve("2026-03-02", items=2)
    huiji.issue("2026-04-20", title="规范农贸市场活禽经营")
    huiji.open("2026-04-24", title=SECRET)
    return huiji


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_renders_for_everybody(
    huiji: Any, visit: Visit, clock: FixedClock, who: str
) -> None:
    browser = visit(huiji, who)
    for path in pages_of(huiji, who, clock):
        text = page(browser, huiji, path)
        assert "郑州市惠济区" in text
        if who not in {"prosecutor", "reviewer", "chief"}:
            assert SECRET not in text


def test_the_bureau_sees_what_to_finish_by_when_and_why(huiji: Any, visit: Visit) -> None:
    text = page(visit(huiji, "handler"), huiji, "todo")
    assert f"回复：{TITLE}" in text
    assert "剩 4 个工作日" in text
    assert "第十九条" in text
    assert "签收检察建议书：规范农贸市场活禽经营" in text
    assert "今天要办 1 件" in text


def test_the_head_has_nothing_to_sign_yet(huiji: Any, visit: Visit) -> None:
    browser = visit(huiji, "head")
    mine, unit = page(browser, huiji, "todo"), page(browser, huiji, "todo?scope=unit")
    assert "本单位 承办人" in mine
    assert f"回复：{TITLE}" in unit


def test_the_procuratorate_sees_its_drafts_and_whom_it_waits_for(huiji: Any, visit: Visit) -> None:
    text = page(visit(huiji, "prosecutor"), huiji, "todo")
    assert f"起草检察建议书：{SECRET}" in text
    assert "等别人办" in text
    assert "对方剩 4 个工作日" in text

"""A browser in which one of a county's people is signed in."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import global_session
from liandong.features.accounts.models import SessionToken
from liandong.features.documents.service import FileStore
from liandong.kernel.clock import FixedClock
from support.applications import app_over

Visit = Callable[[Any, str], FlaskClient]


@pytest.fixture
def visit(sessions: sessionmaker[Session], clock: FixedClock, tmp_path: Path) -> Visit:
    """A browser in which one of a county's people is signed in."""
    app = app_over(sessions, FileStore.at(str(tmp_path)), lambda _zone: clock)

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

"""Every page as served: axe finds nothing, the policy blocks nothing, nothing scrolls aside."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.accounts.models import Account
from stories.conftest import HUIJI, Site
from support.counties import County
from support.walking import OVERFLOW

AXE = Path(__file__).resolve().parents[2] / "assets/node_modules/axe-core/axe.min.js"
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}"
WIDTHS = (1440, 390)
PAGES = {
    "liaison": (
        *("todo", "calendar?month=2026-04", "calendar?view=list", "cases", "documents"),
        *("notices", "account", "CASE", "CASE/deadlines/REPLY", "mechanisms", "contacts"),
    ),
    "prosecutor": ("suggestions", "suggestions/new", "CASE", "CASE/visibility"),
    "office": ("overview", "escalations", "CASE"),
}


@pytest.fixture
def served(site: Site, sessions: sessionmaker[Session]) -> tuple[UUID, str]:
    """A served suggestion of the people who can sign in, and the deadline of its reply."""
    assert site.address, "the people exist with their passwords"
    with unit_of_work(sessions, HUIJI) as uow:
        mine = select(Account).where(Account.tenant_id == HUIJI)
        known = {account.login: account for account in uow.session.scalars(mine)}
        names = {"handler": "liaison"}
        people = {who: known[names.get(who, who)].id for who in ("prosecutor", "reviewer", "chief")}
        people["handler"], people["head"] = known["liaison"].id, known["head"].id
        units = {"addressee": known["liaison"].unit_id}
    county = County(sessions, HUIJI, people, units)
    case_id = county.serve("2026-02-26", items=2)
    return case_id, str(county.deadline(case_id, "SUG-01")["id"])


def _violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    found: list[dict[str, Any]] = page.evaluate(f"axe.run(document, {RULES})")["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]


def test_every_page_can_be_used_by_everybody(
    site: Site, sign_in: Callable[..., Page], served: tuple[UUID, str]
) -> None:
    case_id, reply_id = served
    for who, names in PAGES.items():
        page = sign_in(who)
        for name in names:
            path = name.replace("CASE", f"cases/procuratorial_suggestion/{case_id}")
            path = path.replace("REPLY", reply_id)
            assert page.goto(f"{site.address}/t/{HUIJI}/{path}").status == 200, name
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate(OVERFLOW) <= 0, (who, name, width)
            assert not _violations(page), (who, name)  # where it is narrow; the gallery is wide
    assert not site.violations

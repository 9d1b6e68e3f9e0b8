"""A real browser before a real server: people act on days of the story's choosing."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.accounts import service as accounts
from liandong.features.documents.service import FileStore
from liandong.features.units.service import list_active
from liandong.kernel.clock import Clock, FixedClock
from support.applications import app_over
from support.counties import County
from support.walking import Town, new_context, open_town, serving, watch

ZONE = ZoneInfo("Asia/Shanghai")
HUIJI = 410108
PASSWORD = "a long enough demo password"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--renderer-process-limit=1",
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process",
]
PEOPLE = {
    "prosecutor": ("procuratorate", "承办检察官", ("prosecutor",)),
    "reviewer": ("procuratorate", "部门负责人", ("reviewer",)),
    "chief": ("procuratorate", "检察长", ("chief_procurator",)),
    "liaison": ("market_regulation", "联络员", ("liaison", "handler")),
    "head": ("market_regulation", "主要负责人", ("unit_head",)),
    "bystander": ("urban_management", "联络员", ("liaison", "handler", "unit_head")),
    "office": ("justice_bureau", "办公室经办人", ("office_clerk",)),
}


@dataclass
class Site:
    """The address, and the clock that the story turns."""

    address: str
    now: datetime
    violations: list[str] = field(default_factory=list)

    def clock(self, _zone: str) -> Clock:
        return FixedClock(self.now)

    def turn_to(self, day: str, hour: int = 10) -> None:
        self.now = datetime.combine(date.fromisoformat(day), datetime.min.time(), ZONE).replace(
            hour=hour
        )


@pytest.fixture
def site(sessions: sessionmaker[Session], tmp_path: Path) -> Iterator[Site]:
    hashed = accounts.hash_password(PASSWORD)
    start = FixedClock(datetime(2026, 1, 5, 9, tzinfo=ZONE))
    with unit_of_work(sessions, HUIJI) as uow:
        units = {unit.key: unit.id for unit in list_active(uow)}
        for login, (unit, name, duties) in PEOPLE.items():
            accounts.create(
                uow, start, login=login, password="", password_hash=hashed, name=name,
                unit_id=units[unit], duties=duties, held_from=date(2026, 1, 1),
            )  # fmt: skip
    found = Site("", datetime(2026, 2, 27, 10, tzinfo=ZONE))
    app = app_over(sessions, FileStore.at(str(tmp_path)), found.clock)
    with serving(app) as found.address:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium-headless-shell")
        env = {**os.environ, "LANGUAGE": "zh_CN", "LANG": "zh_CN.UTF-8"}
        started = playwright.chromium.launch(executable_path=path, args=FLAGS, env=env)
        yield started
        started.close()


@pytest.fixture
def sign_in(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Give each person a browser of their own, in which they sign in themselves."""
    contexts: list[BrowserContext] = []

    def enter(who: str, **shape: Any) -> Page:
        context = new_context(browser, site.address, **shape)
        contexts.append(context)
        page = watch(context.new_page(), site.violations)
        page.goto(f"{site.address}/sign-in")
        page.fill("input[name=account]", who)
        page.fill("input[name=password]", PASSWORD)
        page.click("main form button[type=submit]")
        return page

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture
def town(
    browser: Browser, sessions: sessionmaker[Session], tmp_path: Path
) -> Iterator[Callable[[County, str], Town]]:
    """Serve a county from a day on, each of its people in a browser of their own."""
    with ExitStack() as stack:
        yield lambda county, day: stack.enter_context(
            open_town(county, browser, sessions, tmp_path, day)
        )

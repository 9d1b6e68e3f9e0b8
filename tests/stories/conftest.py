"""A real browser before a real server: people act on days of the story's choosing."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.serving import make_server

from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.app import create_app
from liandong.features.accounts import service as accounts
from liandong.features.documents.service import FileStore
from liandong.features.units.service import list_active
from liandong.kernel.clock import Clock, FixedClock

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
    app = create_app(sessions, FileStore.at(str(tmp_path)), clock=found.clock)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    found.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        env = {**os.environ, "LANGUAGE": "zh_CN", "LANG": "zh_CN.UTF-8"}
        started = playwright.chromium.launch(executable_path=path, args=FLAGS, env=env)
        yield started
        started.close()


@pytest.fixture
def sign_in(browser: Browser, site: Site) -> Iterator[Callable[[str], Page]]:
    """Give each person a browser of their own."""
    contexts: list[BrowserContext] = []

    def enter(who: str, **options: Any) -> Page:
        shape = {"viewport": {"width": 1440, "height": 1000}, **options}
        context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **shape)
        contexts.append(context)
        context.add_init_script(
            "document.addEventListener('securitypolicyviolation', e => "
            "console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI))"
        )
        page = context.new_page()
        page.on(
            "console",
            lambda said: site.violations.append(said.text) if said.type == "error" else None,
        )
        page.goto(f"{site.address}/sign-in")
        page.fill("input[name=account]", who)
        page.fill("input[name=password]", PASSWORD)
        page.click("main form button[type=submit]")
        return page

    yield enter
    for context in contexts:
        context.close()

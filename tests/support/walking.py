"""People of one county before a real server, each in a browser of their own, on given days."""

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.serving import make_server

from liandong.features.documents.service import FileStore
from liandong.kernel.clock import Clock
from support.applications import app_over
from support.counties import County, on
from support.http import sign_in

NOT_FOUND = 404
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TELL_OF_POLICY = (
    "document.addEventListener('securitypolicyviolation', e => "
    "console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI))"
)
#: The link of the smallest part of a page that has one, from a text on.
NEAREST = "ancestor-or-self::*[descendant-or-self::a][1]/descendant-or-self::a"
Rows = Mapping[str, str]
PAPER = {"name": "材料.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}
#: Where pictures go, if anybody wants them.
PICTURES = os.environ.get("STORY_PICTURES")


def new_context(browser: Browser, address: str, **shape: Any) -> BrowserContext:
    """Return a browser that speaks up when the policy of a page is broken."""
    usual = {"viewport": {"width": 1440, "height": 1000}, **shape}
    context = browser.new_context(
        base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai", **usual
    )
    context.set_default_timeout(30_000)
    context.add_init_script(TELL_OF_POLICY)
    return context


def watch(page: Page, errors: list[str]) -> Page:
    """Note what a page complains about; that something is not there is part of the stories."""
    page.on(
        "console",
        lambda said: (
            errors.append(said.text) if said.type == "error" and "404" not in said.text else None
        ),
    )
    page.on("pageerror", lambda error: errors.append(str(error)))
    return page


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve the application; give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Town:
    """A county whose people work in browsers; its clock stands where the story put it."""

    county: County
    browser: Browser
    app: Flask
    address: str
    today: str
    errors: list[str] = field(default_factory=list)
    people: dict[str, "Person"] = field(default_factory=dict)
    pictures: int = 0

    def __getitem__(self, who: str) -> "Person":
        """Return a person at their desk, signed in today."""
        token = sign_in(self.app, self.county, who, self.today).token
        if who not in self.people:
            context = new_context(self.browser, self.address)
            context.add_cookies([{"name": "ld_session", "value": token, "url": self.address}])
            self.people[who] = Person(self, who, watch(context.new_page(), self.errors))
        return self.people[who]

    def clock(self, _zone: str) -> Clock:
        return on(self.today)

    def nobody_sees(self, address: str, *names: str) -> None:
        """Check that a page does not exist for these people."""
        for name in names:
            answer = self[name].page.goto(address)
            assert answer is not None
            assert answer.status == NOT_FOUND, name


@contextmanager
def open_town(
    county: County, browser: Browser, sessions: sessionmaker[Session], store: Path, day: str
) -> Iterator[Town]:
    """Serve a county; afterwards nothing may have been complained about."""
    found = Town(county, browser, Flask(__name__), "", day)
    found.app = app_over(sessions, FileStore.at(str(store)), found.clock)
    with serving(found.app) as found.address:
        yield found
        for person in found.people.values():
            person.page.context.close()
    assert not found.errors, found.errors


@dataclass
class Person:
    """Somebody before a page."""

    town: Town
    name: str
    page: Page

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def visit(self, address: str) -> "Person":
        """Open a page of the county, or a whole address; nothing may scroll aside."""
        path = address if "://" in address else f"/t/{self.town.county.tenant_id}/{address}"
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.ok, (self.name, answer.status, address)
        self._look()
        return self

    def find(self, title: str, page: str = "todo") -> "Person":
        """Come to a matter as one does: by its title, from the worklist."""
        line = self.visit(page).main.get_by_text(title).first
        line.locator(f"xpath={NEAREST}").first.click()
        expect(self.page.locator("h1")).to_contain_text(title)
        return self

    def begin(self, mechanism: str, opening: str, **said: Any) -> str:
        """Fill in 新建 and send it; return where the matter stands."""
        self.visit(f"new/{mechanism}?move={opening}")
        return self._fill(said)._press("fire")

    def act(
        self, label: str, step: str = "fire", /, rows: Rows | None = None, **said: Any
    ) -> "Person":
        """Choose what to do by its words, fill it in, and press the button of a step.

        `rows` says for some rows, by words that stand in their heading, which way each goes.
        """
        moves = self.page.locator(".ld-moves a")
        choice = moves.get_by_text(label, exact=True)
        title = self.page.locator(".ld-panel h2").first
        expect(choice.or_(title.filter(has_text=label)).first).to_be_visible()
        if choice.count() and not choice.and_(self.page.locator("[aria-current]")).count():
            choice.first.click()
            expect(choice.first).to_have_attribute("aria-current", "true")
        assert label in title.inner_text(), (self.name, label, moves.all_inner_texts())
        for words, way in (rows or {}).items():
            row = self.page.locator(".ld-panel .ld-form-section", has_text=words)
            fill(row, "move", way)
        self._fill(said)._press(step)
        return self

    def sees(self, *texts: str) -> "Person":
        for text in texts:
            expect(self.main).to_contain_text(text)
        return self

    def misses(self, *texts: str) -> "Person":
        for text in texts:
            expect(self.main).not_to_contain_text(text)
        return self

    def reads(self, *papers: str) -> "Person":
        """Open papers of the matter, by their names."""
        for name in papers:
            paper = self.main.locator("table a", has_text=name).last
            answer = self.page.request.get(paper.get_attribute("href") or "")
            assert answer.ok, (self.name, name, answer.status)
            assert answer.body().startswith(b"%PDF"), name
        return self

    def _look(self) -> None:
        """Check that nothing scrolls aside; take a picture where a folder for pictures is named."""
        assert self.page.evaluate(OVERFLOW) <= 0, self.page.url
        if PICTURES:
            self.town.pictures += 1
            path = Path(PICTURES) / f"{self.town.pictures:03}-{self.town.today}-{self.name}.png"
            self.page.screenshot(path=path, full_page=True, caret="initial")

    def _fill(self, said: dict[str, Any]) -> "Person":
        for name, value in said.items():
            fill(self.page.locator("main form[data-form]").first, name, value)
        return self

    def _press(self, step: str) -> str:
        """Press a button; what is sent has to be taken."""
        with self.page.expect_response(lambda each: each.request.method == "POST") as sent:
            self.page.click(f"main button[name=step][value={step}]")
        self.page.wait_for_load_state()
        told = self.page.locator("main [role=alert]").all_inner_texts()
        assert sent.value.status < 400, (self.name, step, told)  # refused
        self._look()
        return self.page.url.partition("?")[0]


def fill(form: Locator, name: str, value: Any) -> None:
    """Answer one field, whatever its control is: choices and units by the words of the page."""
    control = f"[name$='.{name}'], [name='{name}']"
    every = form.locator(control)
    shown = every.locator("visible=true")
    first = (shown if shown.count() else every).first
    kind = first.evaluate("e => e.type")
    if kind == "file":
        first.set_input_files(PAPER)
    elif kind in {"radio", "checkbox"}:
        for words in value if isinstance(value, list) else [value]:
            label = form.locator("label", has=form.page.locator(control), has_text=words)
            label.first.locator("input").check(force=True)
    elif kind.startswith("select"):
        first.select_option(label=value)
    else:
        first.fill(str(value))

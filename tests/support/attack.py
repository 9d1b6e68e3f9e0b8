"""Walking every address as somebody, and telling two answers apart: status, headers, body, SQL."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from flask import Flask
from sqlalchemy import event
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from liandong.entrypoints.wiring import wire
from liandong.web.security import form_token
from support.http import UNKNOWN, Caller, Route, routes, rules

#: What differs from answer to answer by itself: numbers of requests, keys of forms, the clock.
_RANDOM = re.compile(
    r'"request_id": ?"[0-9a-f]+"|\b[0-9a-f]{16}\b|(?<=name="idempotency_key" value=")[^"]*'
    r'|(?<=value=")[0-9a-f-]{36}(?=" name="idempotency_key")'
)
END_OF_HEADERS = "--"
_PACKED = b"PK\x03\x04"
_STEPS = {"escalations": "confirm", "obligations": "file", "transfers": "accept", "figures": "take"}


@dataclass(frozen=True)
class Answer:
    """What came back, without what differs by itself."""

    status: int
    body: str
    headers: tuple[tuple[str, str], ...]
    statements: tuple[str, ...] = ()


@dataclass
class Ids:
    """What the parts of an address are filled with, by their names in the rules."""

    named: Mapping[str, Any] = field(default_factory=dict)
    mechanism: str = "procuratorial_suggestion"

    def fill(self, rule: Rule, code: str) -> str:
        known = {"mechanism": self.mechanism, "code": code, "form": "docx", **self.named}
        known.setdefault("metric", _metric(self.mechanism))
        known.setdefault("table", _table(self.mechanism))

        def value(found: re.Match[str]) -> str:
            return str(known.get(found[1], UNKNOWN))

        return re.sub(r"<(?:[^:<>]+:)?(\w+)>", value, rule.rule)

    def unknown_of(self, hidden: frozenset[str]) -> "Ids":
        """Return the same places with the unknown where something hidden stood."""
        kept = {name: UNKNOWN if str(i) in hidden else i for name, i in self.named.items()}
        return Ids(kept, self.mechanism)


def _metric(mechanism: str) -> str:
    declared = wire().registry.current(mechanism)
    return declared.metrics[0].key if declared.metrics else "none"


def _table(mechanism: str) -> str:
    declared = wire().registry.current(mechanism)
    return declared.tables[0].key if declared.tables else "none"


def readable(app: Flask, *mechanisms: str) -> Iterator[Rule]:
    """Return every address inside a county that is read: interface and pages."""
    for rule in rules(app, *mechanisms):
        if "/t/<code>" in rule.rule and "GET" in (rule.methods or ()):
            yield rule


def written(app: Flask, *mechanisms: str) -> Iterator[tuple[str, Rule, Route | None]]:
    """Return every address inside a county that is written to; pages have no Route."""
    for route in routes(app, *mechanisms):
        if route.method != "GET":
            yield route.method, route.rule, route
    for rule in rules(app, *mechanisms):
        if rule.rule.startswith("/t/<code>") and "POST" in (rule.methods or ()):
            yield "POST", rule, None


@dataclass
class Attacker:
    """One signed-in person who asks for whatever there is; nothing they ask makes us fail."""

    name: str
    caller: Caller
    app: Flask

    def read(self, path: str, **headers: str) -> TestResponse:
        """Ask for an address, by token or by cookie as it wants."""
        if path.startswith("/api/"):
            return _held(self.caller.call("GET", path, **headers))
        return _held(self._browser().get(path, headers=_named(headers)))

    def write(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        """Send something to an address of the interface."""
        return _held(self.caller.call(method, path, body, **headers))

    def submit(self, path: str, said: Mapping[str, str]) -> TestResponse:
        """Send a form of a page, with its own token."""
        token = form_token(self.caller.token)
        form = {"form_token": token, "idempotency_key": str(UNKNOWN), **said}
        return _held(self._browser().post(path, data=form))

    def try_to_write(self, method: str, rule: Rule, route: Route | None, ids: Ids) -> TestResponse:
        """Send what an address takes, with these ids in its path and in its body."""
        path = ids.fill(rule, self.caller.code)
        if route is None:
            key = next((k for k in _STEPS if f"/{k}" in rule.rule), "")
            said = {"step": "fire" if not key else _STEPS[key], "move": "note", "version": "1"}
            return self.submit(path, said)
        body = _with(route.body, ids)
        return self.write(method, path, body, If_Match='"1"')

    def _browser(self) -> Any:
        client = self.app.test_client()
        client.set_cookie("ld_session", self.caller.token)
        return client


def _held(answer: TestResponse) -> TestResponse:
    assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, (answer.request.path, answer.text)
    return answer


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def _with(body: Any, ids: Ids) -> Any:
    """Return a body whose cases are these."""
    wanted = str(ids.named.get("case_id", UNKNOWN))
    if isinstance(body, dict):
        return {key: _with(value, ids) for key, value in body.items()}
    if isinstance(body, list):
        return [_with(each, ids) for each in body]
    return wanted if body == str(UNKNOWN) else body


def words_of(answer: TestResponse) -> str:
    """Return everything that an answer says: its headers, and what packed files hold inside."""
    said = [f"{name}: {value}" for name, value in answer.headers.items()]
    said.append(END_OF_HEADERS)
    data = answer.get_data()
    if data.startswith(_PACKED):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            held = sorted(set(packed.namelist()) - {"docProps/core.xml"})  # states when it was made
            said += [packed.read(name).decode(errors="replace") for name in held]
    else:
        said.append(data.decode(errors="replace"))
    return "\n".join(said)


def answer_of(answer: TestResponse, ids: Ids, statements: list[str] | None = None) -> Answer:
    """Return an answer in a form in which two of them can be compared."""
    body = _plain(words_of(answer).partition(END_OF_HEADERS)[2], ids)
    # A packed file states when it was made, and is longer or shorter by it.
    aside = {"date", *(["content-length"] if answer.get_data().startswith(_PACKED) else [])}
    kept = {k.lower(): v for k, v in answer.headers.items() if k.lower() not in aside}
    heads = tuple(sorted((k, _plain(v, ids)) for k, v in kept.items()))
    return Answer(answer.status_code, _RANDOM.sub("…", body), heads, tuple(statements or ()))


def _plain(text: str, ids: Ids) -> str:
    for value in ids.named.values():
        text = text.replace(str(value), str(UNKNOWN))
    return text


@contextmanager
def listening(engine: Any) -> Iterator[list[str]]:
    """Note every statement that the application sends, without its values."""
    heard: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        heard.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", note)

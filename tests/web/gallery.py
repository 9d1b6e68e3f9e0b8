"""The static gallery: every template with an invented page, served under the product's CSP.

``python tests/web/gallery.py build`` writes ``build/gallery``, ``serve`` also serves it on
loopback, ``screens`` takes pictures of it into ``build/screens``.
"""

import calendar
import functools
import http.server
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jinja2
import yaml
from babel.support import Translations

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "platform" / "liandong" / "web"
TARGET = ROOT / "build" / "gallery"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HOLIDAYS = {date(2026, 5, day) for day in range(1, 6)} | {date(2026, 4, day) for day in (4, 5, 6)}
MAKEUP = {date(2026, 5, 9)}
WEEKDAYS = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]


class Loader(yaml.SafeLoader):
    """YAML with the shorthands ``!fourteen``, ``!fullstrip`` and ``!heat``."""


def _kind(day: date) -> str:
    if day in HOLIDAYS:
        return "holiday"
    return "weekend" if day.weekday() > calendar.FRIDAY and day not in MAKEUP else "working"


def _fourteen(loader: yaml.SafeLoader, node: yaml.Node) -> list[dict[str, Any]]:
    assert isinstance(node, yaml.MappingNode)
    given = loader.construct_mapping(node, deep=True)
    first, due, nominal = given["from"], given.get("due"), given.get("nominal")
    today, counts = given.get("today", first), given.get("counts", {})
    days, number = [], 0
    for day in (first + timedelta(n) for n in range(14)):
        kind = _kind(day)
        number += kind == "working" and day > today
        note = {"holiday": "休", "weekend": "周末"}.get(kind, "补班" if day in MAKEUP else "")
        if day == today:
            kind, note = "today", "今天"
        elif day == due:
            kind, note = "due", "截止"
        elif day == nominal:
            note = "届满"
        elif kind == "working" and given.get("numbered") and day < due:
            note = f"第 {number}"
        count = counts.get(day.day)
        days.append(
            {
                "weekday": "今天" if day == today and not due else WEEKDAYS[day.weekday()],
                "day": day.day,
                "iso": day.isoformat(),
                "note": count or (note if due or day != today else ""),
                "kind": kind,
                "count": bool(count),
                "nominal": day == nominal,
                "href": given["link"] + day.isoformat() if count and "link" in given else None,
            }
        )
    return days


def _fullstrip(loader: yaml.SafeLoader, node: yaml.Node) -> list[str]:
    assert isinstance(node, yaml.MappingNode)
    given = loader.construct_mapping(node, deep=True)
    kinds = []
    for n in range((given["due"] - given["from"]).days + 1):
        day = given["from"] + timedelta(n)
        kind = "ahead" if _kind(day) == "working" and day > given["today"] else _kind(day)
        special = {given["from"]: "start", given["today"]: "today", given["due"]: "due"}
        kinds.append(special.get(day, kind))
    return kinds


def _heat(loader: yaml.SafeLoader, node: yaml.Node) -> list[dict[str, Any]]:
    assert isinstance(node, yaml.MappingNode)
    rows = []
    for unit, line in loader.construct_mapping(node).items():
        cells = [
            {
                "text": text,
                "step": 0 if text == "·" else min(int(text), 3) + 1,
                "href": "/cases.html" if text.isdigit() and text != "0" else None,
                "label": f"{unit}：{text} 件",
            }
            for text in line.split()
        ]
        rows.append(
            {"unit": unit, "cells": cells, "total": sum(int(c) for c in line.split() if c != "·")}
        )
    return rows


Loader.add_constructor("!fourteen", _fourteen)
Loader.add_constructor("!fullstrip", _fullstrip)
Loader.add_constructor("!heat", _heat)


def environment(language: str = "zh_CN") -> jinja2.Environment:
    """Return an environment with what the templates need: ``asset`` and gettext."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader([WEB / "templates", Path(__file__).parent]),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
    )
    translations = Translations.load(str(WEB / "translations"), [language])
    env.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]  # put there by the extension
    env.globals["asset"] = "/static/{}".format
    return env


def declared() -> Mapping[str, Any]:
    """Return the frames and pages of ``gallery.yaml``."""
    text = (Path(__file__).parent / "gallery.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader)  # type: ignore[no-any-return]  # noqa: S506  # a SafeLoader underneath


def pages(language: str = "zh_CN") -> Iterator[tuple[str, str]]:
    """Render every page; yield its name and its HTML."""
    env, given = environment(language), declared()
    for name, entry in given["pages"].items():
        frame = dict(given["frames"].get(entry.get("frame"), {}))
        if frame:
            frame["lang"] = language.replace("_", "-")
        if "nav" in frame:
            frame["nav"] = [
                dict(link, current=link["key"] == entry.get("current")) for link in frame["nav"]
            ]
        yield name, env.get_template(entry["template"]).render({**entry, "frame": frame})
    letter = given["pages"]["new-suggestion"]["page"]["preview"]["letter"]
    yield "letter", env.get_template("pages/letter.html").render(letter=letter)


def build(target: Path = TARGET) -> list[str]:
    """Write the gallery and return the names of its whole pages."""
    target.mkdir(parents=True, exist_ok=True)
    names = []
    for name, html in pages():
        (target / f"{name}.html").write_text(html, encoding="utf-8")
        if name != "letter":
            names.append(name)
    for name, html in pages("en"):
        if name in ("sign-in", "todo", "case"):
            (target / f"{name}-en.html").write_text(html, encoding="utf-8")
            names.append(f"{name}-en")
    return names


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the gallery and the static files with the headers of the product."""

    def translate_path(self, path: str) -> str:
        """Map ``/static`` to the repository and the rest to the gallery."""
        plain = path.split("?", 1)[0].split("#", 1)[0].lstrip("/")
        if plain.startswith("static/"):
            return str(WEB / plain)
        return str(TARGET / plain)

    def end_headers(self) -> None:
        """Add the policy to every answer."""
        self.send_header("Content-Security-Policy", CSP)
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def do_POST(self) -> None:
        """Answer a form like a page that was asked for."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the parent's
        """Stay quiet."""


@contextmanager
def served(port: int = 0) -> Iterator[str]:
    """Serve the gallery on loopback; yield its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def browser() -> Iterator[Any]:
    """Start Chromium without any traffic of its own."""
    from playwright.sync_api import sync_playwright  # building needs no browser

    arguments = (
        "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync --disable-dev-shm-usage "
        "--renderer-process-limit=1 --disable-site-isolation-trials "
        "--disable-features=IsolateOrigins,site-per-process"
    )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium-headless-shell"),
            args=arguments.split(),
            env={**os.environ, "LANGUAGE": "zh_CN", "LANG": "zh_CN.UTF-8"},
        )
        yield chromium
        chromium.close()


def screens(wanted: list[str]) -> None:
    """Take pictures: desktop, phone, and dark."""
    target = ROOT / "build" / "screens"
    target.mkdir(parents=True, exist_ok=True)
    names = build()
    shapes = {"": (1440, 900, "light"), "-phone": (390, 844, "light"), "-dark": (1440, 900, "dark")}
    shapes["-middle"] = (900, 1100, "light")
    with served() as address, browser() as chromium:
        for suffix, (width, height, scheme) in shapes.items():
            context = chromium.new_context(
                locale="zh-CN",
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                timezone_id="Asia/Shanghai",
            )
            page = context.new_page()
            for name in names:
                if wanted and name + suffix not in wanted:
                    continue
                page.goto(f"{address}/{name}.html")
                page.screenshot(path=target / f"{name}{suffix}.png", full_page=True)
            context.close()


def main(arguments: list[str]) -> None:
    """Build, serve or picture the gallery."""
    commands: dict[str, Callable[[], Any]] = {
        "build": build,
        "screens": functools.partial(screens, arguments[1:]),
    }
    if arguments[:1] == ["serve"]:
        build()
        with served(8700) as address:
            print(address)  # noqa: T201  # the answer of the command
            threading.Event().wait()
    commands[arguments[0] if arguments else "build"]()


if __name__ == "__main__":
    main(sys.argv[1:])

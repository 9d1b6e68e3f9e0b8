"""Scanners against the running application, on loopback alone, bounded in count and in time.

`python -m support.scanning`, from the folder of the tests, runs them against two counties that the
tests build, and prints what each found. The tools live in `.venv-audit`, made by `make audit`.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import requests
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.embedded import EmbeddedServer, bootstrap, clone, drop, template_database
from liandong.db.engine import open_engine, open_sessions
from liandong.db.migrate import upgrade
from liandong.entrypoints.administering import apply_all
from liandong.features.documents.service import FileStore
from liandong.web.security import SESSION_COOKIE, FormExpiredError
from support.applications import app_over
from support.counties import HUIJI, SHANDAN, County, build_county, on, packages
from support.http import UNKNOWN, sign_in
from support.walking import serving

REPO = Path(__file__).resolve().parents[2]
TOOLS = Path(os.environ.get("LIANDONG_AUDIT_TOOLS", REPO / ".venv-audit")) / "bin"
DAY = "2026-04-27"
MINUTES = int(os.environ.get("LIANDONG_SCANNED_MINUTES", "15"))
#: Mechanisms whose addresses are all made by the same code: of the others only these are scanned.
SCANNED = ("procuratorial_suggestion", "enforcement_case_reporting")
#: What sqlmap tries: search text, cursors, orders, filters and ids.
INJECTED = (
    "cases?text=a&state=served&mechanism=procuratorial_suggestion&limit=5",
    "cases?after=01890000-0000-7000-8000-000000000000",
    "cases/similar?mechanism=procuratorial_suggestion&title=a",
    "deadlines?from=2026-01-01&until=2026-12-31&state=open",
    "obligations?state=open&limit_id=a",
    "notices?unread=true&limit=5",
)


@dataclass(frozen=True)
class Scan:
    """What one scanner did: how many requests, and what it found, in its own words."""

    tool: str
    n_requests: int
    found: tuple[str, ...]
    seconds: float
    scope: str


@dataclass
class Target:
    """The running application, and somebody who is signed in."""

    address: str
    code: str
    token: str
    folder: Path
    openapi: dict[str, Any]
    known: dict[str, tuple[str, ...]]
    n_requests: int = 0

    def counted(self, app: Callable[..., object]) -> Callable[..., object]:
        """Return an application that counts what it is asked."""

        def serve(environ: dict[str, object], start: object) -> object:
            self.n_requests += 1
            return app(environ, start)

        return serve


def bandit(_target: Target) -> Scan:
    """Look through platform and plugins; each line that is left alone says why."""
    began = time.monotonic()
    done = _run("bandit", "-c", "pyproject.toml", "-q", "-r", "platform", "plugins", "-f", "json")
    said = json.loads(done.stdout[done.stdout.index("{") :])
    found = [f"{r['test_id']} {r['filename']}:{r['line_number']}" for r in said["results"]]
    lines = said["metrics"]["_totals"]["loc"]
    scope = f"{lines} lines of `platform` and `plugins`"
    return Scan("bandit", 0, tuple(found), time.monotonic() - began, scope)


def schemathesis(target: Target) -> Scan:
    """Ask each operation what its description allows, and what it does not."""
    began, before = time.monotonic(), target.n_requests
    described = target.folder / "openapi.json"
    described.write_text(json.dumps(_scanned(target)))
    done = _run(
        "schemathesis", "run", str(described), "--base-url", target.address,
        "-H", f"Authorization: Bearer {target.token}",
        "--experimental", "openapi-3.1",
        "--checks", "not_a_server_error,status_code_conformance,content_type_conformance",
        "--hypothesis-max-examples", os.environ.get("LIANDONG_SCANNED_EXAMPLES", "4"),
        "--hypothesis-derandomize", "--request-timeout", "20000", "--workers", "2",
        "--no-color", "--show-trace",
    )  # fmt: skip
    (target.folder / "schemathesis.txt").write_text(done.stdout + done.stderr)
    found = re.findall(r"^_+ ((?:GET|POST|PUT|DELETE|PATCH) \S+) _+$", done.stdout, re.MULTILINE)
    passed = re.search(r"Collected API operations: (\d+)", done.stdout)
    scope = f"{passed[1] if passed else 0} operations: any 5xx, undocumented status or media type"
    n_requests = target.n_requests - before
    return Scan("schemathesis", n_requests, tuple(found), time.monotonic() - began, scope)


def _scanned(target: Target) -> dict[str, Any]:
    """Return the description of what is scanned; its paths name what there is, and what is not."""
    own = re.compile(rf"/cases/(?!\w+/|similar)|/cases/({'|'.join(SCANNED)})|^(?!.*/cases/)")
    paths = {path: each for path, each in target.openapi["paths"].items() if own.search(path)}
    paths["/api/v1/sessions"] = {"post": paths["/api/v1/sessions"]["post"]}  # stays signed in
    for path in paths.values():
        operations = [each for each in path.values() if isinstance(each, dict)]
        for part in (path, *operations):
            for parameter in part.get("parameters", ()):
                if parameter.get("in") == "path":
                    known = target.known.get(parameter["name"], ())
                    parameter["schema"] = {"type": "string", "enum": [*known, str(UNKNOWN), "x"]}
                    if parameter["name"] == "code":
                        parameter["schema"]["enum"] = list(known)
    return {**target.openapi, "paths": paths}


def wapiti(target: Target) -> Scan:
    """Walk the pages as somebody who is signed in, and try them."""
    began, before = time.monotonic(), target.n_requests
    report = target.folder / "wapiti.json"
    modules = "exec,file,sql,xss,crlf,redirect,ssrf,csrf,http_headers,cookieflags,csp,xxe,methods"
    done = _run(
        "wapiti", "-u", f"{target.address}/t/{target.code}/cases", "--scope", "domain",
        "-H", f"Cookie: {SESSION_COOKIE}={target.token}", "-x", f"{target.address}/sign-out",
        "-m", modules, "-d", "3", "--max-links-per-page", "20", "--max-files-per-dir", "30",
        "--max-scan-time", str(MINUTES * 60), "--max-attack-time", "90",
        "-S", "normal", "--tasks", "4",
        "--flush-session", "--no-bugreport", "-f", "json", "-o", str(report),
        "--store-session", str(target.folder),
    )  # fmt: skip
    (target.folder / "wapiti.txt").write_text(done.stdout + done.stderr)
    said = json.loads(report.read_text()) if report.exists() else {"vulnerabilities": {"?": [{}]}}
    found = [
        f"{kind}: {each.get('method', '')} {each.get('path', '')} {each.get('info', '')}"
        for kind, listed in said["vulnerabilities"].items()
        for each in listed
        if _stands(target, kind, each)
    ]
    n_requests = target.n_requests - before
    scope = f"pages of one county, depth 3; {modules.replace(',', ', ')}"
    return Scan("wapiti", n_requests, tuple(found), time.monotonic() - began, scope)


def _stands(target: Target, kind: str, found: dict[str, Any]) -> bool:
    """Tell whether a finding is one.

    It knows our form token by no name, so each form it names is sent without; and what it asks is
    plain HTTP, where no cookie can be secure: over TLS every one is (`web/test_headers.py`).
    """
    if kind == "Secure Flag cookie":
        return False
    if kind != "Cross Site Request Forgery":
        return True
    address, cookie = f"{target.address}{found['path']}", f"{SESSION_COOKIE}={target.token}"
    sent = requests.post(address, headers={"Cookie": cookie}, timeout=20, allow_redirects=False)
    return FormExpiredError.title_zh not in sent.text


def sqlmap(target: Target) -> Scan:
    """Try search, cursors, orders, filters and ids with what breaks out of SQL."""
    began, before = time.monotonic(), target.n_requests
    found = []
    for asked in INJECTED:
        done = _run(
            "sqlmap", "-u", f"{target.address}/api/v1/t/{target.code}/{asked}",
            "-H", f"Authorization: Bearer {target.token}", "--batch", "--disable-coloring",
            "--dbms", "PostgreSQL", "--technique", "BEUS", "--level", "1", "--risk", "1",
            "--threads", "2", "--timeout", "20", "--retries", "0", "--ignore-code", "422,404",
            "--output-dir", str(target.folder / "sqlmap"), "--flush-session",
        )  # fmt: skip
        (target.folder / "sqlmap.txt").open("a").write(done.stdout)
        found += re.findall(r"^Parameter: .*$", done.stdout, re.MULTILINE)
    n_requests = target.n_requests - before
    scope = f"{len(INJECTED)} addresses, every parameter; boolean, error, union, stacked"
    return Scan("sqlmap", n_requests, tuple(found), time.monotonic() - began, scope)


SCANNERS = (bandit, schemathesis, sqlmap, wapiti)


def _run(tool: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a tool; it is ours, and knows no address but loopback's."""
    plain = {k: v for k, v in os.environ.items() if "proxy" not in k.lower()}
    return subprocess.run(  # noqa: S603  # a tool of the lock file, with words of this module
        [str(TOOLS / tool), *arguments],
        cwd=REPO, env={**plain, "NO_PROXY": "127.0.0.1"}, capture_output=True, text=True,
        check=False, timeout=MINUTES * 60 + 120, stdin=subprocess.DEVNULL,
    )  # fmt: skip


@contextmanager
def target(folder: Path) -> Iterator[Target]:
    """Serve two counties on loopback while the scanners work."""
    with EmbeddedServer(REPO / "build" / "postgres" / "scanning", fast_unsafe=True) as server:
        bootstrap(server)
        url = clone(server, template_database(server, f"scanned_{int(time.time())}", _build))
        engine = open_engine(url, pool_size=40)  # the server of the tests has a thread per request
        sessions = open_sessions(engine)
        county, case_id = _fill(sessions)
        app: Flask = app_over(sessions, FileStore.at(str(folder / "files")), lambda _: on(DAY))
        me = sign_in(app, county, "all", DAY)
        openapi = me.call("GET", "/api/v1/openapi.json").json
        known = {"code": (me.code,), "case_id": (str(case_id),), "mechanism": SCANNED}
        found = Target("", me.code, me.token, folder, openapi, known)
        app.wsgi_app = found.counted(app.wsgi_app)  # type: ignore[method-assign,assignment]  # as Flask has it
        with serving(app) as found.address:
            yield found
        engine.dispose()
        drop(server, url.partition("@/")[2].partition("?")[0])


def _build(owner_url: str) -> None:
    upgrade(owner_url, REPO / "migrations")
    engine = open_engine(owner_url.replace("liandong_migrator", "liandong_app"))
    apply_all(open_sessions(engine), on("2026-01-05"), packages())
    engine.dispose()


def _fill(sessions: sessionmaker[Session]) -> tuple[County, UUID]:
    """Return the county that is scanned, and a matter of it."""
    counties = [build_county(sessions, code) for code in (SHANDAN, HUIJI)]
    for county in counties:
        county.join("all", "procuratorate", "prosecutor", "chief_procurator", "unit_head")
        county.reply("2026-04-24", county.serve("2026-04-23"))
        case_id = county.open(DAY)
        county.tell(DAY)
    return counties[-1], case_id


def scan_all(*names: str) -> list[Scan]:
    """Run these scanners, or every one; say what each found as it ends."""
    chosen = [each for each in SCANNERS if not names or each.__name__ in names]
    folder = Path(tempfile.mkdtemp(prefix="liandong-scan-"))
    found = []
    with target(folder) as running:
        for scanner in chosen:
            scan = scanner(running)
            found.append(scan)
            sys.stdout.write(f"{scan.tool}: {scan.n_requests} requests, {scan.seconds:.0f} s\n")
            sys.stdout.write("".join(f"  {each}\n" for each in scan.found))
    sys.stdout.write(f"what they said in full: {folder}\n")
    return found


if __name__ == "__main__":
    sys.exit(1 if any(each.found for each in scan_all(*sys.argv[1:])) else 0)

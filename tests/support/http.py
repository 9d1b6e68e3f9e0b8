"""The application over a test's database, and people signed in to it."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from liandong.db.unit_of_work import global_session
from liandong.entrypoints.wiring import wire
from liandong.features.accounts.models import SessionToken
from liandong.features.accounts.service.signing_in.sessions import LASTS
from liandong.features.cases.service.batching import list_plain
from liandong.features.documents.service import FileStore
from liandong.features.tenants.service import stable_id
from liandong.mechanisms import Field, FieldKind, Mechanism, Transition
from support.applications import app_over
from support.counties import HUIJI, County, on

UNKNOWN = UUID("01890000-0000-7000-8000-000000000000")


def opening(day: str, *, title: str = "一件", addressee: UUID | None = None) -> dict[str, Any]:
    """Return the body that opens a suggestion; by default to a bureau of 惠济."""
    unit_id = addressee or stable_id(HUIJI, "unit", "market_regulation")
    return {
        "occurred_on": day,
        "facts": {"title": title, "kind": "other"},
        "parties": [{"unit_id": str(unit_id), "part": "addressee"}],
    }


def open_app(sessions: sessionmaker[Session], day: str) -> Flask:
    """Return the application on a day."""
    clock = on(day)
    return app_over(sessions, FileStore.at("memory://files"), lambda _: clock)


@dataclass
class Caller:
    """One person with a token."""

    client: FlaskClient
    token: str
    code: str

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        sent = {"Authorization": f"Bearer {self.token}"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.open(path, method=method, json=body, headers=sent)

    @property
    def browser(self) -> FlaskClient:
        """The client as a browser is signed in: by its cookie."""
        self.client.set_cookie("ld_session", self.token)
        return self.client

    def get(self, path: str = "") -> TestResponse:
        return self.call("GET", f"/api/v1/t/{self.code}/cases{path}")

    def post(self, path: str, body: Any, **headers: str) -> TestResponse:
        return self.call("POST", f"/api/v1/t/{self.code}/cases{path}", body, **headers)


def sign_in(app: Flask, county: County, who: str, day: str) -> Caller:
    """Return a person signed in on a day."""
    token = f"{county.tenant_id}-{who}"
    now = on(day).now()
    with global_session(county.sessions) as session:
        session.merge(
            SessionToken(
                token_hash=hashlib.sha256(token.encode()).hexdigest(),
                tenant_id=county.tenant_id,
                account_id=county.people[who],
                created_at=now,
                seen_at=now,
                expires_at=now + LASTS,
            )
        )
    return Caller(app.test_client(), token, str(county.tenant_id))


def post_form(browser: FlaskClient, page: str, to: str = "", **typed: Any) -> TestResponse:
    """Send the form of a page, with what it carries unseen."""
    found = browser.get(page).text
    hidden = dict(re.findall(r'name="(form_token|idempotency_key)" value="([^"]*)"', found))
    return browser.post(to or page, data={**hidden, **typed})


@dataclass(frozen=True)
class Route:
    """One way to call the interface, with a body its schema takes."""

    method: str
    rule: Rule
    body: dict[str, Any] | None

    def path(self, code: str, case_id: UUID, row_id: UUID = UNKNOWN) -> str:
        path = self.rule.rule.replace("<code>", code).replace("<uuid:case_id>", str(case_id))
        path = path.replace("<uuid:row_id>", str(row_id))
        return re.sub(r"<int:\w+>", "1", re.sub(r"<uuid:\w+>", str(UNKNOWN), path))

    @property
    def names_a_case(self) -> bool:
        return "<uuid:case_id>" in self.rule.rule


def rules(app: Flask, *mechanisms: str) -> list[Rule]:
    """Return every address, or without those of other mechanisms than these."""
    left_out = {each.key for each in wire().registry} - set(mechanisms) if mechanisms else set()
    known = app.url_map.iter_rules()
    return [rule for rule in known if rule.endpoint.partition(".")[0] not in left_out]


def routes(app: Flask, *mechanisms: str) -> Iterator[Route]:
    """Return every route of the interface inside a tenant, or of these mechanisms alone.

    The routes of all mechanisms are made by the same code: what depends on who asks at which stage
    is asked of one, what every route has to hold is asked of all.
    """
    for rule in rules(app, *mechanisms):
        if rule.rule.startswith("/api/v1/t/<code>"):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield Route(method, rule, None if method == "GET" else _body(rule))


def _body(rule: Rule) -> dict[str, Any]:
    fixed: dict[str, dict[str, Any]] = {
        "/second-factor/confirmation": {"code": "000000"},
        "/me/confirmation": {"password": "x"},
        "/tables/": {"cells": {}},
        "/filings": {"occurred_on": "2026-04-27", "kind": "nil", "confirmed": True},
        "/documents/": {"note": "请补充"},
        "/returns": {"reason": "请补充"},
        "/purge": {"basis": "依据", "reason": "办结"},
        "/tasks/<uuid:task_id>/steps": {"step": "verified", "text": "齐了"},
        "/steps": {"step": "approved"},
        "/access/trial": {"policy": ""},
        "/rounds/<uuid:round_id>/letters$": {"kind": "notice"},
        "/rounds/<uuid:round_id>/trial": {"content": {}},
        "/snapshots": {"mechanism": "procuratorial_suggestion"},
        "/identities": {"login": "nobody", "subject": "zhang"},
        "/drafts/<uuid:draft_id>/open": {"mode": "rehearsal"},
        "/drafts/<uuid:draft_id>": {"stated": {}, "people": []},
        "/drafts": {"code": "410122"},
        "/tenants/<county>/mode": {"mode": "suspended", "reason": "机构改革"},
        "/tenants/<county>/removal": {"reason": "机构改革"},
        "/proposals/<uuid:proposal_id>/decline": {"reason": "再研究"},
        "/marks": {"marks": [{"unit": "finance", "code": "4.1", "values": {}}]},
        "/decision": {"outcome": "upheld", "reason": "属实"},
        "/appeals": {"unit": "finance", "code": "4.1", "wanted": "6", "reason": "漏计"},
        "/assessment/schemes": {"content": {}},
        "/scheme": {"scheme": str(UNKNOWN)},
        "/verdicts": {"verdict": "unfounded", "reason": "看过"},
        "/answers": {"text": "都是当日办结"},
        "/assignments": {"account": str(UNKNOWN), "units": ["finance"], "codes": ["4.1"]},
        "/cancellation": {"reason": "记错了"},
        "/deductions": {"unit": "finance", "code": "1.1", "input": "late"},
        "/statements": {"unit": "finance", "code": "4.1", "text": "材料齐全"},
        "/recusals": {"unit": "finance", "account": str(UNKNOWN)},
        "/adjudications": {"unit": "finance", "code": "4.1", "values": {}},
        "/inspections": {"unit": "finance", "found": "清单没有落实"},
        "/tasks": {"unit": "finance", "mend": "补齐记录"},
        "/raters": {"accounts": [str(UNKNOWN)]},
        "/ballots/<group>": {"scores": {"finance": "90"}},
        "/seats/proposals": {"person": "王一", "from_on": "2026-05-06", "reason": "换人"},
        "/clients": {
            "name": "执法平台",
            "unit_id": str(UNKNOWN),
            "duties": ["handler"],
            "scopes": ["read"],
            "expires_on": "2026-10-27",
        },
    }
    days = ("since", "until", "self_until", "freeze_on", "score_until")
    planned = {"scheme": str(UNKNOWN), "title": "年度考核", **dict.fromkeys(days, "2026-04-27")}
    for part, body in (*fixed.items(), ("/assessment/rounds$", planned)):
        if part in f"{rule.rule}$":
            return body
    if "/escalations/" in rule.rule:
        known = {"confirm": {"text": "请说明情况"}, "decline": {"reason": "已当面说明"}}
        return known.get(rule.rule.rpartition("/")[2], {})
    for part, made in (
        ("/transfers", _transfer),
        ("/delegations", _people),
        ("/accounts", _people),
    ):
        if part in rule.rule:
            is_mine = "/delegations/" in rule.rule
            return made("" if is_mine else rule.rule.rpartition("/")[2])
    key = rule.endpoint.partition(".")[0]
    mechanism = next((m for m in wire().registry if m.key == key), None)
    if mechanism is None:
        return {}
    if rule.rule.endswith("/batches"):
        case = {"id": str(UNKNOWN), "position": 1}
        return {
            "transition": list_plain(mechanism)[0].key,
            "occurred_on": "2026-04-27",
            "cases": [case],
        }
    move = _move(mechanism, rule)
    return {
        "occurred_on": date(2026, 4, 27).isoformat(),
        "facts": {field.key: _sample(field) for field in move.asks},
    }


def _people(act: str) -> dict[str, Any]:
    """Return the body of an act on an account, or of a loan."""
    why: dict[str, Any] = {"reason": "工作需要"}
    days = {"day": "2026-04-27", "until": "2026-05-06"}
    lent = {**why, **days, "duties": ["handler"], "deputy_id": str(UNKNOWN)}
    given = {**why, **days, "duties": ["handler"]}
    known = {
        "accounts": {**given, "login": "x-y-z", "name": "某人", "unit_id": str(UNKNOWN)},
        "give": given,
        "end": {**why, "day": "2026-04-27", "duties": ["handler"]},
        "move": {**why, "unit_id": str(UNKNOWN)},
        "rename": {**why, "name": "某人"},
        "lend": lent,
        "delegations": lent,
        "take_back": {**why, "delegation_id": str(UNKNOWN)},
        "confirm": {},
    }
    return known.get(act, why)


def _transfer(step: str) -> dict[str, Any]:
    why = {"reason": "不属于本县管辖", "legal_basis": "公益诉讼办案规则 第二十六条"}
    matter = {"mechanism": "public_interest_clue", "case_id": str(UNKNOWN), "case_position": 1}
    offer = {**matter, "county": "620725", "unit": "山丹县人民检察院", **why}
    known = {"accept": {}, "return": why}
    known |= {key: {"reason": why["reason"]} for key in ("reject", "revoke")}
    known["result"] = {"outcome": "resolved", "reason": why["reason"]}
    return known.get(step, offer)


def _move(mechanism: Mechanism, rule: Rule) -> Transition:
    is_of_case = "/transitions/" in rule.rule
    parts = (rule.rule.removesuffix("/draft") if is_of_case else rule.rule).split("/")
    if "rows" in parts:
        row = next(r for r in mechanism.rows if r.key == parts[parts.index("rows") + 1])
        return row.transition(parts[-1])
    named = {move.key: move for move in mechanism.transitions}
    return named.get(parts[-1]) or next(move for move in named.values() if move.creates)


def _sample(field: Field) -> Any:
    known = {
        FieldKind.DATE: "2026-04-27",
        FieldKind.MONTH: "2026-03",
        FieldKind.NUMBER: 15,
        FieldKind.AMOUNT: 15,
        FieldKind.BOOLEAN: True,
        FieldKind.FILE: str(UNKNOWN),
        FieldKind.UNIT: str(UNKNOWN),
    }
    one = field.choices[0].key if field.kind is FieldKind.CHOICE else known.get(field.kind, "内容")
    return [one] if field.multiple else one


def hidden_of(page: str, *names: str) -> dict[str, str]:
    """Return what the hidden fields of a page say."""
    return {name: re.findall(rf'name="{name}" value="([^"]*)"', page)[0] for name in names}

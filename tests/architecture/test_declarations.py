"""Rules that hold for everything declared: mechanisms, policies, limits, the interface."""

import os
import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from liandong.entrypoints import entering
from liandong.entrypoints.wiring import wire
from liandong.kernel.resources import data_root
from liandong.kernel.yamlfile import load
from liandong.mechanisms import Mechanism, Transition
from support.counties import County, build_county, compiled
from support.declared import REPO, limits
from support.http import UNKNOWN, open_app, routes, sign_in

DAY = "2026-04-27"
UNITS = ("procuratorate", "addressee")
PROCURATORATE = {"procuratorate"}


def _moves(mechanism: Mechanism) -> list[tuple[str, Transition]]:
    own = [(move.key, move) for move in mechanism.transitions]
    return own + [(f"{r.key}.{m.key}", m) for r in mechanism.rows for m in r.transitions]


def _is_ours(move: Transition) -> bool:
    """Whether a move makes a paper that the procuratorate signs."""
    paper = move.produces
    signers = paper.approval.signers if paper and paper.approval else ()
    return any({role.key for role in signer.party.roles} == PROCURATORATE for signer in signers)


def test_no_government_role_fires_a_move_that_produces_a_procuratorial_paper() -> None:
    checked = 0
    for mechanism in wire().registry:
        for key, move in _moves(mechanism):
            if _is_ours(move):
                checked += 1
                for actor in move.actors:
                    assert {role.key for role in actor.party.roles} == PROCURATORATE, key
    assert checked >= 5


def test_no_county_lets_a_government_role_near_a_procuratorial_paper() -> None:
    forbidden = {
        (mechanism.key, key)
        for mechanism in wire().registry
        for key, move in _moves(mechanism)
        if _is_ours(move)
    }
    papers = {
        (mechanism.key, f"{paper.key}.{step}")
        for mechanism in wire().registry
        for paper in mechanism.documents
        if paper.approval
        and {r.key for s in paper.approval.signers for r in s.party.roles} == PROCURATORATE
        for step in ("draft", "submit", "review", "return")
    }
    counties = [package for package in compiled() if package.tenant.county]
    assert len(counties) == 4
    lines = [line for package in counties for line in package.canonical()["policy"]]
    lines += [_line(text) for text in _templates() if text.startswith("p,")]
    allowed = set()
    for line in lines:
        act = (line["mechanism"], line["action"])
        if act in forbidden | papers and line["effect"] == "allow":
            allowed.add(act)
            assert line["subject"].rpartition("@")[2] == "procuratorate", line
    assert forbidden <= allowed


def _templates() -> list[str]:
    files = sorted((data_root() / "policies" / "duties").glob("*.csv"))
    return [line for file in files for line in file.read_text().splitlines()]


def _line(text: str) -> dict[str, str]:
    names = ("ptype", "subject", "mechanism", "action", "scope", "effect")
    return dict(zip(names, (part.strip() for part in text.split(",")), strict=True))


def test_every_basis_of_every_limit_resolves_to_a_clause() -> None:
    known, checked = wire().register.pairs, 0
    for limit in limits().values():
        for _, value in limit.values:
            for basis in value.basis if value else ():
                assert (basis.instrument, basis.clause) in known, (limit.id, basis)
                checked += 1
    assert checked > 15


def test_nothing_of_one_county_stands_in_a_plugin() -> None:
    known = wire().register.instruments
    own = {key for key, each in known.items() if each.kind == "county_document"}
    codes = {load(path).data["code"] for path in REPO.glob("tenants/*/*/*/tenant.yaml")}
    names = {"SEED-", *own, *codes}
    assert {"410108-linkage-notice-2024", "410108"} <= names

    files = [path for path in (REPO / "plugins").rglob("*") if path.suffix in {".py", ".yaml"}]
    found = {
        (path.relative_to(REPO).as_posix(), name)
        for path in files
        for name in names
        if re.search(rf"(?<![0-9A-Za-z]){name}(?![0-9])", path.read_text("utf-8"))
    }

    assert len(files) > 300
    assert found == set()


@pytest.fixture
def app(sessions: sessionmaker[Session]) -> Flask:
    return open_app(sessions, DAY)


@pytest.fixture
def idle(sessions: sessionmaker[Session]) -> County:
    """A county in which one person of each unit holds no duty at all."""
    county = build_county(sessions)
    for unit in UNITS:
        county.join(f"idle-{unit}", unit)
    return county


@pytest.mark.parametrize("unit", UNITS)
def test_every_route_demands_a_permission_even_of_the_right_unit(
    app: Flask, idle: County, unit: str
) -> None:
    """Each route is asked by somebody of one unit, exhaustively of both."""
    mine = slice(UNITS.index(unit), None, 1 if os.environ.get("LIANDONG_EXHAUSTIVE") else 2)
    case_id = idle.serve(DAY)
    position = idle.look("prosecutor", case_id)["position"]
    nobody = sign_in(app, idle, f"idle-{unit}", DAY)
    row_id = idle.row(case_id, "item")

    for route in list(routes(app))[mine]:
        path = route.path(nobody.code, case_id, row_id)
        answer = nobody.call(route.method, path, route.body, If_Match=f'"{position}"')
        assert answer.status_code == 404, route.rule.rule
    assert idle.look("prosecutor", case_id)["position"] == position


def test_only_listed_addresses_need_nobody(app: Flask) -> None:
    client = app.test_client()
    opened = set()
    for rule in app.url_map.iter_rules():
        path = rule.rule.replace("<code>", "410108").replace("<path:filename>", "x")
        path = re.sub(r"<any\((\w+)[^>]*>", r"\1", path)
        for argument in rule.arguments:
            for kind in ("uuid:", "string:", "int:", ""):
                value = "1" if kind == "int:" else str(UNKNOWN)
                path = path.replace(f"<{kind}{argument}>", value)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            status = client.open(path, method=method).status_code
            if status not in {401, 302, 303}:
                opened.add(rule.endpoint)
    assert opened <= entering.OPEN


def test_the_list_of_open_addresses_is_closed() -> None:
    assert {
        "static",
        "healthz",
        "readyz",
        "sessions.sign_in",
        "sessions.sign_out",
        "api-docs.openapi_json",
        "reference",
        "problems",
        "accounts.sign_in",
        "accounts.sign_in_form",
        "accounts.sign_out",
        "accounts.home",
        "accounts.language",
        "feed.show",
        "invitation.show",
        "invitation.set_password",
        "single_sign_on.start",
        "single_sign_on.callback",
        "single_sign_on.choose",
        "single_sign_on.chosen",
        "single_sign_on.leave",
    } >= entering.OPEN


@pytest.fixture
def description(app: Flask) -> dict[str, Any]:
    return app.test_client().get("/api/v1/openapi.json").json


def _resolve(description: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = description["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _operations(description: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method} {path}", operation)
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
        if method in {"get", "post", "put", "patch", "delete"}
    ]


def test_the_interface_describes_itself_in_openapi_3_1(description: dict[str, Any]) -> None:
    named = [operation["operationId"] for _, operation in _operations(description)]

    assert description["openapi"].startswith("3.1")
    assert len(named) == len(set(named)) > 40


def test_every_body_of_the_interface_is_typed_and_closed(description: dict[str, Any]) -> None:
    for name, operation in _operations(description):
        if "requestBody" in operation:  # an act without one has nothing to close
            (body,) = operation["requestBody"]["content"].values()
            found = _resolve(description, body["schema"])
            assert found["additionalProperties"] is False, name
            facts = found["properties"].get("facts")
            if facts:
                closed = _resolve(description, facts.get("allOf", [facts])[0])
                assert closed["additionalProperties"] is False, name


def test_every_operation_says_what_it_answers(description: dict[str, Any]) -> None:
    for name, operation in _operations(description):
        answers = {int(code) for code in operation["responses"] if code.isdecimal()}
        good = {code for code in answers if code < 300}
        assert good, name
        for code in good - {204}:
            content = operation["responses"][str(code)].get("content", {})
            if set(content) == {"application/json"}:
                schema = content["application/json"]["schema"]
                assert _resolve(description, schema)["properties"], name
            else:  # a paper or a file
                assert operation["operationId"].endswith(
                    (".docx", ".pdf", ".xlsx", ".template", "files.read")
                ), name


def test_every_error_is_described_as_it_is_answered(
    description: dict[str, Any], app: Flask
) -> None:
    answered = app.test_client().get("/api/v1/t/410108/cases")
    (media_type,) = description["paths"]["/api/v1/t/{code}/cases"]["get"]["responses"]["401"][
        "content"
    ]
    assert answered.mimetype == media_type == "application/problem+json"
    shape = description["components"]["schemas"]["Problem"]
    assert shape["required"] == sorted(answered.json)

    for name, operation in _operations(description):
        errors = {code: a for code, a in operation["responses"].items() if code >= "400"}
        assert {"401", "422", "default"} <= set(errors), name
        for code, stated in errors.items():
            content = stated["content"]["application/problem+json"]["schema"]
            assert content["$ref"].endswith("/Problem"), (name, code)
    assert "Error" not in description["components"]["schemas"]


def test_every_write_names_its_headers(description: dict[str, Any]) -> None:
    for name, operation in _operations(description):
        headers = {p["name"]: p for p in operation.get("parameters", ()) if p["in"] == "header"}
        method, path = name.split()
        is_write = method != "get" and "/t/{code}/" in path
        assert ("Idempotency-Key" in headers) is is_write, name
        changes_case = is_write and "{case_id}" in path
        assert ("If-Match" in headers) is changes_case, name
        assert not changes_case or headers["If-Match"]["required"]
        assert ({"412", "428"} <= set(operation["responses"])) is changes_case, name


def test_every_part_of_a_case_is_described(
    description: dict[str, Any], sessions: sessionmaker[Session], app: Flask
) -> None:
    county = build_county(sessions)
    case_id = county.serve(DAY)
    schema = _resolve(description, {"$ref": "#/components/schemas/Case"})

    for who in ("prosecutor", "handler", "office"):
        case = sign_in(app, county, who, DAY).get(f"/procuratorial_suggestion/{case_id}").json
        assert case.keys() <= schema["properties"].keys()
        for part in ("parties", "rows", "documents", "deadlines", "events", "moves"):
            stated = _resolve(description, schema["properties"][part]["items"])["properties"]
            for each in case.get(part, ()):
                assert each.keys() == stated.keys(), part


def test_every_move_of_every_mechanism_has_a_path_of_its_own(
    description: dict[str, Any],
) -> None:
    named = {operation["operationId"] for _, operation in _operations(description)}
    for mechanism in wire().registry:
        for key, move in _moves(mechanism):
            if not move.along:
                assert f"{mechanism.key}.{key}" in named

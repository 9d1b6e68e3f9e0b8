"""A person of another county walks every route: unknown and foreign are one answer."""

import os
import re
from uuid import UUID

import pytest

from support.http import UNKNOWN, Caller, Route, routes, sign_in
from support.isolation import Neighbours

DAY = "2026-04-27"
NOWHERE = "999999"
#: The county is asked before any route of it; so the routes of one mechanism stand for all.
ONE_OF_ALL = ("procuratorial_suggestion",)
#: A case is looked for alike by the routes of every mechanism; exhaustively all are asked.
ASKED = () if os.environ.get("LIANDONG_EXHAUSTIVE") else (*ONE_OF_ALL, "criminal_transfer")


def _call(caller: Caller, route: Route, code: str, case_id: UUID, row_id: UUID) -> tuple:
    answer = caller.call(
        route.method, route.path(code, case_id, row_id), route.body, If_Match='"1"'
    )
    kept = {k: v for k, v in answer.headers.items() if k.lower() != "date"}
    return answer.status_code, answer.data, kept


@pytest.fixture
def stranger(neighbours: Neighbours) -> Caller:
    return sign_in(neighbours.app, neighbours.shandan, "prosecutor", DAY)


def test_there_are_routes_to_walk(neighbours: Neighbours) -> None:
    walked = list(routes(neighbours.app))

    assert len(walked) > 40
    assert {route.method for route in walked} >= {"GET", "POST", "PUT"}


def test_a_foreign_case_and_an_unknown_one_are_answered_alike(
    neighbours: Neighbours, stranger: Caller
) -> None:
    foreign = neighbours.served[neighbours.huiji.tenant_id]
    row_id = neighbours.huiji.row(foreign, "item")

    for route in routes(neighbours.app, *ASKED):
        if route.names_a_case:
            unknown = _call(stranger, route, stranger.code, UNKNOWN, UNKNOWN)
            assert unknown[0] == 404, (route.rule.rule, unknown)
            assert _call(stranger, route, stranger.code, foreign, row_id) == unknown, route.rule


def test_the_address_of_another_county_and_of_none_are_answered_alike(
    neighbours: Neighbours, stranger: Caller
) -> None:
    foreign = neighbours.served[neighbours.huiji.tenant_id]
    theirs = str(neighbours.huiji.tenant_id)

    for route in routes(neighbours.app, *ONE_OF_ALL):
        nowhere = _call(stranger, route, NOWHERE, foreign, UNKNOWN)
        assert nowhere[0] == 404, (route.rule.rule, nowhere)
        assert _call(stranger, route, theirs, foreign, UNKNOWN) == nowhere, route.rule.rule
        assert _call(stranger, route, theirs, UNKNOWN, UNKNOWN) == nowhere, route.rule.rule


def test_without_a_session_every_route_asks_to_sign_in(neighbours: Neighbours) -> None:
    nobody = Caller(neighbours.app.test_client(), "wrong", str(neighbours.huiji.tenant_id))

    for route in routes(neighbours.app):
        assert _call(nobody, route, nobody.code, UNKNOWN, UNKNOWN)[0] == 401, route.rule.rule


def test_the_lists_of_one_county_hold_nothing_of_another(
    neighbours: Neighbours, stranger: Caller
) -> None:
    mine = {item["id"] for item in stranger.get("?limit=200").json["items"]}

    assert str(neighbours.served[neighbours.shandan.tenant_id]) in mine
    assert str(neighbours.served[neighbours.huiji.tenant_id]) not in mine


def test_a_foreign_unit_cannot_be_made_a_party(neighbours: Neighbours, stranger: Caller) -> None:
    foreign = neighbours.huiji.units["addressee"]
    body = {
        "occurred_on": DAY,
        "facts": {"title": "一件", "kind": "other"},
        "parties": [{"unit_id": str(foreign), "part": "addressee"}],
    }

    refused = stranger.post("/procuratorial_suggestion", body)

    body["parties"][0]["unit_id"] = str(UNKNOWN)
    assert refused.status_code == 422
    assert refused.data == stranger.post("/procuratorial_suggestion", body).data


def _pages(neighbours: Neighbours) -> list[str]:
    rules = (rule for rule in neighbours.app.url_map.iter_rules() if "GET" in rule.methods)
    return sorted(rule.rule for rule in rules if rule.rule.startswith("/t/<code>"))


def _browse(neighbours: Neighbours, rule: str, code: str, case_id: UUID) -> tuple[int, str]:
    client = neighbours.app.test_client()
    client.set_cookie("ld_session", f"{neighbours.shandan.tenant_id}-prosecutor")
    path = re.sub(r"<[^>]*case_id>", str(case_id), rule.replace("<code>", code))
    answer = client.get(re.sub(r"<[^>]+>", str(UNKNOWN), path))
    return answer.status_code, re.sub(r"[0-9a-f]{16}", "", answer.text)


def test_no_page_of_a_county_opens_for_a_person_of_another(
    neighbours: Neighbours, stranger: Caller
) -> None:
    foreign = neighbours.served[neighbours.huiji.tenant_id]
    theirs = str(neighbours.huiji.tenant_id)
    assert _browse(neighbours, "/t/<code>/cases", stranger.code, foreign)[0] == 200

    for rule in _pages(neighbours):
        nowhere = _browse(neighbours, rule, NOWHERE, UNKNOWN)
        assert nowhere[0] == 404, rule
        assert _browse(neighbours, rule, theirs, foreign)[0] == 404, rule
        if "case_id>" in rule:
            unknown = _browse(neighbours, rule, stranger.code, UNKNOWN)
            assert unknown[0] == 404, rule
            assert _browse(neighbours, rule, stranger.code, foreign)[0] == 404, rule

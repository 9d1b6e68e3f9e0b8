"""Another county's person with every duty: real ids, smuggled headers, fields, keys and cursors."""

import json
import logging
import os
from collections.abc import Iterator
from threading import get_ident
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from liandong.authz.vocabulary import DUTIES
from liandong.db.unit_of_work import unit_of_work
from liandong.features.accounts.models import Account
from liandong.features.cases.models import CaseRow
from liandong.features.dashboards.models import Snapshot
from liandong.features.deadlines.models import Deadline, Escalation, Obligation
from liandong.features.documents.models import Document, FileRecord
from liandong.features.transfers.models import Transfer
from support.attack import Answer, Attacker, Ids, answer_of, listening, readable, written
from support.counties import County
from support.http import UNKNOWN, opening, routes, sign_in
from support.isolation import Neighbours, of

DAY = "2026-04-27"
KEY = "procuratorial_suggestion"
EXHAUSTIVE = bool(os.environ.get("LIANDONG_EXHAUSTIVE"))
MODELS = {
    "row_id": CaseRow,
    "document_id": Document,
    "deadline_id": Deadline,
    "rung_id": Escalation,
    "obligation_id": Obligation,
    "snapshot_id": Snapshot,
    "transfer_id": Transfer,
    "file_id": FileRecord,
}
SMUGGLED = (
    "X-Forwarded-Host", "X-Forwarded-For", "X-Forwarded-Prefix", "X-Original-URL",
    "X-Rewrite-URL", "X-HTTP-Method-Override", "X-Tenant-Id", "X-Liandong-Tenant", "X-Account-Id",
    "X-Remote-User", "Remote-User", "X-User", "Forwarded", "X-Real-IP",
)  # fmt: skip
FIELDS = ("tenant_id", "unit_id", "account_id", "code", "tenant", "principal", "as", "_method")


def _ids(neighbours: Neighbours) -> Ids:
    """Return real ids of the other county, of every kind that an address can hold."""
    theirs = neighbours.huiji
    with unit_of_work(neighbours.sessions, theirs.tenant_id) as uow:
        named = {
            name: uow.session.scalars(
                select(model.id).where(model.tenant_id == uow.tenant_id).limit(1)
            ).one()
            for name, model in MODELS.items()
        }
    named |= {"case_id": neighbours.served[theirs.tenant_id], "feed_id": _feed(neighbours)}
    return Ids(named, KEY)


def _feed(neighbours: Neighbours) -> UUID:
    caller = sign_in(neighbours.app, neighbours.huiji, "prosecutor", DAY)
    path = f"/api/v1/t/{caller.code}/me/feeds"
    caller.call("POST", path)
    return UUID(caller.call("GET", path).json["items"][0]["id"])


@pytest.fixture(scope="module")
def strangers(neighbours: Neighbours) -> dict[str, Attacker]:
    """People of the neighbour county: one for each half with all duties; or one for each duty."""
    ours, app = neighbours.shandan, neighbours.app
    people: dict[str, tuple[str, tuple[str, ...]]] = {
        "all_ours": ("procuratorate", DUTIES),
        "all_theirs": ("addressee", DUTIES),
        "manager": ("office", ("tenant_admin",)),
        "auditor": ("office", ("auditor",)),
    }
    if EXHAUSTIVE:
        units = ("procuratorate", "addressee", "copied", "office")
        people |= {f"{duty}_{unit}": (unit, (duty,)) for unit in units for duty in DUTIES}
    ours.join_all(people)
    return {name: Attacker(name, sign_in(app, ours, name, DAY), app) for name in people}


def _settle(attacker: Attacker) -> None:
    """Let what waits for somebody be counted and kept: until something happens, it stays.

    A duty that is held in no unit of its kind opens no page at all.
    """
    assert attacker.read(f"/t/{attacker.caller.code}/account").status_code in {200, 404}


def _asked(neighbours: Neighbours, attacker: Attacker, path: str, ids: Ids) -> Answer:
    with listening(neighbours.sessions.kw["bind"]) as heard:
        answer = attacker.read(path, If_None_Match='"1"')
    return answer_of(answer, ids, heard)


def _foreign_to(attacker: Attacker, ids: Ids) -> Ids:
    """Return what is foreign to somebody: what was offered to a procuratorate it knows of."""
    known = {"transfer_id"} if attacker.name.endswith(("_ours", "_procuratorate")) else set()
    return Ids({name: i for name, i in ids.named.items() if name not in known}, ids.mechanism)


def _rules_with(rules: Iterator, ids: Ids) -> list:
    return [rule for rule in rules if rule.arguments & ids.named.keys()]


def _sent(
    neighbours: Neighbours, attacker: Attacker, ids: Ids, to: tuple[Any, ...], named: Ids
) -> Answer:
    with listening(neighbours.sessions.kw["bind"]) as heard:
        answer = attacker.try_to_write(*to, named)
    return answer_of(answer, ids, heard)


def test_real_ids_of_another_county_are_read_nowhere(
    neighbours: Neighbours, strangers: dict[str, Attacker]
) -> None:
    every = _ids(neighbours)
    hidden = frozenset(map(str, every.named.values()))
    for attacker in strangers.values():
        _settle(attacker)
        ids = _foreign_to(attacker, every)
        for rule in _rules_with(readable(neighbours.app, KEY), ids):
            code = attacker.caller.code
            paths = [each.fill(rule, code) for each in (ids, ids.unknown_of(hidden))]
            foreign, unknown = (_asked(neighbours, attacker, path, ids) for path in paths)
            assert foreign == unknown, (attacker.name, rule.rule)
            assert foreign.status == 404, (attacker.name, rule.rule, foreign.status)


def test_real_ids_of_another_county_are_written_to_nowhere(
    neighbours: Neighbours, strangers: dict[str, Attacker]
) -> None:
    every = _ids(neighbours)
    hidden = frozenset(map(str, every.named.values()))
    names = strangers if EXHAUSTIVE else ("all_ours", "all_theirs")
    for attacker in map(strangers.__getitem__, names):
        _settle(attacker)
        ids = _foreign_to(attacker, every)
        for method, rule, route in written(neighbours.app, KEY):
            if not rule.arguments & ids.named.keys() and not rule.rule.endswith("/batches"):
                continue
            to = (method, rule, route)
            both = (ids, ids.unknown_of(hidden))
            answers = [_sent(neighbours, attacker, ids, to, named) for named in both]
            assert answers[0] == answers[1], (attacker.name, rule.rule, answers)
            assert answers[0].status in {404, 422}, (attacker.name, rule.rule, answers[0])


@pytest.fixture
def me(strangers: dict[str, Attacker]) -> Attacker:
    return strangers["all_ours"]


@pytest.mark.parametrize("header", SMUGGLED)
def test_no_header_changes_who_asks_or_what(
    neighbours: Neighbours, me: Attacker, header: str
) -> None:
    theirs, foreign = str(neighbours.huiji.tenant_id), neighbours.served[neighbours.huiji.tenant_id]
    nothing = Ids()
    paths = (f"/api/v1/t/{me.caller.code}/cases", f"/api/v1/t/{theirs}/cases/{KEY}/{foreign}")
    for path in paths:
        plain = answer_of(me.read(path), nothing)
        for value in (theirs, f"/api/v1/t/{theirs}/cases/{KEY}/{foreign}", "PUT"):
            named = {header.replace("-", "_"): value}
            assert answer_of(me.read(path, **named), nothing) == plain, (header, path)


def test_of_two_tokens_neither_borrows_from_the_other(neighbours: Neighbours, me: Attacker) -> None:
    ours, theirs = neighbours.shandan.tenant_id, neighbours.huiji.tenant_id
    other = sign_in(neighbours.app, neighbours.huiji, "prosecutor", DAY)
    foreign = f"/cases/{KEY}/{neighbours.served[theirs]}"
    client = neighbours.app.test_client()
    client.set_cookie("ld_session", other.token)
    bearer = ("Authorization", f"Bearer {me.caller.token}")

    assert client.get(f"/api/v1/t/{theirs}{foreign}", headers=[bearer]).status_code == 404
    assert client.get(f"/api/v1/t/{ours}{foreign}", headers=[bearer]).status_code == 404
    assert client.get(f"/t/{ours}/todo", headers=[bearer]).status_code == 404
    both = [bearer, ("Authorization", f"Bearer {other.token}")]
    doubled = neighbours.app.test_client()
    assert doubled.get(f"/api/v1/t/{theirs}{foreign}", headers=both).status_code != 200
    cookies = f"ld_session={me.caller.token}; ld_session={other.token}"
    two = neighbours.app.test_client(use_cookies=False)
    first = two.get(f"/t/{ours}/cases{foreign[6:]}", headers={"Cookie": cookies})
    assert first.status_code in {302, 404}
    assert two.get(f"/t/{theirs}/todo", headers={"Cookie": cookies}).status_code in {302, 404}


@pytest.mark.parametrize("field", FIELDS)
def test_no_field_names_another_county_unit_or_person(
    neighbours: Neighbours, me: Attacker, field: str
) -> None:
    theirs = neighbours.huiji
    code, nothing = me.caller.code, Ids()
    for value in (str(theirs.tenant_id), str(theirs.units["addressee"])):
        for page in (f"/t/{code}/cases", f"/api/v1/t/{code}/cases"):
            plain = answer_of(me.read(page), nothing).status
            said = me.read(f"{page}?{field}={value}")
            assert said.status_code in {plain, 422}
            assert "惠" not in said.text
    body = opening(DAY, addressee=neighbours.shandan.units["addressee"])
    for smuggled in (body | {field: value}, body | {"facts": {**body["facts"], field: value}}):
        refused = me.write("POST", f"/api/v1/t/{code}/cases/{KEY}", smuggled)
        assert refused.status_code == 422, (field, refused.text)


def test_of_a_doubled_key_the_last_one_counts_and_is_held_to_the_same(
    neighbours: Neighbours, me: Attacker
) -> None:
    foreign = str(neighbours.huiji.units["addressee"])
    body = opening(DAY, addressee=neighbours.shandan.units["addressee"])
    own = json.dumps(body["parties"])
    for first, last in (
        (own, own.replace(own[14:50], foreign)),
        (own.replace(own[14:50], foreign), own),
    ):
        plain = json.dumps({k: v for k, v in body.items() if k != "parties"})[:-1]
        data = f'{plain}, "parties": {first}, "parties": {last}}}'
        answer = me.app.test_client().post(
            f"/api/v1/t/{me.caller.code}/cases/{KEY}",
            data=data,
            headers={"Authorization": f"Bearer {me.caller.token}"},
            content_type="application/json",
        )
        assert answer.status_code == (422 if foreign in last else 201), answer.text


def test_a_foreign_cursor_leads_nowhere_else(neighbours: Neighbours, me: Attacker) -> None:
    ids = _ids(neighbours)
    code, nothing = me.caller.code, Ids()
    for name in ("cases", "notices", "obligations", "deadlines"):
        for value in {*map(str, ids.named.values()), "x", "0", "' OR 1=1 --", "9" * 70}:
            answer = me.read(f"/api/v1/t/{code}/{name}?after={value}&limit=200")
            assert answer.status_code in {200, 422}
            assert not [i for i in ids.named.values() if str(i) in answer.text.replace(value, "")]
    orders = ("sort=tenant_id", "order=id;drop table cases", "sort=-unit_id&order_by=1,2")
    for order in orders:
        plain = answer_of(me.read(f"/api/v1/t/{code}/cases"), nothing)
        asked = answer_of(me.read(f"/api/v1/t/{code}/cases?{order}"), nothing)
        assert asked.status == 422 or asked.body == plain.body


def test_a_key_that_was_used_elsewhere_gives_nobody_elses_answer(
    neighbours: Neighbours, me: Attacker
) -> None:
    ours = neighbours.shandan
    body = opening(DAY, title="自己的一件", addressee=ours.units["addressee"])
    colleague = Attacker("p", sign_in(neighbours.app, ours, "prosecutor", DAY), neighbours.app)
    made = {
        each.write(
            "POST", f"/api/v1/t/{each.caller.code}/cases/{KEY}", body, Idempotency_Key="shared"
        ).json["id"]
        for each in (me, colleague)
    }
    assert len(made) == 2
    assert str(neighbours.served[neighbours.huiji.tenant_id]) not in made
    with unit_of_work(neighbours.sessions, ours.tenant_id) as uow:
        foreign = of("answered_requests", "SELECT count(*) FROM {t} WHERE key = 'once'")
        assert uow.session.scalar(foreign) == 1


def test_a_calendar_address_ends_with_the_account(neighbours: Neighbours) -> None:
    county = neighbours.shandan
    county.join("leaver", "addressee", "handler", "liaison")
    caller = sign_in(neighbours.app, county, "leaver", DAY)
    address = caller.call("POST", f"/api/v1/t/{caller.code}/me/feeds").json["address"]
    path = "/feeds/" + address.rpartition("/")[2]
    nobody = neighbours.app.test_client()
    assert nobody.get(path).status_code == 200
    unknown = nobody.get("/feeds/" + "a" * 43 + ".ics")

    _close(county, county.people["leaver"])

    gone = nobody.get(path)
    assert (gone.status_code, gone.data) == (unknown.status_code, unknown.data)
    assert gone.status_code == 404


def _close(county: County, account_id: UUID) -> None:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        found = uow.session.scalar(
            select(Account).where(Account.tenant_id == uow.tenant_id, Account.id == account_id)
        )
        assert found is not None
        found.is_active = False


def test_no_log_line_says_what_a_matter_holds_or_what_lets_one_in(
    neighbours: Neighbours, me: Attacker, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    word = "暗记标题某某"
    body = opening(DAY, title=word, addressee=neighbours.shandan.units["addressee"])
    assert me.write("POST", f"/api/v1/t/{me.caller.code}/cases/{KEY}", body).status_code == 201
    client = neighbours.app.test_client()
    client.post("/sign-in", data={"account": "某账号", "password": "某口令123"})
    client.get(f"/feeds/{word}.ics")
    for route in routes(neighbours.app, KEY):
        me.write(route.method, route.path(me.caller.code, UNKNOWN), route.body, If_Match='"1"')
    ours = [each for each in caplog.records if each.thread == get_ident()]  # no server's of before

    for secret in (word, me.caller.token, "某口令123", "某账号", "ld_session", "Bearer"):
        for each in ours:
            said = f"{each.getMessage()} {each.exc_text or ''}"
            assert secret not in said, (each.name, secret)

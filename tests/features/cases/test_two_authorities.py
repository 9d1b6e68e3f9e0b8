"""Procuratorate and government in one county: what each knows at every stage, by every route."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from liandong.db.embedded import EmbeddedServer, clone, drop
from liandong.db.engine import open_engine, open_sessions
from liandong.db.unit_of_work import unit_of_work
from liandong.features.audit.models import AuditEntry
from liandong.features.cases import service
from liandong.features.documents.models import Document
from liandong.features.notifications.models import Notice
from support.counties import County, build_county
from support.http import UNKNOWN, Caller, open_app, routes, sign_in
from support.stages import COPIED, DAY, INNER, STAGES, UNSERVED, stages

OURS = ("prosecutor", "reviewer", "chief")
THEIRS = ("handler", "head")
EVERYBODY = (*OURS, *THEIRS, "bystander", "reader", "office")
DOCUMENT = {
    "id",
    "mechanism",
    "version",
    "number",
    "title",
    "level",
    "parties",
    "documents",
    "moves",
}
HEADER = {
    "id",
    "mechanism",
    "version",
    "number",
    "title",
    "state",
    "state_label",
    "is_final",
    "opened_on",
    "last_occurred_on",
    "position",
    "level",
    "parties",
    "documents",
    "moves",
}
INNER_ROWS = {"consultation", "copy"}
INNER_EVENTS = {"draft", "approval", "reminder"}
INNER_LIMITS = {"SUG-06", "SUG-10", "PIL-04"}
OUT = {"signed", "withdrawn"}  # a letter that was taken back stays to be read


@dataclass
class Gallery:
    county: County
    cases: dict[str, UUID]
    app: Flask

    def caller(self, who: str) -> Caller:
        return sign_in(self.app, self.county, who, DAY)

    def get(self, who: str, stage: str) -> Any:
        return self.caller(who).get(f"/procuratorial_suggestion/{self.cases[stage]}")


@pytest.fixture(scope="module")
def gallery(server: EmbeddedServer, template: str) -> Iterator[Gallery]:
    url = clone(server, template)
    engine = open_engine(url)
    sessions = open_sessions(engine)
    county = build_county(sessions)
    cases = stages(county)
    county.tell(DAY)
    yield Gallery(county, cases, open_app(sessions, DAY))
    engine.dispose()
    drop(server, url.partition("@/")[2].partition("?")[0])


def level(who: str, stage: str) -> str | None:
    """Return what a person may see at a stage, by the rules of the platform."""
    if who in OURS:
        return "full"
    if stage in INNER or who == "bystander":
        return None
    if who in THEIRS:
        return "header" if stage in UNSERVED else "full"
    if who == "reader":
        return "document" if stage in COPIED else None
    return None if stage in UNSERVED else "header"


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("who", EVERYBODY)
def test_each_person_sees_a_case_at_the_level_of_its_stage(
    gallery: Gallery, who: str, stage: str
) -> None:
    answer = gallery.get(who, stage)

    expected = level(who, stage)
    assert answer.status_code == (200 if expected else 404)
    assert answer.json.get("level") == expected
    if expected in {"header", "document"}:
        assert answer.json.keys() == (HEADER if expected == "header" else DOCUMENT)


@pytest.mark.parametrize("who", EVERYBODY)
def test_lists_filters_and_counts_hold_exactly_what_one_may_see(gallery: Gallery, who: str) -> None:
    seen = {str(gallery.cases[stage]) for stage in STAGES if level(who, stage)}
    caller = gallery.caller(who)

    assert {item["id"] for item in caller.get("?limit=200").json["items"]} == seen
    assert {i["id"] for i in caller.get("?limit=200&text=校园").json["items"]} == seen
    drafts = {str(gallery.cases[stage]) for stage in INNER if stage != "discarded"}
    found = {item["id"] for item in caller.get("?state=drafting").json["items"]}
    assert found == seen & drafts
    with gallery.county.acting(who, DAY) as (uow, me, _):
        counted = service.count_by_state(uow, me)
    assert sum(counted.values()) == len(seen)
    assert who != "reader" or {state for _, state in counted} <= {""}  # a copy tells no state


@pytest.mark.parametrize("who", [p for p in EVERYBODY if p not in OURS])
@pytest.mark.parametrize("stage", STAGES)
def test_the_inner_doings_of_the_procuratorate_stay_inside(
    gallery: Gallery, who: str, stage: str
) -> None:
    case = gallery.get(who, stage).json

    ours = str(gallery.county.units["procuratorate"])
    assert not {row["type"] for row in case.get("rows", ())} & INNER_ROWS
    assert not {d["stands_for"] for d in case.get("deadlines", ())} & INNER_LIMITS
    assert not [
        e for e in case.get("events", ()) if e["unit_id"] == ours and e["kind"] in INNER_EVENTS
    ]
    before = [e["transition"] for e in case.get("events", ())]
    assert not {"open", "revise", "investigate", "consult", "list", "choose", "send"} & set(before)
    assert {p["state"] for p in case.get("documents", ()) if p["type"] != "reply"} <= OUT
    assert not {move["row_type"] for move in case.get("moves", ())} & INNER_ROWS


@pytest.mark.parametrize("who", OURS)
@pytest.mark.parametrize("stage", STAGES)
def test_the_inner_doings_of_the_bureau_stay_inside(gallery: Gallery, who: str, stage: str) -> None:
    case = gallery.get(who, stage).json

    theirs = str(gallery.county.units["addressee"])
    assert {p["state"] for p in case["documents"] if p["type"] == "reply"} <= {"signed"}
    assert not [e for e in case["events"] if e["unit_id"] == theirs and e["kind"] in INNER_EVENTS]


def test_the_drafter_of_a_reply_and_their_head_do_see_it(gallery: Gallery) -> None:
    for who in THEIRS:
        papers = gallery.get(who, "reply_drafted").json["documents"]
        assert [p["state"] for p in papers if p["type"] == "reply"] == ["reviewed"]


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_list_of_papers_holds_what_the_cases_show_and_no_more(
    gallery: Gallery, who: str
) -> None:
    shown = {
        paper["id"]
        for stage in STAGES
        if level(who, stage)
        for paper in gallery.get(who, stage).json["documents"]
    }

    with gallery.county.acting(who, DAY) as (uow, me, _):
        listed = {str(seen.paper.id) for seen in service.list_papers(uow, me, limit=1000)}
        assert service.count_papers(uow, me)[""] == len(listed)

    assert listed == shown


def test_a_copied_unit_reads_the_letter_and_nothing_else(gallery: Gallery) -> None:
    for stage in COPIED:
        case = gallery.get("reader", stage).json
        assert [paper["type"] for paper in case["documents"]] == ["letter", "copy_letter"]
        assert case["moves"] == []
        assert {party["part"] for party in case["parties"]} == {"issuer", "addressee"}


def test_a_header_carries_no_paper(gallery: Gallery) -> None:
    for who, stage in (("handler", "issued"), ("head", "issued"), ("office", "replied")):
        assert gallery.get(who, stage).json["documents"] == []


def test_the_signed_letter_states_neither_consultation_nor_copies(gallery: Gallery) -> None:
    with gallery.county.acting("prosecutor", DAY) as (uow, _, _):
        mine = Document.tenant_id == uow.tenant_id
        papers = uow.session.scalars(select(Document).where(mine, Document.state == "signed"))
        stated = {
            row["type"] for p in papers if p.type != "copy_letter" for row in p.content["rows"]
        }
    assert stated <= {"item", "objection"}
    assert "item" in stated


@pytest.mark.parametrize(
    ("who", "stage"),
    [
        ("head", "drafting"),
        ("handler", "reviewed"),
        ("bystander", "served"),
        ("reader", "replied"),
        ("office", "issued"),
    ],
)
def test_every_route_answers_a_hidden_case_like_an_unknown_one(
    gallery: Gallery, who: str, stage: str
) -> None:
    caller, hidden = gallery.caller(who), gallery.cases[stage]
    row_id = gallery.county.row(hidden, "item")

    for route in routes(gallery.app, "procuratorial_suggestion"):
        if not route.names_a_case:
            continue
        answers = []
        for path in (
            route.path(caller.code, hidden, row_id),
            route.path(caller.code, UNKNOWN, row_id),
        ):
            answer = caller.call(route.method, path, route.body, If_Match='"1"')
            answers.append((answer.status_code, answer.data, answer.headers.get("ETag")))
        assert answers[0] == answers[1], route.rule.rule
        assert answers[0][0] == 404, route.rule.rule


@pytest.mark.parametrize(
    ("who", "stage"),
    [
        ("handler", "answer_drafted"),
        ("handler", "replied"),
        ("head", "served"),
        ("office", "served"),
        ("reader", "copied"),
    ],
)
def test_no_procuratorial_move_or_step_can_be_made_from_the_government_side(
    gallery: Gallery, who: str, stage: str
) -> None:
    caller, case_id = gallery.caller(who), gallery.cases[stage]
    theirs = {"serve", "reply", "reply_draft", "reply_submit", "reply_return", "supplement"}
    seen = {
        "serve",
        "objection_object",
        "contest_contest",
        "item_adopt",
        "item_adopt_part",
        "item_decline",
    } | theirs
    before = gallery.get("prosecutor", stage).json["position"]
    row_id = gallery.county.row(case_id, "item")

    for route in routes(gallery.app, "procuratorial_suggestion"):
        name = route.rule.endpoint.rpartition(".")[2]
        if route.names_a_case and route.method != "GET" and name not in seen:
            path = route.path(caller.code, case_id, row_id)
            answer = caller.call(route.method, path, route.body, If_Match=f'"{before}"')
            assert answer.status_code == 404, route.rule.rule
    assert gallery.get("prosecutor", stage).json["position"] == before


@pytest.mark.parametrize("who", OURS)
def test_the_procuratorate_neither_drafts_nor_signs_a_reply(gallery: Gallery, who: str) -> None:
    caller, case_id = gallery.caller(who), gallery.cases["served"]
    position = gallery.get(who, "served").json["position"]

    for route in routes(gallery.app, "procuratorial_suggestion"):
        name = route.rule.endpoint.rpartition(".")[2]
        if name in {"reply", "reply_draft", "reply_submit", "reply_return", "objection_object"}:
            path = route.path(caller.code, case_id)
            answer = caller.call(route.method, path, route.body, If_Match=f'"{position}"')
            assert answer.status_code == 404, name


def test_notices_reach_those_who_may_see_and_nobody_else(gallery: Gallery) -> None:
    county = gallery.county
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        mine = Notice.tenant_id == uow.tenant_id
        told = [
            (n.unit_id, n.case_id, n.kind) for n in uow.session.scalars(select(Notice).where(mine))
        ]

    stage_of = {case_id: stage for stage, case_id in gallery.cases.items()}
    unit_of = {
        county.units["procuratorate"]: "prosecutor",
        county.units["addressee"]: "handler",
        county.units["copied"]: "reader",
    }
    assert {unit for unit, _, _ in told} == set(unit_of)
    for unit_id, case_id, kind in told:
        stage = stage_of[case_id]
        assert level(unit_of[unit_id], stage), (unit_of[unit_id], stage, kind)
    kinds = {kind for _, _, kind in told}
    assert not [k for k in kinds if ":" in k or k in {"case.consult", "case.list", "case.choose"}]
    copied = {stage_of[c] for unit, c, _ in told if unit == county.units["copied"]}
    assert copied == set(COPIED)
    assert {k for unit, _, k in told if unit == county.units["copied"]} == {"case.send"}
    told_of_copies = {unit for unit, _, kind in told if kind == "case.send"}
    assert told_of_copies == {county.units["copied"]}


def test_the_audit_names_acts_and_never_quotes_them(gallery: Gallery) -> None:
    county = gallery.county
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        mine = AuditEntry.tenant_id == uow.tenant_id
        entries = list(uow.session.scalars(select(AuditEntry).where(mine)))

    drafted = {f"cases/{gallery.cases[stage]}" for stage in INNER}
    assert len(entries) > 100
    for entry in entries:
        assert entry.content.keys() == {"event", "landed_in"}
        if entry.subject in drafted:
            assert entry.unit_id == county.units["procuratorate"]

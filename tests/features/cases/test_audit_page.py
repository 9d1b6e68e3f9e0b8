"""操作审计: an auditor reads what their unit may know, and nothing beyond it."""

import json
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.auditing import anchor_all
from liandong.features.audit import service as audit
from liandong.features.audit.models import AuditEntry
from liandong.features.audit.service import AnchorStore, Origin, coming_from
from liandong.features.cases import service
from liandong.features.cases.service import FireTransition, PartyCommand
from liandong.features.cases.service.audit_reading import dump_entries
from liandong.features.cases.service.auditing import AuditFilter, SeenEntry, list_entries
from support.chains import harm
from support.clues import clue
from support.counties import HUIJI, XUYI, County, build_county, on
from support.http import hidden_of, open_app, opening, sign_in

DAY = "2026-04-27"
AUDITORS = {
    "watcher": ("addressee", ("auditor",)),
    "inner": ("procuratorate", ("auditor",)),
    "outsider": ("bystander", ("auditor",)),
    "clerk": ("office", ("auditor",)),
}


@pytest.fixture
def county(sessions: sessionmaker[Session]) -> County:
    found = build_county(sessions, HUIJI)
    found.join_all(AUDITORS)
    return found


def _told(county: County, who: str, **wanted: Any) -> list[dict[str, Any]]:
    with county.acting(who, DAY) as (uow, me, _):
        found = list_entries(uow, me, AuditFilter(**wanted), limit=200)
        return dump_entries(uow, found)


def _seen(county: County, who: str, **wanted: Any) -> list[SeenEntry]:
    with county.acting(who, DAY) as (uow, me, _):
        return list_entries(uow, me, AuditFilter(**wanted), limit=200)


def _acts(county: County, who: str, **wanted: Any) -> list[tuple[str, str]]:
    return [(each.entry.action, each.level) for each in _seen(county, who, **wanted)][::-1]


def test_an_undelivered_matter_is_known_to_its_own_units_auditor_alone(county: County) -> None:
    county.issue(DAY)

    assert ("case.issue", "full") in _acts(county, "inner")
    for other in ("watcher", "outsider", "clerk"):
        assert not [act for act in _acts(county, other) if act[0].startswith("case.open")]
    assert _acts(county, "outsider") == []
    assert _acts(county, "clerk") == []


def test_after_the_service_the_addressee_reads_what_it_may_hear_and_nothing_inner(
    county: County,
) -> None:
    case_id = county.open(DAY)
    county.step("prosecutor", DAY, case_id, "submit")
    county.step("reviewer", DAY, case_id, "review")
    county.fire("chief", DAY, case_id, "issue")
    county.fire("handler", DAY, case_id, "serve", facts={"delivery_mode": "electronic"})

    ours = _acts(county, "inner")
    theirs = _acts(county, "watcher")
    assert ("case.revise", "full") in ours
    assert ("case.serve", "full") in theirs
    assert ("case.issue", "told") in theirs
    assert {"case.open", "case.revise"}.isdisjoint({act for act, _ in theirs})
    assert {level for _, level in _acts(county, "clerk")} <= {"header"}
    assert _acts(county, "outsider") == []


def test_a_row_of_another_unit_names_neither_person_nor_address(county: County) -> None:
    app = open_app(county.sessions, DAY)
    county.serve(DAY)
    prosecutor = sign_in(app, county, "prosecutor", DAY)
    body = opening(DAY, addressee=county.units["addressee"])
    assert prosecutor.post("/procuratorial_suggestion", body).status_code == 201
    watcher = sign_in(app, county, "watcher", DAY)
    inner = sign_in(app, county, "inner", DAY)

    mine = inner.call("GET", f"/api/v1/t/{HUIJI}/audit").json["items"][0]
    assert mine["said"]["who"]["login"] == f"{HUIJI}-prosecutor"
    assert mine["said"]["who"]["duties"] == ["prosecutor"]
    assert mine["said"]["from"]["door"] == "api"
    assert mine["said"]["from"]["address"] == "127.0.0.1"
    assert mine["said"]["from"]["request"]
    assert mine["said"]["after"]["state"] == "drafting"
    told = watcher.call("GET", f"/api/v1/t/{HUIJI}/audit?action=case.").json["items"]
    issued = next(each for each in told if each["action"] == "case.issue")
    assert issued["level"] == "told"
    assert issued["said"] == {}
    assert issued["number"]


def test_the_audit_tells_nobody_a_state_that_another_authority_alone_knows(county: County) -> None:
    found = clue(county)
    found.fire(
        "bystander", "2026-03-06", "supplement", materials=[str(county.sealed_file("bystander"))]
    )

    inner = [each for each in _told(county, "inner") if each["action"] == "case.assess"]
    assert inner[0]["said"]["after"]["state"] == "assessed"
    theirs = _told(county, "outsider")
    (mine,) = [each for each in theirs if each["action"] == "case.supplement"]
    assert mine["said"]["before"]["state"] == "registered"
    assert mine["said"]["after"]["state"] == "registered"
    assert mine["said"]["content"]["landed_in"] == "registered"
    assert "assess" not in json.dumps(theirs)


def test_how_long_the_chain_is_is_told_nobody(county: County, tmp_path: Path) -> None:
    anchor_all(county.sessions, on(DAY), str(tmp_path))
    with unit_of_work(county.sessions, HUIJI) as uow:
        audit.export(uow, on(DAY), BytesIO())
        written = select(AuditEntry.content).where(AuditEntry.tenant_id == HUIJI)
        assert all(uow.session.scalars(written))

    for who in AUDITORS:
        found = {each["action"]: each for each in _told(county, who)}
        assert found.keys() >= {"audit.anchored", "audit.exported"}
        for each in found.values():
            assert each["level"] == "full"
            assert "content" not in each["said"]
            assert "position" not in json.dumps(each)


def test_the_searches_find_in_what_is_told_alone(county: County) -> None:
    case_id = county.serve(DAY)
    number = next(each.case.number for each in _seen(county, "inner") if each.case)

    assert _acts(county, "inner", subject=number)
    assert _acts(county, "watcher", subject=str(case_id))
    assert _acts(county, "clerk", subject=str(case_id)) == []
    assert _acts(county, "clerk", action="case.") == []
    assert _acts(county, "inner", until=on("2026-04-26").today()) == []
    assert _acts(county, "inner", since=on(DAY).today())
    assert _acts(county, "inner", actor="nobody") == []


def test_confidential_matters_are_read_by_nobody_whose_duty_does_not_read_them(
    sessions: sessionmaker[Session],
) -> None:
    county = build_county(sessions, XUYI)
    county.join_all(
        {"inner": AUDITORS["inner"], "both": ("procuratorate", ("auditor", "prosecutor"))}
    )
    subject = {"subject_unit": str(county.units["addressee"]), "found_in": "办案中发现"}
    with county.acting("prosecutor", DAY) as (uow, me, clock):
        parties = (PartyCommand(county.units["discipline"], "addressee"),)
        facts = {"title": "线索一号", **subject}
        command = FireTransition("open", date.fromisoformat(DAY), facts, (), parties)
        service.open_case(uow, me, clock, "discipline_clue_transfer", command)

    assert _acts(county, "both") == [("case.open", "full")]
    assert _acts(county, "inner") == []


def test_what_is_no_casework_is_told_in_full_to_the_unit_and_in_general_to_others(
    county: County,
) -> None:
    with unit_of_work(county.sessions, HUIJI) as uow:
        mine = county.units["addressee"]
        audit.append(uow, on(DAY), "account.closed", "accounts/1", {"x": "秘"}, unit_id=mine)
        audit.append(uow, on(DAY), "calendar.accept", "calendar_schedules/1", {"moved": 1})
        audit.append(uow, on(DAY), "transfer.offered", "transfers/1", unit_id=mine)

    assert _acts(county, "watcher") == [
        ("account.closed", "full"),
        ("calendar.accept", "full"),
        ("transfer.offered", "full"),
    ]
    assert _acts(county, "outsider") == [("account.closed", "header"), ("calendar.accept", "full")]


@pytest.fixture
def browser(county: County, visit: Callable[..., FlaskClient]) -> FlaskClient:
    county.serve(DAY)
    return visit(county, "inner")


def test_the_page_shows_searches_and_turns(browser: FlaskClient, county: County) -> None:
    for number in range(60):
        with unit_of_work(county.sessions, HUIJI) as uow:
            audit.append(uow, on(DAY), "calendar.accept", f"calendar_schedules/{number}")
    page = browser.get(f"/t/{HUIJI}/audit").text

    assert "按放假安排重新计算期限" in page
    assert "签发" not in page
    older = page.split('rel="next" href="')[1].split('"')[0]
    second = browser.get(older.replace("&amp;", "&")).text
    assert "签发" in second
    assert "送审：检察建议书" in second
    newer = second.split('rel="prev" href="')[1].split('"')[0]
    assert "calendar_schedules/59" in browser.get(newer.replace("&amp;", "&")).text
    assert "calendar_schedules" not in browser.get(f"/t/{HUIJI}/audit?action=case.").text
    with unit_of_work(county.sessions, HUIJI) as uow:
        who = {"login": "hj-x", "name": "某甲", "unproven": True}
        audit.append(uow, on(DAY), "account.locked", "accounts/1", who=who)
        audit.append(uow, on(DAY), "visit.requested", "visits/1")
    page = browser.get(f"/t/{HUIJI}/audit").text
    assert "省级进入期间打开页面" in page
    assert "某甲（身份未核实）" in page
    assert "visit.requested" not in page
    subjects = {who: f"accounts/{county.people[who]}" for who in ("chief", "head")}
    with unit_of_work(county.sessions, HUIJI) as uow:
        for subject in subjects.values():
            audit.append(uow, on(DAY), "account.unlocked", subject)
    page = browser.get(f"/t/{HUIJI}/audit").text
    assert subjects["chief"] not in page, "one's own people are named"
    assert "chief）" in page
    assert subjects["head"] in page, "those of another authority are not"
    found = browser.get(f"/t/{HUIJI}/audit?action=visit.").text
    assert "省级进入期间打开页面" in found
    assert "账号锁定" not in found
    assert "没有记录" in browser.get(f"/t/{HUIJI}/audit?actor=nobody").text


def test_nobody_but_an_auditor_opens_the_page(
    county: County, visit: Callable[..., FlaskClient]
) -> None:
    for who in ("chief", "head", "office"):
        for path in ("audit", "audit.xlsx", "audit.jsonl"):
            assert visit(county, who).get(f"/t/{HUIJI}/{path}").status_code == 404


def test_what_is_taken_away_has_no_formula_and_leaves_an_entry(
    browser: FlaskClient, county: County
) -> None:
    with unit_of_work(county.sessions, HUIJI) as uow:
        audit.append(uow, on(DAY), "calendar.accept", '=HYPERLINK("http://x")')

    book = load_workbook(BytesIO(browser.get(f"/t/{HUIJI}/audit.xlsx").data))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert '=HYPERLINK("http://x")' in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    lines = browser.get(f"/t/{HUIJI}/audit.jsonl").text.splitlines()
    assert {json.loads(line)["level"] for line in lines} == {"full", "told"}
    assert [act for act, _ in _acts(county, "inner")][-2:] == ["audit.taken", "audit.taken"]


@pytest.mark.parametrize("who", AUDITORS)
def test_no_search_and_no_export_tells_more_than_the_page(
    county: County, visit: Callable[..., FlaskClient], who: str
) -> None:
    case_id = county.serve(DAY)
    number = next(each.case.number for each in _seen(county, "inner") if each.case)
    theirs = county.units["copied"]
    somebody = Origin("browser", {"login": "hj-x", "name": "某甲"}, {"address": "10.1.2.3"})
    with coming_from(somebody), unit_of_work(county.sessions, HUIJI) as uow:
        audit.append(uow, on(DAY), "account.close", "accounts/1", {"x": "秘"}, unit_id=theirs)
    browser = visit(county, who)
    base = f"/t/{HUIJI}/audit"
    plain = [json.loads(line) for line in browser.get(f"{base}.jsonl").text.splitlines()]
    known = {each["id"]: each for each in plain}

    asked = ("", "actor=hj", "actor=某", "actor=chief", "action=case.", "action=account.")
    asked += (f"subject={number}", f"subject={case_id}", "subject=accounts/1", f"since={DAY}")
    for query in asked:
        lines = browser.get(f"{base}.jsonl?{query}").text.splitlines()
        found = [each for each in map(json.loads, lines) if each["action"] != "audit.taken"]
        assert all(each == known[each["id"]] for each in found), query
        is_narrow = query.partition("=")[0] in {"actor", "action", "subject"}
        assert not is_narrow or all(each["level"] != "header" for each in found), query
        book = load_workbook(BytesIO(browser.get(f"{base}.xlsx?{query}").data))
        page = browser.get(f"{base}?{query}").text
        rows = [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)]
        assert all(str(cell) in page for row in rows[1:] for cell in row), query
        assert ("hj-x" in page) is ("hj-x" in str(rows)) is False
        assert "秘" not in page + str(rows) + str(found)


def test_what_the_platform_did_for_all_tells_no_address_and_no_number(county: County) -> None:
    with unit_of_work(county.sessions, HUIJI) as uow:
        hidden = {"address": f"/t/{HUIJI}/cases/procuratorial_suggestion/{county.units['office']}"}
        audit.append(uow, on(DAY), "visit.requested", "visits/1", hidden)
        audit.append(uow, on(DAY), "calendar.accept", "calendar_schedules/1", {"changed": 7})
        audit.append(uow, on(DAY), "visit.entered", "visits/1", {"reason": "核对口径"})

    said = {each["action"]: each["said"].get("content") for each in _told(county, "outsider")}
    assert said["visit.entered"] == {"reason": "核对口径"}
    assert said["visit.requested"] is None
    assert said["calendar.accept"] is None


def test_the_chain_is_verified_from_the_page_and_over_http(
    county: County, database: str, tmp_path: Path, visit: Callable[..., FlaskClient]
) -> None:
    anchor_all(county.sessions, on(DAY), str(tmp_path))
    browser = visit(county, "inner")
    application = browser.application
    application.extensions["liandong"].parts["anchors"] = AnchorStore.at(str(tmp_path))
    token = hidden_of(browser.get(f"/t/{HUIJI}/audit").text, "form_token")

    page = browser.post(f"/t/{HUIJI}/audit/verify", data=token).text
    assert "审计链完整" in page
    assert "与 2026-04-27 及以前的锚点一致" in page

    harm(database, "DELETE FROM audit_entries WHERE position = 1")
    page = browser.post(f"/t/{HUIJI}/audit/verify", data=token).text
    assert "审计链被改动过" in page
    assert "第 1 条：缺少这一条" in page
    caller = sign_in(application, county, "inner", DAY)
    answer = caller.call("POST", f"/api/v1/t/{HUIJI}/audit/verifications")
    assert answer.json["fault"]["kind"] == "missing"


def test_what_the_scheduler_does_says_so(county: County) -> None:
    county.serve("2025-12-01")
    with coming_from(Origin("scheduler", place={"job": "sweep"})):
        assert service.sweep(county.sessions, on("2026-02-10")) > 0

    with unit_of_work(county.sessions, HUIJI) as uow:
        swept = select(AuditEntry.body).where(
            AuditEntry.tenant_id == HUIJI, AuditEntry.action.startswith("deadline.")
        )
        said = [json.loads(body)["from"] for body in uow.session.scalars(swept)]
    assert said
    assert all(each == {"door": "scheduler", "job": "sweep"} for each in said)

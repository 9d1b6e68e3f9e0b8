"""A county that is suspended is read and not written, an archived one read by few."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.features.audit.models import AuditEntry
from liandong.features.cases import service as cases
from liandong.features.deadlines.models import ObligationRecord
from liandong.features.deadlines.service import generate_all
from liandong.features.onboarding.service import change_mode
from liandong.features.tenants.models import ARCHIVED, SUSPENDED, Tenant
from liandong.features.tenants.service import activate_due, list_revisions, tell_children
from liandong.kernel.errors import ConflictError, InvalidInputError
from liandong.web.security import form_token
from support.counties import HUIJI, SHANDAN, County, build_county, on
from support.http import open_app, routes, sign_in

DAY = "2026-04-27"
CLOCK = on(DAY)


@pytest.fixture
def county(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions)


@pytest.fixture
def app(sessions: sessionmaker[Session]) -> Flask:
    return open_app(sessions, DAY)


def put(county: County, mode: str, reason: str = "机构改革") -> str:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        return change_mode(uow, CLOCK, mode, reason, by="cli")


def test_suspended_everything_is_read_and_nothing_written(app: Flask, county: County) -> None:
    case_id = county.serve(DAY)
    caller = sign_in(app, county, "prosecutor", DAY)
    before = county.look("prosecutor", case_id)["position"]
    put(county, SUSPENDED)
    walked = 0

    for route in routes(app, "procuratorial_suggestion"):
        path = route.path(caller.code, case_id, county.row(case_id, "item"))
        answer = caller.call(route.method, path, route.body, If_Match=f'"{before}"')
        if route.method != "GET":
            walked += 1
            assert (answer.status_code, answer.json["code"]) == (409, "tenant.suspended"), path
        elif route.names_a_case:
            assert answer.json.get("code") != "tenant.suspended", path
    assert walked > 30
    assert caller.get(f"/procuratorial_suggestion/{case_id}").status_code == 200
    assert county.look("prosecutor", case_id)["position"] == before
    browser = app.test_client()
    browser.set_cookie("ld_session", caller.token)
    said = browser.post(
        f"/t/{HUIJI}/suggestions/new", data={"form_token": form_token(caller.token)}
    )
    assert said.status_code == 409
    assert "本县暂停使用" in said.text


def test_it_goes_on_as_it_was_and_the_audit_keeps_why(app: Flask, county: County) -> None:
    caller = sign_in(app, county, "prosecutor", DAY)
    assert put(county, SUSPENDED) == SUSPENDED
    assert put(county, "", "改革完成") == "live"

    assert caller.post("/procuratorial_suggestion", {}).json["code"] != "tenant.suspended"
    with unit_of_work(county.sessions, HUIJI) as uow:
        mine = (AuditEntry.tenant_id == HUIJI, AuditEntry.action == "tenant.mode")
        said = list(uow.session.scalars(select(AuditEntry.content).where(*mine)))
        modes = [each.package["tenant"]["county"]["mode"] for each in list_revisions(uow)][:3]
    assert modes == ["live", "suspended", "live"]
    assert [(each["from"], each["to"], each["reason"]) for each in said] == [
        ("live", "suspended", "机构改革"),
        ("suspended", "live", "改革完成"),
    ]


def test_nobody_is_reminded_while_it_is_suspended(county: County) -> None:
    county.serve("2026-01-05")
    put(county, SUSPENDED)

    assert cases.sweep(county.sessions, CLOCK) == 0
    put(county, "")
    assert cases.sweep(county.sessions, CLOCK) > 0


def test_archived_it_is_read_by_administrators_and_auditors_alone(
    app: Flask, county: County
) -> None:
    county.join("admin", "office", "tenant_admin")
    callers = {who: sign_in(app, county, who, DAY) for who in ("prosecutor", "admin")}
    put(county, ARCHIVED)

    refused = callers["prosecutor"].get("?limit=1")
    values = f"/api/v1/t/{HUIJI}/configuration"
    restore = callers["admin"].call("POST", f"{values}/revisions/1/restore", {})
    assert (refused.status_code, refused.json["code"]) == (409, "tenant.archived")
    assert callers["admin"].call("GET", values).status_code == 200
    assert restore.json["code"] == "tenant.suspended"
    with pytest.raises(ConflictError, match="archived"):
        put(county, "")


def test_archived_nothing_comes_from_above_and_nothing_falls_due(county: County) -> None:
    put(county, ARCHIVED)
    with global_session(county.sessions) as session:
        tenant = session.get_one(Tenant, HUIJI)
        tenant.parent_position, tenant.activates_at = -1, CLOCK.now()
        city = tenant.parent_id
    with unit_of_work(county.sessions, HUIJI) as uow:
        known = set(uow.session.scalars(select(ObligationRecord.id)))
        before = len(list_revisions(uow))

    later = on("2027-04-27")
    generate_all(county.sessions, later)
    tell_children(county.sessions, later, city or 0)
    activate_due(county.sessions, later)
    with unit_of_work(county.sessions, HUIJI) as uow:
        assert set(uow.session.scalars(select(ObligationRecord.id))) == known
        assert len(list_revisions(uow)) == before
        tenant = uow.session.get_one(Tenant, HUIJI)
        assert (tenant.parent_position, tenant.activates_at) == (-1, CLOCK.now())


def test_another_county_goes_on(sessions: sessionmaker[Session], app: Flask) -> None:
    huiji, shandan = build_county(sessions), build_county(sessions, SHANDAN)
    put(huiji, SUSPENDED)

    caller = sign_in(app, shandan, "prosecutor", DAY)
    assert caller.post("/procuratorial_suggestion", {}).json["code"] != "tenant.suspended"


def test_a_reason_is_asked_for_and_a_province_is_never_stopped(county: County) -> None:
    with pytest.raises(InvalidInputError, match="请写明理由"):
        put(county, SUSPENDED, "  ")
    with (
        pytest.raises(ConflictError, match="只有区县"),
        unit_of_work(county.sessions, 41) as uow,
    ):
        change_mode(uow, CLOCK, SUSPENDED, "x", by="cli")

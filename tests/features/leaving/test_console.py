"""The province stops a county, lets it go on, archives it and announces its removal."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.features.accounts.models import SessionToken
from liandong.features.audit.models import AuditEntry
from liandong.features.audit.service import AnchorStore
from liandong.features.documents.service import FileStore
from liandong.features.leaving.service import Places, export_county
from liandong.features.tenants.models import Tenant, TenantRemoval
from support.counties import HUIJI, SHANDAN, XUYI, County, on
from support.http import Caller, hidden_of, open_app, sign_in
from support.provinces import HENAN, build_province

DAY = "2026-04-27"
CLOCK = on(DAY)
BASE = f"/api/v1/t/{HENAN}/province"
STANDING = f"/t/{HENAN}/province/{HUIJI}/standing"


@pytest.fixture
def province(sessions: sessionmaker[Session]) -> County:
    return build_province(sessions)


@pytest.fixture
def app(sessions: sessionmaker[Session]) -> Flask:
    return open_app(sessions, DAY)


@pytest.fixture
def caller(app: Flask, province: County) -> Caller:
    caller = sign_in(app, province, "admin", DAY)
    caller.client.set_cookie("ld_session", caller.token)
    return caller


def mode(sessions: sessionmaker[Session]) -> str:
    with global_session(sessions) as session:
        return session.get_one(Tenant, HUIJI).mode


def kept(sessions: sessionmaker[Session], tenant_id: int, action: str) -> list[dict]:
    mine = (AuditEntry.tenant_id == tenant_id, AuditEntry.action == action)
    with unit_of_work(sessions, tenant_id) as uow:
        query = select(AuditEntry.content).where(*mine).order_by(AuditEntry.position)
        return list(uow.session.scalars(query))


def export(sessions: sessionmaker[Session], folder: Path) -> None:
    anchors = AnchorStore.at(str(folder / "anchors"))
    places = Places(FileStore.at(str(folder / "files")), anchors)
    export_county(sessions, CLOCK, places, HUIJI, folder / "out.zip", by="cli")


def put(caller: Caller, act: str, reason: str = "撤县并区") -> tuple[int, str]:
    """Send the form of the page; return how it answered, and what is said then."""
    page = caller.client.get(STANDING).text
    typed = {**hidden_of(page, "form_token"), "act": act, "reason": reason}
    answer = caller.client.post(STANDING, data=typed)
    told = answer if answer.status_code != 303 else caller.client.get(answer.location)
    return answer.status_code, told.text


def test_the_page_offers_what_can_be_done_and_does_it(
    app: Flask,
    province: County,
    caller: Caller,
    sessions: sessionmaker[Session],
    tmp_path: Path,
) -> None:
    console = caller.client.get(f"/t/{HENAN}/province").text
    assert STANDING in console
    assert put(caller, "suspend", " ")[0] == 422
    assert put(caller, "announce")[0] == 422
    assert put(caller, "suspend")[0] == 303
    assert mode(sessions) == "suspended"
    assert put(caller, "resume", "还要用")[0] == 303
    assert mode(sessions) == "live"
    assert put(caller, "archive")[0] == 303
    assert [each["to"] for each in kept(sessions, HUIJI, "tenant.mode")] == [
        "suspended",
        "live",
        "archived",
    ]
    assert [each["county"] for each in kept(sessions, HENAN, "tenant.mode")] == [str(HUIJI)] * 3

    status, said = put(caller, "announce")
    assert status == 409
    assert "先重新全量导出" in said
    export(sessions, tmp_path)
    assert put(caller, "announce")[0] == 303
    with global_session(sessions) as session:
        removal = session.scalars(select(TenantRemoval)).one()
    page = caller.client.get(STANDING).text
    assert removal.confirmation in page
    reader = sign_in(app, province, "auditor", DAY)
    reader.client.set_cookie("ld_session", reader.token)
    assert removal.confirmation not in reader.client.get(STANDING).text
    assert reader.call("GET", f"{BASE}/removals").json["items"][0]["confirmation"] is None
    assert "2026年5月27日" in page
    console = caller.client.get(f"/t/{HENAN}/province").text
    assert f"/t/{HENAN}/province/removals/{removal.id}" in console
    assert f"/t/{HENAN}/province/{HUIJI}/enter" not in console
    shown = caller.client.get(f"/t/{HENAN}/province/removals/{removal.id}")
    assert "还没有注销" in shown.text
    assert caller.client.get(f"{shown.request.path}/certificate.json").status_code == 404
    assert put(caller, "call_off", "不撤了")[0] == 303
    assert "预告注销" in put(caller, "archive")[1]
    assert len(kept(sessions, HENAN, "tenant.removal_called_off")) == 1


def test_the_same_over_http(
    caller: Caller, sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    def post(path: str, body: dict[str, str]) -> tuple[int, dict]:
        answer = caller.call("POST", f"{BASE}/tenants/{HUIJI}/{path}", body)
        return answer.status_code, answer.json

    why = {"reason": "撤县并区"}
    assert post("mode", {**why, "mode": "suspended"})[1]["mode"] == "suspended"
    assert post("mode", {**why, "mode": "working"})[1]["mode"] == "live"
    assert post("removal", why)[1]["code"] == "removal.not_archived"
    assert post("mode", {**why, "mode": "archived"})[1]["mode"] == "archived"
    assert post("removal", why)[1]["code"] == "removal.no_export"
    export(sessions, tmp_path)
    status, made = post("removal", why)
    assert (status, made["state"]) == (201, "announced")
    assert post("removal", why)[1]["code"] == "removal.announced"
    (listed,) = caller.call("GET", f"{BASE}/removals").json["items"]
    assert listed == made == caller.call("GET", f"{BASE}/removals/{made['id']}").json
    assert post("removal/call-off", why)[0] == 200
    assert post("removal/call-off", why)[1]["code"] == "removal.not_announced"
    assert caller.call("GET", f"{BASE}/removals").json["items"] == []


def test_nobody_else_stops_a_county_and_none_of_another_province(
    app: Flask, province: County, caller: Caller, sessions: sessionmaker[Session]
) -> None:
    asked = {"mode": "suspended", "reason": "x"}
    other = caller.call("POST", f"{BASE}/tenants/{SHANDAN}/mode", asked)
    assert other.status_code == 404
    reader = sign_in(app, province, "auditor", DAY)
    assert reader.call("POST", f"{BASE}/tenants/{HUIJI}/mode", asked).status_code in {403, 404}
    assert reader.call("GET", f"{BASE}/removals").status_code == 200
    reader.client.set_cookie("ld_session", reader.token)
    assert 'name="act"' not in reader.client.get(STANDING).text
    with global_session(sessions) as session:
        session.execute(update(SessionToken).values(created_at=on("2026-04-26").now()))
    unsure = caller.call("POST", f"{BASE}/tenants/{HUIJI}/mode", asked)
    assert unsure.json["code"] == "reauthentication.required"
    assert mode(sessions) == "live"


def test_two_counties_are_compared_as_on_the_page(
    caller: Caller, sessions: sessionmaker[Session]
) -> None:
    with global_session(sessions) as session:
        session.get_one(Tenant, XUYI).parent_id = 4101
    address = f"{BASE}/comparison?left={HUIJI}&right="

    found = caller.call("GET", f"{address}{XUYI}").json
    assert (found["left"]["name"], found["right"]["code"]) == ("惠济区", str(XUYI))
    assert {"units", "settings"} <= {each["part"] for each in found["differences"]}
    assert kept(sessions, XUYI, "tenant.compared") == [{"by": "41-admin", "from": "41"}]
    assert caller.call("GET", f"{address}{HUIJI}").json["differences"] == []
    assert caller.call("GET", f"{address}{SHANDAN}").status_code == 404
    assert caller.call("GET", f"{BASE}/comparison?left={HUIJI}").status_code == 422

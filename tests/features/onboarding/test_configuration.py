"""本地配置: values with their sources, revisions with what they changed, and going back."""

import io
import zipfile
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.tenants.service import amend, export_files, stated_now
from support.counties import HUIJI, County, build_county, on, shipped
from support.http import hidden_of, open_app, sign_in

DAY = "2026-04-27"
BASE, API = f"/t/{HUIJI}/configuration", f"/api/v1/t/{HUIJI}/configuration"


@pytest.fixture
def county(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions)


@pytest.fixture
def app(sessions: sessionmaker[Session]) -> Flask:
    return open_app(sessions, DAY)


def caller(app: Flask, county: County, who: str = "admin") -> Any:
    if who not in county.people:
        county.join(who, "office", "tenant_admin")
    return sign_in(app, county, who, DAY)


def browser(app: Flask, county: County, who: str = "admin") -> FlaskClient:
    client = app.test_client()
    client.set_cookie("ld_session", caller(app, county, who).token)
    return client


def rename(county: County, name: str) -> None:
    with unit_of_work(county.sessions, HUIJI) as uow:
        stated = stated_now(uow)
        changed = stated.with_file("tenant", {**stated.tenant, "short_name": name})
        amend(uow, on(DAY), changed, by="hj-admin")


def test_every_value_is_listed_with_its_layer_clause_and_day(app: Flask, county: County) -> None:
    client = browser(app, county)

    page = client.get(f"{BASE}?part=mechanisms").text
    found = client.get(f"{BASE}?part=mechanisms&q=检察建议").text

    assert "联席会议与专题会商" in page
    assert "惠济区（410108）" in page
    assert "惠政文〔2024〕22号" in page
    assert "检察建议办理" in found
    assert "联席会议与专题会商" not in found
    assert "没有找到" in client.get(f"{BASE}?part=mechanisms&q=查无此项").text


def test_one_value_says_what_it_stands_over(app: Flask, county: County) -> None:
    client = browser(app, county)

    page = client.get(f"{BASE}/value?path=limits.SUG-01").text

    assert "平台默认" in page
    assert "现行" in page
    assert client.get(f"{BASE}/value?path=limits.NONE-1").status_code == 422


def test_a_revision_says_what_it_changed_and_can_be_stated_again(
    app: Flask, county: County
) -> None:
    rename(county, "惠济区里")
    client = browser(app, county)

    listed = client.get(f"{BASE}/revisions").text
    assert "第 2 版" in listed
    assert "hj-admin" in listed
    assert "页面上修改" in listed
    step = client.get(f"{BASE}/revisions/2").text
    assert "short_name：惠济 → 惠济区里" in step
    assert "恢复这一版" not in step  # it governs already
    first = client.get(f"{BASE}/revisions/1").text
    gone = client.post(f"{BASE}/revisions/1/restore", data=hidden_of(first, "form_token"))

    assert gone.status_code == 303
    assert "short_name：惠济区里 → 惠济" in client.get(gone.location).text
    with unit_of_work(county.sessions, HUIJI) as uow:
        assert stated_now(uow).files == shipped(HUIJI).files
    assert client.get(f"{BASE}/revisions/9").status_code == 404


def test_who_may_not_go_back_is_offered_nothing(app: Flask, county: County) -> None:
    rename(county, "惠济区里")
    county.join("clerk2", "office", "office_clerk")
    client = browser(app, county, "clerk2")

    page = client.get(f"{BASE}/revisions/1").text
    token = hidden_of(client.get(f"/t/{HUIJI}/account").text, "form_token")

    assert "恢复这一版" not in page
    assert client.post(f"{BASE}/revisions/1/restore", data=token).status_code == 404


def test_a_phone_number_is_for_those_who_keep_the_roster(app: Flask, county: County) -> None:
    with unit_of_work(county.sessions, HUIJI) as uow:
        stated = stated_now(uow)
        first, *seats = stated.files["roster"]["seats"]
        roster = {**stated.files["roster"], "seats": [{**first, "phone": "13900001111"}, *seats]}
        amend(uow, on(DAY), stated.with_file("roster", roster), by="hj-admin")
    county.join("keeper", "copied", "reviewer")
    client, me = browser(app, county, "keeper"), caller(app, county, "keeper")

    listed = client.get(f"{BASE}?part=seats").text
    one = client.get(f"{BASE}/value?path=seats.{first['key']}").text

    assert first["label"] in listed
    assert client.get(f"{BASE}/revisions/2").status_code == 200
    for said in (listed, one, client.get(f"{BASE}/revisions/2").text, me.call("GET", API).text):
        assert "13900001111" not in said
    assert "导出资料包" not in listed
    assert client.get(f"{BASE}/package.zip").status_code == 404
    assert me.call("GET", f"{API}/package").status_code == 404


def test_in_english_a_mechanism_goes_by_its_english_name(app: Flask, county: County) -> None:
    with unit_of_work(county.sessions, HUIJI) as uow:
        stated = stated_now(uow)
        rules = stated.files["mechanisms"]
        entry = {**rules["enabled"]["joint_meeting"], "to_confirm": True, "note": "待核"}
        enabled = {**rules["enabled"], "joint_meeting": entry}
        amend(uow, on(DAY), stated.with_file("mechanisms", {**rules, "enabled": enabled}), by="x")
    client = browser(app, county)
    client.set_cookie("ld_language", "en")

    page = client.get(f"{BASE}/revisions/2").text

    assert "source.to_confirm: no → yes" in page
    assert "联席会议与专题会商" not in page


def test_the_package_goes_out_as_the_command_line_writes_it(app: Flask, county: County) -> None:
    taken = browser(app, county).get(f"{BASE}/package.zip")

    with zipfile.ZipFile(io.BytesIO(taken.data)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    expected = export_files(shipped(HUIJI))
    assert found == {f"{HUIJI}/{name}": content for name, content in expected.items()}


def test_programs_read_and_go_back_alike(app: Flask, county: County) -> None:
    rename(county, "惠济区里")
    me = caller(app, county)

    items = me.call("GET", API).json["items"]
    one = me.call("GET", f"{API}/value?path=tenant.short_name").json
    revisions = me.call("GET", f"{API}/revisions").json["items"]
    files = me.call("GET", f"{API}/package").json["files"]
    back = me.call("POST", f"{API}/revisions/1/restore", {}, Idempotency_Key="a" * 16)

    assert len(items) > 100
    assert (one["said"]["code"], one["said"]["value"]) == ("410108", "惠济区里")
    assert [each["position"] for each in revisions] == [2, 1]
    assert "惠济区里" in files["tenant.yaml"]
    assert (back.status_code, back.json["position"], back.json["cause"]) == (200, 3, "rollback")

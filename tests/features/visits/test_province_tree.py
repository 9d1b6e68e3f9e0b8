"""区县: a province reads how its counties say they fare, and what waits for them."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.features.onboarding.service import report, report_all
from liandong.features.tenants.models import Tenant, TenantHealth
from liandong.features.tenants.service import Standing, list_standings
from liandong.features.visits.pages.province_tree import needs_care, tree_parts
from support.counties import HUIJI, XUYI, County, build_county, on
from support.http import open_app, sign_in
from support.provinces import HENAN, build_province

DAY = "2026-04-27"
NOW = on(DAY).now()


@pytest.fixture
def county(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions)


@pytest.fixture
def province(sessions: sessionmaker[Session]) -> County:
    return build_province(sessions)


@pytest.fixture
def app(sessions: sessionmaker[Session]) -> Flask:
    return open_app(sessions, DAY)


def reported(county: County, day: str = DAY) -> TenantHealth:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        report(uow, on(day))
    with global_session(county.sessions) as session:
        found = session.get_one(TenantHealth, county.tenant_id)
        session.expunge(found)
        return found


def page(app: Flask, province: County, query: str = "") -> str:
    caller = sign_in(app, province, "admin", DAY)
    caller.client.set_cookie("ld_session", caller.token)
    return caller.client.get(f"/t/{HENAN}/province{query}").text


def listed(app: Flask, province: County, query: str = "") -> Any:
    return sign_in(app, province, "admin", DAY).call(
        "GET", f"/api/v1/t/{HENAN}/province/tenants{query}"
    )


def test_a_county_counts_what_it_lacks(county: County) -> None:
    before = reported(county)
    county.join("new", "office", "liaison")
    with unit_of_work(county.sessions, HUIJI) as uow:
        uow.session.execute(text("UPDATE seats SET person = NULL, post = NULL WHERE position = 1"))
        uow.session.execute(
            text("UPDATE enabled_mechanisms SET basis = '[]' WHERE key = 'joint_meeting'")
        )

    after = reported(county)

    assert before.n_unfilled_seats == 0
    assert after.n_unfilled_seats == 1
    assert after.n_units_without_liaison == before.n_units_without_liaison - 1
    assert after.n_mechanisms_without_basis == before.n_mechanisms_without_basis + 1
    assert after.reported_at == NOW


def test_a_county_counts_deadlines_that_are_over_and_the_last_act_of_a_person(
    county: County,
) -> None:
    assert reported(county).last_activity_at is None
    county.serve("2026-01-05")

    in_time, late = reported(county, "2026-01-06"), reported(county, DAY)

    assert in_time.n_overdue == 0
    assert 0 < late.n_overdue <= late.n_open_deadlines == in_time.n_open_deadlines
    assert late.last_activity_at is not None
    assert late.last_activity_at.date().isoformat() == "2026-01-05"


def test_every_county_reports_by_itself(county: County) -> None:
    build_county(county.sessions, XUYI)

    assert report_all(county.sessions, on(DAY)) >= 2
    with global_session(county.sessions) as session:
        found = {each.tenant_id for each in session.query(TenantHealth)}
    assert {HUIJI, XUYI} <= found


def test_the_page_shows_the_tree_and_what_waits(
    app: Flask, county: County, province: County
) -> None:
    reported(county)
    refusal = [{"where": "limits.SUG-01", "zh": "不能短于 30 天", "en": "not below 30 days"}]
    with global_session(county.sessions) as session:
        huiji = session.get_one(Tenant, HUIJI)
        huiji.parent_position, huiji.refusal = -1, refusal
        huiji.activates_at = datetime.fromisoformat("2026-05-06T00:00:00+08:00")

    shown = page(app, province)
    (city, found) = listed(app, province).json["items"]

    assert "郑州市" in shown
    assert "惠济区" in shown
    assert "上级的修改没有采用" in shown
    assert "limits.SUG-01：不能短于 30 天" in shown
    assert "5月6日" in shown
    assert "个单位没有联络员" in shown
    assert "盱眙" not in shown
    assert (city["code"], city["health"]) == ("4101", None)
    assert found["is_pending"] is True
    assert found["refusal"] == refusal
    assert found["health"]["unfilled_seats"] == 0
    assert "惠济区" in page(app, province, "?q=郑州+410108")
    assert "没有找到" in page(app, province, "?q=查无此县")


def test_the_list_goes_on_from_a_code(app: Flask, province: County) -> None:
    first = listed(app, province, "?limit=1").json
    second = listed(app, province, f"?limit=1&after={first['next']}").json

    assert [each["code"] for each in first["items"] + second["items"]] == ["4101", "410108"]
    assert second["items"][0]["health"]["reported_at"], "said when the package took effect"
    assert listed(app, province, "?limit=0").status_code == 422


def test_who_is_no_administrator_above_reads_nothing(app: Flask, county: County) -> None:
    stranger = sign_in(app, county, "handler", DAY)

    assert stranger.call("GET", f"/api/v1/t/{HUIJI}/province/tenants").status_code == 404


def test_the_whole_tree_is_one_statement(county: County) -> None:
    engine = county.sessions.kw["bind"]
    said: list[str] = []

    def note(_c: Any, _u: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    with global_session(county.sessions) as session:
        session.connection()
        event.listen(engine, "before_cursor_execute", note)
        try:
            found = list_standings(session)
            json.dumps([each.plain() for each in found])
        finally:
            event.remove(engine, "before_cursor_execute", note)
    assert len(found) > 2
    assert len([each for each in said if each.startswith("SELECT")]) == 1


def standing(code: str, parent: str | None = "41", **more: Any) -> Standing:
    level = {2: "province", 4: "city"}.get(len(code), "county")
    tenant = Tenant(
        id=int(code),
        code=code,
        name=f"甲{code}",
        level=level,
        parent_id=int(parent) if parent else None,
        mode=more.get("mode", "live"),
        position=1,
        parent_position=more.get("taken", 1),
    )
    return Standing(tenant, 1, more.get("health"))


def health(**more: Any) -> TenantHealth:
    counted = dict.fromkeys(
        ("n_unfilled_seats", "n_units_without_liaison", "n_mechanisms_without_basis"), 0
    )
    counted |= {"n_open_deadlines": 0, "n_overdue": 0}
    return TenantHealth(**{**counted, "reported_at": NOW, **more})


def test_who_needs_care_is_behind_silent_or_lacks_something() -> None:
    well = standing("410108", "4101", health=health())

    assert not needs_care(well, NOW)
    assert not needs_care(standing("4101"), NOW)
    assert needs_care(standing("4101", taken=0), NOW)
    assert needs_care(well, NOW + timedelta(days=2))
    assert needs_care(standing("410108", "4101"), NOW)
    assert needs_care(standing("410108", "4101", health=health(n_unfilled_seats=1)), NOW)
    assert not needs_care(standing("410108", "4101", mode="archived"), NOW)


def test_many_counties_are_folded_and_those_without_a_city_stand_last() -> None:
    many = [standing("4101"), standing("419001", "41", health=health())]
    many += [standing(f"4101{n:02}", "4101", health=health()) for n in range(60)]

    parts = tree_parts(many, {}, NOW, "/t/41", may_enter=True)

    assert not parts["is_open"]
    assert [(each["name"], len(each["rows"])) for each in parts["groups"]] == [
        ("甲4101", 60),
        ("省直管", 1),
    ]
    assert tree_parts(many, {"q": "410107"}, NOW, "/t/41", may_enter=False)["is_open"]
    assert tree_parts(many, {"show": "needs"}, NOW, "/t/41", may_enter=True)["groups"] == []

"""比较区县: where two counties differ, read in each by itself and kept in its chain."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.features.audit.models import AuditEntry
from liandong.features.onboarding.service import Asker, compare
from liandong.features.tenants.models import Tenant
from support.counties import HUIJI, SHANDAN, XUYI, build_county, on
from support.http import open_app, sign_in
from support.provinces import HENAN, build_province

DAY = "2026-04-27"
ASKER = Asker("hn-admin", str(HENAN))


def looked(sessions: sessionmaker[Session], tenant_id: int) -> list[dict]:
    query = select(AuditEntry.content).where(AuditEntry.action == "tenant.compared")
    with unit_of_work(sessions, tenant_id) as uow:
        return list(uow.session.scalars(query))


def test_a_county_does_not_differ_from_itself(sessions: sessionmaker[Session]) -> None:
    assert compare(sessions, on(DAY), HUIJI, HUIJI, None).differences == ()
    assert looked(sessions, HUIJI) == []


def test_what_differs_is_found_without_people_and_documents(
    sessions: sessionmaker[Session],
) -> None:
    found = compare(sessions, on(DAY), HUIJI, XUYI, ASKER)

    parts = {each.part for each in found.differences}
    words = str([(each.before, each.after) for each in found.differences])
    assert {"units", "mechanisms", "settings"} <= parts
    assert not any(each.path.startswith("source") for each in found.differences)
    assert "李伟光" not in words
    assert not any("numbering" in each.path for each in found.differences)
    assert {found.left.layer_of(each) for each in found.differences} == {None}


@pytest.mark.parametrize("tenant_id", [HUIJI, XUYI])
def test_each_county_keeps_who_looked(sessions: sessionmaker[Session], tenant_id: int) -> None:
    compare(sessions, on(DAY), HUIJI, XUYI, ASKER)

    (entry,) = looked(sessions, tenant_id)
    assert (entry["by"], entry["from"]) == ("hn-admin", "41")


def test_the_page_compares_counties_of_its_own_province_alone(
    sessions: sessionmaker[Session],
) -> None:
    build_county(sessions)
    province, app = build_province(sessions), open_app(sessions, DAY)
    base = f"/t/{HENAN}/province/compare"
    with global_session(sessions) as session:
        session.get_one(Tenant, XUYI).parent_id = 4101
    caller = sign_in(app, province, "admin", DAY)
    caller.client.set_cookie("ld_session", caller.token)

    asked = caller.client.get(base).text
    shown = caller.client.get(f"{base}?left={HUIJI}&right={XUYI}").text
    foreign = caller.client.get(f"{base}?left={HUIJI}&right={SHANDAN}")

    assert "惠济区" in asked
    assert "处不一样" in shown
    assert "盱眙县" in shown
    assert "李伟光" not in shown
    assert "热线线索怎样交换" in shown
    assert "双向推送并反馈" in shown
    assert "two_way_with_feedback" not in shown
    assert foreign.status_code == 404
    assert looked(sessions, SHANDAN) == []


def test_who_is_of_a_county_may_not_compare(sessions: sessionmaker[Session]) -> None:
    county, app = build_county(sessions), open_app(sessions, DAY)
    assert isinstance(app, Flask)
    caller = sign_in(app, county, "handler", DAY)
    caller.client.set_cookie("ld_session", caller.token)

    answer = caller.client.get(f"/t/{HUIJI}/province/compare?left={HUIJI}&right={HUIJI}")
    assert answer.status_code == 404

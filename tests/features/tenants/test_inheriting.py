"""A province and a city state rules for those below them; each takes them in as itself."""

from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from time import sleep
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.outbox import OutboxMessage
from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.entrypoints.administering import apply_all
from liandong.entrypoints.wiring import deliverer
from liandong.features.tenants.models import Tenant
from liandong.features.tenants.service import (
    StatedPackage,
    amend,
    apply,
    compile_package,
    current,
    layer_of,
    layers_for,
    list_revisions,
    plan,
    stated_now,
)
from liandong.kernel.errors import ConfigurationError
from support.counties import HUIJI, XUYI, on, shipped

NOW = on("2026-04-27")
HENAN, ZHENGZHOU, HUAIAN = 41, 4101, 3208
BASIS = [{"instrument": "civil-code-2020", "clause": "第二百零四条"}]
ASK = "accounts.ask_days"


def stating(code: int, **parts: Any) -> StatedPackage:
    """Return the shipped package of an upper level, with rules for those below."""
    package = shipped(code)
    return package.with_file("mechanisms", parts)


def setting(value: int, **more: Any) -> dict[str, Any]:
    return {ASK: {"value": value, "basis": BASIS, **more}}


def deliver(sessions: sessionmaker[Session], tenant_id: int) -> int:
    """Carry what waits in the outbox of a tenant, as relay and worker do."""
    with unit_of_work(sessions, tenant_id) as uow:
        mine = OutboxMessage.tenant_id == tenant_id
        waiting = list(uow.session.scalars(select(OutboxMessage).where(mine)))
        events = [each.id for each in waiting]
        for each in waiting:
            uow.session.delete(each)
    for event in events:
        deliverer(sessions)(tenant_id, event)
    return len(events)


def said(sessions: sessionmaker[Session], tenant_id: int = HUIJI) -> Any:
    with unit_of_work(sessions, tenant_id) as uow:
        return current(uow).setting(ASK, None)


def tenant(sessions: sessionmaker[Session], tenant_id: int = HUIJI) -> Tenant:
    with global_session(sessions) as session:
        found = session.get_one(Tenant, tenant_id)
        session.expunge(found)
        return found


@pytest.fixture
def carried(sessions: sessionmaker[Session]) -> sessionmaker[Session]:
    for each in (HENAN, ZHENGZHOU):
        deliver(sessions, each)
    return sessions


def test_what_a_province_states_reaches_its_counties_through_the_city(
    carried: sessionmaker[Session],
) -> None:
    sessions = carried
    apply_all(sessions, NOW, [stating(HENAN, settings=setting(5))])
    assert said(sessions) is None
    assert tenant(sessions, ZHENGZHOU).parent_position < tenant(sessions, HENAN).position

    assert deliver(sessions, HENAN) == 1
    assert said(sessions) is None
    assert deliver(sessions, ZHENGZHOU) == 1

    assert said(sessions) == 5
    with unit_of_work(sessions, HUIJI) as uow:
        latest = list_revisions(uow)[0]
        assert (latest.cause, latest.applied_by) == ("inherited", "郑州市")
        assert stated_now(uow).files == shipped(HUIJI).files
    assert tenant(sessions).parent_position == tenant(sessions, ZHENGZHOU).position


def test_the_nearest_level_wins_and_a_county_may_take_away(carried: sessionmaker[Session]) -> None:
    sessions = carried
    apply_all(sessions, NOW, [stating(HENAN, settings=setting(5))])
    apply_all(sessions, NOW, [stating(ZHENGZHOU, settings=setting(7))])
    deliver(sessions, ZHENGZHOU)
    assert said(sessions) == 7

    with unit_of_work(sessions, HUIJI) as uow:
        mine = deepcopy(dict(stated_now(uow).files["mechanisms"]))
        mine["settings"][ASK] = {"remove": True, "clauses": ["三(五)"]}
        assert amend(uow, NOW, stated_now(uow).with_file("mechanisms", mine), by="x")

    assert said(sessions) is None
    with unit_of_work(sessions, HUIJI) as uow:
        mine["settings"]["accounts.nothing"] = {"remove": True, "clauses": ["三(五)"]}
        with pytest.raises(ConfigurationError) as refused:
            amend(uow, NOW, stated_now(uow).with_file("mechanisms", mine), by="x")
    (problem,) = [p for p in refused.value.problems if "remove" in p.message_en]
    assert problem.where == "mechanisms.settings.accounts.nothing"


def test_clauses_of_an_upper_document_stay_citations_of_that_document() -> None:
    province = stating(HENAN, settings={ASK: {"value": 5, "clauses": ["全文"]}})
    document = {**province.tenant, "document": {"instrument": "henan-document-rules-2024"}}
    below = layers_of(province.with_file("tenant", document))

    package = compile_package(shipped(HUIJI), below).package

    (found,) = [each for each in package.settings if each.key == ASK]
    (basis,) = found.source.basis
    assert (basis.instrument, basis.clause) == ("henan-document-rules-2024", "全文")


def layers_of(*packages: StatedPackage) -> Any:
    return tuple(layer_of(each, 1) for each in packages)


def test_a_child_that_it_does_not_fit_keeps_what_governs_it_and_says_why(
    sessions: sessionmaker[Session],
) -> None:
    rung = {"key": "talk", "label": "约谈", "to": ["addressee"], "document": "talk_record"}
    rung |= {"confirmed_by": "office_clerk@office", "mechanisms": ["reverse_linkage"]}
    ladder = [{**rung, "basis": BASIS}]
    deliver(sessions, HUAIAN)
    apply_all(sessions, NOW, [stating(HUAIAN, escalation=ladder)])

    deliver(sessions, HUAIAN)

    assert len(revisions(sessions, XUYI)) == 1
    waiting = tenant(sessions, XUYI)
    assert waiting.parent_position < tenant(sessions, HUAIAN).position
    assert [each["where"] for each in waiting.refusal] == ["mechanisms.escalation.confirmed_by"]
    apply_all(sessions, NOW, [shipped(HUAIAN)])
    deliver(sessions, HUAIAN)
    assert tenant(sessions, XUYI).refusal is None
    assert tenant(sessions, XUYI).parent_position == tenant(sessions, HUAIAN).position


def revisions(sessions: sessionmaker[Session], tenant_id: int = HUIJI) -> list[Any]:
    with unit_of_work(sessions, tenant_id) as uow:
        return list(list_revisions(uow))


def test_a_message_that_comes_twice_or_late_changes_nothing(
    carried: sessionmaker[Session],
) -> None:
    sessions = carried
    apply_all(sessions, NOW, [stating(ZHENGZHOU, settings=setting(5))])
    with unit_of_work(sessions, ZHENGZHOU) as uow:
        early = list_revisions(uow)[0].id
    apply_all(sessions, NOW, [stating(ZHENGZHOU, settings=setting(7))])
    deliver(sessions, ZHENGZHOU)
    count = len(revisions(sessions))

    deliverer(sessions)(ZHENGZHOU, early)

    assert said(sessions) == 7
    assert len(revisions(sessions)) == count


def test_older_layers_do_not_take_the_place_of_newer_ones(
    carried: sessionmaker[Session],
) -> None:
    sessions = carried
    apply_all(sessions, NOW, [stating(ZHENGZHOU, settings=setting(5))])
    older = layers_for(sessions, ZHENGZHOU)
    apply_all(sessions, NOW, [stating(ZHENGZHOU, settings=setting(7))])
    deliver(sessions, ZHENGZHOU)

    with unit_of_work(sessions, HUIJI) as uow:
        apply(uow, NOW, shipped(HUIJI), older, by="late")

    assert said(sessions) == 7
    assert tenant(sessions).parent_position == tenant(sessions, ZHENGZHOU).position


def test_what_a_page_changes_meanwhile_is_not_undone(carried: sessionmaker[Session]) -> None:
    sessions = carried
    apply_all(sessions, NOW, [stating(ZHENGZHOU, settings=setting(5))])
    with unit_of_work(sessions, HUIJI) as uow, ThreadPoolExecutor(1) as pool:
        stated = stated_now(uow)
        renamed = {**stated.tenant, "short_name": "惠济区里"}
        amend(uow, NOW, stated.with_file("tenant", renamed), by="x")
        other = pool.submit(deliver, sessions, ZHENGZHOU)
        wait_for_a_lock(sessions)
        uow.session.commit()

        assert other.result(timeout=30) == 1

    assert said(sessions) == 5
    with unit_of_work(sessions, HUIJI) as uow:
        assert stated_now(uow).tenant["short_name"] == "惠济区里"


def wait_for_a_lock(sessions: sessionmaker[Session]) -> None:
    """Return once somebody waits for a named lock."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    for _ in range(200):
        with global_session(sessions) as session:
            if session.scalar(waiting):
                return
        sleep(0.05)
    raise AssertionError("nobody waits")


def test_a_plan_says_that_another_layer_states_it_from_now_on(
    carried: sessionmaker[Session],
) -> None:
    sessions = carried
    apply_all(sessions, NOW, [stating(ZHENGZHOU, settings=setting(5))])
    deliver(sessions, ZHENGZHOU)
    above = layers_for(sessions, ZHENGZHOU)
    mine = deepcopy(dict(shipped(HUIJI).files["mechanisms"]))
    mine["settings"] |= setting(5)

    with unit_of_work(sessions, HUIJI) as uow:
        compiled = compile_package(shipped(HUIJI).with_file("mechanisms", mine), above)
        (change,) = plan(uow, compiled)

    assert (change.key, change.path, change.before, change.after) == (ASK, "origin", "4101", "")

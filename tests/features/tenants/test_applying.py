import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.entrypoints.administering import apply_all
from liandong.features.tenants.models import EnabledMechanism, Tenant, TenantRevision
from liandong.features.tenants.service import compile_package, current
from liandong.features.tenants.service.applying import count_revisions
from liandong.features.units.service import list_active, names
from liandong.kernel.errors import ConfigurationError, NotFoundError
from support.counties import HUIJI, on, packages, shipped, without

NOW = on("2026-04-27")


def test_a_second_apply_changes_nothing(sessions: sessionmaker[Session]) -> None:
    with unit_of_work(sessions, HUIJI) as uow:
        before = count_revisions(uow)

    assert apply_all(sessions, NOW, packages()) == []

    with unit_of_work(sessions, HUIJI) as uow:
        assert count_revisions(uow) == before == 1


def test_a_changed_package_is_one_more_revision_and_governs_from_then_on(
    sessions: sessionmaker[Session],
) -> None:
    package = shipped(HUIJI)
    kept, *others = sorted(package.files["mechanisms"]["enabled"])
    with unit_of_work(sessions, HUIJI) as uow:
        version = uow.session.get(Tenant, HUIJI).policy_version

    assert apply_all(sessions, NOW, [without(package, *others)]) == [str(HUIJI)]

    with unit_of_work(sessions, HUIJI) as uow:
        assert count_revisions(uow) == 2
        mine = EnabledMechanism.tenant_id == uow.tenant_id
        keys = set(uow.session.scalars(select(EnabledMechanism.key).where(mine)))
        assert keys == {kept} == current(uow).enabled
        assert uow.session.get(Tenant, HUIJI).policy_version == version + 1
    assert apply_all(sessions, NOW, [package]) == [str(HUIJI)]
    with unit_of_work(sessions, HUIJI) as uow:
        assert current(uow).digest == compile_package(package).package.digest
        assert count_revisions(uow) == 3


def test_a_unit_that_left_the_package_keeps_its_row_and_its_id(
    sessions: sessionmaker[Session],
) -> None:
    package = shipped(HUIJI)
    *stay, gone = package.files["roster"]["units"]
    with unit_of_work(sessions, HUIJI) as uow:
        ids = {unit.key: unit.id for unit in list_active(uow)}

    apply_all(
        sessions, NOW, [package.with_file("roster", {**package.files["roster"], "units": stay})]
    )

    with unit_of_work(sessions, HUIJI) as uow:
        assert gone["key"] not in {unit.key for unit in list_active(uow)}
        assert not names(uow)[ids[gone["key"]]].is_active
    apply_all(sessions, NOW, [package])
    with unit_of_work(sessions, HUIJI) as uow:
        assert {unit.key: unit.id for unit in list_active(uow)} == ids


def test_a_child_waits_for_its_parent(sessions: sessionmaker[Session]) -> None:
    package = shipped(HUIJI)
    nowhere = {"province": {"code": "41", "name": "河南省"}, "city": {"code": "4199", "name": "无"}}
    orphaned = package.with_file("tenant", {**package.tenant, "code": "410199", "parents": nowhere})

    with pytest.raises(ConfigurationError, match="4199"):
        apply_all(sessions, NOW, [orphaned])

    with global_session(sessions) as session:
        assert session.get(Tenant, 410199) is None
    with pytest.raises(NotFoundError), unit_of_work(sessions, 410199) as uow:
        current(uow)
    with unit_of_work(sessions, 410199) as uow:
        mine = TenantRevision.tenant_id == uow.tenant_id
        assert uow.session.scalars(select(TenantRevision).where(mine)).all() == []

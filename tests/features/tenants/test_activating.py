"""A package waits for its day; what was changed meanwhile elsewhere stays, a clash is refused."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.features.tenants.models import ScheduledPackageEnd, Tenant
from liandong.features.tenants.service import (
    StatedPackage,
    activate_due,
    amend,
    cancel,
    list_revisions,
    list_waiting,
    schedule,
    stated_now,
)
from liandong.kernel.errors import InvalidInputError, NotFoundError
from support.counties import HUIJI, on, shipped

NOW, DAY, EVE = on("2026-12-20"), on("2027-01-01"), on("2026-12-31")
FIRST = date(2027, 1, 1)


def renamed(name: str) -> StatedPackage:
    package = shipped(HUIJI)
    return package.with_file("tenant", {**package.tenant, "short_name": name})


def other_reason(package: StatedPackage, reason: str) -> StatedPackage:
    return package.with_file("calendar", {"reason": reason, "days": []})


def plan_ahead(sessions: sessionmaker[Session], package: StatedPackage) -> Any:
    with unit_of_work(sessions, HUIJI) as uow:
        return schedule(uow, NOW, package, FIRST, by="hn-admin")


def now(sessions: sessionmaker[Session]) -> Any:
    with unit_of_work(sessions, HUIJI) as uow:
        return stated_now(uow).files


def ends(sessions: sessionmaker[Session]) -> list[ScheduledPackageEnd]:
    with unit_of_work(sessions, HUIJI) as uow:
        mine = ScheduledPackageEnd.tenant_id == HUIJI
        found = list(uow.session.scalars(select(ScheduledPackageEnd).where(mine)))
        uow.session.expunge_all()
        return found


def test_it_takes_effect_on_its_day_once_and_not_before(sessions: sessionmaker[Session]) -> None:
    plan_ahead(sessions, renamed("新惠济"))

    assert activate_due(sessions, EVE) == 0
    assert now(sessions)["tenant"]["short_name"] == "惠济"
    assert activate_due(sessions, DAY) == 1
    assert activate_due(sessions, DAY) == 0

    assert now(sessions)["tenant"]["short_name"] == "新惠济"
    with unit_of_work(sessions, HUIJI) as uow:
        latest = list_revisions(uow)[0]
        assert (latest.cause, latest.applied_by) == ("scheduled", "hn-admin")
        assert list_waiting(uow) == []
    with global_session(sessions) as session:
        assert session.get_one(Tenant, HUIJI).activates_at is None
    assert [each.outcome for each in ends(sessions)] == ["activated"]


def test_what_was_changed_in_another_file_meanwhile_stays(sessions: sessionmaker[Session]) -> None:
    plan_ahead(sessions, renamed("新惠济"))
    with unit_of_work(sessions, HUIJI) as uow:
        amend(uow, NOW, other_reason(stated_now(uow), "没有"), by="hj-admin")

    assert activate_due(sessions, DAY) == 1

    assert now(sessions)["tenant"]["short_name"] == "新惠济"
    assert now(sessions)["calendar"]["reason"] == "没有"


def test_what_was_changed_in_the_same_file_refuses_it(sessions: sessionmaker[Session]) -> None:
    plan_ahead(sessions, renamed("新惠济"))
    with unit_of_work(sessions, HUIJI) as uow:
        amend(uow, NOW, renamed("惠济区里"), by="hj-admin")

    assert activate_due(sessions, DAY) == 0

    assert now(sessions)["tenant"]["short_name"] == "惠济区里"
    (end,) = ends(sessions)
    assert (end.outcome, [each["where"] for each in end.problems]) == ("refused", ["tenant"])


def test_it_can_be_called_off(sessions: sessionmaker[Session]) -> None:
    waiting = plan_ahead(sessions, renamed("新惠济"))
    with unit_of_work(sessions, HUIJI) as uow:
        cancel(uow, NOW, waiting, by="hn-admin")

    assert activate_due(sessions, DAY) == 0
    assert now(sessions)["tenant"]["short_name"] == "惠济"
    with unit_of_work(sessions, HUIJI) as uow, pytest.raises(NotFoundError):
        cancel(uow, NOW, waiting, by="hn-admin")


def test_a_day_that_is_not_to_come_and_what_holds_already_are_refused(
    sessions: sessionmaker[Session],
) -> None:
    with unit_of_work(sessions, HUIJI) as uow:
        with pytest.raises(InvalidInputError, match="a day to come"):
            schedule(uow, DAY, renamed("新惠济"), FIRST, by="x")
        with pytest.raises(InvalidInputError, match="in force already"):
            schedule(uow, NOW, shipped(HUIJI), FIRST, by="x")

"""Imported schedules, and by which of them a county counts."""

from datetime import date

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.features.tenants.service import (
    accept_schedule,
    calendar_of,
    configuration,
    current,
    keep_schedule,
    newest_schedules,
)
from support.counties import HUIJI, SHANDAN, XUYI, on
from support.notices import keep, schedule

EVE, AFTER_PROVISIONAL, AFTER = date(2027, 2, 4), date(2027, 2, 9), date(2027, 2, 12)


def next_working_day(sessions: sessionmaker[Session], tenant_id: int = HUIJI) -> date:
    with unit_of_work(sessions, tenant_id) as uow:
        return calendar_of(current(uow)).add(EVE, 1)


def accept(sessions: sessionmaker[Session], *, spring_until: str = "2027-02-11") -> bool:
    (imported,) = keep(sessions, schedule(spring_until=spring_until))
    with unit_of_work(sessions, HUIJI) as uow:
        return accept_schedule(uow, on("2026-11-06"), imported, "test")


def test_the_same_content_is_kept_once(sessions: sessionmaker[Session]) -> None:
    with global_session(sessions) as session:
        assert keep_schedule(session, on("2026-11-05"), schedule(), "one")
        assert not keep_schedule(session, on("2026-11-06"), schedule(), "two")
        (kept,) = newest_schedules(session)

    assert (kept.imported_by, kept.schedule) == ("one", schedule())


def test_importing_lets_nobody_count_otherwise(sessions: sessionmaker[Session]) -> None:
    before = next_working_day(sessions)

    keep(sessions, schedule())

    assert next_working_day(sessions) == before == AFTER_PROVISIONAL


def test_an_acceptance_holds_in_its_county_alone_and_names_another_version(
    sessions: sessionmaker[Session],
) -> None:
    with unit_of_work(sessions, HUIJI) as uow:
        version = calendar_of(current(uow)).version

    assert accept(sessions)
    assert not accept(sessions)

    assert (next_working_day(sessions), next_working_day(sessions, SHANDAN)) == (
        AFTER,
        AFTER_PROVISIONAL,
    )
    with unit_of_work(sessions, HUIJI) as uow:
        calendar = calendar_of(current(uow))
    assert calendar.version != version
    assert calendar.version.startswith("2024–2027#")
    assert not calendar.is_provisional(EVE)


def test_of_one_year_the_last_acceptance_holds(sessions: sessionmaker[Session]) -> None:
    accept(sessions)
    with global_session(sessions) as session:
        keep_schedule(session, on("2026-11-07"), schedule(spring_until="2027-02-14"), "test")
        (newest,) = newest_schedules(session, 2027)
    with unit_of_work(sessions, HUIJI) as uow:
        assert accept_schedule(uow, on("2026-11-08"), newest, "test")

    assert next_working_day(sessions) == date(2027, 2, 15)


def test_an_acceptance_of_another_process_is_seen_at_once(
    sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert next_working_day(sessions) == AFTER_PROVISIONAL
    ours = dict(configuration._cache)

    accept(sessions)  # elsewhere: what we have cached is what we had before
    monkeypatch.setattr(configuration, "_cache", ours)

    assert next_working_day(sessions) == AFTER


def test_what_was_put_aside_is_read_again_and_answers_the_same(
    sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(configuration, "KEPT", 2)
    monkeypatch.setattr(configuration, "_cache", {})

    def asked(tenant_id: int) -> configuration.Configuration:
        with unit_of_work(sessions, tenant_id) as uow:
            return configuration.current(uow)

    counties = (HUIJI, SHANDAN, XUYI, HUIJI)
    first = {tenant_id: asked(tenant_id) for tenant_id in counties[:3]}
    assert set(configuration._cache) == {SHANDAN, XUYI}
    for tenant_id in counties:
        again = asked(tenant_id)
        assert (again.digest, again.package) == (
            first[tenant_id].digest,
            first[tenant_id].package,
        )
        assert len(configuration._cache) == 2
    assert asked(XUYI) is asked(XUYI)
    asked(SHANDAN)
    assert set(configuration._cache) == {XUYI, SHANDAN}


def test_what_governs_is_asked_for_in_one_query(sessions: sessionmaker[Session]) -> None:
    accept(sessions)
    asked: list[str] = []
    next_working_day(sessions)

    event.listen(sessions.kw["bind"], "before_cursor_execute", lambda *a: asked.append(a[2]))
    next_working_day(sessions)

    assert len([each for each in asked if each.startswith("SELECT")]) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE calendar_schedules SET year = 2028",
        "DELETE FROM calendar_schedules",
        "UPDATE accepted_schedules SET year = 2028",
        "DELETE FROM accepted_schedules",
    ],
)
def test_the_application_may_not_change_what_was_imported_or_accepted(
    sessions: sessionmaker[Session], statement: str
) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        unit_of_work(sessions, HUIJI) as uow,
    ):
        uow.session.execute(text(statement))

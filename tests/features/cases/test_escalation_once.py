"""Each rung is suggested exactly once: two sweeps, crashes, repeated messages, moving clocks."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select

from liandong.db.engine import open_engine, open_sessions
from liandong.db.outbox import OutboxMessage
from liandong.db.unit_of_work import UnitOfWork, unit_of_work
from liandong.features.cases import service
from liandong.features.cases.models import CaseEvent
from liandong.features.cases.service import sweeping
from support.counties import County
from support.ladders import FIRST, at, decide, late, next_day, rungs, sweep, told

NEXT = "2026-06-03"


@pytest.fixture
def huiji(county: Callable[..., County]) -> County:
    return county()


def _events(county: County) -> list[str]:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        mine = (CaseEvent.tenant_id == uow.tenant_id, CaseEvent.kind == "escalation")
        order = (CaseEvent.recorded_at, CaseEvent.position)
        return list(uow.session.scalars(select(CaseEvent.transition).where(*mine).order_by(*order)))


def test_two_sweeps_at_once_suggest_once_and_a_restart_does_not_repeat_it(
    huiji: County, database: str
) -> None:
    cases = [late(huiji) for _ in range(3)]

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: service.sweep(huiji.sessions, at(FIRST)), range(2)))

    assert _events(huiji) == ["supervise.suggested"] * len(cases)
    assert sorted(rung.case_id for rung in rungs(huiji)) == sorted(cases)
    engine = open_engine(database)
    assert service.sweep(open_sessions(engine), at(FIRST)) == 0
    engine.dispose()


class KilledError(RuntimeError):
    pass


def test_killed_before_it_is_committed_nothing_was_suggested_and_the_next_sweep_does_it(
    huiji: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    late(huiji)

    def suggest_and_die(uow: UnitOfWork, *rest: Any) -> None:
        original(uow, *rest)
        uow.session.flush()
        raise KilledError

    original = sweeping.suggest
    monkeypatch.setattr(sweeping, "suggest", suggest_and_die)
    with pytest.raises(ExceptionGroup) as failed:
        sweep(huiji, FIRST)
    assert isinstance(failed.value.exceptions[0], KilledError)
    assert rungs(huiji) == []
    assert _events(huiji) == []
    assert _messages(huiji, "escalation") == []

    monkeypatch.setattr(sweeping, "suggest", original)
    sweep(huiji, FIRST)

    huiji.tell(FIRST)
    assert _events(huiji) == ["supervise.suggested"]
    assert told(huiji, "suggested") == [huiji.units["office"]]


def test_killed_after_the_commit_it_is_told_later_and_repeated_messages_tell_once(
    huiji: County,
) -> None:
    late(huiji)
    sweep(huiji, FIRST)
    assert told(huiji, "suggested") == []  # the process ended before the message was relayed
    assert len(_messages(huiji, "escalation")) == 1

    for _ in range(3):
        huiji.tell("2026-05-20")

    assert told(huiji, "suggested") == [huiji.units["office"]]
    decide(huiji, "office", "2026-05-20", "confirm")
    for _ in range(3):
        huiji.tell("2026-05-20")
    assert sorted(told(huiji, "confirmed")) == sorted(
        [huiji.units["addressee"], huiji.units["procuratorate"]]
    )


def _messages(county: County, kind: str) -> list[Any]:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        query = (
            select(OutboxMessage.id)
            .join(CaseEvent, CaseEvent.id == OutboxMessage.id)
            .where(OutboxMessage.tenant_id == uow.tenant_id, CaseEvent.kind == kind)
        )
        return list(uow.session.scalars(query))


def test_a_clock_that_leaps_over_several_rungs_suggests_one(huiji: County) -> None:
    case_id = huiji.serve("2026-03-02")
    huiji.fire("prosecutor", "2026-03-02", case_id, "file_upward")

    sweep(huiji, *["2026-12-31"] * 4)

    assert [(rung.rung, rung.state) for rung in rungs(huiji)] == [("supervise", "suggested")]
    decide(huiji, "office", "2026-12-31", "confirm")
    assert sweep(huiji, "2026-12-31") == 0  # counted from the confirmation


def test_a_clock_that_goes_back_suggests_nothing_and_repeats_nothing(huiji: County) -> None:
    case_id = late(huiji)
    sweep(huiji, FIRST)

    assert sweep(huiji, "2026-05-07", "2026-01-05", "2026-05-18") == 0
    decide(huiji, "office", "2026-05-20", "confirm")
    assert sweep(huiji, "2026-05-07", FIRST, "2026-06-02") == 0
    assert next_day(huiji, case_id) == ("bulletin", NEXT)
    assert sweep(huiji, NEXT) == 1


@pytest.mark.parametrize(
    ("served", "late_on", "first"),
    [
        ("2026-03-02", "2026-05-07", "2026-05-19"),  # 9 May is a Saturday, but worked
        # due on 28 September; 1 to 7 October are off, 10 October is worked
        ("2026-07-28", "2026-09-29", "2026-10-16"),
        # due on 11 February; Spring Festival is from 15 to 23 February, 14 and 28 are worked
        ("2025-12-11", "2026-02-12", "2026-03-03"),
    ],
)
def test_weekends_and_holidays_do_not_burn_a_rung(
    huiji: County, served: str, late_on: str, first: str
) -> None:
    case_id = huiji.serve(served)
    huiji.fire("prosecutor", served, case_id, "file_upward")
    sweep(huiji, late_on)

    assert next_day(huiji, case_id) == ("supervise", first)


def test_a_decision_and_a_sweep_at_once_leave_one_rung_each(huiji: County) -> None:
    late(huiji)
    sweep(huiji, FIRST)

    def confirm(_: int) -> str:
        try:
            return decide(huiji, "office", FIRST, "confirm", seen=1).state
        except Exception as error:  # noqa: BLE001  # what was raised is the result
            return type(error).__name__

    with ThreadPoolExecutor(3) as pool:
        sweeping_too = pool.submit(sweep, huiji, FIRST)
        results = sorted(pool.map(confirm, range(2)))
        sweeping_too.result(30)

    assert results == ["StaleError", "confirmed"]
    assert _events(huiji) == ["supervise.suggested", "supervise.confirmed"]

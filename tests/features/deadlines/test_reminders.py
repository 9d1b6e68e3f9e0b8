"""Words before a due day and after it: each once, whoever sweeps and however often."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.engine import open_engine, open_sessions
from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases import service
from liandong.features.cases.models import CaseEvent
from liandong.features.cases.service.sweeping import sweep_tenant
from liandong.features.cases.service.words_due import say_words_due
from liandong.features.notifications.models import Notice
from liandong.kernel.clock import FixedClock
from support.counties import County, build_county

SERVED = "2026-03-02"
CHINA = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions)


def _notices(county: County, limit: str = "SUG-01") -> list[Notice]:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        mine = (Notice.tenant_id == uow.tenant_id, Notice.kind.startswith("deadline."))
        found = uow.session.scalars(select(Notice).where(*mine).order_by(Notice.recorded_at))
        return [notice for notice in found if notice.content["limit_id"] == limit]


def _instants(county: County, case_id: Any) -> Iterator[FixedClock]:
    for at in county.deadline(case_id, "SUG-01")["fires"]:
        yield FixedClock(datetime.fromisoformat(at))


def _sweep(county: County, clock: FixedClock) -> int:
    """Sweep, and deliver what was announced, as scheduler and worker do."""
    said = service.sweep(county.sessions, clock)
    county.tell(clock.today().isoformat())
    return said


def _sweep_twice_at_once(county: County, clock: FixedClock) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: service.sweep(county.sessions, clock), range(2)))
    for _ in range(2):  # a message may come twice
        county.tell(clock.today().isoformat())


def test_each_word_is_said_once_under_two_sweeps_at_once_and_after_a_restart(
    huiji: County, database: str
) -> None:
    case_id = huiji.serve(SERVED)
    huiji.fire("prosecutor", SERVED, case_id, "file_upward")
    instants = list(_instants(huiji, case_id))
    assert len(instants) >= 4

    for said, clock in enumerate(instants, 1):
        _sweep_twice_at_once(huiji, clock)
        assert len([n for n in _notices(huiji) if n.unit_id == huiji.units["addressee"]]) == said
    engine = open_engine(database)
    for clock in instants:
        assert service.sweep(open_sessions(engine), clock) == 0
    engine.dispose()

    kinds = [n.kind for n in _notices(huiji) if n.unit_id == huiji.units["addressee"]]
    assert kinds == ["deadline.ahead"] * (len(instants) - 2) + ["deadline.today", "deadline.late"]
    mine = CaseEvent.tenant_id == huiji.tenant_id
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        said = list(
            uow.session.scalars(select(CaseEvent).where(mine, CaseEvent.kind == "reminder"))
        )
    words = [
        e.payload["reminder"]["kind"] for e in said if e.payload["reminder"]["limit_id"] == "SUG-01"
    ]
    assert len(words) == len(instants)


def test_the_words_stand_on_working_days_before_the_day_on_it_and_after_it(huiji: County) -> None:
    case_id = huiji.serve(SERVED)

    fires = [clock.now().astimezone(CHINA) for clock in _instants(huiji, case_id)]

    assert [at.date().isoformat() for at in fires[-3:]] == [
        "2026-04-30",
        "2026-05-06",
        "2026-05-07",
    ]
    assert {at.time() for at in fires} == {time(9)}


def test_only_lateness_reaches_the_procuratorate(huiji: County) -> None:
    case_id = huiji.serve(SERVED)
    for clock in _instants(huiji, case_id):
        _sweep(huiji, clock)

    ours = [n.kind for n in _notices(huiji) if n.unit_id == huiji.units["procuratorate"]]

    assert ours == ["deadline.late"]
    for who in ("bystander", "copied", "office"):
        assert not [n for n in _notices(huiji) if n.unit_id == huiji.units[who]]


def test_after_a_long_silence_the_last_word_is_said_and_the_missed_ones_are_not(
    huiji: County,
) -> None:
    case_id = huiji.serve(SERVED)
    last = list(_instants(huiji, case_id))[-1]

    _sweep(huiji, last)

    theirs = [n.kind for n in _notices(huiji) if n.unit_id == huiji.units["addressee"]]
    assert theirs == ["deadline.late"]
    assert _sweep(huiji, last) == 0


@pytest.mark.parametrize("end", ["reply", "withdraw"])
def test_nobody_is_reminded_of_what_is_no_longer_owed(huiji: County, end: str) -> None:
    case_id = huiji.serve(SERVED)
    instants = list(_instants(huiji, case_id))
    if end == "reply":
        huiji.reply("2026-03-20", case_id)
    else:
        huiji.fire("chief", SERVED, case_id, "withdraw", facts={"why": "有误"})

    for clock in instants:
        _sweep(huiji, clock)

    assert _notices(huiji) == []


def test_a_reminder_does_not_forbid_to_record_what_happened_the_day_before(
    huiji: County,
) -> None:
    case_id = huiji.serve(SERVED)
    instants = list(_instants(huiji, case_id))
    _sweep(huiji, instants[0])

    day = instants[0].today()
    before = day.replace(day=day.day - 1)
    assert (
        huiji.fire("prosecutor", day.isoformat(), case_id, "file_upward", occurred_on=before)
        == "served"
    )


def test_a_sweep_and_an_act_at_once_do_not_block_each_other_for_good(
    huiji: County, county_acts: Callable[[County, int], list[Any]]
) -> None:
    assert county_acts(huiji, 3) == ["served"] * 3


@pytest.fixture
def county_acts() -> Callable[[County, int], list[Any]]:
    """Let several cases be acted on while one sweep speaks of all of them."""

    def run(county: County, n: int) -> list[Any]:
        served = [county.serve(SERVED) for _ in range(n)]
        clock = next(iter(_instants(county, served[0])))
        day = clock.today().isoformat()
        with ThreadPoolExecutor(n + 1) as pool:
            sweeping = pool.submit(service.sweep, county.sessions, clock)
            acting = [
                pool.submit(county.fire, "prosecutor", day, case_id, "file_upward")
                for case_id in reversed(served)
            ]
            sweeping.result(30)
            return [done.result(30) for done in acting]

    return run


def test_a_letter_unconfirmed_after_24_hours_is_the_senders_affair_once(huiji: County) -> None:
    case_id = huiji.issue("2026-04-14")
    (fails_at,) = huiji.deadline(case_id, "delivery")["fires"]
    assert fails_at[:10] == "2026-04-15"
    late = FixedClock(datetime.fromisoformat(fails_at))

    for _ in range(2):
        _sweep(huiji, late)

    told = [(n.unit_id, n.kind) for n in _notices(huiji, "delivery")]
    assert told == [(huiji.units["procuratorate"], "deadline.unconfirmed")]
    facts = {"delivery_mode": "electronic"}  # a confirmation that still arrives first counts
    assert huiji.fire("head", "2026-04-16", case_id, "serve", facts=facts) == "served"
    assert huiji.deadline(case_id, "delivery")["state"] == "done"


def test_only_what_accuses_is_said_case_by_case(huiji: County) -> None:
    served = [huiji.serve(SERVED) for _ in range(3)]
    for case_id in served:
        huiji.fire("prosecutor", SERVED, case_id, "file_upward")
    *before, late = _instants(huiji, served[0])

    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        said = [say_words_due(uow, clock).words for clock in before]
        assert say_words_due(uow, late).words == 0

    assert min(said) == 3
    # The other counties' own words, such as those about filings, are not counted here.
    assert sweep_tenant(huiji.sessions, late, huiji.tenant_id) == 3

"""Real commits from several threads: one wins, the others are told, nothing is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier, Event
from typing import Any

import pytest
from sqlalchemy import func, select

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.features.audit import service as audit
from liandong.features.cases import service
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.cases.service import FireTransition
from liandong.features.deadlines.models import Deadline
from liandong.features.tenants.models import TenantWakeup
from liandong.kernel.errors import ConflictError, StaleError
from support.counties import County

DAY = "2026-04-27"
CONFIRMED = {"delivery_mode": "electronic"}


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run acts side by side from one starting line; return what came of each."""
    line = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        line.wait(10)
        try:
            return act()
        except Exception as error:  # noqa: BLE001  # what was raised is the result
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.parametrize(("reads_first", "refusal"), [(True, StaleError), (False, ConflictError)])
def test_of_two_who_confirm_at_once_one_wins_and_the_other_is_told(
    county: Callable[..., County], *, reads_first: bool, refusal: type[Exception]
) -> None:
    huiji = county()
    case_id = huiji.issue(DAY)
    seen = huiji.look("handler", case_id)["position"] if reads_first else None

    def confirm() -> str:
        return huiji.fire("handler", DAY, case_id, "serve", facts=CONFIRMED, seen=seen)

    results = at_once(confirm, confirm)

    assert results.count("served") == 1
    assert next(type(r) for r in results if r != "served") in {refusal, *refusal.__subclasses__()}
    clocks = huiji.look("prosecutor", case_id)["deadlines"]
    assert [clock["stands_for"] for clock in clocks].count("SUG-01") == 1
    _assert_gapless(huiji)


def test_signatures_at_once_give_each_letter_a_number_of_its_own(
    county: Callable[..., County],
) -> None:
    huiji = county()
    ready = [huiji.open(DAY) for _ in range(4)]
    for case_id in ready:
        huiji.step("prosecutor", DAY, case_id, "submit")
        huiji.step("reviewer", DAY, case_id, "review")

    results = at_once(*(lambda c=c: huiji.fire("chief", DAY, c, "issue") for c in ready))

    assert results == ["issued"] * 4
    numbers = sorted(huiji.look("prosecutor", case_id)["number"] for case_id in ready)
    assert numbers == [f"惠检建〔2026〕{n}号" for n in (1, 2, 3, 4)]
    _assert_gapless(huiji)
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        assert audit.verify(uow) is None


def _assert_gapless(county: County) -> None:
    mine = CaseEvent.tenant_id == county.tenant_id
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        counted = select(
            CaseEvent.case_id,
            func.count(),
            func.max(CaseEvent.position),
            func.min(CaseEvent.position),
        )
        for case_id, n, last, first in uow.session.execute(
            counted.where(mine).group_by(CaseEvent.case_id)
        ):
            assert (first, last) == (1, n)
            assert uow.session.get(Case, (county.tenant_id, case_id)).position == n


def test_the_earliest_wake_up_survives_two_deliveries_at_once(
    county: Callable[..., County],
) -> None:
    huiji = county()
    urgent = {"variant": "urgent", "urgency_reason": "扩散", "stated_days": 3, "objection_days": 90}
    later, sooner = (huiji.issue(DAY, objection_days=90), huiji.issue(DAY, **urgent))
    for case_id in (later, sooner):
        huiji.fire("prosecutor", DAY, case_id, "file_upward")
    acted, finish = Event(), Event()

    def deliver_and_linger() -> None:
        day = date.fromisoformat(DAY)
        with huiji.acting("handler", DAY) as (uow, me, clock):
            command = FireTransition("serve", day, CONFIRMED)
            service.fire_transition(uow, me, clock, sooner, command)
            uow.session.flush()
            acted.set()
            finish.wait(1)

    def deliver() -> None:
        acted.wait(10)
        huiji.fire("handler", DAY, later, "serve", facts=CONFIRMED)

    assert at_once(deliver_and_linger, deliver) == [None, None]
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        mine = (Deadline.tenant_id == uow.tenant_id, Deadline.state == "open")
        first = uow.session.scalar(select(func.min(Deadline.next_fire_at)).where(*mine))
    with global_session(huiji.sessions) as session:
        assert session.get(TenantWakeup, huiji.tenant_id).due_at == first

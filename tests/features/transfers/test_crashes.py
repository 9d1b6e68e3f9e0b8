"""Killed between any two steps: one county answers for the matter, and both records agree."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from liandong.db.unit_of_work import unit_of_work
from liandong.features.audit import service as audit
from liandong.features.cases import service as cases
from liandong.features.notifications import service as notifications
from liandong.features.transfers import service
from liandong.features.transfers.service import carrying, deciding
from liandong.kernel.errors import ConflictError, NotFoundError
from support.counties import SHANDAN, WENSHUI, XUYI, on
from support.isolation import of
from support.transfers import DAY, Act, Pair, failing

HERE = {"huiji": 1, "shandan": 0}
THERE = {"huiji": 0, "shandan": 1}


def all_is_well(pair: Pair) -> None:
    """Both records agree, both audit chains hold, and nobody else has heard of anything."""
    assert pair.found_wrong() == []
    for county in (pair.huiji, pair.shandan):
        with unit_of_work(pair.sessions, county.tenant_id) as uow:
            assert audit.verify(uow) is None
    for tenant_id in (WENSHUI, XUYI):
        with unit_of_work(pair.sessions, tenant_id) as uow:
            for table in ("transfers", "transfer_records", "cases", "notices", "outbox"):
                assert uow.session.scalar(of(table, "SELECT count(*) FROM {t}")) == 0, table


def test_the_matter_goes_over_and_one_county_answers_for_it_all_the_time(pair: Pair) -> None:
    case_id, transfer_id = pair.offered()
    assert pair.responsible() == HERE
    pair.settle()
    assert pair.responsible() == HERE
    assert pair.state(pair.huiji, transfer_id) == "received"

    taken = pair.accept(transfer_id)
    assert pair.responsible() == THERE
    pair.settle()

    assert pair.responsible() == THERE
    assert pair.custody(pair.huiji, case_id) == "given"
    assert pair.custody(pair.shandan, taken) == "own"
    assert pair.state(pair.huiji, transfer_id) == "accepted"
    all_is_well(pair)


def test_an_offer_that_was_never_committed_left_nothing(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    clue = pair.clue()
    monkeypatch.setattr("liandong.features.transfers.service.recording.audit.append", failing)
    with pytest.raises(RuntimeError):
        pair.offer(clue.id)
    monkeypatch.undo()

    assert pair.relay(pair.huiji) == 0
    assert pair.custody(pair.huiji, clue.id) == "own"
    assert pair.responsible() == HERE
    all_is_well(pair)


def test_committed_and_not_relayed_it_waits_in_the_outbox(pair: Pair) -> None:
    case_id, transfer_id = pair.offered()

    assert pair.state(pair.shandan, transfer_id) is None
    assert pair.found_wrong() == ["the other county has not heard of it yet"]
    assert pair.custody(pair.huiji, case_id) == "offered"
    assert pair.responsible() == HERE
    pair.settle()
    all_is_well(pair)


def test_killed_between_reading_here_and_writing_there_it_is_carried_again(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, transfer_id = pair.offered()
    with unit_of_work(pair.sessions, pair.huiji.tenant_id) as uow:
        messages = list(uow.session.scalars(of("outbox", "SELECT id FROM {t}")))
    monkeypatch.setattr(carrying, "receive", failing)
    with pytest.raises(RuntimeError):
        pair.relay(pair.huiji)
    monkeypatch.undo()
    assert pair.state(pair.shandan, transfer_id) is None

    for _ in range(2):  # the broker gives it to another worker, and once too often
        for each in messages:
            carrying.carry(pair.sessions, on(DAY), pair.huiji.tenant_id, each)
    pair.settle()
    assert pair.state(pair.shandan, transfer_id) == "received"
    all_is_well(pair)


def test_what_the_broker_dropped_for_good_is_said_again(pair: Pair) -> None:
    _, transfer_id = pair.offered()
    pair.drop(pair.huiji)
    assert pair.relay(pair.huiji) == 0
    assert service.carry_again(pair.sessions, on("2026-09-01")) == 0  # long ago: nobody waits
    assert pair.state(pair.shandan, transfer_id) is None

    assert service.carry_again(pair.sessions, on(DAY)) > 0
    assert pair.state(pair.shandan, transfer_id) == "received"
    pair.drop(pair.shandan)
    service.carry_again(pair.sessions, on(DAY))
    assert pair.state(pair.huiji, transfer_id) == "received"
    pair.accept(transfer_id)
    pair.drop(pair.shandan)
    service.carry_again(pair.sessions, on(DAY))

    assert pair.state(pair.huiji, transfer_id) == "accepted"
    assert pair.responsible() == THERE
    all_is_well(pair)


def test_one_that_cannot_be_told_keeps_no_other(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, first = pair.offered()
    _, second = pair.offered()
    pair.drop(pair.huiji)
    take = carrying.take

    def stumble(uow: Any, clock: Any, message: Any) -> None:
        if message.transfer_id == first:
            raise RuntimeError("killed here")
        take(uow, clock, message)

    monkeypatch.setattr(carrying, "take", stumble)
    with pytest.raises(ExceptionGroup):
        service.carry_again(pair.sessions, on(DAY))

    assert pair.state(pair.shandan, first) is None
    assert pair.state(pair.shandan, second) == "received"


def test_everything_relayed_three_times_happens_once(pair: Pair) -> None:
    _, transfer_id = pair.offered()
    pair.relay(pair.huiji, times=3)
    pair.relay(pair.shandan, times=3)
    pair.accept(transfer_id)
    pair.relay(pair.shandan, times=3)
    pair.relay(pair.huiji, times=3)

    assert pair.responsible() == THERE
    for county, steps in ((pair.huiji, 3), (pair.shandan, 2)):
        with unit_of_work(pair.sessions, county.tenant_id) as uow:
            count = of("transfer_records", "SELECT count(*) FROM {t}")
            assert uow.session.scalar(count) == steps
    all_is_well(pair)


def test_an_acceptance_that_was_never_committed_left_the_matter_where_it_was(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, transfer_id = pair.offered()
    pair.settle()
    monkeypatch.setattr(deciding, "record", failing)
    with pytest.raises(RuntimeError):
        pair.accept(transfer_id)
    monkeypatch.undo()

    assert pair.responsible() == HERE
    assert pair.state(pair.shandan, transfer_id) == "received"
    pair.accept(transfer_id)
    pair.settle()
    assert pair.responsible() == THERE
    all_is_well(pair)


def test_accepted_with_the_receipt_lost_nobody_can_act_at_the_first_county(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id, transfer_id = pair.offered()
    pair.settle()
    pair.accept(transfer_id)
    with unit_of_work(pair.sessions, SHANDAN) as uow:
        messages = list(uow.session.scalars(of("outbox", "SELECT id FROM {t}")))
    monkeypatch.setattr(carrying, "hear", failing)
    with pytest.raises(RuntimeError):
        pair.relay(pair.shandan)
    monkeypatch.undo()

    assert pair.responsible() == THERE
    assert pair.found_wrong() == ["the sender has not heard yet that it is accepted"]
    with pytest.raises(ConflictError):
        pair.huiji.fire("prosecutor", DAY, case_id, "review", facts={"assessment": "属实"})
    for each in (*messages, *messages):
        carrying.carry(pair.sessions, on(DAY), SHANDAN, each)
    assert pair.custody(pair.huiji, case_id) == "given"
    assert pair.responsible() == THERE
    all_is_well(pair)


def test_asked_back_before_the_signature_it_stays(pair: Pair) -> None:
    case_id, transfer_id = pair.offered()
    pair.settle()
    pair.revoke(transfer_id)
    assert pair.custody(pair.huiji, case_id) == "offered"  # the other county decides
    pair.settle()

    assert pair.custody(pair.huiji, case_id) == "own"
    assert pair.responsible() == HERE
    with pair.shandan.acting("chief", DAY) as (uow, me, _), pytest.raises(NotFoundError):
        service.dump_package(uow, me, transfer_id)  # it reads no more of what it did not take
    with pytest.raises(ConflictError):
        pair.accept(transfer_id)
    pair.huiji.fire("prosecutor", DAY, case_id, "review", facts={"assessment": "属实"})
    all_is_well(pair)


def test_asked_back_before_the_offer_arrived_both_arrive_in_order(pair: Pair) -> None:
    case_id, transfer_id = pair.offered()
    pair.revoke(transfer_id)
    with unit_of_work(pair.sessions, pair.huiji.tenant_id) as uow:
        latest = of("transfer_records", "SELECT id FROM {t} ORDER BY position DESC LIMIT 1")
        asked = uow.session.scalars(latest).one()
    carrying.carry(pair.sessions, on(DAY), pair.huiji.tenant_id, asked)
    pair.settle()  # the offer's own message comes after all

    assert pair.state(pair.shandan, transfer_id) == "revoked"
    assert pair.custody(pair.huiji, case_id) == "own"
    all_is_well(pair)


def test_asked_back_after_the_signature_it_is_too_late_and_said_so(pair: Pair) -> None:
    case_id, transfer_id = pair.offered()
    pair.settle()
    pair.revoke(transfer_id)
    pair.accept(transfer_id)
    pair.settle()

    assert pair.custody(pair.huiji, case_id) == "given"
    assert pair.responsible() == THERE
    with pair.huiji.acting("chief", DAY) as (uow, me, _):
        kinds = [notice.kind for notice in notifications.list_notices(uow, me)]
    assert {"transfer.accepted", "transfer.revoke_refused"} <= set(kinds)
    all_is_well(pair)


def at_once(*acts: Act) -> list[Any]:
    line = Barrier(len(acts))

    def run(act: Act) -> Any:
        line.wait(10)
        try:
            return act()
        except ConflictError as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.parametrize("turn", range(2))
def test_of_an_acceptance_and_a_revocation_at_once_one_wins(pair: Pair, turn: int) -> None:
    assert turn >= 0
    case_id, transfer_id = pair.offered()
    pair.settle()
    pair.revoke(transfer_id)

    accepted, _ = at_once(lambda: pair.accept(transfer_id), lambda: pair.relay(pair.huiji))
    pair.settle()

    was_late = isinstance(accepted, ConflictError)
    assert pair.responsible() == (HERE if was_late else THERE)
    assert pair.custody(pair.huiji, case_id) == ("own" if was_late else "given")
    all_is_well(pair)


def test_of_two_signatures_at_once_one_opens_the_matter(pair: Pair) -> None:
    _, transfer_id = pair.offered()
    pair.settle()

    found = at_once(*[lambda: pair.accept(transfer_id)] * 2)

    assert sum(isinstance(each, ConflictError) for each in found) == 1
    pair.settle()
    assert pair.responsible() == THERE
    all_is_well(pair)


def test_sent_back_it_is_a_new_offer_that_names_the_first(pair: Pair) -> None:
    case_id, first = pair.offered()
    pair.settle()
    taken = pair.accept(first)
    second = pair.give_back(first)
    with unit_of_work(pair.sessions, SHANDAN) as uow:
        latest = of("transfer_records", "SELECT id FROM {t} WHERE kind = 'offered'")
        offered = uow.session.scalars(latest).one()

    # The return alone is carried: that the first was accepted comes with it, in order.
    carrying.carry(pair.sessions, on(DAY), SHANDAN, offered)
    assert pair.custody(pair.huiji, case_id) == "given"
    assert pair.responsible() == THERE
    pair.settle()
    again = pair.accept(second, pair.huiji)
    pair.settle()

    assert pair.responsible() == HERE
    assert pair.custody(pair.shandan, taken) == "given"
    assert pair.custody(pair.huiji, again) == "own"
    assert again != case_id
    all_is_well(pair)


def test_a_return_that_is_rejected_leaves_the_matter_with_who_took_it(pair: Pair) -> None:
    _, first = pair.offered()
    pair.settle()
    taken = pair.accept(first)
    second = pair.give_back(first)
    pair.settle()
    pair.reject(second, pair.huiji)
    pair.settle()

    assert pair.responsible() == THERE
    assert pair.custody(pair.shandan, taken) == "own"
    all_is_well(pair)


def test_records_that_were_tampered_with_are_found(pair: Pair) -> None:
    _, transfer_id = pair.offered()
    pair.settle()
    change = of("transfers", "UPDATE {t} SET digest = repeat('0', 64)")
    with unit_of_work(pair.sessions, SHANDAN) as uow:
        uow.session.execute(change)

    assert pair.found_wrong() == [
        f"in {SHANDAN} package, digest and audit entries disagree",
        "the digests of the two counties differ",
    ]
    assert pair.state(pair.huiji, transfer_id) == "received"


def test_the_projection_follows_from_the_records(pair: Pair) -> None:
    _, first = pair.offered()
    pair.settle()
    pair.accept(first)
    pair.give_back(first)
    pair.settle()
    tables = ("transfers", "cases", "deadlines")
    order = "SELECT to_jsonb(t) FROM {t} t ORDER BY id"
    for county in (pair.huiji, pair.shandan):
        with unit_of_work(pair.sessions, county.tenant_id) as uow:
            before = {t: list(uow.session.scalars(of(t, order))) for t in tables}
            assert before["transfers"]
            service.rebuild(uow)
            cases.rebuild(uow)
        with unit_of_work(pair.sessions, county.tenant_id) as uow:
            assert {t: list(uow.session.scalars(of(t, order))) for t in tables} == before

"""A dispute stays in its county while another one takes part: package, result, and crashes."""

from typing import Any

import pytest

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases.errors import NotTransferableError
from liandong.features.transfers import service
from liandong.features.transfers.errors import (
    NotReturnableError,
    OfferError,
    TransferDecidedError,
)
from liandong.features.transfers.service import carrying, concluding, deciding
from liandong.kernel.errors import ForbiddenError, NotFoundError
from support.casework import Work
from support.counties import HUIJI, SHANDAN, WENSHUI, XUYI, on
from support.isolation import of
from support.joint import ASKED, DAY, FACTS, KEY, Joint
from support.transfers import failing


def all_is_well(joint: Joint) -> None:
    assert joint.pair.found_wrong() == []
    for tenant_id in (WENSHUI, XUYI):
        with unit_of_work(joint.pair.sessions, tenant_id) as uow:
            for table in ("transfers", "transfer_records", "cases", "notices", "outbox"):
                assert uow.session.scalar(of(table, "SELECT count(*) FROM {t}")) == 0, table


def waiting(joint: Joint) -> int:
    with joint.pair.shandan.acting("director", DAY) as (uow, me, _):
        return service.count_waiting(uow, me)


def test_the_matter_stays_another_begins_and_its_result_comes_back(joint: Joint) -> None:
    transfer_id = joint.ask()
    joint.pair.settle(DAY)
    taken = joint.take_part(transfer_id)
    joint.pair.settle(DAY)
    assert waiting(joint) == 1, "the result is owed"
    joint.conclude(transfer_id)
    assert waiting(joint) == 0
    assert joint.pair.found_wrong() == ["the sender has not heard yet that it is resolved"]
    joint.pair.settle(DAY)

    assert joint.lead()["state"] == "resolving"
    there = Work(joint.pair.shandan, KEY).look("director", taken, DAY)
    assert (there["state"], there["title"]) == ("assessed", FACTS["title"])
    for county in (joint.pair.huiji, joint.pair.shandan):
        assert joint.pair.state(county, transfer_id) == "resolved"
    with joint.here.county.acting("director", DAY) as (uow, me, _):
        assert service.get(uow, me, transfer_id).answer == "山丹一侧的三户已经和解"
    assert {"joint.accepted", "joint.resulted"} <= joint.told(joint.pair.huiji)
    assert "joint.received" in joint.told(joint.pair.shandan)
    all_is_well(joint)


def test_a_county_is_asked_once_until_it_has_answered(joint: Joint) -> None:
    first = joint.ask()
    with pytest.raises(OfferError, match="已经请过这个县"):
        joint.ask()
    joint.pair.settle(DAY)
    joint.take_part(first)
    joint.pair.settle(DAY)
    with pytest.raises(OfferError, match="已经请过这个县"):
        joint.ask()


def test_the_lead_goes_on_while_the_other_county_decides(joint: Joint) -> None:
    joint.ask()

    joint.here.row("officer", DAY, joint.case_id, "meeting", "plan",
                   meeting_kind="meeting", meet_on=DAY, place="惠济")  # fmt: skip

    assert joint.lead()["rows"][0]["state"] == "planned"


def test_no_county_sees_more_than_the_package_and_the_result(joint: Joint) -> None:
    joint.here.row("officer", DAY, joint.case_id, "statement", "take", statement="内部陈述",
                   taken_by=str(joint.here.county.units["bureau"]))  # fmt: skip
    transfer_id = joint.ask()
    joint.pair.settle(DAY)
    taken = joint.take_part(transfer_id)
    there = Work(joint.pair.shandan, KEY)
    there.fire("director", DAY, taken, "not_start", why="本县内部的理由")
    joint.conclude(transfer_id, "unresolved")
    joint.pair.settle(DAY)

    package = joint.package(joint.pair.shandan, transfer_id)
    assert package["facts"] == {k: v for k, v in FACTS.items() if k != "parties"}
    assert set(package) == {"mechanism", "version", "title", "facts"}
    with unit_of_work(joint.pair.sessions, SHANDAN) as uow:
        heard = str(uow.session.scalars(of("transfer_records", "SELECT content FROM {t}")).all())
        assert "赵某" not in heard
        assert str(joint.case_id) not in heard
        assert "内部陈述" not in heard
    with unit_of_work(joint.pair.sessions, HUIJI) as uow:
        heard = str(uow.session.scalars(of("transfer_records", "SELECT content FROM {t}")).all())
        assert "本县内部的理由" not in heard
        assert str(taken) not in heard
    with pytest.raises(NotFoundError):
        joint.here.look("director", taken, DAY)
    with pytest.raises(NotFoundError):
        there.look("director", joint.case_id, DAY)


def test_only_the_head_of_the_unit_that_leads_asks_and_only_while_it_is_resolved(
    joint: Joint,
) -> None:
    with pytest.raises(ForbiddenError):
        joint.ask("officer")
    with pytest.raises((ForbiddenError, NotFoundError)):
        joint.ask("chief")
    joint.here.fire("director", DAY, joint.case_id, "fail", why="分歧大")
    with pytest.raises(NotTransferableError):
        joint.ask()


def test_rejected_or_taken_back_the_matter_is_as_it_was(joint: Joint) -> None:
    first = joint.ask()
    joint.pair.settle(DAY)
    with joint.pair.shandan.acting("director", DAY) as (uow, me, clock):
        service.reject(uow, me, clock, first, service.Sending("当事人都在惠济"))
    joint.pair.settle(DAY)
    second = joint.ask()
    joint.pair.settle(DAY)
    with joint.here.county.acting("director", DAY) as (uow, me, clock):
        service.revoke(uow, me, clock, second, "已经自行化解", None)
    joint.pair.settle(DAY)

    states = [joint.pair.state(joint.pair.huiji, each) for each in (first, second)]
    assert states == ["rejected", "revoked"]
    assert joint.lead()["state"] == "resolving"
    with pytest.raises(NotFoundError):
        joint.package(joint.pair.shandan, first)
    all_is_well(joint)


def test_a_result_is_said_once_by_who_takes_part(joint: Joint) -> None:
    transfer_id = joint.ask()
    joint.pair.settle(DAY)
    with pytest.raises(TransferDecidedError):
        joint.conclude(transfer_id)
    joint.take_part(transfer_id)
    with pytest.raises(OfferError):
        joint.conclude(transfer_id, "perhaps")
    with pytest.raises(ForbiddenError):
        joint.conclude(transfer_id, who="officer")
    with (
        joint.pair.shandan.acting("director", DAY) as (uow, me, clock),
        pytest.raises(NotReturnableError),
    ):
        service.give_back(uow, me, clock, transfer_id, service.Sending("退回", "无"))
    joint.conclude(transfer_id)
    with pytest.raises(TransferDecidedError):
        joint.conclude(transfer_id)


def test_killed_at_any_step_it_is_carried_once_more_and_happens_once(
    joint: Joint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liandong.features.transfers.service.recording.audit.append", failing)
    with pytest.raises(RuntimeError):
        joint.ask()
    monkeypatch.undo()
    assert joint.pair.relay(joint.pair.huiji, DAY) == 0

    transfer_id = joint.ask()
    monkeypatch.setattr(carrying, "receive", failing)
    with pytest.raises(RuntimeError):
        joint.pair.relay(joint.pair.huiji, DAY)
    monkeypatch.undo()
    _again(joint, joint.pair.huiji)
    joint.pair.settle(DAY)
    monkeypatch.setattr(deciding, "record", failing)
    with pytest.raises(RuntimeError):
        joint.take_part(transfer_id)
    monkeypatch.undo()
    with unit_of_work(joint.pair.sessions, SHANDAN) as uow:
        assert uow.session.scalar(of("cases", "SELECT count(*) FROM {t}")) == 0

    joint.take_part(transfer_id)
    monkeypatch.setattr(concluding, "record", failing)
    with pytest.raises(RuntimeError):
        joint.conclude(transfer_id)
    monkeypatch.undo()
    joint.conclude(transfer_id)
    monkeypatch.setattr(carrying, "hear", failing)
    with pytest.raises(RuntimeError):
        joint.pair.relay(joint.pair.shandan, DAY)
    monkeypatch.undo()
    _again(joint, joint.pair.shandan, times=3)
    joint.pair.settle(DAY)

    assert joint.pair.state(joint.pair.huiji, transfer_id) == "resolved"
    assert joint.lead()["state"] == "resolving"
    with unit_of_work(joint.pair.sessions, HUIJI) as uow:
        count = of("transfer_records", "SELECT count(*) FROM {t}")
        assert uow.session.scalar(count) == 4
    all_is_well(joint)


def _again(joint: Joint, county: Any, *, times: int = 1) -> None:
    """Carry every record of a county once more, as a broker does with what nobody confirmed."""
    with unit_of_work(joint.pair.sessions, county.tenant_id) as uow:
        every = of("transfer_records", "SELECT id FROM {t} ORDER BY position")
        known = list(uow.session.scalars(every))
    for each in known * times:
        carrying.carry(joint.pair.sessions, on(DAY), county.tenant_id, each)


def test_the_transfers_rebuild_from_their_records(joint: Joint) -> None:
    transfer_id = joint.ask()
    joint.pair.settle(DAY)
    joint.take_part(transfer_id)
    joint.conclude(transfer_id, "unresolved")
    joint.pair.settle(DAY)

    for county in (joint.pair.huiji, joint.pair.shandan):
        with county.acting("director", DAY) as (uow, me, _):
            before = service.dump(uow, service.get(uow, me, transfer_id))
            service.rebuild(uow)
            assert service.dump(uow, service.get(uow, me, transfer_id)) == before


def test_what_is_sealed_stays_when_a_matter_goes_to_another_county(joint: Joint) -> None:
    case_id = joint.here.open("officer", DAY, "open", FACTS)
    joint.here.fire("officer", DAY, case_id, "prepare_leaving", why="地块在山丹县")
    with joint.here.county.acting("director", DAY) as (uow, me, clock):
        asked = service.Offer(KEY, case_id, **{**ASKED, "purpose": "custody"})
        transfer_id = service.offer(uow, me, clock, asked).id
    joint.pair.settle(DAY)

    taken = joint.take_part(transfer_id)
    joint.pair.settle(DAY)

    assert "parties" not in joint.package(joint.pair.shandan, transfer_id)["facts"]
    there = Work(joint.pair.shandan, KEY).look("director", taken, DAY)
    assert there["facts"]["claim"] == FACTS["claim"]
    assert "parties" not in there["facts"]
    with unit_of_work(joint.pair.sessions, SHANDAN) as uow:
        heard = str(uow.session.scalars(of("transfer_records", "SELECT content FROM {t}")).all())
        assert "赵某" not in heard
        assert str(joint.case_id) not in heard

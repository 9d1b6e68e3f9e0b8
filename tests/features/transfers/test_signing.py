"""Who signs, what is asked, what stands still meanwhile, and what becomes of the clocks."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.outbox import OutboxMessage
from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases import service as cases
from liandong.features.cases.errors import (
    NotInCustodyError,
    NotTransferableError,
    PartiesError,
)
from liandong.features.cases.service import FireTransition, PartyCommand
from liandong.features.deadlines.models import Deadline
from liandong.features.notifications import service as notifications
from liandong.features.transfers import service
from liandong.features.transfers.errors import (
    NotReturnableError,
    OfferError,
    TransferDecidedError,
)
from liandong.kernel.errors import ForbiddenError, NotFoundError, StaleError
from liandong.kernel.ids import uuid7
from support.casework import Work, staff
from support.counties import HUIJI, SHANDAN, WENSHUI, XUYI, County, on
from support.ladders import sweep
from support.transfers import DAY, KEY, UPPER, WHY, Pair

CRIME = "criminal_transfer"
HERE = {"unit": "market_regulation", "police": "police", "procuratorate": "procuratorate"}
THERE = {"unit": "ecology_environment", "police": "police", "procuratorate": "procuratorate"}
PEOPLE = {
    "officer": ("unit", ("handler",)),
    "head": ("unit", ("unit_head",)),
    "policeman": ("police", ("handler",)),
    "chief": ("procuratorate", ("chief_procurator",)),
}
SUSPECTED = {
    "title": "某公司涉嫌非法倾倒危险废物案",
    "suspected_crime": "污染环境罪",
    "found_facts": "查获危险废物三吨",
}


@pytest.fixture
def bureaus(sessions: sessionmaker[Session]) -> Pair:
    """Two enforcement units between which a suspected crime goes."""
    ours = staff(sessions, HUIJI, HERE, PEOPLE)
    return Pair(sessions, ours, staff(sessions, SHANDAN, THERE, PEOPLE))


def suspected(pair: Pair, day: str) -> UUID:
    work = Work(pair.huiji, CRIME)
    case_id = work.open("officer", day, "open", SUSPECTED, addressee="police")
    work.fire("head", day, case_id, "form_team", team="甲、乙", team_size=2)
    work.fire("officer", day, case_id, "report", findings="属实", proposal="移送")
    return case_id


def hand_over(pair: Pair, case_id: UUID, day: str) -> UUID:
    return pair.offer(case_id, "head", day, CRIME, unit="生态环境部门")


def clocks(county: County, who: str, case_id: UUID, day: str) -> dict[str, Any]:
    found = Work(county, CRIME).look(who, case_id, day)["deadlines"]
    return {each["limit_id"]: each for each in found}


def take(pair: Pair, transfer_id: UUID, day: str, **parties: str) -> UUID:
    named = tuple(PartyCommand(pair.shandan.units[unit], part) for part, unit in parties.items())
    with pair.shandan.acting("head", day) as (uow, me, clock):
        done = service.accept(uow, me, clock, transfer_id, service.Acceptance(named))
        assert done.case_id is not None
        return done.case_id


@pytest.mark.parametrize("who", ["prosecutor", "reviewer"])
def test_the_chief_signs_and_nobody_else(pair: Pair, who: str) -> None:
    clue = pair.clue()
    with pytest.raises(ForbiddenError):
        pair.offer(clue.id, who)
    with pytest.raises(NotFoundError):
        pair.offer(clue.id, "head")  # of a unit that knows nothing of it
    transfer_id = pair.offer(clue.id)
    pair.settle()
    for other in (who, "head"):
        refused = NotFoundError if other == "head" else ForbiddenError
        with pytest.raises(refused), pair.shandan.acting(other, DAY) as (uow, me, clock):
            service.accept(uow, me, clock, transfer_id, service.Acceptance())


@pytest.mark.parametrize(
    ("stated", "where"),
    [
        ({"reason": " "}, "reason"),
        ({"legal_basis": ""}, "legal_basis"),
        ({"unit": ""}, "unit"),
        ({"county": str(HUIJI)}, "county"),
        ({"county": "000000"}, "county"),
        ({"county": str(XUYI)}, "county"),  # in rehearsal: no real matter goes there
    ],
)
def test_an_offer_states_to_whom_and_why(pair: Pair, stated: dict[str, str], where: str) -> None:
    clue = pair.clue()
    with pytest.raises(OfferError) as wrong:
        pair.offer(clue.id, **stated)
    assert [problem.where for problem in wrong.value.problems] == [where]
    assert pair.custody(pair.huiji, clue.id) == "own"


def test_who_read_an_older_version_does_not_sign(pair: Pair) -> None:
    clue = pair.clue()
    with pytest.raises(StaleError):
        pair.offer(clue.id, seen=7)
    transfer_id = pair.offer(clue.id, seen=1)
    pair.settle()
    with pytest.raises(StaleError), pair.shandan.acting("chief", DAY) as (uow, me, clock):
        service.accept(uow, me, clock, transfer_id, service.Acceptance(seen=7))


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        ({"county": str(WENSHUI), "unit": "文水县人民检察院"}, "对方县没有启用这项机制"),
        ({"unit": "没有这个单位"}, "对方县没有名称为“没有这个单位”的单位"),
        ({"unit": "生态环境部门"}, "“生态环境部门”不办理这类案件"),
    ],
)
def test_what_nobody_there_can_take_comes_back_by_itself(
    pair: Pair, stated: dict[str, str], why: str
) -> None:
    clue = pair.clue()
    transfer_id = pair.offer(clue.id, **stated)
    pair.settle()
    if stated.get("county"):
        with unit_of_work(pair.sessions, WENSHUI) as uow:
            waiting = list(uow.session.scalars(_outbox(uow.tenant_id)))
        for each in waiting:
            service.carry(pair.sessions, on(DAY), WENSHUI, each)

    with pair.huiji.acting("chief", DAY) as (uow, me, _):
        found = service.get(uow, me, transfer_id)
        assert (found.state, found.answer) == ("rejected", why)
    assert pair.custody(pair.huiji, clue.id) == "own"


def _outbox(tenant_id: int) -> Any:
    return select(OutboxMessage.id).where(OutboxMessage.tenant_id == tenant_id)


def test_offered_nothing_can_be_done_and_everybody_sees_why(pair: Pair) -> None:
    clue = pair.clue()
    with pair.huiji.acting("prosecutor", DAY) as (uow, me, clock):
        before = cases.look(uow, me, clock, KEY, clue.id)
        assert cases.acts_of(me, clock, before)
    pair.offer(clue.id)

    with pair.huiji.acting("prosecutor", DAY) as (uow, me, clock):
        picture = cases.look(uow, me, clock, KEY, clue.id)
        assert cases.acts_of(me, clock, picture) == picture.offers == ()
        assert picture.events[0].kind == "custody"
    for act in (
        lambda: clue.fire("prosecutor", DAY, "review", assessment="属实"),
        lambda: pair.huiji.draft(
            "prosecutor", DAY, clue.id, FireTransition("transfer", on(DAY).today(), {})
        ),
        lambda: pair.offer(clue.id),
    ):
        with pytest.raises(NotInCustodyError):
            act()


def test_a_matter_that_has_gone_on_cannot_leave(pair: Pair) -> None:
    clue = pair.clue()
    clue.fire("prosecutor", DAY, "review", assessment="属实")
    clue.fire("chief", DAY, "file_administrative")
    with pytest.raises(NotTransferableError):
        pair.offer(clue.id)
    _, transfer_id = pair.offered()
    pair.settle()
    taken = pair.accept(transfer_id)
    facts = {"assessment": "属实"}
    pair.shandan.fire("prosecutor", DAY, taken, "review", facts=facts)
    pair.shandan.fire("chief", DAY, taken, "shelve", facts={"why": "已经整改"})
    with pytest.raises(NotTransferableError):
        pair.give_back(transfer_id)


def test_neither_refused_nor_sent_back_without_the_upper_authority(pair: Pair) -> None:
    _, transfer_id = pair.offered()
    pair.settle()
    alone = service.Sending("不属于本院管辖", WHY["legal_basis"])
    for step in (service.reject, service.give_back):
        with pytest.raises((OfferError, NotReturnableError)):
            _sign(pair, step, transfer_id, alone)
    pair.accept(transfer_id)
    with pytest.raises(OfferError) as wrong:
        _sign(pair, service.give_back, transfer_id, alone)
    assert [problem.where for problem in wrong.value.problems] == ["decision"]
    with pytest.raises(TransferDecidedError):
        _sign(pair, service.reject, transfer_id, replace(alone, decision=UPPER))
    assert _sign(pair, service.give_back, transfer_id, replace(alone, decision=UPPER))


def _sign(pair: Pair, step: Callable[..., Any], transfer_id: UUID, asked: service.Sending) -> Any:
    with pair.shandan.acting("chief", DAY) as (uow, me, clock):
        return step(uow, me, clock, transfer_id, asked).id


def test_each_unit_concerned_is_told_once(pair: Pair) -> None:
    _, transfer_id = pair.offered()
    pair.settle()
    pair.accept(transfer_id)
    pair.settle()

    for county, kinds in (
        (pair.huiji, ["transfer.accepted"]),
        (pair.shandan, ["transfer.received"]),
    ):
        with county.acting("chief", DAY) as (uow, me, _):
            assert [each.kind for each in notifications.list_notices(uow, me)] == kinds
        with county.acting("bystander", DAY) as (uow, me, _):
            assert notifications.list_notices(uow, me) == []
            assert service.list_transfers(uow, me) == []
            with pytest.raises(NotFoundError):
                service.get(uow, me, transfer_id)


def test_the_days_stay_and_no_word_is_said_until_the_other_county_decides(bureaus: Pair) -> None:
    case_id = suspected(bureaus, "2026-04-20")
    before = clocks(bureaus.huiji, "officer", case_id, "2026-04-20")["TRF-02"]
    transfer_id = hand_over(bureaus, case_id, "2026-04-21")
    sweep(bureaus.huiji, "2026-04-22", "2026-04-23", "2026-04-24", "2026-05-12")

    frozen = clocks(bureaus.huiji, "officer", case_id, "2026-05-12")["TRF-02"]
    assert frozen["due_on"] == before["due_on"] == "2026-04-23"
    assert not frozen["is_enforceable"]
    events = Work(bureaus.huiji, CRIME).look("officer", case_id, "2026-05-12")["events"]
    assert "reminder" not in {event["kind"] for event in events}

    bureaus.settle("2026-05-12")
    with bureaus.shandan.acting("head", "2026-05-12") as (uow, me, clock):
        service.reject(uow, me, clock, transfer_id, service.Sending("不在本县"))
    bureaus.settle("2026-05-12")
    sweep(bureaus.huiji, "2026-05-12", "2026-05-13")
    again = clocks(bureaus.huiji, "officer", case_id, "2026-05-13")["TRF-02"]
    assert (again["due_on"], again["is_enforceable"]) == ("2026-04-23", True)
    events = Work(bureaus.huiji, CRIME).look("officer", case_id, "2026-05-13")["events"]
    assert [e["transition"] for e in events if e["kind"] == "reminder"].count("late") == 1


@pytest.mark.parametrize(
    ("day", "state", "outcome"),
    [("2026-04-22", "released", None), ("2026-04-28", "done", "late")],
)
def test_nobody_gets_rid_of_a_late_clock_by_handing_the_matter_over(
    bureaus: Pair, day: str, state: str, outcome: str | None
) -> None:
    case_id = suspected(bureaus, "2026-04-20")
    transfer_id = hand_over(bureaus, case_id, day)
    bureaus.settle(day)
    taken = take(bureaus, transfer_id, "2026-04-29", addressee="police")
    bureaus.settle("2026-04-29")

    left = clocks(bureaus.huiji, "officer", case_id, "2026-04-29")["TRF-02"]
    assert (left["state"], left["outcome"]) == (state, outcome)
    began = clocks(bureaus.shandan, "officer", taken, "2026-04-29")
    assert began["TRF-01"]["started_on"] == "2026-04-29"


def test_taken_over_it_names_the_police_of_this_county_and_stays_confidential(
    bureaus: Pair,
) -> None:
    day = "2026-04-21"
    transfer_id = hand_over(bureaus, suspected(bureaus, "2026-04-20"), day)
    bureaus.settle(day)
    with pytest.raises(PartiesError):
        take(bureaus, transfer_id, day)
    taken = take(bureaus, transfer_id, day, addressee="police")

    facts = Work(bureaus.shandan, CRIME).look("officer", taken, day)["facts"]
    assert SUSPECTED.items() <= facts.items()
    for who in ("policeman", "chief"):
        with pytest.raises(NotFoundError):
            Work(bureaus.shandan, CRIME).look(who, taken, day)
    package = _package(bureaus, transfer_id, day)
    assert {each["limit_id"] for each in package["deadlines"]} == {"TRF-01", "TRF-02"}
    assert package["state"] == "reported"


def test_what_is_sealed_stays_and_the_package_says_so(pair: Pair) -> None:
    file_id = pair.huiji.sealed_file("prosecutor")
    clue = pair.clue()
    clue.fire("prosecutor", "2026-03-03", "describe", materials=[str(file_id)])
    transfer_id = pair.offer(clue.id)
    pair.settle()

    with pair.shandan.acting("chief", DAY) as (uow, me, _):
        package = service.dump_package(uow, me, transfer_id)["package"]

    assert package["withheld"] == ["materials"]
    assert "materials" not in package["facts"]
    assert package["files"] == {}
    assert str(file_id) not in str(package)
    pair.accept(transfer_id)


def _package(pair: Pair, transfer_id: UUID, day: str) -> dict[str, Any]:
    with pair.shandan.acting("head", day) as (uow, me, _):
        found = service.dump_package(uow, me, transfer_id)
        assert service.digest_of(found["package"]) == found["digest"]
        stated: dict[str, Any] = found["package"]
        return stated


def test_while_another_unit_owes_something_the_matter_stays(pair: Pair) -> None:
    found = pair.clue()
    with unit_of_work(pair.sessions, HUIJI) as uow:
        uow.session.add(
            Deadline(
                tenant_id=HUIJI, id=uuid7(), case_id=found.id, limit_id="SUG-01",
                stands_for="SUG-01", unit_id=pair.huiji.units["addressee"],
                started_on=on(DAY).today(), due_on=on(DAY).today(), is_right=False,
                is_provisional=False, is_enforceable=True, state="open", inputs={}, fires=[],
                position=1,
            )
        )  # fmt: skip
    with pytest.raises(NotTransferableError):
        pair.offer(found.id)

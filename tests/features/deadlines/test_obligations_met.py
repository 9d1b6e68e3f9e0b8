"""An obligation is met by a document, by saying there is nothing, or by a case; once, in words."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.audit.models import AuditEntry
from liandong.features.cases import service as cases
from liandong.features.cases.service.downloads import find_file
from liandong.features.deadlines import service
from liandong.features.deadlines.errors import (
    FilingError,
    NotFiledError,
    NotOpenError,
    ReportedByCaseError,
)
from liandong.features.deadlines.models import Obligation, ObligationRecord
from liandong.features.deadlines.service import Return, Wanted
from liandong.features.notifications.models import Notice
from liandong.features.units.service import list_active
from liandong.kernel.errors import ForbiddenError, NotFoundError, StaleError
from support.counties import (
    HUIJI,
    MONTHLY_REPORT,
    SHANDAN,
    XUYI,
    County,
    add_receiver,
    build_county,
    build_without,
    on,
)

OCTOBER = "2026-10-08"  # the last day of the tolerance: the fifth lies in the holiday


@pytest.fixture
def xuyi(sessions: sessionmaker[Session]) -> County:
    """盱眙 with the obligations of October; a bystander owes the same as the addressee."""
    county = add_receiver(build_without(sessions, XUYI, MONTHLY_REPORT))
    with unit_of_work(sessions, XUYI) as uow:
        service.generate(uow, on("2026-10-01"))
    return county


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions, HUIJI)


@pytest.fixture
def owed(xuyi: County) -> UUID:
    return xuyi.obligation(OCTOBER, "SEED-XY-01", "addressee")


def _get(county: County, obligation_id: UUID) -> Obligation:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        mine = (Obligation.tenant_id == county.tenant_id, Obligation.id == obligation_id)
        return uow.session.scalars(select(Obligation).where(*mine)).one()


def _give_back(county: County, who: str, day: str, obligation_id: UUID, reason: str) -> str:
    with county.acting(who, day) as (uow, me, clock):
        return service.give_back(uow, me, clock, obligation_id, Return(reason)).state


def _seen(county: County, who: str, **wanted: Any) -> set[tuple[str, UUID]]:
    with county.acting(who, OCTOBER) as (uow, me, _):
        found = service.list_obligations(uow, me, Wanted(**wanted), limit=200)
        return {(row.limit_id, row.unit_id) for row in found}


def _told(county: County, unit: UUID, about: UUID | None = None) -> list[str]:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        query = select(Notice.kind).where(
            Notice.tenant_id == county.tenant_id,
            Notice.unit_id == unit,
            Notice.kind.startswith("obligation."),
        )
        if about is not None:
            query = query.where(Notice.content["obligation_id"].astext == str(about))
        return list(uow.session.scalars(query.order_by(Notice.recorded_at, Notice.id)))


def test_a_document_meets_it_and_receiver_and_procuratorate_hear_in_the_same_act(
    xuyi: County, owed: UUID
) -> None:
    assert xuyi.file_obligation("handler", "2026-10-01", owed, note="上月 12 件") == "met"

    row = _get(xuyi, owed)
    assert (row.outcome, row.met_on, row.next_fire_at) == ("in_time", date(2026, 10, 1), None)
    assert row.evidence["note"] == "上月 12 件"
    assert row.evidence["recorded_at"].startswith("2026-10-01")
    for unit in ("office", "procuratorate"):
        assert _told(xuyi, xuyi.units[unit]) == ["obligation.filed"]
    assert _told(xuyi, xuyi.units["bystander"]) == []
    with unit_of_work(xuyi.sessions, XUYI) as uow:
        mine = (AuditEntry.tenant_id == XUYI, AuditEntry.action == "obligation.filed")
        assert uow.session.scalars(select(AuditEntry).where(*mine)).one()


def test_what_is_filed_inside_the_tolerance_is_in_time_and_a_day_later_nobody_is_late_in_a_draft(
    xuyi: County, owed: UUID
) -> None:
    other = xuyi.obligation(OCTOBER, "SEED-XY-01", "bystander")
    xuyi.file_obligation("handler", OCTOBER, owed)
    xuyi.file_obligation("bystander", "2026-10-09", other)

    assert _get(xuyi, owed).outcome == "in_time"
    assert _get(xuyi, owed).nominal_on == date(2026, 10, 5)
    assert _get(xuyi, other).outcome == "not_accused"


def test_a_live_countys_yearly_meeting_is_late_only_after_the_year(huiji: County) -> None:
    year = huiji.obligation("2026-06-01", "SEED-HJ-02")
    assert huiji.file_obligation("office", "2026-12-31", year) == "met"
    assert _get(huiji, year).outcome == "in_time"
    with unit_of_work(huiji.sessions, HUIJI) as uow:
        service.generate(uow, on("2028-01-03"))
    following = huiji.obligation("2027-06-01", "SEED-HJ-02")
    assert huiji.file_obligation("office", "2028-01-03", following) == "met"
    assert _get(huiji, following).outcome == "not_accused"  # a day that was only expected


def test_what_is_met_after_a_day_that_is_certain_is_late(huiji: County) -> None:
    year = huiji.obligation("2026-06-01", "SEED-HJ-02")

    assert huiji.file_obligation("office", "2027-01-04", year) == "met"

    assert _get(huiji, year).outcome == "late"


def test_minutes_filed_after_the_year_of_a_meeting_inside_it_are_in_time(huiji: County) -> None:
    year = huiji.obligation("2026-06-01", "SEED-HJ-02")

    huiji.file_obligation("office", "2027-01-20", year, occurred_on=date(2026, 12, 28))

    assert _get(huiji, year).outcome == "in_time"


def test_a_nil_return_must_be_confirmed_and_only_a_report_can_be_nil(
    xuyi: County, owed: UUID
) -> None:
    with pytest.raises(FilingError) as refused:
        xuyi.file_obligation("handler", "2026-10-01", owed, kind="nil")
    assert [each.where for each in refused.value.problems] == ["confirmed"]
    assert xuyi.file_obligation("handler", "2026-10-01", owed, kind="nil", confirmed=True) == "nil"
    meeting = xuyi.obligation(OCTOBER, "SEED-XY-03a")
    with pytest.raises(FilingError) as refused:
        xuyi.file_obligation("office", OCTOBER, meeting, kind="nil", confirmed=True)
    assert [each.where for each in refused.value.problems] == ["kind"]


BAD: tuple[tuple[dict[str, Any], str], ...] = (
    ({"files": ()}, "files"),
    ({"files": (uuid4(),)}, "files[0]"),
    ({"note": "字" * 2001}, "note"),
    ({"occurred_on": date(2026, 10, 16)}, "occurred_on"),
    ({"occurred_on": date(2026, 9, 30)}, "occurred_on"),
    ({"occurred_on": date(2026, 10, 9)}, "occurred_on"),
)


@pytest.mark.parametrize(("rest", "where"), BAD)
def test_what_is_missing_or_out_of_bounds_is_named(
    xuyi: County, owed: UUID, rest: dict[str, Any], where: str
) -> None:
    with pytest.raises(FilingError) as refused:
        xuyi.file_obligation("handler", "2026-10-15", owed, **rest)

    assert [each.where for each in refused.value.problems] == [where]
    assert _get(xuyi, owed).state == "open"


def test_a_day_long_past_is_taken_with_proof_and_the_day_of_entry_is_kept(
    xuyi: County, owed: UUID
) -> None:
    proof = (xuyi.file("handler"),)

    xuyi.file_obligation("handler", "2026-10-15", owed, occurred_on=date(2026, 10, 8), proof=proof)

    row = _get(xuyi, owed)
    assert row.outcome == "in_time"
    assert row.evidence["recorded_at"].startswith("2026-10-15")


def test_it_is_met_once_and_by_who_saw_it_as_it_is(xuyi: County, owed: UUID) -> None:
    with pytest.raises(StaleError):
        xuyi.file_obligation("handler", "2026-10-01", owed, seen=7)
    xuyi.file_obligation("handler", "2026-10-01", owed, seen=1)
    with pytest.raises(NotOpenError):
        xuyi.file_obligation("head", "2026-10-01", owed)


def test_a_reminder_makes_no_open_form_stale(xuyi: County, owed: UUID) -> None:
    assert cases.sweep(xuyi.sessions, on("2026-10-08")) > 0

    assert xuyi.file_obligation("handler", OCTOBER, owed, seen=1) == "met"


def test_who_may_see_it_and_who_may_file(xuyi: County, owed: UUID, huiji: County) -> None:
    key = ("SEED-XY-01", xuyi.units["addressee"])
    assert key in _seen(xuyi, "handler")
    assert key not in _seen(xuyi, "bystander"), "another unit"
    assert key not in _seen(xuyi, "reader"), "the county government's own clerk"
    assert key in _seen(xuyi, "receiver")
    assert key in _seen(xuyi, "office"), "its header"
    assert key not in _seen(xuyi, "prosecutor"), "no copy before the filing"
    for who, error in (("bystander", NotFoundError), ("receiver", ForbiddenError)):
        with pytest.raises(error):
            xuyi.file_obligation(who, OCTOBER, owed)
    with pytest.raises(NotFoundError):
        huiji.file_obligation("handler", OCTOBER, owed)

    xuyi.file_obligation("handler", OCTOBER, owed)

    assert key in _seen(xuyi, "prosecutor")
    assert _seen(xuyi, "prosecutor") == {key}
    assert _seen(huiji, "handler") == set()


def test_the_files_open_to_who_receives_or_is_copied_and_to_nobody_else(
    xuyi: County, owed: UUID
) -> None:
    file_id = xuyi.file("handler")

    def opens(who: str) -> bool:
        with xuyi.acting(who, OCTOBER) as (uow, me, _):
            try:
                return find_file(uow, me, file_id).id == file_id
            except NotFoundError:
                return False

    assert not opens("receiver")
    xuyi.file_obligation("handler", OCTOBER, owed, files=(file_id,))
    assert [who for who in xuyi.people if opens(who)] == [
        *("prosecutor", "reviewer", "chief", "handler", "head", "receiver")
    ]


def test_the_receiver_returns_it_with_a_reason_and_it_is_open_again(
    xuyi: County, owed: UUID
) -> None:
    with pytest.raises(NotFiledError):
        _give_back(xuyi, "receiver", "2026-10-01", owed, "缺附件")
    xuyi.file_obligation("handler", "2026-10-01", owed)
    with pytest.raises(FilingError):
        _give_back(xuyi, "receiver", "2026-10-08", owed, " ")
    with pytest.raises(ForbiddenError):
        _give_back(xuyi, "prosecutor", "2026-10-08", owed, "缺附件")
    with pytest.raises(ForbiddenError):  # the office reads headers
        _give_back(xuyi, "office", "2026-10-08", owed, "缺附件")
    with pytest.raises(ForbiddenError):
        _give_back(xuyi, "handler", "2026-10-08", owed, "缺附件")

    assert _give_back(xuyi, "receiver", "2026-10-08", owed, "缺附件") == "open"

    row = _get(xuyi, owed)
    assert row.inputs["returns"][0]["reason"] == "缺附件"
    assert row.inputs["returns"][0]["of"]["kind"] == "filed"
    assert (row.met_on, row.outcome, row.evidence) == (None, None, {})
    assert row.next_fire_at is not None
    assert _told(xuyi, xuyi.units["addressee"])[-1] == "obligation.returned"
    with pytest.raises(FilingError):  # not before the return
        xuyi.file_obligation("handler", "2026-10-09", owed, occurred_on=date(2026, 10, 1))
    assert xuyi.file_obligation("handler", "2026-10-09", owed) == "met"
    with unit_of_work(xuyi.sessions, XUYI) as uow:
        mine = (ObligationRecord.tenant_id == XUYI, ObligationRecord.obligation_id == owed)
        order = ObligationRecord.position
        kinds = [
            r.kind
            for r in uow.session.scalars(select(ObligationRecord).where(*mine).order_by(order))
        ]
    assert kinds == ["owed", "filed", "returned", "filed"]


def test_what_was_filed_in_time_and_returned_calls_nobody_late(
    huiji: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    year = huiji.obligation("2026-06-01", "SEED-HJ-02")
    huiji.file_obligation("office", "2026-12-30", year)
    add_receiver(huiji)
    monkeypatch.setattr("liandong.features.deadlines.service.filing.receives", lambda *_: True)
    _give_back(huiji, "receiver", "2027-01-04", year, "没有签到册")

    assert not _get(huiji, year).is_enforceable
    huiji.file_obligation("office", "2027-01-05", year)
    assert _get(huiji, year).outcome == "not_accused"


def test_what_was_returned_before_its_day_keeps_that_day(
    huiji: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    year = huiji.obligation("2026-06-01", "SEED-HJ-02")
    huiji.file_obligation("office", "2026-12-01", year)
    add_receiver(huiji)
    monkeypatch.setattr("liandong.features.deadlines.service.filing.receives", lambda *_: True)
    _give_back(huiji, "receiver", "2026-12-30", year, "没有签到册")

    assert _get(huiji, year).is_enforceable
    huiji.file_obligation("office", "2027-01-05", year)
    assert _get(huiji, year).outcome == "late"


def test_what_is_reported_line_by_line_is_not_met_by_a_document(
    sessions: sessionmaker[Session],
) -> None:
    county = build_county(sessions, XUYI)
    with unit_of_work(sessions, XUYI) as uow:
        service.generate(uow, on("2026-10-01"))
    owed = county.obligation(OCTOBER, "SEED-XY-01", "addressee")

    for more in ({}, {"kind": "nil", "confirmed": True}):
        with pytest.raises(ReportedByCaseError):
            county.file_obligation("handler", OCTOBER, owed, **more)

    assert _get(county, owed).state == "open"


def test_a_case_meets_the_period_its_day_lies_in(xuyi: County) -> None:
    meeting = xuyi.obligation(OCTOBER, "SEED-XY-03a")
    case_id, unit_id = uuid4(), xuyi.units["office"]
    with unit_of_work(xuyi.sessions, XUYI) as uow:
        asked = ("SEED-XY-03a", unit_id, date(2026, 11, 5), case_id)
        assert service.meet_by_case(uow, on("2026-11-06"), *asked) is not None
        assert service.meet_by_case(uow, on("2026-11-06"), *asked) is None
        other = ("SEED-XY-03a", unit_id, date(2030, 1, 1), case_id)
        assert service.meet_by_case(uow, on("2026-11-06"), *other) is None

    row = _get(xuyi, meeting)
    assert (row.state, row.outcome, row.evidence["case_id"]) == ("met", "in_time", str(case_id))


def test_words_come_before_the_day_on_it_and_after_it_each_once(xuyi: County, owed: UUID) -> None:
    instants = _get(xuyi, owed).fires
    days = [at.date().isoformat() for at in instants]
    # Three and one working days before the 8th; 30 September is the last one before the holiday.
    assert days == ["2026-09-28", "2026-09-30", "2026-10-08", "2026-10-09"]

    for day in ("2026-10-08", "2026-10-08", "2026-10-09", "2026-10-09"):
        cases.sweep(xuyi.sessions, on(day))

    told = _told(xuyi, xuyi.units["addressee"], owed)
    assert told == ["obligation.today", "obligation.past"]


def test_the_day_after_a_live_countys_word_is_late(huiji: County) -> None:
    for day in ("2026-12-24", "2026-12-31", "2027-01-04"):
        cases.sweep(huiji.sessions, on(day))

    kinds = _told(huiji, huiji.units["office"])

    assert kinds == ["obligation.ahead", "obligation.today", "obligation.late"]


def test_all_of_it_follows_from_the_records(xuyi: County, owed: UUID) -> None:
    other = xuyi.obligation(OCTOBER, "SEED-XY-01", "bystander")
    cases.sweep(xuyi.sessions, on("2026-10-08"))
    xuyi.file_obligation("handler", OCTOBER, owed)
    _give_back(xuyi, "receiver", "2026-10-09", owed, "缺附件")
    xuyi.file_obligation("bystander", "2026-10-09", other, kind="nil", confirmed=True)
    before = list(_plain(xuyi))

    with unit_of_work(xuyi.sessions, XUYI) as uow:
        service.rebuild_obligations(uow)

    assert list(_plain(xuyi)) == before


def _plain(county: County) -> Iterator[dict[str, Any]]:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        query = select(Obligation).where(Obligation.tenant_id == county.tenant_id)
        for row in uow.session.scalars(query.order_by(Obligation.id)):
            yield {
                column.name: getattr(row, column.name) for column in Obligation.__table__.columns
            }


def test_a_county_without_any_has_an_empty_list(sessions: sessionmaker[Session]) -> None:
    shandan = build_county(sessions, SHANDAN)
    assert _seen(shandan, "office") == set()


def test_pages_follow_each_other_without_gap_or_repetition(xuyi: County) -> None:
    with xuyi.acting("office", OCTOBER) as (uow, me, _):
        every = [row.id for row in service.list_obligations(uow, me, Wanted(), limit=200)]
        seen, after = [], None
        while page := service.list_obligations(uow, me, Wanted(), after=after, limit=3):
            seen += [row.id for row in page]
            after = page[-1].id
        names = {unit.id for unit in list_active(uow)}
        assert {*service.units_within(uow, me)} <= names
        assert sum(service.count_by_state(uow, me, Wanted()).values()) == len(every)
    assert seen == every
    assert len(every) > 10

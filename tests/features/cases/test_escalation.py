"""The ladder: late words lead to suggestions, suggestions to persons, and only persons let go."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases import service
from liandong.features.cases.errors import FactsError, TransitionNotAllowedError
from liandong.features.cases.service import FireTransition, recounting
from liandong.features.deadlines import service as clocks
from liandong.kernel.errors import ForbiddenError, NotFoundError, StaleError
from support.counties import SHANDAN, WENSHUI, XUYI, County, on
from support.ladders import (
    DUE,
    FIRST,
    LATE,
    SERVED,
    at,
    decide,
    late,
    next_day,
    rungs,
    sweep,
    told,
    waiting,
)

NEXT = "2026-06-03"  # the tenth working day after 20 May


@pytest.fixture
def huiji(county: Callable[..., County]) -> County:
    return county()


def test_ten_working_days_after_the_due_day_the_office_is_asked_and_nobody_else(
    huiji: County,
) -> None:
    case_id = late(huiji)
    assert next_day(huiji, case_id) == ("supervise", FIRST)
    assert sweep(huiji, "2026-05-18") == 0

    assert sweep(huiji, FIRST) == 1
    huiji.tell(FIRST)

    (rung,) = rungs(huiji)
    assert (rung.rung, rung.state, rung.number) == ("supervise", "suggested", 1)
    assert rung.unit_id == huiji.units["office"]
    assert [each["unit_id"] for each in rung.addressees] == [str(huiji.units["addressee"])]
    assert told(huiji, "suggested") == [huiji.units["office"]]
    assert told(huiji, "confirmed") == []
    assert "超过期限 10 个工作日" in rung.text
    assert "2026年5月6日以前" in rung.text


def test_confirmed_it_is_sent_and_the_next_rung_waits_from_that_day(huiji: County) -> None:
    case_id = late(huiji)
    sweep(huiji, FIRST)
    huiji.tell(FIRST)

    rung = decide(huiji, "office", "2026-05-20", "confirm", text="请于一周内说明情况。")
    huiji.tell("2026-05-20")

    assert (rung.state, rung.text) == ("confirmed", "请于一周内说明情况。")
    assert set(told(huiji, "confirmed")) == {
        huiji.units["addressee"],
        huiji.units["procuratorate"],
    }
    assert next_day(huiji, case_id) == ("bulletin", NEXT)
    assert sweep(huiji, "2026-06-02") == 0
    assert sweep(huiji, NEXT) == 1
    assert [(r.rung, r.state) for r in rungs(huiji)] == [
        ("supervise", "confirmed"),
        ("bulletin", "suggested"),
    ]
    assert "2026年5月20日督办" in rungs(huiji)[-1].text
    decide(huiji, "office", NEXT, "confirm")
    assert next_day(huiji, case_id) == (None, None)  # the top of the ladder


def test_declined_the_ladder_stops_until_somebody_takes_it_up_again(huiji: County) -> None:
    case_id = late(huiji)
    sweep(huiji, FIRST)
    with pytest.raises(FactsError):
        decide(huiji, "office", FIRST, "decline")

    assert decide(huiji, "office", FIRST, "decline", reason="已电话说明").state == "declined"

    assert next_day(huiji, case_id) == (None, None)
    assert sweep(huiji, "2026-09-01") == 0
    again = decide(huiji, "office", "2026-09-01", "resume")
    assert (again.rung, again.state, again.number) == ("supervise", "suggested", 2)
    huiji.tell("2026-09-01")
    assert len(told(huiji, "confirmed")) == 0


def test_a_rung_is_skipped_with_a_reason_alone(huiji: County) -> None:
    case_id = late(huiji)
    sweep(huiji, FIRST)
    with pytest.raises(FactsError):
        decide(huiji, "office", "2026-05-20", "decline", skip=True)

    decide(huiji, "office", "2026-05-20", "decline", skip=True, reason="已当面督办")

    assert next_day(huiji, case_id) == ("bulletin", NEXT)
    with pytest.raises(TransitionNotAllowedError):
        decide(huiji, "office", "2026-05-20", "resume")


def test_nobody_else_decides_or_sees_what_is_only_suggested(huiji: County) -> None:
    late(huiji)
    sweep(huiji, FIRST)

    for who in ("prosecutor", "chief", "handler", "head", "bystander", "reader"):
        with pytest.raises((NotFoundError, ForbiddenError)):
            decide(huiji, who, FIRST, "confirm")
        with huiji.acting(who, FIRST) as (uow, me, _):
            assert service.list_rungs(uow, me) == [], who
            assert service.count_waiting(uow, me) == 0, who


def test_what_was_confirmed_is_known_to_the_parties(huiji: County) -> None:
    late(huiji)
    sweep(huiji, FIRST)
    decide(huiji, "office", FIRST, "confirm")

    for who in ("prosecutor", "handler", "office"):
        with huiji.acting(who, FIRST) as (uow, me, _):
            assert [seen.may_read for seen in service.list_rungs(uow, me)] == [True], who
    with huiji.acting("bystander", FIRST) as (uow, me, _):
        assert service.list_rungs(uow, me) == []


def test_whoever_sees_headers_alone_does_not_read_what_others_sent(
    county: Callable[..., County],
) -> None:
    shandan = county(SHANDAN)
    case_id = late(shandan)
    sweep(shandan, FIRST)
    _urge(shandan, FIRST, case_id)

    with shandan.acting("office", FIRST) as (uow, me, _):
        (seen,) = service.list_rungs(uow, me)
        assert not seen.may_read
        assert service.dump_rung(seen)["text"] is None


def test_decided_once_it_is_not_decided_again(huiji: County) -> None:
    late(huiji)
    sweep(huiji, FIRST)
    decide(huiji, "office", FIRST, "confirm", seen=1)

    with pytest.raises(StaleError):
        decide(huiji, "office", FIRST, "decline", reason="错发", seen=1)
    with pytest.raises(TransitionNotAllowedError):
        decide(huiji, "office", FIRST, "confirm")
    with pytest.raises(TransitionNotAllowedError):
        decide(huiji, "office", FIRST, "resume")


@pytest.mark.parametrize("end", ["reply", "withdraw"])
def test_what_is_no_longer_owed_ends_the_suggestion_with_its_cause(huiji: County, end: str) -> None:
    case_id = late(huiji)
    sweep(huiji, FIRST)

    if end == "reply":
        huiji.reply(FIRST, case_id)
    else:
        huiji.fire("chief", FIRST, case_id, "withdraw", facts={"why": "有误"})

    (rung,) = rungs(huiji)
    cause = {"reply": "done", "withdraw": "released"}[end]
    assert (rung.state, rung.reason) == ("ended", cause)
    assert next_day(huiji, case_id) == (None, None)
    with pytest.raises(TransitionNotAllowedError):
        decide(huiji, "office", FIRST, "resume")


def test_before_the_rung_is_due_a_reply_leaves_nothing_to_suggest(huiji: County) -> None:
    case_id = late(huiji)
    huiji.reply("2026-05-12", case_id)

    assert sweep(huiji, FIRST, "2026-09-01") == 0
    assert rungs(huiji) == []


@pytest.mark.parametrize("tenant_id", [XUYI, WENSHUI])
def test_where_nobody_is_late_or_no_ladder_stands_there_are_words_only(
    county: Callable[..., County], tenant_id: int
) -> None:
    quiet = county(tenant_id)
    late(quiet)

    assert sweep(quiet, FIRST, "2026-09-01", "2026-12-01") == 0
    assert rungs(quiet) == []


def test_a_contested_delivery_stops_the_ladder_and_its_decision_lets_it_climb(
    huiji: County,
) -> None:
    case_id = late(huiji)
    sweep(huiji, FIRST)
    deadline = waiting(huiji, case_id)
    said = {"id": str(deadline.id), "is_enforceable": False, "doubt": {"rows": {}}}
    _judge(huiji, case_id, said)
    assert [(r.state, r.reason) for r in rungs(huiji)] == [("ended", "in_doubt")]
    assert sweep(huiji, "2026-06-30") == 0

    _judge(huiji, case_id, {**said, "is_enforceable": True, "doubt": None})

    assert sweep(huiji, "2026-07-01") == 1  # late, said anew
    assert sweep(huiji, "2026-07-01") == 1
    assert [r.state for r in rungs(huiji)] == ["ended", "suggested"]


def _judge(county: County, case_id: UUID, said: dict) -> None:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        on, now = date(2026, 6, 1), at("2026-06-01").now()
        clocks.project(uow, clocks.Change(case_id, 99, on, now, case_id, {"judged": [said]}))
        clocks.wake(uow)


def test_in_shandan_the_move_of_the_mechanism_is_the_rung(county: Callable[..., County]) -> None:
    shandan = county(SHANDAN)
    case_id = late(shandan)
    assert sweep(shandan, FIRST) == 1
    assert rungs(shandan)[0].unit_id == shandan.units["procuratorate"]
    with pytest.raises(TransitionNotAllowedError):
        decide(shandan, "chief", FIRST, "confirm")

    _urge(shandan, FIRST, case_id)

    (rung,) = rungs(shandan)
    assert (rung.rung, rung.state) == ("urge", "confirmed")
    assert next_day(shandan, case_id)[0] == "bulletin"


def test_who_urges_before_the_rung_is_due_has_done_it(county: Callable[..., County]) -> None:
    shandan = county(SHANDAN)
    case_id = late(shandan)

    _urge(shandan, "2026-05-11", case_id)

    assert [(r.rung, r.state) for r in rungs(shandan)] == [("urge", "confirmed")]
    assert next_day(shandan, case_id) == ("bulletin", "2026-05-25")


def _urge(county: County, day: str, case_id: UUID) -> None:
    county.fire("prosecutor", day, case_id, "find_unanswered")
    county.draft(
        "prosecutor",
        day,
        case_id,
        FireTransition("urge", date.fromisoformat(day), {"urged": "请书面回复"}),
    )
    county.step("prosecutor", day, case_id, "submit", "urging")
    county.step("reviewer", day, case_id, "review", "urging")
    county.fire("chief", day, case_id, "urge")


def test_the_ladder_is_rebuilt_from_its_events(huiji: County) -> None:
    case_id = late(huiji)
    sweep(huiji, FIRST)
    decide(huiji, "office", FIRST, "confirm")
    sweep(huiji, "2026-07-01")
    late(huiji)
    sweep(huiji, "2026-07-01")
    huiji.reply("2026-07-02", case_id)
    ask = text("SELECT to_jsonb(e) FROM escalations e ORDER BY id")
    clocks = text("SELECT to_jsonb(d) FROM deadlines d ORDER BY id")
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        before = [list(uow.session.scalars(query)) for query in (ask, clocks)]
        assert len(before[0]) == 3
        service.rebuild(uow)
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        assert [list(uow.session.scalars(query)) for query in (ask, clocks)] == before


def test_the_day_before_the_late_word_nothing_is_awaited(huiji: County) -> None:
    case_id = huiji.serve(SERVED)
    sweep(huiji, DUE)

    assert next_day(huiji, case_id) == (None, LATE)


@pytest.mark.parametrize(
    ("kind", "state", "awaited"),
    [("confirm", "confirmed", ("bulletin", NEXT)), ("decline", "declined", (None, None))],
)
def test_a_day_that_moves_leaves_what_persons_decided(
    huiji: County, monkeypatch: pytest.MonkeyPatch, kind: str, state: str, awaited: Any
) -> None:
    case_id = late(huiji)
    sweep(huiji, FIRST)
    decide(
        huiji, "office", "2026-05-20", kind, **({"reason": "正在办"} if kind == "decline" else {})
    )
    known = recounting.calendar_of
    monkeypatch.setattr(
        recounting, "calendar_of", lambda config: known(config).overlay([date(2026, 5, 6)], [])
    )
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        cause = {"kind": "calendar", "zh": "5月6日放假", "en": "6 May is off"}
        recounting.recount_cases(uow, on("2026-05-21"), cause)
    assert waiting(huiji, case_id).due_on == date(2026, 5, 7)

    sweep(huiji, "2026-05-22")

    assert next_day(huiji, case_id) == awaited
    assert [rung.state for rung in rungs(huiji, case_id)] == [state]

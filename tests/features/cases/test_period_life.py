"""The life of a period: held, let go on, lengthened, waived; every day counted by hand."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from liandong.calendars import HistoryError, OutsideCalendarError
from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases import service
from liandong.features.cases.errors import FactsError, TransitionNotAllowedError
from liandong.features.cases.service import FireTransition, RowCommand
from liandong.features.deadlines.models import Deadline
from liandong.features.deadlines.service import recount
from liandong.features.notifications.models import Notice
from liandong.features.tenants.service import Configuration, calendar_of, current
from liandong.kernel.errors import ForbiddenError, NotFoundError
from support.counties import County, on

SERVED, DUE, LATER = "2026-03-02", "2026-05-06", "2026-05-12"


def record(
    county: County, day: str, case_id: UUID, move: str, who: str = "chief", **facts: Any
) -> None:
    """One act about the period, on the day it is recorded."""
    asked = {
        "why": "等检测报告",
        "clock_basis": "双方书面商定",
        "clock_paper": [str(county.file())],
    }
    asked |= facts
    rows = (RowCommand("period", move, None, asked),)
    county.fire(who, day, case_id, None, rows=rows)


def resume(county: County, day: str, case_id: UUID) -> None:
    county.move_row("chief", day, case_id, "period", "resume", why="报告已出")


def reply_period(county: County, case_id: UUID) -> dict[str, Any]:
    return county.deadline(case_id, "SUG-01")


def test_ten_days_that_did_not_count_move_the_end_by_ten_days(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    assert reply_period(huiji, case_id)["due_on"] == DUE

    record(huiji, "2026-04-01", case_id, "suspend")

    held = reply_period(huiji, case_id)
    assert (held["state"], held["inputs"]["paused_reason"]) == ("paused", "等检测报告")
    assert held["inputs"]["paused_since"] == "2026-04-01"

    resume(huiji, "2026-04-11", case_id)

    runs = reply_period(huiji, case_id)
    assert (runs["state"], runs["due_on"]) == ("open", LATER)
    moved = [(r["from"], r["to"], r["cause"]["zh"]) for r in runs["inputs"]["revisions"]]
    assert moved == [(DUE, DUE, "中止回复期限"), (DUE, LATER, "恢复回复期限")]
    assert [step["key"] for step in runs["inputs"]["steps"]][-4:-2] == ["suspended", "resumed"]


def test_while_it_is_held_nobody_is_late_and_nobody_is_reminded_of_the_day(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    huiji.fire("prosecutor", SERVED, case_id, "file_upward")
    record(huiji, "2026-04-01", case_id, "suspend")

    with pytest.raises(TransitionNotAllowedError):
        huiji.fire("prosecutor", "2026-05-20", case_id, "find_unanswered")
    service.sweep(huiji.sessions, on("2026-05-20"))
    huiji.tell("2026-05-20")

    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        mine = (Notice.tenant_id == uow.tenant_id, Notice.case_id == case_id)
        told = uow.session.scalars(select(Notice).where(*mine, Notice.kind.like("deadline%"))).all()
    by_limit = {(each.content["limit_id"], each.kind) for each in told}
    assert ("SUG-01", "deadline.held") in by_limit  # 20 working days: shall it go on?
    assert not {kind for limit, kind in by_limit if limit == "SUG-01"} - {"deadline.held"}
    assert {n.unit_id for n in told if n.kind == "deadline.held"} == {huiji.units["procuratorate"]}


def test_a_held_period_that_is_answered_ends(county: Callable[..., County]) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    record(huiji, "2026-04-01", case_id, "suspend")

    huiji.reply("2026-04-08", case_id)

    done = reply_period(huiji, case_id)
    assert (done["state"], done["outcome"]) == ("done", "in_time")


def test_excluded_days_move_the_end_and_a_second_hold_may_not_overlap_them(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)

    record(
        huiji,
        "2026-04-20",
        case_id,
        "exclude",
        excluded_from="2026-04-01",
        excluded_until="2026-04-10",
    )

    assert reply_period(huiji, case_id)["due_on"] == LATER
    with pytest.raises(HistoryError) as refused:
        record(
            huiji,
            "2026-04-20",
            case_id,
            "exclude",
            excluded_from="2026-04-10",
            excluded_until="2026-04-12",
        )
    assert "重叠" in refused.value.problems[0].message_zh
    assert reply_period(huiji, case_id)["due_on"] == LATER


def test_only_a_period_that_the_letter_states_is_lengthened_and_only_once(
    county: Callable[..., County],
) -> None:
    huiji = county()
    plain = huiji.serve(SERVED)
    with pytest.raises(TransitionNotAllowedError, match="不能由制发机关延长"):
        record(huiji, "2026-03-10", plain, "extend", new_due_on="2026-06-01")
    case_id = huiji.serve(SERVED, variant="urgent", urgency_reason="汛期", stated_days=20)
    assert reply_period(huiji, case_id)["due_on"] == "2026-03-23"
    with pytest.raises(HistoryError, match="不晚于"):
        record(huiji, "2026-03-10", case_id, "extend", new_due_on="2026-03-20")

    record(huiji, "2026-03-10", case_id, "extend", new_due_on="2026-04-15")

    assert reply_period(huiji, case_id)["due_on"] == "2026-04-15"
    with pytest.raises(service.NoExtensionError):
        record(huiji, "2026-03-11", case_id, "extend", new_due_on="2026-05-15")


def test_after_the_end_nothing_is_held_lengthened_or_excluded(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED, variant="urgent", urgency_reason="汛期", stated_days=20)

    for move, facts in {
        "suspend": {},
        "extend": {"new_due_on": "2026-06-01"},
        "exclude": {"excluded_from": "2026-03-10", "excluded_until": "2026-03-12"},
    }.items():
        with pytest.raises(TransitionNotAllowedError, match="没有在计算"):
            record(huiji, "2026-03-24", case_id, move, **facts)


def test_the_owing_unit_grants_itself_nothing_and_others_see_nothing(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)

    for who, error in {"head": ForbiddenError, "bystander": NotFoundError}.items():
        with pytest.raises(error):
            record(huiji, "2026-04-01", case_id, "suspend", who=who)
    with pytest.raises(FactsError) as refused:
        record(huiji, "2026-04-01", case_id, "suspend", clock_paper=[])
    assert refused.value.problems[0].where == "rows[0].facts.clock_paper"


def test_a_waived_period_is_owed_no_more_and_the_matter_can_end(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    huiji.fire("prosecutor", SERVED, case_id, "file_upward")

    record(huiji, "2026-04-01", case_id, "waive")

    assert (reply_period(huiji, case_id)["state"], reply_period(huiji, case_id)["outcome"]) == (
        "released",
        None,
    )
    assert (
        huiji.fire("chief", "2026-04-01", case_id, "dispense", facts={"why": "单位已撤销"})
        == "noted"
    )


def test_an_objection_holds_the_clock_only_where_the_county_says_so(
    county: Callable[..., County], monkeypatch: pytest.MonkeyPatch
) -> None:
    huiji = county()
    plain = huiji.serve(SERVED)
    huiji.fire(
        "handler",
        "2026-03-10",
        plain,
        None,
        rows=(RowCommand("objection", "object", None, {"grounds": "事实不清"}),),
    )
    assert (reply_period(huiji, plain)["state"], reply_period(huiji, plain)["due_on"]) == (
        "open",
        DUE,
    )

    monkeypatch.setattr(Configuration, "stated", objection_pauses(Configuration.stated))
    case_id = huiji.serve(SERVED)
    for day in ("2026-03-10", "2026-03-12"):
        huiji.fire(
            "handler",
            day,
            case_id,
            None,
            rows=(RowCommand("objection", "object", None, {"grounds": "事实不清"}),),
        )
    assert reply_period(huiji, case_id)["state"] == "paused"
    first, second = [
        UUID(r["id"]) for r in huiji.look("prosecutor", case_id)["rows"] if r["type"] == "objection"
    ]

    _reject(huiji, "2026-03-16", case_id, first)
    assert reply_period(huiji, case_id)["state"] == "paused"
    _reject(huiji, "2026-03-20", case_id, second)

    assert (reply_period(huiji, case_id)["state"], reply_period(huiji, case_id)["due_on"]) == (
        "open",
        LATER,
    )


def _reject(county: County, day: str, case_id: UUID, row_id: UUID) -> None:
    drafted = RowCommand("objection", "reject", row_id, {"why": "事实清楚"})
    county.draft(
        "prosecutor", day, case_id, FireTransition(None, date.fromisoformat(day), rows=(drafted,))
    )
    for who, step in (("prosecutor", "submit"), ("reviewer", "review")):
        county.step(who, day, case_id, step, "answer", row_id=row_id)
    signed = RowCommand("objection", "reject", row_id, {})
    county.fire("chief", day, case_id, None, rows=(signed,))


def objection_pauses(known: Callable[..., Any]) -> Callable[..., Any]:
    def stated(config: Configuration, key: str, day: date | None = None) -> Any:
        says = {"value": True} if day and day.isoformat() >= "2026-03-10" else None
        return says if key == "suggestions.objection_pauses" else known(config, key, day)

    return stated


def test_counting_again_changes_nothing_and_a_rebuild_gives_the_same(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    record(huiji, "2026-04-01", case_id, "suspend")
    resume(huiji, "2026-04-11", case_id)
    before = huiji.look("prosecutor", case_id)["deadlines"]

    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        config = current(uow)
        mine = (Deadline.tenant_id == uow.tenant_id, Deadline.case_id == case_id)
        for deadline in uow.session.scalars(select(Deadline).where(*mine)):
            cause = {"kind": "calendar", "zh": "日历变了", "en": "another calendar"}
            assert recount(config, calendar_of(config), deadline, cause) is None
        service.rebuild(uow)

    assert huiji.look("prosecutor", case_id)["deadlines"] == before


def test_another_calendar_moves_the_day_with_its_cause_and_only_where_it_matters(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        config = current(uow)
        calendar = calendar_of(config).overlay(off=[date.fromisoformat(DUE)], makeup=[])
        mine = (Deadline.tenant_id == uow.tenant_id, Deadline.case_id == case_id)
        found = {}
        for deadline in uow.session.scalars(select(Deadline).where(*mine)):
            cause = {"kind": "calendar", "zh": "5月6日 放假", "en": "6 May is off"}
            found[deadline.stands_for] = recount(config, calendar, deadline, cause)

    moved = {key: item["due_on"] for key, item in found.items() if item}
    assert moved == {"SUG-01": "2026-05-07"}
    assert [item["cause"]["zh"] for item in found.values() if item] == ["5月6日 放假"]


def test_a_reply_while_the_period_is_held_is_in_time_whenever_it_comes(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    record(huiji, "2026-04-01", case_id, "suspend")

    huiji.reply("2026-06-22", case_id)

    assert reply_period(huiji, case_id)["outcome"] == "in_time"


def test_what_an_objection_held_goes_on_though_the_county_changed_its_mind(
    county: Callable[..., County], monkeypatch: pytest.MonkeyPatch
) -> None:
    huiji = county()
    with monkeypatch.context() as patched:
        patched.setattr(Configuration, "stated", objection_pauses(Configuration.stated))
        case_id = huiji.serve(SERVED)
        grounds = RowCommand("objection", "object", None, {"grounds": "事实不清"})
        huiji.fire("handler", "2026-03-10", case_id, None, rows=(grounds,))
    (row_id,) = [
        UUID(r["id"]) for r in huiji.look("prosecutor", case_id)["rows"] if r["type"] == "objection"
    ]

    _reject(huiji, "2026-03-20", case_id, row_id)

    found = reply_period(huiji, case_id)
    assert (found["state"], found["due_on"]) == ("open", LATER)


def test_the_question_whether_it_shall_go_on_is_the_procuratorates_own(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    record(huiji, "2026-04-01", case_id, "suspend")

    service.sweep(huiji.sessions, on("2026-05-20"))

    theirs = huiji.look("handler", case_id, "2026-05-20")["events"]
    ours = [e["transition"] for e in huiji.look("prosecutor", case_id, "2026-05-20")["events"]]
    assert "held" in ours
    assert "held" not in [e["transition"] for e in theirs]


def test_nobody_is_late_by_a_day_that_is_only_expected(county: Callable[..., County]) -> None:
    huiji = county()
    case_id = huiji.serve("2026-12-07")
    huiji.fire("prosecutor", "2026-12-07", case_id, "file_upward")
    assert reply_period(huiji, case_id)["is_provisional"]

    with pytest.raises(TransitionNotAllowedError):
        huiji.fire("prosecutor", "2027-03-10", case_id, "find_unanswered")
    service.sweep(huiji.sessions, on("2027-03-10"))
    huiji.tell("2027-03-10")
    huiji.reply("2027-03-10", case_id)

    assert reply_period(huiji, case_id)["outcome"] == "not_accused"
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        mine = (Notice.tenant_id == uow.tenant_id, Notice.case_id == case_id)
        kinds = set(uow.session.scalars(select(Notice.kind).where(*mine)))
    assert "deadline.late" not in kinds


def test_a_delivery_put_right_carries_what_was_recorded_about_the_period(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.issue(SERVED)
    proof = str(huiji.file())
    facts = {"delivery_mode": "paper", "delivery_proof": proof}
    huiji.fire("prosecutor", SERVED, case_id, "serve", facts=facts)
    record(huiji, "2026-03-04", case_id, "suspend")
    grounds = RowCommand("contest", "contest", None, {"contest_grounds": "3月4日才收到"})
    huiji.fire("handler", "2026-03-05", case_id, None, rows=(grounds,))
    row_id = huiji.row(case_id, "contest")
    right = {"received_on": "2026-03-04", **facts}
    sustained = RowCommand("contest", "sustain", row_id, {"why": "签收记录属实"})

    huiji.fire("chief", "2026-03-06", case_id, "redeliver", facts=right, rows=(sustained,))

    held = reply_period(huiji, case_id)
    assert (held["state"], held["started_on"]) == ("paused", "2026-03-04")
    resume(huiji, "2026-03-14", case_id)
    assert reply_period(huiji, case_id)["due_on"] == "2026-05-13"  # 4 May and nine days


def test_a_day_beyond_all_calendars_is_refused(county: Callable[..., County]) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)

    with pytest.raises(OutsideCalendarError):
        record(
            huiji,
            "2026-04-20",
            case_id,
            "exclude",
            excluded_from="2026-04-01",
            excluded_until="9999-12-31",
        )

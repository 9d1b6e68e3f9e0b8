"""A quarterly meeting from its notice to what it resolved; who sees which item."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.assessment.service.measuring import Period, measure
from liandong.features.cases import service
from liandong.features.cases.errors import TransitionNotAllowedError
from liandong.features.cases.models import Case
from liandong.features.cases.service import FireTransition, PartyCommand, RowCommand, projecting
from liandong.features.cases.service.appointments import list_appointments
from liandong.features.deadlines import service as deadlines
from liandong.features.deadlines.models import Obligation
from liandong.features.notifications.models import Notice
from liandong.features.tenants.service import installed
from liandong.kernel.errors import ForbiddenError, NotFoundError
from support.casework import Work, staff
from support.counties import HUIJI, XUYI, County, on
from support.http import open_app, sign_in

UNITS = {
    "justice": "justice_bureau",
    "procuratorate": "procuratorate",
    "market": "market_regulation",
    "ecology": "ecology_environment",
    "lands": "natural_resources",
    "government": "government",
}
HUIJI_UNITS = {**UNITS, "ecology": "housing_construction", "lands": "human_resources"}
PEOPLE = {
    "clerk": ("justice", ("office_clerk", "handler")),
    "head": ("justice", ("unit_head",)),
    "prosecutor": ("procuratorate", ("prosecutor",)),
    "chief": ("procuratorate", ("chief_procurator",)),
    "market": ("market", ("unit_head", "handler")),
    "ecology": ("ecology", ("unit_head", "handler")),
    "lands": ("lands", ("unit_head", "handler")),
    "convener": ("government", ("convener", "unit_head")),
}
FIXED = {
    "meet_on": "2026-07-20",
    "meet_at": "09:30",
    "place": "司法局三楼会议室",
    "chaired_by": "司法局负责人",
}
Sessions = sessionmaker[Session]
UNKNOWN = (ForbiddenError, NotFoundError)


@pytest.fixture
def work(sessions: Sessions) -> Work:
    return Work(staff(sessions, XUYI, UNITS, PEOPLE), "joint_meeting")


def fire_many(
    work: Work, who: str, day: str, case_id: UUID, move: str, part: str, *units: str
) -> None:
    parties = tuple(PartyCommand(work.county.units[unit], part) for unit in units)
    work.county.fire(who, day, case_id, move, parties=parties)


def rows_of(work: Work, who: str, case_id: UUID, kind: str, day: str) -> list[dict[str, Any]]:
    return [row for row in work.look(who, case_id, day)["rows"] if row["type"] == kind]


def move_row(
    work: Work, who: str, day: str, case_id: UUID, kind: str, row: str, move: str, **facts: Any
) -> None:
    command = RowCommand(kind, move, UUID(row), facts)
    work.county.fire(who, day, case_id, None, rows=(command,))


def planned(work: Work, series: str = "行政执法联席会议", **parties: str) -> UUID:
    facts = {"title": "第三季度行政执法联席会议", "series": series, "period": "第三季度"}
    case_id = work.open("clerk", "2026-07-06", "open", facts, **parties)
    fire_many(
        work, "clerk", "2026-07-06", case_id, "invite_units", "addressee", "market", "ecology"
    )
    work.row("clerk", "2026-07-06", case_id, "agenda", "list", topic="通报执法监督情况")
    return case_id


def notified(work: Work, **parties: str) -> UUID:
    case_id = planned(work, **parties)
    work.sign("clerk", "head", "2026-07-08", case_id, "notify", "meeting_notice", **FIXED)
    return case_id


def held(work: Work) -> UUID:
    case_id = notified(work, assistant="procuratorate")
    work.fire("clerk", "2026-07-20", case_id, "convene")
    for number, row in enumerate(rows_of(work, "clerk", case_id, "attendance", "2026-07-20")):
        move = "came" if number else "substitute_came"
        move_row(work, "clerk", "2026-07-20", case_id, "attendance", row["id"], move)
    facts = {
        "decision": "统一检查笔录格式",
        "responsible": str(work.county.units["market"]),
        "due": "2026-09-30",
    }
    work.row("clerk", "2026-07-20", case_id, "resolution", "decide", **facts)
    work.fire("clerk", "2026-07-21", case_id, "take_minutes")
    return case_id


def quarter(work: Work) -> Obligation:
    with unit_of_work(work.county.sessions, XUYI) as uow:
        query = select(Obligation).where(
            Obligation.tenant_id == XUYI,
            Obligation.limit_id == "SEED-XY-03a",
            Obligation.period_start == date(2026, 7, 1),
        )
        return uow.session.scalars(query).one()


def test_a_quarterly_meeting_from_its_notice_to_the_finished_resolution(work: Work) -> None:
    with unit_of_work(work.county.sessions, XUYI) as uow:
        deadlines.generate(uow, on("2026-07-06"))
    case_id = planned(work, assistant="procuratorate")
    with pytest.raises(UNKNOWN):
        work.look("market", case_id, "2026-07-07")
    work.sign("clerk", "head", "2026-07-08", case_id, "notify", "meeting_notice", **FIXED)

    (mine,) = [
        row
        for row in rows_of(work, "market", case_id, "attendance", "2026-07-09")
        if row["facts"]["unit"] == str(work.county.units["market"])
    ]
    with pytest.raises(UNKNOWN):
        work.look("lands", case_id, "2026-07-09")
    with pytest.raises((ForbiddenError, TransitionNotAllowedError)):
        move_row(work, "ecology", "2026-07-09", case_id, "attendance", mine["id"], "attend",
                 attendee="某某")  # fmt: skip
    move_row(work, "market", "2026-07-09", case_id, "attendance", mine["id"], "attend",
             attendee="局长")  # fmt: skip
    assert quarter(work).state == "open"


def test_the_minutes_of_a_joint_meeting_need_the_other_side(work: Work) -> None:
    case_id = held(work)
    with pytest.raises(TransitionNotAllowedError):
        work.sign("clerk", "head", "2026-07-22", case_id, "issue_minutes", "meeting_minutes",
                  minutes="通报了情况")  # fmt: skip

    work.sign("clerk", "head", "2026-07-22", case_id, "sign_minutes", "meeting_minutes",
              minutes="通报了情况")  # fmt: skip
    with pytest.raises(ForbiddenError):
        work.fire("head", "2026-07-23", case_id, "cosign")
    assert work.fire("chief", "2026-07-23", case_id, "cosign") == "minutes_issued"
    minutes = [p for p in work.look("market", case_id, "2026-07-24")["documents"]
               if p["type"] == "meeting_minutes"]  # fmt: skip
    assert [paper["state"] for paper in minutes] == ["signed"]
    assert minutes[0]["number"]

    (row,) = rows_of(work, "market", case_id, "resolution", "2026-07-24")
    move_row(work, "market", "2026-09-28", case_id, "resolution", row["id"], "carry_out",
             result="已经印发")  # fmt: skip
    with pytest.raises(ForbiddenError):
        move_row(work, "market", "2026-09-29", case_id, "resolution", row["id"], "verify")
    move_row(work, "clerk", "2026-09-29", case_id, "resolution", row["id"], "verify")
    assert work.fire("clerk", "2026-09-29", case_id, "close") == "closed"


def test_a_meeting_held_meets_the_quarter_of_its_kind_alone(work: Work) -> None:
    with unit_of_work(work.county.sessions, XUYI) as uow:
        deadlines.generate(uow, on("2026-07-06"))
    other = planned(work, "府检联动联席会议", assistant="procuratorate")
    work.sign("clerk", "head", "2026-07-08", other, "notify", "meeting_notice", **FIXED)
    work.fire("clerk", "2026-07-20", other, "convene")
    assert quarter(work).state == "open"

    case_id = held(work)

    met = quarter(work)
    assert (met.state, met.met_on, met.evidence["case_id"]) == (
        "met",
        date(2026, 7, 20),
        str(case_id),
    )


def test_a_quarter_without_a_meeting_is_told_to_the_conveners_and_to_no_member(work: Work) -> None:
    with unit_of_work(work.county.sessions, XUYI) as uow:
        deadlines.generate(uow, on("2026-07-06"))
    for day in ("2026-09-30", "2026-10-08", "2026-10-09"):
        deadlines.speak(work.county.sessions, on(day), XUYI)

    with unit_of_work(work.county.sessions, XUYI) as uow:
        told = uow.session.execute(
            select(Notice.unit_id).where(
                Notice.kind == "obligation.past",
                Notice.content["limit_id"].astext == "SEED-XY-03a",
            )
        )
        units = {row[0] for row in told}
    named = {work.county.units[key] for key in ("justice", "government", "procuratorate")}
    assert units == named


def test_an_item_about_a_case_is_for_the_named_alone(work: Work) -> None:
    case_id = notified(work)
    work.row("clerk", "2026-07-09", case_id, "case_item", "list_case", case_topic="某食品公司案",
             participants=[str(work.county.units["market"])])  # fmt: skip

    seen = {who: rows_of(work, who, case_id, "case_item", "2026-07-10")
            for who in ("clerk", "market", "ecology")}  # fmt: skip
    assert [len(seen[who]) for who in ("clerk", "market", "ecology")] == [1, 1, 0]
    assert "某食品公司案" not in str(work.look("ecology", case_id, "2026-07-10"))


def test_a_notified_meeting_is_an_event_for_who_takes_part(work: Work) -> None:
    case_id = notified(work)
    work.fire("head", "2026-07-10", case_id, "reschedule", why="与上级会议冲突",
              meet_on="2026-07-24", meet_at="15:00", place="县政府会议室")  # fmt: skip

    with work.county.acting("market", "2026-07-13") as (uow, me, _):
        (fixed,) = list_appointments(uow, me)
    assert (f"{fixed.starts_at:%Y-%m-%d %H:%M}", fixed.changes) == ("2026-07-24 15:00", 1)
    with work.county.acting("lands", "2026-07-13") as (uow, me, _):
        assert list_appointments(uow, me) == []

    work.fire("head", "2026-07-14", case_id, "call_off", why="事项已经办结")
    with work.county.acting("market", "2026-07-15") as (uow, me, _):
        assert list_appointments(uow, me) == []


def test_a_day_that_was_set_before_the_notice_is_an_event_from_the_notice_on(work: Work) -> None:
    case_id = planned(work)
    work.fire("clerk", "2026-07-07", case_id, "arrange", **FIXED)
    with work.county.acting("clerk", "2026-07-07") as (uow, me, _):
        assert list_appointments(uow, me) == []
    work.sign("clerk", "head", "2026-07-08", case_id, "notify", "meeting_notice")

    with work.county.acting("market", "2026-07-09") as (uow, me, _):
        (fixed,) = list_appointments(uow, me)
    assert (f"{fixed.starts_at:%m-%d %H:%M}", fixed.place, fixed.changes) == (
        "07-20 09:30",
        "司法局三楼会议室",
        0,
    )


def test_a_unit_that_attends_in_two_parts_is_asked_once(work: Work) -> None:
    case_id = planned(work, assistant="procuratorate")
    fire_many(work, "clerk", "2026-07-06", case_id, "invite_units", "addressee", "procuratorate")
    work.sign("clerk", "head", "2026-07-08", case_id, "notify", "meeting_notice", **FIXED)

    asked = rows_of(work, "clerk", case_id, "attendance", "2026-07-09")
    named = [row["facts"]["unit"] for row in asked]
    units = (work.county.units[key] for key in ("market", "ecology", "procuratorate"))
    assert sorted(named) == sorted(map(str, units))


def test_the_calendar_file_says_when_and_where_and_nothing_else(
    work: Work, sessions: Sessions
) -> None:
    case_id = notified(work)
    app = open_app(sessions, "2026-07-09")
    me = sign_in(app, work.county, "market", "2026-07-09")
    made: Any = me.call("POST", f"/api/v1/t/{me.code}/me/feeds")
    path = "/feeds/" + made.json["address"].rpartition("/")[2]

    answer = FlaskClient(me.client.application).get(path)

    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert event.decoded("DTSTART").isoformat() == "2026-07-20T01:30:00+00:00"
    assert (str(event["SUMMARY"]), str(event["LOCATION"]), event["SEQUENCE"]) == (
        "行政执法联席会议",
        "司法局三楼会议室",
        0,
    )
    assert str(event["UID"]) == f"{case_id}@liandong"
    assert "第三季度" not in answer.text


def test_attendance_counts_for_the_unit_that_was_invited(work: Work) -> None:
    held(work)
    with unit_of_work(work.county.sessions, XUYI) as uow:
        deadlines.generate(uow, on("2026-07-24"))
    with work.county.acting("clerk", "2026-07-24") as (uow, me, clock):
        declared = installed().registry.current("joint_meeting")
        year = Period(date(2026, 1, 1), date(2026, 12, 31))
        found = measure(uow, me, declared, year, clock.today())

    rates = {each.metric.key: each for each in found}
    principals = rates["principal_rate"]
    assert (principals.part, principals.whole) == (2, 3)
    units = {work.county.units[key] for key in ("market", "ecology", "procuratorate")}
    assert {record.unit_id for record in principals.denominator} == units


def test_a_projection_rebuilds_as_it_stood(work: Work) -> None:
    case_id = held(work)
    with unit_of_work(work.county.sessions, XUYI) as uow:
        before = uow.session.get(Case, (XUYI, case_id))
        assert before is not None
        stood = (before.state, before.facts, before.position)
        projecting.rebuild(uow)
        after = uow.session.get(Case, (XUYI, case_id))
        assert after is not None
        assert (after.state, after.facts, after.position) == stood


def test_resolutions_become_tasks_of_a_list_held_by_their_units(sessions: Sessions) -> None:
    county: County = staff(sessions, HUIJI, HUIJI_UNITS, PEOPLE)
    work = Work(county, "joint_meeting")
    facts = {"title": "全体会议", "series": "府检联动全体会议"}
    case_id = work.open("clerk", "2026-03-02", "open", facts, supervisor="government")
    fire_many(work, "clerk", "2026-03-02", case_id, "invite_units", "addressee", "market", "lands")
    work.row("clerk", "2026-03-02", case_id, "agenda", "list", topic="审议双清单")
    fixed = {**FIXED, "meet_on": "2026-03-10", "chaired_by": "副召集人"}
    work.sign("clerk", "head", "2026-03-03", case_id, "notify", "meeting_notice",
              **fixed, entrusted=True)  # fmt: skip
    work.fire("clerk", "2026-03-10", case_id, "convene")
    for row in rows_of(work, "clerk", case_id, "attendance", "2026-03-10"):
        move_row(work, "clerk", "2026-03-10", case_id, "attendance", row["id"], "came")
    for unit, text in (("market", "建立台账"), ("justice", "汇总情况")):
        work.row("clerk", "2026-03-10", case_id, "resolution", "decide", decision=text,
                 responsible=str(county.units[unit]), due="2026-06-30")  # fmt: skip
    work.fire("clerk", "2026-03-10", case_id, "take_minutes")
    work.sign("clerk", "head", "2026-03-12", case_id, "issue_minutes", "meeting_minutes",
              minutes="审议通过")  # fmt: skip
    with pytest.raises(UNKNOWN):
        work.look("ecology", case_id, "2026-03-12")
    fire_many(work, "head", "2026-03-12", case_id, "send_minutes", "copied", "ecology")
    read = work.look("ecology", case_id, "2026-03-12")
    assert {each["type"] for each in read["documents"]} == {"meeting_notice", "meeting_minutes"}
    assert not {*read} & {"rows", "facts", "events"}
    assert work.fire("clerk", "2026-03-13", case_id, "assign") == "assigned"

    with unit_of_work(sessions, HUIJI) as uow:
        query = select(Case.id).where(Case.mechanism == "annual_plan_tasks")
        (list_id,) = uow.session.scalars(query)
    tasks = Work(county, "annual_plan_tasks")
    seen = tasks.look("market", list_id, "2026-03-16")
    assert (seen["state"], [row["facts"]["task"] for row in seen["rows"]]) == (
        "in_progress",
        ["建立台账", "汇总情况"],
    )
    with pytest.raises((ForbiddenError, NotFoundError)):
        tasks.look("lands", list_id, "2026-03-16")
    first, second = (row["id"] for row in seen["rows"])
    with pytest.raises((ForbiddenError, TransitionNotAllowedError)):
        move_row(tasks, "market", "2026-04-01", list_id, "task", second, "submit_result",
                 result="已汇总")  # fmt: skip
    move_row(tasks, "market", "2026-07-01", list_id, "task", first, "submit_result",
             result="已建立")  # fmt: skip
    (late, _) = tasks.look("market", list_id, "2026-07-02")["rows"]
    assert late["state"] == "submitted_late"


def test_a_member_proposes_a_meeting_and_may_take_it_back(work: Work) -> None:
    facts = {"title": "协调会", "matter": "裁量尺度不一致"}
    with work.county.acting("market", "2026-07-06") as (uow, me, clock):
        units = work.county.units
        named = (
            PartyCommand(units["justice"], "issuer"),
            PartyCommand(units["ecology"], "other_party"),
        )
        command = FireTransition("propose", date(2026, 7, 6), facts, (), named)
        case_id = service.open_case(uow, me, clock, "joint_meeting", command).id

    (row,) = rows_of(work, "ecology", case_id, "proposal", "2026-07-07")
    move_row(work, "ecology", "2026-07-07", case_id, "proposal", row["id"], "join")
    with pytest.raises(ForbiddenError):
        work.fire("market", "2026-07-08", case_id, "decline", why="不开了")
    assert work.fire("market", "2026-07-08", case_id, "withdraw") == "proposal_withdrawn"


def test_the_page_says_when_and_where_and_gives_the_file(work: Work, sessions: Sessions) -> None:
    case_id = notified(work)
    me = sign_in(open_app(sessions, "2026-07-09"), work.county, "market", "2026-07-09")
    page = me.client.application.test_client()
    page.set_cookie("ld_session", me.token)
    href = f"/t/{XUYI}/cases/joint_meeting/{case_id}"

    shown = page.get(href)
    assert "7月20日 周一 09:30，司法局三楼会议室" in shown.text
    file = page.get(f"{href}/appointment.ics")
    (event,) = Calendar.from_ical(file.data).walk("VEVENT")
    assert str(event["LOCATION"]) == "司法局三楼会议室"
    month = page.get(f"/t/{XUYI}/calendar?month=2026-07")
    assert "第三季度行政执法联席会议" in month.text


def test_a_unit_that_was_forgotten_is_invited_after_the_notice(work: Work) -> None:
    case_id = notified(work)
    with pytest.raises(UNKNOWN):
        work.look("lands", case_id, "2026-07-09")

    fire_many(work, "head", "2026-07-10", case_id, "invite_more", "addressee", "lands")

    (mine,) = [
        row
        for row in rows_of(work, "lands", case_id, "attendance", "2026-07-10")
        if row["facts"]["unit"] == str(work.county.units["lands"])
    ]
    move_row(work, "lands", "2026-07-13", case_id, "attendance", mine["id"], "attend",
             attendee="局长")  # fmt: skip
    assert len(rows_of(work, "clerk", case_id, "attendance", "2026-07-13")) == 3


def test_a_meeting_recorded_as_held_by_mistake_is_taken_back_and_so_is_its_quarter(
    work: Work,
) -> None:
    with unit_of_work(work.county.sessions, XUYI) as uow:
        deadlines.generate(uow, on("2026-07-06"))
    case_id = notified(work)
    work.fire("clerk", "2026-07-20", case_id, "convene")
    assert quarter(work).state == "met"

    state = work.fire("clerk", "2026-07-21", case_id, "undo_convening", why="会议改期，误登记")

    assert state == "notified"
    stood = quarter(work)
    assert (stood.state, stood.evidence) == ("open", {})
    assert stood.inputs["returns"][0]["reason"] == "会议改期，误登记"
    with work.county.acting("market", "2026-07-21") as (uow, me, _):
        assert len(list_appointments(uow, me)) == 1
    work.fire("clerk", "2026-07-22", case_id, "convene")
    assert quarter(work).evidence["case_id"] == str(case_id)


def test_a_meeting_without_the_justice_bureau_meets_its_quarter_too(work: Work) -> None:
    with unit_of_work(work.county.sessions, XUYI) as uow:
        deadlines.generate(uow, on("2026-07-06"))
    facts = {"title": "第三季度行政执法联席会议", "series": "行政执法联席会议"}
    case_id = work.open("prosecutor", "2026-07-06", "open", facts)
    fire_many(work, "prosecutor", "2026-07-06", case_id, "invite_units", "addressee", "market")
    work.row("prosecutor", "2026-07-06", case_id, "agenda", "list", topic="通报情况")
    work.sign("prosecutor", "chief", "2026-07-08", case_id, "notify", "meeting_notice", **FIXED)
    work.fire("prosecutor", "2026-07-20", case_id, "convene")

    met = quarter(work)
    assert (met.unit_id, met.state) == (work.county.units["justice"], "met")


def test_undoing_one_meeting_leaves_the_quarter_to_another_that_was_held(work: Work) -> None:
    with unit_of_work(work.county.sessions, XUYI) as uow:
        deadlines.generate(uow, on("2026-07-06"))
    first, second = notified(work), notified(work)
    work.fire("clerk", "2026-07-20", first, "convene")
    work.fire("clerk", "2026-07-21", second, "convene")
    assert quarter(work).evidence["case_id"] == str(first)

    work.fire("clerk", "2026-07-22", first, "undo_convening", why="误登记")

    stood = quarter(work)
    assert (stood.state, stood.evidence["case_id"]) == ("met", str(second))
    work.fire("clerk", "2026-07-23", second, "undo_convening", why="误登记")
    assert quarter(work).state == "open"

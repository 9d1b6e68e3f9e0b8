"""A notice comes out: what runs is counted again, keeps its cause, and tells those it concerns."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import UnitOfWork, unit_of_work
from liandong.entrypoints.administering import apply_all
from liandong.features.audit.models import AuditEntry
from liandong.features.audit.service import verify
from liandong.features.cases import service as cases
from liandong.features.cases.models import CaseEvent
from liandong.features.cases.service import RowCommand, recounting
from liandong.features.deadlines import service as clocks
from liandong.features.deadlines.models import Deadline, Obligation
from liandong.features.notifications.models import Notice
from liandong.features.tenants.models import AcceptedSchedule
from liandong.features.tenants.service import DECEMBER, Imported, accept_schedule, current
from support.counties import HUIJI, KEY, SHANDAN, XUYI, County, build_county, on, shipped
from support.http import open_app, sign_in
from support.isolation import of
from support.notices import keep, schedule

SERVED, TODAY = "2026-12-10", "2026-12-21"
BEFORE, AFTER = "2027-02-10", "2027-02-12"
PROJECTED = ("cases", "deadlines", "visibility", "documents", "case_rows", "case_parties")


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions)


@pytest.fixture
def wanted(sessions: sessionmaker[Session]) -> list[Imported]:
    return keep(sessions, schedule())


def accept(county: County, wanted: list[Imported], day: str = TODAY) -> cases.Accepted:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        return cases.accept_schedules(uow, on(day), wanted, "test")


def reply(county: County, case_id: UUID, who: str = "handler") -> dict[str, Any]:
    return county.deadline(case_id, "SUG-01", who)


def events(county: County, case_id: UUID, who: str) -> list[str]:
    return [each["kind"] for each in county.look(who, case_id, TODAY)["events"]]


def notices(county: County) -> list[Notice]:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        mine = (Notice.tenant_id == uow.tenant_id, Notice.kind == "deadline.moved")
        return list(uow.session.scalars(select(Notice).where(*mine)))


def rows(county: County) -> dict[str, list[Any]]:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        order = "SELECT to_jsonb(t) FROM {t} t ORDER BY id"
        found = {table: list(uow.session.scalars(of(table, order))) for table in PROJECTED}
        woken = uow.session.execute(text("SELECT tenant_id, due_at FROM tenant_wakeups"))
        return {**found, "woken": sorted(map(str, woken.all()))}


def test_two_counties_count_by_a_notice_with_dates_revisions_words_and_audit(
    sessions: sessionmaker[Session], wanted: list[Imported]
) -> None:
    for tenant_id in (HUIJI, SHANDAN):
        county = build_county(sessions, tenant_id)
        case_id = county.serve(SERVED)
        before = reply(county, case_id)
        assert (before["due_on"], before["is_provisional"]) == (BEFORE, True)

        county.open(SERVED)
        county.issue(SERVED)  # waits for its confirmation, a clock of 24 hours

        done = accept(county, wanted)

        assert (done.is_new, done.recount.stuck) == (True, [])
        after = reply(county, case_id)
        assert (after["due_on"], after["is_provisional"]) == (AFTER, False)
        assert after["inputs"]["calendar"] != before["inputs"]["calendar"]
        assert after["fires"] != before["fires"]
        (revision,) = after["inputs"]["revisions"]
        assert (revision["from"], revision["to"], revision["on"]) == (BEFORE, AFTER, TODAY)
        assert revision["cause"]["kind"] == "calendar"
        assert "国办发明电〔2026〕9号" in revision["cause"]["zh"]
        assert "2027" in revision["cause"]["en"]
        told = {n.unit_id: n.content for n in notices(county) if n.content["limit_id"] == "SUG-01"}
        assert set(told) == {county.units["addressee"], county.units["procuratorate"]}
        assert {(c["from"], c["due_on"]) for c in told.values()} == {(BEFORE, AFTER)}
        with unit_of_work(sessions, tenant_id) as uow:
            mine = (AuditEntry.tenant_id == tenant_id, AuditEntry.action == "calendar.accept")
            (entry,) = uow.session.scalars(select(AuditEntry).where(*mine))
            assert (
                entry.content["changed"] == len(done.recount.changed) >= entry.content["moved"] >= 1
            )
            assert verify(uow) is None
        kept = rows(county)
        with unit_of_work(sessions, tenant_id) as uow:
            cases.rebuild(uow)
        assert rows(county) == kept


def test_the_second_acceptance_changes_nothing(huiji: County, wanted: list[Imported]) -> None:
    huiji.serve(SERVED)
    accept(huiji, wanted)
    kept, told = rows(huiji), len(notices(huiji))

    again = accept(huiji, wanted)

    assert (again.is_new, again.recount.changed) == (False, [])
    assert (rows(huiji), len(notices(huiji))) == (kept, told)
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        mine = (AuditEntry.tenant_id == uow.tenant_id, AuditEntry.action == "calendar.accept")
        assert len(list(uow.session.scalars(select(AuditEntry).where(*mine)))) == 1


def test_previewing_and_not_accepting_change_nothing(huiji: County, wanted: list[Imported]) -> None:
    case_id = huiji.serve(SERVED)
    kept = rows(huiji)

    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        would = [
            each.plain() for each in cases.preview_schedules(uow, on(TODAY), wanted).recount.changed
        ]

    line = next(each for each in would if each["limit"] == "SUG-01")
    assert (line["from"], line["to"], line["kind"]) == (BEFORE, AFTER, "moved")
    assert (line["why_zh"], line["why_en"]) == (
        "2027-02-10 春节假期内",
        "2027-02-10 inside the Spring Festival holiday",
    )
    assert rows(huiji) == kept
    assert notices(huiji) == []
    assert reply(huiji, case_id)["due_on"] == BEFORE
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        mine = AcceptedSchedule.tenant_id == uow.tenant_id
        assert uow.session.scalar(select(AcceptedSchedule.id).where(mine)) is None


def test_a_mark_falls_without_a_move_and_nobody_is_told(
    huiji: County, wanted: list[Imported]
) -> None:
    case_id = huiji.serve("2027-01-11")
    before = reply(huiji, case_id)
    assert before["is_provisional"]

    accept(huiji, wanted, "2027-01-12")

    after = reply(huiji, case_id)
    assert (after["due_on"], after["is_provisional"]) == (before["due_on"], False)
    assert "SUG-01" not in {n.content["limit_id"] for n in notices(huiji)}


def test_a_reminder_does_not_stay_on_a_day_that_became_a_day_off(
    huiji: County, wanted: list[Imported]
) -> None:
    accept(huiji, wanted, "2026-11-30")
    case_id = huiji.serve(SERVED)
    before = reply(huiji, case_id)
    later = keep(huiji.sessions, schedule(off=("2027-02-04",)), "2026-12-22")

    changed = accept(huiji, later, "2026-12-23").recount.changed

    after = reply(huiji, case_id)
    assert (after["due_on"], after["is_provisional"]) == (before["due_on"], False)
    assert [each.kind for each in changed if each.deadline.limit_id == "SUG-01"] == ["reminders"]
    assert "2027-02-04" in {at[:10] for at in before["fires"]}
    assert "2027-02-04" not in {at[:10] for at in after["fires"]}
    assert notices(huiji) == []


def test_what_cannot_be_counted_again_stays_as_it_is_and_is_named(
    huiji: County, wanted: list[Imported]
) -> None:
    case_id = huiji.serve("2026-12-20")  # ends on a Saturday, which the notice lets be worked
    assert reply(huiji, case_id)["due_on"] == "2027-02-22"
    asked = {"why": "等检测报告", "clock_basis": "双方书面商定", "clock_paper": [str(huiji.file())]}
    rows = (RowCommand("period", "suspend", None, asked),)
    huiji.fire("chief", "2027-02-22", case_id, None, rows=rows)
    before = reply(huiji, case_id)

    done = accept(huiji, wanted, "2027-02-23")

    (stuck,) = (each.plain() for each in done.recount.stuck)
    assert (stuck["limit"], stuck["from"]) == ("SUG-01", "2027-02-22")
    assert stuck["why_zh"]
    assert stuck["why_en"]
    assert reply(huiji, case_id) == before


def test_what_another_put_into_force_while_we_waited_is_not_undone(
    huiji: County, wanted: list[Imported], monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = huiji.serve(SERVED)
    locked = recounting._lock_cases

    def wait(uow: UnitOfWork) -> None:
        with unit_of_work(huiji.sessions, huiji.tenant_id) as other:
            assert accept_schedule(other, on(TODAY), wanted[0], "other")
        locked(uow)

    monkeypatch.setattr(recounting, "_lock_cases", wait)
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        assert current(uow).schedules == ()
        cases.recount_by_own_days(uow, on(TODAY), "停工")

    assert reply(huiji, case_id)["due_on"] == AFTER


def test_a_county_that_awaits_the_next_notice_sooner_is_counted_again_at_once(
    huiji: County,
) -> None:
    case_id = huiji.serve("2026-10-28")
    assert not reply(huiji, case_id)["is_provisional"]
    package = shipped(HUIJI)
    rules = package.files["mechanisms"]
    settings = {**rules["settings"], DECEMBER: {"value": 25, "clauses": ["二(三)2"]}}

    sooner = package.with_file("mechanisms", {**rules, "settings": settings})
    apply_all(huiji.sessions, on("2026-11-02"), [sooner])

    clock = reply(huiji, case_id)
    assert (clock["due_on"], clock["is_provisional"]) == ("2026-12-28", True)
    assert DECEMBER in clock["inputs"]["revisions"][-1]["cause"]["zh"]


def test_what_ended_stays_as_it_was(huiji: County, wanted: list[Imported]) -> None:
    case_id = huiji.serve(SERVED)
    huiji.reply("2026-12-15", case_id)
    before = reply(huiji, case_id)

    accept(huiji, wanted)

    assert reply(huiji, case_id) == before


def test_what_begins_after_the_acceptance_counts_by_it_and_nothing_else_does(
    huiji: County, wanted: list[Imported], sessions: sessionmaker[Session]
) -> None:
    shandan = build_county(sessions, SHANDAN)
    accept(huiji, wanted)

    ours, theirs = huiji.serve(SERVED), shandan.serve(SERVED)

    assert (reply(huiji, ours)["due_on"], reply(shandan, theirs)["due_on"]) == (AFTER, BEFORE)
    assert not reply(huiji, ours)["is_provisional"]
    assert "revisions" not in reply(huiji, ours)["inputs"]


def test_a_later_notice_moves_again_and_the_last_one_holds(
    huiji: County, wanted: list[Imported]
) -> None:
    case_id = huiji.serve(SERVED)
    accept(huiji, wanted)

    later = keep(huiji.sessions, schedule(spring_until="2027-02-14"), "2026-12-22")
    accept(huiji, later, "2026-12-23")

    after = reply(huiji, case_id)
    assert after["due_on"] == "2027-02-15"
    assert [(r["from"], r["to"]) for r in after["inputs"]["revisions"]] == [
        (BEFORE, AFTER),
        (AFTER, "2027-02-15"),
    ]
    assert len({n.key for n in notices(huiji) if n.content["limit_id"] == "SUG-01"}) == 2


def test_a_day_at_the_end_of_december_calls_nobody_late_until_the_next_notice_is_accepted(
    huiji: County, wanted: list[Imported]
) -> None:
    case_id = huiji.serve("2026-10-30")
    before = huiji.deadline(case_id, "SUG-01")

    done = accept(huiji, wanted)

    after = huiji.deadline(case_id, "SUG-01")
    assert (before["due_on"], before["is_provisional"]) == ("2026-12-30", True)
    assert (after["due_on"], after["is_provisional"]) == ("2026-12-30", False)
    kinds = {str(each.deadline.id): each.kind for each in done.recount.changed}
    assert kinds[before["id"]] == "settled"
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        (deadline,) = uow.session.scalars(
            select(Deadline).where(Deadline.tenant_id == uow.tenant_id, Deadline.id == before["id"])
        )
        assert deadline.accuses
        deadline.is_provisional = True
        assert not deadline.accuses


def test_both_authorities_see_what_they_know_and_no_third_sees_anything(
    huiji: County, wanted: list[Imported]
) -> None:
    case_id = huiji.serve(SERVED)
    before = {who: events(huiji, case_id, who) for who in ("prosecutor", "handler")}
    by_header = huiji.look("office", case_id, TODAY)

    accept(huiji, wanted)

    for who in ("prosecutor", "handler"):
        assert events(huiji, case_id, who) == ["clock", *before[who]]
    assert huiji.look("office", case_id, TODAY) == by_header


def test_the_issuers_inner_clock_moves_without_a_trace_for_the_other_side(
    huiji: County, wanted: list[Imported]
) -> None:
    case_id = huiji.serve("2026-12-31")  # the procuratorate files upward within five working days
    seen = huiji.look("handler", case_id, "2027-01-04")

    done = accept(huiji, wanted, "2027-01-04")

    after = huiji.look("handler", case_id, "2027-01-04")
    known = {each["id"] for each in after["deadlines"]}
    assert {str(each.deadline.id) for each in done.recount.changed} - known
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        mine = (CaseEvent.tenant_id == uow.tenant_id, CaseEvent.kind == "clock")
        found = list(uow.session.scalars(select(CaseEvent).where(*mine)))
    assert {event.audience for event in found} == {"unit", "parties"}
    for event in found:
        said = {each["id"] for each in event.payload["deadlines"]["changed"]}
        assert said <= known if event.audience == "parties" else not said & known
        assert (event.unit_id, event.account_id) == (huiji.units["procuratorate"], None)
    assert after["position"] == seen["position"] + 1
    assert len(after["events"]) == len(seen["events"]) + 1
    assert [n for n in notices(huiji) if n.unit_id == huiji.units["addressee"]] == []


def test_the_clock_of_a_third_unit_moves_without_a_word_to_the_addressee(
    huiji: County, wanted: list[Imported]
) -> None:
    case_id = huiji.serve(SERVED)
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        owed = "UPDATE deadlines SET unit_id = :unit WHERE state = 'open'"
        uow.session.execute(text(owed), {"unit": huiji.units["bystander"]})
    before = events(huiji, case_id, "handler")

    accept(huiji, wanted)

    assert events(huiji, case_id, "handler") == before
    assert events(huiji, case_id, "prosecutor")[0] == "clock"
    told = {notice.unit_id for notice in notices(huiji)}
    assert told == {huiji.units["bystander"], huiji.units["procuratorate"]}


@pytest.mark.parametrize(
    ("language", "timeline", "notice"),
    [
        (
            "zh-CN",
            "期限由 2027年2月10日 改为 2027年2月12日：2027 年放假安排公布（国办发明电〔2026〕9号）",
            "期限由 2027年2月10日 周三 改为 2027年2月12日 周五：加强校园周边食品经营监管",
        ),
        (
            "en",
            "moved from 10 Feb 2027 to 12 Feb 2027: the holidays were published: 2027",
            "The deadline moved from Wed 10 Feb 2027 to Fri 12 Feb 2027: 加强校园周边食品经营监管",
        ),
    ],
)
def test_the_record_and_the_notice_say_it_in_words(
    huiji: County, wanted: list[Imported], language: str, timeline: str, notice: str
) -> None:
    case_id = huiji.serve(SERVED)
    app = open_app(huiji.sessions, TODAY)
    sign_in(app, huiji, "handler", TODAY)
    before = app.test_client()
    before.set_cookie("ld_session", f"{huiji.tenant_id}-handler")
    page = f"/t/{huiji.tenant_id}/cases/{KEY}/{case_id}"
    assert "ld-chip-provisional" in before.get(page).text
    accept(huiji, wanted)
    for who in ("prosecutor", "handler"):
        sign_in(app, huiji, who, TODAY)
        client = app.test_client()
        client.set_cookie("ld_session", f"{huiji.tenant_id}-{who}")
        client.set_cookie("ld_language", language)

        case = client.get(page).text
        assert "ld-chip-provisional" not in case
        told = client.get(f"/t/{huiji.tenant_id}/notices").text

        assert timeline in case
        assert notice in told


def test_what_is_owed_without_a_case_follows_in_the_same_act(
    sessions: sessionmaker[Session], wanted: list[Imported]
) -> None:
    xuyi, day = build_county(sessions, XUYI), "2027-01-12"
    february = (Obligation.tenant_id == XUYI, Obligation.label == "2027年2月")
    due = select(Obligation.due_on, Obligation.is_provisional).where(*february).distinct()
    with unit_of_work(sessions, XUYI) as uow:
        clocks.generate(uow, on(day))
        assert [(str(row[0]), row[1]) for row in uow.session.execute(due)] == [("2027-02-09", True)]
        would = cases.preview_schedules(uow, on(day), wanted).owed
    assert {(each["limit"], each["from"], each["to"]) for each in would} == {
        ("SEED-XY-01", "2027-02-09", "2027-02-12")
    }

    done = accept(xuyi, wanted, day)

    assert done.owed == would
    with unit_of_work(sessions, XUYI) as uow:
        assert [(str(row[0]), row[1]) for row in uow.session.execute(due)] == [
            ("2027-02-12", False)
        ]

"""A county whose limits nobody knew before: its cases, reports and meetings follow them."""

from copy import deepcopy
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.administering import apply_all
from liandong.features.cases import service
from liandong.features.cases.service.explaining import dump_explanation, explain
from liandong.features.deadlines.models import Obligation
from support.casework import Work, staff
from support.counties import HUIJI, KEY, County, build_county, on
from support.invented import LIMITS, REPLY, package_of

Sessions = sessionmaker[Session]
UNITS = {"market": "market_regulation", "justice": "justice_bureau", "government": "government"}
PEOPLE = {
    "reporter": ("market", ("handler",)),
    "checker": ("justice", ("handler", "office_clerk")),
    "signer": ("justice", ("unit_head",)),
}
APPLIED = "2026-05-20"


@pytest.fixture
def invented(sessions: Sessions) -> Sessions:
    """惠济 with the limits of nobody's knowledge, applied one day in May."""
    apply_all(sessions, on(APPLIED), [package_of(LIMITS)])
    return sessions


def owed(sessions: Sessions, limit: str) -> list[tuple[str, str, str]]:
    mine = (Obligation.tenant_id == HUIJI, Obligation.limit_id == limit)
    query = select(Obligation).where(*mine).order_by(Obligation.period_start)
    with unit_of_work(sessions, HUIJI) as uow:
        return [(o.label, str(o.due_on), o.state) for o in uow.session.scalars(query)]


def reply_of(county: County, case_id: UUID) -> tuple[str, str]:
    clock = county.deadline(case_id, "SUG-01")
    return clock["limit_id"], clock["due_on"]


def test_a_reply_has_the_days_of_the_rule_of_its_day(invented: Sessions) -> None:
    county = build_county(invented)
    before = county.serve("2026-05-29")
    after = county.serve("2026-06-02")
    shorter = deepcopy(LIMITS)
    shorter[REPLY]["values"]["2026-06-10"] = {
        **shorter[REPLY]["values"]["2026-06-01"],
        "length": 30,
    }

    apply_all(invented, on("2026-06-10"), [package_of(shorter)])

    last = county.serve("2026-06-11")
    assert reply_of(county, before) == ("SUG-01", "2026-07-29")
    assert reply_of(county, after) == (REPLY, "2026-07-17")
    assert reply_of(county, last) == (REPLY, "2026-07-13")  # the 11th: a Saturday


def test_a_deadline_explains_itself_by_the_county_s_own_clause(invented: Sessions) -> None:
    county = build_county(invented)
    case_id = county.serve("2026-06-02")
    clock = county.deadline(case_id, "SUG-01")

    with county.acting("prosecutor", "2026-06-03") as (uow, me, now):
        picture = service.look(uow, me, now, KEY, case_id)
        said = dump_explanation(explain(picture, UUID(clock["id"])))

    assert said["may_call_late"]
    assert said["command"] == (
        "liandong deadline compute --tenant 410108 --limit 410108-03 --event-at 2026-06-02"
    )
    (basis,) = clock["inputs"]["basis"]
    assert (basis["instrument"], basis["clause"]) == ("410108-linkage-notice-2024", "二(三)2")
    assert (clock["inputs"]["length"], clock["inputs"]["counted_in"]) == (45, "day")


def test_a_report_and_a_meeting_meet_the_periods_of_the_county(invented: Sessions) -> None:
    county = staff(invented, HUIJI, UNITS, PEOPLE)
    assert owed(invented, "410108-02") == [("2026年6月", "2026-06-08", "open")]
    half = [("2026年下半年", "2026-12-31", "open")]  # the one in which the limit came is not owed
    assert owed(invented, "410108-01") == half

    reports = Work(county, "enforcement_case_reporting")
    report = reports.open(
        "reporter", "2026-06-02", "open", {"month": "2026-05"}, addressee="justice"
    )
    reports.fire("reporter", "2026-06-02", report, "submit_nil", is_nil="nothing")

    assert owed(invented, "410108-02") == [("2026年6月", "2026-06-08", "met")]
    assert reports.rates("reporter", "2026-07-01")["on_time_rate"] == (1, 1)

    meetings = Work(county, "joint_meeting")
    facts = {"title": "全体会议", "series": "府检联动全体会议"}
    meeting = meetings.open("checker", "2026-07-01", "open", facts, supervisor="government")
    meetings.fire("checker", "2026-07-01", meeting, "invite_units", parties={"addressee": "market"})
    meetings.row("checker", "2026-07-01", meeting, "agenda", "list", topic="审议双清单")
    fixed = {"meet_on": "2026-07-10", "meet_at": "09:30", "place": "三楼", "chaired_by": "召集人"}
    notice = ("checker", "signer", "2026-07-03", meeting, "notify", "meeting_notice")
    meetings.sign(*notice, **fixed)
    meetings.fire("checker", "2026-07-10", meeting, "convene")

    assert owed(invented, "410108-01") == [("2026年下半年", "2026-12-31", "met")]
    meetings.fire("checker", "2026-07-13", meeting, "undo_convening", why="登记有误")
    assert owed(invented, "410108-01") == half

"""Counties of other shapes meet: the court is a member, one unit sits without a vote, and two
units convene as equals."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from uuid import UUID

import pytest

from liandong.db.embedded import EmbeddedServer, clone, drop
from liandong.db.engine import open_engine, open_sessions
from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.administering import apply_all
from liandong.features.accounts.service import load_principal
from liandong.features.cases.errors import PartiesError
from liandong.features.cases.service import RowCommand
from liandong.features.rosters.service import deciding, seats
from liandong.features.rosters.service.proposing import Asked, propose
from liandong.features.tenants.service import StatedPackage
from liandong.kernel.errors import ForbiddenError, NotFoundError
from support.casework import Work, staff
from support.counties import HUIJI, on, shipped

DAY = "2026-04-27"
UNITS = {
    "justice": "justice_bureau",
    "court": "court",
    "union": "industry_commerce_federation",
    "ours": "procuratorate",
    "government": "government",
}
PEOPLE = {
    "clerk": ("justice", ("office_clerk", "handler", "unit_head")),
    "court": ("court", ("unit_head", "handler")),
    "union": ("union", ("unit_head", "handler")),
    "chief": ("ours", ("chief_procurator",)),
    "convener": ("government", ("convener",)),
}
SEAT = {"key": "member_court", "seat": "member", "unit": "court", "label": "成员"}


def _shape() -> StatedPackage:
    """Return 惠济 with two equal conveners, the court as a member, a federation without a vote."""
    files = deepcopy(dict(shipped(HUIJI).files))
    said = {
        "court": {"member": True, "partner": False},
        "industry_commerce_federation": {"roles": ["attendee"], "partner": False},
        "procuratorate": {"roles": ["convener"]},
    }
    units = files["roster"]["units"]
    files["roster"]["units"] = [unit | said.get(unit["key"], {}) for unit in units]
    files["roster"]["seats"].append({**SEAT, "person": "院长甲", "from": "2026-01-05"})
    return StatedPackage(files)


@pytest.fixture(scope="module")
def work(server: EmbeddedServer, template: str) -> Iterator[Work]:
    url = clone(server, template)
    engine = open_engine(url)
    sessions = open_sessions(engine)
    assert apply_all(sessions, on("2026-01-05"), [_shape()]) == [str(HUIJI)]
    yield Work(staff(sessions, HUIJI, UNITS, PEOPLE), "joint_meeting")
    engine.dispose()
    drop(server, url.partition("@/")[2].partition("?")[0])


def test_who_has_no_vote_is_on_the_sheet_and_counts_in_no_rate(work: Work) -> None:
    facts = {"title": "全体会议", "series": "府检联动全体会议", "meet_on": DAY}
    facts |= {"meet_at": "09:00", "place": "会议室", "chaired_by": "召集人"}
    case_id = work.open("clerk", DAY, "open", facts, supervisor="ours")  # an equal convener
    work.row("clerk", DAY, case_id, "agenda", "list", topic="双清单")
    work.fire("clerk", DAY, case_id, "invite_units", parties={"addressee": "court"})
    with pytest.raises(PartiesError):  # a member cannot be put among those who do not count
        work.fire("clerk", DAY, case_id, "invite_observers", parties={"respondent": "court"})
    work.fire("clerk", DAY, case_id, "invite_observers", parties={"respondent": "union"})
    with pytest.raises((ForbiddenError, NotFoundError)):
        work.look("union", case_id, DAY)

    work.sign("clerk", "clerk", DAY, case_id, "notify", "meeting_notice")
    work.fire("clerk", DAY, case_id, "convene")
    sheet = {row["type"]: row for row in work.look("union", case_id, DAY)["rows"]}
    assert sheet["sitting"]["facts"]["unit"] == str(work.county.units["union"])
    assert sheet["attendance"]["facts"]["unit"] == str(work.county.units["court"])
    with pytest.raises(ForbiddenError):
        work.row("union", DAY, case_id, "agenda", "suggest", topic="一事")

    for kind, move in (("attendance", "came"), ("sitting", "note_absence")):
        row = RowCommand(kind, move, UUID(sheet[kind]["id"]), {})
        work.county.fire("clerk", DAY, case_id, None, rows=(row,))
    assert work.rates("clerk", DAY)["attendance_rate"] == (1, 1)
    work.fire("clerk", DAY, case_id, "take_minutes")
    work.sign("clerk", "clerk", DAY, case_id, "issue_minutes", "meeting_minutes", minutes="议定")
    assert work.look("union", case_id, DAY)["state"] == "minutes_issued"


@pytest.mark.parametrize("who", ["chief", "convener"])
def test_one_of_several_equal_conveners_is_enough(work: Work, who: str) -> None:
    day, county = on(DAY), work.county
    with unit_of_work(county.sessions, HUIJI) as uow:
        court = load_principal(uow, day, county.people["court"])
        person = f"院长{who}"
        asked = Asked(person, date(2026, 5, 1), "任命", seat="member_court")
        found = propose(uow, court, day, asked)
        deciding.approve(uow, load_principal(uow, day, county.people[who]), day, found.id)
        held = [each.stated["person"] for each in seats.list_seats(uow, court, day)]
        assert person in held
        uow.session.rollback()

"""A county whose office is in two units: both act, both see, what it owes is met by one of them."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from liandong.authz.navigation import navigation
from liandong.db.embedded import EmbeddedServer, clone, drop
from liandong.db.engine import open_engine, open_sessions
from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.administering import apply_all
from liandong.features.accounts.service import load_principal
from liandong.features.cases.service.rung_units import confirmer_of
from liandong.features.deadlines import service
from liandong.features.deadlines.models import Obligation
from liandong.features.deadlines.service import Return
from liandong.features.notifications.models import Notice
from liandong.features.rosters.service.proposing import Asked, propose
from liandong.features.tenants.service import StatedPackage, export_files, stated_now
from liandong.features.units.service import list_active
from support.casework import Work, staff
from support.counties import HUIJI, County, on, shipped

DAY, NEXT, LATER = "2026-04-27", "2027-03-01", "2028-03-06"
OFFICES = ("justice_bureau", "procuratorate")
UNITS = {"justice": "justice_bureau", "ours": "procuratorate", "police": "police"}
UNITS |= {"government": "government"}
PEOPLE = {
    "justice": ("justice", ("office_clerk", "handler", "unit_head")),
    "ours": ("ours", ("office_clerk", "handler", "chief_procurator")),
    "police": ("police", ("unit_head", "handler")),
}


def two_offices() -> StatedPackage:
    """Return 惠济 with its office in the justice bureau and in the procuratorate."""
    files = deepcopy(dict(shipped(HUIJI).files))
    files["tenant"]["office"] = {"units": [*OFFICES], "clauses": ["二(三)1"]}
    for unit in files["roster"]["units"]:
        if unit["key"] == "procuratorate":
            unit["roles"] = [*unit.get("roles", ()), "office"]
    files["mechanisms"]["limits"]["SEED-HJ-02"]["received_by"] = "justice_bureau"
    return StatedPackage(files)


@pytest.fixture(scope="module")
def county(server: EmbeddedServer, template: str) -> Iterator[County]:
    url = clone(server, template)
    engine = open_engine(url)
    sessions = open_sessions(engine)
    assert apply_all(sessions, on("2026-01-05"), [two_offices()]) == [str(HUIJI)]
    found = staff(sessions, HUIJI, UNITS, PEOPLE)
    with unit_of_work(sessions, HUIJI) as uow:
        service.generate(uow, on(DAY))
    yield found
    engine.dispose()
    drop(server, url.partition("@/")[2].partition("?")[0])


def _states(county: County, year: int) -> dict[str, str]:
    names = {unit_id: name for name, unit_id in county.units.items()}
    with unit_of_work(county.sessions, HUIJI) as uow:
        query = select(Obligation).where(
            Obligation.tenant_id == HUIJI,
            Obligation.limit_id == "SEED-HJ-02",
            Obligation.period_start == date(year, 1, 1),
        )
        return {names[each.unit_id]: each.state for each in uow.session.scalars(query)}


def test_both_have_the_pages_of_the_office(county: County) -> None:
    with unit_of_work(county.sessions, HUIJI) as uow:
        for who in ("justice", "ours"):
            me = load_principal(uow, on(DAY), county.people[who])
            assert {"overview", "roster", "seats"} <= set(navigation(me.policy, me))
            assert me.may_call("seats.oversee")


def test_what_the_office_owes_one_of_them_files_for_both(county: County) -> None:
    assert _states(county, 2027) == {"justice": "open", "ours": "open"}
    owed = county.obligation(NEXT, "SEED-HJ-02", "ours")
    county.file_obligation("ours", NEXT, owed)
    assert _states(county, 2027) == {"justice": "met", "ours": "met"}
    with county.acting("justice", NEXT) as (uow, me, clock):
        service.give_back(uow, me, clock, owed, Return("请补充"))
    assert _states(county, 2027) == {"justice": "open", "ours": "open"}


def test_a_meeting_that_one_of_them_holds_is_that_of_both(county: County) -> None:
    with unit_of_work(county.sessions, HUIJI) as uow:
        service.generate(uow, on(NEXT))
    meetings = Work(county, "joint_meeting")
    facts: dict[str, Any] = {"title": "全体会议", "series": "府检联动全体会议"}
    facts |= {"meet_on": LATER, "meet_at": "09:00", "place": "会议室", "chaired_by": "召集人"}
    case_id = meetings.open("justice", LATER, "open", facts)
    meetings.row("justice", LATER, case_id, "agenda", "list", topic="双清单")
    meetings.fire("justice", LATER, case_id, "invite_units", parties={"addressee": "police"})
    meetings.sign("justice", "justice", LATER, case_id, "notify", "meeting_notice")
    meetings.fire("justice", LATER, case_id, "convene")
    assert _states(county, 2028) == {"justice": "met", "ours": "met"}


def test_a_change_of_a_seat_is_told_to_both(county: County) -> None:
    with unit_of_work(county.sessions, HUIJI) as uow:
        asked = Asked("王一", date(2026, 5, 1), "换人", seat="deputy_convener_police")
        propose(uow, load_principal(uow, on(DAY), county.people["police"]), on(DAY), asked)
        query = select(Notice.unit_id).where(Notice.kind == "seat.proposed")
        told = set(uow.session.scalars(query.where(Notice.tenant_id == HUIJI)))
    assert told == {county.units[name] for name in ("justice", "ours", "government")}


def test_a_rung_waits_for_the_first_of_them_that_is_not_late_itself(county: County) -> None:
    with unit_of_work(county.sessions, HUIJI) as uow:
        known = list_active(uow)
        decider = []
        for late in ("police", "justice"):
            deadline: Any = SimpleNamespace(unit_id=county.units[late])
            case: Any = SimpleNamespace(issuer_id=county.units["ours"])
            found = confirmer_of(known, "office_clerk@office", case, deadline)
            decider.append(found.key if found else None)
    assert decider == ["justice_bureau", "procuratorate"]


def test_two_offices_come_back_from_an_export(county: County) -> None:
    with unit_of_work(county.sessions, HUIJI) as uow:
        text = export_files(stated_now(uow))["tenant.yaml"].decode()
    assert "office:\n  units: [justice_bureau, procuratorate]\n" in text

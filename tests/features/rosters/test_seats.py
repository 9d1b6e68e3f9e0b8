"""A unit proposes who is to sit in its seat, a convener decides; the office does neither."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.authz import Principal
from liandong.db.embedded import EmbeddedServer, clone, drop
from liandong.db.engine import open_engine, open_sessions
from liandong.db.unit_of_work import UnitOfWork, unit_of_work
from liandong.features.accounts.service import load_principal
from liandong.features.notifications.models import Notice
from liandong.features.rosters.errors import (
    RosterProcedureError,
    SeatDecidedError,
    SeatMovedError,
    SeatPendingError,
)
from liandong.features.rosters.service import deciding, seats
from liandong.features.rosters.service.proposing import Asked, propose
from liandong.features.tenants.models import TenantRevision
from liandong.features.tenants.service import amend, current, stated_now
from liandong.kernel.errors import ForbiddenError, InvalidInputError, LiandongError, NotFoundError
from support.casework import staff
from support.counties import HUIJI, SHANDAN, County, on

DAY, NEXT = on("2026-04-27"), on("2026-05-06")
UNITS = {
    "government": "government",
    "police": "police",
    "finance": "finance",
    "justice": "justice_bureau",
    "tax": "tax",
}
PEOPLE = {
    "convener": ("government", ("convener",)),
    "governor": ("government", ("unit_head", "convener")),
    "deputy": ("police", ("convener",)),
    "police": ("police", ("unit_head",)),
    "liaison": ("finance", ("liaison",)),
    "handler": ("finance", ("handler",)),
    "clerk": ("justice", ("office_clerk",)),
    "admin": ("justice", ("tenant_admin",)),
    "tax": ("tax", ("unit_head",)),
}
ASKED = Asked("王一", date(2026, 5, 1), "工作调动", seat="deputy_convener_police", post="分局局长")
FIRST = Asked("王二", date(2026, 4, 27), "报来姓名", seat="member_finance")


class Acts:
    """People of a county who act inside one transaction, which nobody commits."""

    def __init__(self, uow: UnitOfWork, county: County) -> None:
        self.uow, self.county = uow, county

    def who(self, name: str, clock: Any = DAY) -> Principal:
        return load_principal(self.uow, clock, self.county.people[name])

    def propose(self, name: str = "police", asked: Asked = ASKED) -> UUID:
        return propose(self.uow, self.who(name), DAY, asked).id

    def approve(self, name: str, proposal: UUID, clock: Any = DAY) -> None:
        deciding.approve(self.uow, self.who(name), clock, proposal)

    def seats(self, name: str, clock: Any = DAY) -> dict[str, seats.Held]:
        found = seats.list_seats(self.uow, self.who(name), clock)
        return {each.stated["key"]: each for each in found}

    def outcomes(self, name: str) -> list[str]:
        return [each.outcome for each in seats.list_proposals(self.uow, self.who(name))]

    def told(self, kind: str) -> set[str]:
        query = select(Notice.unit_id).where(Notice.tenant_id == HUIJI, Notice.kind == kind)
        names = {unit_id: name for name, unit_id in self.county.units.items()}
        return {names[each] for each in self.uow.session.scalars(query)}


class _UndoneError(Exception):
    """Nothing of a test stays."""


@pytest.fixture(scope="module")
def module_sessions(server: EmbeddedServer, template: str) -> Iterator[sessionmaker[Session]]:
    url = clone(server, template)
    engine = open_engine(url)
    yield open_sessions(engine)
    engine.dispose()
    drop(server, url.partition("@/")[2].partition("?")[0])


@pytest.fixture(scope="module")
def county(module_sessions: sessionmaker[Session]) -> County:
    return staff(module_sessions, HUIJI, UNITS, PEOPLE)


@pytest.fixture
def acts(county: County) -> Iterator[Acts]:
    with suppress(_UndoneError), unit_of_work(county.sessions, HUIJI) as uow:
        yield Acts(uow, county)
        raise _UndoneError


def test_a_convener_approves_and_the_person_sits_from_the_stated_day(acts: Acts) -> None:
    proposal = acts.propose()
    assert acts.told("seat.proposed") == {"government", "justice"}
    assert acts.outcomes("clerk") == acts.outcomes("deputy") == acts.outcomes("police")
    assert acts.outcomes("police") == ["waiting"]
    assert acts.seats("police")["deputy_convener_police"].standing == "now"

    acts.approve("convener", proposal)

    held = acts.seats("police")
    left, come = held["deputy_convener_police"].stated, held["deputy_convener_police_2"]
    assert (left["person"], left["to_on"]) == ("安龙", "2026-04-30")
    assert (come.stated["person"], come.stated["from_on"]) == ("王一", "2026-05-01")
    assert (come.stated["title"], come.stated["label"]) == ("分局局长", "副召集人")
    assert come.stated["source"] == left["source"]  # the seat is the document's, as before
    assert come.standing == "to_come"
    after = acts.seats("police", NEXT)
    assert after["deputy_convener_police"].standing == "former"
    assert after["deputy_convener_police_2"].standing == "now"
    assert acts.told("seat.approved") == {"government", "justice", "police"}
    (found,) = seats.list_proposals(acts.uow, acts.who("police"))
    assert found.decision is not None
    assert found.decision.decided_by["login"] == f"{HUIJI}-convener"
    assert found.proposal.proposed_by["login"] == f"{HUIJI}-police"
    mine = TenantRevision.tenant_id == HUIJI
    last = select(TenantRevision.applied_by).where(mine).order_by(TenantRevision.position.desc())
    assert acts.uow.session.scalar(last.limit(1)) == f"{HUIJI}-convener"


def test_approved_later_the_person_sits_from_that_day(acts: Acts) -> None:
    proposal = acts.propose("liaison", FIRST)
    acts.approve("convener", proposal, NEXT)
    seat = acts.seats("liaison", NEXT)["member_finance"].stated
    assert (seat["person"], seat["from_on"], seat["title"]) == (
        "王二",
        "2026-05-06",
        "主要负责同志",
    )


def test_declined_with_a_reason_everything_stays(acts: Acts) -> None:
    before, proposal = acts.seats("clerk"), acts.propose()
    for reason in ("", " ", "长" * 501):
        with pytest.raises(InvalidInputError):
            deciding.decline(acts.uow, acts.who("convener"), DAY, proposal, reason)
    deciding.decline(acts.uow, acts.who("convener"), DAY, proposal, "请再研究")
    assert acts.outcomes("police") == ["declined"]
    assert acts.seats("clerk") == before
    assert acts.told("seat.declined") == {"government", "justice", "police"}


def test_nobody_else_decides_not_even_the_office(acts: Acts) -> None:
    proposal = acts.propose()
    for who in ("clerk", "admin", "police", "deputy", "liaison", "tax"):
        with pytest.raises(ForbiddenError):
            acts.approve(who, proposal)
        with pytest.raises(ForbiddenError):
            deciding.decline(acts.uow, acts.who(who), DAY, proposal, "不行")
    own = Asked("王三", date(2026, 5, 1), "换届", seat="convener")
    own_proposal = acts.propose("governor", own)
    with pytest.raises(RosterProcedureError, match="另一位召集人"):
        acts.approve("governor", own_proposal)
    acts.approve("convener", own_proposal)


def test_who_does_not_speak_for_a_unit_proposes_nothing(acts: Acts) -> None:
    for who in ("clerk", "admin", "handler", "convener", "deputy"):
        with pytest.raises(ForbiddenError):
            acts.propose(who)


def test_a_unit_sees_its_own_and_whoever_oversees_sees_all(acts: Acts) -> None:
    proposal = acts.propose()
    assert set(acts.seats("liaison")) == {"member_finance"}
    assert len(acts.seats("clerk")) == len(current(acts.uow).package["seats"])
    assert acts.outcomes("liaison") == []
    with pytest.raises(NotFoundError):
        seats.get_proposal(acts.uow, acts.who("liaison"), proposal)
    with pytest.raises(ForbiddenError):
        seats.list_seats(acts.uow, acts.who("handler"), DAY)
    assert "phone" not in acts.seats("clerk")["convener"].stated


def test_decided_once_and_one_at_a_time(acts: Acts) -> None:
    proposal = acts.propose()
    with pytest.raises(SeatPendingError):
        acts.propose()
    for who in ("tax", "liaison"):
        with pytest.raises(NotFoundError):
            deciding.withdraw(acts.uow, acts.who(who), DAY, proposal)
    deciding.withdraw(acts.uow, acts.who("police"), DAY, proposal)
    assert acts.outcomes("police") == ["withdrawn"]
    again = acts.propose()
    acts.approve("convener", again)
    with pytest.raises(SeatDecidedError):
        acts.approve("convener", again)
    with pytest.raises(SeatDecidedError):
        deciding.withdraw(acts.uow, acts.who("police"), DAY, again)


@pytest.mark.parametrize(
    ("who", "said", "field"),
    [
        ("liaison", {"seat": "deputy_convener_police"}, "seat"),  # another unit's
        ("police", {"seat": "nothing"}, "seat"),
        ("police", {"person": " "}, "person"),
        ("police", {"person": "安龙"}, "person"),  # sits there
        ("police", {"person": "长" * 201}, "person"),
        ("police", {"reason": ""}, "reason"),
        ("police", {"from_on": None}, "from_on"),
        ("police", {"from_on": date(2026, 4, 26)}, "from_on"),
        ("police", {"from_on": date(2027, 4, 29)}, "from_on"),
        ("police", {"seat": "", "kind": "deputy_convener"}, "kind"),  # no unit makes itself one
        ("tax", {"seat": "", "kind": "member"}, "kind"),  # a partner is no member
        ("police", {"seat": "", "kind": "member"}, "seat"),  # it has one
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    acts: Acts, who: str, said: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        acts.propose(who, Asked(**{**vars(ASKED), **said}))
    assert field in {each.where for each in refused.value.problems}
    assert acts.outcomes("clerk") == []


def test_a_liaison_is_no_convener_s_matter_where_the_document_says_so(acts: Acts) -> None:
    asked = Asked("王四", date(2026, 5, 1), "新任", kind="liaison")
    with pytest.raises(RosterProcedureError, match="办公室登记"):
        acts.propose("liaison", asked)
    files = stated_now(acts.uow)
    rules = files.files["mechanisms"]
    said = {key: each for key, each in rules["settings"].items() if key != "roster.change_seats"}
    amend(acts.uow, DAY, files.with_file("mechanisms", {**rules, "settings": said}), by="x")
    proposal = acts.propose("liaison", asked)
    acts.approve("convener", proposal)
    assert acts.seats("liaison", NEXT)["liaison_finance"].stated["person"] == "王四"


def test_a_seat_that_moved_since_is_not_filled(acts: Acts) -> None:
    proposal = acts.propose()
    stated = stated_now(acts.uow)
    roster = stated.files["roster"]
    kept = [each for each in roster["seats"] if each["key"] != "deputy_convener_police"]
    amend(acts.uow, DAY, stated.with_file("roster", {**roster, "seats": kept}), by="x")
    with pytest.raises(SeatMovedError):
        acts.approve("convener", proposal)
    deciding.decline(acts.uow, acts.who("convener"), DAY, proposal, "席位已取消")


def test_where_the_office_decides_nothing_is_proposed(
    module_sessions: sessionmaker[Session],
) -> None:
    shandan = staff(
        module_sessions,
        SHANDAN,
        {"justice": "justice_bureau"},
        {"head": ("justice", ("unit_head",))},
    )
    asked = Asked("王一", date(2026, 5, 1), "换人", seat="deputy_convener_justice_bureau")
    with (
        pytest.raises(LiandongError, match="办公室登记"),
        unit_of_work(module_sessions, SHANDAN) as uow,
    ):
        propose(uow, load_principal(uow, DAY, shandan.people["head"]), DAY, asked)

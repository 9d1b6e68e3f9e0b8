"""A purge neither asks about, nor touches, nor tells of what is hidden from somebody."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases import service
from liandong.features.cases.errors import FactsError, NotPurgeableError
from liandong.features.cases.service import Chosen, PurgeSecrets
from support.casework import ELECTRONIC, Work, staff
from support.counties import HUIJI

DAY = "2026-04-20"
INFORMANT = "职工李某来信举报"
UNITS = {
    "bureau": "ecology_environment",
    "police": "police",
    "procuratorate": "procuratorate",
    "justice": "justice_bureau",
}
PEOPLE = {
    "officer": ("bureau", ("handler",)),
    "head": ("bureau", ("unit_head",)),
    "prosecutor": ("procuratorate", ("prosecutor",)),
    "reviewer": ("procuratorate", ("reviewer",)),
    "chief": ("procuratorate", ("chief_procurator",)),
    "justice_head": ("justice", ("unit_head", "handler")),
    "policeman": ("police", ("handler",)),
    "commander": ("police", ("unit_head",)),
}
CASE = {"title": "某厂非法处置危险废物案", "suspected_crime": "污染环境罪"}
OPINION = {"demands": "已达标准", "legal_basis": "第三条", "reply_by": "2026-04-30"}


@pytest.fixture
def work(sessions: sessionmaker[Session]) -> Work:
    return Work(staff(sessions, HUIJI, UNITS, PEOPLE), "transfer_supervision")


def may_purge(work: Work, who: str, case_id: UUID) -> bool:
    with work.county.acting(who, DAY) as (uow, me, clock):
        picture = service.look(uow, me, clock, work.mechanism, case_id)
        return service.may_purge(uow, me, picture)


def purge(work: Work, who: str, case_id: UUID, *fields: Chosen, reason: str = "不需要了") -> None:
    with work.county.acting(who, DAY) as (uow, me, clock):
        command = PurgeSecrets("依据", reason, None, fields)
        service.purge_secrets(uow, me, clock, case_id, command)


def purges(seen: dict[str, Any]) -> list[dict[str, Any]]:
    return [event for event in seen["events"] if event["kind"] == "purge"]


def test_who_does_not_see_a_secret_neither_finds_nor_purges_it(work: Work) -> None:
    parties = {"issuer": "procuratorate", "addressee": "police"}
    stated = {**CASE, "grounds": "已达标准"}
    case_id = work.open("head", DAY, "suggest", stated, **parties)
    work.fire("prosecutor", DAY, case_id, "take_up")
    before = may_purge(work, "head", case_id)
    work.fire("prosecutor", DAY, case_id, "note_clue", clue=INFORMANT)
    assert may_purge(work, "head", case_id) == before is False
    work.fire("chief", DAY, case_id, "discard", why="不属实")

    assert not may_purge(work, "head", case_id)
    for reason in ("不需要了", INFORMANT):  # both are answered alike
        with pytest.raises(NotPurgeableError):
            purge(work, "head", case_id, reason=reason)
    assert work.look("chief", case_id, DAY)["facts"]["clue"] == INFORMANT


def test_the_record_of_a_purge_stays_with_those_who_saw_it(work: Work) -> None:
    case_id = work.open("prosecutor", DAY, "open", CASE, addressee="bureau")
    work.fire("prosecutor", DAY, case_id, "note_clue", clue=INFORMANT)
    facts = {**OPINION, "instrument": "检察意见", "reviewer": "reviewer"}
    work.sign("prosecutor", "chief", DAY, case_id, "issue", "transfer_opinion", **facts)
    work.fire("officer", DAY, case_id, "serve", **ELECTRONIC)
    before = work.look("head", case_id, DAY)
    with pytest.raises(FactsError):
        purge(work, "chief", case_id, Chosen("clue"), reason=f"写了{INFORMANT}")

    purge(work, "chief", case_id, Chosen("clue"))
    with unit_of_work(work.county.sessions, HUIJI) as uow:
        service.rebuild(uow)

    assert work.look("head", case_id, DAY) == before
    seen = work.look("chief", case_id, DAY)
    assert seen["facts"]["clue"] == "【已清除】"
    assert len(purges(seen)) == 1

"""A purge neither asks about, nor touches, nor tells of what is hidden from somebody."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases import service
from liandong.features.cases.errors import FactsError, NotPurgeableError
from liandong.features.cases.models import CaseEvent, SealedFact
from liandong.features.cases.service import Chosen, PurgeSecrets
from liandong.features.cases.service.sealing import seal
from liandong.kernel.ids import uuid7
from support.casework import ELECTRONIC, Work, staff
from support.counties import HUIJI, SHANDAN

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
    "clerk": ("justice", ("handler",)),
    "justice_head": ("justice", ("unit_head",)),
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


@pytest.fixture
def mediation(sessions: sessionmaker[Session]) -> Work:
    return Work(staff(sessions, SHANDAN, UNITS, PEOPLE), "diversified_mediation")


def mediating(work: Work) -> UUID:
    matter = {"title": "补偿纠纷", "kind": "mediation", "field": "expropriation", "claim": "补偿"}
    case_id = work.open("clerk", DAY, "open", matter)
    work.fire("clerk", DAY, case_id, "bring_in", parties={"respondent": "bureau"})
    work.fire("clerk", DAY, case_id, "bring_in", parties={"other_party": "police"})
    named = {"mediator_name": "赵某", "identity": "lawyer"}
    work.row("clerk", DAY, case_id, "mediator", "name", **named)
    work.fire("clerk", DAY, case_id, "appoint")
    work.fire("clerk", DAY, case_id, "begin", finish_by="2026-05-10")
    return case_id


def heard(work: Work, who: str, taken_by: str, words: str) -> UUID:
    """Note what the bureau said to a fellow mediator alone; return the row."""
    units = {key: str(unit) for key, unit in work.county.units.items()}
    said = {"statement": words, "heard_by": [units["bureau"]], "taken_by": units[taken_by]}
    case_id = mediating(work)
    work.row(who, DAY, case_id, "statement", "take", **said)
    return case_id


def statement_of(work: Work, who: str, case_id: UUID) -> Chosen:
    rows = work.look(who, case_id, DAY)["rows"]
    (kept,) = [UUID(row["id"]) for row in rows if row["type"] == "statement"]
    return Chosen("statement.statement", kept)


def test_who_does_not_see_a_secret_neither_finds_nor_purges_it(mediation: Work) -> None:
    case_id = heard(mediation, "policeman", "police", INFORMANT)
    assert not may_purge(mediation, "justice_head", case_id)
    mediation.fire("justice_head", DAY, case_id, "end", why="撤回申请")

    assert not may_purge(mediation, "justice_head", case_id)
    for reason in ("不需要了", INFORMANT):  # both are answered alike
        with pytest.raises(NotPurgeableError):
            purge(mediation, "justice_head", case_id, reason=reason)
    assert INFORMANT in str(mediation.look("commander", case_id, DAY))


def test_what_a_unit_keeps_from_the_one_that_opened_it_purges_itself(mediation: Work) -> None:
    case_id = heard(mediation, "policeman", "police", INFORMANT)
    chosen = statement_of(mediation, "commander", case_id)
    before = mediation.look("justice_head", case_id, DAY)
    assert may_purge(mediation, "commander", case_id)
    assert not may_purge(mediation, "policeman", case_id)

    purge(mediation, "commander", case_id, chosen)

    assert INFORMANT not in str(mediation.look("commander", case_id, DAY))
    assert mediation.look("justice_head", case_id, DAY) == before
    assert not may_purge(mediation, "commander", case_id)


def test_on_what_the_opening_unit_reads_nobody_else_lays_hands(mediation: Work) -> None:
    units = {key: str(unit) for key, unit in mediation.county.units.items()}
    case_id = mediating(mediation)
    for_justice = {"heard_by": [units["justice"]], "taken_by": units["police"]}
    said = {"statement": "愿意让步", **for_justice}
    mediation.row("policeman", DAY, case_id, "statement", "take", **said)
    mediation.fire("justice_head", DAY, case_id, "end", why="撤回申请")

    assert not may_purge(mediation, "commander", case_id)
    chosen = statement_of(mediation, "commander", case_id)
    for fields in ((chosen,), ()):
        with pytest.raises(NotPurgeableError):
            purge(mediation, "commander", case_id, *fields)
    purge(mediation, "justice_head", case_id, chosen)  # it is over, and this unit opened it
    assert "愿意让步" not in str(mediation.look("justice_head", case_id, DAY))


def test_of_a_row_for_few_the_purge_is_told_to_those_few(mediation: Work) -> None:
    case_id = mediating(mediation)
    units = {key: str(unit) for key, unit in mediation.county.units.items()}
    bureau = [units["bureau"]]
    said = {"statement": "愿意让步", "heard_by": bureau, "taken_by": units["justice"]}
    mediation.row("clerk", DAY, case_id, "statement", "take", **said)
    hidden = {"statement": "只对调解员说", "heard_by": bureau, "taken_by": units["police"]}
    mediation.row("policeman", DAY, case_id, "statement", "take", **hidden)
    rows = mediation.look("justice_head", case_id, DAY)["rows"]
    (kept,) = [UUID(row["id"]) for row in rows if row["type"] == "statement"]
    before = mediation.look("commander", case_id, DAY)

    with pytest.raises(NotPurgeableError):  # a word of the police, guessed, is answered alike
        purge(mediation, "justice_head", case_id, reason="只对调解员说")
    purge(mediation, "justice_head", case_id, Chosen("statement.statement", kept))

    assert mediation.look("commander", case_id, DAY) == before
    for who in ("justice_head", "officer"):
        assert len(purges(mediation.look(who, case_id, DAY))) == 1
    assert not may_purge(mediation, "justice_head", case_id)


def test_equal_words_of_another_unit_are_its_own(mediation: Work) -> None:
    case_id, units = mediating(mediation), mediation.county.units
    said = {"statement": "愿意让步", "heard_by": [str(units["bureau"])]}
    said["taken_by"] = str(units["justice"])
    mediation.row("clerk", DAY, case_id, "statement", "take", **said)
    with unit_of_work(mediation.county.sessions, SHANDAN) as uow:
        query = select(SealedFact).where(SealedFact.field == "statement.statement")
        own = uow.session.scalars(query).one()
        row = {"id": str(own.row_id), "type": "statement", "facts": {"statement": "愿意让步"}}

        def kept(unit: str) -> bool:
            event = CaseEvent(id=uuid7(), case_id=case_id, unit_id=units[unit])
            event.payload = {"rows": [row]}
            seal(uow, event)
            return bool(event.payload["rows"][0]["facts"]["statement"].id == str(own.id))

        with uow.session.no_autoflush:
            assert [kept("justice"), kept("bureau")] == [True, False]
        uow.session.rollback()

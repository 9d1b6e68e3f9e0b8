"""A secret lies once, encrypted; who sees the field reads it, and after the purge nobody does."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from docx import Document as Docx
from flask.testing import FlaskClient
from sqlalchemy import select, text

from liandong.db.master_keys import use_master_keys
from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.master_key import own_keys
from liandong.features.cases import service
from liandong.features.cases.errors import (
    CasePurgedError,
    DraftDiffersError,
    FactsError,
    NotPurgeableError,
    SecretsKeyError,
)
from liandong.features.cases.models import Case, CaseEvent, SealedFact
from liandong.features.cases.service import FireTransition, PartyCommand, PurgeSecrets
from liandong.features.cases.service.case_keys import destroy_keys, make_key
from liandong.features.cases.service.downloads import PaperRequest, render_paper
from liandong.features.cases.service.sealing import seal
from liandong.features.cases.service.unsealing import belongs_to
from liandong.kernel.errors import ForbiddenError
from liandong.kernel.ids import uuid7
from liandong.kernel.sealing import encrypt
from support.case_forms import words
from support.counties import HUIJI, XUYI, County
from support.http import open_app, sign_in
from support.secrets import tables_with
from support.stages_of_linkage import begin, led_to

KEY = "reverse_linkage"
MARKER = "欧阳标记某"
DAY = "2026-04-27"
DECISION = {
    "decision_number": "惠检刑不诉〔2026〕12号",
    "decision_kind": "discretionary",
    "decided_on": "2026-02-27",
    "person": MARKER,
    "is_sealed": False,
    "criminal_opinion": "需要给予行政处罚",
}
CONTENTS = {
    "facts": "事实",
    "legal_basis": "食品安全法",
    "advice": "依法处罚",
    "is_vertical": False,
}
WHY = PurgeSecrets("行政处罚法 第五十条", "案件办结，保存期限届满")


@pytest.fixture
def huiji(county: Callable[..., County]) -> County:
    found = county(HUIJI)
    found.units["competent"] = found.find_unit("enforcement_department")
    found.join("officer", "competent", "handler", "liaison")
    found.join("director", "competent", "unit_head")
    return found


def served(county: County) -> UUID:
    """Return an opinion about the person, handed over from its review, drafted, signed, served."""
    review = begin(county, KEY, "prosecutor", "2026-02-28", "open", {"title": "不起诉案"})
    county.fire("prosecutor", "2026-02-28", review, "state_decision", facts=DECISION)
    county.fire("prosecutor", "2026-03-03", review, "send")
    county.fire("prosecutor", "2026-03-04", review, "register")
    named = (PartyCommand(county.units["competent"], "addressee"),)
    facts = {"review_opinion": "需要给予行政处罚"}
    county.fire("chief", "2026-03-12", review, "conclude", facts=facts, parties=named)
    (case_id,) = led_to(county, "prosecutor", review, "2026-03-12")
    county.fire("prosecutor", "2026-03-12", case_id, "revise", facts=CONTENTS)
    county.step("prosecutor", "2026-03-12", case_id, "submit", "opinion")
    county.step("reviewer", "2026-03-12", case_id, "review", "opinion")
    county.fire("chief", "2026-03-13", case_id, "issue")
    county.fire("officer", "2026-03-16", case_id, "serve", facts={"delivery_mode": "electronic"})
    return case_id


def over(county: County) -> UUID:
    case_id = served(county)
    county.fire("chief", "2026-03-17", case_id, "withdraw", facts={"why": "已经处理"})
    return case_id


def look(county: County, who: str, case_id: UUID) -> dict[str, Any]:
    with county.acting(who, DAY) as (uow, me, clock):
        return service.dump_case(service.look(uow, me, clock, KEY, case_id))


def purge(county: County, who: str, case_id: UUID, command: PurgeSecrets = WHY) -> None:
    with county.acting(who, DAY) as (uow, me, clock):
        service.purge_secrets(uow, me, clock, case_id, command)


def letter(county: County, who: str, case_id: UUID) -> str:
    """Return the words of the opinion as somebody downloads it."""
    shown = look(county, who, case_id)["documents"]
    paper = next(each for each in shown if each["type"] == "opinion")
    with county.acting(who, DAY) as (uow, me, clock):
        wanted = PaperRequest(KEY, case_id, UUID(paper["id"]), "docx")
        made = render_paper(uow, me, clock, wanted)
    return "\n".join(each.text for each in Docx(BytesIO(made.content)).paragraphs)


def facts_of(county: County, case_id: UUID) -> list[SealedFact]:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        query = select(SealedFact).where(
            SealedFact.tenant_id == uow.tenant_id, SealedFact.case_id == case_id
        )
        return list(uow.session.scalars(query))


def test_a_secret_stands_nowhere_in_clear_and_is_read_where_the_field_is(
    huiji: County, database: str
) -> None:
    case_id = served(huiji)
    huiji.tell("2026-03-16")

    assert tables_with(database, MARKER) == set()
    for who in ("prosecutor", "chief", "officer"):
        assert look(huiji, who, case_id)["facts"]["person"] == MARKER
        assert MARKER in letter(huiji, who, case_id)
    assert [each.field for each in facts_of(huiji, case_id)].count("person") == 1


def test_who_sees_the_case_and_was_not_granted_its_secrets_reads_a_mask(huiji: County) -> None:
    huiji.join("messenger", "competent", "liaison")
    case_id = served(huiji)

    theirs = look(huiji, "messenger", case_id)

    assert MARKER not in str(theirs)
    assert theirs["facts"]["person"] == "【已隐去】"
    assert MARKER not in letter(huiji, "messenger", case_id)
    assert MARKER in letter(huiji, "officer", case_id)
    with unit_of_work(huiji.sessions, HUIJI) as uow:
        read = text("SELECT actor, body FROM audit_entries WHERE action = 'secret.read'")
        told = [row.body for row in uow.session.execute(read)]
    assert any(str(huiji.people["officer"]) in body for body in told)
    assert not any(str(huiji.people["messenger"]) in body for body in told)


def test_an_answer_that_is_kept_for_a_repetition_holds_the_reference(
    huiji: County, database: str
) -> None:
    asked = {k: DECISION[k] for k in ("decision_number", "decision_kind", "decided_on")}
    body = {
        "occurred_on": DAY,
        "facts": {"title": "一件", "person": MARKER, **asked},
        "parties": [{"unit_id": str(huiji.units["competent"]), "part": "addressee"}],
    }
    caller = sign_in(open_app(huiji.sessions, DAY), huiji, "prosecutor", DAY)

    first = caller.post(f"/{KEY}/draft", body, Idempotency_Key="once")
    again = caller.post(f"/{KEY}/draft", body, Idempotency_Key="once")

    assert first.status_code == again.status_code == 201, first.text
    assert first.json["facts"]["person"] == MARKER
    assert again.json["facts"]["person"].keys() == {"sealed", "digest"}
    assert tables_with(database, MARKER) == set()


def test_a_draft_is_sealed_and_signed_word_for_word(
    county: Callable[..., County], database: str
) -> None:
    xuyi = county(XUYI)
    key, unit = "discipline_clue_transfer", str(xuyi.units["addressee"])
    opening = {"title": "线索", "subject_unit": unit, "found_in": MARKER}
    case_id = begin(xuyi, key, "prosecutor", DAY, "open", opening, ("discipline", "addressee"))
    stated = {"found_in": MARKER, "nature": "duty_crime", "kept": "online", "subject": MARKER}
    facts = {**stated, "clue_facts": f"{MARKER}收受财物"}
    xuyi.draft(
        "prosecutor", DAY, case_id, FireTransition("approve", date.fromisoformat(DAY), facts)
    )
    xuyi.step("prosecutor", DAY, case_id, "submit", "clue_letter")
    differs = {**facts, "subject": "另一人"}
    with pytest.raises(DraftDiffersError):
        xuyi.fire("chief", DAY, case_id, "approve", facts=differs)

    assert xuyi.fire("chief", DAY, case_id, "approve", facts=facts) == "approved"

    with xuyi.acting("chief", DAY) as (uow, me, clock):
        shown = service.dump_case(service.look(uow, me, clock, key, case_id))["facts"]
    assert {name: shown[name] for name in facts} == facts
    assert tables_with(database, MARKER) == set()


def test_only_who_leads_the_unit_that_opened_it_purges_and_only_what_is_over(
    huiji: County,
) -> None:
    case_id = served(huiji)
    with pytest.raises(NotPurgeableError):
        purge(huiji, "chief", case_id)
    huiji.fire("chief", "2026-03-17", case_id, "withdraw", facts={"why": "已经处理"})

    for who in ("prosecutor", "officer"):
        with pytest.raises(ForbiddenError):
            purge(huiji, who, case_id)
    with pytest.raises(NotPurgeableError):  # leads a unit that takes part, and keeps nothing inside
        purge(huiji, "director", case_id)
    for command in (replace(WHY, basis=" "), replace(WHY, reason=f"关于{MARKER}")):
        with pytest.raises(FactsError):
            purge(huiji, "chief", case_id, command)
    purge(huiji, "chief", case_id)
    with pytest.raises(NotPurgeableError):
        purge(huiji, "chief", case_id)


def test_after_the_purge_nobody_reads_it_and_the_record_says_why(
    huiji: County, database: str
) -> None:
    case_id = over(huiji)
    before = {each["id"]: each["digest"] for each in look(huiji, "chief", case_id)["documents"]}

    purge(huiji, "chief", case_id)

    for who in ("chief", "officer"):
        shown = look(huiji, who, case_id)
        assert shown["facts"]["person"] == "【已清除】"
        assert {each["id"]: each["digest"] for each in shown["documents"]} == before
        assert shown["events"][0]["kind"] == "purge"
        assert "【已清除】涉嫌犯罪一案" in letter(huiji, who, case_id)
    assert tables_with(database, MARKER) == set()
    assert facts_of(huiji, case_id)
    with unit_of_work(huiji.sessions, HUIJI) as uow:
        own = text(
            "SELECT count(*) FROM case_keys k JOIN sealed_facts f ON f.id = k.id"
            " WHERE f.case_id = :id"
        )
        assert uow.session.scalar(own, {"id": case_id}) == 0
        service.rebuild(uow)
    assert look(huiji, "chief", case_id)["facts"]["person"] == "【已清除】"


def test_a_purged_case_takes_no_secret_any_more(huiji: County) -> None:
    case_id = over(huiji)
    purge(huiji, "chief", case_id)

    with unit_of_work(huiji.sessions, HUIJI) as uow:
        event = CaseEvent(id=uuid7(), case_id=case_id, payload={"facts": {"person": "又一人"}})
        with pytest.raises(CasePurgedError):
            seal(uow, event)


def test_another_key_of_the_installation_opens_nothing(
    huiji: County,
) -> None:
    case_id = served(huiji)
    use_master_keys(lambda: (b"\x01" * 32,))
    try:
        with pytest.raises(SecretsKeyError):
            look(huiji, "chief", case_id)
    finally:
        use_master_keys(own_keys)
    assert look(huiji, "chief", case_id)["facts"]["person"] == MARKER


def test_the_page_leads_to_the_purge_and_says_afterwards_what_was_purged(
    huiji: County, visit: Callable[..., FlaskClient]
) -> None:
    case_id = over(huiji)
    where = f"/t/{HUIJI}/cases/{KEY}/{case_id}"
    chief = visit(huiji, "chief")
    assert f'href="{where}/purge"' in chief.get(where).text
    assert f"{where}/purge" not in visit(huiji, "prosecutor").get(where).text
    assert visit(huiji, "prosecutor").get(f"{where}/purge").status_code == 404
    form = chief.get(f"{where}/purge")
    assert "被不起诉人（个人隐私）" in words(form.text)
    hidden = dict(re_hidden(form.text))

    empty = chief.post(f"{where}/purge", data={**hidden, "basis": "", "reason": ""})
    assert empty.status_code == 422
    assert "请填写依据和理由" in empty.text
    done = chief.post(f"{where}/purge", data={**hidden, "basis": WHY.basis, "reason": WHY.reason})

    assert done.status_code == 303, done.text
    shown = words(visit(huiji, "officer").get(where).text)
    assert "清除涉密信息" in shown
    assert WHY.basis in shown
    assert MARKER not in shown


def test_secrets_that_lie_under_one_key_of_their_case_are_read_and_purged(
    huiji: County,
) -> None:
    case_id = over(huiji)
    (fact,) = (each for each in facts_of(huiji, case_id) if each.field == "person")
    with unit_of_work(huiji.sessions, HUIJI) as uow:
        destroy_keys(uow, [fact.id])
        key = make_key(uow, case_id)
        sealed_id = uuid7()
        kept = encrypt(key, MARKER.encode(), belongs_to(sealed_id, "person"))
        uow.session.add(
            SealedFact(
                tenant_id=HUIJI,
                id=sealed_id,
                case_id=case_id,
                field="person",
                ciphertext=kept,
                digest="x",
                event_id=fact.event_id,
            )
        )
        uow.session.flush()
        case = uow.session.get_one(Case, (HUIJI, case_id))
        case.facts = {**case.facts, "person": {"sealed": str(sealed_id), "digest": "x"}}
    assert look(huiji, "chief", case_id)["facts"]["person"] == MARKER
    assert MARKER not in letter(huiji, "chief", case_id)  # its own key is gone

    purge(huiji, "chief", case_id)

    assert look(huiji, "chief", case_id)["facts"]["person"] == "【已清除】"


def re_hidden(html: str) -> Iterator[tuple[str, str]]:
    yield from re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html)

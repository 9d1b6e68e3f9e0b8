"""In a running case chosen secrets are purged, all else stands, and the case goes on."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from docx import Document as Docx
from flask.testing import FlaskClient
from sqlalchemy import text, update

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.features.accounts.models import SessionToken
from liandong.features.cases import service
from liandong.features.cases.errors import (
    FactsError,
    NotPurgeableError,
    TransitionNotAllowedError,
)
from liandong.features.cases.service import Chosen, FireTransition, PurgeSecrets, RowCommand
from liandong.features.cases.service.downloads import PaperRequest, render_paper
from liandong.kernel.errors import ForbiddenError
from support.case_forms import words
from support.counties import XUYI, County
from support.http import hidden_of, open_app, sign_in
from support.secrets import tables_with
from support.stages_of_linkage import begin

KEY = "discipline_clue_transfer"
DAY = "2026-04-27"
MARKER = "欧阳标记某"
STATED = {
    "found_in": f"{MARKER}举报",
    "nature": "duty_crime",
    "kept": "online",
    "subject": "上官某",
    "clue_facts": "收受财物",
}


@pytest.fixture
def xuyi(county: Callable[..., County]) -> County:
    found = county(XUYI)
    found.join("inspector", "discipline", "handler", "unit_head")
    return found


def clue(county: County, *materials: str) -> UUID:
    opening = {"title": "线索一号", "subject_unit": str(county.units["addressee"])}
    parties = ("discipline", "addressee")
    case_id = begin(county, KEY, "prosecutor", DAY, "open", opening, parties)
    county.fire("prosecutor", DAY, case_id, "revise", facts=STATED)
    for each in materials:
        row = RowCommand("material", "list", None, {"material": each})
        county.fire("prosecutor", DAY, case_id, None, rows=(row,))
    return case_id


def purge(county: County, case_id: UUID, *fields: Chosen, who: str = "chief") -> None:
    with county.acting(who, DAY) as (uow, me, clock):
        command = PurgeSecrets("依据", "填错了", None, fields)
        service.purge_secrets(uow, me, clock, case_id, command)


def look(county: County, case_id: UUID, who: str = "chief") -> dict[str, Any]:
    with county.acting(who, DAY) as (uow, me, clock):
        return service.dump_case(service.look(uow, me, clock, KEY, case_id))


def approve(county: County, case_id: UUID) -> None:
    county.step("prosecutor", DAY, case_id, "submit", "clue_letter")
    county.fire("chief", DAY, case_id, "approve")


def letter(county: County, case_id: UUID) -> bytes:
    paper = next(p for p in look(county, case_id)["documents"] if p["type"] == "clue_letter")
    with county.acting("chief", DAY) as (uow, me, clock):
        wanted = PaperRequest(KEY, case_id, UUID(paper["id"]), "docx")
        return render_paper(uow, me, clock, wanted).content


def n_keys(county: County, case_id: UUID, field: str) -> int:
    query = text(
        "SELECT count(*) FROM case_keys k JOIN sealed_facts f"
        " ON k.id = CASE f.field WHEN 'request' THEN f.event_id ELSE f.id END"
        " WHERE f.case_id = :id AND f.field = :field"
    )
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        return uow.session.scalar(query, {"id": case_id, "field": field}) or 0


def test_what_is_chosen_goes_and_the_rest_stands(xuyi: County, database: str) -> None:
    case_id = clue(xuyi)
    xuyi.fire("prosecutor", DAY, case_id, "revise", facts={"found_in": "匿名来信"})

    purge(xuyi, case_id, Chosen("found_in"))
    with unit_of_work(xuyi.sessions, XUYI) as uow:
        service.rebuild(uow)

    shown = look(xuyi, case_id)
    assert shown["facts"]["found_in"] == "【已清除】"
    assert shown["facts"]["subject"] == "上官某"
    assert shown["state"] == "found"
    assert shown["events"][0]["kind"] == "purge"
    assert n_keys(xuyi, case_id, "found_in") == 0  # what it held before is gone as well
    assert n_keys(xuyi, case_id, "subject") == 1
    assert tables_with(database, MARKER) == set()


def test_of_one_row_alone_and_equal_words_of_another_stay(xuyi: County) -> None:
    case_id = clue(xuyi, MARKER, MARKER)
    first, second = (UUID(row["id"]) for row in look(xuyi, case_id)["rows"])

    purge(xuyi, case_id, Chosen("material.material", first))

    held = {row["id"]: row["facts"]["material"] for row in look(xuyi, case_id)["rows"]}
    assert held == {str(first): "【已清除】", str(second): MARKER}
    with pytest.raises(NotPurgeableError):
        purge(xuyi, case_id, Chosen("material.material", first))


def test_the_field_may_be_entered_anew_and_is_asked_for_where_it_is_needed(xuyi: County) -> None:
    case_id = clue(xuyi)
    purge(xuyi, case_id, Chosen("clue_facts"), Chosen("found_in"))
    with pytest.raises(FactsError) as refused:
        approve(xuyi, case_id)
    assert [each.where for each in refused.value.problems] == ["facts.found_in"]
    xuyi.fire("prosecutor", DAY, case_id, "revise", facts={"found_in": "检查中发现"})
    xuyi.step("prosecutor", DAY, case_id, "submit", "clue_letter")
    with pytest.raises(TransitionNotAllowedError, match="须写明线索事实"):
        xuyi.fire("chief", DAY, case_id, "approve")

    xuyi.fire("prosecutor", DAY, case_id, "revise", facts={"clue_facts": "收受礼品"})
    approve(xuyi, case_id)

    assert look(xuyi, case_id)["state"] == "approved"
    assert look(xuyi, case_id)["facts"]["clue_facts"] == "收受礼品"


def test_a_signed_paper_shows_that_it_is_purged_and_its_digest_stands(xuyi: County) -> None:
    case_id = clue(xuyi, "书证一份")
    approve(xuyi, case_id)
    before = look(xuyi, case_id)["documents"]
    assert n_keys(xuyi, case_id, "blind") == 1

    purge(xuyi, case_id, Chosen("subject"))

    said = "\n".join(p.text for p in Docx(BytesIO(letter(xuyi, case_id))).paragraphs)
    assert "所涉人员：【已清除】" in said
    assert STATED["clue_facts"] in said
    assert look(xuyi, case_id)["documents"] == before
    assert n_keys(xuyi, case_id, "blind") == 0  # else names could be tried on the digest


def test_a_draft_that_states_it_is_not_signed(xuyi: County) -> None:
    case_id = clue(xuyi)
    stated = FireTransition("approve", date.fromisoformat(DAY), STATED)
    xuyi.draft("prosecutor", DAY, case_id, stated)
    xuyi.step("prosecutor", DAY, case_id, "submit", "clue_letter")

    purge(xuyi, case_id, Chosen("found_in"))

    with pytest.raises(FactsError):
        xuyi.fire("chief", DAY, case_id, "approve")


def test_the_same_people_as_for_all_of_it_and_never_more_than_they_see(xuyi: County) -> None:
    case_id = clue(xuyi)

    with pytest.raises(ForbiddenError):
        purge(xuyi, case_id, Chosen("subject"), who="prosecutor")
    for wrong in (Chosen("title"), Chosen("blind"), Chosen("subject", case_id)):
        with pytest.raises(NotPurgeableError):
            purge(xuyi, case_id, wrong)
    with pytest.raises(NotPurgeableError):  # all of it, once it is over
        purge(xuyi, case_id)


def test_what_another_authority_entered_is_not_theirs_to_choose(xuyi: County) -> None:
    case_id = clue(xuyi)
    approve(xuyi, case_id)
    xuyi.fire("inspector", DAY, case_id, "transfer", facts={"delivery_mode": "electronic"})
    xuyi.fire("inspector", DAY, case_id, "feed_back", facts={"feedback_note": "已经立案"})

    with pytest.raises(NotPurgeableError):
        purge(xuyi, case_id, Chosen("feedback_note"))
    purge(xuyi, case_id, Chosen("subject"))

    assert look(xuyi, case_id)["facts"]["feedback_note"] == "已经立案"


def test_after_a_choice_all_the_rest_can_be_purged_at_the_end(xuyi: County) -> None:
    case_id = clue(xuyi)
    purge(xuyi, case_id, Chosen("subject"))
    xuyi.fire("chief", DAY, case_id, "drop", facts={"why": "不属实"})

    purge(xuyi, case_id)

    facts = look(xuyi, case_id)["facts"]
    assert {facts[key] for key in ("subject", "found_in", "clue_facts")} == {"【已清除】"}


def test_the_page_offers_what_can_be_ticked(
    xuyi: County, visit: Callable[..., FlaskClient]
) -> None:
    case_id = clue(xuyi, "书证一份")
    row_id = look(xuyi, case_id)["rows"][0]["id"]
    where = f"/t/{XUYI}/cases/{KEY}/{case_id}"
    chief = visit(xuyi, "chief")
    assert f'href="{where}/purge"' in chief.get(where).text
    form = chief.get(f"{where}/purge").text
    assert "所涉人员（个人隐私）" in words(form)
    assert "材料清单 1：材料名称、份数（个人隐私）" in words(form)
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    said = {"basis": "依据", "reason": "填错了"}

    none = chief.post(f"{where}/purge", data={**hidden, **said})
    assert none.status_code == 422
    assert "请选择要清除的内容" in none.text
    chosen = ["subject:", f"material.material:{row_id}"]
    done = chief.post(f"{where}/purge", data={**hidden, **said, "chosen": chosen})

    assert done.status_code == 303, done.text
    shown = words(chief.get(where).text)
    assert "清除的内容：材料名称、份数（个人隐私）、所涉人员（个人隐私）" in shown
    revise = chief.get(f"{where}/purge").text
    assert "所涉人员" not in words(revise)


def test_the_programs_way_names_fields(xuyi: County) -> None:
    case_id = clue(xuyi)
    caller = sign_in(open_app(xuyi.sessions, DAY), xuyi, "chief", DAY)
    seen = caller.get(f"/{KEY}/{case_id}").headers["ETag"]
    body = {"basis": "依据", "reason": "填错了", "fields": [{"field": "subject"}]}

    done = caller.post(f"/{KEY}/{case_id}/purge", body, If_Match=seen)

    assert done.status_code == 200, done.text
    assert done.json["facts"]["subject"] == "【已清除】"
    assert done.json["facts"]["clue_facts"] == STATED["clue_facts"]


def test_who_signed_in_a_while_ago_proves_anew_who_it_is(xuyi: County) -> None:
    case_id = clue(xuyi)
    caller = sign_in(open_app(xuyi.sessions, DAY), xuyi, "chief", DAY)
    seen = caller.get(f"/{KEY}/{case_id}").headers["ETag"]
    with global_session(xuyi.sessions) as session:
        earlier = SessionToken.created_at - timedelta(minutes=11)
        session.execute(update(SessionToken).values(created_at=earlier))
    body = {"basis": "依据", "reason": "填错了", "fields": [{"field": "subject"}]}

    refused = caller.post(f"/{KEY}/{case_id}/purge", body, If_Match=seen)
    caller.client.set_cookie("ld_session", caller.token)
    where = f"/t/{XUYI}/cases/{KEY}/{case_id}/purge"
    form = {**hidden_of(caller.client.get(where).text, "form_token"), "reason": "填错了的理由"}
    asked = caller.client.post(where, data=form)

    assert (refused.status_code, refused.json["code"]) == (401, "reauthentication.required")
    assert (asked.status_code, "填错了的理由" in asked.text) == (401, True)
    assert look(xuyi, case_id)["facts"]["subject"] == "上官某"


def test_the_digest_of_a_request_with_a_secret_goes_with_it(xuyi: County) -> None:
    case_id = clue(xuyi)
    caller = sign_in(open_app(xuyi.sessions, DAY), xuyi, "prosecutor", DAY)
    body = {"occurred_on": DAY, "facts": {"subject": MARKER}}

    def revise(key: str, body: dict[str, Any]) -> int:
        seen = caller.get(f"/{KEY}/{case_id}").headers["ETag"]
        sent = {"Idempotency_Key": key, "If_Match": seen}
        return caller.post(f"/{KEY}/{case_id}/transitions/revise", body, **sent).status_code

    plain = {"occurred_on": DAY, "facts": {"title": "线索二号"}}
    assert [revise("first", body), revise("plain", plain)] == [200, 200]
    assert [revise("first", body), revise("plain", plain)] == [200, 200]
    assert revise("first", {**body, "facts": {"subject": "另一人"}}) == 409
    with unit_of_work(xuyi.sessions, XUYI) as uow:
        query = text("SELECT key, digest FROM answered_requests ORDER BY key")
        digests = dict(uow.session.execute(query).all())  # type: ignore[arg-type]  # pairs
    assert digests["first"].startswith("hmac:")
    assert not digests["plain"].startswith("hmac:")
    assert n_keys(xuyi, case_id, "request") == 1

    purge(xuyi, case_id, Chosen("subject"))

    assert n_keys(xuyi, case_id, "request") == 0
    assert revise("first", body) == 409
    assert revise("plain", plain) == 200

"""A letter in which something required is missing is refused when it is submitted."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from liandong.features.cases import service
from liandong.features.cases.errors import FactsError, TransitionNotAllowedError
from liandong.features.cases.service import FireTransition, PartyCommand, RowCommand
from support.browsing import Visit, visit
from support.case_forms import address, hidden, send, words
from support.counties import KEY, County, build_county
from support.http import open_app, sign_in

__all__ = ["visit"]
DAY = "2026-04-27"
FACTS = {"title": "加强冷库消防管理", "kind": "governance"}
#: What the letter states beside what the opening asks, by its field and label.
MISSING = {"facts": "发现的问题", "legal_basis": "法律依据", "objection_days": "异议期限（天）"}
STATED = {"facts": "冷库无消防验收", "legal_basis": "消防法 第十三条", "objection_days": 15}


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions)


@pytest.fixture
def app(sessions: sessionmaker[Session]) -> Iterator[Flask]:
    return open_app(sessions, DAY)


def begin(county: County, *rows: RowCommand) -> UUID:
    parties = (PartyCommand(county.units["addressee"], "addressee"),)
    with county.acting("prosecutor", DAY) as (uow, me, clock):
        command = FireTransition("open", date.fromisoformat(DAY), FACTS, rows, parties)
        return service.open_case(uow, me, clock, KEY, command).id


@pytest.fixture
def case_id(huiji: County) -> UUID:
    """A suggestion of which the letter says nothing yet but its title and one item."""
    return begin(huiji, RowCommand("item", "propose", None, {"text": "限期整改"}))


def letter(county: County, case_id: UUID) -> dict[str, str]:
    found: list[dict[str, str]] = county.look("prosecutor", case_id)["documents"]
    return next(each for each in found if each["type"] == "letter")


def test_each_missing_field_is_named_and_the_draft_stays(huiji: County, case_id: UUID) -> None:
    before = huiji.look("prosecutor", case_id)
    with pytest.raises(FactsError) as refused:
        huiji.step("prosecutor", DAY, case_id, "submit")

    named = {problem.where: problem for problem in refused.value.problems}
    assert named.keys() == {f"facts.{key}" for key in MISSING}
    for key, label in MISSING.items():
        assert label in named[f"facts.{key}"].message_zh
        assert key in named[f"facts.{key}"].message_en
    assert huiji.look("prosecutor", case_id) == before
    assert letter(huiji, case_id)["state"] == "draft"

    huiji.fire("prosecutor", DAY, case_id, "revise", facts=STATED)
    huiji.step("prosecutor", DAY, case_id, "submit")
    assert letter(huiji, case_id)["state"] == "submitted"


def test_rows_and_copies_may_be_settled_until_the_signature(huiji: County) -> None:
    case_id = begin(huiji)
    huiji.fire("prosecutor", DAY, case_id, "revise", facts=STATED)
    huiji.step("prosecutor", DAY, case_id, "submit")
    assert letter(huiji, case_id)["state"] == "submitted"
    huiji.step("reviewer", DAY, case_id, "review")
    with pytest.raises(TransitionNotAllowedError):
        huiji.fire("chief", DAY, case_id, "issue")


def test_a_drafted_letter_is_asked_the_same(huiji: County) -> None:
    case_id = huiji.serve(DAY)
    huiji.draft("handler", DAY, case_id, FireTransition("reply", date.fromisoformat(DAY), {}))
    with pytest.raises(FactsError) as refused:
        huiji.step("handler", DAY, case_id, "submit", "reply")
    assert "facts.measures" in {problem.where for problem in refused.value.problems}


def test_the_interface_names_each_field(app: Flask, huiji: County, case_id: UUID) -> None:
    caller = sign_in(app, huiji, "prosecutor", DAY)
    seen = caller.get(f"/{KEY}/{case_id}").headers["ETag"]
    answer = caller.post(f"/{KEY}/{case_id}/documents/letter/submit", {}, If_Match=seen)

    assert answer.status_code == 422
    errors = {each["field"]: each for each in answer.get_json()["errors"]}
    assert errors.keys() == {f"facts.{key}" for key in MISSING}
    assert errors["facts.legal_basis"]["message"] == "请填写“法律依据”"
    assert errors["facts.legal_basis"]["message_en"] == "'legal_basis' is required"


def test_the_page_shows_it_where_it_is_entered(huiji: County, case_id: UUID, visit: Visit) -> None:
    huiji.fire("prosecutor", DAY, case_id, "revise", facts={**STATED, "legal_basis": None})
    browser, where = visit(huiji, "prosecutor"), address(huiji, case_id)
    act = f"submit:letter:{letter(huiji, case_id)['id']}"
    assert 'name="facts.legal_basis"' not in browser.get(f"{where}?act={act}").text

    answer = send(browser, where, act, "submit")
    assert answer.status_code == 422
    assert 'href="#f-facts-legal-basis"' in answer.text
    assert "请填写“法律依据”" in words(answer.text)
    assert "冷库无消防验收" in answer.text
    assert 'name="act" value="revise"' in answer.text

    sent = {"facts.title": FACTS["title"], "facts.kind": "governance", "facts.objection_days": "15"}
    sent |= {"facts.facts": STATED["facts"], "facts.legal_basis": STATED["legal_basis"]}
    assert send(browser, where, "revise", **sent).status_code == 303
    assert send(browser, where, act, "submit").status_code == 303
    assert letter(huiji, case_id)["state"] == "submitted"
    assert hidden(browser, where, "revise")

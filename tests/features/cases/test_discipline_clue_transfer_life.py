"""A clue goes to its receiver; the unit it is about can by no act come to know of it."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from liandong.features.cases import service
from liandong.features.cases.errors import PartiesError
from liandong.features.cases.service import FireTransition, PartyCommand
from liandong.kernel.errors import ForbiddenError, NotFoundError
from support.counties import WENSHUI, XUYI, County

KEY = "discipline_clue_transfer"
DAY = "2026-04-27"
UNKNOWN = (ForbiddenError, NotFoundError)  # one answer to the caller, for both
Counties = Callable[..., County]


@pytest.fixture
def xuyi(county: Counties) -> County:
    found = county(XUYI)
    found.join("inspector", "discipline", "handler")
    return found


def _open(county: County, who: str = "prosecutor", **stated: Any) -> UUID:
    subject = stated.get("subject", county.units["addressee"])
    facts = {"title": "线索一号", "subject_unit": str(subject), "found_in": "办案中发现"}
    receiver = stated.get("receiver", county.units.get("discipline"))
    with county.acting(who, DAY) as (uow, me, clock):
        command = FireTransition(
            "open", date.fromisoformat(DAY), facts, (), (PartyCommand(receiver, "addressee"),)
        )
        return service.open_case(uow, me, clock, KEY, command).id


def _approve(county: County) -> UUID:
    case_id = _open(county)
    stated = {"nature": "duty_violation", "kept": "offline"}
    county.fire("prosecutor", DAY, case_id, "revise", facts=stated)
    county.step("prosecutor", DAY, case_id, "submit", "clue_letter")
    county.fire("chief", DAY, case_id, "approve")
    return case_id


def _look(county: County, who: str, case_id: UUID) -> Any:
    with county.acting(who, DAY) as (uow, me, clock):
        return service.dump_case(service.look(uow, me, clock, KEY, case_id))


def test_a_clue_is_receipted_and_fed_back(xuyi: County) -> None:
    case_id = _approve(xuyi)

    assert _look(xuyi, "inspector", case_id)["level"] == "header"
    xuyi.fire("inspector", DAY, case_id, "transfer", facts={"delivery_mode": "electronic"})
    seen = _look(xuyi, "inspector", case_id)
    assert {each["type"] for each in seen["documents"]} == {"clue_letter", "clue_receipt"}
    assert seen["number"]
    xuyi.fire("inspector", DAY, case_id, "feed_back", facts={"feedback_note": "已受理"})

    assert xuyi.fire("prosecutor", DAY, case_id, "close") == "closed"


def test_nobody_else_hears_of_a_clue_in_any_list(xuyi: County) -> None:
    case_id = _approve(xuyi)
    xuyi.fire("inspector", DAY, case_id, "transfer", facts={"delivery_mode": "electronic"})

    assert xuyi.tell(DAY) > 0
    for who in ("handler", "head", "bystander", "reader", "office"):
        with pytest.raises(UNKNOWN):
            _look(xuyi, who, case_id)
        with xuyi.acting(who, DAY) as (uow, me, _):
            assert service.list_cases(uow, me, service.CaseFilter()) == []
            assert service.list_papers(uow, me) == []


def test_the_unit_concerned_receives_nothing_and_opens_nothing(county: Counties) -> None:
    wenshui = county(WENSHUI)
    superior = wenshui.find_unit("superior_unit")
    with pytest.raises(PartiesError) as refused:
        _open(wenshui, subject=superior, receiver=superior)
    assert [each.where for each in refused.value.problems] == ["facts.subject_unit"]

    receiver = wenshui.find_unit("discipline")
    with pytest.raises(PartiesError):
        _open(wenshui, "handler", subject=wenshui.units["addressee"], receiver=receiver)


def test_nor_does_a_later_word_make_it_the_unit_concerned(xuyi: County) -> None:
    case_id = _approve(xuyi)
    xuyi.fire("chief", DAY, case_id, "withdraw", facts={"why": "另行处理"})
    case_id = _open(xuyi)

    facts = {"subject_unit": str(xuyi.units["discipline"])}
    with pytest.raises(PartiesError):
        xuyi.fire("prosecutor", DAY, case_id, "revise", facts=facts)


def test_who_sends_and_who_receives_is_what_the_document_says(
    county: Counties, xuyi: County
) -> None:
    wenshui = county(WENSHUI)
    wenshui.join("clerk", "office", "handler")
    superior = wenshui.find_unit("superior_unit")
    assert _open(wenshui, "clerk", receiver=superior)

    xuyi.join("clerk", "office", "handler")
    with pytest.raises(ForbiddenError):
        _open(xuyi, "clerk")
    with pytest.raises(PartiesError) as refused:
        _open(xuyi, receiver=xuyi.find_unit("superior_unit"))
    assert [each.where for each in refused.value.problems] == ["parties[0].unit_id"]

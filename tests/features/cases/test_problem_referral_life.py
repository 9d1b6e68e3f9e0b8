"""A problem goes to the justice bureau, which handles it and feeds back in writing."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from liandong.features.cases import service
from liandong.features.cases.service import FireTransition, PartyCommand
from liandong.kernel.errors import ForbiddenError, NotFoundError
from support.counties import HUIJI, WENSHUI, County

KEY = "problem_referral"
DAY = "2026-04-27"
LETTER = {"facts": "处罚决定书引用条款不规范", "legal_basis": "行政处罚法第五十九条"}
Counties = Callable[..., County]


def _open(county: County) -> UUID:
    parties = (PartyCommand(county.units["office"], "addressee"),)
    facts = {"title": "引用条款不规范", "kind": "common"}
    with county.acting("prosecutor", DAY) as (uow, me, clock):
        command = FireTransition("open", date.fromisoformat(DAY), facts, (), parties)
        return service.open_case(uow, me, clock, KEY, command).id


def _look(county: County, who: str, case_id: UUID) -> Any:
    with county.acting(who, DAY) as (uow, me, clock):
        return service.dump_case(service.look(uow, me, clock, KEY, case_id))


def test_from_the_letter_to_the_written_feedback(county: Counties) -> None:
    wenshui = county(WENSHUI)
    wenshui.join("clerk", "office", "handler")
    wenshui.join("director", "office", "unit_head")
    case_id = _open(wenshui)
    wenshui.fire("prosecutor", DAY, case_id, "revise", facts=LETTER)
    wenshui.step("prosecutor", DAY, case_id, "submit", "referral_letter")
    wenshui.step("reviewer", DAY, case_id, "review", "referral_letter")
    wenshui.fire("chief", DAY, case_id, "send")
    wenshui.fire("clerk", DAY, case_id, "serve", facts={"delivery_mode": "electronic"})

    (clock,) = _look(wenshui, "clerk", case_id)["deadlines"]
    assert (clock["limit_id"], clock["unit_id"]) == ("SEED-WS-02", str(wenshui.units["office"]))
    assert (clock["due_on"], clock["is_enforceable"]) == ("2026-06-25", False)
    for who in ("handler", "reader"):
        with pytest.raises((ForbiddenError, NotFoundError)):
            _look(wenshui, who, case_id)

    wenshui.fire("clerk", DAY, case_id, "review", facts={"plan": "抽查"})
    handled = {"measure": "letter", "result": "制发督办函四份"}
    wenshui.fire("clerk", DAY, case_id, "handle", facts=handled)
    reply = FireTransition("feed_back", date.fromisoformat(DAY), {"feedback": "已督办"})
    wenshui.draft("clerk", DAY, case_id, reply)
    wenshui.step("clerk", DAY, case_id, "submit", "referral_feedback")
    wenshui.fire("director", DAY, case_id, "feed_back")

    assert wenshui.fire("prosecutor", DAY, case_id, "close") == "closed"
    found = _look(wenshui, "prosecutor", case_id)["deadlines"]
    (clock,) = (each for each in found if each["limit_id"] == "SEED-WS-02")
    assert clock["state"] == "done"


def test_a_county_whose_document_does_not_know_it_has_none(county: Counties) -> None:
    with pytest.raises(NotFoundError):
        _open(county(HUIJI))

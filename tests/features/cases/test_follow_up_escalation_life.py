"""A suggestion nobody answers is followed up: heard, judged, then one step after the other."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases import service
from liandong.features.cases.errors import TransitionNotAllowedError
from liandong.features.cases.service import RowCommand
from liandong.features.cases.service.commands import PartyCommand
from liandong.features.cases.service.projecting import rebuild
from liandong.kernel.errors import NotFoundError
from support.counties import KEY, SHANDAN, County
from support.stages_of_linkage import led_to, seen, sign, sign_row

FOLLOW_UP = "follow_up_escalation"
HEARD = {
    "trigger": "no_reply",
    "triggered_on": "2026-05-09",
    "unsettled_matters": "两个月内没有回复",
    "respond_by": "2026-05-20",
}


@pytest.fixture
def shandan(county: Callable[..., County]) -> County:
    """A county with a justice bureau that follows up jointly."""
    found = county(SHANDAN)
    found.join("joint_handler", "office", "handler")
    found.join("joint_head", "office", "unit_head")
    found.join("gov_handler", "copied", "handler")
    return found


def handed_over(county: County) -> tuple[UUID, UUID]:
    """Return a suggestion without an answer, and the follow-up that it led to."""
    case_id = county.serve("2026-03-02")
    county.fire("prosecutor", "2026-03-03", case_id, "file_upward")
    county.fire("prosecutor", "2026-05-12", case_id, "find_unanswered")
    county.fire("chief", "2026-05-12", case_id, "follow_up", facts={"trigger": "no_reply"})
    return case_id, led_to(county, "prosecutor", case_id, "2026-05-12")[0]


def propose(county: County, who: str, day: str, case_id: UUID, level: str, **facts: Any) -> UUID:
    asked = {"level": level, "target": "该单位", "respond_by": "2026-06-10", **facts}
    county.fire(who, day, case_id, None, rows=(RowCommand("step", "propose", None, asked),))
    picture = seen(county, FOLLOW_UP, who, case_id, day)
    row_id: UUID = next(r.id for r in picture.rows if r.state == "proposed")
    return row_id


def test_a_hand_over_begins_the_follow_up_and_the_unit_learns_of_it_only_when_told(
    shandan: County,
) -> None:
    origin, case_id = handed_over(shandan)

    begun = seen(shandan, FOLLOW_UP, "prosecutor", case_id, "2026-05-12")
    assert begun.case.state == "found"
    assert begun.case.title == "加强校园周边食品经营监管"
    assert begun.case.facts == {
        "title": "加强校园周边食品经营监管",
        "kind": "governance",
        "trigger": "no_reply",
    }
    assert begun.opened.units("addressee") == [shandan.units["addressee"]]
    for who in ("handler", "head", "reader", "bystander", "joint_head"):
        assert seen(shandan, FOLLOW_UP, who, case_id, "2026-05-12") is None
    assert led_to(shandan, "handler", origin, "2026-05-12") == []

    sign(shandan, "2026-05-12", case_id, "hear", "hearing_notice", facts=HEARD)

    told = seen(shandan, FOLLOW_UP, "handler", case_id, "2026-05-12")
    assert (told.level, told.case.state) == ("full", "hearing")
    assert told.case.number == "山检督〔2026〕1号"
    assert led_to(shandan, "handler", origin, "2026-05-12") == [case_id]
    assert seen(shandan, FOLLOW_UP, "bystander", case_id, "2026-05-12") is None


def test_a_step_is_seen_by_the_unit_only_once_it_is_taken(shandan: County) -> None:
    _, case_id = handed_over(shandan)
    sign(shandan, "2026-05-12", case_id, "hear", "hearing_notice", facts=HEARD)
    shandan.fire("handler", "2026-05-18", case_id, "explain", facts={"reasons": "人手不足"})
    shandan.fire("chief", "2026-05-19", case_id, "find_unreasoned", facts={"why": "不成立"})
    row_id = propose(shandan, "prosecutor", "2026-05-19", case_id, "urge")

    before = seen(shandan, FOLLOW_UP, "handler", case_id, "2026-05-19")
    assert before.rows == []
    assert "propose" not in {event.transition for event in before.events}
    urging = RowCommand("step", "urge", row_id, {"urged": "尽快回复"})
    sign_row(shandan, "2026-05-20", case_id, urging, "follow_up_urging")

    after = seen(shandan, FOLLOW_UP, "handler", case_id, "2026-05-20")
    assert [row.state for row in after.rows] == ["awaiting"]
    assert "follow_up_urging" in {paper.type for paper in after.papers}
    answer = RowCommand("step", "answer", row_id, {"response": "已回复"})
    shandan.fire("handler", "2026-05-25", case_id, None, rows=(answer,))
    shandan.fire(
        "prosecutor",
        "2026-05-26",
        case_id,
        None,
        rows=(RowCommand("step", "settle", row_id, {"method": "visit", "finding": "属实"}),),
    )
    shandan.fire("chief", "2026-05-27", case_id, "clear", facts={"result": "已经落实"})
    ended = seen(shandan, FOLLOW_UP, "prosecutor", case_id, "2026-05-27")
    assert (ended.case.state, ended.case.is_final) == ("cleared", True)
    assert {d.state for d in ended.deadlines if d.stands_for == "SUG-07"} == {"done"}


def test_the_justice_bureau_joins_and_the_county_government_hears_of_its_step_alone(
    shandan: County,
) -> None:
    _, case_id = handed_over(shandan)
    sign(shandan, "2026-05-12", case_id, "hear", "hearing_notice", facts=HEARD)
    shandan.fire("prosecutor", "2026-05-21", case_id, "find_silent")
    shandan.fire("chief", "2026-05-21", case_id, "find_unreasoned", facts={"why": "未作说明"})
    with pytest.raises(NotFoundError):
        propose(shandan, "joint_handler", "2026-05-21", case_id, "bulletin")
    bureau = (PartyCommand(shandan.units["office"], "supervisor"),)
    shandan.fire("chief", "2026-05-21", case_id, "invite", parties=bureau)

    row_id = propose(
        shandan, "joint_handler", "2026-05-21", case_id, "bulletin", skip_reason="已经督促"
    )
    assert seen(shandan, FOLLOW_UP, "prosecutor", case_id, "2026-05-21").rows == []
    bulletin = RowCommand("step", "bulletin", row_id, {"known_facts": "文书送达后没有回复"})
    sign_row(shandan, "2026-05-22", case_id, bulletin, "bulletin", "joint_handler", "joint_head")
    settled = RowCommand("step", "find_silent", row_id, {})
    shandan.fire("joint_handler", "2026-06-11", case_id, None, rows=(settled,))

    upward = propose(
        shandan,
        "prosecutor",
        "2026-06-12",
        case_id,
        "government",
        skip_reason="约谈不成",
        respond_by="2026-06-26",
    )
    assert seen(shandan, FOLLOW_UP, "gov_handler", case_id, "2026-06-12") is None
    sign(
        shandan,
        "2026-06-12",
        case_id,
        "report_to_government",
        "government_report",
        facts={"sent_to": "山丹县人民政府", "government_advice": "请县政府处理"},
        rows=(RowCommand("step", "tell_government", upward, {}),),
        parties=(PartyCommand(shandan.units["copied"], "assistant"),),
    )
    told = seen(shandan, FOLLOW_UP, "gov_handler", case_id, "2026-06-12")
    assert (told.level, told.case.state) == ("full", "following")
    back = RowCommand("step", "answer_back", upward, {"response": "已责成限期回复"})
    shandan.fire("gov_handler", "2026-06-18", case_id, None, rows=(back,))


def test_a_refusal_tells_of_no_step_that_another_authority_only_prepares(shandan: County) -> None:
    _, case_id = handed_over(shandan)
    sign(shandan, "2026-05-12", case_id, "hear", "hearing_notice", facts=HEARD)
    shandan.fire("prosecutor", "2026-05-21", case_id, "find_silent")
    shandan.fire("chief", "2026-05-21", case_id, "find_unreasoned", facts={"why": "未作说明"})
    bureau = (PartyCommand(shandan.units["office"], "supervisor"),)
    shandan.fire("chief", "2026-05-21", case_id, "invite", parties=bureau)
    propose(shandan, "joint_handler", "2026-05-21", case_id, "bulletin", skip_reason="已经督促")

    def why_not(who: str) -> set[str | None]:
        told = service.dump_case(seen(shandan, FOLLOW_UP, who, case_id, "2026-05-21"))
        return {
            move["why_not"]
            for move in told["moves"]
            if (move["row_type"], move["transition"], move["row_id"]) == ("step", "propose", None)
        }

    assert why_not("joint_handler") == {"前一项措施还没有结果"}
    assert why_not("prosecutor") == {"现在还不能办理"}
    with pytest.raises(TransitionNotAllowedError, match="现在还不能办理"):
        propose(shandan, "prosecutor", "2026-05-21", case_id, "urge")
    with pytest.raises(TransitionNotAllowedError, match="前一项措施还没有结果"):
        propose(shandan, "joint_handler", "2026-05-21", case_id, "supervise")


def test_a_suggestion_begins_out_of_a_follow_up_and_is_linked(shandan: County) -> None:
    _, case_id = handed_over(shandan)
    sign(shandan, "2026-05-12", case_id, "hear", "hearing_notice", facts=HEARD)
    shandan.fire("handler", "2026-05-18", case_id, "explain", facts={"reasons": "人手不足"})
    shandan.fire("chief", "2026-05-19", case_id, "find_unreasoned", facts={"why": "不成立"})
    row_id = propose(
        shandan, "prosecutor", "2026-05-19", case_id, "suggestion", skip_reason="依职权建议"
    )

    shandan.fire(
        "prosecutor",
        "2026-05-19",
        case_id,
        "suggest",
        facts={"suggestion_kind": "correction"},
        rows=(RowCommand("step", "suggest", row_id, {}),),
    )
    unit = seen(shandan, FOLLOW_UP, "handler", case_id, "2026-05-19")
    assert not [row for row in unit.rows if row.id == row_id]
    assert "suggest" not in {event.transition for event in unit.events}

    (begun,) = led_to(shandan, "prosecutor", case_id, "2026-05-19")
    suggestion = seen(shandan, KEY, "prosecutor", begun, "2026-05-19")
    assert (suggestion.case.state, suggestion.case.facts["kind"]) == ("drafting", "correction")
    assert seen(shandan, KEY, "handler", begun, "2026-05-19") is None


def test_a_follow_up_follows_from_its_events_again(shandan: County) -> None:
    _, case_id = handed_over(shandan)
    sign(shandan, "2026-05-12", case_id, "hear", "hearing_notice", facts=HEARD)
    shandan.fire("handler", "2026-05-18", case_id, "explain", facts={"reasons": "人手不足"})
    shandan.fire("chief", "2026-05-19", case_id, "find_unreasoned", facts={"why": "不成立"})
    propose(shandan, "prosecutor", "2026-05-19", case_id, "urge")
    before = seen(shandan, FOLLOW_UP, "prosecutor", case_id, "2026-05-19")
    stood = [(row.id, row.state, row.audience, row.facts) for row in before.rows]

    with unit_of_work(shandan.sessions, SHANDAN) as uow:
        rebuild(uow)

    after = seen(shandan, FOLLOW_UP, "prosecutor", case_id, "2026-05-19")
    assert [(row.id, row.state, row.audience, row.facts) for row in after.rows] == stood
    assert seen(shandan, FOLLOW_UP, "handler", case_id, "2026-05-19").rows == []

"""An investigation from its notice to its end, and who hears nothing of it."""

import re
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

import pytest

from liandong.features.cases import service
from liandong.features.cases.errors import TransitionNotAllowedError
from liandong.features.cases.service import FireTransition, PartyCommand, RowCommand
from liandong.features.cases.service.handing_over import list_links
from liandong.kernel.errors import ForbiddenError, NotFoundError
from support.counties import HUIJI, XUYI, County
from support.http import open_app, sign_in

KEY = "investigation_cooperation"
DAY = "2026-04-27"
NOTICE = {
    "legal_basis": "人民检察院行政诉讼监督规则第六十七条",
    "first_officer": "甲",
    "second_officer": "乙",
    "assist_days": 5,
}
HEARD = {
    "trigger": "refusal", "triggered_on": "2026-04-24", "unsettled_matters": "没有提供卷宗",
    "respond_by": "2026-05-15",
}  # fmt: skip
UNKNOWN = (ForbiddenError, NotFoundError)  # one answer to the caller, for both
Counties = Callable[..., County]


def _open(county: County, *texts: str) -> UUID:
    on_day = date.fromisoformat(DAY)
    facts = {"title": "调取处罚卷宗", "measure": ["files"], "source": "行政违法行为监督案件"}
    rows = tuple(RowCommand("item", "propose", None, {"text": text}) for text in texts)
    parties = (PartyCommand(county.units["addressee"], "addressee"),)
    with county.acting("prosecutor", DAY) as (uow, me, clock):
        command = FireTransition("open", on_day, facts, rows, parties)
        case_id = service.open_case(uow, me, clock, KEY, command).id
    county.fire("prosecutor", DAY, case_id, "revise", facts=NOTICE)
    return case_id


def _issue(county: County, *texts: str) -> UUID:
    case_id = _open(county, *(texts or ("处罚案卷",)))
    county.step("prosecutor", DAY, case_id, "submit", "evidence_notice")
    county.step("reviewer", DAY, case_id, "review", "evidence_notice")
    county.fire("chief", DAY, case_id, "issue")
    return case_id


def _serve(county: County, *texts: str) -> UUID:
    case_id = _issue(county, *texts)
    county.fire("head", DAY, case_id, "serve", facts={"delivery_mode": "electronic"})
    return case_id


def _look(county: County, who: str, case_id: UUID, day: str = DAY) -> Any:
    with county.acting(who, day) as (uow, me, clock):
        return service.dump_case(service.look(uow, me, clock, KEY, case_id))


def _rows(county: County, who: str, case_id: UUID, kind: str) -> list[Any]:
    return [row for row in _look(county, who, case_id)["rows"] if row["type"] == kind]


def _row(county: County, case_id: UUID, kind: str, who: str = "prosecutor") -> UUID:
    return UUID(_rows(county, who, case_id, kind)[-1]["id"])


def _move(county: County, who: str, case_id: UUID, kind: str, move: str, **facts: Any) -> None:
    row = RowCommand(kind, move, _row(county, case_id, kind), facts)
    county.fire(who, DAY, case_id, None, rows=(row,))


def _events(county: County, who: str, case_id: UUID) -> Any:
    return _look(county, who, case_id)["events"]


def _page(county: County, who: str, case_id: UUID) -> str:
    """Return the page of the case as somebody reads it."""
    me = sign_in(open_app(county.sessions, DAY), county, who, DAY)
    page = me.client.application.test_client()
    page.set_cookie("ld_session", me.token)
    answer = page.get(f"/t/{county.tenant_id}/cases/{KEY}/{case_id}")
    assert answer.status_code == HTTPStatus.OK
    return str(answer.text.partition("<main")[2])


def _obstruct(county: County, case_id: UUID) -> UUID:
    facts = {"obstruction_facts": "以内部规定为由拒绝提供"}
    county.fire(
        "prosecutor", DAY, case_id, None, rows=(RowCommand("obstruction", "record", None, facts),)
    )
    row_id = _row(county, case_id, "obstruction")
    urging = (RowCommand("obstruction", "warn", row_id, {"urged": "请在三日内提供"}),)
    county.draft(
        "prosecutor", DAY, case_id, FireTransition(None, date.fromisoformat(DAY), rows=urging)
    )
    county.step("prosecutor", DAY, case_id, "submit", "assistance_urging", row_id=row_id)
    county.step("reviewer", DAY, case_id, "review", "assistance_urging", row_id=row_id)
    county.fire("chief", DAY, case_id, None, rows=(RowCommand("obstruction", "warn", row_id),))
    return row_id


def test_the_unit_hands_over_item_by_item_and_the_originals_go_back(county: Counties) -> None:
    huiji = county()
    case_id = _serve(huiji, "处罚案卷", "现场照片")
    found = _look(huiji, "head", case_id)
    first, second = (UUID(r["id"]) for r in found["rows"])

    clock = next(d for d in found["deadlines"] if d["limit_id"] == "COOP-01")
    assert (clock["due_on"], clock["is_enforceable"]) == ("2026-05-06", False)
    huiji.fire("head", DAY, case_id, "arrange", facts={"arrangement": "法制科办理"})
    with pytest.raises(TransitionNotAllowedError):
        huiji.fire("head", DAY, case_id, "hand_over")
    rows = (
        RowCommand("item", "lend", first, {"material": "案卷一册"}),
        RowCommand("item", "lack", second, {"why": "没有拍摄"}),
    )
    huiji.fire("head", DAY, case_id, None, rows=rows)
    huiji.fire("head", DAY, case_id, "hand_over")
    with pytest.raises(TransitionNotAllowedError):
        huiji.fire("prosecutor", DAY, case_id, "close")
    huiji.fire("prosecutor", DAY, case_id, None, rows=(RowCommand("item", "give_back", first),))

    assert huiji.fire("prosecutor", DAY, case_id, "close") == "closed"
    papers = {each["type"] for each in _look(huiji, "head", case_id)["documents"]}
    assert {"evidence_notice", "evidence_receipt", "evidence_list"} <= papers


def test_nobody_else_hears_of_an_investigation(county: Counties) -> None:
    huiji = county()
    huiji.join("clerk", "addressee", "handler")
    case_id = _serve(huiji)

    for who in ("bystander", "reader", "office"):
        with pytest.raises(UNKNOWN):
            _look(huiji, who, case_id)
    with pytest.raises(UNKNOWN):
        _look(huiji, "clerk", case_id)
    assert _look(huiji, "handler", case_id)["state"] == "received"  # is the liaison as well
    assert huiji.tell(DAY) > 0
    with huiji.acting("office", DAY) as (uow, me, _):
        assert service.list_cases(uow, me, service.CaseFilter(mechanism=KEY)) == []


def test_questioning_and_appraisal_stay_inside_with_their_papers(county: Counties) -> None:
    huiji = county()
    case_id = _serve(huiji)
    inquiry = RowCommand("inquiry", "record_inquiry", None, {"person": "某某", "record": "……"})
    huiji.fire("prosecutor", DAY, case_id, None, rows=(inquiry,))

    ours, theirs = (_look(huiji, who, case_id) for who in ("prosecutor", "head"))

    assert "inquiry_record" in {each["type"] for each in ours["documents"]}
    assert "inquiry_record" not in {each["type"] for each in theirs["documents"]}
    assert not [row for row in theirs["rows"] if row["type"] == "inquiry"]
    with huiji.acting("head", DAY) as (uow, me, _):
        seen = {each.paper.type for each in service.list_papers(uow, me)}
    assert "inquiry_record" not in seen
    assert "evidence_notice" in seen


def test_obstruction_climbs_to_a_suggestion_of_its_own(county: Counties) -> None:
    huiji = county()
    case_id = _serve(huiji)
    _obstruct(huiji, case_id)
    facts = {"kind": "correction"}
    parties = (PartyCommand(huiji.units["bystander"], "supervisor"),)

    huiji.fire("prosecutor", DAY, case_id, "suggest_superior", facts=facts, parties=parties)

    with huiji.acting("prosecutor", DAY) as (uow, me, _):
        (linked,) = list_links(uow, me, case_id)
    assert (linked.case.mechanism, linked.move) == ("procuratorial_suggestion", "suggest_superior")
    assert linked.case.title == "调取处罚卷宗"
    with pytest.raises(NotFoundError):
        _look(huiji, "bystander", case_id)
    told = _look(huiji, "head", case_id)
    assert "suggest_superior" not in {event["transition"] for event in told["events"]}
    assert "supervisor" not in {party["part"] for party in told["parties"]}
    assert "kind" not in told["facts"]
    assert [row["state"] for row in told["rows"] if row["type"] == "obstruction"] == ["warned"]


def test_a_follow_up_is_known_to_the_unit_when_it_is_heard_and_no_day_sooner(
    county: Counties,
) -> None:
    huiji = county()
    case_id = _serve(huiji)
    row_id = _obstruct(huiji, case_id)
    before = _look(huiji, "head", case_id)

    assert huiji.fire("prosecutor", DAY, case_id, "follow_up") == "received"

    assert _look(huiji, "head", case_id) == before
    assert "跟踪问效" not in _page(huiji, "head", case_id)
    assert "跟踪问效" in _page(huiji, "prosecutor", case_id)
    assert "follow_up" in {each["transition"] for each in _events(huiji, "prosecutor", case_id)}
    ending = (RowCommand("obstruction", "follow", row_id),)
    with pytest.raises(TransitionNotAllowedError, match="还没有告知该单位"):
        huiji.fire("prosecutor", DAY, case_id, None, rows=ending)
    with huiji.acting("prosecutor", DAY) as (uow, me, _):
        (linked,) = list_links(uow, me, case_id)
    heard = linked.case.id
    asked = FireTransition("hear", date.fromisoformat(DAY), HEARD)
    huiji.draft("prosecutor", DAY, heard, asked)
    huiji.step("prosecutor", DAY, heard, "submit", "hearing_notice")
    huiji.step("reviewer", DAY, heard, "review", "hearing_notice")
    huiji.fire("chief", DAY, heard, "hear")

    huiji.fire("prosecutor", DAY, case_id, None, rows=ending)
    assert [row["state"] for row in _rows(huiji, "head", case_id, "obstruction")] == ["followed_up"]
    (link,) = _look(huiji, "head", case_id)["links"]
    assert link["mechanism"] == "follow_up_escalation"


def test_where_the_document_says_so_the_government_reads_the_papers_alone(
    county: Counties,
) -> None:
    xuyi = county(XUYI)
    case_id = _serve(xuyi)
    row_id = _obstruct(xuyi, case_id)
    climb = (RowCommand("obstruction", "notify", row_id),)
    facts = {"notice_facts": "经督促仍不提供"}
    asked = FireTransition("notify_government", date.fromisoformat(DAY), facts, climb)
    xuyi.draft("prosecutor", DAY, case_id, asked)
    xuyi.step("prosecutor", DAY, case_id, "submit", "obstruction_notice")
    xuyi.step("reviewer", DAY, case_id, "review", "obstruction_notice")
    number = _look(xuyi, "chief", case_id)["number"]

    government = (PartyCommand(xuyi.units["copied"], "copied"),)
    xuyi.fire("chief", DAY, case_id, "notify_government", rows=climb, parties=government)

    seen = _look(xuyi, "reader", case_id)
    assert seen["level"] == "document"
    assert {each["type"] for each in seen["documents"]} == {"evidence_notice", "obstruction_notice"}
    assert "rows" not in seen
    assert _look(xuyi, "chief", case_id)["number"] == number


def test_where_it_does_not_nobody_notifies_the_government(county: Counties) -> None:
    huiji = county(HUIJI)
    case_id = _serve(huiji)
    row_id = _obstruct(huiji, case_id)
    climb = (RowCommand("obstruction", "notify", row_id),)
    government = (PartyCommand(huiji.units["copied"], "copied"),)

    with pytest.raises(ForbiddenError):
        huiji.fire("chief", DAY, case_id, "notify_government", rows=climb, parties=government)


def test_what_is_handed_over_item_by_item_stands_once_in_the_worklist_with_its_day(
    county: Counties,
) -> None:
    huiji = county()
    _serve(huiji, "处罚案卷", "现场照片")

    def worklist(who: str) -> str:
        me = sign_in(open_app(huiji.sessions, DAY), huiji, who, DAY)
        page = me.client.application.test_client()
        page.set_cookie("ld_session", me.token)
        return page.get(f"/t/{HUIJI}/todo").text

    for who in ("handler", "head"):
        mine, _, waiting = worklist(who).partition('id="group-waiting"')
        assert "移交" in mine
        assert "5月6日" in mine
        assert len(re.findall("<h3>.*?调取处罚卷宗.*?</h3>", mine)) == 1
        assert "调取处罚卷宗" not in waiting

"""Supervision leads to matters of their own; one alert goes to many, each answering for itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases import service
from liandong.features.cases.errors import FactsError, PartiesError
from liandong.features.cases.models import CaseRow, Visibility
from liandong.features.cases.service import (
    DueFilter,
    FireTransition,
    PartyCommand,
    RowCommand,
    escalating,
    receiving,
)
from liandong.features.cases.service.downloads import find_file
from liandong.features.cases.service.handing_over import list_links
from liandong.features.cases.service.naming import with_put_rows
from liandong.features.dashboards.errors import SnapshotEmptyError
from liandong.features.dashboards.queries import list_open
from liandong.features.dashboards.service import Period, measure, take
from liandong.features.notifications.models import Notice
from liandong.features.tenants.service import installed
from liandong.kernel.errors import ForbiddenError, NotFoundError
from liandong.mechanisms import Registry
from support.browsing import Visit
from support.case_forms import words
from support.counties import WENSHUI, XUYI, County

KEY = "violation_supervision_alert"
DAY = "2026-04-27"
ON = date.fromisoformat(DAY)
UNKNOWN = (ForbiddenError, NotFoundError)  # one answer to the caller, for both
ALERT = {"field": "食品安全", "pattern": "检查记录缺项", "advice": "统一表单", "feedback_days": 15}
CLUE = {
    "field": "产品质量与食品药品安全",
    "act": "对无证经营未予查处",
    "harm": "消费者健康",
    "statute": "食品安全法 第一百二十二条",
}
Counties = Callable[..., County]


def _open(county: County, move: str, parties: tuple[PartyCommand, ...], **facts: Any) -> UUID:
    with county.acting("prosecutor", DAY) as (uow, me, clock):
        command = FireTransition(move, ON, facts, (), parties)
        return service.open_case(uow, me, clock, KEY, command).id


def _sign(county: County, case_id: UUID, paper: str, move: str, **rest: Any) -> None:
    county.step("prosecutor", DAY, case_id, "submit", paper)
    county.step("reviewer", DAY, case_id, "review", paper)
    county.fire("chief", DAY, case_id, move, **rest)


def _alert(county: County) -> UUID:
    parties = tuple(PartyCommand(county.units[u], "addressee") for u in ("addressee", "bystander"))
    case_id = _open(county, "draft_alert", parties, title="食品安全检查的风险")
    county.fire("prosecutor", DAY, case_id, "revise_alert", facts=ALERT)
    _sign(county, case_id, "alert_letter", "send_alert")
    return case_id


def _look(county: County, who: str, case_id: UUID) -> Any:
    with county.acting(who, DAY) as (uow, me, clock):
        return service.dump_case(service.look(uow, me, clock, KEY, case_id))


def _row(county: County, who: str, case_id: UUID) -> UUID:
    (row,) = _look(county, who, case_id)["rows"]
    return UUID(row["id"])


def _answer(county: County, who: str, case_id: UUID, move: str, **facts: Any) -> None:
    row = RowCommand("feedback", move, _row(county, who, case_id), facts)
    county.fire(who, DAY, case_id, None, rows=(row,))


def test_every_unit_has_a_row_and_clocks_of_its_own(county: Counties) -> None:
    xuyi = county(XUYI)
    case_id = _alert(xuyi)

    for who, unit in (("head", "addressee"), ("bystander", "bystander")):
        seen = _look(xuyi, who, case_id)
        assert [row["facts"]["unit"] for row in seen["rows"]] == [str(xuyi.units[unit])]
        assert {d["limit_id"] for d in seen["deadlines"]} == {"ALERT-01", "ALERT-02"}
        assert {d["unit_id"] for d in seen["deadlines"]} == {str(xuyi.units[unit])}
        assert {d["due_on"] for d in seen["deadlines"]} == {None, "2026-05-12"}
    assert len(_look(xuyi, "prosecutor", case_id)["rows"]) == 2
    assert _look(xuyi, "office", case_id)["level"] == "header"


def test_what_one_unit_answers_no_other_unit_learns(county: Counties) -> None:
    xuyi = county(XUYI)
    case_id = _alert(xuyi)
    before = _look(xuyi, "bystander", case_id)
    _answer(xuyi, "head", case_id, "acknowledge")
    proof = xuyi.file("head")
    xuyi.tell(DAY)
    _answer(xuyi, "head", case_id, "feed_back", measures="已统一表单", evidence=[str(proof)])
    told = xuyi.tell(DAY)

    assert _look(xuyi, "bystander", case_id) == before
    with xuyi.acting("bystander", DAY) as (uow, me, _):
        papers = {each.paper.type for each in service.list_papers(uow, me)}
        dues = service.list_deadlines(uow, me, DueFilter())
        assert papers == {"alert_letter"}
        assert {each.deadline.unit_id for each in dues} == {me.unit_id}
        assert {d.unit_id for d, _ in list_open(uow, me, [KEY])} == {me.unit_id}
        with pytest.raises(NotFoundError):
            find_file(uow, me, proof)
        told_us = select(Notice).where(Notice.tenant_id == XUYI, Notice.unit_id == me.unit_id)
        assert "case.feed_back" not in {each.kind for each in uow.session.scalars(told_us)}
    for who in ("prosecutor", "handler"):
        seen = _look(xuyi, who, case_id)
        assert "alert_feedback" in {each["type"] for each in seen["documents"]}
        assert [e["transition"] for e in seen["events"]][:2] == ["feed_back", "acknowledge"]
        with xuyi.acting(who, DAY) as (uow, me, _):
            assert find_file(uow, me, proof).id == proof
    assert told > 0


def test_figures_count_the_rows_one_sees_for_whoever_holds_them(county: Counties) -> None:
    xuyi = county(XUYI)
    case_id = _alert(xuyi)
    _answer(xuyi, "head", case_id, "acknowledge")
    mechanism, year = (
        installed().registry.current(KEY),
        Period(date(2026, 1, 1), date(2026, 12, 31)),
    )

    def counted(who: str) -> dict[UUID, tuple[float, float]]:
        with xuyi.acting(who, DAY) as (uow, me, _):
            found = measure(uow, me, mechanism, year, date(2026, 5, 20))
            rate = next(each for each in found if each.metric.key == "acknowledged_rate")
        return {unit: (rate.of(unit).part, rate.of(unit).whole) for unit in rate.units}

    own, other = xuyi.units["addressee"], xuyi.units["bystander"]
    assert counted("prosecutor") == {own: (1, 1), other: (0, 1)}
    assert counted("head") == {own: (1, 1)}
    assert counted("bystander") == {other: (0, 1)}


def test_each_reader_counts_the_rows_it_sees(county: Counties, visit: Visit) -> None:
    xuyi = county(XUYI)
    case_id = _alert(xuyi)

    def numbers(who: str) -> list[int]:
        return [row["number"] for row in _look(xuyi, who, case_id)["rows"]]

    assert [numbers(who) for who in ("head", "bystander", "prosecutor")] == [[1], [1], [1, 2]]
    for who in ("head", "bystander"):
        text = words(visit(xuyi, who).get(f"/t/{XUYI}/cases/{KEY}/{case_id}").text)
        assert "第 1 项" in text, who
        assert "第 2 项" not in text, who


def test_the_page_of_one_unit_says_nothing_of_another(county: Counties, visit: Visit) -> None:
    xuyi = county(XUYI)
    case_id = _alert(xuyi)
    _answer(xuyi, "head", case_id, "acknowledge")
    _answer(xuyi, "head", case_id, "feed_back", measures="已统一表单")

    for who, knows in (("prosecutor", True), ("head", True), ("bystander", False)):
        page = visit(xuyi, who).get(f"/t/{XUYI}/cases/{KEY}/{case_id}")
        assert page.status_code == 200
        assert ("已统一表单" in words(page.text)) is knows, who
        assert ("风险提示反馈函" in words(page.text)) is knows, who


def test_what_few_may_see_climbs_no_ladder(
    county: Counties, monkeypatch: pytest.MonkeyPatch
) -> None:
    xuyi = county(XUYI)
    case_id = _alert(xuyi)
    monkeypatch.setattr(escalating.clocks, "may_climb", lambda _: True)

    with xuyi.acting("prosecutor", DAY) as (uow, me, clock):
        opened = service.look(uow, me, clock, KEY, case_id).opened
        assert not [
            each.limit_id
            for each in opened.deadlines
            if escalating._is_for_others(uow, opened.case, each)
        ]


def test_a_paper_that_inner_moves_alone_make_leaves_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = installed().registry.current(KEY)
    moves = tuple(replace(m, internal=m.key == "send_alert") for m in known.transitions)
    inner = replace(known, transitions=moves)
    monkeypatch.setattr(
        receiving, "installed", lambda: SimpleNamespace(registry=Registry((inner,), ()))
    )

    assert receiving._inner() == {(KEY, "alert_letter")}


def test_nobody_answers_for_another_unit(county: Counties) -> None:
    xuyi = county(XUYI)
    case_id = _alert(xuyi)
    theirs = _row(xuyi, "head", case_id)

    row = RowCommand("feedback", "acknowledge", theirs)
    with pytest.raises(NotFoundError):
        xuyi.fire("bystander", DAY, case_id, None, rows=(row,))
    moves = {(m["transition"], m["row_id"]) for m in _look(xuyi, "bystander", case_id)["moves"]}
    assert str(theirs) not in {row_id for _, row_id in moves}
    assert "acknowledge" in {key for key, _ in moves}


def test_the_rows_of_an_alert_are_the_platforms_to_put(county: Counties) -> None:
    xuyi = county(XUYI)
    parties = (PartyCommand(xuyi.units["addressee"], "addressee"),)
    case_id = _open(xuyi, "draft_alert", parties, title="风险")
    extra = RowCommand("feedback", "ask", None, {"unit": str(xuyi.units["bystander"])})
    command = FireTransition("send_alert", ON, rows=(extra,))

    with xuyi.acting("chief", DAY) as (uow, me, clock):
        opened = service.look(uow, me, clock, KEY, case_id).opened
        with pytest.raises(FactsError):
            with_put_rows(opened, opened.mechanism.transition("send_alert"), command)


def test_an_alert_is_closed_once_every_unit_is_done(county: Counties) -> None:
    xuyi = county(XUYI)
    case_id = _alert(xuyi)
    _answer(xuyi, "head", case_id, "acknowledge")
    _answer(xuyi, "head", case_id, "feed_back", measures="已统一表单")
    rows = _look(xuyi, "prosecutor", case_id)["rows"]
    ours, theirs = (
        next(UUID(r["id"]) for r in rows if r["facts"]["unit"] == str(xuyi.units[unit]))
        for unit in ("addressee", "bystander")
    )
    judged = (
        RowCommand("feedback", "accept", ours),
        RowCommand("feedback", "excuse", theirs, {"why": "机构已撤并"}),
    )
    xuyi.fire("prosecutor", DAY, case_id, None, rows=judged)

    assert _look(xuyi, "head", case_id)["events"][0]["transition"] == "accept"
    assert xuyi.fire("prosecutor", DAY, case_id, "close_alert") == "alert_closed"


def _concluded(county: County) -> UUID:
    parties = (PartyCommand(county.units["addressee"], "respondent"),)
    source = "办理行政诉讼监督案件中发现"
    case_id = _open(county, "register", parties, title="无证经营监管", source=source)
    county.fire("prosecutor", DAY, case_id, "assess", facts=CLUE)
    _sign(county, case_id, "violation_filing", "open_case")
    report = {"finding": "三户无证", "conclusion": ["suggestion"]}
    command = FireTransition("conclude", ON, report)
    county.draft("prosecutor", DAY, case_id, command)
    _sign(county, case_id, "violation_report", "conclude")
    return case_id


def test_the_unit_hears_of_the_suggestion_and_never_of_the_supervision(county: Counties) -> None:
    xuyi = county(XUYI)
    case_id = _concluded(xuyi)
    xuyi.fire("prosecutor", DAY, case_id, "suggest", facts={"suggestion_kind": "correction"})

    with xuyi.acting("prosecutor", DAY) as (uow, me, _):
        (linked,) = list_links(uow, me, case_id)
        assert linked.case.mechanism == "procuratorial_suggestion"
    for who in ("handler", "head", "office", "reader"):
        with pytest.raises(UNKNOWN):
            _look(xuyi, who, case_id)
    with unit_of_work(xuyi.sessions, XUYI) as uow:
        seen = select(Visibility.unit_id).where(Visibility.case_id == case_id)
        assert uow.session.scalars(seen).all() == [xuyi.units["procuratorate"]]
        rows = select(CaseRow.id).where(CaseRow.case_id == case_id)
        assert uow.session.scalars(rows).all() == []


def test_a_clue_and_a_problem_are_handed_over_where_the_county_knows_them(
    county: Counties,
) -> None:
    wenshui = county(WENSHUI)
    wenshui.join("inspector", "discipline", "handler")
    case_id = _concluded(wenshui)
    receiver = (PartyCommand(wenshui.find_unit("discipline"), "other_party"),)
    clue = {"clue_title": "线索一号", "subject_unit": str(wenshui.units["addressee"])}
    wenshui.fire("prosecutor", DAY, case_id, "transfer_clue", facts=clue, parties=receiver)
    bureau = (PartyCommand(wenshui.units["office"], "supervisor"),)
    kind = {"referral_kind": "common"}
    wenshui.fire("prosecutor", DAY, case_id, "refer", facts=kind, parties=bureau)

    with wenshui.acting("prosecutor", DAY) as (uow, me, _):
        begun = {each.case.mechanism: each.case for each in list_links(uow, me, case_id)}
    assert begun.keys() == {"discipline_clue_transfer", "problem_referral"}
    assert begun["discipline_clue_transfer"].title == "线索一号"
    assert "found_in" not in begun["discipline_clue_transfer"].facts  # sealed there: typed there

    own = {**clue, "subject_unit": str(wenshui.find_unit("superior_unit"))}
    superior = (PartyCommand(wenshui.find_unit("superior_unit"), "other_party"),)
    with pytest.raises(PartiesError, match="所涉单位"):
        wenshui.fire("prosecutor", DAY, case_id, "transfer_clue", facts=own, parties=superior)


def test_published_figures_tell_no_unit_of_a_case_that_it_does_not_know(county: Counties) -> None:
    xuyi = county(XUYI)
    parties = (PartyCommand(xuyi.units["addressee"], "respondent"),)
    case_id = _open(xuyi, "register", parties, title="无证经营监管", source="举报")
    xuyi.fire("prosecutor", DAY, case_id, "assess", facts=CLUE)
    _sign(xuyi, case_id, "violation_filing", "open_case")
    mechanism, year = (
        installed().registry.current(KEY),
        Period(date(2026, 1, 1), date(2026, 12, 31)),
    )

    with xuyi.acting("prosecutor", DAY) as (uow, me, clock):
        assert any(each.units for each in measure(uow, me, mechanism, year, ON))
        with pytest.raises(SnapshotEmptyError):
            take(uow, me, clock, KEY, "2026")
    _alert(xuyi)
    with xuyi.acting("prosecutor", DAY) as (uow, me, clock):
        metrics = take(uow, me, clock, KEY, "2026").snapshot.content["metrics"]
    found = {each["key"]: each for each in metrics}
    assert (found["concluded_rate"]["whole"], found["concluded_rate"]["units"]) == (0, [])
    assert len(found["acknowledged_rate"]["units"]) == 2


def test_the_field_is_one_of_those_that_wenshui_lists(county: Counties) -> None:
    wenshui = county(WENSHUI)
    parties = (PartyCommand(wenshui.units["addressee"], "addressee"),)
    case_id = _open(wenshui, "draft_alert", parties, title="运输执法的风险")

    wenshui.fire("prosecutor", DAY, case_id, "revise_alert", facts={"field": "交通运输"})
    with pytest.raises(FactsError):
        wenshui.fire("prosecutor", DAY, case_id, "revise_alert", facts={"field": "食品安全"})

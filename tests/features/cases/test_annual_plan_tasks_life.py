"""A list passed and carried out where the county reviews it, and put in force where none does."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.features.cases.errors import TransitionNotAllowedError
from liandong.features.cases.service import PartyCommand, RowCommand
from liandong.kernel.errors import ForbiddenError, NotFoundError
from support.casework import Work, staff
from support.counties import HUIJI, WENSHUI
from support.http import open_app, sign_in

UNITS = {
    "justice": "justice_bureau",
    "procuratorate": "procuratorate",
    "market": "market_regulation",
    "housing": "housing_construction",
    "government": "government",
}
PEOPLE = {
    "clerk": ("justice", ("office_clerk", "handler")),
    "head": ("justice", ("unit_head",)),
    "prosecutor": ("procuratorate", ("prosecutor",)),
    "market": ("market", ("unit_head", "handler")),
    "housing": ("housing", ("unit_head", "handler")),
    "convener": ("government", ("convener", "unit_head")),
}
IN_WENSHUI = {**UNITS, "market": "enforcement_departments", "housing": "court"}
LIST = {"title": "重点工作任务清单", "year": 2026, "list_kind": "重点工作任务清单"}
Sessions = sessionmaker[Session]


def drafted(work: Work, kind: str = "重点工作任务清单") -> UUID:
    case_id = work.open("clerk", "2026-01-12", "open", {**LIST, "list_kind": kind},
                        addressee="market")  # fmt: skip
    lead = str(work.county.units["market"])
    work.row("clerk", "2026-01-12", case_id, "task", "list", task="建立台账", lead=lead,
             due="2026-06-30")  # fmt: skip
    return case_id


def move(work: Work, who: str, day: str, case_id: UUID, key: str, state: str, **facts: Any) -> None:
    (row,) = work.look(who, case_id, day)["rows"]
    rows = (RowCommand("task", key, UUID(row["id"]), facts),)
    work.county.fire(who, day, case_id, None, rows=rows)
    assert work.look(who, case_id, day)["rows"][0]["state"] == state


def test_a_list_is_passed_by_the_conveners_side_and_its_task_verified(sessions: Sessions) -> None:
    work = Work(staff(sessions, HUIJI, UNITS, PEOPLE), "annual_plan_tasks")
    case_id = drafted(work)
    with pytest.raises(TransitionNotAllowedError):
        work.sign("clerk", "head", "2026-01-14", case_id, "put_in_force", "task_list")
    to_convener = (PartyCommand(work.county.units["government"], "supervisor"),)
    work.county.fire("clerk", "2026-01-15", case_id, "submit_list", parties=to_convener)
    with pytest.raises(ForbiddenError):
        work.fire("head", "2026-01-16", case_id, "approve", passed_by="全体会议")
    with pytest.raises(NotFoundError):
        work.look("market", case_id, "2026-01-16")
    work.fire("convener", "2026-01-30", case_id, "approve", passed_by="全体会议")
    work.sign("clerk", "head", "2026-02-02", case_id, "issue", "task_list")

    with pytest.raises((ForbiddenError, NotFoundError)):
        work.look("housing", case_id, "2026-02-03")
    move(work, "market", "2026-04-01", case_id, "note_progress", "progressing", progress="过半")
    move(work, "market", "2026-06-30", case_id, "submit_result", "submitted", result="已建立")
    with pytest.raises(ForbiddenError):
        move(work, "market", "2026-07-01", case_id, "verify", "verified_first")
    move(work, "clerk", "2026-07-01", case_id, "verify", "verified_first")
    assert work.fire("clerk", "2026-07-02", case_id, "close") == "closed"


def test_the_convener_alone_gives_a_task_to_another_unit(sessions: Sessions) -> None:
    work = Work(staff(sessions, HUIJI, UNITS, PEOPLE), "annual_plan_tasks")
    case_id = drafted(work)
    to_convener = (PartyCommand(work.county.units["government"], "supervisor"),)
    work.county.fire("clerk", "2026-01-15", case_id, "submit_list", parties=to_convener)
    work.fire("convener", "2026-01-30", case_id, "approve", passed_by="全体会议")
    work.sign("clerk", "head", "2026-02-02", case_id, "issue", "task_list")
    lead = (PartyCommand(work.county.units["housing"], "addressee"),)
    work.county.fire("clerk", "2026-03-02", case_id, "bring_in", parties=lead)
    given = {"lead": str(work.county.units["housing"]), "why": "职责调整"}
    with pytest.raises((ForbiddenError, TransitionNotAllowedError)):
        move(work, "head", "2026-03-03", case_id, "reassign", "assigned", **given)
    move(work, "convener", "2026-03-03", case_id, "change_lead", "assigned", **given)

    with pytest.raises((ForbiddenError, TransitionNotAllowedError)):
        move(work, "market", "2026-03-04", case_id, "note_progress", "progressing", progress="一")
    move(work, "housing", "2026-03-04", case_id, "note_progress", "progressing", progress="一")


def test_where_nobody_reviews_the_list_is_put_in_force_by_who_drafts_it(
    sessions: Sessions,
) -> None:
    work = Work(staff(sessions, WENSHUI, IN_WENSHUI, PEOPLE), "annual_plan_tasks")
    case_id = drafted(work, "年度计划")
    with pytest.raises(TransitionNotAllowedError):
        work.fire("clerk", "2026-01-15", case_id, "submit_list")
    work.sign("clerk", "head", "2026-01-16", case_id, "put_in_force", "task_list")

    move(work, "market", "2026-07-01", case_id, "submit_result", "submitted_late", result="完成")
    assert work.look("market", case_id, "2026-07-02")["deadlines"] == []


def test_the_worklist_of_who_holds_a_task_shows_the_day_that_was_set(sessions: Sessions) -> None:
    work = Work(staff(sessions, WENSHUI, IN_WENSHUI, PEOPLE), "annual_plan_tasks")
    case_id = drafted(work, "年度计划")
    work.sign("clerk", "head", "2026-01-16", case_id, "put_in_force", "task_list")

    def worklist(day: str) -> str:
        me = sign_in(open_app(sessions, day), work.county, "market", day)
        page = me.client.application.test_client()
        page.set_cookie("ld_session", me.token)
        return page.get(f"/t/{WENSHUI}/todo").text

    assert "逐项处理任务（1 项）" in worklist("2026-06-26")
    assert "6月30日" in worklist("2026-06-26")
    after = worklist("2026-07-02")
    assert "6月30日" in after
    assert "不算逾期" in after

"""操作审计: who did what, when and from where, and whether the record still holds."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import orjson
from flask import Blueprint, Response, render_template, request

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts import service as accounts
from liandong.features.audit.service import Checked
from liandong.features.cases.pages.audit_view import Listed, audit_page, audit_row
from liandong.features.cases.pages.todo import setting_of
from liandong.features.cases.service.audit_reading import (
    dump_entries,
    take_entries,
    verify_chain,
)
from liandong.features.cases.service.auditing import AuditFilter, list_entries
from liandong.web.answers import file_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work, runtime
from liandong.web.languages import language, say
from liandong.web.saying import message
from liandong.web.security import current_form_token
from liandong.web.spreadsheets import MEDIA_TYPE, workbook

blp = Blueprint("audit_pages", __name__, url_prefix="/t/<code>")
PAGE = 50
HEAD = ("时间", "单位", "人员", "账号", "事项", "案号或者对象", "变化", "来源")


@blp.get("/audit")
def show() -> str:
    current_principal().require_page("audit")
    with current_unit_of_work() as uow:
        return _page(uow)


@blp.post("/audit/verify")
def verify() -> str:
    principal = current_principal()
    principal.require_page("audit")
    with current_unit_of_work() as uow:
        _say(verify_chain(uow, principal, current_clock(), runtime().parts["anchors"]))
        return _page(uow)


@blp.get("/audit.xlsx")
def table() -> Response:
    current_principal().require_page("audit")
    with current_unit_of_work() as uow:
        setting = setting_of(uow)
        found = take_entries(uow, current_principal(), current_clock(), _wanted())
        people = _people(uow)
        rows = [audit_row(each, setting, people) for each in found]
    cells = (
        (
            *(row["at"], row["unit"], row["name"], row["login"], row["what"], row["about"]),
            *(row["change"], row["from"]),
        )
        for row in rows
    )
    content = workbook(say("操作审计"), [say(each) for each in HEAD], cells)
    return file_answer(content, f"{say('操作审计')}.xlsx", MEDIA_TYPE)


@blp.get("/audit.jsonl")
def lines() -> Response:
    current_principal().require_page("audit")
    with current_unit_of_work() as uow:
        found = list(take_entries(uow, current_principal(), current_clock(), _wanted()))
        content = b"".join(orjson.dumps(each) + b"\n" for each in dump_entries(uow, found))
    return file_answer(content, f"{say('操作审计')}.jsonl", "application/jsonl")


def _page(uow: UnitOfWork) -> str:
    after, before = _id("after"), _id("before")
    found = list_entries(
        uow, current_principal(), _wanted(), after=after, before=before, limit=PAGE + 1
    )
    has_more = len(found) > PAGE
    rows = found[-PAGE:] if before else found[:PAGE]
    listed = Listed(
        rows,
        has_previous=has_more if before else after is not None,
        has_next=before is not None or has_more,
    )
    asked = {key: request.args.get(key, "").strip() for key in _ASKED}
    token, setting = current_form_token(), setting_of(uow)
    page = audit_page(listed, asked, _query(asked), token, setting, _people(uow))
    page["may_take"] = current_principal().may_call("audit.export")
    return render_template("pages/audit.html", page=page)


def _people(uow: UnitOfWork) -> dict[str, str]:
    found = accounts.words_of_unit(uow, current_principal().unit_id)
    return {f"accounts/{account_id}": words for account_id, words in found.items()}


_ASKED = ("since", "until", "actor", "action", "subject")


def _query(asked: dict[str, str]) -> str:
    return urlencode({key: value for key, value in asked.items() if value})


def _wanted() -> AuditFilter:
    words: dict[str, Any] = {key: request.args.get(key, "").strip() for key in _ASKED[2:]}
    return AuditFilter(since=_day("since"), until=_day("until"), **words)


def _say(found: Checked) -> None:
    if found.fault is not None:
        told = found.fault.message_en if language().startswith("en") else found.fault.message_zh
        message("red", say("审计链被改动过"), told)
        return
    until = found.anchored_at
    if until is None:
        message("green", say("审计链完整"), say("没有锚点，末尾是否被截去看不出来。"))
        return
    day = until.astimezone(current_clock().now().tzinfo).date().isoformat()
    message("green", say("审计链完整"), say("与 {day} 及以前的锚点一致。", day=day))


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _id(name: str) -> UUID | None:
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None

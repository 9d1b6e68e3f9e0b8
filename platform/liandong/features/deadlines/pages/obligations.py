from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from liandong.authz.vocabulary import OBLIGATION
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.deadlines import service
from liandong.features.deadlines.models import Obligation
from liandong.features.deadlines.pages.obligation_list import SHOWN, STATES, Listed, list_page
from liandong.features.deadlines.pages.obligation_view import Can, Typed, obligation_page
from liandong.features.deadlines.pages.obligation_words import Setting, is_fileable
from liandong.features.documents.service.records import keep_file, names_of
from liandong.features.tenants.service import calendar_of, current
from liandong.features.units import service as units
from liandong.kernel.errors import (
    ConflictError,
    InvalidInputError,
    LiandongError,
    Problem,
    StaleError,
)
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
    runtime,
)
from liandong.web.languages import language, say
from liandong.web.saying import message, toast
from liandong.web.security import current_form_token
from liandong.web.typed import files_again
from liandong.web.writes import once

blp = Blueprint("obligation_pages", __name__, url_prefix="/t/<code>/obligations")
PAGE = 50
_DIGITS = 9


@blp.get("")
def show() -> str:
    principal = current_principal()
    principal.require_page("obligations")
    if request.args.get("done") in {"file", "return"}:
        toast(say("已报送") if request.args["done"] == "file" else say("已退回"))
    shown = request.args.get("show", "open")
    shown = shown if shown in SHOWN else "open"
    today, after = current_clock().today(), _id("after")
    wanted = service.Wanted(
        STATES.get(shown, SHOWN[shown]),
        _id("unit"),
        begun_by=today if shown == "open" else None,
        begins_after=today if shown == "later" else None,
    )
    with current_unit_of_work() as uow:
        found = service.list_obligations(uow, principal, wanted, after=after, limit=PAGE + 1)
        listed = Listed(
            rows=found[:PAGE],
            counts=_counts(uow, wanted, today),
            units=service.units_within(uow, principal),
            shown=shown,
            wanted=wanted,
            is_first=after is None,
            has_next=len(found) > PAGE,
        )
        page = list_page(listed, _setting(uow))
    return render_template("pages/obligations.html", page=page)


def _counts(uow: UnitOfWork, wanted: service.Wanted, today: date) -> dict[str, int]:
    """Return how many there are in each state; what has not begun is no task yet."""
    principal = current_principal()
    counted = service.count_by_state(uow, principal, wanted)
    later = service.count_later(uow, principal, wanted, today)
    return {**counted, "open": counted.get("open", 0) - later, "later": later}


@blp.get("/<uuid:obligation_id>")
def one(obligation_id: UUID) -> str:
    current_principal().require_page("obligations")
    with current_unit_of_work() as uow:
        return _page(uow, obligation_id, Typed())


@blp.post("/<uuid:obligation_id>")
def act(obligation_id: UUID) -> AnyResponse | Response:
    current_principal().require_page("obligations")
    step = "return" if request.form.get("step") == "return" else "file"
    try:
        with current_unit_of_work() as uow:
            key = request.form.get("idempotency_key", "")
            once(uow, key, lambda _: _act(uow, obligation_id, step))
    except (InvalidInputError, ConflictError, StaleError) as error:
        return _again(obligation_id, error)
    return redirect(f"/t/{g.tenant_code}/obligations?done={step}", 303)


def _act(uow: UnitOfWork, obligation_id: UUID, step: str) -> dict[str, Any]:
    who, clock, form = current_principal(), current_clock(), request.form
    if step == "return":
        given = service.Return(form.get("reason", ""), _seen())
        return {"state": service.give_back(uow, who, clock, obligation_id, given).state}
    is_nil = form.get("kind") == "nil"
    filing = service.Filing(
        occurred_on=_day(),
        kind="nil" if is_nil else "filed",
        note=form.get("note", "").strip(),
        files=() if is_nil else _kept(uow, "files"),
        proof=_kept(uow, "proof"),
        confirmed=form.get("confirmed") == "true",
        seen=_seen(),
    )
    return {"state": service.file(uow, who, clock, obligation_id, filing).state}


def _kept(uow: UnitOfWork, name: str) -> tuple[UUID, ...]:
    """Take in the files that were chosen; what is refused names its field."""

    def keep(file: FileStorage) -> UUID:
        store, who, clock = runtime().parts["files"], current_principal(), current_clock()
        try:
            return keep_file(uow, clock, who, store, file.stream, file.filename or "").id
        except InvalidInputError as error:
            problems = [Problem(name, p.message_zh, p.message_en) for p in error.problems]
            raise InvalidInputError(problems or [_unreadable(name)]) from error

    return tuple(keep(file) for file in request.files.getlist(name) if file.filename)


def _unreadable(name: str) -> Problem:
    return Problem(name, "文件收不下", "the file cannot be taken")


def _day() -> date:
    try:
        return date.fromisoformat(request.form.get("occurred_on", ""))
    except ValueError:
        problem = Problem("occurred_on", "要填日期", "a day is required")
        raise InvalidInputError([problem]) from None


def _seen() -> int:
    text = request.form.get("etag", "")
    if not text.isdecimal() or len(text) > _DIGITS:
        raise StaleError
    return int(text)


def _again(obligation_id: UUID, error: LiandongError) -> Response:
    """Show the page again with everything that was typed, and what was wrong."""
    problems = error.problems if isinstance(error, InvalidInputError) else []
    errors: dict[str, list[str]] = {}
    for each in problems:
        errors.setdefault(each.where.partition("[")[0], []).append(_said(each))
    for field, texts in files_again().items():
        errors.setdefault(field, []).extend(texts)
    if not problems:
        message("red", _said(error), say("没有保存。"))
    with current_unit_of_work() as uow:
        text = _page(uow, obligation_id, Typed(dict(request.form.items()), errors))
    return Response(text, error.status, mimetype="text/html")


def _said(said: Problem | LiandongError) -> str:
    return said.message_en if language().startswith("en") else said.message_zh


def _page(uow: UnitOfWork, obligation_id: UUID, typed: Typed) -> str:
    principal = current_principal()
    found = service.find(uow, principal, obligation_id)
    setting = _setting(uow, found)
    page = obligation_page(found, _can(uow, found, setting), typed, current_form_token(), setting)
    return render_template("pages/obligation.html", page=page)


def _can(uow: UnitOfWork, found: Obligation, setting: Setting) -> Can:
    principal, config = current_principal(), current(uow)
    owing = service.owing_of(config, found)
    is_filed = found.state in service.DONE and "case_id" not in found.evidence
    is_theirs = owing is not None and service.receives(principal, found, owing)
    is_ours = is_fileable(found, setting) and principal.may(OBLIGATION, "file")
    reach = service.reach_of(config, principal)
    return Can(
        read=reach.reads(found),
        read_returns=reach.deals_with(found),
        file=is_ours and setting.report_path is None,
        report=is_ours and setting.report_path is not None,
        nil=service.takes_nil(owing),
        give_back=is_filed and is_theirs and principal.may(OBLIGATION, "return"),
    )


def _setting(uow: UnitOfWork, found: Obligation | None = None) -> Setting:
    evidence = found.evidence if found else {}
    named = [*evidence.get("files", ()), *evidence.get("proof", ())]
    return Setting(
        today=current_clock().today(),
        calendar=calendar_of(current(uow)),
        base=f"/t/{g.tenant_code}",
        unit_id=current_principal().unit_id,
        units=units.names(uow),
        register=current(uow).register,
        files=names_of(uow, named),
        report_path=service.report_path(current(uow), found) if found else None,
    )


def _id(name: str) -> UUID | None:
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None

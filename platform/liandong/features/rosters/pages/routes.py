from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.pages.words import in_words
from liandong.features.rosters.pages.roster_view import roster_page
from liandong.features.rosters.pages.row_form import correction_of, row_page
from liandong.features.rosters.pages.upload_view import upload_page
from liandong.features.rosters.service import uploads
from liandong.features.rosters.service.accepting import accept
from liandong.features.rosters.service.books import refused_book, template
from liandong.features.rosters.service.correcting import Correction, choose, correct
from liandong.kernel.errors import (
    InvalidInputError,
    LiandongError,
    NotFoundError,
    Problem,
    StaleError,
)
from liandong.web.answers import file_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import say
from liandong.web.saying import message, toast
from liandong.web.security import current_form_token
from liandong.web.spreadsheets import MEDIA_TYPE
from liandong.web.writes import once

blp = Blueprint("roster_pages", __name__, url_prefix="/t/<code>/roster")
_DIGITS = 9


@blp.get("")
def show() -> str:
    current_principal().require_page("roster")
    changed = request.args.get("accepted", "")
    if changed.isdecimal() and len(changed) <= _DIGITS:
        toast(say("名册已接受，{n} 处变化", n=int(changed)))
    with current_unit_of_work() as uow:
        return _roster(uow)


def _roster(uow: UnitOfWork) -> str:
    roster, waiting = uploads.roster_of(uow).files["roster"], uploads.list_uploads(uow)
    page = roster_page(roster, waiting, current_clock().today(), _base(), current_form_token())
    return render_template("pages/roster.html", page=page)


@blp.get("/workbook")
def workbook() -> Response:
    current_principal().require_page("roster")
    with current_unit_of_work() as uow:
        content = template(uploads.roster_of(uow).files["roster"], current_clock().today())
    return file_answer(content, f"{say('单位名册')}.xlsx", MEDIA_TYPE)


@blp.get("/template")
def empty_template() -> Response:
    current_principal().require_page("roster")
    return file_answer(template(), f"{say('单位名册模板')}.xlsx", MEDIA_TYPE)


@blp.post("/uploads")
def upload() -> AnyResponse | Response:
    """Take a table in; what becomes of its rows is shown next, nothing is changed yet."""
    principal = current_principal()
    principal.require_page("roster")

    def act(uow: UnitOfWork) -> dict[str, Any]:
        file = request.files.get("file")
        if file is None or not file.filename:
            raise InvalidInputError([Problem("file", "请先选一个文件", "choose a file first")])
        clock, login = current_clock(), principal.login
        return {"id": str(uploads.take_in(uow, clock, file.stream, file.filename, by=login))}

    try:
        with current_unit_of_work() as uow:
            kept = once(uow, request.form.get("idempotency_key", ""), act)
    except LiandongError as error:
        _say(error, say("没有读入"))
        with current_unit_of_work() as uow:
            return Response(_roster(uow), error.status, mimetype="text/html")
    return redirect(f"{_base()}/uploads/{kept['id']}", 303)


@blp.get("/uploads/<uuid:upload_id>")
def preview(upload_id: UUID) -> str:
    current_principal().require_page("roster")
    with current_unit_of_work() as uow:
        return _preview(uow, upload_id)


def _preview(uow: UnitOfWork, upload_id: UUID) -> str:
    found = uploads.look(uow, current_clock(), upload_id)
    page = upload_page(found, request.args.get("show", ""), _base(), current_form_token())
    return render_template("pages/roster_upload.html", page=page)


@blp.get("/uploads/<uuid:upload_id>/refused")
def refused(upload_id: UUID) -> Response:
    current_principal().require_page("roster")
    with current_unit_of_work() as uow:
        content = refused_book(uploads.look(uow, current_clock(), upload_id).outcome.failed)
    return file_answer(content, f"{say('没有导入的行')}.xlsx", MEDIA_TYPE)


@blp.post("/uploads/<uuid:upload_id>")
def decide(upload_id: UUID) -> AnyResponse | Response:
    """Accept, put aside, say who leaves and who stays, or leave out all that fails."""
    principal, clock = current_principal(), current_clock()
    principal.require_page("roster")
    step, form = request.form.get("step", ""), request.form

    def leave_out(uow: UnitOfWork) -> None:
        failed = uploads.look(uow, clock, upload_id).outcome.failed
        put = [Correction(each.row.number, {}, each.row.unit, is_out=True) for each in failed]
        correct(uow, clock, upload_id, _version(), put)

    def choose_absent(uow: UnitOfWork) -> None:
        known = uploads.look(uow, clock, upload_id).outcome.people
        staying = {each.key for each in known} - set(form.getlist("ending"))
        choose(uow, clock, upload_id, _version(), form.getlist("leaving"), staying)

    def take_over(uow: UnitOfWork) -> dict[str, Any]:
        done = accept(uow, clock, upload_id, _version(), by=principal.login)
        return {"n": len(done.changes)}

    here = f"{_base()}/uploads/{upload_id}"
    try:
        with current_unit_of_work() as uow:
            if step == "accept":
                done = once(uow, form.get("idempotency_key", ""), take_over)
                return redirect(f"{_base()}?accepted={done['n']}", 303)
            steps: dict[str, Callable[[UnitOfWork], None]] = {
                "leave_out": leave_out,
                "choose": choose_absent,
            }
            if step in steps:
                steps[step](uow)
            elif step == "put_aside":
                uploads.put_aside(uow, clock, upload_id)
                return redirect(_base(), 303)
    except NotFoundError:
        raise
    except LiandongError as error:
        _say(error, say("没有接受"))
        with current_unit_of_work() as uow:
            return Response(_preview(uow, upload_id), error.status, mimetype="text/html")
    return redirect(here, 303)


@blp.get("/uploads/<uuid:upload_id>/rows/<int:number>")
def row(upload_id: UUID, number: int) -> str:
    current_principal().require_page("roster")
    with current_unit_of_work() as uow:
        return _row(uow, upload_id, number, None)


@blp.post("/uploads/<uuid:upload_id>/rows/<int:number>")
def put_right(upload_id: UUID, number: int) -> AnyResponse | Response:
    current_principal().require_page("roster")
    asked = correction_of(number, request.form)
    try:
        with current_unit_of_work() as uow:
            correct(uow, current_clock(), upload_id, _version(), [asked])
    except (InvalidInputError, StaleError) as error:
        _say(error, say("没有保存"))
        with current_unit_of_work() as uow:
            text = _row(uow, upload_id, number, asked)
        return Response(text, error.status, mimetype="text/html")
    return redirect(f"{_base()}/uploads/{upload_id}#row-{number}", 303)


def _row(uow: UnitOfWork, upload_id: UUID, number: int, typed: Correction | None) -> str:
    found = uploads.look(uow, current_clock(), upload_id)
    judged = next((each for each in found.outcome.rows if each.row.number == number), None)
    if judged is None:
        raise NotFoundError
    page = row_page(found, judged, typed, _base(), current_form_token())
    return render_template("pages/new_case.html", page=page)


def _base() -> str:
    return f"/t/{g.tenant_code}/roster"


def _version() -> int:
    text = request.form.get("etag", "")
    if not text.isdecimal() or len(text) > _DIGITS:
        raise StaleError
    return int(text)


def _say(error: LiandongError, title: str) -> None:
    said = [f"{each.where}：{in_words(each)}" for each in getattr(error, "problems", ())]
    message("red", title, say("；").join(said) or in_words(error))

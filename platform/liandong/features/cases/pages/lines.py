"""The lines of a case's table: read, searched, sent as a file, entered one by one."""

from contextlib import closing
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.pages.form_fields import Typed
from liandong.features.cases.pages.line_check_view import check_page, mapping_page
from liandong.features.cases.pages.line_form import again_asked, cells_of_form, line_page, typed_in
from liandong.features.cases.pages.line_reading import mapping_of, wanted_of
from liandong.features.cases.pages.lines_view import Shown, lines_page
from liandong.features.cases.pages.todo import setting_of
from liandong.features.cases.pages.words import in_words
from liandong.features.cases.service import (
    CasePicture,
    line_books,
    line_editing,
    line_listing,
    line_uploads,
)
from liandong.kernel.errors import (
    ConflictError,
    InvalidInputError,
    LiandongError,
    NotFoundError,
    Problem,
    StaleError,
)
from liandong.mechanisms import Table
from liandong.web.answers import file_answer, json_answer
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
    runtime,
)
from liandong.web.languages import say
from liandong.web.saying import message
from liandong.web.security import current_form_token
from liandong.web.spreadsheets import MEDIA_TYPE
from liandong.web.writes import once

blp = Blueprint(
    "lines", __name__, url_prefix="/t/<code>/cases/<mechanism>/<uuid:case_id>/lines/<table>"
)
_DIGITS = 9


def _seen(uow: UnitOfWork, mechanism: str, case_id: UUID, table: str) -> tuple[CasePicture, Table]:
    """Return the case in full and its table.

    Raises:
        NotFoundError: This reader sees no lines of it, or there is no such table.
    """
    current_principal().require_page("case")
    picture = service.look(uow, current_principal(), current_clock(), mechanism, case_id)
    found = next((t for t in picture.opened.mechanism.tables if t.key == table), None)
    if picture.level != "full" or found is None:
        raise NotFoundError
    return picture, found


def _may_enter(picture: CasePicture, table: Table) -> bool:
    opened, me = picture.opened, current_principal()
    is_mine = me.may_fire(opened.mechanism.key, table.action, table.actors, opened.parts)
    return is_mine and table.takes_lines_in(opened.case.state)


@blp.get("")
def show(mechanism: str, case_id: UUID, table: str) -> str:
    with current_unit_of_work() as uow:
        return _list(uow, mechanism, case_id, table)


def _list(uow: UnitOfWork, mechanism: str, case_id: UUID, table: str) -> str:
    picture, found = _seen(uow, mechanism, case_id, table)
    wanted = wanted_of(request.args)
    listed = line_listing.list_lines(uow, current_principal(), picture.opened, found, wanted)
    pending = line_listing.count_pending(uow, current_principal(), picture.opened, found)
    may_enter = _may_enter(picture, found)
    shown = Shown(picture, found, wanted, listed, may_enter=may_enter, pending=pending)
    page = lines_page(shown, current_form_token(), setting_of(uow))
    return render_template("pages/lines.html", page=page)


def _refused(mechanism: str, case_id: UUID, table: str, error: LiandongError) -> Response:
    """Show the lines with what was wrong above them; nothing was taken in."""
    said = [in_words(each) for each in getattr(error, "problems", ())] or [in_words(error)]
    message("red", say("；").join(said), say("没有导入"))
    with current_unit_of_work() as uow:
        text = _list(uow, mechanism, case_id, table)
    return Response(text, error.status, mimetype="text/html")


@blp.get("/export")
def export(mechanism: str, case_id: UUID, table: str) -> Response:
    with current_unit_of_work() as uow:
        picture, found = _seen(uow, mechanism, case_id, table)
        wanted = wanted_of(request.args, every=True)
        listed = line_listing.list_lines(uow, current_principal(), picture.opened, found, wanted)
        content = line_books.book_of(found, listed.lines)
        name = f"{picture.case.title} {found.label}.xlsx"
    return file_answer(content, name, MEDIA_TYPE)


@blp.get("/template")
def template(mechanism: str, case_id: UUID, table: str) -> Response:
    with current_unit_of_work() as uow:
        _, found = _seen(uow, mechanism, case_id, table)
    return file_answer(line_books.template(found), f"{found.label}.xlsx", MEDIA_TYPE)


@blp.post("/upload")
def upload(mechanism: str, case_id: UUID, table: str) -> AnyResponse | Response:
    """Take the file in; what becomes of its rows is shown next, nothing is changed yet."""
    try:
        with closing(_sent()) as file, current_unit_of_work() as uow:
            _seen(uow, mechanism, case_id, table)
            me, clock, store = current_principal(), current_clock(), runtime().parts["files"]
            kept = line_uploads.keep_upload(
                uow, me, clock, store, case_id, table, file.stream, file.filename or ""
            )
            href = f"{_here(mechanism, case_id, table)}/check/{kept.id}"
    except (InvalidInputError, ConflictError) as error:
        return _refused(mechanism, case_id, table, error)
    if request.headers.get("Accept") == "application/json":
        return json_answer({"href": href})
    return redirect(href, 303)


def _sent() -> FileStorage:
    """Return the file of the form.

    Raises:
        InvalidInputError: None was chosen.
    """
    file = request.files.get("file")
    if file is None or not file.filename:
        raise InvalidInputError([Problem("file", "请先选一个文件", "choose a file first")])
    return file


@blp.get("/check/<uuid:file_id>")
def check(mechanism: str, case_id: UUID, table: str, file_id: UUID) -> AnyResponse | str:
    try:
        with current_unit_of_work() as uow:
            picture, _ = _seen(uow, mechanism, case_id, table)
            reading = _read(uow, case_id, table, file_id)
            setting, token = setting_of(uow), current_form_token()
            if reading.checked is None or "columns" in request.args:
                page = mapping_page(picture, reading, setting)
                return render_template("pages/new_case.html", page=page)
            page = check_page(picture, reading, mapping_of(request.args), token, setting)
    except (InvalidInputError, ConflictError) as error:
        return _refused(mechanism, case_id, table, error)
    return render_template("pages/lines_check.html", page=page)


@blp.get("/check/<uuid:file_id>/refused")
def refused(mechanism: str, case_id: UUID, table: str, file_id: UUID) -> Response:
    with current_unit_of_work() as uow:
        _seen(uow, mechanism, case_id, table)
        reading = _read(uow, case_id, table, file_id)
        if reading.checked is None:
            raise NotFoundError
        left = reading.checked.of("refused", "twice", "earlier")
        content = line_books.refused_book(reading.table, reading.sheet, left)
    name = say("没有导入的行 {name}", name=reading.file.name.rpartition(".")[0])
    return file_answer(content, f"{name}.xlsx", MEDIA_TYPE)


@blp.post("/check/<uuid:file_id>")
def accept(mechanism: str, case_id: UUID, table: str, file_id: UUID) -> AnyResponse | Response:
    current_principal().require_page("case")

    def act(uow: UnitOfWork) -> dict[str, Any]:
        me, clock, store = current_principal(), current_clock(), runtime().parts["files"]
        asked = line_uploads.LineFile(
            case_id,
            table,
            file_id,
            mapping_of(request.form),
            again=request.form.get("again") == "true",
            seen=_version(),
        )
        _, checked = line_uploads.accept_upload(uow, me, clock, store, asked)
        return {"counts": dict(checked.counts)}

    try:
        with current_unit_of_work() as uow:
            once(uow, request.form.get("idempotency_key", ""), act)
    except (InvalidInputError, ConflictError, StaleError) as error:
        return _refused(mechanism, case_id, table, error)
    return redirect(_here(mechanism, case_id, table), 303)


@blp.get("/line")
def line(mechanism: str, case_id: UUID, table: str) -> str:
    with current_unit_of_work() as uow:
        return _line(uow, mechanism, case_id, table, _number(request.args), Typed())


@blp.post("/line")
def enter(mechanism: str, case_id: UUID, table: str) -> AnyResponse | Response:
    current_principal().require_page("case")
    number, form = _number(request.form), request.form

    def act(uow: UnitOfWork) -> dict[str, Any]:
        picture, found = _seen(uow, mechanism, case_id, table)
        cells = cells_of_form(found, form)
        asked = line_editing.OneLine(
            picture.case.id, table, number, cells, again=again_asked(form), seen=_version()
        )
        do = line_editing.strike_line if form.get("step") == "strike" else line_editing.enter_line
        do(uow, current_principal(), current_clock(), asked)
        return {"done": True}

    try:
        with current_unit_of_work() as uow:
            once(uow, form.get("idempotency_key", ""), act)
    except (InvalidInputError, ConflictError, StaleError) as error:
        return _again(mechanism, case_id, table, number, error)
    more = form.get("step") == "more"
    return redirect(_here(mechanism, case_id, table) + ("/line" if more else ""), 303)


def _again(mechanism: str, case_id: UUID, table: str, number: int | None, error: Any) -> Response:
    errors: dict[str, list[str]] = {}
    for each in getattr(error, "problems", ()):
        errors.setdefault(each.where, []).append(in_words(each))
    if not errors:
        message("red", in_words(error), say("没有保存。您填的内容还在下面。"))
    with current_unit_of_work() as uow:
        _, found = _seen(uow, mechanism, case_id, table)
        values = typed_in(found, request.form)
        text = _line(uow, mechanism, case_id, table, number, Typed(values, errors))
    return Response(text, error.status, mimetype="text/html")


def _line(
    uow: UnitOfWork, mechanism: str, case_id: UUID, table: str, number: int | None, typed: Typed
) -> str:
    picture, found = _seen(uow, mechanism, case_id, table)
    if not _may_enter(picture, found):
        raise NotFoundError
    known = line_editing.line_of(uow, picture.opened, found, number) if number else {}
    page = line_page(picture, found, number, known, typed, current_form_token(), setting_of(uow))
    return render_template("pages/new_case.html", page=page)


def _read(uow: UnitOfWork, case_id: UUID, table: str, file_id: UUID) -> line_uploads.Reading:
    asked = line_uploads.LineFile(case_id, table, file_id, mapping_of(request.args))
    store = runtime().parts["files"]
    return line_uploads.read_upload(uow, current_principal(), current_clock(), store, asked)


def _here(mechanism: str, case_id: UUID, table: str) -> str:
    return f"/t/{g.tenant_code}/cases/{mechanism}/{case_id}/lines/{table}"


def _number(said: Any) -> int | None:
    text = said.get("number", "")
    return int(text) if text.isdecimal() and len(text) <= _DIGITS and int(text) else None


def _version() -> int:
    text = request.form.get("etag", "")
    if not text.isdecimal() or len(text) > _DIGITS:
        raise StaleError
    return int(text)

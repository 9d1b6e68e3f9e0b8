"""One case: read it, and do the one thing that is to be done."""

from uuid import UUID

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.pages.case_form import form_of
from liandong.features.cases.pages.case_reading import (
    command_of,
    errors_of,
    require_each_row,
    typed_values,
)
from liandong.features.cases.pages.case_view import case_page
from liandong.features.cases.pages.case_viewers import viewers_page
from liandong.features.cases.pages.form_fields import Typed
from liandong.features.cases.pages.todo import setting_of
from liandong.features.cases.service import Act, CasePicture, FireTransition, HandlePaper
from liandong.features.documents.service.records import keep_file
from liandong.kernel.errors import (
    ConflictError,
    InvalidInputError,
    LiandongError,
    NotFoundError,
    StaleError,
)
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
    runtime,
)
from liandong.web.saying import message
from liandong.web.security import current_form_token
from liandong.web.writes import once

blp = Blueprint("case", __name__, url_prefix="/t/<code>/cases/<mechanism>/<uuid:case_id>")


@blp.get("")
def show(mechanism: str, case_id: UUID) -> str:
    current_principal().require_page("case")
    with current_unit_of_work() as uow:
        return _page(uow, mechanism, case_id, request.args.get("act", ""), Typed())


@blp.get("/visibility")
def visibility(mechanism: str, case_id: UUID) -> str:
    principal = current_principal()
    principal.require_page("case")
    with current_unit_of_work() as uow:
        picture = service.look(uow, principal, current_clock(), mechanism, case_id)
        page = viewers_page(picture, setting_of(uow))
    return render_template("pages/visibility.html", page=page)


@blp.post("")
def act(mechanism: str, case_id: UUID) -> AnyResponse | Response:
    current_principal().require_page("case")
    command: list[FireTransition] = []
    try:
        with current_unit_of_work() as uow:
            key = request.form.get("idempotency_key", "")
            once(uow, key, lambda _: _act(uow, mechanism, case_id, command))
    except (InvalidInputError, ConflictError, StaleError) as error:
        return _again(mechanism, case_id, error, command)
    return redirect(f"/t/{g.tenant_code}/cases/{mechanism}/{case_id}", 303)


def _page(uow: UnitOfWork, mechanism: str, case_id: UUID, wanted: str, typed: Typed) -> str:
    principal, clock = current_principal(), current_clock()
    picture = service.look(uow, principal, clock, mechanism, case_id)
    acts = service.acts_of(principal, clock, picture)
    chosen = next((a for a in acts if a.key == wanted), acts[0] if acts else None)
    setting = setting_of(uow)
    address = f"{setting.base}/cases/{mechanism}/{case_id}"
    form = None
    if chosen is not None:
        form = form_of(chosen, picture, typed, address, current_form_token(), setting.today)
    page = case_page(picture, acts, chosen.key if chosen else "", form, setting)
    return render_template("pages/case.html", page=page)


def _act(
    uow: UnitOfWork, mechanism: str, case_id: UUID, told: list[FireTransition]
) -> dict[str, int]:
    principal, clock = current_principal(), current_clock()
    picture = service.look(uow, principal, clock, mechanism, case_id)
    chosen = _chosen(picture)
    step, seen = request.form.get("step", "fire"), _seen()
    if step in {"review", "return"} or chosen.kind == "step":
        _handle(uow, case_id, chosen, step, seen)
        return {"position": picture.course.version}

    def keep(file: FileStorage) -> str:
        store = runtime().parts["files"]
        return str(keep_file(uow, clock, principal, store, file.stream, file.filename or "").id)

    if chosen.kind == "draft" and step == "submit":
        require_each_row(chosen, request.form)
    command = command_of(chosen, request.form, request.files, keep, clock.today(), seen)
    told.append(command)
    if chosen.kind == "draft":
        service.save_draft(uow, principal, clock, case_id, command)
        if step == "submit":
            _handle(uow, case_id, chosen, "submit", None)
    else:
        service.fire_transition(uow, principal, clock, case_id, command)
    return {"position": picture.course.version}


def _seen() -> int:
    text = request.form.get("etag", "")
    if not text.isdecimal():
        raise StaleError
    return int(text)


def _chosen(picture: CasePicture) -> Act:
    acts = service.acts_of(current_principal(), current_clock(), picture)
    wanted = request.form.get("act", "")
    found = next((a for a in acts if a.key == wanted), None)
    if found is None and str(picture.course.version) != request.form.get("etag"):
        raise StaleError
    if found is None:
        raise NotFoundError
    return found


def _handle(uow: UnitOfWork, case_id: UUID, chosen: Act, step: str, seen: int | None) -> None:
    if chosen.paper is None or step not in {"submit", "review", "return"}:
        raise NotFoundError
    row_id = chosen.document.row_id if chosen.document else chosen.row_id
    note = request.form.get("note", "")
    command = HandlePaper(step, chosen.paper.key, row_id, note, seen)
    service.handle_paper(uow, current_principal(), current_clock(), case_id, command)


def _again(
    mechanism: str, case_id: UUID, error: LiandongError, told: list[FireTransition]
) -> Response:
    """Show the page again with everything that was typed, and what was wrong."""
    problems = error.problems if isinstance(error, InvalidInputError) else []
    errors = errors_of(problems, told[0] if told else None)
    typed = Typed(typed_values(request.form), errors)
    if not problems:
        message("red", error.message_zh, "您填的内容还在。")
    with current_unit_of_work() as uow:
        text = _page(uow, mechanism, case_id, request.form.get("act", ""), typed)
    return Response(text, error.status, mimetype="text/html")

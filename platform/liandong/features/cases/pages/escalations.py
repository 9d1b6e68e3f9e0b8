"""督促与升级: drafts of the platform, decisions of persons."""

from uuid import UUID

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.pages.escalation_list import list_page
from liandong.features.cases.pages.escalation_view import confirm_page, rung_page
from liandong.features.cases.pages.todo import setting_of
from liandong.features.cases.pages.words import in_words
from liandong.features.cases.service import Decision, SeenRung
from liandong.features.tenants.service import current
from liandong.kernel.errors import (
    ConflictError,
    InvalidInputError,
    LiandongError,
    Problem,
    StaleError,
)
from liandong.web.answers import file_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import say
from liandong.web.saying import message
from liandong.web.security import current_form_token
from liandong.web.writes import once

_KINDS = {"confirm": "confirm", "decline": "decline", "skip": "decline", "resume": "resume"}
#: Before it is confirmed: look at what would leave, or go back to the form.
_ON_THE_WAY = {"check", "edit"}
_VERSIONS = {"1", "2"}

blp = Blueprint("escalation_pages", __name__, url_prefix="/t/<code>/escalations")


@blp.get("")
def show() -> str:
    principal = current_principal()
    principal.require_page("escalations")
    with current_unit_of_work() as uow:
        found = service.list_rungs(uow, principal)
        climbs = service.list_climbs(uow, principal)
        page = list_page(found, climbs, current(uow).package["escalation"], setting_of(uow))
    return render_template("pages/escalations.html", page=page)


@blp.get("/<uuid:rung_id>")
def show_one(rung_id: UUID) -> str:
    current_principal().require_page("escalations")
    with current_unit_of_work() as uow:
        return _page(uow, rung_id, {}, None)


@blp.get("/<uuid:rung_id>/letter.<any(docx, pdf):form>")
def letter(rung_id: UUID, form: str) -> Response:
    principal = current_principal()
    principal.require_page("escalations")
    with current_unit_of_work() as uow:
        made = service.render_rung(uow, principal, current_clock(), rung_id, form)
    return file_answer(made.content, made.name, made.media_type)


@blp.post("/<uuid:rung_id>")
def decide(rung_id: UUID) -> AnyResponse | Response:
    principal = current_principal()
    principal.require_page("escalations")
    principal.require_call("escalations.decide")
    asked = request.form.get("decision", "")
    try:
        with current_unit_of_work() as uow:
            if asked in _ON_THE_WAY:
                return Response(_on_the_way(uow, rung_id, asked), mimetype="text/html")
            key = request.form.get("idempotency_key", "")
            done = once(uow, key, lambda _: _decide(uow, rung_id))
    except (InvalidInputError, ConflictError, StaleError) as error:
        with current_unit_of_work() as uow:
            text = _page(uow, rung_id, request.form.to_dict(), error)
        return Response(text, error.status, mimetype="text/html")
    return redirect(f"/t/{g.tenant_code}/escalations/{done['id']}", 303)


def _on_the_way(uow: UnitOfWork, rung_id: UUID, asked: str) -> str:
    """Show what would leave before it does, or the form again; nothing is decided."""
    typed = request.form.to_dict()
    seen = _seen(uow, rung_id)
    if not seen.waits_for_me or request.form.get("etag") != str(seen.rung.version):
        raise StaleError
    if asked == "edit" or seen.rung.terms["move"]:
        return _page(uow, rung_id, typed, None)
    service.check_text(request.form.get("text", ""))
    page = confirm_page(seen, typed, current_form_token(), setting_of(uow))
    return render_template("pages/escalation.html", page=page)


def _seen(uow: UnitOfWork, rung_id: UUID) -> SeenRung:
    seen = service.get_rung(uow, current_principal(), rung_id)
    return service.as_of(uow, current_clock().today(), seen)


def _page(
    uow: UnitOfWork, rung_id: UUID, typed: dict[str, str], error: LiandongError | None
) -> str:
    seen = _seen(uow, rung_id)
    problems = error.problems if isinstance(error, InvalidInputError) else []
    if error is not None and not problems:
        message("red", in_words(error), say("没有保存。"))
    errors = {problem.where: [in_words(problem)] for problem in problems}
    page = rung_page(seen, typed, errors, current_form_token(), setting_of(uow))
    return render_template("pages/escalation.html", page=page)


def _decide(uow: UnitOfWork, rung_id: UUID) -> dict[str, str]:
    wanted, etag = request.form.get("decision", ""), request.form.get("etag", "")
    if wanted not in _KINDS:
        zh, en = "这个按钮不在表单上，没有保存", "there is no such button; nothing was saved"
        raise InvalidInputError([Problem("decision", zh, en)])
    if etag not in _VERSIONS:
        raise StaleError
    decision = Decision(
        _KINDS[wanted],
        text=request.form.get("text", ""),
        reason=request.form.get("reason", ""),
        skip=wanted == "skip",
        seen=int(etag),
    )
    done = service.decide_rung(uow, current_principal(), current_clock(), rung_id, decision)
    return {"id": str(done.id)}

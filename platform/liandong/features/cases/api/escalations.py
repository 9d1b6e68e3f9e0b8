"""The ladder for machines: what waits for a decision, and the decision."""

from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.schemas.rungs import (
    ConfirmSchema,
    DeclineSchema,
    ResumeSchema,
    RungListSchema,
    RungSchema,
)
from liandong.features.cases.service import Decision
from liandong.features.cases.service.downloads import MEDIA_TYPES
from liandong.web.answers import file_answer, json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.writes import seen_version, write

CONFLICT = "It was decided, ended, or is done by a move of the case"

blp = Blueprint(
    "escalations",
    __name__,
    url_prefix="/api/v1/t/<code>/escalations",
    description="督促与升级 Escalations",
)


@blp.route("", methods=["GET"])
@blp.doc(summary="督促与升级", operationId="escalations.list")
@blp.response(200, RungListSchema)
def list_rungs() -> Response:
    principal = current_principal()
    principal.require_call("escalations.read")
    with current_unit_of_work() as uow:
        found = service.list_rungs(uow, principal)
        today = current_clock().today()
        items = [service.dump_rung(service.as_of(uow, today, seen)) for seen in found]
    return json_answer({"items": items, "waiting": sum(seen.waits_for_me for seen in found)})


@blp.route("/<uuid:rung_id>", methods=["GET"])
@blp.doc(summary="一级督促", operationId="escalations.read")
@blp.response(200, RungSchema)
def get_rung(rung_id: UUID) -> Response:
    principal = current_principal()
    principal.require_call("escalations.read")
    with current_unit_of_work() as uow:
        seen = service.get_rung(uow, principal, rung_id)
        found = service.dump_rung(service.as_of(uow, current_clock().today(), seen))
    response = json_answer(found)
    response.set_etag(str(found["position"]))
    return response


def _letter(rung_id: UUID, form: str) -> Response:
    principal = current_principal()
    principal.require_call("escalations.read")
    with current_unit_of_work() as uow:
        made = service.render_rung(uow, principal, current_clock(), rung_id, form)
    return file_answer(made.content, made.name, made.media_type)


@blp.route("/<uuid:rung_id>/letter.docx", methods=["GET"])
@blp.doc(summary="一级督促的文书（docx）", operationId="escalations.letter.docx")
@blp.response(200, content_type=MEDIA_TYPES["docx"])
def letter_docx(rung_id: UUID) -> Response:
    return _letter(rung_id, "docx")


@blp.route("/<uuid:rung_id>/letter.pdf", methods=["GET"])
@blp.doc(summary="一级督促的文书（pdf）", operationId="escalations.letter.pdf")
@blp.response(200, content_type=MEDIA_TYPES["pdf"])
def letter_pdf(rung_id: UUID) -> Response:
    return _letter(rung_id, "pdf")


@blp.route("/<uuid:rung_id>/confirm", methods=["POST"])
@blp.doc(summary="确认发出", operationId="escalations.confirm")
@blp.arguments(ConfirmSchema)
@blp.response(200, RungSchema)
@blp.alt_response(409, description=CONFLICT)
def confirm(data: dict[str, Any], rung_id: UUID) -> Response:
    return _decide(rung_id, Decision("confirm", text=data["text"], seen=seen_version()))


@blp.route("/<uuid:rung_id>/decline", methods=["POST"])
@blp.doc(summary="不发出", operationId="escalations.decline")
@blp.arguments(DeclineSchema)
@blp.response(200, RungSchema)
@blp.alt_response(409, description=CONFLICT)
def decline(data: dict[str, Any], rung_id: UUID) -> Response:
    decision = Decision("decline", reason=data["reason"], skip=data["skip"], seen=seen_version())
    return _decide(rung_id, decision)


@blp.route("/<uuid:rung_id>/resume", methods=["POST"])
@blp.doc(summary="重新提起", operationId="escalations.resume")
@blp.arguments(ResumeSchema)
@blp.response(200, RungSchema)
@blp.alt_response(409, description=CONFLICT)
def resume(_data: dict[str, Any], rung_id: UUID) -> Response:
    return _decide(rung_id, Decision("resume", seen=seen_version()))


def _decide(rung_id: UUID, decision: Decision) -> Response:
    principal = current_principal()
    principal.require_call("escalations.decide")

    def act(uow: UnitOfWork) -> dict[str, Any]:
        decided = service.decide_rung(uow, principal, current_clock(), rung_id, decision)
        uow.session.flush()
        seen = service.get_rung(uow, principal, decided.id)
        return service.dump_rung(service.as_of(uow, current_clock().today(), seen))

    return write(act)

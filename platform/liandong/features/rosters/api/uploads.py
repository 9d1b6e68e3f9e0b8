"""The roster of a county as a workbook, for machines: out, in, put right, accepted."""

from typing import Any
from uuid import UUID

from flask import Response, request
from flask_smorest import Blueprint

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.rosters.schemas import (
    ChangesSchema,
    CorrectionsSchema,
    PreviewSchema,
    UploadListSchema,
)
from liandong.features.rosters.service import uploads
from liandong.features.rosters.service.accepting import accept
from liandong.features.rosters.service.books import refused_book, template
from liandong.features.rosters.service.correcting import Correction, choose, correct
from liandong.features.rosters.service.dumping import dump, dump_outcome
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.web.answers import file_answer, json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.spreadsheets import MEDIA_TYPE
from liandong.web.writes import seen_version, write

blp = Blueprint(
    "rosters", __name__, url_prefix="/api/v1/t/<code>/roster", description="单位名册 Roster"
)
_BODY = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {"file": {"type": "string", "format": "binary"}},
                "additionalProperties": False,
            }
        }
    },
}


@blp.route("/workbook", methods=["GET"])
@blp.doc(summary="名册（Excel）", operationId="roster.xlsx")
@blp.response(200, content_type=MEDIA_TYPE)
def export() -> Response:
    current_principal().require_call("roster.import")
    with current_unit_of_work() as uow:
        roster = uploads.roster_of(uow).files["roster"]
        content = template(roster, current_clock().today())
    return file_answer(content, "单位名册.xlsx", MEDIA_TYPE)


@blp.route("/uploads", methods=["GET"])
@blp.doc(summary="等着接受的名册", operationId="roster.list")
@blp.response(200, UploadListSchema)
def list_waiting() -> Response:
    current_principal().require_call("roster.import")
    with current_unit_of_work() as uow:
        items = [
            {"id": str(each.id), "name": each.name, "uploaded_at": each.uploaded_at.isoformat()}
            for each in uploads.list_uploads(uow)
        ]
    return json_answer({"items": items})


@blp.route("/uploads", methods=["POST"])
@blp.doc(summary="上传名册", operationId="roster.upload", requestBody=_BODY)
@blp.response(201, PreviewSchema)
def upload() -> Response:
    principal = current_principal()
    principal.require_call("roster.import")

    def act(uow: UnitOfWork) -> dict[str, Any]:
        file = request.files.get("file")
        if file is None:
            raise InvalidInputError([Problem("file", "要附一个文件", "a file is required")])
        clock, name = current_clock(), file.filename or ""
        kept = uploads.take_in(uow, clock, file.stream, name, by=principal.login)
        return dump(uploads.look(uow, clock, kept))

    return write(act, status=201)


@blp.route("/uploads/<uuid:upload_id>", methods=["GET"])
@blp.doc(summary="每行的结论", operationId="roster.preview")
@blp.response(200, PreviewSchema)
def preview(upload_id: UUID) -> Response:
    current_principal().require_call("roster.import")
    with current_unit_of_work() as uow:
        data = dump(uploads.look(uow, current_clock(), upload_id))
    answer = json_answer(data)
    answer.set_etag(str(data["position"]))
    return answer


@blp.route("/uploads/<uuid:upload_id>/refused", methods=["GET"])
@blp.doc(summary="有错误的行（Excel）", operationId="roster.refused.xlsx")
@blp.response(200, content_type=MEDIA_TYPE)
def refused(upload_id: UUID) -> Response:
    current_principal().require_call("roster.import")
    with current_unit_of_work() as uow:
        content = refused_book(uploads.look(uow, current_clock(), upload_id).outcome.failed)
    return file_answer(content, "没有导入的行.xlsx", MEDIA_TYPE)


@blp.route("/uploads/<uuid:upload_id>", methods=["PATCH"])
@blp.doc(summary="更正", operationId="roster.correct")
@blp.arguments(CorrectionsSchema)
@blp.response(200, PreviewSchema)
def put_right(said: dict[str, Any], upload_id: UUID) -> Response:
    current_principal().require_call("roster.import")
    seen, put = seen_version(), [Correction(**each) for each in said["rows"]]

    def act(uow: UnitOfWork) -> dict[str, Any]:
        clock = current_clock()
        found = correct(uow, clock, upload_id, seen, put)
        chosen = {key: said[key] for key in ("leaving", "staying") if said[key] is not None}
        if chosen:
            before = {"leaving": found.upload.leaving, "staying": found.upload.staying}
            found = choose(uow, clock, upload_id, found.version, **{**before, **chosen})
        return dump(found)

    return write(act)


@blp.route("/uploads/<uuid:upload_id>/accept", methods=["POST"])
@blp.doc(summary="接受整份名册", operationId="roster.accept")
@blp.response(200, ChangesSchema)
def take_over(upload_id: UUID) -> Response:
    principal = current_principal()
    principal.require_call("roster.import")
    seen = seen_version()

    def act(uow: UnitOfWork) -> dict[str, Any]:
        done = accept(uow, current_clock(), upload_id, seen, by=principal.login)
        return dump_outcome(done)

    return write(act)


@blp.route("/uploads/<uuid:upload_id>", methods=["DELETE"])
@blp.doc(summary="作废上传的名册", operationId="roster.put_aside")
@blp.response(204)
def put_aside(upload_id: UUID) -> Response:
    current_principal().require_call("roster.import")
    with current_unit_of_work() as uow:
        uploads.put_aside(uow, current_clock(), upload_id)
    return Response(status=204)

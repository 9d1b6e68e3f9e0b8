"""The papers of a case: their way to the signature, and taking them away."""

from contextlib import closing
from typing import Any
from uuid import UUID

from flask import Response, request
from flask_smorest import Blueprint

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.api.answering import CONFLICT, answer
from liandong.features.cases.schemas import CaseSchema, HandlePaperSchema
from liandong.features.cases.service.downloads import (
    MEDIA_TYPES,
    PaperRequest,
    render_paper,
    take_file,
)
from liandong.features.cases.service.sealed_files import keep_sealed_file
from liandong.features.documents.api import BODY, FileSchema, told_of
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.mechanisms import DocumentType, Mechanism
from liandong.web.answers import file_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work, runtime
from liandong.web.writes import seen_version, write


def add_step(blp: Blueprint, mechanism: Mechanism, paper: DocumentType, step: str) -> None:
    """Add a step of a paper's approval."""
    schema = HandlePaperSchema()
    path = f"/<uuid:case_id>/documents/{paper.key}/{step}"

    @blp.route(path, endpoint=f"{paper.key}_{step}", methods=["POST"])
    @blp.doc(summary=f"{paper.label}：{step}", operationId=f"{mechanism.key}.{paper.key}.{step}")
    @blp.arguments(schema)
    @blp.response(200, CaseSchema)
    @blp.alt_response(409, description=CONFLICT)
    def handle(data: dict[str, Any], case_id: UUID) -> Response:
        command = schema.to_command(step, paper.key, data, seen_version())

        def act(uow: UnitOfWork) -> dict[str, Any]:
            service.handle_paper(uow, current_principal(), current_clock(), case_id, command)
            return answer(uow, mechanism.key, case_id)

        return write(act)


def add_download(blp: Blueprint, mechanism: Mechanism, form: str) -> None:
    """Add a paper in one form: docx or pdf."""
    path = f"/<uuid:case_id>/documents/<uuid:document_id>.{form}"

    @blp.route(path, endpoint=f"document_{form}", methods=["GET"])
    @blp.doc(summary=f"一份文书（{form}）", operationId=f"{mechanism.key}.document.{form}")
    @blp.response(200, content_type=MEDIA_TYPES[form])
    def download(case_id: UUID, document_id: UUID) -> Response:
        principal = current_principal()
        principal.require_call("documents.read")
        wanted = PaperRequest(mechanism.key, case_id, document_id, form)
        with current_unit_of_work() as uow:
            made = render_paper(uow, principal, current_clock(), wanted)
        return file_answer(made.content, made.name, made.media_type)


def download_blueprint() -> Blueprint:
    """Return the files that people handed in, for those who may see them."""
    blp = Blueprint(
        "downloads", __name__, url_prefix="/api/v1/t/<code>/files", description="文件 Files"
    )

    @blp.route("/<uuid:file_id>", methods=["GET"])
    @blp.doc(summary="一个文件", operationId="files.read")
    @blp.response(200, content_type="application/octet-stream")
    def download(file_id: UUID) -> Response:
        principal = current_principal()
        principal.require_call("files.read")
        with current_unit_of_work() as uow:
            store = runtime().parts["files"]
            taken = take_file(uow, principal, current_clock(), store, file_id)
        return file_answer(taken.content, taken.name, taken.media_type)

    @blp.route("/sealed", methods=["POST"])
    @blp.doc(summary="上传涉密文件", operationId="files.upload_sealed", requestBody=BODY)
    @blp.response(201, FileSchema)
    def upload() -> Response:
        principal = current_principal()
        principal.require_call("files.upload")
        file = request.files.get("file")
        if file is None:
            raise InvalidInputError([Problem("file", "要附一个文件", "a file is required")])

        def act(uow: UnitOfWork) -> dict[str, Any]:
            store = runtime().parts["files"]
            stream, name = file.stream, file.filename or ""
            kept = keep_sealed_file(uow, current_clock(), principal, store, stream, name)
            return told_of(kept)

        with closing(file):
            return write(act, status=201)

    return blp

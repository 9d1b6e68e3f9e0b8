"""Files handed in over HTTP."""

from contextlib import closing
from typing import Any

from flask import Response, request
from flask_smorest import Blueprint
from marshmallow import fields

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.documents.models import FileRecord
from liandong.features.documents.service.records import keep_file
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.web.context import current_clock, current_principal, runtime
from liandong.web.fields import ClosedSchema
from liandong.web.writes import write

BODY = {
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


class FileSchema(ClosedSchema):
    """A file that was taken in."""

    id = fields.UUID()
    name = fields.String()
    media_type = fields.String()
    size = fields.Integer()
    sha256 = fields.String()


def told_of(record: FileRecord) -> dict[str, Any]:
    """Return what is answered of a file that was taken in."""
    return {
        "id": str(record.id),
        "name": record.name,
        "media_type": record.media_type,
        "size": record.size,
        "sha256": record.sha256,
    }


def files_blueprint() -> Blueprint:
    """Return the place where files are handed in."""
    blp = Blueprint(
        "files", __name__, url_prefix="/api/v1/t/<code>/files", description="文件 Files"
    )

    @blp.route("", methods=["POST"])
    @blp.doc(summary="上传文件", operationId="files.upload", requestBody=BODY)
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
            record = keep_file(uow, current_clock(), principal, store, stream, name)
            return told_of(record)

        with closing(file):
            return write(act, status=201)

    return blp

"""Files handed in over HTTP."""

from contextlib import closing
from typing import Any

from flask import Response
from flask_smorest import Blueprint
from marshmallow import fields
from werkzeug.datastructures import FileStorage

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.documents.service.records import keep_file
from liandong.web.context import current_clock, current_principal, runtime
from liandong.web.fields import ClosedSchema
from liandong.web.writes import write


class UploadSchema(ClosedSchema):
    """One file, sent as a form."""

    file = fields.Raw(required=True, metadata={"type": "string", "format": "binary"})


class FileSchema(ClosedSchema):
    """A file that was taken in."""

    id = fields.UUID()
    name = fields.String()
    media_type = fields.String()
    size = fields.Integer()
    sha256 = fields.String()


def files_blueprint() -> Blueprint:
    """Return the place where files are handed in."""
    blp = Blueprint(
        "files", __name__, url_prefix="/api/v1/t/<code>/files", description="文件 Files"
    )

    @blp.route("", methods=["POST"])
    @blp.doc(summary="上传文件", operationId="files.upload")
    @blp.arguments(UploadSchema, location="files")
    @blp.response(201, FileSchema)
    def upload(sent: dict[str, Any]) -> Response:
        principal = current_principal()
        principal.require_call("files.upload")
        file: FileStorage = sent["file"]

        def act(uow: UnitOfWork) -> dict[str, Any]:
            store = runtime().parts["files"]
            stream, name = file.stream, file.filename or ""
            record = keep_file(uow, current_clock(), principal, store, stream, name)
            return {
                "id": str(record.id),
                "name": record.name,
                "media_type": record.media_type,
                "size": record.size,
                "sha256": record.sha256,
            }

        with closing(file):
            return write(act, status=201)

    return blp

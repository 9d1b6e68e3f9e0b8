"""Lines of a case's tables: read, sent as a file, entered one by one."""

from typing import Any
from uuid import UUID

from flask import Response, request
from flask_smorest import Blueprint
from marshmallow import RAISE, fields, validate
from werkzeug.datastructures import FileStorage

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.service import line_books, line_editing, line_listing, line_uploads
from liandong.features.cases.service.course import course_of
from liandong.features.cases.service.line_dumping import dump_checked, dump_lines
from liandong.features.cases.service.line_keeping import opened_for_lines
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem
from liandong.mechanisms import Mechanism, Table
from liandong.web.answers import file_answer, json_answer
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
    runtime,
)
from liandong.web.fields import ClosedSchema
from liandong.web.spreadsheets import MEDIA_TYPE
from liandong.web.writes import seen_version, write

_MOST = 1000
BODY = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {"type": "string", "format": "binary"},
                    "confirm": {"type": "string", "enum": ["true", "false"]},
                    "again": {"type": "string", "enum": ["true", "false"]},
                },
                "additionalProperties": False,
            }
        }
    },
}


class LinesQuerySchema(ClosedSchema):
    """Which lines are wanted."""

    word = fields.String(load_default="", validate=validate.Length(max=200))
    shown = fields.String(
        load_default="all", validate=validate.OneOf(line_listing.SHOWN),
        metadata={"description": "all, marked, earlier, pending, struck"},
    )  # fmt: skip
    since = fields.Date(load_default=None)
    until = fields.Date(load_default=None)
    after = fields.Integer(load_default=0, validate=validate.Range(min=0))
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=_MOST))


class LineSchema(ClosedSchema):
    """What a line holds: cells by the keys of the table's fields, as a workbook has them."""

    cells = fields.Dict(keys=fields.String(), required=True)
    again = fields.Boolean(load_default=False)


class LinesSchema(ClosedSchema):
    """Lines as they stand for the reader."""

    items = fields.List(fields.Dict())
    total = fields.Integer()
    next = fields.Integer(allow_none=True)


class VerdictSchema(ClosedSchema):
    """What becomes of the rows of a file."""

    file_id = fields.UUID()
    counts = fields.Dict()
    missing = fields.List(fields.String())
    rows = fields.List(fields.Dict())
    taken = fields.Boolean()
    position = fields.Integer()


def add_lines(blp: Blueprint, mechanism: Mechanism, table: Table) -> None:
    """Add the resources of one table."""
    path = f"/<uuid:case_id>/tables/{table.key}"
    _add_reading(blp, mechanism, table, path)
    _add_entering(blp, mechanism, table, path)


def _add_reading(blp: Blueprint, mechanism: Mechanism, table: Table, path: str) -> None:
    name, label = f"{mechanism.key}.{table.key}", table.label

    @blp.route(f"{path}/lines", endpoint=f"{table.key}_lines", methods=["GET"])
    @blp.doc(summary=f"{label}：逐行", operationId=f"{name}.lines")
    @blp.arguments(LinesQuerySchema, location="query", unknown=RAISE)
    @blp.response(200, LinesSchema)
    def lines(query: dict[str, Any], case_id: UUID) -> Response:
        with current_unit_of_work() as uow:
            principal = current_principal()
            picture = service.look(uow, principal, current_clock(), mechanism.key, case_id)
            if picture.level != "full":
                raise NotFoundError
            wanted = line_listing.Wanted(**query)
            found = line_listing.list_lines(uow, principal, picture.opened, table, wanted)
        return json_answer(dump_lines(found))

    @blp.route(f"/tables/{table.key}/template", endpoint=f"{table.key}_template", methods=["GET"])
    @blp.doc(summary=f"{label}：模板", operationId=f"{name}.template")
    @blp.response(200, content_type=MEDIA_TYPE)
    def template() -> Response:
        current_principal().require(mechanism.key, table.action)
        return file_answer(line_books.template(table), f"{label}.xlsx", MEDIA_TYPE)


def _add_entering(blp: Blueprint, mechanism: Mechanism, table: Table, path: str) -> None:
    name, label = f"{mechanism.key}.{table.key}", table.label

    @blp.route(f"{path}/uploads", endpoint=f"{table.key}_upload", methods=["POST"])
    @blp.doc(summary=f"{label}：上传", operationId=f"{name}.upload", requestBody=BODY)
    @blp.response(200, VerdictSchema)
    def upload(case_id: UUID) -> Response:
        def act(uow: UnitOfWork) -> dict[str, Any]:
            me, clock, store = current_principal(), current_clock(), runtime().parts["files"]
            opened_for_lines(uow, me, case_id, table.key)
            file = _sent()
            kept = line_uploads.keep_upload(
                uow, me, clock, store, case_id, table.key, file.stream, file.filename or ""
            )
            again = request.form.get("again") == "true"
            asked = line_uploads.LineFile(case_id, table.key, kept.id, again=again)
            reading = line_uploads.read_upload(uow, me, clock, store, asked)
            if request.form.get("confirm") != "true" or reading.checked is None:
                return dump_checked(reading)
            case, _ = line_uploads.accept_upload(uow, me, clock, store, asked)
            version = course_of(uow, case.id, me.unit_id).version
            return {**dump_checked(reading), "taken": True, "position": version}

        return write(act)

    @blp.route(f"{path}/lines", endpoint=f"{table.key}_add", methods=["POST"])
    @blp.doc(summary=f"{label}：加一行", operationId=f"{name}.add")
    @blp.arguments(LineSchema)
    @blp.response(200, LinesSchema)
    def add(said: dict[str, Any], case_id: UUID) -> Response:
        return _enter(line_editing.OneLine(case_id, table.key, None, said["cells"], said["again"]))

    @blp.route(f"{path}/lines/<int:number>", endpoint=f"{table.key}_correct", methods=["PUT"])
    @blp.doc(summary=f"{label}：更正一行", operationId=f"{name}.correct")
    @blp.arguments(LineSchema)
    @blp.response(200, LinesSchema)
    def correct(said: dict[str, Any], case_id: UUID, number: int) -> Response:
        return _enter(
            line_editing.OneLine(case_id, table.key, number, said["cells"], said["again"])
        )

    @blp.route(f"{path}/lines/<int:number>", endpoint=f"{table.key}_strike", methods=["DELETE"])
    @blp.doc(summary=f"{label}：删去一行", operationId=f"{name}.strike")
    @blp.response(200, LinesSchema)
    def strike(case_id: UUID, number: int) -> Response:
        seen = seen_version()
        asked = line_editing.OneLine(case_id, table.key, number, seen=seen)

        def act(uow: UnitOfWork) -> dict[str, Any]:
            me = current_principal()
            case = line_editing.strike_line(uow, me, current_clock(), asked)
            return {"position": course_of(uow, case.id, me.unit_id).version}

        return write(act)


def _sent() -> FileStorage:
    file = request.files.get("file")
    if file is None:
        raise InvalidInputError([Problem("file", "要附一个文件", "a file is required")])
    return file


def _enter(asked: line_editing.OneLine) -> Response:
    seen = line_editing.seen_at(asked, seen_version())

    def act(uow: UnitOfWork) -> dict[str, Any]:
        me = current_principal()
        case = line_editing.enter_line(uow, me, current_clock(), seen)
        return {"position": course_of(uow, case.id, me.unit_id).version}

    return write(act)

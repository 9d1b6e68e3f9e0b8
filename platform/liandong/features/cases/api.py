"""Cases over HTTP: one literal, typed path for each move of each installed mechanism."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint
from marshmallow import RAISE

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.schemas import (
    CaseListSchema,
    CaseSchema,
    HandlePaperSchema,
    ListQuerySchema,
    fire_schema,
    row_schema,
)
from liandong.features.cases.service import FireTransition
from liandong.mechanisms import DocumentType, Mechanism, RowType, Transition
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.writes import seen_version, write

PREFIX = "/api/v1/t/<code>/cases"
_CONFLICT = "The state of the case, or a guard, refuses"


def list_blueprint() -> Blueprint:
    """Return the list of all cases the caller may know of."""
    blp = Blueprint("cases", __name__, url_prefix=PREFIX, description="案件 Cases")

    @blp.route("", methods=["GET"])
    @blp.doc(summary="案件列表", operationId="cases.list")
    @blp.arguments(ListQuerySchema, location="query", unknown=RAISE)
    @blp.response(200, CaseListSchema)
    def list_cases(query: dict[str, Any]) -> Response:
        principal = current_principal()
        principal.require_call("cases.list")
        after, limit = query.pop("after"), query.pop("limit")
        with current_unit_of_work() as uow:
            wanted = service.CaseFilter(**query)
            found = service.list_cases(uow, principal, wanted, after=after, limit=limit)
            items = [service.dump_header(case) for case in found]
        return json_answer(
            {"items": items, "next": items[-1]["id"] if len(items) == limit else None}
        )

    return blp


def mechanism_blueprint(mechanism: Mechanism) -> Blueprint:
    """Return the resources of one mechanism: its cases, their moves, rows and papers."""
    blp = Blueprint(
        mechanism.key,
        __name__,
        url_prefix=f"{PREFIX}/{mechanism.key}",
        description=mechanism.label,
    )
    _add_get(blp, mechanism)
    for move in mechanism.transitions:
        (_add_open if move.creates else _add_move)(blp, mechanism, move)
        if not move.creates and move.produces and move.produces.approval:
            _add_draft(blp, mechanism, move)
    for row in mechanism.rows:
        for move in row.transitions:
            if not move.along:
                _add_row_move(blp, mechanism, row, move)
            if move.produces and move.produces.approval and not move.creates:
                _add_row_draft(blp, mechanism, row, move)
    for paper in mechanism.documents:
        for step in ("submit", "review", "return") if paper.approval else ():
            _add_step(blp, mechanism, paper, step)
    return blp


def _answer(uow: UnitOfWork, mechanism: str, case_id: UUID) -> dict[str, Any]:
    picture = service.look(uow, current_principal(), current_clock(), mechanism, case_id)
    return service.dump_case(picture)


def _add_get(blp: Blueprint, mechanism: Mechanism) -> None:
    @blp.route("/<uuid:case_id>", methods=["GET"])
    @blp.doc(summary="一件案件", operationId=f"{mechanism.key}.get")
    @blp.response(200, CaseSchema)
    def get(case_id: UUID) -> Response:
        with current_unit_of_work() as uow:
            data = _answer(uow, mechanism.key, case_id)
        response = json_answer(data)
        response.set_etag(str(data["position"]))
        return response


def _add_open(blp: Blueprint, mechanism: Mechanism, move: Transition) -> None:
    path = "" if move.key == "open" else f"/{move.key}"

    @blp.route(path, endpoint=move.key, methods=["POST"])
    @blp.doc(summary=move.label, operationId=f"{mechanism.key}.{move.key}")
    @blp.arguments(fire_schema(mechanism, move))
    @blp.response(201, CaseSchema)
    @blp.alt_response(409, description=_CONFLICT)
    def open_case(command: FireTransition) -> Response:
        def act(uow: UnitOfWork) -> dict[str, Any]:
            case = service.open_case(
                uow, current_principal(), current_clock(), mechanism.key, command
            )
            return _answer(uow, mechanism.key, case.id)

        return write(act, status=201)


def _fires(mechanism: str) -> Callable[[UUID, FireTransition], Response]:
    def fire(case_id: UUID, command: FireTransition) -> Response:
        seen = replace(command, seen=seen_version())

        def act(uow: UnitOfWork) -> dict[str, Any]:
            service.fire_transition(uow, current_principal(), current_clock(), case_id, seen)
            return _answer(uow, mechanism, case_id)

        return write(act)

    return fire


def _add_move(blp: Blueprint, mechanism: Mechanism, move: Transition) -> None:
    fires = _fires(mechanism.key)

    @blp.route(f"/<uuid:case_id>/transitions/{move.key}", endpoint=move.key, methods=["POST"])
    @blp.doc(summary=move.label, operationId=f"{mechanism.key}.{move.key}")
    @blp.arguments(fire_schema(mechanism, move))
    @blp.response(200, CaseSchema)
    @blp.alt_response(409, description=_CONFLICT)
    def fire(command: FireTransition, case_id: UUID) -> Response:
        return fires(case_id, command)


def _add_draft(blp: Blueprint, mechanism: Mechanism, move: Transition) -> None:
    path = f"/<uuid:case_id>/transitions/{move.key}/draft"

    @blp.route(path, endpoint=f"{move.key}_draft", methods=["PUT"])
    @blp.doc(summary=f"{move.label}：存草稿", operationId=f"{mechanism.key}.{move.key}.draft")
    @blp.arguments(fire_schema(mechanism, move, is_draft=True))
    @blp.response(200, CaseSchema)
    def draft(command: FireTransition, case_id: UUID) -> Response:
        seen = replace(command, seen=seen_version())

        def act(uow: UnitOfWork) -> dict[str, Any]:
            service.save_draft(uow, current_principal(), current_clock(), case_id, seen)
            return _answer(uow, mechanism.key, case_id)

        return write(act)


def _add_row_move(blp: Blueprint, mechanism: Mechanism, row: RowType, move: Transition) -> None:
    fires = _fires(mechanism.key)
    rows = f"/<uuid:case_id>/rows/{row.key}"
    name, schema = f"{row.key}.{move.key}".replace(".", "_"), row_schema(mechanism, row, move)
    doc = {
        "summary": f"{row.label}：{move.label}",
        "operationId": f"{mechanism.key}.{row.key}.{move.key}",
    }

    if move.creates:

        @blp.route(f"{rows}/{move.key}", endpoint=name, methods=["POST"])
        @blp.doc(**doc)
        @blp.arguments(schema)
        @blp.response(200, CaseSchema)
        @blp.alt_response(409, description=_CONFLICT)
        def create(command: FireTransition, case_id: UUID) -> Response:
            return fires(case_id, command)

        return

    @blp.route(f"{rows}/<uuid:row_id>/transitions/{move.key}", endpoint=name, methods=["POST"])
    @blp.doc(**doc)
    @blp.arguments(schema)
    @blp.response(200, CaseSchema)
    @blp.alt_response(409, description=_CONFLICT)
    def fire(command: FireTransition, case_id: UUID, row_id: UUID) -> Response:
        rows_named = tuple(replace(each, row_id=row_id) for each in command.rows)
        return fires(case_id, replace(command, rows=rows_named))


def _add_row_draft(blp: Blueprint, mechanism: Mechanism, row: RowType, move: Transition) -> None:
    path = f"/<uuid:case_id>/rows/{row.key}/<uuid:row_id>/transitions/{move.key}/draft"

    @blp.route(path, endpoint=f"{row.key}_{move.key}_draft", methods=["PUT"])
    @blp.doc(
        summary=f"{row.label}：{move.label}，存草稿",
        operationId=f"{mechanism.key}.{row.key}.{move.key}.draft",
    )
    @blp.arguments(row_schema(mechanism, row, move, is_draft=True))
    @blp.response(200, CaseSchema)
    def draft(command: FireTransition, case_id: UUID, row_id: UUID) -> Response:
        rows = tuple(replace(each, row_id=row_id) for each in command.rows)
        seen = replace(command, rows=rows, seen=seen_version())

        def act(uow: UnitOfWork) -> dict[str, Any]:
            service.save_draft(uow, current_principal(), current_clock(), case_id, seen)
            return _answer(uow, mechanism.key, case_id)

        return write(act)


def _add_step(blp: Blueprint, mechanism: Mechanism, paper: DocumentType, step: str) -> None:
    schema = HandlePaperSchema()
    path = f"/<uuid:case_id>/documents/{paper.key}/{step}"

    @blp.route(path, endpoint=f"{paper.key}_{step}", methods=["POST"])
    @blp.doc(summary=f"{paper.label}：{step}", operationId=f"{mechanism.key}.{paper.key}.{step}")
    @blp.arguments(schema)
    @blp.response(200, CaseSchema)
    @blp.alt_response(409, description=_CONFLICT)
    def handle(data: dict[str, Any], case_id: UUID) -> Response:
        command = schema.to_command(step, paper.key, data, seen_version())

        def act(uow: UnitOfWork) -> dict[str, Any]:
            service.handle_paper(uow, current_principal(), current_clock(), case_id, command)
            return _answer(uow, mechanism.key, case_id)

        return write(act)

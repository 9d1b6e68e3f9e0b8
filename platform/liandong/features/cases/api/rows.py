"""Moving the rows of a case."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.api.answering import CONFLICT, answer, fires_of
from liandong.features.cases.schemas import CaseSchema, row_schema
from liandong.features.cases.service import FireTransition
from liandong.mechanisms import Mechanism, RowType, Transition
from liandong.web.context import current_clock, current_principal
from liandong.web.writes import seen_version, write


def add_row_move(blp: Blueprint, mechanism: Mechanism, row: RowType, move: Transition) -> None:
    """Add a move of a row."""
    fires = fires_of(mechanism.key)
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
        @blp.alt_response(409, description=CONFLICT)
        def create(command: FireTransition, case_id: UUID) -> Response:
            return fires(case_id, command)

        return

    @blp.route(f"{rows}/<uuid:row_id>/transitions/{move.key}", endpoint=name, methods=["POST"])
    @blp.doc(**doc)
    @blp.arguments(schema)
    @blp.response(200, CaseSchema)
    @blp.alt_response(409, description=CONFLICT)
    def fire(command: FireTransition, case_id: UUID, row_id: UUID) -> Response:
        rows_named = tuple(replace(each, row_id=row_id) for each in command.rows)
        return fires(case_id, replace(command, rows=rows_named))


def add_row_draft(blp: Blueprint, mechanism: Mechanism, row: RowType, move: Transition) -> None:
    """Add the keeping of a draft towards a move of a row."""
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
            return answer(uow, mechanism.key, case_id)

        return write(act)

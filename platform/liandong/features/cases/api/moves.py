"""Reading a case, opening it and moving it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.api.answering import CONFLICT, answer, fires_of
from liandong.features.cases.schemas import CaseSchema, ExplanationSchema, fire_schema
from liandong.features.cases.service import FireTransition
from liandong.mechanisms import Mechanism, Transition
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.writes import seen_version, write


def add_get(blp: Blueprint, mechanism: Mechanism) -> None:
    """Add the reading of one case."""

    @blp.route("/<uuid:case_id>", methods=["GET"])
    @blp.doc(summary="一件案件", operationId=f"{mechanism.key}.get")
    @blp.response(200, CaseSchema)
    def get(case_id: UUID) -> Response:
        with current_unit_of_work() as uow:
            data = answer(uow, mechanism.key, case_id)
        response = json_answer(data)
        if "position" in data:
            response.set_etag(str(data["position"]))
        return response


def add_deadline(blp: Blueprint, mechanism: Mechanism) -> None:
    """Add the explanation of one deadline."""

    @blp.route("/<uuid:case_id>/deadlines/<uuid:deadline_id>", methods=["GET"])
    @blp.doc(summary="期限怎么算的", operationId=f"{mechanism.key}.deadline")
    @blp.response(200, ExplanationSchema)
    def deadline(case_id: UUID, deadline_id: UUID) -> Response:
        with current_unit_of_work() as uow:
            principal, clock = current_principal(), current_clock()
            picture = service.look(uow, principal, clock, mechanism.key, case_id)
            found = service.explain(picture, deadline_id)
            data = service.dump_deadline(found.deadline) | service.dump_explanation(found)
        return json_answer(data)


def add_open(blp: Blueprint, mechanism: Mechanism, move: Transition) -> None:
    """Add a move that opens a case."""
    path = "" if move.key == "open" else f"/{move.key}"

    @blp.route(path, endpoint=move.key, methods=["POST"])
    @blp.doc(summary=move.label, operationId=f"{mechanism.key}.{move.key}")
    @blp.arguments(fire_schema(mechanism, move))
    @blp.response(201, CaseSchema)
    @blp.alt_response(409, description=CONFLICT)
    def open_case(command: FireTransition) -> Response:
        def act(uow: UnitOfWork) -> dict[str, Any]:
            case = service.open_case(
                uow, current_principal(), current_clock(), mechanism.key, command
            )
            return answer(uow, mechanism.key, case.id)

        return write(act, status=201)


def add_move(blp: Blueprint, mechanism: Mechanism, move: Transition) -> None:
    """Add a move of the case."""
    fires = fires_of(mechanism.key)

    @blp.route(f"/<uuid:case_id>/transitions/{move.key}", endpoint=move.key, methods=["POST"])
    @blp.doc(summary=move.label, operationId=f"{mechanism.key}.{move.key}")
    @blp.arguments(fire_schema(mechanism, move))
    @blp.response(200, CaseSchema)
    @blp.alt_response(409, description=CONFLICT)
    def fire(command: FireTransition, case_id: UUID) -> Response:
        return fires(case_id, command)


def add_draft(blp: Blueprint, mechanism: Mechanism, move: Transition) -> None:
    """Add the keeping of a draft towards a move of the case."""
    path = f"/<uuid:case_id>/transitions/{move.key}/draft"

    @blp.route(path, endpoint=f"{move.key}_draft", methods=["PUT"])
    @blp.doc(summary=f"{move.label}：存草稿", operationId=f"{mechanism.key}.{move.key}.draft")
    @blp.arguments(fire_schema(mechanism, move, is_draft=True))
    @blp.response(200, CaseSchema)
    def draft(command: FireTransition, case_id: UUID) -> Response:
        seen = replace(command, seen=seen_version())

        def act(uow: UnitOfWork) -> dict[str, Any]:
            service.save_draft(uow, current_principal(), current_clock(), case_id, seen)
            return answer(uow, mechanism.key, case_id)

        return write(act)

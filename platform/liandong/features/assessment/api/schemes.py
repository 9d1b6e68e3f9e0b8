"""Editions of schemes for machines; and a round planned by one, or going on with another."""

from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.schemas import (
    PlanSchema,
    ReplaceSchema,
    RoundMadeSchema,
    SaidSchema,
    SchemeContentSchema,
    SchemeListSchema,
    SchemeSchema,
    TrialSchema,
)
from liandong.features.assessment.service import dumping, running, schemes, trying
from liandong.features.assessment.service.parts import require_assessor
from liandong.features.assessment.service.trying import dump_trial
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.writes import write

blp = Blueprint(
    "assessment_scheme_list",
    __name__,
    url_prefix="/api/v1/t/<code>/assessment",
    description="考核 Assessment",
)
Plain = dict[str, Any]


@blp.route("/schemes", methods=["GET"])
@blp.doc(summary="考核方案", operationId="assessment.schemes")
@blp.response(200, SchemeListSchema)
def list_schemes() -> Response:
    principal = current_principal()
    with current_unit_of_work() as uow:
        require_assessor(uow, principal)
        found = schemes.list_schemes(uow, principal)
        return json_answer({"items": [dumping.dump_scheme(each) for each in found]})


@blp.route("/schemes/<uuid:scheme_id>", methods=["GET"])
@blp.doc(summary="一个版次的方案", operationId="assessment.scheme")
@blp.response(200, SchemeSchema)
def get_scheme(scheme_id: UUID) -> Response:
    principal = current_principal()
    with current_unit_of_work() as uow:
        require_assessor(uow, principal)
        found = schemes.get_scheme(uow, principal, scheme_id)
        return json_answer({**dumping.dump_scheme(found), "content": found.content})


@blp.route("/schemes", methods=["POST"])
@blp.doc(summary="保存一个版次", operationId="assessment.state_scheme")
@blp.arguments(SchemeContentSchema)
@blp.response(201, SchemeSchema)
@blp.alt_response(409, description="There is this edition already")
def state_scheme(said: Plain) -> Response:
    def act(uow: UnitOfWork) -> Plain:
        kept = schemes.state(uow, current_principal(), current_clock(), said["content"])
        return dumping.dump_scheme(kept)

    return write(act, status=201)


@blp.route("/rounds/<uuid:round_id>/trial", methods=["POST"])
@blp.doc(summary="试算一份没有保存的方案", operationId="assessment.try_scheme")
@blp.arguments(SchemeContentSchema)
@blp.response(200, TrialSchema)
@blp.alt_response(409, description="The figures of the round are not frozen")
def try_scheme(said: Plain, round_id: UUID) -> Response:
    principal = current_principal()
    with current_unit_of_work() as uow:
        return json_answer(dump_trial(trying.try_scheme(uow, principal, round_id, said["content"])))


@blp.route("/rounds", methods=["POST"])
@blp.doc(summary="计划一轮考核", operationId="assessment.plan")
@blp.arguments(PlanSchema)
@blp.response(201, RoundMadeSchema)
@blp.alt_response(409, description="There is a round of this scheme and year already")
def plan(said: Plain) -> Response:
    def act(uow: UnitOfWork) -> Plain:
        planned = running.Plan(scheme_id=said.pop("scheme"), **said)
        return {"id": str(running.plan(uow, current_principal(), current_clock(), planned).id)}

    return write(act, status=201)


@blp.route("/rounds/<uuid:round_id>/scheme", methods=["PUT"])
@blp.doc(summary="更换方案", operationId="assessment.replace_scheme")
@blp.arguments(ReplaceSchema)
@blp.response(200, SaidSchema)
@blp.alt_response(409, description="The figures are frozen")
def replace(said: Plain, round_id: UUID) -> Response:
    def act(uow: UnitOfWork) -> Plain:
        who = current_principal(), current_clock()
        made = running.replace_scheme(uow, *who, round_id, said["scheme"], said["reason"])
        return {"id": str(made.id), "kind": made.kind}

    return write(act)

"""What units, evaluators and the assessor say of items in a round, for machines."""

from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from liandong.features.assessment.api.keeping import (
    PREFIX,
    REFUSED,
    Plain,
    about,
    keep,
    papers,
)
from liandong.features.assessment.schemas import (
    AssignmentSchema,
    DaybookSchema,
    DeductionSchema,
    RecusalSchema,
    SaidSchema,
    SettledSchema,
    StatementSchema,
    WhySchema,
)
from liandong.features.assessment.service import (
    dumping,
    marking,
    noting,
    running,
    stating,
    viewing,
)
from liandong.features.assessment.service.saying import Judgement
from liandong.web.answers import json_answer
from liandong.web.context import current_principal, current_unit_of_work

blp = Blueprint("assessment_acts", __name__, url_prefix=PREFIX, description="考核 Assessment")


@blp.route("/rounds/<uuid:round_id>/assignments", methods=["POST"])
@blp.doc(summary="分配评分人", operationId="assessment.assign")
@blp.arguments(AssignmentSchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def assign(said: Plain, round_id: UUID) -> Response:
    chosen = running.Assigned(said["account"], said["units"], said["codes"])
    return keep(running.assign, round_id, chosen)


@blp.route("/rounds/<uuid:round_id>/deductions", methods=["POST"])
@blp.doc(summary="日常登记", operationId="assessment.deduct")
@blp.arguments(DeductionSchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def deduct(said: Plain, round_id: UUID) -> Response:
    noted = noting.Deduction(said["input"], said["value"], said["on"], said["reason"])
    return keep(noting.deduct, about(said, round_id), noted)


@blp.route("/rounds/<uuid:round_id>/deductions", methods=["GET"])
@blp.doc(summary="全年的日常登记", operationId="assessment.deductions")
@blp.response(200, DaybookSchema)
def list_deductions(round_id: UUID) -> Response:
    with current_unit_of_work() as uow:
        return json_answer(dumping.dump_daybook(viewing.see(uow, current_principal(), round_id)))


@blp.route("/rounds/<uuid:round_id>/deductions/<uuid:entry>/cancellation", methods=["POST"])
@blp.doc(summary="撤销日常登记", operationId="assessment.cancel_deduction")
@blp.arguments(WhySchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def cancel_deduction(said: Plain, round_id: UUID, entry: UUID) -> Response:
    return keep(noting.take_back, round_id, entry, said["reason"])


@blp.route("/rounds/<uuid:round_id>/marks/last", methods=["DELETE"])
@blp.doc(summary="撤回上一次评分", operationId="assessment.take_back_mark")
@blp.response(200, SaidSchema)
@blp.alt_response(409, description="There is no mark that could be taken back")
def take_back_mark(round_id: UUID) -> Response:
    return keep(marking.take_back, round_id, status=200)


@blp.route("/rounds/<uuid:round_id>/statements", methods=["POST"])
@blp.doc(summary="自评和佐证", operationId="assessment.state")
@blp.arguments(StatementSchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def state(said: Plain, round_id: UUID) -> Response:
    stated = stating.Statement(said["text"], said["values"], papers(said))
    return keep(stating.state, about(said, round_id), stated)


@blp.route("/rounds/<uuid:round_id>/recusals", methods=["POST"])
@blp.doc(summary="回避", operationId="assessment.recuse")
@blp.arguments(RecusalSchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def recuse(said: Plain, round_id: UUID) -> Response:
    return keep(marking.recuse, about(said, round_id), str(said["account"]), said["reason"])


@blp.route("/rounds/<uuid:round_id>/adjudications", methods=["POST"])
@blp.doc(summary="裁决分歧", operationId="assessment.adjudicate")
@blp.arguments(SettledSchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def adjudicate(said: Plain, round_id: UUID) -> Response:
    return keep(
        marking.adjudicate, about(said, round_id), Judgement(said["values"], said["reason"])
    )

"""Inspections and what has to be put right, for machines."""

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
    InspectionListSchema,
    InspectionSchema,
    SaidSchema,
    TaskSchema,
    TaskStepSchema,
)
from liandong.features.assessment.service import (
    dumping,
    inspecting,
    viewing,
)
from liandong.web.answers import json_answer
from liandong.web.context import current_principal, current_unit_of_work

blp = Blueprint(
    "assessment_inspection_list", __name__, url_prefix=PREFIX, description="考核 Assessment"
)


@blp.route("/rounds/<uuid:round_id>/inspections", methods=["GET"])
@blp.doc(summary="督导检查和整改", operationId="assessment.inspections")
@blp.response(200, InspectionListSchema)
def list_inspections(round_id: UUID) -> Response:
    with current_unit_of_work() as uow:
        return json_answer(
            dumping.dump_inspections(viewing.see(uow, current_principal(), round_id))
        )


@blp.route("/rounds/<uuid:round_id>/inspections", methods=["POST"])
@blp.doc(summary="登记检查", operationId="assessment.inspect")
@blp.arguments(InspectionSchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def inspect(said: Plain, round_id: UUID) -> Response:
    found = inspecting.Inspection(
        said["on"], said["by"], said["found"], papers(said), said["mend"], said["due"]
    )
    return keep(inspecting.inspect, about(said, round_id), found)


@blp.route("/rounds/<uuid:round_id>/tasks", methods=["POST"])
@blp.doc(summary="交办整改", operationId="assessment.set_task")
@blp.arguments(TaskSchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def set_task(said: Plain, round_id: UUID) -> Response:
    return keep(inspecting.set_task, about(said, round_id), said["mend"], said["due"])


@blp.route("/rounds/<uuid:round_id>/tasks/<uuid:task_id>/steps", methods=["POST"])
@blp.doc(summary="回复整改或者验收", operationId="assessment.task_step")
@blp.arguments(TaskStepSchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def step_task(said: Plain, round_id: UUID, task_id: UUID) -> Response:
    if said["step"] == "done":
        answer = inspecting.Answer(said["text"], papers(said))
        return keep(inspecting.answer_task, round_id, task_id, answer)
    return keep(inspecting.judge_task, round_id, task_id, said["step"], said["text"])

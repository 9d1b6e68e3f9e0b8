"""Why somebody may do something, and what another policy would change, for machines."""

from typing import Any

from flask import Response
from flask_smorest import Blueprint
from marshmallow import RAISE

from liandong.features.access import service
from liandong.features.access.schemas import (
    AccessExplanationSchema,
    ExplanationQuerySchema,
    TrialResultSchema,
    TrialSchema,
)
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work

blp = Blueprint(
    "access", __name__, url_prefix="/api/v1/t/<code>/access", description="权限说明 Access"
)


@blp.route("/explanation", methods=["GET"])
@blp.doc(summary="为什么可以、为什么不可以", operationId="access.explain")
@blp.arguments(ExplanationQuerySchema, location="query", unknown=RAISE)
@blp.response(200, AccessExplanationSchema)
def get_explanation(query: dict[str, Any]) -> Response:
    principal = current_principal()
    principal.require_call("access.explain")
    asked = service.Asked(query["account"], query["mechanism"], query["action"], query["case"])
    with current_unit_of_work() as uow:
        answer = service.explain(uow, current_clock(), principal, asked)
    return json_answer(service.dump_answer(answer))


@blp.route("/trial", methods=["POST"])
@blp.doc(summary="试一份没有保存的权限补充", operationId="access.try")
@blp.arguments(TrialSchema)
@blp.response(200, TrialResultSchema)
def post_trial(data: dict[str, Any]) -> Response:
    principal = current_principal()
    principal.require_call("access.explain")
    with current_unit_of_work() as uow:
        trial = service.try_out(uow, current_clock(), principal, data["policy"])
    return json_answer(service.dump_trial(trial))

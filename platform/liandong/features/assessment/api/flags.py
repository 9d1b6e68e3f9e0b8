"""What looks odd in a round, and what it costs units, for machines."""

from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from liandong.features.assessment.api.keeping import PREFIX, Plain, keep
from liandong.features.assessment.schemas import (
    BurdenSchema,
    FlagAnswerSchema,
    FlagListSchema,
    SaidSchema,
    VerdictSchema,
)
from liandong.features.assessment.service import dumping, flags, viewing
from liandong.web.answers import json_answer
from liandong.web.context import current_principal, current_unit_of_work

blp = Blueprint("assessment_flag_list", __name__, url_prefix=PREFIX, description="考核 Assessment")
REFUSED = "The result is decided, or another unit has to judge"


@blp.route("/rounds/<uuid:round_id>/flags", methods=["GET"])
@blp.doc(summary="异常提示", operationId="assessment.flags")
@blp.response(200, FlagListSchema)
def list_flags(round_id: UUID) -> Response:
    principal = current_principal()
    with current_unit_of_work() as uow:
        sight = viewing.see(uow, principal, round_id)
        seen = flags.flags_for(uow, principal, sight)
    return json_answer({"flags": [dumping.dump_flag(each) for each in seen]})


@blp.route("/rounds/<uuid:round_id>/flags/<key>/verdicts", methods=["POST"])
@blp.doc(summary="判断异常提示", operationId="assessment.judge_flag")
@blp.arguments(VerdictSchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def judge(said: Plain, round_id: UUID, key: str) -> Response:
    return keep(flags.judge, round_id, key, said["verdict"], said["reason"])


@blp.route("/rounds/<uuid:round_id>/flags/<key>/answers", methods=["POST"])
@blp.doc(summary="说明异常提示", operationId="assessment.answer_flag")
@blp.arguments(FlagAnswerSchema)
@blp.response(201, SaidSchema)
@blp.alt_response(409, description=REFUSED)
def answer(said: Plain, round_id: UUID, key: str) -> Response:
    return keep(flags.answer, round_id, key, said["text"])


@blp.route("/rounds/<uuid:round_id>/burden", methods=["GET"])
@blp.doc(summary="填报负担", operationId="assessment.burden")
@blp.response(200, BurdenSchema)
def burden(round_id: UUID) -> Response:
    with current_unit_of_work() as uow:
        return json_answer(dumping.dump_burdens(viewing.see(uow, current_principal(), round_id)))

"""What counties report of their assessments, for machines of the county and of its province."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.models import AssessmentReport
from liandong.features.assessment.schemas import ReportListSchema, ReportSchema
from liandong.features.assessment.service import upward
from liandong.web.answers import json_answer
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
    runtime,
)
from liandong.web.writes import write

blp = Blueprint(
    "assessment_reports",
    __name__,
    url_prefix="/api/v1/t/<code>",
    description="考核上报 Reported assessments",
)


@blp.route("/province/assessments", methods=["GET"])
@blp.doc(summary="各区县上报的考核结果", operationId="assessment.reported")
@blp.response(200, ReportListSchema)
def list_reported() -> Response:
    current_principal().require_call("tenant.list")
    with current_unit_of_work() as uow:
        return json_answer({"items": _dumped(upward.list_reports(uow))})


@blp.route("/assessment/rounds/<uuid:round_id>/report", methods=["POST"])
@blp.doc(summary="上报考核结果", operationId="assessment.report")
@blp.response(201, ReportSchema)
@blp.alt_response(409, description="Nothing is published, or this edition was reported")
def report(round_id: UUID) -> Response:
    def act(uow: UnitOfWork) -> dict[str, Any]:
        who = current_principal(), current_clock()
        return _dumped([upward.report(runtime().sessions, uow, *who, round_id)])[0]

    return write(act, status=201)


def _dumped(reports: Sequence[AssessmentReport]) -> list[dict[str, Any]]:
    standing = {each.id for each in upward.standing_reports(reports)}
    return [
        {
            "county": each.county_name,
            "year": each.year,
            "digest": each.digest,
            "content": each.content,
            "reported_at": each.reported_at.isoformat(),
            "stands": each.id in standing,
        }
        for each in reports
    ]

"""Two counties of a province side by side, for machines."""

from dataclasses import asdict
from typing import Any

from flask import Response, g
from flask_smorest import Blueprint
from marshmallow import RAISE

from liandong.db.unit_of_work import global_session
from liandong.features.onboarding import service
from liandong.features.onboarding.schemas import CompareQuerySchema, ComparisonSchema
from liandong.features.onboarding.service import Comparison
from liandong.features.tenants.service import county_below
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, runtime

comparison = Blueprint(
    "comparison",
    __name__,
    url_prefix="/api/v1/t/<code>/province/comparison",
    description="比较区县 Comparison",
)


@comparison.route("", methods=["GET"])
@comparison.doc(summary="比较两个区县的配置", operationId="tenant.compare")
@comparison.arguments(CompareQuerySchema, location="query", unknown=RAISE)
@comparison.response(200, ComparisonSchema)
def compare(asked: dict[str, Any]) -> Response:
    principal = current_principal()
    principal.require_call("tenant.explain")
    missing = [each for each in ("left", "right") if not asked[each]]
    if missing:
        raise InvalidInputError(
            [Problem(e, "请写区划代码", "needs a division code") for e in missing]
        )
    sessions = runtime().sessions
    with global_session(sessions) as session:
        left = county_below(session, g.tenant.id, asked["left"])
        right = county_below(session, g.tenant.id, asked["right"])
    asker = service.Asker(principal.login, g.tenant_code)
    return json_answer(_dump(service.compare(sessions, current_clock(), left.id, right.id, asker)))


def _dump(found: Comparison) -> dict[str, Any]:
    return {
        "left": {"code": found.left.code, "name": found.left.name},
        "right": {"code": found.right.code, "name": found.right.name},
        "differences": [
            {
                **asdict(each),
                "name": found.name_of(each),
                "left_layer": found.left.layer_of(each),
                "right_layer": found.right.layer_of(each),
            }
            for each in found.differences
        ],
    }
